"""What `--json` says where that is more than the items of the file: with what is derived from them.

`schema/views.schema.json` is made from these models and those of `kzcli.brief`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import Field

from kzcli.brief import (
    Actor,
    Author,
    Claim,
    Entity,
    Goal,
    Id,
    Line,
    Recommendation,
    RuleCode,
    Section,
    Source,
    Summary,
)
from kzcli.findings import Severity
from kzcli.links import standing
from kzcli.strength import Reason, Strength
from kzcli.values import Level, Response, Status

if TYPE_CHECKING:
    from pydantic import BaseModel

    from kzcli.links import Links


class RecommendationData(Recommendation):
    """A recommendation with what is derived: where it stands and how strong it is."""

    status: Status = Field(description="the newest update's status; open where there is none")
    response: Response = Field(description="the newest update's response; none where there is none")
    since: date = Field(description="from when on the status has been the same; open from the start: the brief's day")
    last_update: date | None = Field(None, description="the day of the newest update")
    strength: Level | None = Field(
        None, description="how strong it is: as the weakest claim that it needs; absent where it names no evidence"
    )
    limited_by: Id | None = Field(None, description="the claim that keeps it from being stronger; none where high")
    limited_because: Reason | None = Field(None, description="what keeps that claim from being stronger")


class ClaimData(Claim):
    """A claim with what is derived: how strong it is."""

    strength: Level = Field(description="how strong it is, with what it rests on; at most its confidence")
    limited_by: Id | None = Field(
        None,
        description="the claim that keeps it from being stronger: itself, or one that it rests on; none where high",
    )
    limited_because: Reason | None = Field(None, description="what keeps that claim from being stronger")


class RuleEntry(Entity):
    """A rule of `kzcli check`."""

    code: RuleCode = Field(description="KZ and three digits")
    name: Line = Field(description="two or three words that say what is wrong")
    severity: Severity = Field(description="how grave it is")
    what: Line = Field(description="what it finds")
    why: Line = Field(description="why that is worth mending")
    source: Line | None = Field(None, description="the standard or guide behind it")
    fixable: bool = Field(description="whether `check --fix` mends it")
    binding: bool = Field(description="whether a file that breaks it is no brief, so that no exception lets it stand")
    english: bool = Field(description="whether it knows only English, and passes over briefs in other languages")
    bad: str = Field(description="a piece of a brief that breaks it, in TOML")
    good: str = Field(description="a piece of a brief that does not, in TOML")


class GapData(Entity):
    """Something that is missing in a brief."""

    kind: str = Field(description="the name of the rule that finds it: single-source")
    code: RuleCode = Field(description="the rule's code")
    id: Id = Field(description="the item that it is about")
    line: int = Field(description="where in the file, from 1")
    message: str = Field(description="what is missing")
    help: str = Field(description="how to mend it")
    let_stand: str | None = Field(None, description="the reason, where the brief lets it stand")


class SummaryData(Entity):
    """What `kzcli summary` shows."""

    id: Id = Field(description="the brief's id")
    title: Line = Field(description="the brief's title")
    without: tuple[Id, ...] | None = Field(None, description="the sources and claims that do not count, if any")
    as_of: date = Field(description="what the brief knew, it knew on this day")
    seen_on: date = Field(description="the day on which it is looked at")
    language: str = Field(description="the language of its text")
    authors: tuple[Author, ...] = Field(description="who answers for the analysis")
    audience: str | None = Field(None, description="whom it is written for")
    based_on: Source | None = Field(None, description="the source that the whole brief restates")
    disclaimer: str | None = Field(None, description="whose views these are")
    summary: Summary = Field(description="the bottom line and the key points")
    without_ground: tuple[Id, ...] | None = Field(
        None, description="the claims that these cite and that nothing holds any more, where something does not count"
    )
    unserved_goals: tuple[Id, ...] | None = Field(
        None, description="the goals that no recommendation with ground serves any more, likewise"
    )
    goals: tuple[Goal, ...] = Field(description="the aims")
    recommendations: tuple[RecommendationData, ...] = Field(description="what is to be done")


class TimelineEntry(Entity):
    """Something with a date: a claim, or an update of a recommendation."""

    id: Id = Field(description="the claim or the recommendation")
    part: str = Field(description="which of the two: claims or recommendations")
    date: str = Field(description="when (EDTF)")
    later: bool = Field(description="whether it is after the brief's own date")
    text: str = Field(description="what happened")


class BriefEntry(Entity):
    """A brief that can be found by its id."""

    id: Id = Field(description="the brief's id")
    title: Line = Field(description="its title")
    as_of: date = Field(description="what it knew, it knew on this day")
    authors: tuple[str, ...] = Field(description="who answers for it")


ROWS: dict[str, type[Entity]] = {
    "goals": Goal,
    "recommendations": RecommendationData,
    "sections": Section,
    "claims": ClaimData,
    "timeline": TimelineEntry,
    "figures": ClaimData,
    "sources": Source,
    "actors": Actor,
}
"""What a part's `--json` is a list of."""


def recommendation_data(links: Links, recommendation: Recommendation) -> RecommendationData:
    """A recommendation with its standing and strength."""
    now, strong = standing(recommendation, links.brief.as_of), links.strength(recommendation)
    return RecommendationData(
        **_fields(recommendation),
        status=now.status,
        response=now.response,
        since=now.since,
        last_update=now.update.date if now.update else None,
        **strength_fields(strong),
    )


def claim_data(links: Links, claim: Claim) -> ClaimData:
    """A claim with its strength."""
    return ClaimData(**_fields(claim), **strength_fields(links.strengths[claim.id]))


def not_counted(links: Links) -> tuple[str, ...] | None:
    """The ids of the sources and claims that are withdrawn, if any."""
    return tuple(sorted(links.withdrawn)) or None


def strength_fields(strong: Strength | None) -> dict[str, Any]:
    """How strong something is and what limits it, as fields of a model; none where it names no evidence."""
    return {"strength": strong.level, **limit_fields(strong)} if strong else {}


def limit_fields(strong: Strength | None) -> dict[str, Any]:
    """What limits something, as fields of a model; none where nothing does."""
    if strong is None or not strong.is_limited:
        return {}
    return {"limited_by": strong.limited_by, "limited_because": strong.reason}


def summary_data(links: Links, day: date) -> SummaryData:
    """What the summary says, as data, as seen on a day."""
    brief = links.brief
    named = _fields(brief)
    return SummaryData(
        **{key: named[key] for key in ("id", "title", "as_of", "language", "authors", "audience", "disclaimer")},
        seen_on=day,
        without=not_counted(links),
        based_on=links.sources[brief.based_on] if brief.based_on else None,
        summary=brief.summary,
        **(_lost(links) if links.withdrawn else {}),
        goals=brief.goals,
        recommendations=tuple(recommendation_data(links, one) for one in brief.recommendations),
    )


def _lost(links: Links) -> dict[str, Any]:
    """What of the summary has lost its ground, as fields of its model."""
    from kzcli.views.summary import unserved_goals, unsupported  # which the data of other views can do without

    texts = (links.brief.summary.bottom_line, *links.brief.summary.points)
    cited = (id for text in texts for id in unsupported(links, text))
    return {"without_ground": tuple(dict.fromkeys(cited)), "unserved_goals": unserved_goals(links)}


def _fields(model: BaseModel) -> dict[str, Any]:
    return {name: getattr(model, name) for name in type(model).model_fields}
