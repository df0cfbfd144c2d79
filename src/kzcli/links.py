"""The items of a brief by id, how strong they are, and where a recommendation stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import chain, takewhile
from typing import TYPE_CHECKING, NamedTuple

from kzcli.origins import known_only_through, origins
from kzcli.strength import Strength, strengths, weakest
from kzcli.values import HORIZON_ENDS, later

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
    since: date
    """The day from which on the status has been the same."""


class Links:
    """A brief's items by id.

    Args:
        brief: a brief as loaded, so that every reference in it is good.
        withdrawn: ids of sources and claims that are not to count: the brief is looked at as it would then stand.
        day: the day on which it is looked at; none where nothing is to be told that changes from day to day.
    """

    def __init__(self, brief: Brief, withdrawn: Collection[str] = (), day: date | None = None) -> None:
        from kzcli.brief import PARTS  # here it is loaded already; at the top it would cost every --help

        self.brief = brief
        self.withdrawn = frozenset(withdrawn)
        self.day = day
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


def standing(recommendation: Recommendation, made: date) -> Standing:
    """Where a recommendation stands: what its newest entry says; of two on a day, the later in the file.

    Args:
        recommendation: the recommendation.
        made: its brief's day, from which on it is open until an entry says otherwise.
    """
    updates = history(recommendation)
    status: Status = updates[-1].status if updates else "open"
    same = list(takewhile(lambda update: update.status == status, reversed(updates)))
    days = [update.date for update in same]
    if status == "open" and len(same) == len(updates):
        days.append(made)
    newest = updates[-1] if updates else None
    return Standing(status, newest.response if newest else "none", newest, min(days))


def due(brief: Brief, recommendation: Recommendation) -> date | None:
    """The day by which a recommendation is to be done, by its horizon; none where that has no end."""
    horizon = recommendation.horizon
    return later(brief.as_of, HORIZON_ENDS[horizon]) if horizon in HORIZON_ENDS else None


def is_overdue(brief: Brief, recommendation: Recommendation, day: date) -> bool:
    """Whether a recommendation should have been done before a day, and is neither done nor closed as not done."""
    by = due(brief, recommendation)
    return (
        by is not None and by < day and standing(recommendation, brief.as_of).status in ("open", "partially-addressed")
    )


def history(recommendation: Recommendation) -> list[Update]:
    """The updates of a recommendation in the order of their dates."""
    return sorted(recommendation.updates, key=lambda update: update.date)


def on_day(brief: Brief, day: date) -> Brief:
    """A brief as it was known on a day: its own content is what it always was.

    Without the updates of later days, and without the sources that nothing else in the brief leads to.
    """
    entered_later = [update for one in brief.recommendations for update in one.updates if update.date > day]
    if not entered_later:
        return brief
    recommendations = tuple(
        one.model_copy(update={"updates": tuple(update for update in one.updates if update.date <= day)})
        for one in brief.recommendations
    )
    kept = brief.model_copy(update={"recommendations": recommendations})
    unknown = _leading_to(brief, (cited.id for update in entered_later for cited in update.sources)) - _leading_to(
        brief, _named(kept)
    )
    return kept.model_copy(update={"sources": tuple(one for one in brief.sources if one.id not in unknown)})


def _named(brief: Brief) -> Iterator[str]:
    """The ids of the sources that a brief names, but for those that sources themselves name."""
    if brief.based_on:
        yield brief.based_on
    updates = (update for one in brief.recommendations for update in one.updates)
    cited = chain.from_iterable(one.sources for part in (brief.goals, brief.claims, updates) for one in part)
    yield from (one.id for one in cited)


def _leading_to(brief: Brief, ids: Iterable[str]) -> set[str]:
    """Sources, and those through which they are known."""
    via = {one.id: one.via for one in brief.sources}
    found: set[str] = set()
    for id in ids:
        at: str | None = id
        while at and at not in found:
            found.add(at)
            at = via[at]
    return found
