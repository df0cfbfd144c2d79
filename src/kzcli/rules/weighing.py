"""How strong claims and recommendations are by what they rest on, beside what their authors say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from kzcli.findings import Fault
from kzcli.markup import cited
from kzcli.rules.origins import grounds_of
from kzcli.values import CITATIONS, LEVELS, show_list

MAX_NAMED = 5
"""How many claims a message names."""

MAX_BEHIND = 500
"""How many claims are looked at for one recommendation, so that a file takes no longer than its length."""

if TYPE_CHECKING:
    from kzcli.draft import Draft
    from kzcli.strength import Strength


def low_confidence(draft: Draft) -> Iterator[Fault]:
    """Evidence that is weak, by its own confidence or by what it rests on."""
    for index, recommendation in enumerate(draft.brief.recommendations):
        for at, id in enumerate(recommendation.evidence):
            strong = draft.links.strengths[id]
            if strong.level == "low":
                message = f"{recommendation.id!r} needs {id!r}, {_weak(strong, id)}"
                help = "find better ground for the claim, or word the recommendation so that it can do without"
                yield Fault("KZ304", ("recommendations", index, "evidence", at), message, help)


def _weak(strong: Strength, id: str) -> str:
    if strong.limited_by != id:
        return f"which rests on {_limit(strong)}"
    return "a claim of low confidence" if strong.reason == "confidence" else f"which {_contradicted(strong)}"


def high_on_second_hand(draft: Draft) -> Iterator[Fault]:
    """Claims of high confidence whose sources are all known only through one other."""
    for index, claim in enumerate(draft.brief.claims):
        strong = draft.links.strengths[claim.id]
        if (
            strong.reason != "second-hand"
            or strong.limited_by != claim.id
            or not grounds_of(draft).of([claim.id]).whole
        ):
            continue
        sources = list(dict.fromkeys(one.id for one in claim.sources))
        through = draft.links.sources[sources[0]].via
        named = f"{sources[0]!r} alone" if len(sources) == 1 else f"{len(sources)} sources"
        message = f"high confidence rests on {named}, known only through {through!r}"
        help = "lower the confidence, read the source itself, or cite a second one"
        yield Fault("KZ307", ("claims", index, "confidence"), message, help)


def overconfident(draft: Draft) -> Iterator[Fault]:
    """Claims whose confidence is higher than that of what they rest on, or of what contradicts them, allows.

    Of what has no ground at all `KZ306` speaks, of a single second-hand source `KZ307`.
    """
    for index, claim in enumerate(draft.brief.claims):
        strong = draft.links.strengths[claim.id]
        if strong.level == "unsupported" or not grounds_of(draft).of([claim.id]).whole:
            continue
        if LEVELS.index(strong.level) >= LEVELS.index(claim.confidence):
            continue
        if strong.limited_by != claim.id:
            message = f"{claim.confidence} confidence, but it rests on {_limit(strong)}: {strong.level} at most"
            help = f'write confidence = "{strong.level}", find better ground, or rest it on less'
        elif strong.reason == "contradicted":
            message = f"{claim.confidence} confidence, but {_contradicted(strong)} it: {strong.level} at most"
            help = f'write confidence = "{strong.level}", or lower that of the claim that contradicts it'
        else:
            continue
        yield Fault("KZ312", ("claims", index, "confidence"), message, help)


def beyond_evidence(draft: Draft) -> Iterator[Fault]:
    """Claims that a rationale cites and that do not count for its recommendation; of one without evidence, `KZ301`."""
    against: dict[str, list[str]] = {}
    for claim in draft.brief.claims:
        for id in claim.contradicts:
            against.setdefault(id, []).append(claim.id)
    for index, one in enumerate(draft.brief.recommendations):
        first: dict[str, tuple[int, int]] = {}
        for match in CITATIONS.finditer(one.rationale or ""):
            first.setdefault(match[1], match.span())
        beyond = first.keys() & draft.links.claims.keys() - {*one.evidence, *one.against}
        if not beyond or not one.evidence:
            continue
        beyond &= set(cited(one.rationale or "", blocks=True))  # what stands in code cites nothing
        beyond = _not_behind(draft, (*one.evidence, *one.against), beyond, against)
        if beyond:
            ids = [id for id in first if id in beyond]
            more = [f"{len(ids) - MAX_NAMED} more"] if len(ids) > MAX_NAMED else []
            named = show_list([*map(repr, ids[:MAX_NAMED]), *more])
            message = (
                f"the rationale of {one.id!r} leans on claims that are neither its evidence nor against it: {named}"
            )
            help = "list in evidence what must hold for it, in against what limits it; background may be let stand"
            yield Fault("KZ313", ("recommendations", index, "rationale"), message, help, words=first[ids[0]])


def _not_behind(draft: Draft, ids: Iterable[str], claims: set[str], against: dict[str, list[str]]) -> set[str]:
    """Those of some claims that others neither rest on nor are contradicted by; none where that leads too far."""
    waiting = list(ids)
    found = set(waiting)
    for id in waiting:
        claim = draft.links.claims[id]
        for other in chain(claim.rests_on, claim.contradicts, against.get(id, ())):
            if len(found) > MAX_BEHIND:
                return set()
            if other not in found:
                found.add(other)
                waiting.append(other)
    return claims - found


def _limit(strong: Strength) -> str:
    """The claim that limits a strength, and why."""
    match strong.reason:
        case "confidence":
            why = f"a claim of {strong.level} confidence"
        case "second-hand":
            why = "which is known at second hand"
        case "contradicted":
            why = f"which {_contradicted(strong)}"
        case _:
            why = "which has no ground"
    return f"{strong.limited_by!r}, {why}"


def _contradicted(strong: Strength) -> str:
    first, *others = strong.contradicted_by
    return f"{first!r} contradicts" if not others else f"{first!r} and {len(others)} more contradict"
