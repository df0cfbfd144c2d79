"""The timeline: the dated claims and, marked as later, the updates of the recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from kzcli.markup import inline
from kzcli.page import Block, Card, Event, Span, Text, Timeline, plain
from kzcli.values import parse_partial_date, show_day
from kzcli.views import View, load_view
from kzcli.views.mentions import mention
from kzcli.views.words import day, partial_date, word

if TYPE_CHECKING:
    from datetime import date as Day  # noqa: N812 (`date` is a field's name here)

    from pydantic import BaseModel

    from kzcli.brief import Brief
    from kzcli.links import Links


class Entry(NamedTuple):
    """Something with a date: a claim, or an update of a recommendation."""

    id: str
    date: str
    first: Day
    """The first day that the date may mean."""
    last: Day
    later: bool
    """Whether that is after the brief's own date."""
    shown_date: Text
    text: Text


def _items(brief: Brief) -> tuple[Entry, ...]:
    """All entries in the order of their first days; of one day, in the file's."""
    entries = []
    for claim in brief.claims:
        if claim.date:
            first, last, _ = parse_partial_date(claim.date)
            shown, text = partial_date(claim.date), inline(claim.statement)
            entries.append(Entry(claim.id, claim.date, first, last, first > brief.as_of, shown, text))
    for one in brief.recommendations:
        for update in one.updates:
            note = inline(update.note) if update.note else plain(one.title)
            text = (*word(update.status), Span(": "), *note)
            date = update.date.isoformat()
            later = update.date > brief.as_of
            entries.append(Entry(one.id, date, update.date, update.date, later, day(update.date), text))
    return tuple(sorted(entries, key=lambda entry: entry.first))


def _listing(brief: Brief, links: Links) -> tuple[Block, ...]:
    entries = _items(brief)
    before = [_event(links, entry) for entry in entries if not entry.later]
    after = [_event(links, entry) for entry in entries if entry.later]
    own = _year(brief.as_of)
    now = Event(day(brief.as_of), "now", plain(f"the brief's own date, {show_day(brief.as_of)}"), "", own, own)
    return (Timeline((*before, now, *after)),) if entries else ()


def _event(links: Links, entry: Entry) -> Event:
    mark: Literal["point", "stretch", "later"] = "later" if entry.later else "stretch" if "/" in entry.date else "point"
    return Event(
        entry.shown_date, mark, entry.text, entry.id, _year(entry.first), _year(entry.last), mention(links, entry.id)
    )


def _year(day: Day) -> float:
    """A day as a decimal year."""
    return round(day.year + (day.timetuple().tm_yday - 1) / 365.25, 3)


def _card(links: Links, entry: Entry) -> Card:
    part, item = links.items[entry.id]
    return load_view(part).card(links, item)


def _related(links: Links, entry: Entry) -> tuple[Block, ...]:
    part, item = links.items[entry.id]
    related = load_view(part).related
    return related(links, item) if related else ()


def _data(links: Links, entry: Entry) -> BaseModel:
    from kzcli.views.data import TimelineEntry

    text = "".join(
        span.text if span.exact is None else span.exact for span in entry.text if "citation" not in span.styles
    )
    return TimelineEntry(id=entry.id, part=links.items[entry.id][0], date=entry.date, later=entry.later, text=text)


VIEW = View(("id", "date", "text", "later"), _items, _listing, _card, _related, _data)
