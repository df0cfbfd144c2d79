"""Which claims make a recommendation stronger or weaker: each that alone would do it, or those that do it together."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kzcli.strength import own_strengths
from kzcli.values import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kzcli.editions.difference import NewStrength
    from kzcli.links import Links
    from kzcli.strength import Strength

MOST_CAUSES = 5
"""How many claims are told to be the cause of one thing; people have looked at fewer."""

MOST_STEPS = 500_000
"""How many claims are looked at in all for what recommendations rest on; beyond, no causes are told."""


class Made(NamedTuple):
    """What a claim does to a recommendation."""

    claim: str
    what: NewStrength
    together: tuple[str, ...] = ()
    """The claims without which this one would not do it; no more than `MOST_CAUSES`."""
    more: int = 0
    """How many more of them there are."""
    dropped: tuple[str, ...] = ()
    """What the recommendation had to rest on no longer for it; no more than `MOST_CAUSES`."""


class Causes:
    """Finds out what claims do to recommendations.

    A recommendation is as strong as the weakest claim that it rests on in the end, each taken by itself. So a claim
    that is weaker makes it so alone; to be stronger, it needs all that held it back to be stronger, or gone.

    Args:
        old: the items as they were, under the ids that they have now.
        new: the items as they are.
    """

    def __init__(self, old: Links, new: Links) -> None:
        self._old, self._new = old, new
        self._steps = MOST_STEPS

    def of(self, strengths: Iterable[NewStrength]) -> Iterator[Made]:
        """The claims that make recommendations stronger or weaker, of each recommendation a few.

        Args:
            strengths: what is stronger or weaker.
        """
        for one in strengths:
            if one.part == "recommendations" and one.turn:
                before, after = self._ground(self._old, one.id), self._ground(self._new, one.id)
                if self._steps < 0:
                    return
                yield from (self._lifting if one.turn == "stronger" else self._lowering)(one, before, after)

    def _lowering(self, one: NewStrength, before: dict[str, None], after: dict[str, None]) -> Iterator[Made]:
        # One that it did not rest on before is no cause alone.
        own = [id for id in after if id in before and self._new.strengths[id][:2] == (one.new, id)]
        yield from (Made(id, one) for id in own[:MOST_CAUSES])

    def _lifting(self, one: NewStrength, before: dict[str, None], after: dict[str, None]) -> Iterator[Made]:
        weaker = LEVELS[: LEVELS.index(one.new)] if one.new else ()
        held = [id for id in before if self._own[id].level in weaker]
        lifted = [id for id in held if id in after]
        dropped = tuple(id for id in held if id not in after)[:MOST_CAUSES]
        for id in lifted[:MOST_CAUSES]:
            together = tuple(other for other in lifted[:MOST_CAUSES] if other != id)
            yield Made(id, one, together, len(lifted) - 1 - len(together), dropped)

    @cached_property
    def _own(self) -> dict[str, Strength]:
        return own_strengths(self._old.brief)

    def _ground(self, links: Links, id: str) -> dict[str, None]:
        """The claims that a recommendation rests on in the end, nearest first."""
        found = dict.fromkeys(links.recommendations[id].evidence)
        waiting = list(found)
        for at in waiting:  # it grows while it is walked through
            needs = links.claims[at].rests_on
            self._steps -= 1 + len(needs)
            if self._steps < 0:
                break
            fresh = [need for need in dict.fromkeys(needs) if need not in found]
            found.update(dict.fromkeys(fresh))
            waiting += fresh
        return found
