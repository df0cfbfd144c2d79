"""How strong the claims of a brief are: derived from what they rest on, never stored. `docs/strength.md` has the rule.

A claim is at most as strong as the weakest of the claims that it rests on (GRADE's rule for critical evidence). What is
known at second hand from one origin alone is moderate at most; what another claim of equal or higher confidence
contradicts is one step weaker, two where two independent origins do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from kzcli.origins import known_only_through, origins
from kzcli.values import LEVELS, Level

if TYPE_CHECKING:
    from kzcli.brief import Brief, Claim

MAX_WEIGHED = 1000
"""How many contradictions of one claim are compared with each other, so that a file takes no longer than its length:
those of the fewest origins, which are the likeliest to have none in common."""

Reason = Literal["confidence", "second-hand", "contradicted", "no-source", "withdrawn"]
"""What keeps a claim from being stronger: its author's own confidence; that all its sources are known through one
other; that claims contradict it; that it names no ground; that what it rests on, or it itself, is withdrawn."""


class Strength(NamedTuple):
    """How strong something is, and what keeps it from being stronger."""

    level: Level
    limited_by: str
    """The id of the claim where the limit lies: the claim itself, or one that it rests on in the end."""
    reason: Reason
    contradicted_by: tuple[str, ...] = ()
    """The claims that lower that claim."""

    @property
    def is_limited(self) -> bool:
        """Whether it could be any stronger."""
        return self.level != "high"


def strengths(brief: Brief, withdrawn: Collection[str] = ()) -> dict[str, Strength]:
    """How strong each claim of a brief is, by its id.

    Args:
        brief: a brief as loaded, so that no claim rests on itself.
        withdrawn: ids of sources and claims that are not to count; a source falls with all that is known only
            through it.
    """
    return _with_needs(own_strengths(brief, withdrawn), {claim.id: claim.rests_on for claim in brief.claims})


def own_strengths(brief: Brief, withdrawn: Collection[str] = ()) -> dict[str, Strength]:
    """How strong each claim would be if all that it rests on were high, with what contradicts it.

    Args:
        brief: as `strengths` has it.
        withdrawn: likewise.
    """
    gone = known_only_through(brief.sources, withdrawn)
    origin = origins(brief.sources)
    kept = {claim.id: [one.id for one in claim.sources if one.id not in gone] for claim in brief.claims}
    voices = {id: {origin[source] for source in sources} for id, sources in kept.items()}
    by_sources = {
        claim.id: _by_sources(claim, claim.id in withdrawn, kept[claim.id], voices[claim.id]) for claim in brief.claims
    }
    needs = {claim.id: claim.rests_on for claim in brief.claims}
    return _with_contradictions(brief.claims, by_sources, _with_needs(by_sources, needs), voices)


def weakest(strong: Iterable[Strength]) -> Strength | None:
    """The weakest, of several the first; none where there are none."""
    return min(strong, key=lambda one: LEVELS.index(one.level), default=None)


def _by_sources(claim: Claim, withdrawn: bool, kept: Collection[str], voices: Collection[str]) -> Strength:
    """How strong a claim is by its author's confidence and its own sources."""
    if withdrawn:
        return Strength("unsupported", claim.id, "withdrawn")
    if not kept and not claim.rests_on and claim.kind != "assumption":
        return Strength("unsupported", claim.id, "withdrawn" if claim.sources else "no-source")
    # A source that was read itself is its own origin; an assumption needs none.
    second_hand = len(voices) == 1 and not set(kept) & set(voices) and not claim.rests_on
    if claim.confidence == "high" and second_hand and claim.kind != "assumption":
        return Strength("moderate", claim.id, "second-hand")
    return Strength(claim.confidence, claim.id, "confidence")


def _with_contradictions(
    claims: Iterable[Claim],
    by_sources: Mapping[str, Strength],
    uncontradicted: Mapping[str, Strength],
    voices: Mapping[str, Collection[str]],
) -> dict[str, Strength]:
    """Each claim, weaker by what contradicts it; the order of the claims does not matter.

    Args:
        claims: all claims.
        by_sources: how strong each is by itself.
        uncontradicted: how strong each is with what it rests on, as if nothing were contradicted.
        voices: the origins of each claim's sources.
    """
    against: dict[str, set[str]] = {}
    for claim in claims:
        for id in claim.contradicts:
            against.setdefault(id, set()).add(claim.id)
    found = dict(by_sources)
    for id, others in against.items():
        level = LEVELS.index(by_sources[id].level)
        as_strong = sorted(other for other in others if LEVELS.index(uncontradicted[other].level) >= max(level, 1))
        lowered = max(1, level - _steps(frozenset(voices[other] or {other}) for other in as_strong))
        if lowered < level:
            found[id] = Strength(LEVELS[lowered], id, "contradicted", tuple(as_strong))
    return found


def _steps(voices: Iterable[frozenset[str]]) -> int:
    """By how many steps contradictions lower: two where two of them have no origin in common, one where there are any.

    Args:
        voices: the origins of each.
    """
    different = sorted(dict.fromkeys(voices), key=len)[:MAX_WEIGHED]
    if different and not frozenset.intersection(*different):
        for at, one in enumerate(different):
            if any(map(one.isdisjoint, different[at + 1 :])):
                return 2
    return min(1, len(different))


def _with_needs(own: Mapping[str, Strength], needs: Mapping[str, tuple[str, ...]]) -> dict[str, Strength]:
    """Each claim, no stronger than what it rests on; a chain of them may be longer than Python's stack."""
    found: dict[str, Strength] = {}
    waiting = list(needs)[::-1]
    while waiting:
        id = waiting[-1]
        missing = [need for need in needs[id] if need not in found] if id not in found else []
        if missing:
            waiting += missing
            continue
        waiting.pop()
        if id not in found:
            found[id] = weakest((own[id], *(found[need] for need in needs[id]))) or own[id]
    return found
