"""Where words of a table may be broken, so that its columns are as wide as their words and it fits on paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from kzcli.page import Text, plain_words

_PAPER = 88
"""How many characters of a table stand side by side on paper, where nothing can be scrolled."""
_PHONE = 45
_GAP = 2
_LENGTHS = range(30, 11, -1)
"""How long a word in a table can be before it is broken; the more columns have long ones, the shorter."""
_PROSE = 24
"""So wide a column of running text is pleasant to read."""


def table_fit(rows: Iterable[tuple[Text, ...]]) -> tuple[str, int]:
    """What a table needs to fit: its class, and how long its words can be, of all columns the longest broken first.

    A "wide" one is better scrolled on a phone than made as narrow as its words allow; on paper a "crowded" one has
    smaller letters, and breaks words wherever it must.
    """
    longest: dict[int, int] = {}
    widest: dict[int, int] = {}
    for row in rows:
        for column, cell in enumerate(row):
            text = plain_words(cell)
            longest[column] = max([longest.get(column, 0), *map(len, text.split())])
            widest[column] = max(widest.get(column, 0), len(text))
    for length in _LENGTHS:
        if _side_by_side(longest, length) <= _PAPER:
            return "wide" if _side_by_side(widest, _PROSE) > _PHONE else "", length
    return "crowded", _LENGTHS[-1]


def _side_by_side(columns: dict[int, int], most: int) -> int:
    return sum(min(one, most) + _GAP for one in columns.values())


def break_words(html: str, length: int) -> str:
    """HTML with places to break at within its words that are longer than that, after their punctuation if any."""

    def broken(match: re.Match[str]) -> str:
        characters = re.findall(r"&[^;]+;|.", match[0])
        if match[0].startswith("<") or len(characters) <= length:
            return match[0]
        pieces = []
        while len(characters) > length:
            cut = _cut(characters, length)
            pieces.append("".join(characters[:cut]))
            characters = characters[cut:]
        return "<wbr>".join([*pieces, "".join(characters)])

    return re.sub(r"<[^>]*>|[^\s<]+", broken, html)


def _cut(characters: list[str], length: int) -> int:
    """Where to break: after punctuation in the second half, else as late as may be, but not before an accent."""
    ends = [
        cut for cut in range(length // 2, length + 1) if characters[cut - 1] in ("/", "-", "_", ".", "?", "=", "&amp;")
    ]
    cut = ends[-1] if ends else length
    while cut > 1 and unicodedata.combining(characters[cut][0]):
        cut -= 1
    return cut
