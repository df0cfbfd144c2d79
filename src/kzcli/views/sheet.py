"""The sheet: what matters most of a brief, short enough for one printed page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.links import Links
from kzcli.markup import inline
from kzcli.page import Block, Bullets, Card, Fields, Heading, Page, Paragraph, Span, Text, id_text, join, plain
from kzcli.page_walk import without_citations
from kzcli.views import words
from kzcli.views.document import about
from kzcli.views.summary import bottom_line, byline, points

if TYPE_CHECKING:
    from kzcli.brief import Brief, Recommendation, Source


def sheet_page(brief: Brief) -> Page:
    """A brief in short: its bottom line, goals, recommendations and sources; without notes."""
    links = Links(brief)
    goals = tuple((Paragraph((*plain(goal.title), Span(" "), *id_text(goal.id))),) for goal in brief.goals)
    disclaimer = tuple(span._replace(styles=(*span.styles, "muted")) for span in inline(brief.disclaimer or ""))
    blocks: list[Block] = [Heading(1, plain(brief.title)), Paragraph(byline(brief, links)), bottom_line(brief)]
    blocks += points(brief)
    if goals:
        blocks += (Heading(2, plain("Goals")), Bullets(goals, 1))
    if brief.recommendations:
        blocks.append(Heading(2, plain("Recommendations")))
        blocks += (_recommendation(links, number, one) for number, one in enumerate(brief.recommendations, 1))
    if brief.sources:
        blocks += (Heading(2, plain("Sources")), *words.items_list(map(_source, brief.sources)))
    if disclaimer:
        blocks.append(Paragraph(disclaimer))
    return words.page(links, without_citations(tuple(blocks)))._replace(about=about(brief))


def _recommendation(links: Links, number: int, recommendation: Recommendation) -> Card:
    return Card(
        plain(recommendation.title),
        (
            Paragraph(inline(recommendation.action)),
            Fields(
                (
                    ("To act", plain(links.actors[recommendation.actor].name)),
                    ("Rests on", words.strength(links, recommendation)),
                    ("Status", words.status(recommendation)),
                )
            ),
        ),
        recommendation.id,
        level=3,
        number=number,
    )


def _source(source: Source) -> Text:
    """A source in a few words: its id, who speaks in it, and when."""
    who = words.who(source)
    said = (Span(who, ("link",), source.url),) if source.url else plain(who)
    return words.with_id(source.id, join([said, words.partial_date(source.date)], ", "))
