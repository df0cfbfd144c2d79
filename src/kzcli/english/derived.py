"""Whether an amount in prose follows from several claims' numbers: a sum, a difference, a quotient or a share."""

from __future__ import annotations

import re
from itertools import islice, permutations
from typing import TYPE_CHECKING

from kzcli.english.amounts import MOST_NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzcli.english.amounts import Amount
    from kzcli.english.figures import Figure

_FACTORS = {
    "twice": 2.0,
    "doubl": 2.0,
    "tripl": 3.0,
    "trebl": 3.0,
    "thric": 3.0,
    "quadr": 4.0,
    "half": 0.5,
    "halv": 0.5,
}
_WORDS = {word: float(index + 2) for index, word in enumerate("two three four five six seven eight nine ten".split())}  # noqa: SIM905
_TIMES = re.compile(
    r"\b(?:(?P<word>twice|half|thrice|halv\w+|(?:doubl|tripl|trebl|quadrupl)\w+)"
    rf"|(?P<count>\d+(?:\.\d+)?|{'|'.join(_WORDS)})(?:\stimes|[\s-]?fold|x))\b",
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
    alike = one.unit.codes == other.unit.codes and one.unit.nouns == other.unit.nouns
    if alike:
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
        word, count = (match["word"] or "").lower(), (match["count"] or "").lower()
        named = next((worth for start, worth in _FACTORS.items() if word.startswith(start)), 0.0)
        factor = named or _WORDS.get(count) or float(count)
        if factor:
            yield from (factor, 1 / factor)
