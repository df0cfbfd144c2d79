"""Where words of a table may be broken, so that its columns are as wide as their words and it fits on paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from kzcli.page import Text, plain_words
from kzcli.writers import BLANKS

_PAPER = 88
"""How many characters of a table stand side by side on paper, where nothing can be scrolled."""
_PHONE = 45
_GAP = 2
_LENGTHS = range(30, 11, -1)
"""How long a word in a table can be before it is broken; the more columns have long ones, the shorter."""
_ENDS = ("/", "-", "_", ".", "?", "=", "&amp;")
_OF_TABLE = "</?(?:t[dhr]|thead|tbody|table)\\b[^>]*>"
_WORD = re.compile(f"{_OF_TABLE}|((?:(?!{_OF_TABLE})<[^>]*>|[^{BLANKS}<])+)")
_PIECE = re.compile(r"<[^>]*>|&[^;]+;|.", re.DOTALL)
_PROSE = 24
"""So wide a column of running text is pleasant to read."""


def table_fit(rows: Iterable[tuple[Text, ...]]) -> tuple[str, int]:
    """What a table needs to fit: its class, and how long its words can be, of all columns the longest broken first.

    A "wide" one is better scrolled on a phone than made as narrow as its words allow. In a "narrow" one words
    break for the paper's sake, and so not on a screen. On paper a "crowded" one has smaller letters, and breaks words
    wherever it must.
    """
    longest: dict[int, int] = {}
    widest: dict[int, int] = {}
    for row in rows:
        for column, cell in enumerate(row):
            text = plain_words(cell)
            longest[column] = max([longest.get(column, 0), *map(len, re.split(f"[{BLANKS}]", text))])
            widest[column] = max(widest.get(column, 0), len(text))
    for length in _LENGTHS:
        if _side_by_side(longest, length) <= _PAPER:
            if length < _LENGTHS[0]:
                return "wide narrow", length
            return "wide" if _side_by_side(widest, _PROSE) > _PHONE else "", length
    return "crowded narrow", _LENGTHS[-1]


def _side_by_side(columns: dict[int, int], most: int) -> int:
    return sum(min(one, most) + _GAP for one in columns.values())


def break_words(html: str, length: int) -> str:
    """HTML of a table with places to break at within its words that are longer than that, also across inline tags."""
    return _WORD.sub(lambda match: _broken(match[0], length) if match[1] else match[0], html)


def _broken(word: str, length: int) -> str:
    if len(word) <= length:
        return word
    pieces = _PIECE.findall(word)
    letters = [index for index, piece in enumerate(pieces) if not piece.startswith("<")]
    start = 0
    while len(letters) - start > length:
        start += _cut([pieces[index] for index in letters[start : start + length + 1]])
        pieces[letters[start - 1]] += "<wbr>"
    return "".join(pieces)


def _cut(letters: list[str]) -> int:
    """How many letters stand before the break: up to punctuation in the second half, else all but one.

    Not before an accent, unless there is nothing else.
    """
    length = len(letters) - 1
    ends = [cut for cut in range(length // 2, length + 1) if letters[cut - 1] in _ENDS]
    cut = ends[-1] if ends else length
    while cut and unicodedata.combining(letters[cut][0]):
        cut -= 1
    return cut or length
