"""What can be shown of a brief. A part is a list of items, each of which can be shown in full.

To add one: a module here with a `VIEW`, and its line in `PARTS` below. The command, its help, completion, JSON
and the tests read the table.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pydantic import BaseModel

    from kzcli.brief import Brief
    from kzcli.links import Links
    from kzcli.page import Block, Card, Row


class Part(NamedTuple):
    """An entry of the table: what is known of a part before its module is imported."""

    singular: str
    help: str
    """What its command shows, in a few words."""
    example: str
    file_parts: tuple[str, ...] = ()
    """The parts of the file that its ids are from, where that is not the part of its own name."""


PARTS = {
    "goals": Part("goal", "The aims that the recommendations are measured against", "kzcli goals"),
    "recommendations": Part(
        "recommendation",
        "What is to be done, by whom, on what evidence, and where it stands",
        "kzcli recommendation summit",
    ),
    "sections": Part("section", "The parts of the running text", "kzcli section relations"),
    "claims": Part("claim", "The statements that all of it rests on", "kzcli claims | grep forecast"),
    "timeline": Part(
        "event", "What happened when, with what came after the brief", "kzcli timeline", ("claims", "recommendations")
    ),
    "figures": Part("figure", "The quantities, drawn as bars", "kzcli figures", ("claims",)),
    "sources": Part("source", "Where the claims come from", "kzcli source gjia-2020"),
    "actors": Part("actor", "Whom it is about", "kzcli actors | cut -f2"),
}


class View(NamedTuple):
    """How a part is shown."""

    columns: tuple[str, ...]
    """What a pipe gets of each item, in this order, the id first."""
    items: Callable[[Brief], tuple[Any, ...]]
    """The items, each with an `id`."""
    listing: Callable[[Brief, Links], tuple[Block, ...]]
    """All items, in short."""
    card: Callable[[Links, Any], Card]
    """One item with all that the file says of it."""
    related: Callable[[Links, Any], tuple[Block, ...]] | None = None
    """What else in the brief has to do with an item: for an item alone, not for a document that has it all."""
    data: Callable[[Links, Any], BaseModel] | None = None
    """What JSON says of an item, where that is more than the item itself."""


def load_view(part: str) -> View:
    """The view of a part; its module is imported now.

    Args:
        part: a key of `PARTS`.
    """
    view: View = import_module(f"kzcli.views.{part}").VIEW
    return view


def view_of_rows(
    columns: tuple[str, ...],
    items: Callable[[Brief], tuple[Any, ...]],
    row: Callable[[Links, Any], Row],
    card: Callable[[Links, Any], Card],
    related: Callable[[Links, Any], tuple[Block, ...]] | None = None,
    data: Callable[[Links, Any], BaseModel] | None = None,
) -> View:
    """A view that lists its items as rows, the second column saying what the item is."""
    from kzcli.page import Listing

    def listing(brief: Brief, links: Links) -> tuple[Block, ...]:
        return (Listing(columns, tuple(row(links, item) for item in items(brief))),)

    return View(columns, items, listing, card, related, data)


def item_data(view: View, links: Links, item: Any) -> Any:
    """What JSON says of an item: a model."""
    return view.data(links, item) if view.data else item


def full_card(view: View, links: Links, item: Any) -> Card:
    """An item in full, with what else in the brief has to do with it."""
    card = view.card(links, item)
    return card._replace(blocks=(*card.blocks, *view.related(links, item))) if view.related else card
