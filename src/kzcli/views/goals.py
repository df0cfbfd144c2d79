"""Goals: the aims that a brief measures its recommendations against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.markup import inline
from kzcli.page import Block, Card, Fields, Paragraph, Row, id_text, plain
from kzcli.views import view_of_rows
from kzcli.views.mentions import citation_line, citation_list, named
from kzcli.views.strengths import recommendations_list
from kzcli.views.words import ids, labelled, labelled_cell, row

if TYPE_CHECKING:
    from kzcli.brief import Goal, Recommendation
    from kzcli.links import Links


def _serving(links: Links, goal: Goal) -> list[Recommendation]:
    return [one for one in links.recommendations.values() if goal.id in one.goals]


def _row(links: Links, goal: Goal) -> Row:
    serving = ids(one.id for one in _serving(links, goal))
    owner = ids([goal.owner] if goal.owner else [])
    return row(
        id_text(goal.id),
        plain(goal.title),
        labelled_cell("owner", owner),
        labelled_cell("served by", serving),
    )


def _card(links: Links, goal: Goal) -> Card:
    stated = citation_line(links, goal.sources)
    owner = named(links, goal.owner, links.actors[goal.owner].name) if goal.owner else ()
    return Card(
        plain(goal.title),
        (
            Paragraph(inline(goal.statement)),
            Fields((("Owner", owner), ("Stated in", stated))),
            *(() if stated else labelled("Stated in", citation_list(links, goal.sources))),
        ),
        goal.id,
    )


def _related(links: Links, goal: Goal) -> tuple[Block, ...]:
    return labelled("Served by", recommendations_list(links, _serving(links, goal)))


VIEW = view_of_rows(("id", "title", "owner", "recommendations"), lambda brief: brief.goals, _row, _card, _related)
