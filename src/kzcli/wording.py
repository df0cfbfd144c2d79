"""Whether words stand in a text: quotations word for word, and runs of words that two texts share."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from kzcli.prose import word_spans
from kzcli.values import CITATION

RUN = 13
"""From how many words on a run is somebody else's."""

MAX_SEARCHED = 1024 * 1024 * 1024
"""How many characters of sources are searched for a brief's quotations: for 1,000 in one that fills a book."""

SEARCH = 256
"""As how many characters it counts to begin a search."""

_SAME = str.maketrans(
    {"\u00ad": "", **dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’‚‛´`", "'"), **dict.fromkeys("‐‑−", "-")}
)
_DASH = re.compile(r" ?(?:[–—―]|--+) ?| - ")
_OMITTED = re.compile(r"\[[^\]]{0,200}\]|\(\s*(?:\.\s*){3,4}\)|…|(?:\.\s?){3,4}")
_LINK = re.compile(r"\]\([^()\s]*\)")
_EDGES = " \t\n\"'.,;:!?-–—()"


def evened(text: str) -> str:
    """A text with one kind of quotation mark, apostrophe, hyphen, dash and blank."""
    return _DASH.sub("–", " ".join(text.translate(_SAME).split()))


def plain_quotation(raw: str) -> str:
    """The words of a quotation without the Markdown around them; brackets stay."""
    bare = _LINK.sub("", re.sub(CITATION, "", raw)) if "](" in raw else re.sub(CITATION, "", raw)
    if "](" in raw:
        bare = bare.replace("[", "")
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])|[*`]+|(?<!\w)_+|(?<!_)_+(?!\w)", "", bare)


class Piece(NamedTuple):
    """Words of a quotation that must stand in its source; the first letter in either case."""

    words: tuple[str, ...]
    """They, with a small first letter and with a capital."""
    glued: bool
    """Whether it begins inside a word, as in "[T]he"."""


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
            made.append(Piece((told[0].lower() + told[1:], told[0].upper() + told[1:]), glued))
    return made


def readings(text: str) -> tuple[str, ...]:
    """A source's text as quotations are looked for in it; lines that end in a hyphen both ways."""
    broken = re.compile(r"(?<=\w)-\n\s*(?=[^\W\d_])")
    found = (evened(broken.sub("-", text)), evened(broken.sub("", text)))
    return found if found[0] != found[1] else found[:1]


class Search:
    """A search for quotations, which ends when it has cost too much: what is then asked for counts as found."""

    def __init__(self) -> None:
        self._left = MAX_SEARCHED

    def finds(self, wanted: list[Piece], reading: str) -> bool:
        """Whether pieces of a quotation stand in a text, in their order."""
        at = 0
        for piece in wanted:
            ends = [end for words in piece.words if (end := self._end(words, piece.glued, reading, at)) >= 0]
            if self._left < 0:
                return True
            if not ends:
                return False
            at = min(ends)
        return True

    def _end(self, words: str, glued: bool, text: str, begin: int) -> int:
        """Where words end in a text, looked for from an offset on; -1 where they do not stand in it whole."""
        while self._left >= 0:
            at = text.find(words, begin)
            end = at + len(words)
            self._left -= SEARCH + len(words) + (at if at >= 0 else len(text)) - begin
            if at < 0 or ((glued or not text[max(0, at - 1) : at].isalnum()) and not text[end : end + 1].isalnum()):
                return end if at >= 0 else -1
            begin = at + 1
        return -1


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
