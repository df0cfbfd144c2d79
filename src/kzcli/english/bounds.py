"""Bounds in English prose: whether "more than 40" tells a number that is larger."""

from __future__ import annotations

import re

from kzcli.english.amounts import AT_LEAST, AT_MOST, Amount

# "Fewer than twenty came", "the state has fewer than twenty", but "towns with fewer than twenty inspectors".
_OF_ALL = re.compile(
    r"(?:^|[.;:,]\s(?:and\s|but\s)?|\b(?:has|have|had|is|are|was|were|costs?|employs?|employed|counts?|counted"
    r"|holds?|held|carries|carried|killed|kills|lost|takes?|took|spends?|spent|pays?|paid|needs?|needed)\s)"
    rf"(?:{AT_LEAST}|{AT_MOST})\s$",
    re.IGNORECASE,
)
_OF_SOME = re.compile(r"\b(?:that|which|who|whose|where|if|when|with|any|every|each)\b[^,;:]*$", re.IGNORECASE)
_SOME_OF_THEM = re.compile(r"[\s\w-]{0,40}?\s(?:who|that|which|whose|with|without|from|aged)\b")
_BEFORE = 80
"""How many characters before an amount are looked at."""


def tells(amount: Amount, value: float, text: str) -> bool:
    """Whether an amount tells a value: a bound that is far from it does not, where it is said of all that are counted.

    Args:
        amount: an amount.
        value: a number in the same unit.
        text: what the amount was found in.
    """
    if not amount.fits(value):
        return False
    if not amount.is_loose(value) or _SOME_OF_THEM.match(text, amount.end):
        return True
    before = text[max(0, amount.start - _BEFORE) : amount.start]
    return not _OF_ALL.search(before) or _OF_SOME.search(before) is not None
