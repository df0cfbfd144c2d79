"""The sentences of a Markdown text, each where it stands in it, for those who check words.

Markup is blanked out, not taken out, so that every offset in what is left is an offset in the text as data.

Whatever a text holds, the time that this takes grows no faster than its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from kzcli.values import CITATION, CITATIONS

LONGEST = 2_000
"""How many characters a sentence, a title or a paragraph may have for rules about words; nobody writes longer ones."""

"""Citations of claims in Markdown; the first group is the claim's id."""

_MARKUP = re.compile(
    r"(?=[\[\]`<\\*_~])(?:"  # what markup begins with, so that most characters cost one look
    rf"{CITATION}"
    # Few backticks stand before code. Without a limit each run of another length would be a search to the end.
    r"|(?<!`)(?P<ticks>`{1,9})(?!`)[^`]*(?:`+[^`]+)*?(?<!`)(?P=ticks)(?!`)"
    r"|\]\((?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+\"[^\"]*\")?\)"
    r"|<(?:https?|mailto|doi):[^<>\s]*>"
    r"|\\(?=[!-/:-@\[-`{-~\n])"
    r"|\*+|(?<![^\W_])_+|_+(?![^\W_])|~~|[\[\]])"
)
_FENCE = re.compile(
    r"^[ ]{0,3}(`{3,}(?!`)|~{3,}(?!~))[^\n]*\n.*?(?:^[ ]{0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL
)
# What begins a new piece of running text: a blank line, a heading, a list item, a quotation, a table's row or cell.
_BREAK = re.compile(r"\n[ \t]*\n\s*|^[ \t]*(?:#{1,6}[ \t]+|[-+*][ \t]+|\d{1,9}[.)][ \t]+|>[ \t]*)+|\|", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t][^\n]*", re.MULTILINE)
_SHORT = (
    "al|approx|art|arts|ca|cf|ch|chap|co|col|corp|dept|dr|ed|eds|esp|est|etc|fig|figs|gen|gov|hon|inc|jr|lt|ltd|maj|mr|mrs|ms|mt|no"
    "|nos|op|p|para|paras|pp|prof|rep|rev|sec|sen|sgt|sr|st|ste|vol|vols|vs"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
# That nothing of its kind stands before the mark is asked after it: so only marks are looked at, and each once.
_END = re.compile(r"([.!?…](?<![.!?…]{2})[.!?…]*)([\"”’')\]]*)(?=\s+[\"“‘'(\[]*[^\W_a-z]|\s*$)")
_SHORTENED = re.compile(rf"\b(?:{_SHORT}|[A-Za-z](?:\.[A-Za-z])*)$", re.IGNORECASE)
_QUOTED = re.compile(r"“[^“”]*”|(?<![\w\"])\"(?=\S)[^\"]*\"(?!\w)|‘[^‘’\n]*’(?!\w)")
_PRINTED = re.compile(r"\S")
_WORD = re.compile(r"[^\W_][\w'’]*(?:[-.,/][^\W_][\w'’]*)*")


class Sentence(NamedTuple):
    """A sentence of a text."""

    start: int
    """Where it begins in the text."""
    text: str
    """Its words; what was markup is blank, so that an offset in it, plus `start`, is an offset in the text."""
    cites: tuple[str, ...]
    """The claims that it cites, in order, also those cited between it and the next sentence."""

    @property
    def extent(self) -> tuple[int, int]:
        """From its first character to the end of its last."""
        return (self.start, self.start + len(self.text))


def blank(match: re.Match[str]) -> str:
    """As many blanks as what was found has characters; line ends stay."""
    found = match[0]
    return " " * len(found) if "\n" not in found else re.sub(r"[^\n]", " ", found)


def unmarked(text: str, *, blocks: bool) -> str:
    """The text with its markup blanked out: citations, code, addresses of links, marks of emphasis and escapes.

    Args:
        text: Markdown.
        blocks: whether it may hold several blocks.
    """
    if blocks and ("```" in text or "~~~" in text):
        text = _FENCE.sub(blank, text)
    return _MARKUP.sub(blank, text)


def unquoted(text: str) -> str:
    """The text with what stands in quotation marks blanked out, marks included."""
    return _QUOTED.sub(blank, text) if "“" in text or '"' in text or "‘" in text else text


def quotations(text: str) -> list[tuple[int, str]]:
    """What stands in double quotation marks, with the offset of its first character, the mark not included."""
    return [(match.start() + 1, match[0][1:-1]) for match in _QUOTED.finditer(text) if match[0][0] in '“"']


def words(text: str) -> list[str]:
    """The words of a text, numbers included; what hyphens, points or slashes join is one word."""
    return _WORD.findall(text)


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where each of the words of a text begins and ends."""
    return [match.span() for match in _WORD.finditer(text)]


def sentences(text: str, *, blocks: bool) -> list[Sentence]:
    """The sentences of a Markdown text; headings, list items and cells of tables each begin a new one.

    Args:
        text: Markdown.
        blocks: whether it may hold several blocks.
    """
    bare = unmarked(text, blocks=blocks)
    breaks = [match.span() for match in _BREAK.finditer(bare)] if blocks else []
    if blocks and "#" in bare:
        breaks = sorted(breaks + [(match.end(), match.end()) for match in _HEADING.finditer(bare)])
    cited = [(match.start(), match[1]) for match in CITATIONS.finditer(text)]
    places = [at for at, _ in cited]
    found: list[tuple[int, int]] = []
    begin = 0
    for first, last in [*breaks, (len(bare), len(bare))]:
        found += _split(bare, begin, first)
        begin = last
    # A sentence's citations are those up to the next one, and the first has those before it as well.
    ends = [bisect_left(places, first) for first, _ in found[1:]] + [len(cited)]
    begins = [0, *ends]
    return [
        Sentence(first, bare[first:last], tuple(id for _, id in cited[begin:end]))
        for (first, last), begin, end in zip(found, begins, ends, strict=False)
    ]


def _split(bare: str, first: int, last: int) -> list[tuple[int, int]]:
    """The extents of the sentences in a piece of running text, without blanks around them."""
    piece = bare[first:last]
    found = []
    at = 0
    for match in _END.finditer(piece):
        end = match.end()
        if match[1] == "." and not match[2] and end < len(piece):
            short = _SHORTENED.search(piece, max(at, match.start() - 12), match.start())
            if short and _goes_on(short[0], piece, end):
                continue
        found.append((at, end))
        at = end
    found.append((at, len(piece)))
    made = []
    for begin, end in found:
        told = piece[begin:end]
        if any(map(str.isalnum, told)):
            start = first + begin + len(told) - len(told.lstrip())
            made.append((start, start + len(told.strip())))
    return made


def _goes_on(short: str, piece: str, end: int) -> bool:
    """Whether a sentence goes on after the point of an abbreviation or an initial."""
    begins = _PRINTED.search(piece, end)
    if begins is None:
        return False
    if len(short) > 1 and "." in short and short.isupper():
        # "the U.S. The" ends, "the U.S. Congress" does not: only a word that begins sentences ends it.
        following = _WORD.search(piece, end)
        return following is None or following[0] not in _BEGINNERS
    return short.lower() != "etc" or not begins[0].isupper()


_BEGINNERS = frozenset(
    {
        "A",
        "An",
        "As",
        "At",
        "But",
        "By",
        "For",
        "From",
        "He",
        "However",
        "If",
        "In",
        "It",
        "Its",
        "No",
        "On",
        "She",
        "That",
        "The",
    }
    | {"Their", "There", "These", "They", "This", "Those", "To", "Under", "We", "What", "When", "While", "With", "Yet"}
)
