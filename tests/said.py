"""What a brief says, so that a test can look for it in what a reader of an export gets out."""

from __future__ import annotations

import re

from kzcli.brief import Brief, Markup
from kzcli.clean import clean, clean_lines
from kzcli.markup import blocks, inline
from kzcli.page import Code
from kzcli.page_walk import spans, walk
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


VOCABULARY = ("id", "unit", "date", "kind", "confidence", "likelihood", "horizon", "status", "response", "language")
"""Fields whose words are shown in other words, or in the properties of a document."""


def spoken(brief: Brief) -> list[str]:
    """What a reader must find: each text as its own Markdown means it, ids and enumerated words apart."""
    found = []
    for text in texts(brief.model_dump()):
        if isinstance(text.mark, Markup):
            made = blocks(text.value) if text.mark.blocks else inline(text.value)
            found += [clean(span.text) for span in spans(made) if "citation" not in span.styles]
            found += [line for code in walk(made) if isinstance(code, Code) for line in clean_lines(code.text)]
        elif text.path[-1] not in VOCABULARY and not for_check(text.path):
            found.append(clean(text.value))
    return found


def for_check(path: tuple[str | int, ...]) -> bool:
    """Whether something is there for `check` and those who write the brief, not for its readers."""
    return path[0] == "exceptions" or path[-1] in ("text", "shelf_life")


def said(brief: Brief) -> list[str]:
    """The same, squeezed."""
    return [text for text in map(squeeze, spoken(brief)) if text]
