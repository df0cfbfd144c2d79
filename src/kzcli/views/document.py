"""The whole brief, or some parts of it, as a document of its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from kzcli.markup import inline
from kzcli.page import About, Block, Card, Fields, Heading, Page, Paragraph, Span, join, plain, plain_words
from kzcli.page_walk import without_citations
from kzcli.views import claims, load_view, words
from kzcli.views.mentions import DocumentLinks, source_line
from kzcli.views.notes import page
from kzcli.views.summary import bottom_line, followed_to, points, seen

if TYPE_CHECKING:
    from datetime import date

    from kzcli.brief import Brief

Maker = Callable[["Brief", DocumentLinks, Collection[str]], tuple[Block, ...]]
"""Makes a part of a document from a brief, its items, and the names of all parts that the document has."""


def document_page(
    brief: Brief, parts: Collection[str] = (), *, notes: bool = True, seen_on: date | None = None
) -> Page:
    """A brief as a document.

    Args:
        brief: the brief.
        parts: which parts of `MAKERS`; none means all. Their order is always the document's.
        notes: whether texts cite their claims, in notes.
        seen_on: the day that it says it is seen on; none where it does not say that.
    """
    asked = [part for part in MAKERS if not parts or part in parts]
    links = DocumentLinks(brief, asked)
    blocks = [*_head(brief, links, seen_on), *disclaimer(brief)]
    for part in asked:
        blocks += MAKERS[part](brief, links, asked)
    made = tuple(blocks) if notes else without_citations(tuple(blocks))
    statements = "claims" not in asked
    return page(links, made, numbered=True, statements=statements)._replace(about=about(brief))


def about(brief: Brief) -> About:
    """What a document of a brief says of itself."""
    last = followed_to(brief)
    return About(
        brief.id,
        brief.title,
        tuple(author.name for author in brief.authors),
        brief.as_of.isoformat(),
        brief.language,
        plain_words(inline(brief.summary.bottom_line)),
        last.isoformat() if last else "",
    )


def disclaimer(brief: Brief) -> tuple[Block, ...]:
    """Whose views the brief holds; nothing where it does not say."""
    return (Paragraph(inline(brief.disclaimer)),) if brief.disclaimer else ()


def _head(brief: Brief, links: DocumentLinks, seen_on: date | None) -> tuple[Block, ...]:
    authors = [join([plain(author.name), words.optional(author.affiliation)], ", ") for author in brief.authors]
    based_on = links.sources[brief.based_on] if brief.based_on else None
    last = followed_to(brief)
    followed = (Span(", followed up to "), *words.day(last)) if last else ()
    told = plain(seen(brief, seen_on)) if seen_on else ()
    dates = (Span(", as of "), *words.day(brief.as_of), *followed, *told)
    language = plain(f", language {brief.language}") if brief.language != "en" else ()
    return (
        Heading(1, plain(brief.title)),
        Fields(
            (
                ("Analysis by" if based_on else "By", join(authors, "; ")),
                ("Based on", source_line(links, based_on) if based_on else ()),
                ("For", inline(brief.audience) if brief.audience else ()),
                ("Brief", (*words.ids([brief.id]), *dates, *language)),
            )
        ),
    )


def _cards(brief: Brief, links: DocumentLinks, part: str, level: int = 3) -> list[Card]:
    """A card for each item of a part."""
    view = load_view(part)
    return [view.card(links, item)._replace(level=level) for item in view.items(brief)]


def _numbered(cards: Iterable[Card]) -> list[Card]:
    """Cards with the numbers that `DocumentLinks` mentions them by."""
    return [card._replace(number=number) for number, card in enumerate(cards, 1)]


def _headed(title: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks under a heading; nothing where there are none."""
    return (Heading(2, plain(title)), *blocks) if blocks else ()


def _summary(brief: Brief, links: DocumentLinks, asked: Collection[str]) -> tuple[Block, ...]:
    return (bottom_line(links), *points(links))


def _recommendations(brief: Brief, links: DocumentLinks, asked: Collection[str]) -> tuple[Block, ...]:
    return _headed("Recommendations", _numbered(_cards(brief, links, "recommendations")))


def _claims(brief: Brief, links: DocumentLinks, asked: Collection[str]) -> tuple[Block, ...]:
    """The register of claims, headed by their numbers and ids, which say more than the title "Claim" would."""
    if {"sources", "actors"} <= set(asked):
        return _headed("Claims", _numbered(claims.entry(links, claim) for claim in brief.claims))
    return _headed("Claims", _numbered(card._replace(title=()) for card in _cards(brief, links, "claims")))


def _register(part: str, title: str) -> Maker:
    return lambda brief, links, asked: _headed(title, _cards(brief, links, part))


def _drawn(part: str, title: str) -> Maker:
    return lambda brief, links, asked: _headed(title, load_view(part).listing(brief, links))


MAKERS: dict[str, Maker] = {
    "summary": _summary,
    "goals": _register("goals", "Goals"),
    "recommendations": _recommendations,
    "sections": lambda brief, links, asked: tuple(_cards(brief, links, "sections", level=2)),
    "figures": _drawn("figures", "Figures"),
    "timeline": _drawn("timeline", "Timeline"),
    "claims": _claims,
    "sources": _register("sources", "Sources"),
    "actors": _register("actors", "Actors"),
}
"""The parts of a document in its order."""
