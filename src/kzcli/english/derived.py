"""Whether an amount in prose follows from several claims' numbers: a sum, a difference, a quotient or a share."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzcli.english.amounts import Amount
    from kzcli.english.figures import Figure


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
