"""Trees of an argument as one drawing: each item once, every line from what stands to that on which it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from kzcli.graph import Dot, Graph, Line
from kzcli.page import plain_words
from kzcli.values import show_day, show_partial_date
from kzcli.views.mentions import confidence, who
from kzcli.views.strengths import strength
from kzcli.views.why import stated

if TYPE_CHECKING:
    from datetime import date

    from kzcli.brief import Claim, Source
    from kzcli.links import Links
    from kzcli.tracing import Key, Node
    from kzcli.views.why import Argument

_TURNED = {
    "served by": "serves",
    "contradicted by": "contradicts",
    "needed by": "needs",
    "speaks against": "against",
    "grounds": "rests on",
    "cited in": "cites",
    "passes on": "known through",
    "source of": "from",
    "states": "stated in",
    "reports on": "update from",
}
"""What a relation is called from its other end, for those that are told from there."""

_SHAPES: dict[str, Literal["aim", "action", "text", "statement", "source"]] = {
    "goals": "aim",
    "recommendations": "action",
    "claims": "statement",
    "sources": "source",
}


def why_graph(links: Links, found: Argument, day: date) -> Graph:
    """What was found on some items, as a drawing that says on which day it is seen, and what does not count in it."""
    keys: dict[Key, int] = {}
    lines: dict[Line, None] = {}

    def place(key: Key) -> int:
        return keys.setdefault(key, len(keys))

    def draw(start: Key, end: Key, relation: str) -> None:
        if relation in _TURNED:
            start, end, relation = end, start, _TURNED[relation]
        lines[Line(place(start), place(end), relation, relation in ("against", "contradicts"))] = None

    for root in (*found.down.roots, *found.up.roots):
        place((root.part, root.id))
        for above, below in _pairs(root):
            draw((above.part, above.id), (below.part, below.id), below.relation)
    waiting = list(keys)
    for key in waiting:  # sources that it finds are walked through too
        for source, relation in _sources(links, key):
            if ("sources", source) not in keys:
                waiting.append(("sources", source))
            draw(key, ("sources", source), relation)
    return Graph(tuple(_dot(links, key, gone=key[1] in links.gone) for key in keys), tuple(lines), _caption(links, day))


def _caption(links: Links, day: date) -> str:
    without = f", as it would stand without {', '.join(sorted(links.withdrawn))}" if links.withdrawn else ""
    return f"Seen on {show_day(day)}{without}"


def _pairs(node: Node) -> Iterator[tuple[Node, Node]]:
    for child in node.children:
        yield node, child
        yield from _pairs(child)


def _sources(links: Links, key: Key) -> Iterable[tuple[str, str]]:
    """The sources that an item names, with what they are to it."""
    part, id = key
    match part:
        case "claims":
            return [(cited.id, "from") for cited in links.claims[id].sources]
        case "goals":
            return [(cited.id, "stated in") for cited in links.goals[id].sources]
        case "sources" if via := links.sources[id].via:
            return [(via, "known through")]
    return ()


def _dot(links: Links, key: Key, *, gone: bool) -> Dot:
    part, id = key
    detail = ""
    if part == "claims":
        detail = _of_claim(links, links.claims[id])
    elif part == "recommendations":
        detail = plain_words(strength(links, links.recommendations[id]))
    elif part == "sources":
        detail = _of_source(links.sources[id])
    return Dot(id, plain_words(stated(links, part, id)).strip(), detail, _SHAPES.get(part, "text"), gone)


def _of_claim(links: Links, claim: Claim) -> str:
    date = f", {show_partial_date(claim.date)}" if claim.date else ""
    return f"{claim.kind}, {plain_words(confidence(links, claim))}{date}"


def _of_source(source: Source) -> str:
    said = who(source)
    named = "" if said == source.title else said
    return ", ".join(part for part in (named, show_partial_date(source.date) if source.date else "") if part)
