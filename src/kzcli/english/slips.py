"""Slips of the pen: whether an amount in English prose can be nothing but a claim's number, mistaken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzcli.english.amounts import Amount
    from kzcli.english.figures import Figure

_THOUSANDS = (3, 6, 9)
# What each one of many gets, and a small part of the whole, are rightly smaller.
_SHARED_OUT = re.compile(
    r"\b(?:(?:each|every)(?!\syear\b)|apiece|average|median|typical\w*|(?:thousandth|millionth)s?)\b", re.IGNORECASE
)
_AROUND = 80
"""How many characters on either side of an amount are looked at."""
_FEWEST = 1000
"""Of how many things on a single digit shows a slip: "five shelters" need not be the five thousand."""


def is_slip(figure: Figure, amount: Amount) -> bool:
    """Whether an amount is a claim's number but for its size, the order of its digits, or one of them."""
    here, there = (_digits(one) for one in (amount.told, figure.value))
    turned = sorted(here.ljust(len(there), "0")) == sorted(there.ljust(len(here), "0"))
    differ = sum(one != other for one, other in zip(here, there, strict=False))
    return turned or (len(here) == len(there) > 1 and differ == 1)


def is_thousandfold(figure: Figure, amount: Amount, told: Sequence[Amount], text: str) -> bool:
    """Whether an amount has a claim's digits and another scale: million for billion, MW for GW.

    Args:
        figure: the claim's figure.
        amount: an amount in its unit.
        told: all amounts of the sentence; a single digit proves nothing where there is another one.
        text: the sentence.
    """
    digits = _digits(amount.told)
    # "Grants of up to £2 million" are no slip for a fund of £2 billion.
    if not digits.isdigit() or amount.bound or digits != _digits(float(f"{figure.value:.{len(digits) - 1}e}")):
        return False
    if abs(_power(amount.told) - _power(figure.value)) not in _THOUSANDS:
        return False
    if len(digits) == 1:
        alone = all(one == amount or one.is_year for one in told)
        if not alone or not (amount.units or amount.told >= _FEWEST):
            return False
    return not _SHARED_OUT.search(text, max(0, amount.start - _AROUND), amount.end + _AROUND)


def _digits(value: float) -> str:
    """The digits of a number, without zeros at its end."""
    return f"{abs(value):.5e}".split("e")[0].replace(".", "").rstrip("0")


def _power(value: float) -> int:
    """The power of ten that a number begins with."""
    return int(f"{value:.5e}".split("e")[1])
