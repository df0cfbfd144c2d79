"""The running text, and the whole brief as one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.links import Links
from kzcli.markup import inline
from kzcli.page import Block, Card, Fields, Heading, Page, Paragraph, Span, join, plain
from kzcli.views import PARTS, load_view, words
from kzcli.views.summary import byline, points

if TYPE_CHECKING:
    from kzcli.brief import Brief, Section

DOCUMENT_PARTS = {
    "goals": "Goals",
    "recommendations": "Recommendations",
    "sections": "",
    "claims": "Claims",
    "sources": "Sources",
    "actors": "Actors",
}
"""The parts of a document in its order, each under its heading; sections have headings of their own."""


def text_page(brief: Brief, links: Links, sections: tuple[Section, ...]) -> Page:
    """Some or all of the running text, its citations numbered, with notes.

    Args:
        brief: the brief.
        links: its items.
        sections: those of its sections to show.
    """
    whole = sections == brief.sections
    head = (Heading(1, plain(brief.title)), Paragraph(byline(brief, links)), *front(brief)) if whole else ()
    cards = tuple(load_view("sections").card(links, section) for section in sections)
    return words.page(links, (*head, *cards), numbered=True)


def front(brief: Brief) -> tuple[Block, ...]:
    """Whom the brief is for and whose views it holds; nothing where it does not say."""
    audience = (Paragraph((Span("For: ", ("strong",)), *inline(brief.audience))),) if brief.audience else ()
    return (*audience, *((Paragraph(inline(brief.disclaimer)),) if brief.disclaimer else ()))


def document_page(brief: Brief) -> Page:
    """The whole brief, every part and every field of it."""
    links = Links(brief)
    authors = [join([plain(author.name), words.optional(author.affiliation)], ", ") for author in brief.authors]
    based_on = links.sources[brief.based_on] if brief.based_on else None
    blocks: list[Block] = [
        Heading(1, plain(brief.title)),
        Fields(
            (
                ("By", join(authors, "; ")),
                ("As of", words.day(brief.as_of)),
                ("Based on", words.with_id(based_on.id, words.source_line(based_on)) if based_on else ()),
                ("Brief", (*words.ids([brief.id]), Span(f", language {brief.language}"))),
            )
        ),
        *front(brief),
        Heading(2, plain("Bottom line")),
        Paragraph(inline(brief.summary.bottom_line)),
        *points(brief),
    ]
    for part, title in DOCUMENT_PARTS.items():
        view = load_view(part)
        cards = tuple(view.card(links, item) for item in view.items(brief))
        if cards and title:
            blocks.append(Heading(2, plain(title)))
        blocks += [card._replace(level=3 if title else 2) for card in cards]
    return words.page(links, tuple(blocks), numbered=True)


def cards_page(links: Links, cards: tuple[Card, ...]) -> Page:
    """Some items in full."""
    return words.page(links, cards)


def listing_page(brief: Brief, links: Links, part: str) -> Page:
    """All items of a part, in short."""
    blocks = load_view(part).listing(brief, links)
    return words.page(links, blocks, hint=f"kzcli {PARTS[part].singular} ID · kzcli {part} --json")
