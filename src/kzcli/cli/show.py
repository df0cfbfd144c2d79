"""`kzcli show`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kzcli.brief import PARTS
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
    return show


def show(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID",
            help="What to show: any ids of the brief.",
            autocompletion=complete.ids_of(*PARTS),
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
    """Anything that has an id, in full. JSON is always a list, one object for each id."""
    from kzcli.cli.output import emit, find_item
    from kzcli.links import Links
    from kzcli.views import full_card, item_data, load_view
    from kzcli.views.reading import cards_page

    day = day_asked(as_of)
    loaded = load_asked(brief, day)
    links = Links(loaded, day=day)
    found = [(load_view(part), item) for part, item in (find_item(links.items, id, "item") for id in ids)]
    emit(
        look(format, json, width, color, day, brief),
        lambda: cards_page(links, tuple(full_card(view, links, item) for view, item in found)),
        lambda: [item_data(view, links, item) for view, item in found],
        dated=True,
    )
