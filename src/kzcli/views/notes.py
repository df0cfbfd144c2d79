"""Pages of a brief, with a note for each claim that they cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.markup import inline
from kzcli.page import Block, Note, Page, Span, Text, id_text, join
from kzcli.page_walk import nest, spans
from kzcli.views.mentions import confidence, mention, references
from kzcli.views.words import word

if TYPE_CHECKING:
    from kzcli.brief import Claim
    from kzcli.links import Links


def page(
    links: Links, blocks: tuple[Block, ...], *, numbered: bool = False, hint: str = "", statements: bool = True
) -> Page:
    """A page of blocks, with a note for each claim that they cite.

    Args:
        links: the brief's items.
        blocks: what the page shows.
        numbered: whether citations are numbered and the notes stand below.
        hint: where a reader may go next.
        statements: whether notes say what the claims state; not where the page has the claims themselves.
    """
    cited = dict.fromkeys(span.target for span in spans(blocks) if "citation" in span.styles)
    notes = tuple(
        Note(id, note(links, links.claims[id], statement=statements), mention(links, id, first=True) or id_text(id))
        for id in cited
    )
    return Page(nest(blocks), notes, numbered, hint)


def note(links: Links, claim: Claim, *, statement: bool = True) -> Text:
    """What a citation of a claim says: the claim, how sure it is, and where it comes from.

    Citations inside the statement are shown as ids, so that a note never needs notes of its own.
    """
    kind = join([word(claim.kind), confidence(links, claim, "confidence")], ", ")
    origin = references(links, claim.sources)
    end = () if not origin or origin[-1].text.endswith(".") else (Span("."),)
    if not statement:
        first, *others = kind
        said = (first._replace(text=first.text.capitalize()), *others, Span("."))
    else:
        said = (*_without_notes(inline(claim.statement)), Span(" ("), *kind, Span(")"))
    return (*said, *((Span(" "), *origin, *end) if origin else ()))


def _without_notes(text: Text) -> Text:
    return tuple(
        Span(span.text, (*(style for style in span.styles if style != "citation"), "id"))
        if "citation" in span.styles
        else span
        for span in text
    )
