"""Claims: the statements that a brief rests on, each with its kind, confidence and sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kzcli.markup import inline
from kzcli.page import Block, Card, Fields, Paragraph, Row, Span, Text, id_text, join, plain
from kzcli.values import LIKELIHOODS, show_word
from kzcli.views import view_of_rows
from kzcli.views.words import (
    citation_list,
    claim_line,
    claims_list,
    day,
    ids,
    items_list,
    labelled,
    labelled_cell,
    named,
    partial_date,
    quantity,
    references,
    row,
    title_line,
    word,
)

if TYPE_CHECKING:
    from kzcli.brief import Claim, Recommendation
    from kzcli.links import Links


def _row(links: Links, claim: Claim) -> Row:
    return row(
        id_text(claim.id),
        inline(claim.statement),
        word(claim.kind),
        word(claim.confidence, "confidence"),
        word(claim.likelihood),
        partial_date(claim.date),
        labelled_cell("from", ids(dict.fromkeys(citation.id for citation in claim.sources))),
    )


def _card(links: Links, claim: Claim) -> Card:
    actors = items_list(named(id, links.actors[id].name) for id in claim.actors)
    return Card(
        plain("Claim"),
        (
            Paragraph(inline(claim.statement)),
            Fields(_fields(claim)),
            *labelled("From", citation_list(links, claim.sources)),
            *labelled("Rests on", claims_list(links, claim.rests_on)),
            *labelled("Contradicts", claims_list(links, claim.contradicts)),
            *labelled("About", actors),
        ),
        claim.id,
    )


def entry(links: Links, claim: Claim) -> Card:
    """A claim as an entry of a register that stands beside those of sources and actors: it says nothing that they say.

    Its id says more than a heading "Claim" would.
    """
    actors = join([named(id, links.actors[id].name) for id in claim.actors], ", ")
    return Card(
        (),
        (
            Paragraph(inline(claim.statement)),
            Fields(
                (
                    *_fields(claim),
                    ("From", references(links, claim.sources, full=False)),
                    ("Rests on", ids(claim.rests_on)),
                    ("Contradicts", ids(claim.contradicts)),
                    ("About", actors),
                )
            ),
        ),
        claim.id,
        level=3,
    )


def _fields(claim: Claim) -> tuple[tuple[str, Text], ...]:
    likelihood = claim.likelihood
    likely: Text = ()
    if likelihood:
        likely = (Span(f"{show_word(likelihood)}, {LIKELIHOODS[likelihood]}", exact=likelihood),)
    measured = (*quantity(claim.quantity), Span(f": {claim.quantity.measure}")) if claim.quantity else ()
    return (
        ("Kind", word(claim.kind)),
        ("Confidence", word(claim.confidence)),
        ("Likelihood", likely),
        ("Date", partial_date(claim.date)),
        ("Quantity", measured),
        ("If wrong", inline(claim.if_wrong) if claim.if_wrong else ()),
        ("Review by", day(claim.review_by)),
    )


def _related(links: Links, claim: Claim) -> tuple[Block, ...]:
    everything = links.recommendations.values()
    others = links.claims.values()
    return (
        *labelled("Contradicted by", items_list(claim_line(one) for one in others if claim.id in one.contradicts)),
        *labelled("Claims that rest on it", items_list(claim_line(one) for one in others if claim.id in one.rests_on)),
        *labelled("Needed by", _titles(one for one in everything if claim.id in one.evidence)),
        *labelled("Speaks against", _titles(one for one in everything if claim.id in one.against)),
    )


def _titles(items: Iterable[Recommendation]) -> tuple[Block, ...]:
    return items_list(title_line(item.title, item.id) for item in items)


VIEW = view_of_rows(
    ("id", "statement", "kind", "confidence", "likelihood", "date", "sources"),
    lambda brief: brief.claims,
    _row,
    _card,
    _related,
)
