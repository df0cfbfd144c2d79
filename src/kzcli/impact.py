"""What is lost when sources or claims of a brief are withdrawn or found wrong.

The brief as it is and as it would then stand are weighed by the rule of strength, and compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from kzcli.links import Links
from kzcli.passages import passages
from kzcli.values import turn

if TYPE_CHECKING:
    from datetime import date

    from kzcli.brief import Brief, Citation, Claim, Recommendation
    from kzcli.strength import Strength

Effect = Literal["withdrawn", "falls", "weaker", "stronger", "no-source-left", "fewer-sources"]
"""What becomes of a claim: it was named; it has no ground any more; it is weaker, or stronger because less contradicts
it or what it rests on; as strong as before, or unsupported already, it has no source of its own left, or fewer."""

Outcome = Literal["fewer-objections", "stronger", "less-support", "weaker", "unsupported", "without-evidence"]
"""What becomes of a recommendation, from the mildest: only what speaks against it falls; it is stronger; unsupported
already, it loses one more claim that it needs; it is weaker; a claim that it needs has fallen; all have."""


class Echo(NamedTuple):
    """A source that is kept and is no second voice: it is known through the same one as a source that is lost."""

    id: str
    lost: str
    """The first such source that is lost."""
    origin: str
    """The source through which alone both are known in the end; the echo itself where it reports what is lost."""


class Ground(NamedTuple):
    """What becomes of the sources that something comes from, by their ids."""

    lost: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """None where nothing is lost."""
    echoes: tuple[Echo, ...] = ()
    """Of the kept, those that are no second voice."""


class LostSource(NamedTuple):
    """A source that falls, though it was not named."""

    id: str
    through: str
    """The source through which alone it is known."""


class ClaimChange(NamedTuple):
    """A claim of which something changes."""

    id: str
    effect: Effect
    before: Strength
    after: Strength
    ground: Ground
    needs: tuple[str, ...]
    """Of the claims that it rests on, those that fall."""


class RecommendationChange(NamedTuple):
    """A recommendation of which something changes."""

    id: str
    outcome: Outcome
    before: Strength | None
    after: Strength | None
    """How strong it is; none where it names no evidence."""
    needs: tuple[str, ...]
    """Of the claims that it needs, those that fall."""
    needed: int
    """How many claims it needs."""
    objections: tuple[str, ...]
    """Of the claims that speak against it, those that fall."""
    objected: int
    """How many claims speak against it."""


class GoalChange(NamedTuple):
    """A goal of which something changes."""

    id: str
    ground: Ground
    unserved_by: tuple[str, ...]
    """The recommendations that serve it, where none of them holds any more and one did."""


class LostUpdate(NamedTuple):
    """An update that comes from what falls."""

    id: str
    """Its recommendation."""
    date: date
    ground: Ground


class LostText(NamedTuple):
    """A text that cites claims that fall."""

    key: str
    """Its key in the file: `recommendations[0].rationale`."""
    id: str
    """The item that it belongs to; the brief's own id where it is the brief's."""
    place: str
    """Where it is, for people: `rationale of summit`."""
    cites: tuple[str, ...]
    """Those claims."""


class Impact(NamedTuple):
    """What is lost."""

    withdrawn: tuple[str, ...]
    """The sources and claims that were named, each once."""
    before: Links
    after: Links
    """The brief as it is, and as it would then stand."""
    restates: str | None
    """The source that the whole brief restates, where it falls."""
    sources: tuple[LostSource, ...]
    claims: tuple[ClaimChange, ...]
    """Those that were named, that fall, that are weaker or stronger, or that lose a source."""
    recommendations: tuple[RecommendationChange, ...]
    goals: tuple[GoalChange, ...]
    updates: tuple[LostUpdate, ...]
    texts: tuple[LostText, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is lost but what was named."""
        others = any(change.id not in self.withdrawn for change in self.claims)
        more = self.sources or self.recommendations or self.goals or self.updates or self.texts
        return not (self.restates or others or more)


def impact(brief: Brief, ids: Iterable[str]) -> Impact:
    """What is lost when sources or claims are withdrawn or found wrong.

    Args:
        brief: a brief as loaded.
        ids: sources and claims of it.
    """
    withdrawn = tuple(dict.fromkeys(ids))
    both = _Comparison(brief, withdrawn)
    return Impact(
        withdrawn,
        both.before,
        both.after,
        brief.based_on if brief.based_on in both.after.gone else None,
        tuple(
            LostSource(one.id, one.via)
            for one in brief.sources
            if one.via and one.id in both.after.gone and one.id not in withdrawn
        ),
        tuple(change for one in brief.claims if (change := both.claim(one))),
        tuple(found for one in brief.recommendations if (found := both.recommendation(one))),
        tuple(both.goals()),
        tuple(
            LostUpdate(one.id, update.date, ground)
            for one in brief.recommendations
            for update in one.updates
            if (ground := both.ground(update.sources)).lost
        ),
        tuple(
            LostText(one.key, one.id, one.place, cites)
            for one in passages(brief)
            if (cites := both.fallen_of(one.cites))
        ),
    )


class _Comparison:
    """A brief as it is, and as it stands without some sources and claims."""

    def __init__(self, brief: Brief, withdrawn: Collection[str]) -> None:
        self.before, self.after = Links(brief), Links(brief, withdrawn)
        self._fallen = {
            id
            for id, strong in self.after.strengths.items()
            if strong.level == "unsupported"
            and (id in self.after.withdrawn or self.before.strengths[id].level != "unsupported")
        }

    def fallen_of(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Of some claims those that fall, or were named."""
        return tuple(id for id in ids if id in self._fallen)

    def ground(self, cited: Iterable[Citation]) -> Ground:
        """What becomes of the sources of something."""
        ids = dict.fromkeys(one.id for one in cited)
        lost = tuple(id for id in ids if id in self.after.gone)
        kept = tuple(id for id in ids if id not in self.after.gone) if lost else ()
        silenced: dict[str, str] = {}
        for id in lost:
            silenced.setdefault(self.before.origins[id], id)
        at = ((id, self.before.origins[id]) for id in kept)
        return Ground(lost, kept, tuple(Echo(id, silenced[origin], origin) for id, origin in at if origin in silenced))

    def claim(self, claim: Claim) -> ClaimChange | None:
        """What changes of a claim; none where nothing does."""
        before, after = self.before.strengths[claim.id], self.after.strengths[claim.id]
        ground = self.ground(claim.sources)
        if claim.id in self.after.withdrawn:
            effect: Effect = "withdrawn"
        elif claim.id in self._fallen:
            effect = "falls"
        elif turned := turn(before.level, after.level):
            effect = turned
        elif ground.lost:
            effect = "fewer-sources" if ground.kept else "no-source-left"
        else:
            return None
        return ClaimChange(claim.id, effect, before, after, ground, self.fallen_of(claim.rests_on))

    def recommendation(self, one: Recommendation) -> RecommendationChange | None:
        """What changes of a recommendation; none where nothing does."""
        before, after = self.before.strength(one), self.after.strength(one)
        needs, objections = self.fallen_of(one.evidence), self.fallen_of(one.against)
        if needs and not _is_ground(before):
            outcome: Outcome = "less-support"
        elif needs:
            grounded = any(self.after.strengths[id].level != "unsupported" for id in one.evidence)
            outcome = "unsupported" if grounded else "without-evidence"
        elif before and after and (turned := turn(before.level, after.level)):
            outcome = turned
        elif objections:
            outcome = "fewer-objections"
        else:
            return None
        return RecommendationChange(
            one.id, outcome, before, after, needs, len(one.evidence), objections, len(one.against)
        )

    def goals(self) -> Iterator[GoalChange]:
        """The goals of which something changes."""
        serving: dict[str, list[Recommendation]] = {}
        for one in self.before.brief.recommendations:
            for id in one.goals:
                serving.setdefault(id, []).append(one)
        for goal in self.before.brief.goals:
            ones = serving.get(goal.id, ())
            unserved = any(map(self._held, ones)) and not any(map(self._holds, ones))
            ground = self.ground(goal.sources)
            if unserved or ground.lost:
                yield GoalChange(goal.id, ground, tuple(one.id for one in ones) if unserved else ())

    def _held(self, one: Recommendation) -> bool:
        return _is_ground(self.before.strength(one))

    def _holds(self, one: Recommendation) -> bool:
        return _is_ground(self.after.strength(one))


def _is_ground(strong: Strength | None) -> bool:
    return strong is not None and strong.level != "unsupported"
