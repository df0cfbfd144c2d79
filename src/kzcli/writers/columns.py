"""How wide the columns of a table are, where nothing can be scrolled and no program finds it out itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from kzcli.writers import BLANKS

if TYPE_CHECKING:
    from kzcli.page import Span, Text

# Lengths are twentieths of a point, as most of Word's are.
_LETTER, _SMALL_LETTER = 120, 90
"""How wide a letter of a cell may be, also in the fonts that stand in for Word's."""
_BOLD = 1.15
"""How much wider it may be in a header."""
_MARGIN, SMALL_MARGIN = 85, 40
"""What is left free at either side of a cell."""
_SLACK = 20
"""Lest what fits exactly does not."""
_LONGEST_WORD = 20
"""The letters of a word that are kept on a line if that is at all possible."""
_MOST_LETTERS = 480
"""What is longer asks for no more room than this, or would leave the others none."""
_WIDE = "\u2e80"
"""From here on letters are twice as wide, and a line may break before and after each."""
_WORD_ENDS = re.compile(f"[{BLANKS}]+|(?<=[-\u2013\u2014{_WIDE}-\ud7ff])")


class Columns(NamedTuple):
    """How a table's columns share its width."""

    widths: list[int]
    """In twentieths of a point."""
    small: bool
    """Whether their letters are to be small, as words would have to break else."""
    word: int
    """So many letters of a word have room in each; longer ones must break."""
    fits: bool = False
    """Whether there is room for all that each of them says on one line."""


def columns_of(rows: Sequence[Sequence[Text]], width: int) -> Columns:
    """How wide columns are: each has room for its longest word, and for all it says on one line if that is little.

    Args:
        rows: what stands in them, the header first.
        width: how wide all of them are, in twentieths of a point.
    """
    texts = [["".join(map(_shown, cell)) for cell in column] for column in zip(*rows, strict=False)]
    words = [max([_BOLD * _longest(head), *map(_longest, cells)]) for head, *cells in texts]
    letter, margins, cap = _LETTER, 2 * _MARGIN + _SLACK, _LONGEST_WORD
    least = [round(letter * min(word, cap)) + margins for word in words]
    small = sum(least) > width
    if small:
        letter, margins = _SMALL_LETTER, 2 * SMALL_MARGIN + _SLACK
        while sum(least := [round(letter * min(word, cap)) + margins for word in words]) > width and cap > 1:
            cap -= 1
    if sum(least) > width:
        return Columns([width // len(least)] * len(least), small, cap)
    lengths = [[_length(cell) for cell in column] for column in texts]
    counted = [min(max(column), 12 + 3 * sum(column) // len(column), _MOST_LETTERS) for column in lengths]
    wanted = [letter * count + margins for count in counted]
    more = [max(whole - one, 0) for whole, one in zip(wanted, least, strict=True)]
    fits = sum(letter * max(column) + margins for column in lengths) <= width
    return Columns(_shared(least, more, width - sum(least)), small, cap, fits)


def _shared(least: list[int], more: list[int], room: int) -> list[int]:
    """The least widths and the room besides: first for those that ask for little more, the rest for the others."""
    made = list(least)
    waiting = sorted(range(len(more)), key=more.__getitem__)
    while waiting and more[waiting[0]] * len(waiting) <= room:
        made[waiting[0]] += more[waiting[0]]
        room -= more[waiting.pop(0)]
    shares = {index: more[index] for index in waiting} or dict(enumerate(made))
    for index, share in shares.items():
        made[index] += room * share // sum(shares.values())
    return made


def _shown(span: Span) -> str:
    return "0" if "citation" in span.styles else span.text


def _longest(cell: str) -> int:
    return max(map(_length, _WORD_ENDS.split(cell)))


def _length(text: str) -> int:
    return len(text) + sum(letter >= _WIDE for letter in text)
