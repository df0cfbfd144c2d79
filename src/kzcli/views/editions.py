"""What changed between two editions of a brief, in a reader's terms: recommendations first, then what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.brief import PARTS, Recommendation, Source
from kzcli.links import Links
from kzcli.page import Block, Card, Changed, Changes, Fields, Page, Paragraph, Span, Text, id_text, join, plain
from kzcli.values import show_day, show_list
from kzcli.views.edition_items import ORDER, Teller, became_of, count_said, title_of

if TYPE_CHECKING:
    from kzcli.brief import Brief
    from kzcli.editions.difference import Difference, Edition, PartCount, Suspect

_MOST_STEPS = 4
"""A longer way to what changed is told by its ends."""


def difference_page(difference: Difference, old: Brief, new: Brief, path: str = "") -> Page:
    """All that changed.

    Args:
        difference: what `compare` says of them.
        old: an edition.
        new: another.
        path: the file that git compares; empty where it does not.
    """
    teller = Teller(difference, old, new)
    cards = (
        Card(plain(f"{part.capitalize()}: {count}"), (Changes(tuple(teller.part(part))),))
        for part, count in teller.parts.items()
    )
    hint = "kzcli diff … --suspects · kzcli diff … --stat · kzcli why ID"
    return Page((_head(difference, path), *cards), hint="" if difference.is_empty else hint)


def stat_page(difference: Difference, counted: tuple[PartCount, ...], path: str = "") -> Page:
    """How much changed, part by part."""
    fields = Fields(tuple((one.part, plain(count_said(one))) for one in counted))
    return Page((_head(difference, path), *((fields,) if counted else ())))


def suspects_page(difference: Difference, found: tuple[Suspect, ...], new: Brief, path: str = "") -> Page:
    """What must be looked at again, and why.

    Args:
        difference: what changed.
        found: what rests on it.
        new: the new edition.
        path: the file that git compares; empty where it does not.
    """
    items = Links(new).items
    ways = _Ways(difference, found, new)
    cards: list[Block] = []
    for part in ("summary", *ORDER, "brief"):
        some: dict[str, list[Suspect]] = {}
        for one in found:
            if one.part == part:
                some.setdefault(one.id, []).append(one)
        if some:
            changed = tuple(
                Changed(
                    "?",
                    "summary" if part == "summary" else id,
                    title_of(items[id][1]) if part in PARTS else (),
                    tuple(map(ways.because, ones)),
                )
                for id, ones in some.items()
            )
            count = len(some) if part in PARTS else sum(map(len, some.values()))
            cards.append(Card(plain(f"{part.capitalize()} to look at again: {count}"), (Changes(changed),)))
    if not cards and not difference.is_empty:
        cards.append(Paragraph(plain("Nothing that stayed rests on what changed.")))
    return Page((_head(difference, path), *cards), hint="kzcli why ID shows on what it rests" if found else "")


def one_page(path: str, brief: Brief, *, added: bool) -> Page:
    """A brief that is new, or removed.

    Args:
        path: its file.
        brief: what it says.
        added: whether it is new.
    """
    said = f"{brief.title}, as of {show_day(brief.as_of)}"
    items = tuple(Changed("+" if added else "-", one.id, plain(one.title)) for one in brief.recommendations)
    what = "a new brief" if added else "a brief that is removed"
    card = Card(plain(f"{path}: {what}"), (Paragraph(plain(said)),), level=1)
    return Page((card, *((Card(plain("Recommendations"), (Changes(items),)),) if items else ())))


def _head(difference: Difference, path: str) -> Card:
    """Which two are compared, and whether they are the same."""
    old, new = difference.old, difference.new
    title = new.title if old.title == new.title else f"{old.title} → {new.title}"
    between = _between(old, new)
    lines = [Paragraph(plain(f"{path}: {between}" if path else between))]
    if difference.is_empty:
        lines.append(Paragraph(plain(_same(old, new))))
    return Card(plain(title), tuple(lines), level=1)


def _same(old: Edition, new: Edition) -> str:
    if not (old.day and new.day):
        return "The same: what differs, if anything, is order, spacing or comments."
    days = show_list(list(dict.fromkeys(f"on {show_day(day)}" for day in (old.day, new.day))))
    return f"The same as known {days}: what came later does not count, nor do order, spacing and comments."


def _between(old: Edition, new: Edition) -> str:
    """Which two they are: by their ids where these differ, their days, and the days that they are looked at on."""
    if old.id != new.id:
        said = f"{old.id}, as of {show_day(old.as_of)} → {new.id}, as of {show_day(new.as_of)}"
    else:
        said = f"As of {show_day(old.as_of)}" + (f" → {show_day(new.as_of)}" if old.as_of != new.as_of else "")
    if old.day and new.day:
        said += f", seen on {show_day(old.day)}" + (f" → {show_day(new.day)}" if old.day != new.day else "")
    return said


class _Ways:
    """Tells on what that changed each suspect rests: all that lies between, or of a long way its ends."""

    def __init__(self, difference: Difference, found: tuple[Suspect, ...], new: Brief) -> None:
        self._was = set(difference.no_longer_contradicted)
        self._is = {(id, claim.id) for claim in new.claims for id in claim.contradicts}
        self._items = Links(new).items
        self._next = {one.id: one.on for one in found if one.place is None}
        self._last: dict[str, str] = {}
        for one in sorted(found, key=lambda one: one.steps):  # so that no way is followed twice
            if one.place is None:
                self._last[one.id] = self._last[one.on] if one.steps > 1 else one.id

    def because(self, one: Suspect) -> Text:
        """On what a suspect rests, and what became of that."""
        steps = [(f"{one.place} cites" if one.place else self._verb(one.id, one.on), one.on)]
        if one.steps > _MOST_STEPS:
            last = self._verb(self._last[one.on], one.cause)
            steps.append((f"by way of {one.steps - 2} more {last}", one.cause))
        while (at := steps[-1][1]) != one.cause:
            steps.append((self._verb(at, self._next[at]), self._next[at]))
        told = join([(Span(f"{verb} "), *id_text(id)) for verb, id in steps], ", which ")
        return (*told, Span(f", {became_of(one.changed)}"))

    def _verb(self, id: str, on: str) -> str:
        if (id, on) in self._is:
            return "is contradicted by"
        if (id, on) in self._was:
            return "was contradicted by"
        match self._items[id][1]:
            case Recommendation() as one:
                verbs = {"rests on": one.evidence, "has against it": one.against, "serves": one.goals}
                updates = [cited.id for update in one.updates for cited in update.sources]
                verbs["has an update from"] = tuple(updates)
            case Source() as one:
                verbs = {"is known through": (one.via,) if one.via else ()}
            case one:
                cited = tuple(source.id for source in getattr(one, "sources", ()))
                verbs = {"rests on": (*getattr(one, "rests_on", ()), *cited)}
        return next((verb for verb, ids in verbs.items() if on in ids), "cites")
