"""What `kzcli why --json` says: the trees, each item with what it states, how strong it is, and who says so."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date as Day  # noqa: N812 (`date` is the name of a field)
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from kzcli.brief import Citation, Entity, Id, Inline, Line, PartialDate
from kzcli.strength import Reason
from kzcli.tracing import SUMMARY, Key, Node
from kzcli.values import Kind, Level, end_of
from kzcli.views.data import not_counted, strength_fields
from kzcli.views.mentions import short_name
from kzcli.views.why import Argument, weakest_needed

if TYPE_CHECKING:
    from kzcli.links import Links

TracedPart = Literal["goals", "recommendations", "sections", "claims", "sources", "summary"]


class TraceSource(Entity):
    """A source that an item names, or that it is itself."""

    id: Id = Field(description="the source")
    locator: Line | None = Field(None, description="where in it")
    said_by: Line = Field(description="who says so and in which year, in few words")
    date: PartialDate | None = Field(None, description="when it was published or said (EDTF)")
    via: Id | None = Field(None, description="the source through which alone it is known")
    origin: Id | None = Field(None, description="the source through which alone it is known in the end")
    withdrawn: Literal[True] | None = Field(None, description="there where it does not count")


class TraceNode(Entity):
    """An item in a tree, with those under it."""

    relation: str | None = Field(
        None, description="what it is to the item above it: needs, rests on; absent at the root"
    )
    part: TracedPart = Field(description="the part of the brief that it is in; summary for bottom line and points")
    id: Id = Field(description="its id; summary for the bottom line and the points")
    place: str | None = Field(
        None, description="where in it the item above is cited or told of; in the summary, where it is"
    )
    text: Inline | None = Field(None, description="the claim's statement, or the item's title")
    kind: Kind | None = Field(None, description="of a claim: fact, judgment, assumption or forecast")
    confidence: str | None = Field(None, description="of a claim: its author's confidence")
    strength: Level | None = Field(None, description="how strong a claim or a recommendation is")
    limited_by: Id | None = Field(None, description="the claim that keeps it from being stronger")
    limited_because: Reason | None = Field(None, description="what keeps that claim from being stronger")
    weakest: Literal[True] | None = Field(
        None, description="there on the claims that limit the recommendation above them"
    )
    date: PartialDate | None = Field(None, description="of a claim or a source: when (EDTF)")
    days_old: int | None = Field(None, description="how many days ago that began, on the day looked at")
    withdrawn: Literal[True] | None = Field(None, description="there where it does not count")
    sources: tuple[TraceSource, ...] = Field((), description="who says so")
    repeated: Literal["above", "below"] | None = Field(None, description="where it stands with what is under it")
    hidden: int | None = Field(
        None, description="how many items below it are deeper than was asked for; each is counted once"
    )
    children: tuple[TraceNode, ...] = Field((), description="what is under it")


class TraceData(Entity):
    """What `kzcli why` found on an item."""

    id: Id = Field(description="the item; summary for the bottom line and the points")
    part: TracedPart = Field(description="the part of the brief that it is in")
    seen_on: Day = Field(description="the day on which it is looked at")
    without: tuple[Id, ...] | None = Field(None, description="the sources and claims that do not count, if any")
    on_what_it_rests: TraceNode | None = Field(None, description="the tree of what it rests on, where asked for")
    what_rests_on_it: TraceNode | None = Field(None, description="the tree of what rests on it, where asked for")


def why_data(links: Links, asked: Collection[Key], found: Argument, day: Day) -> list[TraceData]:
    """What was found, as data, as seen on a day."""
    data = _Data(links, day)
    down = {(node.part, node.id): node for node in found.down.roots}
    up = {(node.part, node.id): node for node in found.up.roots}
    return [
        TraceData(
            id=key[1],
            part=key[0],  # type: ignore[arg-type] # a part that can be traced
            seen_on=day,
            without=not_counted(links),
            on_what_it_rests=data.node(down[key]) if key in down else None,
            what_rests_on_it=data.node(up[key]) if key in up else None,
        )
        for key in asked
    ]


class _Data:
    def __init__(self, links: Links, day: Day) -> None:
        self._links = links
        self._day = day

    def node(self, node: Node, weakest: tuple[str, ...] = ()) -> TraceNode:
        links = self._links
        needs: tuple[str, ...] = ()
        if node.part == "recommendations" and node.children:
            needs = weakest_needed(links, links.recommendations[node.id])
        return TraceNode(
            relation=node.relation or None,
            part=node.part,  # type: ignore[arg-type] # a part that can be traced
            id=node.id,
            place=node.place or None,
            weakest=(node.id in weakest and node.relation == "needs") or None,
            withdrawn=node.id in links.gone or None,
            repeated=node.repeated or None,
            hidden=node.hidden or None,
            children=tuple(self.node(one, needs) for one in node.children),
            **self._said(node.part, node.id),
        )

    def _said(self, part: str, id: str) -> dict[str, Any]:
        """What an item states, how strong it is, when, and who says so."""
        links = self._links
        match part:
            case "claims":
                claim, strong = links.claims[id], links.strengths[id]
                return {
                    "text": claim.statement,
                    "kind": claim.kind,
                    "confidence": claim.confidence,
                    **strength_fields(strong),
                    **self._dated(claim.date),
                    "sources": tuple(map(self._source, claim.sources)),
                }
            case "recommendations":
                one = links.recommendations[id]
                return {"text": one.title, **strength_fields(links.strength(one))}
            case "goals":
                goal = links.goals[id]
                return {"text": goal.title, "sources": tuple(map(self._source, goal.sources))}
            case "sources":
                source = links.sources[id]
                return {
                    "text": source.title,
                    **self._dated(source.date),
                    "sources": (self._source(Citation(id=id, locator=None)),),
                }
        return {} if part == SUMMARY else {"text": links.sections[id].title}

    def _dated(self, value: str | None) -> dict[str, Any]:
        return {"date": value, "days_old": (self._day - end_of(value).first).days} if value else {}

    def _source(self, cited: Citation) -> TraceSource:
        source = self._links.sources[cited.id]
        return TraceSource(
            id=source.id,
            locator=cited.locator,
            said_by=short_name(source),
            date=source.date,
            via=source.via,
            origin=self._links.origins[source.id] if source.via else None,
            withdrawn=source.id in self._links.gone or None,
        )
