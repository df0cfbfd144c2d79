"""PDF: the whole brief as a typeset document, or what matters most of it on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.writers.pdf import write_pdf

if TYPE_CHECKING:
    from kzcli.brief import Brief
    from kzcli.formats import Options


def export(brief: Brief, options: Options) -> bytes:
    """The brief as PDF, with a footnote for each claim that a text cites."""
    if options.one_page:
        from kzcli.views.sheet import sheet_page

        return write_pdf(sheet_page(brief, options.seen_on), options.paper, one_page=True)
    from kzcli.formats.document import document

    return write_pdf(document(brief, options), options.paper)
