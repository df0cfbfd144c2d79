"""What rests on something that changed and was not itself looked at again.

Everything that an item names, and that what it says stands or falls with, is followed at any depth: what a claim rests
on, its sources and what contradicts it, a source's origin, a recommendation's evidence, what speaks against it and its
goals, and the claims that a text cites. `argument` says which fields of an item are judged together: where one of them
changed, the item has been looked at again. All other texts that cite are judged one by one: a key point, paragraph or
risk that stayed is to be looked at again, whatever became of the others, and nothing rests on it. Where the item itself
is to be, they are looked at with it, but for the notes of its updates: these tell of other days.

What named something that is gone has changed itself, but not what was contradicted. A goal that a recommendation newly
names, and what a new update of it cites, were read when they were entered; that does not judge the evidence again.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from kzcli.brief import PARTS, Recommendation
from kzcli.editions.argument import ARGUMENT, argued
from kzcli.editions.difference import NewEntries, Suspect
from kzcli.editions.texts import field_of, stayed
from kzcli.passages import Passage, passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kzcli.brief import Brief
    from kzcli.editions.difference import Change, Difference

_NAMED = ("evidence", "against", "rests_on")
"""The lists of an argument whose entries what names them stands or falls with."""

_TEXTS = ("brief", "summary", "sections")
"""What is nothing but texts, and therefore always told text by text."""

_Texts = dict[tuple[str, str], list[Passage]]
"""The texts that cite claims, by the part and the id that they belong to."""


class _Way(NamedTuple):
    """The shortest way from an item to something that changed."""

    rank: int
    """How many items are reached before it."""
    steps: int
    """How long the way is: 0 for what changed."""
    cause: str
    """What changed."""


def suspects(difference: Difference, new: Brief) -> tuple[Suspect, ...]:
    """What must be looked at again in the new edition, in the order of its parts and of the texts in an item.

    Args:
        difference: what changed.
        new: the edition that it leads to.
    """
    judged = {(one.part, one.id): fields for one in difference.changed if (fields := argued(one.part, one.changes))}
    causes = {id: fields for (_, id), fields in judged.items()}
    causes |= {one.item.id: ("added",) for one in difference.added if one.part in ARGUMENT}
    causes |= {one.item.id: ("removed",) for one in difference.removed if one.part == "claims"}
    changes: dict[tuple[str, str], dict[str, Change]] = {
        (one.part, one.id): {change.field: change for change in one.changes} for one in difference.changed
    }
    for part in ("brief", "summary"):
        changes[part, new.id] = {change.field: change for change in difference.brief}
    fresh = {one.item.id for one in difference.added}
    texts: _Texts = {}
    for passage in passages(new):
        texts.setdefault((passage.part, passage.id), []).append(passage)
    resting = _resting(new, texts, changes)
    for id, by in difference.no_longer_contradicted:
        resting.setdefault(by, []).append(id)
    nearer, ways = _reached(causes, resting)
    found = []

    def add(part: str, id: str, on: str, place: str | None = None) -> None:
        _, steps, cause = ways[on]
        if id != cause or part in _TEXTS:
            told = Suspect.model_construct(
                part=part, id=id, place=place, on=on, cause=cause, steps=steps + 1, changed=causes[cause]
            )
            found.append(told)

    for part, id in _all(new):
        if part not in _TEXTS and (part, id) not in judged and id in nearer:
            if id not in fresh:
                add(part, id, nearer[id])
                notes = [one for one in texts.get((part, id), ()) if field_of(one) == "updates"]
                for place, cites in _standing(notes, changes.get((part, id), {}), ways):
                    add(part, id, min(cites, key=ways.__getitem__), place)
        elif part in ("brief", "summary") or id not in fresh:
            for place, cites in _standing(texts.get((part, id), ()), changes.get((part, id), {}), ways):
                add(part, id, min(cites, key=ways.__getitem__), place)
    return tuple(found)


def _all(brief: Brief) -> Iterator[tuple[str, str]]:
    yield "brief", brief.id
    yield "summary", brief.id
    for part in PARTS:
        yield from ((part, item.id) for item in getattr(brief, part))


def _standing(
    texts: Iterable[Passage], changes: Mapping[str, Change], ways: Mapping[str, _Way]
) -> Iterator[tuple[str, list[str]]]:
    """The texts that stayed, by their places, each with the claims that it cites and that rest on what changed."""
    few = [one for one in texts if not ways.keys().isdisjoint(one.cites)]  # to compare a text takes long
    for place, cites in stayed(few, changes):
        if reached := [id for id in cites if id in ways]:
            yield place, reached


def _resting(
    brief: Brief, texts: _Texts, changes: Mapping[tuple[str, str], Mapping[str, Change]]
) -> dict[str, list[str]]:
    """What rests on each item, at first hand: not what cites it only in a text that is judged by itself."""
    found: dict[str, list[str]] = {}

    def rests(one: str, on: str) -> None:
        found.setdefault(on, []).append(one)

    for part in PARTS:
        for item in getattr(brief, part):
            for name in _NAMED:
                for id in getattr(item, name, ()):
                    rests(item.id, id)
            for citation in getattr(item, "sources", ()):
                rests(item.id, citation.id)
            if isinstance(item, Recommendation):
                for id in _kept(item, changes.get((part, item.id), {})):
                    rests(item.id, id)
            for id in getattr(item, "contradicts", ()):
                rests(id, item.id)
            if via := getattr(item, "via", None):
                rests(item.id, via)
            for passage in texts.get((part, item.id), ()):
                if field_of(passage) in ARGUMENT.get(part, ()):
                    for id in passage.cites:
                        rests(item.id, id)
    return found


def _kept(one: Recommendation, changes: Mapping[str, Change]) -> Iterator[str]:
    """The goals of a recommendation and the sources of its updates, but for those that are new."""
    lists = (changes.get(name) for name in ("goals", "updates"))
    entered = {entry for change in lists if isinstance(change, NewEntries) for entry in change.gained}
    yield from (id for id in one.goals if id not in entered)
    for update in one.updates:
        if update not in entered:
            yield from (citation.id for citation in update.sources)


def _reached(
    causes: Mapping[str, tuple[str, ...]], resting: Mapping[str, list[str]]
) -> tuple[dict[str, str], dict[str, _Way]]:
    """All that rests on something that changed.

    Returns:
        Each with what on its way there is nearest to it; and its way, which for what changed is none.
    """
    nearer: dict[str, str] = {}
    waiting = deque(causes)
    ways = {id: _Way(index, 0, id) for index, id in enumerate(causes)}
    while waiting:
        on = waiting.popleft()
        for id in resting.get(on, ()):
            if id not in nearer and id != on:
                nearer[id] = on
            if id not in ways:
                ways[id] = _Way(len(ways), ways[on].steps + 1, ways[on].cause)
                waiting.append(id)
    return nearer, ways
