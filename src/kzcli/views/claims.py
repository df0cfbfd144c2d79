"""Claims: the statements that a brief rests on, each with its kind, confidence and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.markup import inline
from kzcli.page import Block, Card, Fields, Paragraph, Row, Span, Text, id_text, plain
from kzcli.values import LIKELIHOODS, show_word
from kzcli.views import view_of_rows
from kzcli.views.mentions import citation_list, claim_line, claim_numbers, claims_list, named, references
from kzcli.views.strengths import limit, recommendations_list
from kzcli.views.words import (
    day,
    duration,
    for_programs,
    ids,
    items_list,
    labelled,
    labelled_cell,
    partial_date,
    quantity,
    row,
    word,
)

if TYPE_CHECKING:
    from pydantic import BaseModel

    from kzcli.brief import Claim
    from kzcli.links import Links
    from kzcli.views.mentions import DocumentLinks


def _row(links: Links, claim: Claim) -> Row:
    return row(
        id_text(claim.id),
        inline(claim.statement),
        word(claim.kind),
        word(claim.confidence, "confidence"),
        word(claim.likelihood),
        partial_date(claim.date),
        labelled_cell("from", ids(dict.fromkeys(citation.id for citation in claim.sources))),
        _strength(links, claim),
    )


def _strength(links: Links, claim: Claim) -> Text:
    """How strong a claim is: people are told where that is less than its confidence."""
    strong = links.strengths[claim.id]
    if strong.level == claim.confidence:
        return for_programs(strong.level)
    return word(strong.level, "strength")


def _card(links: Links, claim: Claim) -> Card:
    actors = items_list(named(links, id, links.actors[id].name) for id in claim.actors)
    return Card(
        plain("Claim"),
        (
            Paragraph(inline(claim.statement)),
            Fields(_fields(links, claim)),
            *labelled("From", citation_list(links, claim.sources)),
            *labelled("Rests on", claims_list(links, claim.rests_on)),
            *labelled("Contradicts", claims_list(links, claim.contradicts)),
            *labelled("About", actors),
        ),
        claim.id,
    )


def entry(links: DocumentLinks, claim: Claim) -> Card:
    """A claim as an entry of a register that stands beside those of sources and actors: it says nothing that they say.

    Its number and id say more than a heading "Claim" would.
    """
    actors = [links.actors[id].name for id in claim.actors]
    return Card(
        (),
        (
            Paragraph(inline(claim.statement)),
            Fields(
                (
                    *_fields(links, claim),
                    ("From", references(links, claim.sources)),
                    ("Rests on", claim_numbers(links, claim.rests_on)),
                    ("Contradicts", claim_numbers(links, claim.contradicts)),
                    ("About", plain(", ".join(actors)) if actors else ()),
                )
            ),
        ),
        claim.id,
        level=3,
    )


def _fields(links: Links, claim: Claim) -> tuple[tuple[str, Text], ...]:
    likelihood = claim.likelihood
    likely: Text = ()
    if likelihood:
        likely = (Span(f"{show_word(likelihood)}, {LIKELIHOODS[likelihood]}", exact=likelihood),)
    strong = links.strengths[claim.id]
    weaker = (*word(strong.level), Span(", limited by "), *limit(links, strong))
    measured = (*quantity(claim.quantity), Span(f": {claim.quantity.measure}")) if claim.quantity else ()
    return (
        ("Kind", word(claim.kind)),
        ("Confidence", word(claim.confidence)),
        ("Strength", () if strong.level == claim.confidence else weaker),
        ("Likelihood", likely),
        ("Date", partial_date(claim.date)),
        ("Quantity", measured),
        ("Good for", duration(claim.quantity.shelf_life) if claim.quantity else ()),
        ("If wrong", inline(claim.if_wrong) if claim.if_wrong else ()),
        ("Review by", day(claim.review_by)),
    )


def _related(links: Links, claim: Claim) -> tuple[Block, ...]:
    everything = links.recommendations.values()
    others = links.claims.values()
    return (
        *labelled(
            "Contradicted by", items_list(claim_line(links, one) for one in others if claim.id in one.contradicts)
        ),
        *labelled(
            "Claims that rest on it", items_list(claim_line(links, one) for one in others if claim.id in one.rests_on)
        ),
        *labelled("Needed by", recommendations_list(links, (one for one in everything if claim.id in one.evidence))),
        *labelled(
            "Speaks against", recommendations_list(links, (one for one in everything if claim.id in one.against))
        ),
    )


def _data(links: Links, claim: Claim) -> BaseModel:
    from kzcli.views.data import claim_data

    return claim_data(links, claim)


VIEW = view_of_rows(
    ("id", "statement", "kind", "confidence", "likelihood", "date", "sources", "strength"),
    lambda brief: brief.claims,
    _row,
    _card,
    _related,
    _data,
)
