"""Where claims come from in the end: their sources, and the ones through which alone those are known."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from kzcli.findings import Fault
from kzcli.origins import origins

if TYPE_CHECKING:
    from kzcli.draft import Draft

MAX_SOURCES = 20
"""How many sources are told apart: of more, that there are more is enough to know."""


class Ground(NamedTuple):
    """What claims come from, with all that they rest on."""

    sources: frozenset[str] = frozenset()
    """The ids of their sources; of very many, some."""
    origins: frozenset[str] = frozenset()
    """The ids of the sources through which alone these are known in the end; of very many, some."""
    whole: bool = True
    """Whether all of it could be read."""


def _together(grounds: Iterable[Ground]) -> Ground:
    sources: set[str] = set()
    origins: set[str] = set()
    whole = True
    for one in grounds:
        sources |= one.sources
        origins |= one.origins
        whole &= one.whole
    return Ground(_few(sources), _few(origins), whole)


def _few(ids: AbstractSet[str]) -> frozenset[str]:
    return frozenset(ids if len(ids) <= MAX_SOURCES else sorted(ids)[:MAX_SOURCES])


class Grounds:
    """What each claim of a brief comes from: each is looked at once, however often it is rested on.

    Args:
        draft: a brief.
    """

    def __init__(self, draft: Draft) -> None:
        origin = origins(draft.brief.sources)
        own: dict[str, Ground] = {}
        for index, claim in enumerate(draft.brief.claims):
            # What was taken out of a claim, because it could not be read, may have been a source.
            whole = draft.original(Fault("KZ302", ("claims", index), "")) is not None
            ids = [citation.id for citation in claim.sources]
            own[claim.id] = Ground(_few(set(ids)), _few({origin[id] for id in ids}), whole)
        needs = {claim.id: claim.rests_on for claim in draft.brief.claims}
        self._of: dict[str, Ground] = {}
        for id in needs:
            self._add(id, own, needs)

    def of(self, claims: Iterable[str]) -> Ground:
        """What claims come from, by their ids."""
        return _together(self._of[id] for id in claims)

    def _add(self, start: str, own: dict[str, Ground], needs: dict[str, tuple[str, ...]]) -> None:
        """The ground of a claim and of all that it rests on, those first; a chain may be longer than Python's stack."""
        waiting = [start]
        while waiting:
            id = waiting[-1]
            missing = [need for need in needs[id] if need not in self._of] if id not in self._of else []
            if missing:
                waiting += missing
                continue
            waiting.pop()
            if id not in self._of:
                self._of[id] = _together((own[id], *(self._of[need] for need in needs[id])))


_KNOWN: WeakKeyDictionary[Draft, Grounds] = WeakKeyDictionary()


def grounds_of(draft: Draft) -> Grounds:
    """What the claims of a draft come from; three rules ask, and it is found once."""
    if draft not in _KNOWN:
        _KNOWN[draft] = Grounds(draft)
    return _KNOWN[draft]
