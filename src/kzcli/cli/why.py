"""`kzcli why`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from kzcli.cli import complete
from kzcli.cli.options import (
    AsOfOption,
    BriefOption,
    ColorOption,
    Format,
    JsonOption,
    WidthOption,
    WithoutOption,
    day_asked,
    load_asked,
    look,
    withdrawn_asked,
)
from kzcli.errors import UsageError
from kzcli.tracing import MAX_DEPTH, SUMMARY

if TYPE_CHECKING:
    from datetime import date

    from kzcli.links import Links
    from kzcli.tracing import Key
    from kzcli.views.why import Argument

Drawing = Literal["dot", "mermaid"]

SCREEN_DEPTH = 2
"""How many levels a terminal shows where nothing else is asked for: an argument at a glance."""

_TRACED = ("goals", "recommendations", "sections", "claims", "sources")


def build(name: str) -> Any:
    """The function behind the command."""
    return why


def why(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID",
            help="Recommendations, goals, claims, sections or sources; summary for the bottom line and the points.",
            autocompletion=complete.ids_of(*_TRACED),
            show_default=False,
        ),
    ],
    brief: BriefOption = None,
    reverse: Annotated[
        bool, typer.Option("--reverse", help="What rests on it. Of claims and sources both ways are shown without it.")
    ] = False,
    depth: Annotated[
        int | None,
        typer.Option(
            "--depth",
            metavar="LEVELS",
            min=1,
            max=MAX_DEPTH,
            help=f"How many levels to show. [default: {SCREEN_DEPTH} in panels, else {MAX_DEPTH}]",
            show_default=False,
        ),
    ] = None,
    as_of: AsOfOption = None,
    without: WithoutOption = None,
    format: Annotated[
        Literal[Format, Drawing] | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="panels, plain, markdown, json, dot or mermaid. [default: panels on a terminal, plain in a pipe]",
            show_default=False,
        ),
    ] = None,
    json: JsonOption = False,
    width: WidthOption = None,
    color: ColorOption = "auto",
) -> None:
    """On what something rests, down to who said so and when, and what rests on it.

    A branch that several others lead to is shown once. JSON is always a list, one object for each id.
    """
    from kzcli.cli.output import emit
    from kzcli.links import Links
    from kzcli.views.why import argument, why_page

    drawn: Drawing | None = None
    shown: Format | None = None
    match format:
        case "dot" | "mermaid":
            drawn = format
        case _:
            shown = format
    if drawn and json:
        raise UsageError(f"--json and --format {format} do not go together", "leave one of them out")
    day = day_asked(as_of)
    seen = look(shown, json, width, color, day, brief)
    loaded = load_asked(brief, day)
    links = Links(loaded, withdrawn_asked(loaded, without))
    asked = [_asked(links, id) for id in dict.fromkeys(ids)]
    levels = depth or (SCREEN_DEPTH if seen.format == "panels" and not drawn else MAX_DEPTH)
    found = argument(links, asked, levels, reverse=reverse)
    if drawn:
        _draw(links, found, drawn, day)
        return

    def data() -> Any:
        from kzcli.views.why_data import why_data

        return why_data(links, asked, found, day)

    emit(seen, lambda: why_page(links, asked, found, day), data, paged=True, without=links.withdrawn)


def _asked(links: Links, id: str) -> Key:
    """What an id stands for.

    Raises:
        UsageError: nothing that rests on anything.
    """
    from kzcli.cli.output import find_item

    if id == SUMMARY and id not in links.items:
        return SUMMARY, SUMMARY
    part, _ = find_item(links.items, id, "item")
    if part == "actors":
        raise UsageError(f"{id!r} is one of the actors, of which there is nothing to trace", f"kzcli show {id}")
    return part, id


def _draw(links: Links, found: Argument, format: Drawing, day: date) -> None:
    from kzcli.streams import write_bytes
    from kzcli.views.why_graph import why_graph
    from kzcli.writers.graph import write_dot, write_mermaid

    write = write_dot if format == "dot" else write_mermaid
    write_bytes(write(why_graph(links, found, day)).encode())
