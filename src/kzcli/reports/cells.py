"""Lines measured in a terminal's cells: wide, combining and acting characters, tabs, and what an encoding lacks."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from kzcli.clean import clean, fit

if TYPE_CHECKING:
    from collections.abc import Iterator

TAB = "    "
"""What stands for a tab, wherever it is: so a line looks the same at the edge and in a frame."""

_NEAR = 15
"""How many characters of context are given up so that it is cut between words."""


class Window(NamedTuple):
    """The part of a line that is shown, and where the words that are meant stand in it."""

    text: str
    before: int
    """Cells before the words."""
    across: int
    """Cells that the words take; at least one."""


def window(line: str, start: int, end: int, room: int, encoding: str) -> Window:
    """As much of a line around its words as there is room for.

    Args:
        line: a line of a file.
        start: the first character that is meant.
        end: the one after the last; at or before the first, where a place between characters is meant.
        room: how many cells there are.
        encoding: what the terminal can show.
    """
    # A character takes a cell or more, but for the few that combine: what is farther away cannot be in sight.
    reach = 4 * room
    end = min(max(end, start), start + reach)
    first, after = max(0, start - reach), min(len(line), end + reach)
    shown, offsets = _shown(line[first:after], encoding)
    begins, ends = _cells(shown)
    total = begins[-1]
    start_at, end_at = offsets[start - first], offsets[end - first]
    left = begins[start_at]
    right = max(ends[end_at - 1] if end_at > start_at else 0, left + 1)
    if first == 0 and after == len(line) and max(total, right) <= room:
        return Window(shown, left, right - left)

    mark = fit("…", encoding)
    spare = max(0, room - 2 * len(mark) - (right - left))
    # Where the words are cut anyway, the line's beginning is worth more than some more of them.
    from_start = first == 0 and (right <= room - len(mark) or (not spare and left <= room // 2))
    behind = total - right if after == len(line) else spare
    low = 0 if from_start else max(0, left - max(spare // 2, spare - behind))
    first_shown = next(index for index in range(len(begins)) if begins[index] >= low)
    if begins[first_shown] > left:
        first_shown = start_at
    cut_left = first > 0 or first_shown > 0
    if cut_left:
        space = shown.find(" ", first_shown, min(first_shown + _NEAR, start_at))
        first_shown = space + 1 if space >= 0 else first_shown
    base = begins[first_shown]
    edge = base + room - len(mark) * cut_left
    cut_right = after < len(line) or total > edge
    stop = len(shown)
    if cut_right:
        edge -= len(mark)
        while stop > first_shown and ends[stop - 1] > edge:
            stop -= 1
        space = shown.rfind(" ", max(end_at, stop - _NEAR), stop)
        stop = space if space > end_at else stop
        while stop > end_at and shown[stop - 1] == " ":
            stop -= 1
    text = f"{mark * cut_left}{shown[first_shown:stop]}{mark * cut_right}"
    right = max(min(right, ends[stop - 1] if stop else 0), left + 1)
    return Window(text, left - base + len(mark) * cut_left, right - left)


def wrap(text: str, width: int, first: int = 0, hang: int = 0) -> list[str]:
    """A text in lines that are no wider than they may be, broken between words where that can be.

    Args:
        text: clean text.
        width: how many cells a line may take.
        first: how many of them are taken in the first line.
        hang: how many are taken in the others.
    """
    lines, line, used = [], "", first
    for word in text.split():
        cells = width_of(word)
        if line and used + 1 + cells <= width:
            line, used = f"{line} {word}", used + 1 + cells
            continue
        if line or (used > hang and used + cells > width):
            lines.append(line)
            line, used = "", hang
        *heads, line = _cut(word, width - used, width - hang) if used + cells > width else [word]
        used = hang + width_of(line) if heads else used + cells
        lines += heads
    return [*lines, line]


def width_of(text: str) -> int:
    """How many cells a clean text takes."""
    return _cells(text)[0][-1]


def _cut(word: str, first: int, room: int) -> Iterator[str]:
    """A word in pieces that there is room for, each of a character at least; it is measured once, however long.

    Args:
        word: clean text.
        first: how many cells the first piece may take.
        room: how many the others may take.
    """
    begins, ends = _cells(word)
    start = 0
    while start < len(word):
        stop = max(start + 1, bisect_right(ends, begins[start] + (room if start else first), lo=start))
        yield word[start:stop]
        start = stop


def _shown(line: str, encoding: str) -> tuple[str, list[int]]:
    """A line as it can be shown, and where each of its characters, and its end, stand in that."""
    if line.isascii() and line.isprintable():
        return line, list(range(len(line) + 1))
    whole = fit(line, encoding) == line
    pieces = [_symbol(character) if whole else fit(_symbol(character), encoding) for character in line]
    offsets = [0]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    return "".join(pieces), offsets


def _symbol(character: str) -> str:
    if character == "\t":
        return TAB
    return "␍" if character == "\r" else clean(character)


def _cells(shown: str) -> tuple[list[int], list[int]]:
    """In which cell each character begins, and the end of the text; and after which cell each ends."""
    if shown.isascii():
        begins = list(range(len(shown) + 1))
        return begins, begins[1:]
    from rich.cells import split_graphemes

    spans, total = split_graphemes(shown)
    begins, ends, at = [], [], 0
    for first, after, cells in spans:
        begins += [at] * (after - first)
        at += cells
        ends += [at] * (after - first)
    return [*begins, total], ends
