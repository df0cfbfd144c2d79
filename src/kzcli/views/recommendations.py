"""Recommendations: what is to be done, by whom, on what evidence, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.links import history, standing
from kzcli.markup import blocks, inline
from kzcli.page import Block, Bullets, Card, Fields, Paragraph, Row, Span, Text, id_text, plain
from kzcli.values import HORIZONS, show_word
from kzcli.views import view_of_rows
from kzcli.views.mentions import citation_list, claims_list, named, title_line
from kzcli.views.strengths import graded, strength
from kzcli.views.words import (
    day,
    for_people,
    for_programs,
    ids,
    items_list,
    labelled,
    labelled_cell,
    limit_cells,
    row,
    status,
    word,
)

if TYPE_CHECKING:
    from pydantic import BaseModel

    from kzcli.brief import Recommendation, Update
    from kzcli.links import Links


def _row(links: Links, recommendation: Recommendation) -> Row:
    strong = links.strength(recommendation)
    said = for_people(graded(links, recommendation))
    return row(
        id_text(recommendation.id),
        plain(recommendation.title),
        labelled_cell("for", ids([recommendation.actor])),
        (*for_programs(strong.level), *said) if strong else said,
        *limit_cells(strong),
        word(standing(recommendation, links.brief.as_of).status),
        labelled_cell("serves", ids(recommendation.goals)),
    )


def _card(links: Links, recommendation: Recommendation) -> Card:
    actor = links.actors[recommendation.actor]
    horizon = recommendation.horizon
    when: Text = (Span(f"{horizon} term, {HORIZONS[horizon]}", exact=horizon),) if horizon else ()
    goals = items_list(title_line(links, links.goals[id].title, id) for id in recommendation.goals)
    updates = history(recommendation)
    since = all(update.date > links.brief.as_of for update in updates)
    happened = tuple(_update(links, update, later=not since) for update in updates)
    return Card(
        plain(recommendation.title),
        (
            Paragraph(inline(recommendation.action)),
            Fields(
                (
                    ("To act", named(links, actor.id, actor.name)),
                    ("When", when),
                    ("Rests on", strength(links, recommendation)),
                    ("Status", status(links, recommendation)),
                )
            ),
            *labelled("Serves", goals),
            *labelled("Why", blocks(recommendation.rationale) if recommendation.rationale else ()),
            *labelled("Needs", claims_list(links, recommendation.evidence)),
            *labelled("Against", claims_list(links, recommendation.against)),
            *labelled("Risks", items_list(map(inline, recommendation.risks))),
            *labelled("Done when", items_list(map(inline, recommendation.indicators))),
            *labelled("What happened since" if since else "What happened", (Bullets(happened),) if happened else ()),
        ),
        recommendation.id,
    )


def _update(links: Links, update: Update, *, later: bool) -> tuple[Block, ...]:
    """An entry of the history.

    Args:
        links: the brief's items.
        update: the entry.
        later: whether one that is later than the brief is marked so.
    """
    response = "no response" if update.response == "none" else show_word(update.response)
    head = (
        *day(update.date),
        Span(", later than the brief: " if later and update.date > links.brief.as_of else ": "),
        *word(update.status),
        Span(", "),
        Span(response, exact=update.response),
    )
    note = (Span(". "), *inline(update.note)) if update.note else ()
    return (Paragraph((*head, *note)), *citation_list(links, update.sources))


def _data(links: Links, recommendation: Recommendation) -> BaseModel:
    from kzcli.views.data import recommendation_data

    return recommendation_data(links, recommendation)


VIEW = view_of_rows(
    ("id", "title", "actor", "strength", "limited_by", "limited_because", "status", "goals"),
    lambda brief: brief.recommendations,
    _row,
    _card,
    data=_data,
)
