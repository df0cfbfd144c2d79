"""What rests on what in a brief: items by id, where a recommendation stands, and how strong it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kzcli.values import CONFIDENCES, Confidence, Response, Status

if TYPE_CHECKING:
    from datetime import date

    from kzcli.brief import Brief, Claim, Item, Recommendation, Source, Update


class Standing(NamedTuple):
    """Where a recommendation stands."""

    status: Status
    response: Response
    update: Update | None
    """The entry that says so; none where nothing has been entered yet."""
    since: date | None
    """The day from which on the status has been the same."""


class Strength(NamedTuple):
    """How strong a recommendation is: as the weakest claim that it needs (GRADE's rule for critical evidence)."""

    confidence: Confidence
    limited_by: Claim
    """The first of the weakest claims."""


class Links:
    """A brief's items by id.

    Args:
        brief: a brief as loaded, so that every reference in it is good.
    """

    def __init__(self, brief: Brief) -> None:
        from kzcli.brief import PARTS  # here it is loaded already; at the top it would cost every --help

        self.goals = {goal.id: goal for goal in brief.goals}
        self.claims = {claim.id: claim for claim in brief.claims}
        self.sources = {source.id: source for source in brief.sources}
        self.actors = {actor.id: actor for actor in brief.actors}
        self.sections = {section.id: section for section in brief.sections}
        self.recommendations = {recommendation.id: recommendation for recommendation in brief.recommendations}
        self.items: dict[str, tuple[str, Item]] = {}
        for part in PARTS:
            for id, item in getattr(self, part).items():
                self.items[id] = (part, item)

    def strength(self, recommendation: Recommendation) -> Strength | None:
        """How strong a recommendation is; none where it names no evidence."""
        needed = [self.claims[id] for id in recommendation.evidence]
        if not needed:
            return None
        weakest = min(needed, key=lambda claim: CONFIDENCES.index(claim.confidence))
        return Strength(weakest.confidence, weakest)

    def origin(self, source: Source) -> Iterator[Source]:
        """The sources through which alone a source is known, nearest first."""
        while source.via:
            source = self.sources[source.via]
            yield source


def standing(recommendation: Recommendation) -> Standing:
    """Where a recommendation stands: what its newest entry says; of two on a day, the later in the file."""
    if not recommendation.updates:
        return Standing("open", "none", None, None)
    *earlier, newest = history(recommendation)
    since = newest.date
    for update in reversed(earlier):
        if update.status != newest.status:
            break
        since = update.date
    return Standing(newest.status, newest.response, newest, since)


def history(recommendation: Recommendation) -> list[Update]:
    """The updates of a recommendation in the order of their dates."""
    return sorted(recommendation.updates, key=lambda update: update.date)
