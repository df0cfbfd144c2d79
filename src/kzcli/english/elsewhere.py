"""What shows that an amount in English prose is not the number of a claim: another time, a part, another whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kzcli.english import MONTHS, listed
from kzcli.english.amounts import COUNTED, Amount
from kzcli.english.figures import HEDGE, singular
from kzcli.english.slips import is_slip, is_thousandfold
from kzcli.prose import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kzcli.english.figures import Figure

_YEAR = r"(?:1[89]|20)\d\d"
_IN_A_YEAR = re.compile(
    rf"(?:\b(?:in|during|for|early|late|mid|end of|start of|middle of|{MONTHS})[\s-]|\()({_YEAR})\b"
    r"(?!\s(?:prices|dollars|euros|report|study))",
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
    rf"(?: of (?:\w+ ){{0,2}}\w+)?,\s(?:or\s|that is,?\s|namely\s)?{HEDGE}$"
    r"|(?:^|[;:,]\s(?:and\s|but\s)?)(?:an? |one |the )?(?:half|third|quarter|fifth|tenth|rest|remainder)"
    rf"(?: of (?:\w+ )?\w+)? (?:costs?|is|are|was|comes to|makes|would cost|would be) {HEDGE}$"
    rf"|(?:^|[;:]\s)(?:out )?of (?:the|all|its|their) (?:[\w'’-]+ ){{0,4}}[\w'’-]+, {HEDGE}$"
    rf"|\b(?:of|among) (?:them|which|whom|these|those|this|it|that),? {HEDGE}$",
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
_PLACES = (
    r"(?:(?:north|south|east|west)(?:[- ]?(?:east|west))?(?:ern)?|cent(?:re|er|ral)|coast(?:al)?|inland|interior"
    r"|rural|urban|capital|cit(?:y|ies)|towns?|villages?|districts?|provinces?|regions?|states?|valleys?|islands?|suburbs?"
    r"|countryside|areas?|highlands?|lowlands?|uplands?|delta|neighbou?rhoods?|settlements?|borders?)"
)
_IN_A_PLACE = re.compile(
    r"^\W*(?:but |and |while |yet )?(?:in|across|around|outside)\s"
    r"(?P<leading>(?:the\s)?(?:[\w'’-]+\s){0,4}?[\w'’-]+),\s",
    re.IGNORECASE,
)
_PLACE = re.compile(rf"\b{_PLACES}\b", re.IGNORECASE)
_NAME = re.compile(rf"\b(?!(?:{MONTHS})\b)[A-Z][\w'’-]+")
_IN_PART = re.compile(rf"(?:\s[\w'’-]+){{0,2}}?\sin\s(?:the\s)?({_PLACES})\b", re.IGNORECASE)
_GROUP = re.compile(r"^\W*(?:but |and |while )?(?:among|where)\s((?:[\w'’-]+\s){0,5}?[\w'’-]+),\s", re.IGNORECASE)
_OF_WHAT = re.compile(r"\s(?:out\s)?of\s((?:[\w'’-]+\s?){1,4})")
_OF_THEIRS = re.compile(r"(?:their|his|her|our|my|your)\s", re.IGNORECASE)
_BASE_ENDS = re.compile(
    r"\b(?:in|on|at|by|for|from|to|with|without|that|which|who|have|has|had|are|is|was|were|lack|still|never)\b"
)
_SAYS_BASE = re.compile(
    r"(?:%|\bper\s?cent|\bpct|\b(?:half|thirds?|quarters?|fifths?|tenths?))\sof\s((?:[\w'’-]+\s?){1,4})", re.IGNORECASE
)
_NO = re.compile(
    r"\b(?:no|not|without|never|nor|none|lack\w*|cannot|un\w{4,}|miss(?:ing|es)?)\b|n['’]t\b", re.IGNORECASE
)
_FAR = 10
"""How many times another number an amount must be, to be this figure only where a word of the measure stands by."""
_SAY_LITTLE = listed(
    """
    about all also and are around been being but for half from had has have into its just less more most nearly
    number only out over own per percent cent share some such than that the their them then there these they this
    those three total under two was were what when which who will with without year years she her his you our
    """
)
_ONLY = re.compile(r"(?:^|[;:,]\s(?:but\s|and\s|yet\s)?)only\s$", re.IGNORECASE)
_FATE = re.compile(
    r"\s+(?:(?:who|that)\s)?(?:(?:were|was|are|is|ha(?:ve|s|d))\s|survived|escaped|lived|fled|recovered|swam)[^,;:.]*",
    re.IGNORECASE,
)
_OF_DEATH = listed("die died dead deat drow kill peri fata vict lost")
_TIMES_THAT = re.compile(
    rf"\b(?:times|twice|half|thrice)\sas\s(?:\w+\s){{1,3}}?as\s(?:the\s|its\s)?{HEDGE}$"
    rf"|\b(?:times|fold)\s\w+\sthan\s(?:the\s|its\s)?{HEDGE}$",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"\b(?:next door|neighbou?ring|nearby|another|sister)\b", re.IGNORECASE)
_BY_HOW_MUCH = re.compile(r"\s(?:ahead|behind|above|below|short|away|apart)\b", re.IGNORECASE)
_PREDICATE = re.compile(
    r"\s+(?:have|has|had|are|were|can|could|do|did|got|get|meet|met|belong|need|needed)\b([^,;:]*)", re.IGNORECASE
)

_AROUND = 300
"""How many characters on either side of an amount are looked at."""
_ADVERBIAL = re.compile(r"^[^,]{1,40},\s")
_REPORTED = re.compile(
    r"\b(?:find\w*|found|puts?|count\w*|estimat\w*|report\w*|show\w*|survey\w*|study|audit\w*|census|said|says?|that)\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    rf"^\W*(?:but |and |while )?(?:the|this|these|that|those|it|they)\s(?:[\w'’-]+\s){{0,6}}?"
    rf"([^\W\d_]{{3,}})\s{HEDGE}$",
    re.IGNORECASE,
)
_NO_SUBJECT = _SAY_LITTLE.union(
    listed("far now today still fully whole new can could may might must should would did does"),
    MONTHS.lower().split("|"),
    COUNTED,
)
_STEM = 4
"""How many letters words have to share to be of one kind: `land` in landed and landings."""
_WHOLE = re.compile(r"\b(?:all|the|these)\s$", re.IGNORECASE)
_WOULD = re.compile(
    rf"\b(?:would|could|might|must|should|needs?\sto|ha(?:s|ve)\sto)\s((?:[\w'’-]+\s){{1,5}}?){HEDGE}$", re.IGNORECASE
)
# "Raising the duty to 35 percent would …", "should raise the duty to 35 percent", "if it were raised to 35 percent".
_CHANGING = (
    r"(?:rais|increas|lift|bring|push|mov|tak|cutt?|lower|reduc|slash|trimm?|doubl|halv|trebl|expand|extend|shorten"
    r"|cap|widen|ris|fall|drop|climb|grow|go)"
)
_WOULD_CHANGE = re.compile(
    rf"(?:(?P<doing>\b{_CHANGING}ing)|\b(?:to|should|must|would|could|might|may|will)(?:\s\w+ly)?\s{_CHANGING}e?"
    rf"|\bif\b[^;:.]{{0,40}}\b(?:{_CHANGING}e?d|brought|cut|rose|fell|grew|went))\b[^;:.]{{0,80}}\s(?:to|at)\s{HEDGE}$",
    re.IGNORECASE,
)
_IF = re.compile(r"\bif\b[^,;:.]{0,80}$", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:would|could|might|may|will)\b")


def is_elsewhere(figure: Figure, amount: Amount, told: Sequence[Amount], text: str) -> bool:
    """Whether the words around an amount show that it is of another time, of a part, or of a rule.

    Args:
        figure: the claim's figure.
        amount: an amount in its unit.
        told: all amounts of the sentence.
        text: the sentence.
    """
    first, last = max(0, amount.start - _AROUND), amount.end + _AROUND
    for begins in _CLAUSE_BEGINS.finditer(text, first, amount.start):
        first = begins.end()
    ends = _CLAUSE_BEGINS.search(text, amount.end, last)
    clause = text[first : ends.start() if ends else last]
    before, lead = text[max(0, amount.start - 80) : amount.start], text[first : amount.start]
    if _COMPARED.match(text, amount.end, last) or _PART.search(before):
        return True
    if (_TIMES_THAT.search(before) or _ANOTHER.search(lead)) and not is_slip(figure, amount):
        return True
    if _BY_HOW_MUCH.match(text, figure.unit.end_of(amount, text) or amount.end):
        return True
    if _BY_LAW.search(clause) and not _ABOUT_LAW.search(figure.words):
        return True
    years = {int(year) for year in _IN_A_YEAR.findall(clause)}
    if years:  # a claim that names no year may be of any
        own = {int(year) for year in re.findall(rf"\b{_YEAR}\b", f"{figure.claim.date or ''} {figure.words}")}
        if own and not years & own:
            return True
    other = _OTHER_TIME.search(clause)
    if other and not years and not {singular(word) for word in other[0].lower().split()[:1]} & figure.known:
        return True
    return (
        _is_restricted(figure, amount, text)
        or _is_of_another_fate(figure, amount, text)
        or _is_of_a_part(figure, amount, lead, text)
        or _is_of_another_whole(figure, amount, text)
        or _is_of_something_else(figure, amount, lead, text)
        or _is_imagined(figure, amount, text)
        or _is_the_rest(figure, amount, clause)
        or (
            _is_far(figure, amount)
            and not _told(figure.quantity.measure) & _told(clause)
            and not is_thousandfold(figure, amount, told, text)
        )
    )


def _is_of_a_part(figure: Figure, amount: Amount, before: str, text: str) -> bool:
    """Whether only a place or a group is spoken of that the claim does not name."""
    known = figure.known
    leading = _IN_A_PLACE.match(before)
    named = leading["leading"] if leading else ""
    behind = _IN_PART.match(text, figure.unit.end_of(amount, text) or amount.end)
    places = [*_PLACE.findall(named), *_NAME.findall(named), *([behind[1]] if behind else [])]
    group = _GROUP.match(before)
    return any(singular(one.lower()) not in known for one in places) or bool(group and _told(group[1]) - known)


def _is_of_another_whole(figure: Figure, amount: Amount, text: str) -> bool:
    """Whether a share is one of something else than the claim's: of an income, not of households."""
    of = _OF_WHAT.match(text, amount.end) if figure.unit.codes == ("%",) else None
    whole = _BASE_ENDS.split(of[1])[0] if of else ""
    words = _told(whole)
    if not words or words & figure.known:
        return False
    stated = _SAYS_BASE.search(f"{figure.quantity.unit} {figure.claim.statement[:LONGEST]}")
    return bool(stated or _OF_THEIRS.match(whole)) or figure.head != singular(figure.head)


def _is_the_rest(figure: Figure, amount: Amount, clause: str) -> bool:
    """Whether a share is what the claim's leaves of the whole, unless it is surely said of the same."""
    if figure.unit.codes != ("%",) or not amount.means(100 - figure.value):
        return False
    same = bool(_NO.search(clause)) == bool(_NO.search(figure.words))
    return not (same and _told(clause) <= figure.known)


def _is_of_something_else(figure: Figure, amount: Amount, before: str, text: str) -> bool:
    """Whether it is told of something that the claim does not name, and is no slip: "a shepherd keeps 300 sheep"."""
    known = {word[:_STEM] for word in figure.known}
    definite = _DEFINITE.search(before)
    # "The service would cost $800,000": what was spoken of before, and the claim's own verb.
    near = max(0, amount.start - _AROUND)
    if (
        _REPORTED.search(text, near, amount.end + _AROUND)
        or is_slip(figure, amount)
        or (definite and definite[1].lower()[:_STEM] in known)
    ):
        return False
    subject = (
        _subject(_ADVERBIAL.sub("", before, count=1)) or _subject(text[near : amount.start]) or _subject(text[near:])
    )
    return bool(subject) and subject[:_STEM] not in known


def _subject(words: str) -> str:
    """The first word that may name what is spoken of."""
    found = (singular(match[0].lower()) for match in re.finditer(r"[^\W\d_]{3,}", words[: 2 * _AROUND]))
    return next((word for word in found if word not in _NO_SUBJECT), "")


def _is_imagined(figure: Figure, amount: Amount, text: str) -> bool:
    """Whether it is told of what would be, and the claim speaks of what is."""
    before = text[max(0, amount.start - 120) : amount.start]
    change = _WOULD_CHANGE.search(before)
    modal = _MODAL.search(text, amount.end, amount.end + _AROUND)
    supposed = modal and modal[0] != "will" and _IF.search(before)
    changed = change and (modal or not change["doing"]) and not _is_stated(change[0], figure)
    would = None if _WHOLE.search(before) else _WOULD.search(before)
    imagined = supposed or changed or (would and not _told(would[1]) & figure.known)
    return bool(imagined) and figure.claim.kind != "forecast" and not (would is None and figure.of_aim)


def _is_stated(change: str, figure: Figure) -> bool:
    """Whether the claim speaks of the same change."""
    verb = re.search(rf"\b{_CHANGING}\w*", change, re.IGNORECASE)
    return verb is not None and verb[0][:_STEM].lower() in {word[:_STEM] for word in figure.known}


def _is_far(figure: Figure, amount: Amount) -> bool:
    """Whether an amount is so far away that a slip of the pen is not likely."""
    value = abs(figure.value)
    return amount.low > value * _FAR or amount.high < value / _FAR


def _told(words: str) -> set[str]:
    """The words that say something, without a plural's s."""
    found = {singular(word) for word in re.findall(r"[^\W\d_]{3,}", words.lower())}
    return found - _SAY_LITTLE


def _is_restricted(figure: Figure, amount: Amount, text: str) -> bool:
    """Whether only those are counted of which something is true that the claim does not speak of."""
    end = figure.unit.end_of(amount, text) if _ONLY.search(text, max(0, amount.start - 20), amount.start) else None
    predicate = _PREDICATE.match(text, end) if end else None
    told = {singular(word) for word in re.findall(r"[a-z]{4,}", predicate[1].lower())} if predicate else set()
    return bool(told) and not told & figure.known


def _is_of_another_fate(figure: Figure, amount: Amount, text: str) -> bool:
    """Whether something is said of those counted that the claim does not say, and it is no slip."""
    end = figure.unit.end_of(amount, text) if not figure.unit.codes else None
    fate = _FATE.match(text, end, end + _AROUND) if end else None
    told = _kinds(_told(fate[0])) if fate else set()
    return bool(told) and told.isdisjoint(_kinds(figure.known)) and not is_slip(figure, amount)


def _kinds(words: Iterable[str]) -> set[str]:
    """What words begin with, those that mean somebody's death alike."""
    stems = {word[:_STEM] for word in words}
    return stems | {"die"} if stems & _OF_DEATH else stems
