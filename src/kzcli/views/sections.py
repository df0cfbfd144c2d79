"""Sections: the parts of the running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.markup import blocks
from kzcli.page import Card, Row, Span, id_text, plain
from kzcli.page_walk import spans
from kzcli.values import show_count
from kzcli.views import view_of_rows
from kzcli.views.words import row

if TYPE_CHECKING:
    from kzcli.brief import Section
    from kzcli.links import Links


def _row(links: Links, section: Section) -> Row:
    body = tuple(spans(blocks(section.body)))
    words = sum(len(span.text.split()) for span in body if "citation" not in span.styles)
    claims = len({span.target for span in body if "citation" in span.styles})
    return row(
        id_text(section.id),
        plain(section.title),
        (Span(f"{words} words", exact=str(words)),),
        (Span(show_count(claims, "claim"), exact=str(claims)),),
    )


def _card(links: Links, section: Section) -> Card:
    return Card(plain(section.title), blocks(section.body), section.id)


VIEW = view_of_rows(("id", "title", "words", "claims"), lambda brief: brief.sections, _row, _card)
