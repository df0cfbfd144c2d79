"""EPUB: the brief as a book for reading devices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.formats.document import document
from kzcli.writers.epub import write_epub

if TYPE_CHECKING:
    from kzcli.brief import Brief
    from kzcli.formats import Options


def export(brief: Brief, options: Options) -> bytes:
    """The brief as a book with a note for each claim that a text cites."""
    return write_epub(document(brief, options))
