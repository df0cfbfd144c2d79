"""`kzcli read`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kzcli.cli import complete
from kzcli.cli.options import (
    AsOfOption,
    BriefOption,
    ColorOption,
    FormatOption,
    JsonOption,
    WidthOption,
    day_asked,
    load_asked,
    look,
)


def build(name: str) -> Any:
    """The function behind the command."""
    return read


def read(
    section: Annotated[
        str | None,
        typer.Argument(
            metavar="SECTION",
            help="Read this section only.",
            autocompletion=complete.ids_of("sections"),
            show_default=False,
        ),
    ] = None,
    brief: BriefOption = None,
    as_of: AsOfOption = None,
    format: FormatOption = None,
    json: JsonOption = False,
    width: WidthOption = None,
    color: ColorOption = "auto",
) -> None:
    """The running text, its citations numbered, with notes that say what they rest on.

    On a terminal it goes through the pager that $PAGER names.
    """
    from kzcli.cli.output import emit, find_item
    from kzcli.links import Links
    from kzcli.views.reading import text_page

    day = day_asked(as_of)
    loaded = load_asked(brief, day)
    links = Links(loaded)
    sections = loaded.sections
    if section is not None:
        sections = (find_item(links.sections, section, "section", "sections", links.items),)
    shown = look(format, json, width, color, day, brief)
    emit(shown, lambda: text_page(links, sections), lambda: list(sections), dated=True, paged=True)
