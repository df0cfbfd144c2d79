"""Actors: the states, organisations, companies, persons and offices that a brief is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.markup import inline
from kzcli.page import Block, Card, Fields, Row, id_text, plain
from kzcli.views import view_of_rows
from kzcli.views.mentions import claim_line, title_line
from kzcli.views.strengths import recommendations_list
from kzcli.views.words import items_list, labelled, row, word

if TYPE_CHECKING:
    from kzcli.brief import Actor
    from kzcli.links import Links


def _row(links: Links, actor: Actor) -> Row:
    return row(id_text(actor.id), plain(actor.name), word(actor.kind), inline(actor.role) if actor.role else ())


def _card(links: Links, actor: Actor) -> Card:
    return Card(
        plain(actor.name),
        (Fields((("Kind", word(actor.kind)), ("Role", inline(actor.role) if actor.role else ()))),),
        actor.id,
    )


def _related(links: Links, actor: Actor) -> tuple[Block, ...]:
    to_act = [one for one in links.recommendations.values() if one.actor == actor.id]
    goals = [one for one in links.goals.values() if one.owner == actor.id]
    claims = [one for one in links.claims.values() if actor.id in one.actors]
    return (
        *labelled("To act on", recommendations_list(links, to_act)),
        *labelled("Goals", items_list(title_line(links, goal.title, goal.id) for goal in goals)),
        *labelled("Claims about it", items_list(claim_line(links, one) for one in claims)),
    )


VIEW = view_of_rows(("id", "name", "kind", "role"), lambda brief: brief.actors, _row, _card, _related)
