"""Whether an amount in prose follows from several claims' numbers: a sum, a difference, a quotient or a share."""

from __future__ import annotations

import re
from itertools import islice, permutations
from typing import TYPE_CHECKING

from kzcli.english.amounts import MOST_NUMBERS, Amount
from kzcli.english.number_words import ONES, WORTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzcli.english.figures import Figure

_FACTORS = {"half": 0.5, "halv": 0.5, "twic": 2, "doub": 2, "thri": 3, "trip": 3, "treb": 3, "quad": 4}
"""What words that begin with these four letters multiply by."""
_TIMES = re.compile(
    r"\b(?:(?P<word>twice|half|thrice|halv\w+|(?:doubl|tripl|trebl|quadrupl)\w+)"
    rf"|(?P<count>\d+(?:\.\d+)?|{'|'.join(ONES[1:10])})(?:\stimes|[\s-]?fold|x))\b",
    re.IGNORECASE,
)
_LIKE_SLIPS = (10, 100, 1000, 1e6, 1e9)
"""A number that is off by so much is a slip rather than the number of as many things."""
_SHARED = re.compile(r"\b(?:each|every|apiece|per)\b", re.IGNORECASE)


def follows(amount: Amount, figures: Sequence[Figure]) -> bool:
    """Whether an amount is what two of the figures make together, as precisely as it is written.

    Args:
        amount: an amount.
        figures: the figures of the claims that are cited with it; all pairs of them are tried.
    """
    return any(amount.means(value) for pair in permutations(figures, 2) for value in _made_of(*pair, amount.units))


def _made_of(one: Figure, other: Figure, units: tuple[str, ...]) -> Iterator[float]:
    """What can be told of two numbers besides themselves."""
    if one.unit.codes == other.unit.codes and one.unit.nouns == other.unit.nouns:
        yield one.value + other.value
        yield one.value - other.value
    if other.unit.codes == ("%",):
        yield one.value * other.value / 100
    if other.value:
        yield one.value / other.value
        if units == ("%",):
            yield 100 * one.value / other.value
            yield 100 * (one.value - other.value) / other.value


def is_multiple(amount: Amount, figure: Figure, told: Sequence[Amount], text: str) -> bool:
    """Whether an amount is a claim's number times or by another that the sentence tells, or its share.

    Args:
        amount: an amount.
        figure: the claim's figure.
        told: all amounts of the sentence.
        text: the sentence.
    """
    others = [one for one in told if one != amount]
    if any(amount.means(figure.value * factor) for factor in _factors(others, text)):
        return True
    shares = (one for one in others if one.units == ("%",) and figure.unit.codes != ("%",))
    parts = (tuple(abs(figure.value) * bound / 100 for bound in (one.low, one.high)) for one in shares)
    return any(low <= amount.high and amount.low <= high for low, high in parts)


def _factors(told: Sequence[Amount], text: str) -> Iterator[float]:
    """What a sentence says that something is multiplied by: counts of other things, "three times", "twice"."""
    shared = _SHARED.search(text)
    for one in told:
        if one.told >= 2 and one.told not in _LIKE_SLIPS and not (one.units or one.is_year):
            yield one.told
            if shared:
                yield 1 / one.told
    for match in islice(_TIMES.finditer(text), MOST_NUMBERS):
        word, count = ((match[group] or "").lower() for group in ("word", "count"))
        if factor := _FACTORS.get(word[:4]) or WORTH.get(count) or float(count):
            yield from (factor, 1 / factor)
