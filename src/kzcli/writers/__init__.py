"""Writers turn a page into what people read. A writer is a function from a page to text; it opens nothing."""

from __future__ import annotations

import os
from math import copysign
from typing import NamedTuple

from kzcli.clean import clean
from kzcli.page import Bars, Block, Card, Event, Fields, Span, Text

BLANKS = " \\t\\n\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
"""The blanks at which a line may break, in a set of a regular expression; at those of fixed width it may not."""

FEW_RECORDS = 16
"""So many entries of registers need no pages of their own."""

_RUNNING = 90  # characters of a title fit the head of a page


def escape_xml(text: str) -> str:
    """Plain text as HTML and XML can hold it, also within an attribute, with nothing in it that acts."""
    text = clean(text)
    if "&" in text:
        text = text.replace("&", "&amp;")
    return text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class Scale(NamedTuple):
    """Where bars are drawn, as parts of the whole width: they grow to the left and to the right from one zero."""

    zero: float
    """0 where nothing is negative."""
    bars: list[tuple[float, float]]
    """The start and the length of each."""

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything to draw."""
        return any(length for _, length in self.bars)


_LEAST = 0.01
"""So long, beside the longest, is the shortest bar on a scale of two sides, so that it is seen on which it is."""


def bar_scale(bars: Bars) -> Scale:
    """The scale of quantities, from the lowest or 0 to the highest or 0.

    All lengths are 0 where all quantities are, or where they have no unit in common.
    """
    values = [bar.value if bars.unit else 0 for bar in bars.bars]
    longest = max(map(abs, values)) or 1
    parts = [value / longest for value in values]  # first, as the whole of the quantities could be infinite
    if min(values) < 0:
        parts = [
            copysign(max(abs(part), _LEAST), value) if value else 0.0 for part, value in zip(parts, values, strict=True)
        ]
    low, high = abs(min(0.0, *parts)), max(0.0, *parts)
    whole = low + high or 1.0
    return Scale(low / whole, [((low + min(part, 0.0)) / whole, abs(part) / whole) for part in parts])


def running_title(title: str) -> str:
    """A title as it fits the head of every page."""
    title = clean(title)
    return title if len(title) <= _RUNNING else f"{title[: _RUNNING - 1].rstrip()}…"


def year_scale(events: tuple[Event, ...], most: int) -> tuple[int, int, int]:
    """A line of years for events: its first and last year, and how many there are from one mark on it to the next.

    Args:
        events: at least one.
        most: how many marks it may have, or a few more.
    """
    first, last = int(min(event.start for event in events)), int(max(event.end for event in events)) + 1
    steps = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
    return first, last, next(step for step in steps if (last - first) / step <= most)


def is_record(block: Block) -> bool:
    """Whether a block is an entry of a register: a card without a title, or of nothing but labelled values."""
    return isinstance(block, Card) and (
        not block.title or (block.number is None and all(isinstance(one, Fields) for one in block.blocks))
    )


def read_asset(name: str) -> str:
    """A file that stands beside the writers, such as a style sheet."""
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as file:
        return file.read()


def between_marks(span: Span, shown: str) -> str:
    """A span's text, between the marks of `git diff --word-diff` where it was deleted or inserted.

    For writers that have no look for it.
    """
    if "deleted" in span.styles:
        return f"[-{shown}-]"
    return f"{{+{shown}+}}" if "inserted" in span.styles else shown


def parted(text: Text) -> Text:
    """A text with a blank between what was deleted and what took its place, for writers whose marks can be unseen."""
    made: list[Span] = []
    for span in text:
        if made and "deleted" in made[-1].styles and "inserted" in span.styles:
            made.append(Span(" "))
        made.append(span)
    return tuple(made)


def text_lines(text: Text) -> list[Text]:
    """A text line by line, parted where it has breaks."""
    made: list[list[Span]] = [[]]
    for span in text:
        if "break" in span.styles:
            made.append([])
        else:
            made[-1].append(span)
    return list(map(tuple, made))


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
