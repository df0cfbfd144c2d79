"""Two texts word by word: what was deleted, what was inserted, what stayed.

The shortest way from one list of words to the other (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations",
1986), within a budget of steps: two texts that have little in common are not compared but stand side by side.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(r"\[\^[^\]\s]*\]|[^\s\[]+|\[")

MOST_EDITS = 400
"""How many words may differ between two texts for them to be compared word by word."""


class Word(NamedTuple):
    """A word with the punctuation that it bears, or a citation."""

    text: str
    spaced: bool
    """Whether a blank stands before it."""


class Piece(NamedTuple):
    """A stretch of words that stayed, or where others took their place."""

    kept: tuple[Word, ...] = ()
    deleted: tuple[Word, ...] = ()
    inserted: tuple[Word, ...] = ()


class Budget:
    """How many steps the comparisons of one page may take in all.

    Args:
        steps: each takes a fraction of a microsecond.
    """

    def __init__(self, steps: int = 3_000_000) -> None:
        self.steps = steps


def words(text: str) -> list[Word]:
    """The words of a text, without the blanks between them."""
    return [Word(match[0], match.start() > 0 and text[match.start() - 1].isspace()) for match in _TOKEN.finditer(text)]


def pieces(old: str, new: str, budget: Budget) -> list[Piece] | None:
    """What stayed and what did not, in order; none where too little stayed for that to be of use.

    Args:
        old: a text.
        new: another.
        budget: what may be spent; what is spent is taken from it.
    """
    one, two = words(old), words(new)
    start = _common([word.text for word in one], [word.text for word in two])
    rest, other = one[start:], two[start:]
    end = _common([word.text for word in reversed(rest)], [word.text for word in reversed(other)])
    left, right = rest[: len(rest) - end], other[: len(other) - end]
    middle = _compared(left, right, budget)
    if middle is None:
        middle = [Piece(deleted=tuple(left), inserted=tuple(right))]
    found = [Piece(kept=tuple(two[:start])), *middle, Piece(kept=tuple(other[len(right) :]))]
    kept = sum(len(piece.kept) for piece in found)
    if kept * 3 < max(len(one), len(two)):
        return None
    return [piece for piece in found if any(piece)]


def _common(one: list[str], two: list[str]) -> int:
    return next((index for index, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def _compared(old: list[Word], new: list[Word], budget: Budget) -> list[Piece] | None:
    trace = _trace([word.text for word in old], [word.text for word in new], budget)
    if trace is None:
        return None
    x, y = len(old), len(new)
    kept: list[tuple[int, int]] = []
    for edits in range(len(trace) - 1, -1, -1):
        ends, k = trace[edits], x - y
        if edits == 0:
            kept += ((x - step, y - step) for step in range(1, x + 1))
            break
        down = k == -edits or (k != edits and ends[k - 1] < ends[k + 1])
        before = ends[k + 1] if down else ends[k - 1]
        begin = before if down else before + 1
        kept += ((x - step, y - step) for step in range(1, x - begin + 1))
        x, y = before, before - (k + 1 if down else k - 1)
    return _tidied(old, new, kept[::-1])


def _trace(old: list[str], new: list[str], budget: Budget) -> list[dict[int, int]] | None:
    """How far each diagonal reaches before each edit; none where there are too many edits or steps."""
    ends = {1: 0}
    trace = []
    for edits in range(MOST_EDITS + 1):
        trace.append(dict(ends))
        budget.steps -= 2 * edits + 1
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and ends[k - 1] < ends[k + 1])
            x = ends[k + 1] if down else ends[k - 1] + 1
            y = begin = x - k
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x += 1
                y += 1
            budget.steps -= y - begin
            ends[k] = x
            if x >= len(old) and y >= len(new):
                return trace
        if budget.steps < 0:
            return None
    return None


def _tidied(old: list[Word], new: list[Word], kept: list[tuple[int, int]]) -> list[Piece]:
    """Pieces, in which a word or two that happen to be the same between other words are not told as kept."""
    runs: list[list[int]] = []  # begin in old, begin in new, how many words
    for x, y in kept:
        if runs and runs[-1][0] + runs[-1][2] == x and runs[-1][1] + runs[-1][2] == y:
            runs[-1][2] += 1
        else:
            runs.append([x, y, 1])
    solid: list[list[int]] = []
    for index, (x, y, many) in enumerate(runs):
        before_x, before_y = (solid[-1][0] + solid[-1][2], solid[-1][1] + solid[-1][2]) if solid else (0, 0)
        after_x, after_y = runs[index + 1][:2] if index + 1 < len(runs) else (len(old), len(new))
        before = max(x - before_x, y - before_y)
        after = max(after_x - x - many, after_y - y - many)
        if many > 2 or many > min(before, after):
            solid.append([x, y, many])
    found = []
    x = y = 0
    for begin_x, begin_y, many in [*solid, [len(old), len(new), 0]]:
        found.append(Piece(deleted=tuple(old[x:begin_x]), inserted=tuple(new[y:begin_y])))
        found.append(Piece(kept=tuple(new[begin_y : begin_y + many])))
        x, y = begin_x + many, begin_y + many
    return [piece for piece in found if any(piece)]
