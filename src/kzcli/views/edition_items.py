"""What is told of each item that changed between two editions: what made it stronger or weaker, then field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.brief import Actor, Brief, Claim, Goal, Recommendation, Section, Source
from kzcli.editions.argument import argued
from kzcli.editions.causes import Causes
from kzcli.editions.counting import counts, part_of
from kzcli.editions.difference import ChangedItem, NewEntries, NewValue
from kzcli.editions.fields import renamed_brief
from kzcli.editions.word_diff import Budget
from kzcli.links import Links
from kzcli.markup import inline
from kzcli.page import Changed, Span, Text, id_text, join, plain
from kzcli.values import show_list
from kzcli.views.alterations import changed_text, shortened, told, uncited
from kzcli.views.limits import before, eased
from kzcli.views.strengths import graded, limit, reason
from kzcli.views.words import day, ids, partial_date, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kzcli.brief import Item
    from kzcli.editions.causes import Made
    from kzcli.editions.difference import Change, Difference, NewStanding, NewStrength, PartCount
    from kzcli.strength import Strength

ORDER = ("recommendations", "claims", "goals", "sections", "sources", "actors")
"""The parts as a reader wants them: what is to be done first, then on what it rests."""

_MAIN = {"title", "statement", "name"}
"""The fields that say what an item is: where one of them changed, that is told instead."""


_NOUNS = {"rests_on": "grounds", "contradicts": "contradictions", "against": "objections", "via": "origin"}
"""What fields are called whose names are no nouns."""


class Teller:
    """Says what changed in each part of a brief."""

    def __init__(self, difference: Difference, old: Brief, new: Brief) -> None:
        self._difference = difference
        self._budget = Budget()
        self._names = {one.old: one.new for one in difference.renamed}
        self._old, self._new = Links(renamed_brief(old, self._names)), Links(new)
        self._changed = {(one.part, one.id): one for one in difference.changed}
        self._strengths = {(one.part, one.id): one for one in difference.strengths}
        self._standings = {one.id: one for one in difference.standings}
        self._fresh = {one.item.id for one in difference.added}
        self._gone = {one.item.id for one in difference.removed}
        self._makes: dict[str, list[Made]] = {}
        for made in Causes(self._old, self._new).of(difference.strengths):
            self._makes.setdefault(made.claim, []).append(made)
        found = {one.part: count_said(one) for one in counts(difference)}
        self.parts = {part: found[part] for part in ("summary", *ORDER, "brief", "exceptions") if part in found}
        """How much changed in each part where something did."""

    def part(self, part: str) -> Iterator[Changed]:
        """What changed in a part: what is new, what is gone, what has another id, what is otherwise."""
        if part == "exceptions":
            yield from self._exceptions()
            return
        if part in ("brief", "summary"):
            inner = [one for one in self._difference.brief if part_of(one) == part]
            id = "summary" if part == "summary" else self._difference.new.id
            yield Changed("~", id, (), tuple(told(inner, self._budget)))
            return
        for one in self._difference.added:
            if one.part == part:
                yield Changed("+", one.item.id, (*title_of(one.item), *self._about(one.item, self._new)))
        for one in self._difference.removed:
            if one.part == part:
                yield Changed("-", one.item.id, (*title_of(one.item), *self._about(one.item, self._old)))
        for renamed in self._difference.renamed:
            if renamed.part == part:
                was = (Span("was "), *id_text(renamed.old), Span(": "))
                yield Changed("=", renamed.new, (*was, *title_of(self._new.items[renamed.new][1])))
        for item in getattr(self._new.brief, part):
            changed = self._changed.get((part, item.id))
            if changed or (part, item.id) in self._strengths:
                yield self._altered(part, item, changed)

    def _exceptions(self) -> Iterator[Changed]:
        """The exceptions that differ, each by the item that it is about."""
        for old, new in self._difference.exceptions:
            if old and new:
                details = changed_text(f"{new.code}, reason", old.reason, new.reason, self._budget)
                yield Changed("~", new.id, (), tuple(details))
            elif one := old or new:
                yield Changed("+" if new else "-", one.id, (Span(f"{one.code}: "), *shortened(one.reason)))

    def _altered(self, part: str, item: Item, changed: ChangedItem | None) -> Changed:
        changes = changed.changes if changed else ()
        details: list[Text] = []
        strength = self._strengths.get((part, item.id))
        if strength and not _is_own(strength, changes):
            details.append(self._limited_otherwise(strength) or (*_turn(strength), *self._by_what(strength)))
        if standing := self._standings.get(item.id):
            details += _standing(standing)
        details += told(changes, self._budget)
        if part == "claims":
            details += map(_makes, self._makes.get(item.id, ()))
        retold = any(change.field in _MAIN for change in changes)
        return Changed("~", item.id, () if retold else title_of(item), tuple(details))

    def _by_what(self, one: NewStrength) -> Text:
        """What limits what is weaker now, and what limited what is stronger."""
        id = self._cause(one)
        if id is None:
            return ()
        if one.turn == "stronger":
            return self._eased(one, id)
        strong = self._new.strengths[id]
        if id != one.id:
            return (Span(", limited by "), *limit(self._new, strong), *self._why(one, id))
        return () if strong.reason == "confidence" else (Span(", "), *reason(self._new, self._new.claims[id], strong))

    def _limited_otherwise(self, one: NewStrength) -> Text:
        """What limits what is as strong as before, where something else did before; nothing where it is not."""
        then, now = (self._strength(links, one) for links in (self._old, self._new))
        if not then or not now or one.old != one.new:
            return ()
        by = (*limit(self._new, now), Span(", before by "), *limit(self._old, then))
        return (Span("still "), *word(one.new), Span(", now limited by "), *by)

    def _eased(self, one: NewStrength, id: str) -> Text:
        """Whether what limited something stronger still does."""
        then, now = (self._strength(links, one) for links in (self._old, self._new))
        if not then or not now:
            return ()
        if id != one.id:
            adverb, by = eased(self._old, then, self._new, now)
            return (Span(f", {adverb} limited " if adverb else ", limited "), *by, *self._why(one, id))
        told: Text = ()
        if now.is_limited and now.limited_by != id:
            told = (Span(", now limited by "), *limit(self._new, now))
        elif now.reason != "confidence":
            told = (Span(", "), *reason(self._new, self._new.claims[id], now))
        if then.reason != "confidence":
            told += before(self._old, then, self._new, now)
        return told

    def _strength(self, links: Links, one: NewStrength) -> Strength | None:
        if one.part == "claims":
            return links.strengths[one.id]
        return links.strength(links.recommendations[one.id])

    def _why(self, one: NewStrength, limit: str) -> Text:
        """What happened to the claim that limits something, or did."""
        if limit in self._fresh:
            return plain(f", {became_of(('added',))}")
        if limit in self._gone:
            return plain(f", {became_of(('removed',))}")
        own = self._changed.get((one.part, one.id))
        lists = [change for change in own.changes if isinstance(change, NewEntries)] if own else []
        needs = "needs" if one.part == "recommendations" else "rests on"
        if any(limit in change.gained for change in lists if change.field in ("evidence", "rests_on")):
            return plain(f", which it now {needs}")
        if any(limit in change.lost for change in lists if change.field in ("evidence", "rests_on")):
            return plain(f", which it no longer {needs}")
        changed = self._changed.get(("claims", limit))
        if changed and (fields := argued("claims", changed.changes)):
            return plain(f", {became_of(fields)}")
        return ()

    def _cause(self, one: NewStrength) -> str | None:
        """The claim because of which something is stronger or weaker; none where there is, or was, no evidence."""
        if one.turn == "weaker":
            return one.new_limited_by
        id = one.old_limited_by if one.turn else None
        return self._names.get(id, id) if id else None

    def _about(self, item: Item, links: Links) -> Text:
        """What else is to be known of an item that is new or gone."""
        match item:
            case Recommendation():
                about = (Span("for "), *ids([item.actor]), Span("; "), *graded(links, item))
            case Claim():
                about = join([word(item.kind), word(item.confidence, "confidence"), partial_date(item.date)], ", ")
            case Source():
                about = join([word(item.kind), partial_date(item.date)], ", ")
            case _:
                return ()
        return (Span(" ("), *about, Span(")"))


def _turn(one: NewStrength) -> Text:
    """`weaker: high → moderate`."""
    return (
        Span(f"{one.turn or 'strength'}: "),
        *(word(one.old) or plain("no evidence")),
        Span(" → "),
        *(word(one.new) or plain("no evidence")),
    )


def _is_own(strength: NewStrength, changes: Iterable[Change]) -> bool:
    """Whether a claim's strength says no more than its confidence, which has changed."""
    return any(
        isinstance(one, NewValue) and one.field == "confidence" and (one.old, one.new) == (strength.old, strength.new)
        for one in changes
    )


def count_said(one: PartCount) -> str:
    """`2 added, 1 changed, 1 weaker`."""
    numbers = ((name, getattr(one, name)) for name in type(one).model_fields if name != "part")
    return ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in numbers if number)


def became_of(changed: tuple[str, ...]) -> str:
    """What became of an item: `which is new`, `which is removed`, `whose kind, date and grounds changed`.

    Args:
        changed: the fields of it that changed, `added` or `removed`, as `Suspect.changed` has them.
    """
    match changed:
        case ("added",):
            return "which is new"
        case ("removed",):
            return "which is removed"
    return f"whose {show_list([_NOUNS.get(name, name) for name in changed])} changed"


def _makes(made: Made) -> Text:
    """`with b makes act stronger: low → high`."""
    others = [*map(id_text, made.together), *((plain(f"{made.more} more"),) if made.more else ())]
    together = (Span("with "), *_and(others), Span(" ")) if others else ()
    gone = _and(list(map(id_text, made.dropped)))
    dropped = (Span(", which no longer rests on "), *gone, Span(",")) if gone else ()
    return (*together, Span("makes "), *id_text(made.what.id), *dropped, Span(" "), *_turn(made.what))


def _and(texts: list[Text]) -> Text:
    return join([join(texts[:-1], ", "), *texts[-1:]], " and ")


def _standing(one: NewStanding) -> Iterable[Text]:
    if one.old_status != one.new_status:
        since = (Span(", since "), *day(one.since)) if one.since else ()
        yield (Span("status: "), *word(one.old_status), Span(" → "), *word(one.new_status), *since)
    if one.old_response != one.new_response:
        yield (Span("response: "), *word(one.old_response), Span(" → "), *word(one.new_response))


def title_of(item: Item) -> Text:
    """What an item is, in a line."""
    match item:
        case Claim():
            return uncited(inline(item.statement))
        case Actor():
            return plain(item.name)
        case Source():
            return plain(f"“{item.title}”")
        case Goal() | Recommendation() | Section():
            return plain(item.title)
