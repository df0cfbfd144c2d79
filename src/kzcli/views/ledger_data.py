"""What `kzcli track --json` says."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812 (`date` is a field's name elsewhere in the schema)
from typing import TYPE_CHECKING

from pydantic import Field

from kzcli.brief import Entity, Id, Line
from kzcli.strength import Reason
from kzcli.values import GoalStatus, Horizon, Level, Response, Status
from kzcli.views.data import strength_fields

if TYPE_CHECKING:
    from kzcli.ledger import Ledger, Tracked


class TrackedData(Entity):
    """A recommendation in the ledger."""

    brief: Id = Field(description="the brief that it is in")
    id: Id = Field(description="the recommendation's id")
    title: Line = Field(description="what is to be done")
    status: Status = Field(description="the newest update's status; open where there is none")
    response: Response = Field(description="the newest update's response; none where there is none")
    since: Day = Field(
        description="from when on the status has been the same; where it has been open from the start, the brief's day"
    )
    last_update: Day | None = Field(None, description="the day of the newest update")
    age_days: int | None = Field(
        None,
        description="how many days the status has been the same; absent on a day before the brief's",
    )
    actor: Id = Field(description="who is to act")
    actor_name: Line = Field(description="the actor's name")
    goals: tuple[Id, ...] = Field(description="the goals that it serves")
    strength: Level | None = Field(
        None, description="how strong it is: as the weakest claim that it needs; absent where it names no evidence"
    )
    limited_by: Id | None = Field(None, description="the claim that keeps it from being stronger; none where high")
    limited_because: Reason | None = Field(None, description="what keeps that claim from being stronger")
    horizon: Horizon | None = Field(None, description="when: near, medium or long")
    due: Day | None = Field(
        None,
        description="the end of its horizon: one year after the brief's day for near, three for medium, none for long",
    )
    overdue: bool = Field(description="whether that day has passed, and it is neither implemented nor not-implemented")


class ProgressData(Entity):
    """A goal in the ledger."""

    brief: Id = Field(description="the brief that it is in")
    id: Id = Field(description="the goal's id")
    title: Line = Field(description="the goal in a few words")
    status: GoalStatus = Field(
        description="addressed when all recommendations that serve it are implemented, partially-addressed when at"
        " least one shows progress, else not-addressed (GAO's rule)"
    )
    implemented: int = Field(description="how many of the recommendations that serve it are implemented")
    recommendations: tuple[Id, ...] = Field(description="the recommendations that serve it")


class LedgerData(Entity):
    """What `kzcli track` shows."""

    seen_on: Day = Field(description="the day on which it is looked at")
    recommendations: tuple[TrackedData, ...] = Field(description="those that were asked for")
    goals: tuple[ProgressData, ...] = Field(description="the goals that these serve; all where all were asked for")


def ledger_data(ledger: Ledger, day: Day) -> LedgerData:
    """The ledger as data."""
    return LedgerData(
        seen_on=day,
        recommendations=tuple(map(_tracked, ledger.recommendations)),
        goals=tuple(ProgressData(**one._asdict()) for one in ledger.goals),
    )


def _tracked(one: Tracked) -> TrackedData:
    said = one._asdict()
    del said["strength"], said["limit"]
    return TrackedData(**said, **strength_fields(one.strength))
