"""Numbers as people write them, and as a brief does: 2.5 million, $15,000 and ~5000 are 2_500_000, 15_000 and 5000."""

from __future__ import annotations

import re
from decimal import Decimal

SCALES = {
    "hundred": 100,
    **dict.fromkeys(("thousand", "k"), 10**3),
    **dict.fromkeys(("million", "mln", "mn", "M"), 10**6),
    **dict.fromkeys(("billion", "bln", "bn"), 10**9),
    **dict.fromkeys(("trillion", "trn", "tn"), 10**12),
}
"""Words that are a part of the number before them; not m, which is metres as often."""

WRITTEN = re.compile(
    r"[~≈<>≤≥±]?=?[ ]?(?P<currency>[$€£¥₸₽]?)[ ]?"
    r"(?P<number>\d(?:[\d,_]{0,30}\d)?(?:\.\d{1,9})?)(?:[ ]?(?P<scale>[A-Za-z]+\b))?"
)
"""A number with what people write around it, and the word after it."""

_NUMBER = re.compile(r"[-+]?\d[\d_]{0,14}(?:\.\d{1,9})?")


def scale_of(word: str) -> int:
    """What a word multiplies the number before it by; 0 where it is no such word.

    Args:
        word: for example `million`, `Billions`, `k`.
    """
    return SCALES.get(word) or (SCALES.get(word.lower().removesuffix("s"), 0) if len(word) > len("mln") else 0)


def multiplied(number: str, scale: int) -> str:
    """A number times a scale, as a brief writes it; empty where it is no number.

    Args:
        number: for example `2.5`, `1_000`.
        scale: what it is multiplied by.
    """
    if not scale or not _NUMBER.fullmatch(number):
        return ""
    made = Decimal(number) * scale
    return f"{int(made):_}" if made == made.to_integral_value() else f"{made.normalize():f}"


def plain(match: re.Match[str]) -> str:
    """What `WRITTEN` has found, as a brief writes it.

    Args:
        match: of a number; a word after it that is no scale is left out.
    """
    number = match["number"].replace(",", "_")
    return multiplied(number, scale_of(match["scale"] or "")) or number
