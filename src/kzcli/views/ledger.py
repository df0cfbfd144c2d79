"""The ledger: where recommendations stand, and how far the goals that they serve are addressed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kzcli.page import Block, Labelled, Listing, Page, Paragraph, Row, Span, Text, id_text, muted, plain
from kzcli.values import STATUSES, show_age, show_day, show_word
from kzcli.views.words import day as day_text
from kzcli.views.words import ids, labelled_cell, limit_cells, row, word

if TYPE_CHECKING:
    from datetime import date

    from kzcli.ledger import Ledger, Progress, Tracked

COLUMNS = (
    "id",
    "title",
    "brief",
    "status",
    "response",
    "since",
    "last_update",
    "age_days",
    "actor",
    "actor_name",
    "goals",
    "strength",
    "limited_by",
    "limited_because",
    "horizon",
    "due",
    "overdue",
)
"""What a pipe gets of each recommendation, in this order."""

GOAL_COLUMNS = ("id", "title", "brief", "status", "implemented", "recommendations")
"""What a pipe gets of each goal."""


def ledger_page(ledger: Ledger, day: date, *, by_goal: bool) -> Page:
    """The ledger for people.

    Args:
        ledger: what to show.
        day: the day on which it is seen.
        by_goal: whether to show the goals alone.
    """
    several = ledger.briefs > 1
    goals = Listing(
        ("id", "goal", *(("brief",) if several else ()), "status", "served by"),
        tuple(_goal(one, several=several) for one in ledger.goals),
    )
    rolled_up = (Labelled("Goals, by what became of their recommendations", (goals,)),) if ledger.goals else ()
    if by_goal:
        return Page(rolled_up)
    columns = ("id", "title", *(("brief",) if several else ()), "status", "overdue", "actor", "goals", "strength")
    rows = tuple(_recommendation(one, day, several=several) for one in ledger.recommendations)
    blocks: tuple[Block, ...] = (Paragraph(_counted(ledger)), Listing(columns, rows)) if rows else ()
    return Page((*blocks, *rolled_up), hint="kzcli recommendation ID · kzcli track --overdue · kzcli track --by-goal")


def ledger_table(ledger: Ledger, day: date, *, by_goal: bool) -> Page:
    """The ledger for programs: the columns of the recommendations, or of the goals alone; the same arguments."""
    if by_goal:
        return Page((Listing(GOAL_COLUMNS, tuple(map(_goal_cells, ledger.goals))),))
    return Page((Listing(COLUMNS, tuple(map(_cells, ledger.recommendations))),))


def _counted(ledger: Ledger) -> Text:
    """How many there are of each status, and how many are overdue."""
    rows = ledger.recommendations
    counts = Counter(one.status for one in rows)
    said = [f"{counts[status]} {show_word(status)}" for status in STATUSES if counts[status]]
    overdue = sum(one.overdue for one in rows)
    late: Text = (Span(f"; {overdue} overdue", ("poor",)),) if overdue else ()
    what = "1 recommendation" if len(rows) == 1 else f"{len(rows):,} recommendations"
    briefs = f" in {ledger.briefs:,} briefs" if ledger.briefs > 1 else ""
    return (Span(f"{what}{briefs}: {', '.join(said)}"), *late)


def _recommendation(one: Tracked, day: date, *, several: bool) -> Row:
    return row(
        id_text(one.id),
        plain(one.title),
        *((plain(one.brief),) if several else ()),
        _status(one, day),
        _overdue(one),
        (Span(f"{one.actor_name} ("), *id_text(one.actor), Span(")")),
        labelled_cell("serves", ids(one.goals)),
        _strength(one),
    )


def _strength(one: Tracked) -> Text:
    """How strong it is, which claim limits that, and why."""
    from kzcli.views.strengths import grade, reason_told, with_reason  # which programs can do without

    if one.strength is None or one.limit is None:
        return grade(None, ())
    why = reason_told(one.limit, one.strength, ids(one.strength.contradicted_by))
    return grade(one.strength, with_reason(id_text(one.limit.id), one.limit, why))


def _status(one: Tracked, day: date) -> Text:
    """Where it stands, since when and for how long, and what was entered last."""
    age = show_age(one.since, day)
    if not age:
        return (*word(one.status), *muted(f" from {show_day(one.since)} on, the day of its brief"))
    if one.last_update is None:
        return (*word(one.status), *muted(f", nothing recorded in {age}"))
    since = (*word(one.status), Span(f" since {show_day(one.since)}, {age}"))
    response = () if one.response == "none" else (Span("; "), *word(one.response))
    last = () if one.last_update == one.since else (Span("; last entry "), *day_text(one.last_update))
    return (*since, *response, *last)


def _overdue(one: Tracked) -> Text:
    if one.due is None or not one.overdue:
        return ()
    return (Span(f"overdue since {show_day(one.due)}", ("poor",)), Span(f" ({one.horizon} term)"))


def _goal(one: Progress, *, several: bool) -> Row:
    count = len(one.recommendations)
    done = f", {one.implemented} of {count} implemented" if count else ""
    return row(
        id_text(one.id),
        plain(one.title),
        *((plain(one.brief),) if several else ()),
        (*word(one.status), Span(done)),
        labelled_cell("served by", ids(one.recommendations)) or muted("no recommendation serves it"),
    )


def _cells(one: Tracked) -> Row:
    return row(
        id_text(one.id),
        plain(one.title),
        id_text(one.brief),
        plain(one.status),
        plain(one.response),
        day_text(one.since),
        day_text(one.last_update),
        plain("" if one.age_days is None else str(one.age_days)),
        id_text(one.actor),
        plain(one.actor_name),
        ids(one.goals),
        plain(one.strength.level if one.strength else ""),
        *limit_cells(one.strength),
        plain(one.horizon or ""),
        day_text(one.due),
        plain("true" if one.overdue else "false"),
    )


def _goal_cells(one: Progress) -> Row:
    return row(
        id_text(one.id),
        plain(one.title),
        id_text(one.brief),
        plain(one.status),
        plain(str(one.implemented)),
        ids(one.recommendations),
    )
