"""HTML: one self-contained page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.formats.document import document
from kzcli.writers.html import write_html

if TYPE_CHECKING:
    from kzcli.brief import Brief
    from kzcli.formats import Options


def export(brief: Brief, options: Options) -> bytes:
    """The brief as a page with a note for each claim that a text cites."""
    return write_html(document(brief, options)).encode()
