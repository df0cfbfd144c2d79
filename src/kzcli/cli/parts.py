"""The commands for the parts of a brief: each alone a list, and with an id one item in full."""

# No lazy annotations here: those of the command are made anew for each part, and Typer reads them.
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kzcli.cli import complete
from kzcli.cli.options import (
    AsOfOption,
    BriefOption,
    ColorOption,
    FormatOption,
    JsonOption,
    Look,
    WidthOption,
    WithoutOption,
    day_asked,
    load_asked,
    look,
    withdrawn_asked,
)
from kzcli.views import PARTS, View, full_card, item_data, load_view

if TYPE_CHECKING:
    from kzcli.links import Links


WEIGHED = ("recommendations", "claims")
"""The parts whose items are more or less strong, by what else is in the brief."""


def build(name: str) -> Any:
    """The function behind a part's command."""
    view = load_view(name)
    Item = Annotated[  # noqa: N806 (a type)
        str | None,
        typer.Argument(
            metavar="ID",
            help=f"Show this {PARTS[name].singular} in full.",
            autocompletion=complete.ids_of(*(PARTS[name].file_parts or (name,))),
            show_default=False,
        ),
    ]

    def command(
        id: Item = None,
        brief: BriefOption = None,
        as_of: AsOfOption = None,
        format: FormatOption = None,
        json: JsonOption = False,
        width: WidthOption = None,
        color: ColorOption = "auto",
    ) -> None:
        weighed_command(id, brief, as_of, None, format, json, width, color)

    def weighed_command(
        id: Item = None,
        brief: BriefOption = None,
        as_of: AsOfOption = None,
        without: WithoutOption = None,
        format: FormatOption = None,
        json: JsonOption = False,
        width: WidthOption = None,
        color: ColorOption = "auto",
    ) -> None:
        from kzcli.links import Links

        day = day_asked(as_of)
        loaded = load_asked(brief, day)
        links = Links(loaded, withdrawn_asked(loaded, without), day)
        _show(name, view, id, links, look(format, json, width, color, day, brief))

    made = weighed_command if name in WEIGHED else command
    columns = ", ".join((*view.columns, "seen_on", *(("with --without also without",) if name in WEIGHED else ())))
    made.__doc__ = f"{PARTS[name].help}.\n\nIn a pipe: one a line, tabs between its columns: {columns}."
    return made


def _show(name: str, view: View, id: str | None, links: "Links", look: Look) -> None:
    from kzcli.cli.output import emit, find_item
    from kzcli.views.reading import cards_page, listing_page

    items = view.items(links.brief)
    without = links.withdrawn

    if id is None:

        def rows() -> Any:
            return [item_data(view, links, item) for item in items]

        emit(look, lambda: listing_page(links, name), rows, dated=True, without=without, rows=True)
        return
    by_id = {item.id: item for item in reversed(items)}
    item = find_item(by_id, id, PARTS[name].singular, name, links.items)
    page = cards_page(links, (full_card(view, links, item),))
    emit(look, lambda: page, lambda: item_data(view, links, item), dated=True, without=without)
