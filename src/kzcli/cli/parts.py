"""The commands for the parts of a brief: each alone a list, and with an id one item in full."""

# No lazy annotations here: those of the command are made anew for each part, and Typer reads them.
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kzcli.cli import complete
from kzcli.cli.options import (
    BriefOption,
    ColorOption,
    FormatOption,
    JsonOption,
    Look,
    WidthOption,
    load_asked,
    look,
)
from kzcli.views import PARTS, View, full_card, item_data, load_view

if TYPE_CHECKING:
    from kzcli.brief import Brief


def build(name: str) -> Any:
    """The function behind a part's command."""
    view = load_view(name)

    def command(
        id: Annotated[
            str | None,
            typer.Argument(
                metavar="ID",
                help=f"Show this {PARTS[name].singular} in full.",
                autocompletion=complete.ids_of(*(PARTS[name].file_parts or (name,))),
                show_default=False,
            ),
        ] = None,
        brief: BriefOption = None,
        format: FormatOption = None,
        json: JsonOption = False,
        width: WidthOption = None,
        color: ColorOption = "auto",
    ) -> None:
        _show(name, view, id, load_asked(brief), look(format, json, width, color))

    columns = ", ".join(view.columns)
    command.__doc__ = f"{PARTS[name].help}.\n\nIn a pipe: one a line, tabs between its columns: {columns}."
    return command


def _show(name: str, view: View, id: str | None, brief: "Brief", look: Look) -> None:
    from kzcli.cli.output import emit, find_item
    from kzcli.links import Links
    from kzcli.views.reading import cards_page, listing_page

    links = Links(brief)
    items = view.items(brief)

    if id is None:
        emit(look, lambda: listing_page(brief, links, name), lambda: [item_data(view, links, item) for item in items])
        return
    by_id = {item.id: item for item in reversed(items)}
    elsewhere = {other: part for other, (part, _) in links.items.items()}
    item = find_item(by_id, id, PARTS[name].singular, name, elsewhere)
    emit(look, lambda: cards_page(links, (full_card(view, links, item),)), lambda: item_data(view, links, item))
