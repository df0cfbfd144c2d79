"""How the small things of a brief are said in every view: words, dates, ids, lists and rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kzcli import links as linking
from kzcli.page import Block, Bullets, Labelled, Paragraph, Row, Span, Style, Text, id_text, plain
from kzcli.values import show_day, show_duration, show_partial_date, show_quantity, show_word

if TYPE_CHECKING:
    from datetime import date

    from kzcli.brief import Quantity, Recommendation
    from kzcli.strength import Strength

_TONES: dict[str, Style] = {
    "high": "good",
    "moderate": "fair",
    "low": "poor",
    "unsupported": "poor",
    "implemented": "good",
    "partially-addressed": "fair",
    "not-implemented": "poor",
    "addressed": "good",
    "not-addressed": "poor",
}


def word(value: str | None, label: str = "") -> Text:
    """A word of the vocabulary, with what it is a word of where that is not plain.

    Args:
        value: the word as the file has it; none makes an empty text.
        label: what follows it for people: `confidence`.
    """
    if value is None:
        return ()
    shown = f"{show_word(value)} {label}".rstrip()
    return (Span(shown, (_TONES[value],) if value in _TONES else (), exact=value),)


def day(value: date | None) -> Text:
    """A day for people and, exactly, for programs."""
    return (Span(show_day(value), exact=value.isoformat()),) if value else ()


def supposed(withdrawn: Iterable[str]) -> Text:
    """That a brief is shown as it would stand without some of its sources and claims."""
    return (Span("As it would stand without ", ("poor",)), *ids(sorted(withdrawn)), Span(":", ("poor",)))


def limit_cells(strong: Strength | None) -> tuple[Text, Text]:
    """The claim that limits something, and why, for programs; nothing where nothing does."""
    if strong is None or not strong.is_limited:
        return (), ()
    return for_programs(strong.limited_by), for_programs(strong.reason)


def withdrawn(is_gone: bool) -> Text:
    """That a source does not count; nothing where it does."""
    return (Span("withdrawn", ("poor",)),) if is_gone else ()


def partial_date(value: str | None) -> Text:
    """A partial date for people and, exactly, for programs."""
    return (Span(show_partial_date(value), exact=value),) if value else ()


def duration(length: str | None) -> Text:
    """A stretch of time: `18 months` for P18M."""
    return (Span(show_duration(length), exact=length),) if length else ()


def quantity(value: Quantity) -> Text:
    """A quantity for people and, exactly, for programs."""
    return (Span(show_quantity(value.value, value.unit), ("strong",), exact=f"{value.value} {value.unit}"),)


def ids(values: Iterable[str]) -> Text:
    """Ids one after the other."""
    return tuple(
        span
        for index, value in enumerate(values)
        for span in ((Span(", "), *id_text(value)) if index else id_text(value))
    )


def labelled_cell(label: str, text: Text) -> Text:
    """A cell of a row that people need a label for; programs know it by its column."""
    return (Span(f"{label} ", ("muted",), exact=""), *text) if text else ()


def for_people(text: Text) -> Text:
    """A text of which programs read nothing."""
    return tuple(span._replace(exact="") for span in text)


def for_programs(text: str) -> Text:
    """A text of which people read nothing."""
    return (Span("", exact=text),)


def optional(text: str | None) -> Text:
    """Plain text, or nothing."""
    return plain(text) if text else ()


def items_list(texts: Iterable[Text]) -> tuple[Block, ...]:
    """Texts as a list of paragraphs; nothing where there are none."""
    items = tuple((Paragraph(text),) for text in texts)
    return (Bullets(items),) if items else ()


def labelled(label: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks under a label; nothing where there are none."""
    return (Labelled(label, blocks),) if blocks else ()


def with_id(id: str, text: Text) -> Text:
    """A text after the id that it can be shown by."""
    return (*id_text(id), Span(": "), *text)


def status(links: linking.Links, recommendation: Recommendation) -> Text:
    """Where a recommendation stands, and since when; the day of the newest entry; whether it is overdue."""
    now = linking.standing(recommendation, links.brief.as_of)
    late = links.day is not None and linking.is_overdue(links.brief, recommendation, links.day)
    overdue: Text = (Span("; "), Span("overdue", ("poor",))) if late else ()
    if now.update is None:
        return (*word(now.status), Span(", nothing recorded yet", ("muted",)), *overdue)
    response = () if now.response == "none" else (Span("; "), *word(now.response))
    since = (*word(now.status), Span(" since "), *day(now.since))
    latest = (
        () if now.since == now.update.date else (Span(", last " if late else ", last entry "), *day(now.update.date))
    )
    return (*since, *response, *latest, *overdue)


def row(*cells: Text) -> Row:
    """A row of a listing."""
    return Row(cells)
