"""The numbers of claims as prose tells them, and whether an amount can be one of them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kzcli.english.units import Unit, forms, read_unit
from kzcli.prose import LONGEST

if TYPE_CHECKING:
    from kzcli.brief import Claim, Quantity
    from kzcli.english.amounts import Amount

# "Levies make up 16 % of a bill" is no rise.
_NOT_VERB = "".join(
    rf"(?<!\b{verb} )"
    for verb in "make makes made making set sets setting take takes took taken taking".split()  # noqa: SIM905
)
_CHANGE = re.compile(
    rf"\b(?:gr[eo]w|grow(?:s|ing|n|th)|ris(?:e|es|ing|en)|rose|increas\w*|f[ae]ll(?:s|ing|en)?|declin\w*|drop\w*|chang\w*|reduc\w*"
    rf"|cut\w*|shr[aiu]nk\w*|gain\w*|los[st]\w*|expan\w*|climb\w*|surg\w*|{_NOT_VERB}up|down|soar\w*|slump\w*|plung\w*|jump\w*"
    r"|contract(?:ed|ing|ion|s (?:by|at))|inflation|higher|lower)\b",
    re.IGNORECASE,
)
HEDGE = r"(?:(?:about|around|nearly|almost|roughly|some|over|under|more than|less than|at least|up to|only|just) ){0,2}"
"""What may stand right before an amount."""
_CHANGED_BY = re.compile(rf"{_CHANGE.pattern}(?: \w+){{0,4}} by {HEDGE}$|{_CHANGE.pattern} {HEDGE}$", re.IGNORECASE)
_AIM = re.compile(
    r"\b(?:target|goal|aim)(?:s|ed|ing)?\b(?: \w+){0,4} (?:of|to|is|was|at|be|reach|by) (?:\w+ )?$", re.IGNORECASE
)
_MEANT = re.compile(
    r"\b(?:planned|hoped|intended|meant|designed|built|budgeted|licen[cs]ed|room|space|cells"
    rf"|beds|places|capacity) (?:for|of) (?:(?:is|was|were) )?{HEDGE}$",
    re.IGNORECASE,
)
_AIMED = re.compile(r"\b(?:target|goal|aim|plan)", re.IGNORECASE)
_MORE = re.compile(r"\b(?:another|a further|an additional|an extra|the remaining|the other)\s$", re.IGNORECASE)

# "The number of lead service lines is 8,700", "Lead pipes number 8,700": the unit stands before the amount.
_SUBJECT = re.compile(
    r"(?:\b(?:number|count|total)\sof\s(?P<of>(?:[\w-]+\s){1,4}?)(?:is|was|stands?\sat|stood\sat|comes\sto|came\sto|reached)"
    rf"|(?:^|[;:,]\s(?:and\s|but\s)?)(?P<whole>(?:[\w-]+\s){{1,4}}?)number(?:ed)?)\s(?:now\s)?{HEDGE}$",
    re.IGNORECASE,
)
_MAYBE_SUBJECT = re.compile("number|count|total", re.IGNORECASE)
_BARE = re.compile(
    r"\s*(?:[.,;:)]|$|(?:in|at|by|on|of|for|from|since|until|today|now|and|but|or|as|are|were|is|was)\b)", re.IGNORECASE
)
_SMALL = frozenset({"the", "all", "these", "such", "its", "our", "their", "a", "an", "of", "in"})
_COUNTING = re.compile(r"^(?:the\s+)?(?:total\s+)?(?:number|count|share|percentage)\s+of\s+(?:the\s+)?", re.IGNORECASE)
_HEAD_ENDS = re.compile(r"\s(?:in|of|on|at|by|for|from|to|with|without|that|which|who|deployed|per)\s|[,(]")


class Figure(NamedTuple):
    """A claim with a quantity that prose can be held against."""

    place: int
    """The claim's place in the brief."""
    claim: Claim
    quantity: Quantity
    value: float
    """The quantity's value in its bare unit: in dollars for `USD million`."""
    unit: Unit
    of_change: bool
    """Whether it measures a change."""
    of_aim: bool
    """Whether it measures something intended."""

    @property
    def words(self) -> str:
        """What the claim says, and how it measures."""
        return f"{self.quantity.measure} {self.quantity.unit} {self.claim.statement[:LONGEST]}"

    @property
    def known(self) -> frozenset[str]:
        """The words of the claim, without a plural's s, small letters."""
        return _words_of(self.words)

    @property
    def _nouns(self) -> frozenset[str]:
        """The nouns that name what is counted, in singular and plural."""
        return self.unit.nouns | frozenset(forms(self.head) if len(self.head) > 3 else ())

    @property
    def head(self) -> str:
        """The noun that the measure begins with, small letters: `lines` of "lead lines in use"."""
        measure = _COUNTING.sub("", self.quantity.measure)
        *_, head = _HEAD_ENDS.split(measure, maxsplit=1)[0].lower().split() or [""]
        return head

    def speaks_of(self, amount: Amount, text: str) -> bool:
        """Whether an amount can be this figure, right or wrong."""
        if not (self.unit.measures(amount, text) or self._is_subject_of(amount, text)):
            return False
        before = text[max(0, amount.start - 60) : amount.start]
        if _MORE.search(before):
            return False
        return (self.of_change or not _CHANGED_BY.search(before)) and (
            self.of_aim or not (_AIM.search(before) or self._is_meant(before))
        )

    def _is_meant(self, before: str) -> bool:
        """Whether an amount is what something was planned or made for, of which the claim does not speak."""
        meant = _MEANT.search(before)
        return meant is not None and meant[0].split()[0].lower() not in self.words.lower()

    def _is_subject_of(self, amount: Amount, text: str) -> bool:
        """Whether what is counted stands before an amount: "lead pipes number 8,700"."""
        if self.unit.codes or amount.units or amount.is_one or not is_bare(amount, text):
            return False
        first = max(0, amount.start - 80)
        subject = (
            _SUBJECT.search(text, first, amount.start) if _MAYBE_SUBJECT.search(text, first, amount.start) else None
        )
        *modifiers, noun = (subject["of"] or subject["whole"]).lower().split() if subject else [""]
        return noun in self._nouns and self.known.union(_SMALL).issuperset(map(singular, modifiers))

    def is_told_bare(self, amount: Amount, text: str) -> bool:
        """Whether an amount is this figure's value, and what follows is none of another thing: "894 dead"."""
        if self.unit.codes or amount.units or not amount.fits(self.value):
            return False
        return is_bare(amount, text) or (self._is_precise and amount.high - amount.low < self.value / 20)

    @property
    def _is_precise(self) -> bool:
        """Whether the value has so many digits that another number is hardly the same."""
        return len(f"{self.value:.9g}".replace(".", "").strip("0")) > 2


def is_bare(amount: Amount, text: str) -> bool:
    """Whether nothing that could be counted follows an amount."""
    return _BARE.match(text, amount.end) is not None


def figure_of(place: int, claim: Claim) -> Figure | None:
    """A claim's number as it can be found in prose; none where its unit cannot be.

    Args:
        place: the claim's place in the brief.
        claim: the claim.
    """
    quantity = claim.quantity
    unit = read_unit(quantity.unit, f"{quantity.measure} {claim.statement[:LONGEST]}") if quantity else None
    if not (quantity and unit) or len(quantity.measure) > LONGEST:
        return None
    about = f"{quantity.measure} {claim.statement[:LONGEST] if claim.kind == 'forecast' else ''}"
    return Figure(
        place,
        claim,
        quantity,
        quantity.value * unit.scale,
        unit,
        bool(_CHANGE.search(about)),
        bool(_AIMED.search(about)),
    )


@lru_cache(maxsize=1024)
def _words_of(text: str) -> frozenset[str]:
    """The words of a text, which is asked for them again for each number that is held against it."""
    return frozenset(singular(word) for word in re.findall(r"[a-z-]+", text.lower()))


def singular(word: str) -> str:
    """A word without a plural's s."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
