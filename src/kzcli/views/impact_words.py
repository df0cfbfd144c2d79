"""What is lost when sources or claims are withdrawn, in words: the answer in a sentence, and each reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kzcli.page import Span, Text, id_text, join, plain
from kzcli.values import show_count, show_list, turn
from kzcli.views.limits import eased
from kzcli.views.strengths import limit
from kzcli.views.words import ids

if TYPE_CHECKING:
    from kzcli.impact import ClaimChange, GoalChange, Ground, Impact, Outcome, RecommendationChange

MAX_NAMED = 5
"""How many of those that are withdrawn are named; more are counted."""


def answer(found: Impact) -> str:
    """What is lost, in one sentence with its full stop."""
    ids = found.withdrawn
    without = f"Without {show_list(ids) if len(ids) <= MAX_NAMED else f'these {len(ids)} sources and claims'},"
    if found.is_nothing:
        else_ = "else " if any(id in found.before.claims for id in ids) else ""
        return f"{without} nothing {else_}is lost."
    claims = _claims(found)
    if not claims:
        return f"{without} {_losing(found)}."
    if not found.before.brief.recommendations:
        return f"{without} {claims}."
    return f"{without} {_recommendations(found) or 'no recommendation is weaker'}: {claims}."


def _recommendations(found: Impact) -> str:
    outcomes = [one.outcome for one in found.recommendations]
    bare = outcomes.count("without-evidence")
    lost = bare + outcomes.count("unsupported")
    told = "left without evidence" if bare == lost else "no longer supported"
    return _counted(
        len(found.before.brief.recommendations),
        "recommendation",
        (
            (lost, f"is {told}", f"are {told}"),
            (outcomes.count("weaker"), "is weaker", "are weaker"),
            (outcomes.count("stronger"), "is stronger", "are stronger"),
        ),
    )


def _claims(found: Impact) -> str:
    effects = [one.effect for one in found.claims]
    return _counted(
        len(found.before.brief.claims),
        "claim",
        (
            (effects.count("withdrawn") + effects.count("falls"), "falls", "fall"),
            (effects.count("weaker"), "is weaker", "are weaker"),
            (effects.count("stronger"), "is stronger", "are stronger"),
            (effects.count("no-source-left"), "is left without a source", "are left without a source"),
        ),
    )


def _losing(found: Impact) -> str:
    """What loses a source where no claim is stronger or weaker; and whether nothing but reports of it is left."""
    grounds = {
        "claim": [one.ground for one in found.claims],
        "goal": [one.ground for one in found.goals if one.ground.lost],
        "update": [one.ground for one in found.updates],
    }
    fewer = [one for part in grounds.values() for one in part if one.kept]
    origins = found.before.origins
    reported = all({*one.kept} == {origins[id] for id in one.lost} for one in fewer)
    verbs = ("loses a source and keeps only a report of it", "lose a source and keep only a report of it")
    losing = [
        _verbed(
            {noun: sum(bool(one.kept) for one in part) for noun, part in grounds.items()},
            *(verbs if reported else ("loses a source", "lose a source")),
        ),
        _verbed(
            {noun: sum(not one.kept for one in part) for noun, part in grounds.items()},
            "is left without a source",
            "are left without a source",
        ),
    ]
    said = show_list([one for one in losing if one])
    falls = "no claim falls" if found.sources or not said else "nothing falls"
    return f"{falls}: {said}" if said else falls


def _verbed(counts: Mapping[str, int], one: str, many: str) -> str:
    """`3 claims and 1 goal lose a source`; empty where all counts are zero."""
    told = show_list([show_count(count, noun) for noun, count in counts.items() if count])
    return f"{told} {one if sum(counts.values()) == 1 else many}" if told else ""


OUTCOMES: dict[Outcome, str] = {
    "fewer-objections": "less speaks against it",
    "stronger": "stronger",
    "less-support": "unsupported already",
    "weaker": "weaker",
    "unsupported": "no longer supported",
    "without-evidence": "left without evidence",
}
"""What becomes of a recommendation, in words."""


def share(fallen: tuple[str, ...], count: int) -> Text:
    """How many of some claims fall, and which; nothing where none does."""
    if not fallen:
        return ()
    verb = "falls" if len(fallen) == 1 else "fall"
    return (Span(f"{len(fallen)} of {show_count(count, 'claim')} {verb}: "), *ids(fallen))


def limited(found: Impact, change: RecommendationChange | ClaimChange) -> Text:
    """By what something weaker is limited now, and something stronger now, still or no longer; nothing for neither."""
    if not change.before or not change.after or "unsupported" in (change.before.level, change.after.level):
        return ()
    match turn(change.before.level, change.after.level):
        case "weaker":
            return (Span("by "), *limit(found.after, change.after))
        case "stronger":
            adverb, by = eased(found.before, change.before, found.after, change.after)
            return (Span(f"{adverb} "), *by) if adverb else by
        case None:
            return ()


def recommendation_reason(found: Impact, change: RecommendationChange) -> Text:
    """What becomes of a recommendation, and why."""
    needs, objections = share(change.needs, change.needed), share(change.objections, change.objected)
    by = limited(found, change)
    return join(
        [
            plain(OUTCOMES[change.outcome]),
            (Span("of what it needs, "), *needs) if needs else (),
            (Span("limited "), *by) if by else (),
            (Span("of what speaks against it, "), *objections) if objections else (),
        ],
        "; ",
    )


def goal_reason(change: GoalChange) -> Text:
    """What becomes of a goal."""
    unserved = change.unserved_by
    serving = (Span("no recommendation that holds serves it, only "), *ids(unserved)) if unserved else ()
    return join([serving, ground(change.ground)], "; ")


def claim_reason(found: Impact, change: ClaimChange) -> Text:
    """What becomes of a claim, and why."""
    claim = found.before.claims[change.id]
    needs = (Span("needs "), *ids(change.needs)) if change.needs else ()
    match change.effect:
        case "withdrawn":
            return join([plain("named here"), needs, ground(change.ground)], "; ")
        case "falls":
            return join([needs, ground(change.ground)], "; ")
        case "weaker" | "stronger":
            return join([(Span("limited "), *limited(found, change)), ground(change.ground)], "; ")
        case _ if change.after.level == "unsupported":
            already = (Span("unsupported already, limited by "), *limit(found.before, change.before))
            return join([needs, ground(change.ground), already], "; ")
        case _:
            left = (Span("stands on "), *ids(claim.rests_on)) if claim.rests_on else plain("stands as an assumption")
            return join([ground(change.ground), () if change.ground.kept else left], ", ")


def ground(change: Ground) -> Text:
    """Which sources are left, and which of them are no second voice; nothing where none is lost."""
    if not change.lost:
        return ()
    if not change.kept:
        return plain("no source left")
    echoes = {echo.id: echo for echo in change.echoes}
    kept = []
    for id in change.kept:
        echo = echoes.get(id)
        if echo is None:
            kept.append(id_text(id))
        elif echo.origin == id:
            kept.append(
                (*id_text(id), Span(", the report through which alone "), *id_text(echo.lost), Span(" is known"))
            )
        else:
            through = (Span(", known through "), *id_text(echo.origin), Span(" alone, as "), *id_text(echo.lost))
            kept.append((*id_text(id), *through, Span(" is")))
    return (Span("still from "), *join(kept, "; "))


def _counted(total: int, noun: str, parts: Iterable[tuple[int, str, str]]) -> str:
    """`84 of 90 claims fall and 2 are weaker`; empty where all counts are zero."""
    told = [(count, one if count == 1 else many) for count, one, many in parts if count]
    said = [f"{count} {verb}" for count, verb in told]
    if told:
        count, verb = told[0]
        said[0] = f"{count} of {show_count(total, noun)} {verb}"
    return show_list(said)
