"""The running text, items in full, and lists, as pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.markup import inline
from kzcli.page import Card, Heading, Page, Paragraph, Span, plain
from kzcli.views import PARTS, load_view
from kzcli.views.document import disclaimer
from kzcli.views.notes import page
from kzcli.views.summary import byline

if TYPE_CHECKING:
    from kzcli.brief import Brief, Section
    from kzcli.links import Links
    from kzcli.page import Block


def text_page(links: Links, sections: tuple[Section, ...]) -> Page:
    """Some or all of the running text, its citations numbered, with notes.

    Args:
        links: the brief's items.
        sections: those of its sections to show.
    """
    brief = links.brief
    whole = sections == brief.sections
    head = (Heading(1, plain(brief.title)), Paragraph(byline(links)), *_front(brief)) if whole else ()
    cards = tuple(load_view("sections").card(links, section) for section in sections)
    return page(links, (*head, *cards), numbered=True)


def _front(brief: Brief) -> tuple[Block, ...]:
    """Whom the brief is for and whose views it holds."""
    audience = (Paragraph((Span("For: ", ("strong",)), *inline(brief.audience))),) if brief.audience else ()
    return (*audience, *disclaimer(brief))


def cards_page(links: Links, cards: tuple[Card, ...]) -> Page:
    """Some items in full."""
    return page(links, cards)


def listing_page(links: Links, part: str) -> Page:
    """All items of a part, in short."""
    blocks = load_view(part).listing(links.brief, links)
    return page(links, blocks, hint=f"kzcli {PARTS[part].singular} ID · kzcli {part} --json")
