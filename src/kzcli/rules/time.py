"""Time: what the brief could know on its day, and what has grown old since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kzcli.findings import Fault
from kzcli.rules import Rule
from kzcli.values import later, parse_partial_date, show_day, show_partial_date

if TYPE_CHECKING:
    from kzcli.draft import Draft
    from kzcli.findings import Path


def after_as_of(draft: Draft) -> Iterator[Fault]:
    """Dates later than the day up to which the brief knew anything, where it speaks as of that day.

    A forecast and an assumption may be about a later day; of a fact that is, `KZ308` speaks.
    """
    as_of = draft.brief.as_of
    for index, claim in enumerate(draft.brief.claims):
        if claim.kind == "judgment" and claim.date and parse_partial_date(claim.date).first > as_of:
            message = f"the judgment {claim.id!r} is about {show_partial_date(claim.date)}, after {show_day(as_of)}"
            help = "call it a forecast, mend the date, or set as_of to the day of what the brief knows"
            yield Fault("KZ401", ("claims", index, "date"), message, help)
    used_by = _used_by(draft)
    for index, source in enumerate(draft.brief.sources):
        if source.id in used_by and source.date and parse_partial_date(source.date).first > as_of:
            message = (
                f"{used_by[source.id]} cites {source.id!r} of {show_partial_date(source.date)}, after {show_day(as_of)}"
            )
            help = "cite it in an update only, mend the date, or set as_of to the day of what the brief knows"
            yield Fault("KZ401", ("sources", index, "date"), message, help)


def _used_by(draft: Draft) -> dict[str, str]:
    """The sources that something else than an update comes from, also through others, each with one that cites it."""
    brief, links = draft.brief, draft.links
    found: dict[str, str] = {}
    for claim in brief.claims:
        for citation in claim.sources:
            found.setdefault(citation.id, repr(claim.id))
    for goal in brief.goals:
        for citation in goal.sources:
            found.setdefault(citation.id, repr(goal.id))
    if brief.based_on:
        found.setdefault(brief.based_on, "based_on")
    for id in list(found):
        for origin in links.origin(links.sources[id]):
            if origin.id in found:
                break  # what is behind it is looked at from there
            found[origin.id] = repr(id)
    return found


def updates_out_of_order(draft: Draft) -> Iterator[Fault]:
    """Updates that stand after a later one; those of an item whose beginning is lost would seem to be another's."""
    for index, recommendation in enumerate(draft.brief.recommendations if draft.complete else ()):
        latest = date.min
        for at, update in enumerate(recommendation.updates):
            if update.date < latest:
                message = f"the update of {show_day(update.date)} stands after that of {show_day(latest)}"
                help = "put the updates in the order of their dates, the newest last"
                yield Fault("KZ402", ("recommendations", index, "updates", at, "date"), message, help)
            latest = max(latest, update.date)


def reviews_overdue(draft: Draft) -> Iterator[Fault]:
    """Claims that should have been looked at again by now."""
    for index, claim in enumerate(draft.brief.claims):
        if claim.review_by and claim.review_by < draft.today:
            message = f"{claim.id!r} was to be looked at again by {show_day(claim.review_by)}"
            help = "see whether it still holds, then write the next day in review_by or take the key out"
            yield Fault("KZ403", ("claims", index, "review_by"), message, help)


def stale_figures(draft: Draft) -> Iterator[Fault]:
    """Figures that are older than they may be."""
    for index, claim in enumerate(draft.brief.claims):
        if claim.date and claim.quantity and claim.quantity.shelf_life:
            end = later(parse_partial_date(claim.date).last, claim.quantity.shelf_life)
            if end < draft.today:
                message = f"the figure of {claim.id!r} was good until {show_day(end)}"
                help = "replace value and date by the newest figure, or state a longer shelf_life where it still serves"
                yield Fault("KZ404", ("claims", index, "quantity", "shelf_life"), message, help)


def in_the_future(draft: Draft) -> Iterator[Fault]:
    """Days on which something is said to have been done or known, and which are still to come.

    Whatever day a brief is looked at as of, what is to come is to come after the present one; where it is a day later
    already somewhere on earth, that counts.
    """
    today = max(draft.today, date.today())  # noqa: DTZ011 (the user's day)
    brief = draft.brief
    known: list[tuple[Path, date | None]] = [(("as_of",), brief.as_of)]
    for index, one in enumerate(brief.recommendations):
        known += [
            (("recommendations", index, "updates", at, "date"), update.date) for at, update in enumerate(one.updates)
        ]
    known += [(("sources", index, "accessed"), source.accessed) for index, source in enumerate(brief.sources)]
    for path, day in known:
        if day and day - today > timedelta(1):
            message = f"{path[-1]} is {show_day(day)}, a day that is still to come"
            yield Fault("KZ405", path, message, "write the day on which it was so")


_ICD_203 = "ICD 203, Analytic Standards"

RULES = (
    Rule(
        "KZ401",
        "after-as-of",
        "warning",
        "A date later than as_of where the brief speaks as of that day: of a judgment, or of a source of its claims.",
        "On that day nobody could have known it, so the brief is not what its date says.",
        f"{_ICD_203} (timeliness)",
        after_as_of,
    ),
    Rule(
        "KZ402",
        "updates-out-of-order",
        "warning",
        "An update of a recommendation stands after a later one.",
        "Where a recommendation stands is read from its history, the newest entry last.",
        find=updates_out_of_order,
    ),
    Rule(
        "KZ403",
        "review-overdue",
        "warning",
        "The day by which a claim was to be looked at again has passed.",
        "Its author expected it to change, and nobody has looked.",
        f"{_ICD_203} (timeliness)",
        reviews_overdue,
    ),
    Rule(
        "KZ404",
        "stale-figure",
        "warning",
        "A figure is older than its shelf_life allows.",
        "An old number beside new ones misleads without a word of it being wrong.",
        f"{_ICD_203} (timeliness)",
        stale_figures,
    ),
    Rule(
        "KZ405",
        "in-the-future",
        "warning",
        "A day that is still to come, of what has been: as_of, the date of an update, or when a source was accessed.",
        "Nobody knew or did anything on it yet, so the year or the month is mistyped.",
        f"{_ICD_203} (timeliness)",
        in_the_future,
    ),
)
