"""How strong claims are by what they rest on, beside what their authors say of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kzcli.findings import Fault
from kzcli.rules.origins import grounds_of
from kzcli.values import LEVELS

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
