"""The texts of a page as plain data for the template `brief.typ`: strings, and objects for what is more than plain."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from kzcli.addresses import web_address
from kzcli.clean import clean
from kzcli.page import Span, Text, plain_words
from kzcli.page_walk import card_ids
from kzcli.values import direction
from kzcli.writers import BLANKS

if TYPE_CHECKING:
    from kzcli.page import Card, Page, Style

_LONGEST_WORD, _PIECE = 24, 16
"""Letters of a word that surely fits a line, and of the pieces of a longer one, which fit a title even if all are W."""
_FIXED_BLANKS = "\u00a0\u2007\u202f"
"""Here no line breaks either, so a word may be of many."""
_ENDS = f"/?&=.,:;_#{_FIXED_BLANKS}"
_RIGHT_TO_LEFT = ("R", "AL")
_LEFT_TO_RIGHT, _END = "\u2066", "\u2069"
"""The isolate of Unicode's bidirectional algorithm (UAX 9), and its end."""
_TONES = ("good", "fair", "poor", "muted")
_LONGEST_ADDRESS = 8000  # Typst refuses longer ones


class Texts:
    """All texts of a page, and what has been numbered and labelled in them so far.

    A block names a text by its number among all of them, so that the template makes each once, in one loop: a call
    for each would cost Typst more than what it makes.
    """

    def __init__(self, page: Page) -> None:
        self.made: list[list[Any]] = []  # each after those of its notes
        self._notes = {note.id: (*note.text, Span(" "), *note.mention) for note in page.notes} if page.numbered else {}
        self._cards = frozenset(card_ids(page.blocks))
        self._right_to_left = direction(page.about.language) == "rtl"
        self._labels: dict[str, str] = {}  # of what stands on the page already, with what it is called
        self._numbers: dict[str, str] = {}  # of the notes among it
        self._led_to: set[str] = set()  # the labels that links lead to

    def text(
        self, text: Text, start: list[Any] | None = None, *, toned: bool = True, longest: int = _LONGEST_WORD
    ) -> int:
        """Add a text.

        Args:
            text: the text.
            start: pieces before it.
            toned: whether its tones are seen.
            longest: the letters of a word that surely fit a line.

        Returns:
            Its number among the texts.
        """
        pieces = [*(start or ()), *self._pieces(text, toned, longest)]
        if self._right_to_left and not _has_right_to_left(text):
            pieces = [_LEFT_TO_RIGHT, *pieces, _END]  # or its numbers and signs would stand at the other end
        self.made.append(pieces)
        return len(self.made) - 1

    def anchor(self, card: Card) -> list[Any]:
        """The place that links to a card lead to, as a piece; nothing where a card of its id has one already."""
        if not card.id or card.id in self._labels:
            return []
        self._labels[card.id] = f"entry {card.id}"
        return [{"kind": "anchor", "label": card.id}]

    def anchors(self) -> list[tuple[str, str]]:
        """The labels that links lead to, with what is called so."""
        return [(label, name) for label, name in self._labels.items() if label in self._led_to]

    def is_note(self, span: Span) -> bool:
        """Whether a span cites a claim that the page has a note for."""
        return "citation" in span.styles and span.target in self._notes

    def _pieces(self, text: Text, toned: bool, longest: int) -> list[Any]:
        """Strings, and objects for what is more than plain."""
        made: list[Any] = []
        before: dict[str, Any] | None = None  # the look of the last piece, where more can be added to it
        for span in text:
            if self.is_note(span):
                if made and isinstance(made[-1], dict) and made[-1]["kind"] in ("note", "again"):
                    made.append({"kind": "comma"})
                made.append(self._note(span.target))
                before = None
                continue
            if "break" in span.styles:
                made.append({"kind": "line"})
                before = None
                continue
            look = self._look(span, toned=toned) if span.styles else {}
            first, *others = pieces = cut(clean(span.text), longest)
            if look and look == before and not others:
                made[-1]["text"] += first  # since each change of look costs time
            elif look:
                made.append({**look, "kind": "look", "pieces": pieces} if others else {**look, "text": first})
            elif look == before:
                made[-1] += first
            else:
                made.append(first)
            before = None if look and (others or "card" in look or "address" in look) else look
            if not look:
                for piece in others:
                    made += ({"kind": "break"}, piece)
        return made

    def _look(self, span: Span, *, toned: bool) -> dict[str, Any]:
        styles = _styles(span.styles, toned=toned)
        if not styles:
            return {}
        made: dict[str, Any] = {"kind": "look"}
        if "link" in span.styles:
            address = web_address(span.target)
            if len(address) <= _LONGEST_ADDRESS:
                made["address"] = address
        elif "id" in span.styles:
            if (id := span.target or span.text) in self._cards:
                self._led_to.add(id)
                made["card"] = id
            if span.target:
                styles = tuple("mention" if style == "id" else style for style in styles)
        made["look"] = styles[0]
        if "card" in made and styles == ("mention",):
            made["kind"] = "mention"
        if len(styles) > 1:
            made["more"] = styles[1:]
        return made

    def _note(self, id: str) -> dict[str, Any]:
        label = f"note_{id}"  # no id has an underscore
        number = self._numbers.setdefault(id, str(len(self._numbers) + 1))
        if label in self._labels:
            self._led_to.add(label)
            return {"kind": "again", "label": label, "number": number}
        self._labels[label] = f"note {number}"
        return {"kind": "note", "label": label, "number": number, "text": self.text(self._notes[id], toned=False)}


def _has_right_to_left(text: Text) -> bool:
    """Whether a letter in a text is written from right to left."""
    return any(unicodedata.bidirectional(one) in _RIGHT_TO_LEFT for one in plain_words(text))


@cache
def _styles(styles: tuple[Style, ...], *, toned: bool) -> tuple[str, ...]:
    """The names that the template has for styles."""
    made = [style for style in styles if style != "citation" and (toned or style not in _TONES)]
    return tuple(sorted(made, key=lambda style: style != "code"))  # code first, since Typst makes it of a string


def cut(text: str, longest: int = _LONGEST_WORD) -> list[str]:
    """A text cut where a line may break besides the usual places: inside words that might fit no line.

    Args:
        text: the text.
        longest: the letters of a word that surely fits.
    """
    if len(text) <= longest:
        return [text]
    long_word, piece = _patterns(longest)
    if not long_word.search(text):
        return [text]
    return long_word.sub(lambda match: "\n".join(piece.findall(match[0])), text).split("\n")


@cache
def _patterns(longest: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a word is that is longer, and the pieces of one, which end in punctuation if they have any."""
    most = min(longest, _PIECE)
    return (
        re.compile(f"[^{BLANKS}-]{{{longest + 1},}}"),
        re.compile(f"[^{_ENDS}]{{1,{most}}}[{_ENDS}\u0300-\u036f]*|[{_ENDS}]{{1,{most}}}"),
    )
