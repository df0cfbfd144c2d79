"""References: ids that name what is there, and items that something uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kzcli.brief import Markup, Reference
from kzcli.citing import value_at
from kzcli.findings import Fault
from kzcli.references import texts
from kzcli.rules import Rule
from kzcli.values import CITATIONS

if TYPE_CHECKING:
    from kzcli.draft import Draft

_NEAR = re.compile(r"did you mean (.*)\?")


def unused_claims(draft: Draft) -> Iterator[Fault]:
    """Claims that neither the brief's texts, nor its recommendations, nor a used claim needs."""
    if not _whole(draft):
        return
    used = _used_claims(draft) | _suggested(draft)
    for index, claim in enumerate(draft.brief.claims):
        if claim.id not in used:
            message = f"no recommendation, section, summary or used claim uses the claim {claim.id!r}"
            help = f"cite it as [^{claim.id}] where it is needed, or take it out"
            yield Fault("KZ206", ("claims", index, "id"), message, help)


def unserved_goals(draft: Draft) -> Iterator[Fault]:
    """Goals that no recommendation serves."""
    help = "name it in the goals of the recommendation that serves it, or take it out"
    return _unmentioned(draft, "goals", "KZ207", "no recommendation serves the goal", help)


def uncited_sources(draft: Draft) -> Iterator[Fault]:
    """Sources that nothing comes from."""
    help = "name it in the sources of the claim that comes from it, or take it out"
    return _unmentioned(draft, "sources", "KZ208", "nothing cites the source", help)


def unused_actors(draft: Draft) -> Iterator[Fault]:
    """Actors that nothing is about."""
    help = "name it in the actors of the claims that are about it, or take it out"
    return _unmentioned(draft, "actors", "KZ209", "no claim, goal or recommendation names the actor", help)


def _unmentioned(draft: Draft, part: str, code: str, message: str, help: str) -> Iterator[Fault]:
    """The items of a part that nothing names."""
    if not _whole(draft):
        return
    mentions = _mentions(draft)
    for index, item in enumerate(getattr(draft.brief, part)):
        if item.id not in mentions:
            yield Fault(code, (part, index, "id"), f"{message} {item.id!r}", help)


def _whole(draft: Draft) -> bool:
    """Whether all references of the file can be seen: none in what could not be read, or is of another type."""
    return draft.complete and not any(fault.code == "KZ104" for fault in draft.faults)


def _mentions(draft: Draft) -> frozenset[str]:
    """Every id that something refers to, also where its key is misspelt."""
    return draft.mentions | _under_unknown_keys(draft) | _suggested(draft)


def _suggested(draft: Draft) -> set[str]:
    """The ids that unknown ones were to be, it seems: that these are misspelt, on one side or the other, is told."""
    near = (_NEAR.fullmatch(fault.help) for fault in draft.faults if fault.code == "KZ201")
    return {id for match in near if match for id in match[1].split(" or ")}


def _under_unknown_keys(draft: Draft) -> set[str]:
    """All that could be an id in what stands under keys that a brief does not have."""
    waiting: list[Any] = [value_at(draft.data, fault.path) for fault in draft.faults if fault.code == "KZ103"]
    found: set[str] = set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found |= {value, *CITATIONS.findall(value)}
        elif isinstance(value, dict | list):
            waiting += value.values() if isinstance(value, dict) else value
    return found


def _used_claims(draft: Draft) -> set[str]:
    """The ids of the claims that are used, also through other claims, in the file as it is, right or wrong."""
    claims: list[Any] = draft.data.get("claims") or []
    ids = [claim.get("id") for claim in claims]
    used = _under_unknown_keys(draft)
    needs: dict[str, list[str]] = {}
    for text in draft.texts if draft.plain is draft.data else texts(draft.data):
        if isinstance(text.mark, Reference) and text.mark.part == "claims":
            named = [text.value]
        elif isinstance(text.mark, Markup) and "[^" in text.value:
            named = CITATIONS.findall(text.value)
        else:
            continue
        if text.path[0] != "claims":
            used.update(named)
            continue
        claim_id = ids[int(text.path[1])]
        needs.setdefault(claim_id, []).extend(named)
        if "contradicts" in text.path:  # what speaks against a used claim is used as well
            needs.setdefault(text.value, []).append(claim_id)
    waiting = list(used)
    while waiting:
        for id in needs.get(waiting.pop(), ()):
            if id not in used:
                used.add(id)
                waiting.append(id)
    return used


RULES = (
    Rule(
        "KZ201",
        "unknown-id",
        "error",
        "An id, or a citation in a text, names nothing in the file.",
        "What it was to show is nowhere, so the text rests on nothing there.",
        binding=True,
    ),
    Rule(
        "KZ202",
        "duplicate-id",
        "error",
        "Two items of the file have one id.",
        "Nobody could say which of them a citation means.",
        binding=True,
    ),
    Rule(
        "KZ203",
        "other-part",
        "error",
        "An id names an item of another part than the key asks for: a source where a claim is needed.",
        "Only claims are cited in texts and weighed as evidence; a source says where a claim comes from.",
        binding=True,
    ),
    Rule(
        "KZ204",
        "listed-twice",
        "error",
        "A list names the same item twice.",
        "It counts once, and the second may stand for another that was meant.",
        mends=True,
        binding=True,
    ),
    Rule(
        "KZ205",
        "circle",
        "error",
        "Claims rest on each other in a circle, sources are known only through each other, or a claim contradicts"
        " itself.",
        "A claim that in the end rests on itself has no ground, and one that contradicts itself says nothing.",
        binding=True,
    ),
    Rule(
        "KZ206",
        "unused-claim",
        "warning",
        "A claim that no recommendation, section or summary uses, nor any claim that they use.",
        "What no conclusion needs costs the reader time, or should have been weighed and was not.",
        "Plain Language Guidelines (plainlanguage.gov), Be concise",
        unused_claims,
    ),
    Rule(
        "KZ207",
        "unserved-goal",
        "warning",
        "A goal that no recommendation serves.",
        "The reader is told of an aim and not what to do for it.",
        "Bardach, A Practical Guide for Policy Analysis",
        unserved_goals,
    ),
    Rule(
        "KZ208",
        "uncited-source",
        "warning",
        "A source that nothing in the brief comes from.",
        "A list of what was read and not used makes the evidence look broader than it is.",
        "ICD 206, Sourcing Requirements for Disseminated Analytic Products",
        uncited_sources,
    ),
    Rule(
        "KZ209",
        "unused-actor",
        "note",
        "An actor that no claim, goal or recommendation names.",
        "Either it is not needed, or what it does is missing.",
        find=unused_actors,
    ),
    Rule(
        "KZ210",
        "not-for-this-kind",
        "error",
        "A claim has a key that its kind cannot have: likelihood on a fact, if_wrong on what is no assumption.",
        "Facts are so or not so; only judgments and forecasts are more or less likely, and only assumptions are taken"
        " for granted.",
        "ICD 203, Analytic Standards",
        binding=True,
    ),
)
