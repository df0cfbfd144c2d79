"""Markdown: the brief as one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.formats.document import document
from kzcli.writers.markdown import front_matter, write_markdown

if TYPE_CHECKING:
    from kzcli.brief import Brief
    from kzcli.formats import Options


def export(brief: Brief, options: Options) -> bytes:
    """The brief as Markdown with a footnote for each claim that a text cites."""
    page = document(brief, options)
    before = front_matter(page) if options.front_matter else ""
    return f"{before}{write_markdown(page)}".encode()
