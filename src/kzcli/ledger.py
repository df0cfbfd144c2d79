"""The ledger: where the recommendations of briefs stand on a day, and how far their goals are addressed.

What is overdue is derived: a recommendation of near or medium term that is neither implemented nor closed as not
implemented when its horizon, counted from its brief's day, has passed. The long term has no end.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from kzcli.errors import UsageError, did_you_mean
from kzcli.links import Links, due, is_overdue, on_day, standing
from kzcli.values import LEVELS, STATUSES, GoalStatus, Horizon, Response, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from kzcli.brief import Brief, Claim
    from kzcli.strength import Strength

Sort = Literal["brief", "id", "title", "status", "since", "updated", "age", "actor", "strength", "due"]


class Tracked(NamedTuple):
    """A recommendation as the ledger has it."""

    brief: str
    id: str
    title: str
    status: Status
    response: Response
    since: date
    """The day from which on the status has been the same: the brief's, where it has been open from the start."""
    last_update: date | None
    """The day of the newest entry; none where nothing has been entered."""
    age_days: int | None
    """How many days the status has been the same; none on a day before that."""
    actor: str
    actor_name: str
    goals: tuple[str, ...]
    strength: Strength | None
    """How strong it is; none where it names no evidence."""
    limit: Claim | None
    """The claim that keeps it from being stronger."""
    horizon: Horizon | None
    due: date | None
    """The day on which its horizon ends; none where it has no end."""
    overdue: bool


class Progress(NamedTuple):
    """A goal, and how far it is addressed."""

    brief: str
    id: str
    title: str
    status: GoalStatus
    implemented: int
    """How many of the recommendations that serve it are implemented."""
    recommendations: tuple[str, ...]
    """The ids of those that serve it."""


class Wanted(NamedTuple):
    """Which recommendations are asked for; what is empty asks for all."""

    statuses: Collection[Status] = ()
    actors: Collection[str] = ()
    goals: Collection[str] = ()
    overdue: bool = False

    def has(self, row: Tracked) -> bool:
        """Whether a recommendation is among them."""
        return (
            (not self.statuses or row.status in self.statuses)
            and (not self.actors or row.actor in self.actors)
            and (not self.goals or any(goal in self.goals for goal in row.goals))
            and (row.overdue or not self.overdue)
        )


class Ledger(NamedTuple):
    """What the ledger shows."""

    recommendations: list[Tracked]
    goals: list[Progress]
    briefs: int
    """How many briefs were looked at."""


ALL = Wanted()


def ledger(briefs: Iterable[Brief], day: date, wanted: Wanted = ALL, sort: Sort | None = None) -> Ledger:
    """The recommendations that are asked for, and the goals that they serve; all goals where all are.

    Args:
        briefs: one after the other; none is kept.
        day: the day to look at them on.
        wanted: which recommendations.
        sort: their order; none means that of the briefs and of their files.

    Raises:
        UsageError: an actor or a goal is asked for that none of the briefs has.
    """
    rows: list[Tracked] = []
    goals: list[Progress] = []
    known: dict[str, set[str]] = {"actor": set(), "goal": set()}
    count = 0
    for count, brief in enumerate(briefs, 1):  # noqa: B007 (how many there were)
        links = Links(on_day(brief, day))
        known["actor"] |= links.actors.keys()
        known["goal"] |= links.goals.keys()
        found = [row for row in tracked(links, day) if wanted.has(row)]
        served = {id for row in found for id in row.goals}
        goals += [one for one in progress(links) if wanted == ALL or one.id in served]
        rows += found
    if count:
        _refuse_unknown("actor", wanted.actors, known["actor"])
        _refuse_unknown("goal", wanted.goals, known["goal"])
    if wanted.goals:
        goals = [one for one in goals if one.id in wanted.goals]
    return Ledger(sorted(rows, key=SORTS[sort]) if sort else rows, goals, count)


def _refuse_unknown(what: str, asked: Iterable[str], known: Collection[str]) -> None:
    for id in asked:
        if id not in known:
            help = did_you_mean(id, sorted(known)) or f"kzcli {what}s lists those of a brief"
            raise UsageError(f"no {what} has the id {id!r}", help)


def tracked(links: Links, day: date) -> list[Tracked]:
    """The recommendations of a brief as it was known on a day, in the order of its file."""
    brief = links.brief
    rows = []
    for one in brief.recommendations:
        now, strong = standing(one, brief.as_of), links.strength(one)
        rows.append(
            Tracked(
                brief.id,
                one.id,
                one.title,
                now.status,
                now.response,
                now.since,
                now.update.date if now.update else None,
                (day - now.since).days if now.since <= day else None,
                one.actor,
                links.actors[one.actor].name,
                one.goals,
                strong,
                links.claims[strong.limited_by] if strong else None,
                one.horizon,
                due(brief, one),
                is_overdue(brief, one, day),
            )
        )
    return rows


def progress(links: Links) -> list[Progress]:
    """How far each goal of a brief is addressed, in the order of its file."""
    serving: dict[str, list[tuple[str, Status]]] = {}
    for one in links.brief.recommendations:
        status = standing(one, links.brief.as_of).status
        for id in one.goals:
            serving.setdefault(id, []).append((one.id, status))
    made = []
    for goal in links.brief.goals:
        found = serving.get(goal.id, [])
        counts = Counter(status for _, status in found)
        ids = tuple(id for id, _ in found)
        made.append(Progress(links.brief.id, goal.id, goal.title, rolled_up(counts), counts["implemented"], ids))
    return made


def rolled_up(counts: Counter[Status]) -> GoalStatus:
    """How far something is addressed that actions serve, by the rule of GAO's Action Tracker for its areas.

    It is addressed when all of them are implemented, partially when at least one shows progress, and else not; so also
    where nothing serves it.

    Args:
        counts: how many of the actions have each status.
    """
    if counts["implemented"] and counts["implemented"] == counts.total():
        return "addressed"
    return "partially-addressed" if counts["implemented"] + counts["partially-addressed"] else "not-addressed"


SORTS: dict[Sort, Callable[[Tracked], Any]] = {
    "brief": lambda row: row.brief,
    "id": lambda row: row.id,
    "title": lambda row: row.title.casefold(),
    "status": lambda row: STATUSES.index(row.status),
    "since": lambda row: row.since,
    "updated": lambda row: row.last_update or date.min,
    "age": lambda row: row.since,
    "actor": lambda row: row.actor,
    "strength": lambda row: LEVELS.index(row.strength.level) if row.strength else -1,
    "due": lambda row: row.due or date.max,
}
"""What each order goes by; those alike stay in the order of the briefs and of their files.

Statuses stand as the file format lists them; the earliest day, the greatest age and the least strength come first.
Without an entry, a recommendation is first by `updated`; without evidence, first by `strength`; without an end, last by
`due`.
"""
