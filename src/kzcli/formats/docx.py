"""Word: the brief as a document that can be edited, with real footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.formats.document import document
from kzcli.writers.docx import write_docx

if TYPE_CHECKING:
    from kzcli.brief import Brief
    from kzcli.formats import Options


def export(brief: Brief, options: Options) -> bytes:
    """The brief as a Word document with a footnote for each claim that a text cites."""
    return write_docx(document(brief, options), options.paper)
