"""How strong recommendations and claims are, in words, with what keeps them from being stronger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kzcli.markup import inline
from kzcli.page import Block, Span, Text, join, muted, plain
from kzcli.values import show_count
from kzcli.views.mentions import mention, title_line
from kzcli.views.words import items_list, partial_date, word

if TYPE_CHECKING:
    from kzcli.brief import Claim, Recommendation
    from kzcli.links import Links
    from kzcli.strength import Strength


def strength(links: Links, recommendation: Recommendation) -> Text:
    """How strong a recommendation is and what limits it."""
    strong = links.strength(recommendation)
    if strong is None:
        return muted("no evidence named")
    count = len(recommendation.evidence)
    said = (Span(f"{show_count(count, 'claim')}: "), *word(strong.level))
    if not strong.is_limited:
        return said
    alike = sum(links.strengths[id].level == strong.level for id in recommendation.evidence)
    others = plain(f" and {alike - 1} more") if alike > 1 else ()
    return (*said, Span(", limited by "), *limit(links, strong), *others)


def graded(links: Links, recommendation: Recommendation) -> Text:
    """How strong a recommendation is in few words, with the first claim that limits that, and why."""
    strong = links.strength(recommendation)
    return grade(strong, limit(links, strong) if strong else ())


def grade(strong: Strength | None, limited_by: Text) -> Text:
    """How strong a recommendation is, in few words.

    Args:
        strong: its strength; none where it names no evidence.
        limited_by: how the claim that limits it is told, which is left out where nothing does.
    """
    if strong is None:
        return muted("no evidence named")
    if not strong.is_limited:
        return word(strong.level, "strength")
    return (*word(strong.level), Span(", limited by "), *limited_by)


def limit(links: Links, strong: Strength) -> Text:
    """The claim that limits a strength, and why; where there is no claim to lead to, what the claim states."""
    claim = links.claims[strong.limited_by]
    why = reason(links, claim, strong)
    if found := mention(links, claim.id):
        return with_reason(found, claim, why)
    stated = tuple(span for span in inline(claim.statement) if "citation" not in span.styles)
    more = join([() if strong.reason == "confidence" else why, partial_date(claim.date)], ", ")
    return (Span(f"the {claim.kind} “"), *stated, Span("”"), *((Span(" ("), *more, Span(")")) if more else ()))


def with_reason(found: Text, claim: Claim, why: Text) -> Text:
    """A claim that limits a strength, as it is mentioned, with why it does and its date."""
    return (*found, Span(" ("), *join([why, partial_date(claim.date)], ", "), Span(")"))


def reason(links: Links, claim: Claim, strong: Strength) -> Text:
    """Why a claim is no stronger, where the limit of a strength lies with it."""
    against = join([mention(links, id) for id in strong.contradicted_by], ", ")
    return reason_told(claim, strong, against, withdrawn=claim.id in links.withdrawn)


def reason_told(claim: Claim, strong: Strength, against: Text, *, withdrawn: bool = False) -> Text:
    """The same where the rest of the brief is not at hand.

    Args:
        claim: the claim.
        strong: the strength that it limits.
        against: the claims that lower it, as they are mentioned.
        withdrawn: whether the claim itself is.
    """
    match strong.reason:
        case "confidence":
            return plain(claim.kind)
        case "contradicted":
            return (Span("contradicted by "), *against) if against else plain("contradicted")
        case "withdrawn":
            return plain("withdrawn" if withdrawn else "its sources withdrawn")
        case other:
            return plain("no source" if other == "no-source" else other)


def recommendations_list(links: Links, recommendations: Iterable[Recommendation]) -> tuple[Block, ...]:
    """Recommendations as a list of lines: each its title, and how strong it is."""
    return items_list(
        (*title_line(links, one.title, one.id), Span(" · "), *graded(links, one)) for one in recommendations
    )
