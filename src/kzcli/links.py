"""The items of a brief by id, how strong they are, and where a recommendation stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kzcli.origins import known_only_through, origins
from kzcli.strength import Strength, strengths, weakest

if TYPE_CHECKING:
    from datetime import date

    from kzcli.brief import Brief, Item, Recommendation, Source, Update
    from kzcli.values import Response, Status


class Standing(NamedTuple):
    """Where a recommendation stands."""

    status: Status
    response: Response
    update: Update | None
    """The entry that says so; none where nothing has been entered yet."""
    since: date | None
    """The day from which on the status has been the same."""


class Links:
    """A brief's items by id.

    Args:
        brief: a brief as loaded, so that every reference in it is good.
        withdrawn: ids of sources and claims that are not to count: the brief is looked at as it would then stand.
    """

    def __init__(self, brief: Brief, withdrawn: Collection[str] = ()) -> None:
        from kzcli.brief import PARTS  # here it is loaded already; at the top it would cost every --help

        self.brief = brief
        self.withdrawn = frozenset(withdrawn)
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

    @cached_property
    def strengths(self) -> dict[str, Strength]:
        """How strong each claim is, by its id."""
        return strengths(self.brief, self.withdrawn)

    @cached_property
    def origins(self) -> dict[str, str]:
        """For each source, by id, the one through which alone it is known in the end; itself where it was read."""
        return origins(self.brief.sources)

    @cached_property
    def gone(self) -> frozenset[str]:
        """The ids of what does not count: what is withdrawn, and the sources that are known only through it."""
        return known_only_through(self.brief.sources, self.withdrawn) | self.withdrawn

    def strength(self, recommendation: Recommendation) -> Strength | None:
        """How strong a recommendation is: as the weakest claim that it needs; none where it names no evidence."""
        return weakest(self.strengths[id] for id in recommendation.evidence)

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


def on_day(brief: Brief, day: date) -> Brief:
    """A brief as it was known on a day: without the updates of later days. Its own content is what it always was."""
    recommendations = tuple(
        one.model_copy(update={"updates": tuple(update for update in one.updates if update.date <= day)})
        if any(update.date > day for update in one.updates)
        else one
        for one in brief.recommendations
    )
    return brief.model_copy(update={"recommendations": recommendations})
