"""Evidence: what recommendations and claims rest on, and whether their words promise more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kzcli.citing import Group, group_of, groups, value_at
from kzcli.english.assertions import future, strong_words
from kzcli.findings import Fault, Path
from kzcli.rules import Rule
from kzcli.rules.origins import MAX_SOURCES, grounds_of
from kzcli.rules.weighing import beyond_evidence, high_on_second_hand, low_confidence, overconfident
from kzcli.values import CONFIDENCES, parse_partial_date, show_day, show_partial_date

if TYPE_CHECKING:
    from kzcli.brief import Claim, Recommendation
    from kzcli.draft import Draft, SentenceAt


def no_evidence(draft: Draft) -> Iterator[Fault]:
    """Recommendations that name no claim that they need."""
    for index, recommendation in enumerate(draft.brief.recommendations if draft.complete else ()):
        if not recommendation.evidence:
            message = f"the recommendation {recommendation.id!r} rests on no claim"
            help = "list in evidence the claims that must hold for it"
            yield Fault("KZ301", _key_or_id(recommendation, index, "evidence"), message, help)


def nothing_against(draft: Draft) -> Iterator[Fault]:
    """Recommendations that nothing is said against."""
    for index, recommendation in enumerate(draft.brief.recommendations if draft.complete else ()):
        if not recommendation.against:
            message = f"no claim speaks against the recommendation {recommendation.id!r}, or limits it"
            help = "list in against the claims that the other side would name: costs, limits, doubts"
            yield Fault("KZ305", _key_or_id(recommendation, index, "against"), message, help)


def for_and_against(draft: Draft) -> Iterator[Fault]:
    """Claims that one recommendation both needs and names against itself."""
    for index, recommendation in enumerate(draft.brief.recommendations):
        needed = set(recommendation.evidence)
        for at, id in enumerate(recommendation.against):
            if id in needed:
                message = f"{id!r} is both evidence of {recommendation.id!r} and against it"
                help = "leave it where it weighs more, or state its two sides as two claims"
                yield Fault("KZ311", ("recommendations", index, "against", at), message, help)


def _key_or_id(recommendation: Recommendation, index: int, key: str) -> Path:
    return ("recommendations", index, key if key in recommendation.model_fields_set else "id")


def single_source(draft: Draft) -> Iterator[Fault]:
    """Recommendations whose evidence comes from one source, with all that it rests on."""
    for index, recommendation in enumerate(draft.brief.recommendations):
        ground = grounds_of(draft).of(recommendation.evidence)
        if ground.whole and len(ground.sources) == 1:
            (source,) = ground.sources
            message = f"all evidence of {recommendation.id!r} comes from one source, {source!r}"
            help = "look for a second, independent source of what matters most, and cite it in its claim"
            yield Fault("KZ302", ("recommendations", index, "evidence"), message, help, at_key=True)


def circular_reporting(draft: Draft) -> Iterator[Fault]:
    """Recommendations whose evidence comes from several sources that are all known through one."""
    for index, recommendation in enumerate(draft.brief.recommendations):
        ground = grounds_of(draft).of(recommendation.evidence)
        if ground.whole and len(ground.sources) > 1 and len(ground.origins) == 1:
            (origin,) = ground.origins
            count = len(ground.sources) if len(ground.sources) < MAX_SOURCES else "many"
            message = f"the {count} sources of {recommendation.id!r} all come through one, {origin!r}"
            help = "read one of them itself and take its via out, or cite a source that does not come through it"
            yield Fault("KZ303", ("recommendations", index, "evidence"), message, help, at_key=True)


def no_source(draft: Draft) -> Iterator[Fault]:
    """Claims that come from nowhere and rest on nothing; an assumption may."""
    for index, claim in enumerate(draft.brief.claims if draft.complete else ()):
        if not claim.sources and not claim.rests_on and claim.kind != "assumption":
            message = f"the {claim.kind} {claim.id!r} has neither sources nor claims that it rests on"
            help = "name its source, or the claims in rests_on, or call it an assumption"
            yield Fault("KZ306", ("claims", index, "id"), message, help)


def no_if_wrong(draft: Draft) -> Iterator[Fault]:
    """Assumptions that do not say what falls with them."""
    for index, claim in enumerate(draft.brief.claims if draft.complete else ()):
        if claim.kind == "assumption" and not claim.if_wrong:
            message = f"the assumption {claim.id!r} does not say what falls if it does not hold"
            yield Fault("KZ310", ("claims", index, "id"), message, "say it in if_wrong")


def forecast_as_fact(draft: Draft) -> Iterator[Fault]:
    """Facts that are told of the future."""
    as_of = draft.brief.as_of
    help = "call it a forecast, with its likelihood, or state what is so today: a plan, an order, a promise"
    for index, claim in enumerate(draft.brief.claims):
        if claim.kind != "fact":
            continue
        words = future(claim.statement, as_of) if draft.english else None
        if words:
            message = f"a fact is expected, found {claim.statement[slice(*words)]!r}, which tells of the future"
            yield Fault("KZ308", ("claims", index, "statement"), message, help, words=words)
        elif claim.date and parse_partial_date(claim.date).first > as_of:
            message = f"the fact {claim.id!r} is of {show_partial_date(claim.date)}, after {show_day(as_of)}"
            yield Fault("KZ308", ("claims", index, "date"), message, help)


def strong_verbs(draft: Draft) -> Iterator[Fault]:
    """Words that leave no doubt, in a sentence about a claim that leaves some."""
    for at in draft.sentences if draft.english else ():
        stated = at.path[0] == "claims" and at.path[-1] == "statement"
        if not (stated or at.sentence.cites):
            continue
        cites = groups(value_at(draft.plain, at.path), at.sentence) if at.sentence.cites else []
        for start, end in strong_words(at.sentence.text):
            claim = _weakest(draft, at, group_of(cites, end), stated=stated)
            if claim and claim.confidence != "high":
                first = at.sentence.start + start
                word = " ".join(at.sentence.text[start:end].split())
                message = f"{word!r} leaves no doubt, but {claim.id!r} is of {claim.confidence} confidence"
                help = "say what the evidence allows: suggests, indicates, points to"
                yield Fault("KZ309", at.path, message, help, words=(first, at.sentence.start + end))


def _weakest(draft: Draft, at: SentenceAt, cited: Group | None, *, stated: bool) -> Claim | None:
    """The weakest of the claims that words are about: those cited next after them, else last before, else stated."""
    ids = cited.claims if cited else (draft.brief.claims[int(at.path[1])].id,) if stated else ()
    claims = [draft.links.claims[id] for id in ids if id in draft.links.claims]
    return min(claims, key=lambda claim: CONFIDENCES.index(claim.confidence), default=None)


_ICD_203 = "ICD 203, Analytic Standards"
_ICD_206 = "ICD 206, Sourcing Requirements for Disseminated Analytic Products"
_GRADE = "GRADE Handbook"

RULES = (
    Rule(
        "KZ301",
        "no-evidence",
        "warning",
        "A recommendation names no claim as its evidence.",
        "Nobody can check what it rests on, or see when it no longer holds.",
        "GAO-21-368G, Government Auditing Standards: recommendations flow logically from findings",
        no_evidence,
    ),
    Rule(
        "KZ302",
        "single-source",
        "warning",
        "All evidence of a recommendation comes from one source, with all that the evidence rests on.",
        "If that source errs, or has an interest, nothing else holds the recommendation up.",
        _ICD_206,
        single_source,
    ),
    Rule(
        "KZ303",
        "circular-reporting",
        "warning",
        "A recommendation has several sources, but all of them are known through one.",
        "They look as if they confirmed each other, and are one voice.",
        _ICD_206,
        circular_reporting,
    ),
    Rule(
        "KZ304",
        "low-confidence",
        "warning",
        "A recommendation needs a claim of low confidence, or one that rests on such a claim.",
        "A recommendation is as strong as the weakest of the claims that it needs.",
        f"{_GRADE}, Quality of evidence",
        low_confidence,
    ),
    Rule(
        "KZ305",
        "nothing-against",
        "warning",
        "A recommendation names nothing that speaks against it or limits it.",
        "A decision needs the costs and doubts as well, and their absence is noticed.",
        f"{_ICD_203} (analysis of alternatives)",
        nothing_against,
    ),
    Rule(
        "KZ306",
        "no-source",
        "warning",
        "A claim that is no assumption has neither a source nor claims that it rests on.",
        "It can be neither checked nor weighed.",
        _ICD_206,
        no_source,
    ),
    Rule(
        "KZ307",
        "high-on-second-hand",
        "warning",
        "A claim of high confidence comes only from sources that are all known through one other.",
        "Nobody has seen what the source says itself; that is no ground for high confidence.",
        f"{_ICD_203} (quality and credibility of sources)",
        high_on_second_hand,
    ),
    Rule(
        "KZ308",
        "forecast-as-fact",
        "warning",
        "A claim of the kind fact tells of the future, or has a date after as_of.",
        "What has not happened yet can fail to; a reader must see that it is a forecast.",
        f"{_ICD_203} (assumptions and judgments apart from information)",
        forecast_as_fact,
        english=True,
    ),
    Rule(
        "KZ309",
        "strong-verb",
        "warning",
        "A word that leaves no doubt (prove, confirm, guarantee, certainly) in a sentence that states or cites a claim"
        " of low or moderate confidence.",
        "The words promise the reader more than the evidence can bear.",
        f"{_GRADE}; {_ICD_203} (uncertainty)",
        strong_verbs,
        english=True,
    ),
    Rule(
        "KZ310",
        "no-if-wrong",
        "warning",
        "An assumption does not say what falls if it does not hold.",
        "Its reader cannot judge how much depends on it.",
        f"{_ICD_203} (assumptions)",
        no_if_wrong,
    ),
    Rule(
        "KZ311",
        "for-and-against",
        "warning",
        "A recommendation names one claim both as its evidence and against itself.",
        "The reader cannot tell which way the claim is meant to weigh.",
        f"{_ICD_203} (logical argumentation)",
        for_and_against,
    ),
    Rule(
        "KZ312",
        "overconfident",
        "warning",
        "A claim's confidence is higher than what it rests on allows, or than a contradicting claim does.",
        "A chain of reasoning is no stronger than its weakest link; its reader takes the word for the whole chain.",
        f"{_GRADE}, Quality of evidence; {_ICD_203} (logical argumentation)",
        overconfident,
    ),
    Rule(
        "KZ313",
        "beyond-evidence",
        "note",
        "A rationale cites claims that are neither the recommendation's evidence, nor against it, nor behind these.",
        "How strong the recommendation is, and whether it falls with a claim, is told from its evidence alone.",
        f"{_ICD_203} (logical argumentation)",
        beyond_evidence,
    ),
)
