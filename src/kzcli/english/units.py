"""The units of quantities, and whether an amount in English prose is in one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kzcli.english import listed
from kzcli.english.amounts import CURRENCIES, Amount
from kzcli.english.number_words import ONES, SCALES
from kzcli.english.scaled import SCALED, read_scaled

if TYPE_CHECKING:
    from collections.abc import Iterable

_CURRENCY_NAMES = {
    "$": "USD",
    "us$": "USD",
    "dollars": "USD",
    "us dollars": "USD",
    "€": "EUR",
    "euros": "EUR",
    "£": "GBP",
}
_PERCENT = frozenset({"%", "percent", "per cent", "pct"})
_POINTS = frozenset({"pp", "percentage points", "percentage point"})
_ALIKE = (
    frozenset({"people", "person", "persons"}),
    frozenset({"man", "men"}),
    frozenset({"woman", "women"}),
    frozenset({"child", "children"}),
    frozenset({"km", "kilometre", "kilometres", "kilometer", "kilometers"}),
    frozenset({"ha", "hectare", "hectares"}),
)
_PERIODS = {
    **dict.fromkeys(("hour", "hourly"), "hour"),
    **dict.fromkeys(("day", "daily"), "day"),
    **dict.fromkeys(("week", "weekly"), "week"),
    **dict.fromkeys(("month", "monthly"), "month"),
    **dict.fromkeys(("year", "annual", "annually", "yearly", "annum"), "year"),
}
_PERIOD = rf"(?:{'|'.join(_PERIODS)}|capita|head|person|household|tonne|ton|plant|unit|barrel)"
_RATE = re.compile(
    rf"(?:\s\w+){{0,3}}?(?:\s(?:an?|per|each|every)\s|/)({_PERIOD})\b(?!\s(?:later|earlier|ago|before|after|on|in\b))"
    r"|(?:\s\w+){0,2}?\s(annually|yearly|daily|weekly|monthly)\b",
    re.IGNORECASE,
)
_EACH = (
    r"resident|citizen|inhabitant|taxpayer|voter|family|child|pupil|student|patient|worker|passenger|user|place|km"
    r"|hundred|thousand|million"
)
_OF_EACH = re.compile(
    rf"(?:\s\w+){{0,3}}?(?:\sper\s(?!cent\b)(\d[\d,]*|\w+)|(?:\s(?:for each|for every)\s|/)({_EACH})\b)", re.IGNORECASE
)
# "Aid per head is $110", "For every resident it paid $61": the rate stands before the amount.
_RATE_BEFORE = re.compile(
    rf"\b(?:per|for each|for every)\s({_PERIOD}|{_EACH})\b[^,;:.]{{0,50}}$"
    rf"|\b(?:each|every)\s({_EACH})['’]s\b[^,;:.]{{0,50}}$",
    re.IGNORECASE,
)
_PERIOD_WORD = re.compile(r"\d[\d,]*|\w+")
_LONGEST = 100
"""How many characters a unit has at most."""
_NEXT = re.compile(r"(?:\s+|(?<=\d))([^\W\d][\w'’.-]*)")
_OF_MORE = re.compile(
    rf"\s+(?:out\s+)?of\s+(?:the\s+|its\s+|all\s+|these\s+)?(?:\d[\d,]*|{'|'.join(ONES[1:12])})\b",
    re.IGNORECASE,
)  # "twelve of the 27 states" are states
# Between a number and its noun none of these stands; and "three more states" are other ones than the claim's.
_STOPS = listed(
    """
    a about after all an and any are as at be before between but by can could did do does during for from had
    has have if in into is it its less may might more new not of off on or other others out over per since so
    some such than that the their them then there these they this those through times to until up was we were
    which while who will with would additional extra further fewer another remaining different fold united
    """
)


class Unit(NamedTuple):
    """The unit of a quantity, as it can be found in prose."""

    codes: tuple[str, ...]
    """A currency, `%`, `pp`, `W`, `Wh` or `t`; empty where it is a noun."""
    nouns: frozenset[str]
    """The noun in singular and plural, small letters."""
    modifiers: frozenset[str]
    """The words before the noun, small letters."""
    base: str
    """What it is a share of: `gdp` in `% of GDP`."""
    scale: float
    """What a value in it is to be multiplied by: a million for `USD million`."""
    periods: frozenset[str]
    """The words of it and of what is measured, among them what it is counted by: `day` in `head a day`."""

    def measures(self, amount: Amount, text: str) -> bool:
        """Whether an amount is in this unit, for sure.

        Args:
            amount: an amount.
            text: what it was found in.
        """
        end = self.end_of(amount, text)
        if end is None:
            return False
        rates = (
            _RATE.match(text, end),
            _OF_EACH.match(text, end),
            _RATE_BEFORE.search(text, max(0, amount.start - 80), amount.start),
        )
        if any(rate and not self._is_counted_by(_period(rate[rate.lastindex or 0])) for rate in rates):
            return False
        share = re.match(r"\s+of\s+(?:the\s+|its\s+|all\s+)?([\w-]+)", text[end : end + 40])
        return not (self.base and share and share[1].lower() != self.base)

    def _is_counted_by(self, period: str) -> bool:
        """Whether a rate can be this unit's; what is told without a time is mostly told by the year."""
        return period in self.periods or (period == "year" and not self.periods & set(_PERIODS.values()))

    def end_of(self, amount: Amount, text: str) -> int | None:
        """Where the unit after an amount ends; none where it is another unit."""
        if self.codes or amount.units:
            return amount.end if set(self.codes) & set(amount.units) else None
        if amount.is_one or amount.is_year:
            return None
        between: set[str] = set()
        of = _OF_MORE.match(text, amount.end)
        at = of.end() if of else amount.end
        while len(between) < 4 and (match := _NEXT.match(text, at)):
            word, at = match[1].lower().rstrip("."), match.end()
            if word in self.nouns:
                other = self.modifiers and between and not self.modifiers & between
                return None if other else match.start(1) + len(word)
            if word in _STOPS or word.endswith("s") or match.start() == match.start(1):
                return None  # the number counts something else
            between.add(word)
        return None


def read_unit(unit: str, measure: str) -> Unit | None:
    """Read a quantity's unit; none where it is no word or code for one.

    Args:
        unit: as the brief writes it: `USD`, `%`, `head a day`.
        measure: what is measured.
    """
    told = unit.strip()
    if len(told) > _LONGEST:
        return None
    periods = frozenset(_period(word) for word in _PERIOD_WORD.findall(f"{told} {measure}"))
    scale = 1.0
    for word in re.findall(r"[A-Za-z]+", told):
        if len(word) > 1 and word.lower().rstrip("s") in SCALES:
            scale *= SCALES[word.lower().rstrip("s")]
            told = re.sub(rf"\s*\b{word}\b(?:\s+of\b)?\s*", " ", told).strip()
    main, _, base = re.split(r"\s+per\s+|\s+an?\s+|\s*/\s*", told)[0].partition(" of ")
    scaled = SCALED.fullmatch(main.strip())
    main = main.strip().lower()
    base = base.strip().lower().removeprefix("the ").split(" ")[0]
    codes: tuple[str, ...] = ()
    if scaled:
        factor, codes = read_scaled(scaled)
        scale *= factor
    elif main in _PERCENT:
        codes = ("%",)
    elif main in _POINTS:
        codes = ("pp",)
    elif main.upper() in CURRENCIES:
        codes = (main.upper(),)
    elif main in _CURRENCY_NAMES:
        codes = (_CURRENCY_NAMES[main],)
    if codes:
        return Unit(codes, frozenset(), frozenset(), base, scale, periods)
    *modifiers, noun = main.split() or [""]
    if len(noun) < 2 or not noun.replace("-", "").isalpha():
        return None
    return Unit((), frozenset(forms(noun)), frozenset(modifiers), "", scale, periods)


def forms(noun: str) -> Iterable[str]:
    """A noun in singular and plural."""
    for alike in _ALIKE:
        if noun in alike:
            return alike
    if noun.endswith("ies"):
        return {noun, noun[:-3] + "y"}
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return {noun, noun[:-1] + "ies"}
    if noun.endswith("s"):
        return {noun, noun[:-1], noun.removesuffix("es")}
    return {noun, noun + "s", noun + "es"}


def _period(word: str) -> str:
    return _PERIODS.get(word.lower(), word.lower())
