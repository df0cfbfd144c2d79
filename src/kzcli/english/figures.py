"""The numbers of claims as prose tells them, and what shows that an amount is of another time, or of a part."""

from __future__ import annotations

import re
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
    rf"|cut\w*|shr[aiu]nk\w*|gain\w*|los[st]\w*|expan\w*|climb\w*|surg\w*|{_NOT_VERB}up|down|soar\w*|slump\w*|plung\w*|jump\w*|contract\w*"
    r"|inflation|higher|lower)\b",
    re.IGNORECASE,
)
_HEDGE = (
    r"(?:(?:about|around|nearly|almost|roughly|some|over|under|more than|less than|at least|up to|only|just) ){0,2}"
)
_CHANGED_BY = re.compile(rf"{_CHANGE.pattern}(?: \w+){{0,4}} by {_HEDGE}$|{_CHANGE.pattern} {_HEDGE}$", re.IGNORECASE)
_AIM = re.compile(
    r"\b(?:target|goal|aim)(?:s|ed|ing)?\b(?: \w+){0,4} (?:of|to|is|was|at|be|reach|by) (?:\w+ )?$", re.IGNORECASE
)
_AIMED = re.compile(r"\b(?:target|goal|aim|plan)", re.IGNORECASE)
_MORE = re.compile(r"\b(?:another|a further|an additional|an extra|the remaining|the other)\s$", re.IGNORECASE)

# "The number of lead service lines is 8,700", "Lead pipes number 8,700": the unit stands before the amount.
_SUBJECT = re.compile(
    r"(?:\b(?:number|count|total)\sof\s(?P<of>(?:[\w-]+\s){1,4}?)(?:is|was|stands?\sat|stood\sat|comes\sto|came\sto|reached)"
    rf"|(?:^|[;:,]\s(?:and\s|but\s)?)(?P<whole>(?:[\w-]+\s){{1,4}}?)number(?:ed)?)\s(?:now\s)?{_HEDGE}$",
    re.IGNORECASE,
)
_MAYBE_SUBJECT = re.compile("number|count|total", re.IGNORECASE)
_BARE = re.compile(
    r"\s*(?:[.,;:)]|$|(?:in|at|by|on|of|for|from|since|until|today|now|and|but|or|as|are|were|is|was)\b)", re.IGNORECASE
)
_SMALL = frozenset({"the", "all", "these", "such", "its", "our", "their", "a", "an", "of", "in"})
_COUNTING = re.compile(r"^(?:the\s+)?(?:total\s+)?(?:number|count|share|percentage)\s+of\s+(?:the\s+)?", re.IGNORECASE)
_HEAD_ENDS = re.compile(r"\s(?:in|of|on|at|by|for|from|to|with|without|that|which|who|deployed|per)\s|[,(]")

_YEAR = r"(?:1[89]|20)\d\d"
_IN_A_YEAR = re.compile(
    r"(?:\b(?:in|during|for|early|late|mid|end of|start of|middle of"
    rf"|January|February|March|April|May|June|July|August|September|October|November|December)[\s-]|\()({_YEAR})\b(?!\s(?:prices|dollars|euros|report|study))",
    re.IGNORECASE,
)
_CLAUSE_BEGINS = re.compile(r"[;:–—]\s?|,\s(?:and|but|while|whereas|against|compared|up|down|so|then|when)\b")
_OTHER_TIME = re.compile(
    r"^\W*(?:before|until|till|prior to|formerly|previously|originally|initially|at first|in the past|earlier|once"
    r"|(?:last|the previous) (?:year|month|decade|century)|\w+ (?:years?|decades?|months?) (?:ago|earlier|before))\b"
    r"|\b(?:before|prior to) the \w+|\b(?:years?|decades?|months?) (?:ago|earlier)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:half|thirds?|quarters?|fifths?|tenths?|part|some|most|rest|remainder|share|%|per\s?cent)"
    rf"(?: of (?:\w+ ){{0,2}}\w+)?,\s(?:or\s|that is,?\s|namely\s)?{_HEDGE}$"
    r"|(?:^|[;:,]\s(?:and\s|but\s)?)(?:an? |one |the )?(?:half|third|quarter|fifth|tenth|rest|remainder)"
    rf"(?: of (?:\w+ )?\w+)? (?:costs?|is|are|was|comes to|makes|would cost|would be) {_HEDGE}$"
    rf"|\b(?:of|among) (?:them|which|whom|these|those|this|it|that),? {_HEDGE}$",
    re.IGNORECASE,
)
# "Single homes cost $7,800 a line, whole streets a third less": what is cited is told by its distance.
_COMPARED = re.compile(
    r"[^,;:]*[,;:]\s(?:and\s|but\s)?[^\W\d_][\w\s-]{2,40}\s(?:an?|one|two)\s(?:half|thirds?|quarters?|fifths?|tenths?)\s"
    r"(?:less|more|fewer|cheaper|dearer|higher|lower)\b",
    re.IGNORECASE,
)
_BY_LAW = re.compile(
    r"\bby law\b|\bunder the (?:law|act|code|rules?|statute|regulations?)\b"
    r"|\b(?:laws?|acts?|rules?|codes?|regulations?|statutes?|constitution) (?:\w+ )?"
    r"(?:requires?|demands?|allows?|sets?|asks?|permits?|prescribes?|wants?)\b|\b(?:is|are|be) (?:legally )?required\b",
    re.IGNORECASE,
)
_ABOUT_LAW = re.compile(r"law|legal|requir|must|statut|limit|minim|quota|threshold|rule", re.IGNORECASE)
_ONLY = re.compile(r"(?:^|[;:,]\s(?:but\s|and\s|yet\s)?)only\s$", re.IGNORECASE)
_PREDICATE = re.compile(
    r"\s+(?:have|has|had|are|were|can|could|do|did|got|get|meet|met|belong|need|needed)\b([^,;:]*)", re.IGNORECASE
)

_AROUND = 300
"""How many characters on either side of an amount are looked at."""


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
    def _words(self) -> str:
        return f"{self.quantity.measure} {self.quantity.unit} {self.claim.statement[:LONGEST]}"

    @property
    def _known(self) -> set[str]:
        """The words of the claim, without a plural's s, small letters."""
        return {_singular(word) for word in re.findall(r"[a-z-]+", self._words.lower())}

    @property
    def _nouns(self) -> frozenset[str]:
        """The nouns that name what is counted, in singular and plural."""
        measure = _COUNTING.sub("", self.quantity.measure)
        *_, head = _HEAD_ENDS.split(measure, maxsplit=1)[0].lower().split() or [""]
        return self.unit.nouns | frozenset(forms(head) if len(head) > 3 else ())

    def speaks_of(self, amount: Amount, text: str) -> bool:
        """Whether an amount can be this figure, right or wrong."""
        if not (self.unit.measures(amount, text) or self._is_subject_of(amount, text)):
            return False
        before = text[max(0, amount.start - 60) : amount.start]
        if _MORE.search(before):
            return False
        return (self.of_change or not _CHANGED_BY.search(before)) and (self.of_aim or not _AIM.search(before))

    def _is_subject_of(self, amount: Amount, text: str) -> bool:
        """Whether what is counted stands before an amount: "lead pipes number 8,700"."""
        if self.unit.codes or amount.units or amount.is_one or not is_bare(amount, text):
            return False
        first = max(0, amount.start - 80)
        subject = (
            _SUBJECT.search(text, first, amount.start) if _MAYBE_SUBJECT.search(text, first, amount.start) else None
        )
        *modifiers, noun = (subject["of"] or subject["whole"]).lower().split() if subject else [""]
        return noun in self._nouns and self._known.union(_SMALL).issuperset(map(_singular, modifiers))

    def is_told_bare(self, amount: Amount, text: str) -> bool:
        """Whether an amount is this figure's value, with nothing after it that it could count instead."""
        return not self.unit.codes and not amount.units and amount.fits(self.value) and is_bare(amount, text)

    def is_elsewhere(self, amount: Amount, text: str) -> bool:
        """Whether the words around an amount show that it is of another time, of a part, or of a rule."""
        first, last = max(0, amount.start - _AROUND), amount.end + _AROUND
        for begins in _CLAUSE_BEGINS.finditer(text, first, amount.start):
            first = begins.end()
        ends = _CLAUSE_BEGINS.search(text, amount.end, last)
        clause = text[first : ends.start() if ends else last]
        before = text[max(0, amount.start - 80) : amount.start]
        if _COMPARED.match(text, amount.end, last) or _PART.search(before):
            return True
        if _BY_LAW.search(clause) and not _ABOUT_LAW.search(self._words):
            return True
        years = {int(year) for year in _IN_A_YEAR.findall(clause)}
        if years:  # a claim that names no year may be of any
            own = {int(year) for year in re.findall(rf"\b{_YEAR}\b", f"{self.claim.date or ''} {self._words}")}
            return bool(own) and not years & own
        other = _OTHER_TIME.search(clause)
        if other and not {_singular(word) for word in other[0].lower().split()[:1]} & self._known:
            return True
        return self._is_restricted(amount, text)

    def _is_restricted(self, amount: Amount, text: str) -> bool:
        """Whether only those are counted of which something is true that the claim does not speak of."""
        end = self.unit.end_of(amount, text) if _ONLY.search(text, max(0, amount.start - 20), amount.start) else None
        predicate = _PREDICATE.match(text, end) if end else None
        told = {_singular(word) for word in re.findall(r"[a-z]{4,}", predicate[1].lower())} if predicate else set()
        return bool(told) and not told & self._known


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
    unit = read_unit(quantity.unit, quantity.measure) if quantity else None
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


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
