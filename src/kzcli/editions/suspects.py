"""What rests on something that changed and did not itself change: what must be looked at again.

Everything that an item names, and that what it says stands or falls with, is followed at any depth: what a claim rests
on, its sources and what contradicts it, a source's origin, a recommendation's evidence, what speaks against it and its
goals, and the claims that a text cites.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from kzcli.brief import PARTS, Entity, Markup
from kzcli.editions.difference import Suspect
from kzcli.editions.fields import fields_of
from kzcli.values import CITATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzcli.brief import Brief
    from kzcli.editions.difference import Difference

IN_SUBSTANCE: dict[str, frozenset[str]] = {
    "goals": frozenset({"title", "statement", "owner", "sources"}),
    "claims": frozenset(
        {"statement", "kind", "confidence", "likelihood", "date", "quantity", "sources"}
        | {"rests_on", "contradicts", "if_wrong"}
    ),
    "sources": frozenset({"kind", "authors", "publisher", "date", "via", "note"}),
}
"""What others can rest on, with the fields whose change matters to them: not where it is found and when
it was read, nor whom it is about."""

_NAMED = ("goals", "evidence", "against", "rests_on")
"""The lists whose entries what names them stands or falls with."""


def suspects(difference: Difference, new: Brief) -> tuple[Suspect, ...]:
    """What must be looked at again in the new edition, in the order of its parts.

    Args:
        difference: what changed.
        new: the edition that it leads to.
    """
    changed = {
        one.id: tuple(change.field for change in one.changes if change.field in IN_SUBSTANCE.get(one.part, ()))
        for one in difference.changed
    }
    causes = {id: fields for id, fields in changed.items() if fields}
    causes |= {one.item.id: ("added",) for one in difference.added if one.part in IN_SUBSTANCE}
    looked_at = {*changed, *(one.item.id for one in difference.added)}
    if any(change.field.startswith("summary.") for change in difference.brief):
        looked_at.add("")
    nearer = _reached(causes, _resting(new))
    found = []
    for part, id in _all(new):
        if id in looked_at or id not in nearer:
            continue
        chain = [nearer[id]]
        while chain[-1] not in causes:
            chain.append(nearer[chain[-1]])
        found.append(Suspect.model_construct(part=part, id=id or new.id, chain=tuple(chain), changed=causes[chain[-1]]))
    return tuple(found)


def _all(brief: Brief) -> Iterator[tuple[str, str]]:
    yield "summary", ""
    for part in PARTS:
        yield from ((part, item.id) for item in getattr(brief, part))


def _resting(brief: Brief) -> dict[str, list[str]]:
    """What rests on each item, at first hand; the summary is the empty id."""
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
            for update in getattr(item, "updates", ()):
                for citation in update.sources:
                    rests(item.id, citation.id)
            for id in getattr(item, "contradicts", ()):
                rests(id, item.id)
            if via := getattr(item, "via", None):
                rests(item.id, via)
            for id in _cited(item):
                rests(item.id, id)
    for id in _cited(brief.summary):
        rests("", id)
    return found


def _cited(model: Entity) -> list[str]:
    """The claims that the texts of a model cite."""
    found: list[str] = []
    for name, mark in fields_of(type(model)):
        value = getattr(model, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Entity):
                found += _cited(one)
            elif isinstance(mark, Markup) and isinstance(one, str) and "[^" in one:
                found += (cited[1] for cited in CITATIONS.finditer(one))
    return found


def _reached(causes: dict[str, tuple[str, ...]], resting: dict[str, list[str]]) -> dict[str, str]:
    """All that rests on something that changed, each with what on the shortest way there is nearest to it."""
    nearer: dict[str, str] = {}
    waiting = deque(causes)
    seen = set(causes)
    while waiting:
        on = waiting.popleft()
        for id in resting.get(on, ()):
            if id not in nearer and id != on:
                nearer[id] = on
            if id not in seen:
                seen.add(id)
                waiting.append(id)
    return nearer
