"""What a brief says, so that a test can look for it in what a reader of an export gets out."""

from __future__ import annotations

import re

from kzcli.brief import Brief, Markup
from kzcli.clean import clean
from kzcli.markup import blocks, inline
from kzcli.page_walk import spans
from kzcli.references import texts


def squeeze(text: str) -> str:
    """A text without what typesetting may change: spaces and the shapes of quotation marks and dashes."""
    for curly, straight in (
        ("“", '"'),
        ("”", '"'),
        ("‘", "'"),
        ("’", "'"),
        ("—", "---"),
        ("–", "--"),
        ("…", "..."),
        ("\xa0", " "),
    ):
        text = text.replace(curly, straight)
    return re.sub(r"\s+", "", text)


def said(brief: Brief) -> list[str]:
    """What a reader must find: each text as its own Markdown means it, ids and enumerated words apart."""
    found = []
    for text in texts(brief.model_dump()):
        if isinstance(text.mark, Markup):
            made = blocks(text.value) if text.mark.blocks else inline(text.value)
            found += [clean(span.text) for span in spans(made) if "citation" not in span.styles]
        elif text.path[-1] not in (
            "id",
            "unit",
            "date",
            "kind",
            "confidence",
            "likelihood",
            "horizon",
            "status",
            "response",
        ):
            found.append(clean(text.value))
    return [text for text in map(squeeze, found) if text]
