"""How the small things of a brief are said in every view: words, dates, ids, citations, and the notes of a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kzcli import links as linking
from kzcli.markup import inline
from kzcli.page import (
    Block,
    Bullets,
    Labelled,
    Note,
    Page,
    Paragraph,
    Row,
    Span,
    Style,
    Text,
    id_text,
    join,
    muted,
    plain,
)
from kzcli.page_walk import nest, spans
from kzcli.values import show_day, show_partial_date, show_quantity, show_word

if TYPE_CHECKING:
    from datetime import date

    from kzcli.brief import Citation, Claim, Quantity, Recommendation, Source
    from kzcli.links import Links

_TONES: dict[str, Style] = {
    "high": "good",
    "moderate": "fair",
    "low": "poor",
    "implemented": "good",
    "partially-addressed": "fair",
    "not-implemented": "poor",
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


def partial_date(value: str | None) -> Text:
    """A partial date for people and, exactly, for programs."""
    return (Span(show_partial_date(value), exact=value),) if value else ()


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


def named(id: str | None, name: str) -> Text:
    """A name with the id that can be typed; nothing where there is no id."""
    return (Span(f"{name} ("), *id_text(id), Span(")")) if id else ()


def labelled_cell(label: str, text: Text) -> Text:
    """A cell of a row that people need a label for; programs know it by its column."""
    return (Span(f"{label} ", ("muted",), exact=""), *text) if text else ()


def optional(text: str | None) -> Text:
    """Plain text, or nothing."""
    return plain(text) if text else ()


def source_line(source: Source) -> Text:
    """A source as a reference: who, what, where, when."""
    return join(
        [
            plain(" and ".join(source.authors)) if source.authors else (),
            plain(f"“{source.title}”"),
            optional(source.publisher),
            partial_date(source.date),
        ],
        ", ",
    )


def citation(links: Links, cited: Citation) -> Text:
    """A citation in full: the reference, the place in it, what it is known through, and its id."""
    source = links.sources[cited.id]
    via = [f"known through {through.id}" for through in links.origin(source)]
    text = join([source_line(source), optional(cited.locator), *[muted(words) for words in via[:1]]], ", ")
    return with_id(cited.id, text)


def citation_list(links: Links, cited: tuple[Citation, ...]) -> tuple[Block, ...]:
    """Citations as a list; nothing where there are none."""
    return items_list(citation(links, one) for one in cited)


def items_list(texts: Iterable[Text]) -> tuple[Block, ...]:
    """Texts as a list of paragraphs; nothing where there are none."""
    items = tuple((Paragraph(text),) for text in texts)
    return (Bullets(items),) if items else ()


def labelled(label: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks under a label; nothing where there are none."""
    return (Labelled(label, blocks),) if blocks else ()


def claim_line(claim: Claim) -> Text:
    """A claim in a line: its statement, what it is, and its id."""
    kind = join([word(claim.kind), word(claim.confidence, "confidence"), partial_date(claim.date)], ", ")
    return with_id(claim.id, (*inline(claim.statement), Span(" ("), *kind, Span(")")))


def claims_list(links: Links, claim_ids: Iterable[str]) -> tuple[Block, ...]:
    """Claims as a list of lines."""
    return items_list(claim_line(links.claims[id]) for id in claim_ids)


def with_id(id: str, text: Text) -> Text:
    """A text after the id that it can be shown by."""
    return (*id_text(id), Span(": "), *text)


def title_line(title: str, id: str) -> Text:
    """A title after the id that it can be shown by."""
    return with_id(id, plain(title))


def strength(links: Links, recommendation: Recommendation) -> Text:
    """How strong a recommendation is and what limits it."""
    strong = links.strength(recommendation)
    if strong is None:
        return muted("no evidence named")
    count = len(recommendation.evidence)
    claims = "1 claim: " if count == 1 else f"{count} claims: "
    limit = strong.limited_by
    said = (Span(claims), *word(strong.confidence))
    if strong.confidence == "high":
        return said
    return (*said, Span(", limited by "), *id_text(limit.id), Span(f" ({limit.kind})"))


def status(recommendation: Recommendation) -> Text:
    """Where a recommendation stands, and since when."""
    now = linking.standing(recommendation)
    if now.update is None:
        return (*word(now.status), Span(", nothing recorded yet", ("muted",)))
    response = () if now.response == "none" else (Span("; "), *word(now.response))
    since = (*word(now.status), Span(" since "), *day(now.since))
    latest = () if now.since == now.update.date else (Span(", last entry "), *day(now.update.date))
    return (*since, *response, *latest)


def row(*cells: Text) -> Row:
    """A row of a listing."""
    return Row(cells)


def page(
    links: Links, blocks: tuple[Block, ...], *, numbered: bool = False, hint: str = "", statements: bool = True
) -> Page:
    """A page of blocks, with a note for each claim that they cite.

    Args:
        links: the brief's items.
        blocks: what the page shows.
        numbered: whether citations are numbered and the notes stand below.
        hint: where a reader may go next.
        statements: whether notes say what the claims state; not where the page has the claims themselves.
    """
    cited = dict.fromkeys(span.target for span in spans(blocks) if "citation" in span.styles)
    notes = tuple(Note(id, note(links, links.claims[id], statement=statements)) for id in cited)
    return Page(nest(blocks), notes, numbered, hint)


def note(links: Links, claim: Claim, *, statement: bool = True) -> Text:
    """What a citation of a claim says: the claim, how sure it is, and where it comes from.

    Citations inside the statement are shown as ids, so that a note never needs notes of its own.
    """
    kind = join([word(claim.kind), word(claim.confidence, "confidence")], ", ")
    origin = references(links, claim.sources)
    end = () if not origin or origin[-1].text.endswith(".") else (Span("."),)
    if not statement:
        first, *others = kind
        said = (first._replace(text=first.text.capitalize()), *others, Span("."))
    else:
        said = (*_without_notes(inline(claim.statement)), Span(" ("), *kind, Span(")"))
    return (*said, *((Span(" "), *origin, *end) if origin else ()))


def _without_notes(text: Text) -> Text:
    return tuple(
        Span(span.text, (*(style for style in span.styles if style != "citation"), "id"))
        if "citation" in span.styles
        else span
        for span in text
    )


def who(source: Source) -> str:
    """Who speaks in a source; where it does not say, its title."""
    return " and ".join(source.authors) or source.publisher or source.title


def references(links: Links, cited: tuple[Citation, ...], *, full: bool = True) -> Text:
    """Citations in few words: of each source its id, who and when, and the places in it.

    Args:
        links: the brief's items.
        cited: the citations.
        full: whether to say who and when; not where the sources themselves are at hand.
    """
    places: dict[str, list[Text]] = {}
    for one in cited:
        places.setdefault(one.id, []).append(optional(one.locator))
    made = []
    for id, locators in places.items():
        source = links.sources[id]
        text = join([*([plain(who(source)), partial_date(source.date)] if full else []), join(locators, "; ")], ", ")
        made.append(with_id(id, text) if text else id_text(id))
    return join(made, "; ")
