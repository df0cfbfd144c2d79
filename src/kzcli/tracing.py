"""What an item of a brief rests on, and what rests on it, as trees.

A branch that several others lead to is shown once, where it is nearest to what was asked for; elsewhere a node says
that it stands above or below. So a tree is as long as what it shows, and circles of claims that contradict each other
do no harm. Where claims come from is no branch: each names its sources itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from kzcli.values import show_day

if TYPE_CHECKING:
    from kzcli.links import Links

MAX_DEPTH = 50
"""How many levels a tree has at most; arguments of people have fewer than ten."""

SUMMARY = "summary"
"""What stands for the bottom line and the points, which have no id of their own: as a part, and as an id."""

Key = tuple[str, str]
"""A part of the brief and an id: `("claims", "trade-2018")`."""


class Step(NamedTuple):
    """A step from one item to another."""

    relation: str
    """What the other is to the one: `needs`, `rests on`, `cited in`."""
    part: str
    id: str
    place: str = ""
    """Where in the other: `bottom line`, `rationale`."""


class Node(NamedTuple):
    """An item in a tree."""

    part: str
    id: str
    relation: str = ""
    """What it is to the item above it; empty at the root."""
    place: str = ""
    children: tuple[Node, ...] = ()
    repeated: Literal["", "above", "below"] = ""
    """Where it stands with what is under it, if that is not here."""
    hidden: int = 0
    """How many items below it are deeper than was asked for, and not below another before it."""


class Trace(NamedTuple):
    """Trees with one root for each item that was asked for, in that order."""

    roots: tuple[Node, ...]
    hidden: int
    """How many items are deeper than was asked for."""
    deepest: int
    """The level of the deepest of all items; the roots are at 0."""


def on_what(links: Links, asked: Iterable[Key], depth: int = MAX_DEPTH) -> Trace:
    """What items rest on: goals served, claims needed and against, what these rest on, what contradicts them.

    Args:
        links: the brief's items.
        asked: what the trees are to be of; no actors.
        depth: how many levels to show, from 1 to `MAX_DEPTH`.
    """
    return _trace(_Down(links).steps, tuple(dict.fromkeys(asked)), depth)


def what_on(links: Links, asked: Iterable[Key], depth: int = MAX_DEPTH) -> Trace:
    """What rests on items: up to recommendations, goals and the texts that cite them.

    Args:
        links: the brief's items.
        asked: what the trees are to be of; no actors.
        depth: how many levels to show, from 1 to `MAX_DEPTH`.
    """
    return _trace(_Up(links).steps, tuple(dict.fromkeys(asked)), depth)


def _trace(steps: Callable[[Key, bool], list[Step]], asked: tuple[Key, ...], depth: int) -> Trace:
    """Trees by steps from what was asked for; each item is shown with what is under it at its lowest level."""
    levels = dict.fromkeys(asked, 0)
    reached = list(asked)
    taken: dict[Key, list[Step]] = {}
    for key in reached:  # it grows while it is walked through, nearest first
        taken[key] = steps(key, levels[key] == 0)
        for step in taken[key]:
            if step[1:3] not in levels:
                levels[step[1:3]] = levels[key] + 1
                reached.append(step[1:3])
    shown: set[Key] = set()

    def node(step: Step, level: int) -> Node:
        key = step[1:3]
        made = Node(step.part, step.id, step.relation, step.place)
        if key in shown or levels[key] < level:
            return made._replace(repeated="above" if key in shown else "below")
        shown.add(key)
        if level == depth:
            return made._replace(hidden=count_below(key))
        return made._replace(children=tuple(node(one, level + 1) for one in taken[key]))

    counted: set[Key] = set()

    def count_below(key: Key) -> int:
        before, waiting = len(counted), [key]
        for at in waiting:
            below = [one[1:3] for one in taken[at] if levels[one[1:3]] > depth and one[1:3] not in counted]
            counted.update(below)
            waiting += below
        return len(counted) - before

    roots = tuple(node(Step("", *key), 0) for key in asked)
    return Trace(roots, sum(level > depth for level in levels.values()), max(levels.values(), default=0))


def _to(relation: str, part: str, ids: Iterable[str]) -> list[Step]:
    return [Step(relation, part, id) for id in ids]


class _Down:
    """The steps to what an item rests on."""

    def __init__(self, links: Links) -> None:
        self._links = links

    def steps(self, key: Key, asked: bool) -> list[Step]:
        part, id = key
        links = self._links
        match part:
            case "recommendations":
                one = links.recommendations[id]
                served = _to("serves", "goals", one.goals if asked else ())
                return [*served, *_to("needs", "claims", one.evidence), *_to("against", "claims", one.against)]
            case "claims":
                claim, others = links.claims[id], self._contradicted_by.get(id, [])
                # What a claim contradicts is no ground for it: told only of one that was asked for.
                own = [other for other in claim.contradicts if asked and other not in others]
                return [
                    *_to("rests on", "claims", claim.rests_on),
                    *_to("contradicted by", "claims", others),
                    *_to("contradicts", "claims", own),
                ]
            case "goals" if asked:
                serving = [one.id for one in links.brief.recommendations if id in one.goals]
                return _to("served by", "recommendations", serving)
            case "sources" if via := links.sources[id].via:
                return _to("known through", "sources", (via,))
            case "sections" | "summary":
                return self._cited(part, id)
        return []

    @cached_property
    def _contradicted_by(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for claim in self._links.brief.claims:
            for id in claim.contradicts:
                found.setdefault(id, []).append(claim.id)
        return found

    def _cited(self, part: str, id: str) -> list[Step]:
        """The claims that a section or the summary cites, by their first mention; of the summary, also where."""
        from kzcli.passages import passages

        found: dict[str, Step] = {}
        for one in passages(self._links.brief):
            if one.part == part and (part == SUMMARY or one.id == id):
                for claim in one.cites:
                    found.setdefault(claim, Step("cites", "claims", claim, one.place if part == SUMMARY else ""))
        return list(found.values())


class _Up:
    """The steps to what rests on an item."""

    def __init__(self, links: Links) -> None:
        self._links = links

    def steps(self, key: Key, asked: bool) -> list[Step]:
        part, id = key
        if part in ("claims", "sources"):
            return self._steps.get(key, [])
        if part == "recommendations" and asked:
            return _to("serves", "goals", self._links.recommendations[id].goals)
        return []

    @cached_property
    def _steps(self) -> dict[Key, list[Step]]:
        """For each claim and each source, what rests on it: recommendations first, texts last."""
        found: dict[Key, list[Step]] = {}

        def add(part: str, ids: Iterable[str], step: Step) -> None:
            for id in dict.fromkeys(ids):
                found.setdefault((part, id), []).append(step)

        brief = self._links.brief
        for one in brief.recommendations:
            add("claims", one.evidence, Step("needed by", "recommendations", one.id))
        for one in brief.recommendations:
            add("claims", one.against, Step("speaks against", "recommendations", one.id))
        for source in brief.sources:
            add("sources", (source.via,) if source.via else (), Step("passes on", "sources", source.id))
        for claim in brief.claims:
            add("claims", claim.rests_on, Step("grounds", "claims", claim.id))
            add("sources", (cited.id for cited in claim.sources), Step("source of", "claims", claim.id))
        for goal in brief.goals:
            add("sources", (cited.id for cited in goal.sources), Step("states", "goals", goal.id))
        for one in brief.recommendations:
            for update in one.updates:
                step = Step("reports on", "recommendations", one.id, f"update of {show_day(update.date)}")
                add("sources", (cited.id for cited in update.sources), step)
        for cites, step in self._texts():
            add("claims", cites, step)
        return found

    def _texts(self) -> Iterator[tuple[tuple[str, ...], Step]]:
        """The claims that each text cites which argues or states something; where in its item the text is."""
        from kzcli.passages import passages

        for passage in passages(self._links.brief):
            part = passage.key.partition(".")[0].partition("[")[0]
            id, place = passage.id, passage.place.removesuffix(f" of {passage.id}")
            if part == SUMMARY:
                yield passage.cites, Step("cited in", SUMMARY, SUMMARY, place)
            elif part in ("goals", "recommendations", "sections", "claims"):
                yield passage.cites, Step("cited in", part, id, "" if part == "sections" else place)
