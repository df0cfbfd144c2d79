"""Numbers in English words: "forty-one", "half a", "two thousand three hundred and six"."""

from __future__ import annotations

import re

from kzcli import written_numbers

ONES = tuple(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen
    """.split()  # noqa: SIM905 (as a list each would take a line)
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORTH: dict[str, float] = {
    **{word: index + 1 for index, word in enumerate(ONES)},
    **{word: 10 * (index + 2) for index, word in enumerate(TENS)},
    "a": 1,
    "an": 1,
    "half a": 0.5,
}
"""What the words below a hundred are worth."""
SCALES = {**written_numbers.SCALES, "dozen": 12, "m": 10**6, "b": 10**9}
"""What words and letters after a number multiply it by."""
SCALE_WORD = rf"(?i:{'|'.join(word for word in written_numbers.SCALES if len(word) > len('mln'))})"
"""A word from a hundred on, as a regular expression."""

_SMALL = rf"(?:{'|'.join(TENS)})(?:-(?:{'|'.join(ONES[:9])}))?|{'|'.join(reversed(ONES))}"
WORD = rf"(?i:{_SMALL}|(?:half )?an?(?=[\s-](?:dozen|{SCALE_WORD})\b))"
"""A number below a hundred, as a regular expression."""
_HUNDREDS = rf"(?:an?|{'|'.join(ONES)})[\s-]hundred"
LONG = (
    rf"(?i:(?:{_HUNDREDS}\s(?:and\s)?(?:{_SMALL})"
    rf"|(?:an?|{_SMALL})[\s-]thousand,?\s(?:{_HUNDREDS}(?:\s(?:and\s)?(?:{_SMALL}))?|and\s(?:{_SMALL})))\b"
    r"(?![\s-](?:hundred|and\sa)\b))"
)
"""A number of hundreds or thousands and more, as a regular expression."""
LARGE = re.compile(r"\b(?:hundred|thousand)\b", re.IGNORECASE)
"""What tells it from one below a hundred."""


def in_digits(number: str) -> str:
    """A number that `LONG` matches, in digits: 228 of "two hundred and twenty-eight"."""
    thousands = rest = 0
    for word in re.findall("[a-z]+", number.lower()):
        if word == "thousand":
            thousands, rest = rest * 1000, 0
        elif word == "hundred":
            rest *= 100
        elif word != "and":
            rest += int(WORTH[word])
    return str(thousands + rest)
