"""The whole brief, or some parts of it, as a document of its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from kzcli.links import Links
from kzcli.markup import inline
from kzcli.page import (
    About,
    Block,
    Card,
    Fields,
    Heading,
    Page,
    Paragraph,
    Span,
    join,
    plain,
    plain_words,
    without_citations,
)
from kzcli.views import load_view, words
from kzcli.views.summary import bottom_line, points

if TYPE_CHECKING:
    from kzcli.brief import Brief


def document_page(brief: Brief, parts: Collection[str] = (), *, notes: bool = True) -> Page:
    """A brief as a document.

    Args:
        brief: the brief.
        parts: which parts of `DOCUMENT_PARTS`; none means all. Their order is always the document's.
        notes: whether texts cite their claims, in notes.
    """
    links = Links(brief)
    blocks = [*_head(brief, links), *front(brief)]
    for part, make in DOCUMENT_PARTS.items():
        if not parts or part in parts:
            blocks += make(brief, links)
    made = tuple(blocks) if notes else without_citations(tuple(blocks))
    return words.page(links, made, numbered=True)._replace(about=about(brief))


def about(brief: Brief) -> About:
    """What a document of a brief says of itself."""
    return About(
        brief.id,
        brief.title,
        tuple(author.name for author in brief.authors),
        brief.as_of.isoformat(),
        brief.language,
        plain_words(inline(brief.summary.bottom_line)),
    )


def front(brief: Brief) -> tuple[Block, ...]:
    """Whom the brief is for and whose views it holds; nothing where it does not say."""
    audience = (Paragraph((Span("For: ", ("strong",)), *inline(brief.audience))),) if brief.audience else ()
    return (*audience, *((Paragraph(inline(brief.disclaimer)),) if brief.disclaimer else ()))


def _head(brief: Brief, links: Links) -> tuple[Block, ...]:
    authors = [join([plain(author.name), words.optional(author.affiliation)], ", ") for author in brief.authors]
    based_on = links.sources[brief.based_on] if brief.based_on else None
    return (
        Heading(1, plain(brief.title)),
        Fields(
            (
                ("By", join(authors, "; ")),
                ("As of", words.day(brief.as_of)),
                ("Based on", words.with_id(based_on.id, words.source_line(based_on)) if based_on else ()),
                ("Brief", (*words.ids([brief.id]), Span(f", language {brief.language}"))),
            )
        ),
    )


def _cards(brief: Brief, links: Links, part: str, level: int = 3) -> list[Card]:
    """A card for each item of a part."""
    view = load_view(part)
    return [view.card(links, item)._replace(level=level) for item in view.items(brief)]


def _headed(title: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks under a heading; nothing where there are none."""
    return (Heading(2, plain(title)), *blocks) if blocks else ()


def _summary(brief: Brief, links: Links) -> tuple[Block, ...]:
    return (bottom_line(brief), *points(brief))


def _recommendations(brief: Brief, links: Links) -> tuple[Block, ...]:
    cards = _cards(brief, links, "recommendations")
    return _headed("Recommendations", [card._replace(number=number) for number, card in enumerate(cards, 1)])


def _claims(brief: Brief, links: Links) -> tuple[Block, ...]:
    """The register of claims, whose ids say more than a heading "Claim" would."""
    return _headed("Claims", [card._replace(title=()) for card in _cards(brief, links, "claims")])


DOCUMENT_PARTS: dict[str, Callable[[Brief, Links], tuple[Block, ...]]] = {
    "summary": _summary,
    "goals": lambda brief, links: _headed("Goals", _cards(brief, links, "goals")),
    "recommendations": _recommendations,
    "sections": lambda brief, links: tuple(_cards(brief, links, "sections", level=2)),
    "figures": lambda brief, links: _headed("Figures", load_view("figures").listing(brief, links)),
    "timeline": lambda brief, links: _headed("Timeline", load_view("timeline").listing(brief, links)),
    "claims": _claims,
    "sources": lambda brief, links: _headed("Sources", _cards(brief, links, "sources")),
    "actors": lambda brief, links: _headed("Actors", _cards(brief, links, "actors")),
}
"""The parts of a document in its order."""
