"""Sources: where the claims come from, and through whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.markup import inline
from kzcli.page import Block, Card, Fields, Row, Span, Text, id_text, plain
from kzcli.views import view_of_rows
from kzcli.views.mentions import DocumentLinks, claim_line, title_line
from kzcli.views.strengths import recommendations_list
from kzcli.views.words import day, ids, items_list, labelled, labelled_cell, optional, partial_date, row, word

if TYPE_CHECKING:
    from kzcli.brief import Source
    from kzcli.links import Links


def _row(links: Links, source: Source) -> Row:
    return row(
        id_text(source.id),
        plain(source.title),
        word(source.kind),
        plain(", ".join(source.authors)) if source.authors else (),
        optional(source.publisher),
        partial_date(source.date),
        labelled_cell("through", ids([source.via] if source.via else [])),
        address(source),
    )


def address(source: Source) -> Text:
    """A source's address as a link."""
    return (Span(source.url, ("link",), source.url),) if source.url else ()


def _card(links: Links, source: Source) -> Card:
    label = links.labels[source.id] if isinstance(links, DocumentLinks) else ""
    via = title_line(links, links.sources[source.via].title, source.via) if source.via else ()
    return Card(
        plain(source.title),
        (
            Fields(
                (
                    ("Cited as", plain(label) if label not in ("", source.title) else ()),
                    ("Kind", word(source.kind)),
                    ("By", plain("; ".join(source.authors)) if source.authors else ()),
                    ("Publisher", optional(source.publisher)),
                    ("Date", partial_date(source.date)),
                    ("Address", address(source)),
                    ("Last read", day(source.accessed)),
                    ("Known through", via),
                    ("Quality", inline(source.note) if source.note else ()),
                )
            ),
        ),
        source.id,
    )


def _related(links: Links, source: Source) -> tuple[Block, ...]:
    claims = [one for one in links.claims.values() if any(cited.id == source.id for cited in one.sources)]
    goals = [one for one in links.goals.values() if any(cited.id == source.id for cited in one.sources)]
    updated = [
        one
        for one in links.recommendations.values()
        if any(cited.id == source.id for update in one.updates for cited in update.sources)
    ]
    return (
        *labelled("Claims from it", items_list(claim_line(links, one) for one in claims)),
        *labelled("Goals stated in it", items_list(title_line(links, goal.title, goal.id) for goal in goals)),
        *labelled("Updates from it", recommendations_list(links, updated)),
    )


VIEW = view_of_rows(
    ("id", "title", "kind", "authors", "publisher", "date", "via", "url"),
    lambda brief: brief.sources,
    _row,
    _card,
    _related,
)
