"""What `kzcli impact --json` says."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812 (`date` is a field's name here)
from typing import TYPE_CHECKING, Any

from pydantic import Field

from kzcli.brief import Entity, Id
from kzcli.impact import Effect, Outcome
from kzcli.strength import Reason
from kzcli.values import Level
from kzcli.views.data import limit_fields
from kzcli.views.impact_words import answer

if TYPE_CHECKING:
    from kzcli.impact import Ground, Impact


class LostSourceData(Entity):
    """A source that falls, though it was not named."""

    id: Id = Field(description="the source")
    through: Id = Field(description="the source through which alone it is known")


class GroundData(Entity):
    """What becomes of the sources that something comes from."""

    sources_lost: tuple[Id, ...] = Field((), description="those that fall")
    sources_left: tuple[Id, ...] = Field((), description="those that are left, where any falls")
    echoes: tuple[Id, ...] = Field(
        (),
        description="of those left, the ones that come through the same source as one that falls, or are that source",
    )


class ClaimChangeData(GroundData):
    """A claim of which something changes."""

    id: Id = Field(description="the claim")
    effect: Effect = Field(description="what becomes of it")
    before: Level = Field(description="how strong it is")
    after: Level = Field(description="how strong it would be")
    limited_by: Id | None = Field(None, description="the claim that would keep it from being stronger; none where high")
    limited_because: Reason | None = Field(None, description="what would keep that claim from being stronger")
    needs: tuple[Id, ...] = Field((), description="of the claims that it rests on, those that fall")


class RecommendationChangeData(Entity):
    """A recommendation of which something changes."""

    id: Id = Field(description="the recommendation")
    outcome: Outcome = Field(description="what becomes of it")
    before: Level | None = Field(None, description="how strong it is; absent where it names no evidence")
    after: Level | None = Field(None, description="how strong it would be; absent where it names no evidence")
    limited_by: Id | None = Field(None, description="the claim that would keep it from being stronger; none where high")
    limited_because: Reason | None = Field(None, description="what would keep that claim from being stronger")
    needs: tuple[Id, ...] = Field((), description="of the claims that it needs, those that fall")
    needed: int = Field(description="how many claims it needs")
    objections: tuple[Id, ...] = Field((), description="of the claims that speak against it, those that fall")
    objected: int = Field(description="how many claims speak against it")


class GoalChangeData(GroundData):
    """A goal of which something changes."""

    id: Id = Field(description="the goal")
    unserved_by: tuple[Id, ...] = Field(
        (), description="the recommendations that serve it, where none of them holds any more and one did"
    )


class LostUpdateData(GroundData):
    """An update of a recommendation that loses a source."""

    id: Id = Field(description="the recommendation")
    date: Day = Field(description="the day of the update")


class LostTextData(Entity):
    """A text that cites claims that fall."""

    id: Id = Field(description="the item that it belongs to, or the brief")
    key: str = Field(description="the text's key in the file: recommendations[0].rationale")
    place: str = Field(description="where it is, in words: rationale of summit")
    cites: tuple[Id, ...] = Field(description="the claims that fall and that it cites")


class ImpactData(Entity):
    """What `kzcli impact` shows."""

    without: tuple[Id, ...] = Field(description="the sources and claims that are withdrawn or found wrong")
    seen_on: Day = Field(description="the day on which it is looked at")
    answer: str = Field(description="what is lost, in one sentence")
    restates: Id | None = Field(None, description="the source that the whole brief restates, where it falls")
    sources: tuple[LostSourceData, ...] = Field(description="sources that fall with those named")
    claims: tuple[ClaimChangeData, ...] = Field(description="claims of which something changes")
    recommendations: tuple[RecommendationChangeData, ...] = Field(
        description="recommendations of which something changes"
    )
    goals: tuple[GoalChangeData, ...] = Field(description="goals of which something changes")
    updates: tuple[LostUpdateData, ...] = Field(description="updates that lose a source")
    texts: tuple[LostTextData, ...] = Field(description="texts that cite claims that fall")


def impact_data(found: Impact, day: Day) -> ImpactData:
    """What is lost, as data, as seen on a day."""
    return ImpactData(
        without=found.withdrawn,
        seen_on=day,
        answer=answer(found),
        restates=found.restates,
        sources=tuple(LostSourceData(id=one.id, through=one.through) for one in found.sources),
        claims=tuple(
            ClaimChangeData(
                id=one.id,
                effect=one.effect,
                before=one.before.level,
                after=one.after.level,
                needs=one.needs,
                **limit_fields(one.after),
                **_ground(one.ground),
            )
            for one in found.claims
        ),
        recommendations=tuple(
            RecommendationChangeData(
                id=one.id,
                outcome=one.outcome,
                before=one.before.level if one.before else None,
                after=one.after.level if one.after else None,
                **limit_fields(one.after),
                needs=one.needs,
                needed=one.needed,
                objections=one.objections,
                objected=one.objected,
            )
            for one in found.recommendations
        ),
        goals=tuple(
            GoalChangeData(id=one.id, unserved_by=one.unserved_by, **_ground(one.ground)) for one in found.goals
        ),
        updates=tuple(LostUpdateData(id=one.id, date=one.date, **_ground(one.ground)) for one in found.updates),
        texts=tuple(LostTextData(id=one.id, key=one.key, place=one.place, cites=one.cites) for one in found.texts),
    )


def _ground(change: Ground) -> dict[str, Any]:
    return {
        "sources_lost": change.lost,
        "sources_left": change.kept,
        "echoes": tuple(echo.id for echo in change.echoes),
    }
