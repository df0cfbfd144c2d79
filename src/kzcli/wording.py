"""Whether words stand in a text: quotations word for word, and runs of words that two texts share."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from kzcli.prose import word_spans
from kzcli.values import CITATION

RUN = 13
"""From how many words on a run is somebody else's."""

_SAME = str.maketrans(
    {"\u00ad": "", **dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’‚‛´`", "'"), **dict.fromkeys("‐‑−", "-")}
)
_DASH = re.compile(r"\s*(?:[–—―]|--+)\s*|\s+-\s+")
_OMITTED = re.compile(r"\[[^\]]*\]|\(\s*(?:\.\s*){3,4}\)|…|(?:\.\s?){3,4}")
_LINK = re.compile(r"\]\([^()\s]*\)")
_EDGES = " \t\n\"'.,;:!?-–—()"


def evened(text: str) -> str:
    """A text with one kind of quotation mark, apostrophe, hyphen, dash and blank."""
    return " ".join(_DASH.sub("–", text.translate(_SAME)).split())


def plain_quotation(raw: str) -> str:
    """The words of a quotation without the Markdown around them; brackets stay."""
    bare = _LINK.sub("", re.sub(CITATION, "", raw)) if "](" in raw else re.sub(CITATION, "", raw)
    if "](" in raw:
        bare = bare.replace("[", "")
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])|[*`]+|(?<!\w)_+|_+(?!\w)", "", bare)


class Piece(NamedTuple):
    """Words of a quotation that must stand in its source; the first letter in either case."""

    first: str
    rest: str
    glued: bool
    """Whether it begins inside a word, as in "[T]he"."""

    def end_in(self, text: str, begin: int) -> int:
        """Where it ends in a text, looked for from an offset on; -1 where it is not in it."""
        at = text.find(self.rest, begin + 1)
        while at > 0:
            end = at + len(self.rest)
            whole = self.glued or at < 2 or not text[at - 2].isalnum()
            if text[at - 1].lower() == self.first and whole and not text[end : end + 1].isalnum():
                return end
            at = text.find(self.rest, at + 1)
        return -1


def pieces(quotation: str) -> list[Piece]:
    """What of a quotation must stand in its source: all but what is left out or put in between.

    Args:
        quotation: its words, as `plain_quotation` gives them.
    """
    made = []
    at = 0
    for start, end in [*(match.span() for match in _OMITTED.finditer(quotation)), (len(quotation), len(quotation))]:
        piece, glued = quotation[at:start], quotation[at - 1 : at] == "]" and quotation[at : at + 1].isalpha()
        at = end
        told = evened(piece).strip(_EDGES)
        if any(map(str.isalnum, told)):
            made.append(Piece(told[0].lower(), told[1:], glued))
    return made


def readings(text: str) -> tuple[str, ...]:
    """A source's text as quotations are looked for in it; lines that end in a hyphen both ways."""
    broken = re.compile(r"(?<=\w)-\n\s*(?=[^\W\d_])")
    found = (evened(broken.sub("-", text)), evened(broken.sub("", text)))
    return found if found[0] != found[1] else found[:1]


def stands_in(wanted: list[Piece], reading: str) -> bool:
    """Whether pieces of a quotation stand in a text, in their order."""
    at = 0
    for piece in wanted:
        at = piece.end_in(reading, at)
        if at < 0:
            return False
    return True


class Words:
    """The words of a text, in small letters, and where they stand.

    Args:
        text: prose.
        breaks: the same text, of the same length, where what stands between two words and holds letters parts them.
    """

    def __init__(self, text: str, breaks: str) -> None:
        self.spans = word_spans(text)
        self.words = small_words(text, self.spans)
        self._cuts = {
            index + 1
            for index, (one, two) in enumerate(pairwise(self.spans))
            if any(map(str.isalnum, breaks[one[1] : two[0]]))
        }

    def runs(self) -> list[tuple[int, tuple[str, ...]]]:
        """Every run of as many words as are somebody else's, with the index of its first."""
        found = enumerate(zip(*(self.words[shift:] for shift in range(RUN)), strict=False))
        if not self._cuts:
            return list(found)
        return [(first, run) for first, run in found if self._cuts.isdisjoint(range(first + 1, first + RUN))]


def small_words(text: str, spans: list[tuple[int, int]]) -> list[str]:
    """Words in small letters, with one kind of apostrophe and hyphen."""
    small = text.lower()
    if len(small) != len(text):  # a few letters have small forms of two characters
        return [text[start:end].lower().translate(_SAME) for start, end in spans]
    return [small[start:end].translate(_SAME) for start, end in spans]
