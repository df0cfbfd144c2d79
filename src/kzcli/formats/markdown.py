"""Markdown: the whole brief as one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.views.reading import document_page
from kzcli.writers.markdown import write_markdown

if TYPE_CHECKING:
    from kzcli.brief import Brief


def export(brief: Brief) -> bytes:
    """The brief as Markdown with a footnote for each claim that a text cites."""
    return write_markdown(document_page(brief)).encode()
