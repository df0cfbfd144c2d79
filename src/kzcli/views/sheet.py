"""The sheet: what matters most of a brief, short enough for one printed page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.markup import inline
from kzcli.page import Block, Bullets, Card, Fields, Heading, Page, Paragraph, plain
from kzcli.page_walk import without_citations
from kzcli.views import words
from kzcli.views.document import about
from kzcli.views.mentions import DocumentLinks, short_source
from kzcli.views.notes import page
from kzcli.views.strengths import strength
from kzcli.views.summary import bottom_line, byline, points

if TYPE_CHECKING:
    from datetime import date

    from kzcli.brief import Brief, Recommendation
    from kzcli.links import Links


def sheet_page(brief: Brief, seen_on: date | None = None) -> Page:
    """A brief in short: its bottom line, goals, recommendations and sources; without notes.

    Args:
        brief: the brief.
        seen_on: the day that it says it is seen on, if any.
    """
    links = DocumentLinks(brief, ())
    goals = tuple((Paragraph(plain(goal.title)),) for goal in brief.goals)
    disclaimer = tuple(span._replace(styles=(*span.styles, "muted")) for span in inline(brief.disclaimer or ""))
    blocks: list[Block] = [Heading(1, plain(brief.title)), Paragraph(byline(links, seen_on)), bottom_line(links)]
    blocks += points(links)
    if goals:
        blocks += (Heading(2, plain("Goals")), Bullets(goals, 1))
    if brief.recommendations:
        blocks.append(Heading(2, plain("Recommendations")))
        blocks += (_recommendation(links, number, one) for number, one in enumerate(brief.recommendations, 1))
    if brief.sources:
        blocks += (
            Heading(2, plain("Sources")),
            *words.items_list(short_source(links, source) for source in brief.sources),
        )
    if disclaimer:
        blocks.append(Paragraph(disclaimer))
    return page(links, without_citations(tuple(blocks)))._replace(about=about(brief))


def _recommendation(links: Links, number: int, recommendation: Recommendation) -> Card:
    return Card(
        plain(recommendation.title),
        (
            Paragraph(inline(recommendation.action)),
            Fields(
                (
                    ("To act", plain(links.actors[recommendation.actor].name)),
                    ("Rests on", strength(links, recommendation)),
                    ("Status", words.status(links, recommendation)),
                )
            ),
        ),
        recommendation.id,
        level=3,
        number=number,
    )
