"""Writers turn a page into what people read. A writer is a function from a page to text; it opens nothing."""

from __future__ import annotations

import os

from kzcli.clean import clean
from kzcli.page import Span, Text


def escape_xml(text: str) -> str:
    """Plain text as HTML and XML can hold it, also within an attribute, with nothing in it that acts."""
    text = clean(text)
    if "&" in text:
        text = text.replace("&", "&amp;")
    return text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def read_asset(name: str) -> str:
    """A file that stands beside the writers, such as a style sheet."""
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as file:
        return file.read()


def with_addresses(text: Text) -> Text:
    """A text in which each link is followed by its address, where the address is not the text itself.

    For writers that cannot make a link of it: an address that nobody sees cannot be judged.
    """
    made: list[Span] = []
    for index, span in enumerate(text):
        made.append(span)
        if "link" not in span.styles or span.target in (span.text, f"mailto:{span.text}"):
            continue
        following = text[index + 1] if index + 1 < len(text) else None
        if following is None or following.target != span.target or "link" not in following.styles:
            made.append(Span(f" <{span.target}>", ("muted",)))
    return tuple(made)
