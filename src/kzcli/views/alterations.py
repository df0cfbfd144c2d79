"""How a change of a field is said: what it was and what it is, or a text word by word."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from kzcli.brief import Author, Citation, Quantity, Update
from kzcli.editions.difference import Change, NewEntries, NewValue
from kzcli.editions.word_diff import Budget, Piece, Word, pieces, words
from kzcli.markup import inline
from kzcli.page import Span, Text, id_text, join, muted, plain
from kzcli.values import show_quantity
from kzcli.views.words import day, duration, ids, optional, partial_date, word

if TYPE_CHECKING:
    from collections.abc import Sequence

AROUND = 6
"""How many words that stayed are shown before and after a change."""

MOST_PLACES = 12
"""How many places of a text are shown word by word."""

FEW_WORDS = 20
"""Two texts that have so few words together stand in a line."""

MOST_WORDS = 60
"""How much is shown of a text that has become another."""

PAIRS = 2_000
"""How many pairs of lost and gained texts are looked at for those of which one has become the other."""

_VOCABULARY = {"kind", "confidence", "likelihood", "horizon"}
_IDS = {"actor", "owner", "via", "based_on"}
_ID_LISTS = {"goals", "evidence", "against", "actors", "rests_on", "contradicts"}
_DAYS = {"as_of", "accessed", "review_by"}
_WHOLE = {"id", "url", "language", "text"}
_SINGULAR = {"points": "key point", "risks": "risk", "indicators": "indicator", "authors": "author"}


def told(changes: Iterable[Change], budget: Budget) -> Iterator[Text]:
    """What is said of changes, a line or a few each.

    Args:
        changes: those of one item, or of the brief.
        budget: what may be spent on comparing texts.
    """
    for change in changes:
        name = change.field.rpartition(".")[2]
        if isinstance(change, NewValue):
            yield from _value(name, change.old, change.new, budget)
        elif name in _ID_LISTS:
            yield _labelled(name, _gained_and_lost(list(map(_id, change.gained)), list(map(_id, change.lost))))
        elif name == "sources":
            yield _labelled(name, _citations(change))
        elif name == "updates":
            yield from _updates(change, budget)
        else:
            yield from _texts(_SINGULAR[name], change, budget)


def _labelled(label: str, text: Text) -> Text:
    return (Span(f"{label.replace('_', ' ')}: "), *text)


def _to(old: Text, new: Text) -> Text:
    return (*(old or muted("none")), Span(" → "), *(new or muted("none")))


def _id(value: Any) -> Text:
    return id_text(value)


def _value(name: str, old: Any, new: Any, budget: Budget) -> Iterator[Text]:
    if name == "quantity":
        yield from _quantity(old, new, budget)
    elif name in _VOCABULARY:
        yield _labelled(name, _to(word(old), word(new)))
    elif name in _IDS:
        label = "moved to another actor" if name == "actor" else name
        yield _labelled(label, _to(ids([old] if old else ()), ids([new] if new else ())))
    elif name == "date":
        yield _labelled(name, _to(partial_date(old), partial_date(new)))
    elif name in _DAYS:
        yield _labelled(name, _to(*(day(date.fromisoformat(one)) if one else () for one in (old, new))))
    elif name in _WHOLE:
        yield _labelled(name, _to(optional(old), optional(new)))
    else:
        yield from changed_text(name, old, new, budget)


def _quantity(old: Quantity | None, new: Quantity | None, budget: Budget) -> Iterator[Text]:
    if old is None or new is None:
        yield _labelled("quantity", _to(*(_measured(one) if one else () for one in (old, new))))
        return
    if (old.value, old.unit) != (new.value, new.unit):
        yield _labelled("quantity", (*_to(_amount(old), _amount(new)), *_change(old, new)))
    if old.measure != new.measure:
        yield from changed_text("what is measured", old.measure, new.measure, budget)
    if old.shelf_life != new.shelf_life:
        yield _labelled("good for", _to(duration(old.shelf_life), duration(new.shelf_life)))


def _amount(quantity: Quantity) -> Text:
    return plain(show_quantity(quantity.value, quantity.unit))


def _measured(quantity: Quantity) -> Text:
    return (*_amount(quantity), Span(f" ({quantity.measure})"))


def _change(old: Quantity, new: Quantity) -> Text:
    """By how much a quantity changed, where that can be said."""
    if old.unit != new.unit:
        return plain(", in another unit")
    if not old.value:
        return ()
    try:
        share = (new.value - old.value) / abs(old.value) * 100
    except OverflowError:
        return ()
    if not math.isfinite(share) or abs(share) < 0.05 or abs(share) >= 1e6:
        return ()
    return plain(f", {share:+,.1f}".removesuffix(".0") + " %")


def _gained_and_lost(gained: Sequence[Text], lost: Sequence[Text]) -> Text:
    said = [(Span(f"{verb} "), *join(list(some), ", ")) for verb, some in (("gained", gained), ("lost", lost)) if some]
    return join(said, "; ")


def _citations(change: NewEntries) -> Text:
    """Sources that were gained and lost, and those of which another place is cited."""
    lost = [one for one in change.lost if isinstance(one, Citation)]
    gained = [one for one in change.gained if isinstance(one, Citation)]
    moved: list[Text] = []
    for one in list(gained):
        before = next((other for other in lost if other.id == one.id), None)
        if before:
            moved.append((*id_text(one.id), Span(": "), *_to(optional(before.locator), optional(one.locator))))
            lost.remove(before)
            gained.remove(one)
    return join([_gained_and_lost(list(map(_citation, gained)), list(map(_citation, lost))), *moved], "; ")


def _citation(cited: Citation) -> Text:
    return (*id_text(cited.id), Span(f" ({cited.locator})")) if cited.locator else id_text(cited.id)


def _updates(change: NewEntries, budget: Budget) -> Iterator[Text]:
    """Updates that were gained and lost, and those that say something else of their day."""
    lost = [one for one in change.lost if isinstance(one, Update)]
    for update in sorted((one for one in change.gained if isinstance(one, Update)), key=lambda one: one.date):
        before = next((other for other in lost if other.date == update.date), None)
        if before is None:
            yield (Span("new update of "), *_update(update))
            continue
        lost.remove(before)
        head = (Span("update of "), *day(update.date))
        if before.status != update.status:
            yield (*head, Span(", status: "), *_to(word(before.status), word(update.status)))
        if before.response != update.response:
            yield (*head, Span(", response: "), *_to(word(before.response), word(update.response)))
        if before.note != update.note:
            for text in changed_text("note", before.note, update.note, budget):
                yield (*head, Span(", "), *text)
        if before.sources != update.sources:
            entries = NewEntries.model_construct(
                field="sources",
                lost=tuple(one for one in before.sources if one not in update.sources),
                gained=tuple(one for one in update.sources if one not in before.sources),
            )
            yield (*head, Span(", "), *_labelled("sources", _citations(entries)))
    yield from ((Span("no more the update of "), *_update(one)) for one in lost)


def _stands(update: Update) -> Text:
    return join([word(update.status), word(update.response) if update.response != "none" else ()], ", ")


def _update(update: Update) -> Text:
    note = (Span(". "), *uncited(inline(update.note))) if update.note else ()
    return (*day(update.date), Span(": "), *_stands(update), *note)


def uncited(text: Text) -> Text:
    """A text whose citations are ids, since a page of changes has no notes."""
    return tuple(Span(f"[{one.target}]", ("id",)) if "citation" in one.styles else one for one in text)


def _texts(singular: str, change: NewEntries, budget: Budget) -> Iterator[Text]:
    """Texts of a list: which was gained, which was lost, and which became another."""
    lost, gained = list(map(_said, change.lost)), list(map(_said, change.gained))
    if len(lost) * len(gained) <= PAIRS:
        sets = {one: {part.text for part in words(one)} for one in (*lost, *gained)}
        for one in list(gained):
            alike = {other: 2 * len(sets[one] & sets[other]) / (len(sets[one]) + len(sets[other])) for other in lost}
            before = max(alike, key=lambda other: alike[other], default=None)
            if before is not None and alike[before] >= 0.5:
                yield from changed_text(singular, before, one, budget)
                lost.remove(before)
                gained.remove(one)
    yield from (_labelled(f"{singular} gained", shortened(one)) for one in gained)
    yield from (_labelled(f"{singular} lost", shortened(one)) for one in lost)


def _said(value: Any) -> str:
    if isinstance(value, Author):
        return f"{value.name}, {value.affiliation}" if value.affiliation else value.name
    return str(value)


def changed_text(label: str, old: str | None, new: str | None, budget: Budget) -> Iterator[Text]:
    """A text word by word, or what it was and what it is where little of it stayed.

    Args:
        label: what it is.
        old: what it was, as the file has it.
        new: what it is.
        budget: what may be spent on comparing.
    """
    if old is None or new is None:
        yield _labelled(label, _to(shortened(old or ""), shortened(new or "")))
    elif old.split() == new.split():
        yield _labelled(label, plain("the same words, set otherwise"))
    else:
        found = pieces(old, new, budget)
        if found is None and len(old.split()) + len(new.split()) <= FEW_WORDS:
            yield _labelled(label, _to(plain(old), plain(new)))
        elif found is None:
            yield _labelled(f"{label}, rewritten, was", shortened(old))
            yield _labelled(f"{label}, rewritten, is", shortened(new))
        else:
            yield _labelled(label, _marked(found))


def shortened(text: str) -> Text:
    """The beginning of a text, and how many words follow."""
    found = text.split(maxsplit=MOST_WORDS + 1)
    if len(found) <= MOST_WORDS:
        return plain(" ".join(found)) if found else ()
    count = len(text.split()) - MOST_WORDS
    return (Span(" ".join(found[:MOST_WORDS])), *muted(f" … and {count:,} more word{'s' if count > 1 else ''}"))


def _marked(found: list[Piece]) -> Text:
    """What was deleted and inserted, with some words around each."""
    made: list[Span] = []
    places = sum(not piece.kept for piece in found)
    shown = 0
    for index, piece in enumerate(found):
        if piece.kept:
            made += _kept(piece.kept, first=index == 0, last=index == len(found) - 1 or shown == MOST_PLACES)
            if shown == MOST_PLACES and places > shown:
                more = places - shown
                made += muted(f" and {more} more place{'s' if more > 1 else ''}")
                break
            continue
        shown += 1
        if (piece.deleted or piece.inserted)[0].spaced and made:
            made.append(Span(" "))
        for some, style in ((piece.deleted, "deleted"), (piece.inserted, "inserted")):
            if some:
                made.append(Span(_cut(some), (style,)))  # type: ignore[arg-type] # both are styles
    return tuple(made)


def _kept(some: tuple[Word, ...], *, first: bool, last: bool) -> Iterator[Span]:
    """Words that stayed; of many, those that stand beside a change."""
    lead = " " if some[0].spaced and not first else ""
    if len(some) <= AROUND * (1 if first or last else 2) + 1:
        yield Span(lead + _words(some))
        return
    head, tail = some[:AROUND], some[-AROUND:]
    if first:
        yield Span(f"… {_words(tail)}")
    elif last:
        yield Span(f"{lead}{_words(head)} …")
    else:
        yield Span(f"{lead}{_words(head)} … {_words(tail)}")


def _cut(some: tuple[Word, ...]) -> str:
    if len(some) <= MOST_WORDS:
        return _words(some)
    return f"{_words(some[:MOST_WORDS])} … and {len(some) - MOST_WORDS:,} more"


def _words(some: tuple[Word, ...]) -> str:
    return "".join(f" {one.text}" if one.spaced and index else one.text for index, one in enumerate(some))
