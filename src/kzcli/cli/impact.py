"""`kzcli impact`."""

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
    withdrawn_asked,
)


def build(name: str) -> Any:
    """The function behind the command."""
    return impact


def impact(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID",
            help="The sources and claims that are withdrawn or found wrong.",
            autocompletion=complete.ids_of("sources", "claims"),
            show_default=False,
        ),
    ],
    brief: BriefOption = None,
    as_of: AsOfOption = None,
    format: FormatOption = None,
    json: JsonOption = False,
    width: WidthOption = None,
    color: ColorOption = "auto",
) -> None:
    """What is lost when sources or claims are withdrawn, or found wrong.

    A source falls with all that is known only through it. The first line is the answer. In a pipe, what is lost follows
    one thing a line, tabs between its columns: kind, id, from, to, reason, seen_on.
    """
    from kzcli.cli.output import emit
    from kzcli.impact import impact as find
    from kzcli.views.impact import impact_lines, impact_page

    day = day_asked(as_of)
    loaded = load_asked(brief, day)
    withdrawn_asked(loaded, ids)
    found = find(loaded, ids)
    shown = look(format, json, width, color, day, brief)

    def data() -> Any:
        from kzcli.views.impact_data import impact_data

        return impact_data(found, day)

    page = impact_lines if shown.format == "plain" else impact_page
    emit(shown, lambda: page(found), data, dated=True, paged=True, rows=True)
