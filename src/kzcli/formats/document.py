"""A brief as the document that HTML, PDF, Word, EPUB and Markdown are written from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.views.document import document_page

if TYPE_CHECKING:
    from kzcli.brief import Brief
    from kzcli.formats import Options
    from kzcli.page import Page


def document(brief: Brief, options: Options) -> Page:
    """The document that is asked for."""
    return document_page(brief, options.parts, notes=options.notes, seen_on=options.seen_on)
