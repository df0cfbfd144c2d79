"""Amounts in English prose: numbers with their scale, their unit and what hedges them."""

from __future__ import annotations

import math
import re
from itertools import islice
from typing import Literal, NamedTuple

from kzcli.english import listed
from kzcli.english.number_words import LARGE, LONG, ONES, SCALE_WORD, SCALES, TENS, WORD, WORTH, in_digits
from kzcli.english.scaled import SCALED, read_scaled

_SYMBOLS = {
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"),
    "€": ("EUR",),
    "£": ("GBP",),
    "₸": ("KZT",),
    "₽": ("RUB",),
    "¥": ("JPY", "CNY"),
    "₹": ("INR",),
}
_NAMES = {
    "dollar": _SYMBOLS["$"],
    "euro": ("EUR",),
    "pound": ("GBP",),
    "tenge": ("KZT",),
    "rouble": ("RUB", "BYN"),
    "ruble": ("RUB", "BYN"),
    "yen": ("JPY",),
    "yuan": ("CNY",),
    "renminbi": ("CNY",),
    "rupee": ("INR", "PKR"),
    "som": ("KGS", "UZS"),
    "franc": ("CHF",),
}
CURRENCIES = listed(
    """
    USD CAD AUD NZD SGD HKD MXN EUR GBP KZT RUB BYN JPY CNY INR PKR KGS UZS CHF TJS TMT UAH GEL AMD AZN AFN TRY
    SEK NOK DKK PLN CZK HUF RON BRL ARS CLP ZAR KRW THB IDR ILS SAR AED QAR IRR EGP NGN KES BDT VND MYR PHP
    """
)
"""Codes of ISO 4217 that briefs are likely to name."""

_CODE = "[A-Z]{3}"  # whether it is one is asked afterwards; as alternatives they would cost more than all else here
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f\u2009 ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_FRACTIONS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "quarters": 0.75, "½": 0.5, "¼": 0.25, "¾": 0.75}
_AND_PART = r"(?i:\sand\s(?:(?:a|one)[\s-](?:half|third|quarter)|three[\s-]quarters)\b)"  # "five and a quarter"
_NUMBER = rf"(?:{_DIGITS})[½¼¾]?|\b(?:{WORD})\b{_AND_PART}?"
_FIRST = rf"\b(?(between)(?!)){LONG}|{_NUMBER}"  # not "between one hundred and two hundred"
_SCALE = rf"(?:(?:\s+|-)(?:(?i:dozen)|{SCALE_WORD})\b|\s?(?i:mln|mn|bln|bn|trn|tn)\b|[mbk]\b){{0,2}}"
_BEFORE = rf"(?:(?:US|U\.S\.\s?|A|C|Can|NZ|HK|S)?\$|[€£¥₸₽₹]|\b(?:{_CODE})\s?)\s?"
_AFTER = (
    rf"\s?%|\s(?i:per\s?cent|pct)\b|\s(?i:percentage\spoints?)\b|\s?(?:{_CODE})\b"
    r"|\s(?:(?:US|U\.S\.|American|Canadian|Australian|Kazakh|Kazakhstani|Russian)\s)?(?i:"
    rf"{'|'.join(_NAMES)})s?\b"
)
_AMOUNT = re.compile(
    rf"(?<![\w.,+/–-])(?P<between>(?i:between)\s)?(?P<before>{_BEFORE})?(?P<number>{_FIRST})(?P<scale>{_SCALE})"
    rf"(?:(?:\s?(?:%|per\s?cent))?(?:\s?[-–—]\s?|(?(between)\sand|\s(?:to|or))\s)(?:{_BEFORE})?(?P<number2>{_NUMBER})(?P<scale2>{_SCALE}))?"
    rf"(?P<after>{_AFTER})?(?!\d|\w{{4}}|-\d)"
)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
COUNTED = (*ONES, *TENS, "half", *_PARTS, *(word for word in SCALES if len(word) > len("mln")))
"""Words that count."""
_MAYBE = re.compile(rf"\d|\b(?:{'|'.join(COUNTED)})", re.IGNORECASE)
_SHARE = re.compile(
    rf"\b(?:(?P<count>a|{'|'.join(ONES[:4])})[\s-](?P<parts>(?:{'|'.join(_PARTS)})s?)|half)"
    r"(?=\s(?:of|the|its|their|all)\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
# "Article 5" and "page 7" name a thing, "three in five" is a share.
_NAMED = re.compile(
    r"\b(?:articles?|arts?|sections?|sec|chapters?|paragraphs?|paras?|pages?|pp?|nos?|number|figures?|fig|tables?|annex"
    r"|resolution|phase|part|volume|vol|goals?|title|item|appendix|clause|protocol|point|step|note|line|version|level"
    r"|category|grade|type|group|round|stage|tier|day|week|year|objective|chapter)\.?\s$"
    rf"|\b(?:\d+|{'|'.join(ONES[:9])})\s(?:in|out\sof|in\severy)\s$"
    r"|\b(?:half|third|quarter|fifth|tenth)s?\sof\s(?:the\s)?$",
    re.IGNORECASE,
)
_ALSO_VERB = re.compile(r"\bnumber(?:ed)?\s$", re.IGNORECASE)  # "lead pipes number 8,700": no name has a comma in it
_TIMES = re.compile(r"\s?(?:times|fold)\b|-fold\b|x\b|\s+and a half\b", re.IGNORECASE)
_GOES_ON = re.compile(rf"(?i:\s+and)\s+(?:{WORD})\b")
# "Two billion one hundred million" is one number, more than is read here.
_LARGER = re.compile(rf",?\s(?:and\s)?(?:{WORD})\s{SCALE_WORD}\b|\s\d+\s{SCALE_WORD}\b")
_SMALLER = re.compile(rf"\b{SCALE_WORD}(?P<and>,?\s(?:and\s)?|-)$")
AT_LEAST = r"(?<!no )(?<!not )more than|over|above|at least|(?:no|not) (?:less|fewer) than|exceed(?:s|ed|ing)?"
"""Words that bound a number from below, as a regular expression."""
AT_MOST = r"(?<!no )(?<!not )(?:less|fewer) than|under|below|at most|(?:no|not) more than"
"""Words that bound it from above."""
_LEAST = re.compile(
    rf"\b(?:{AT_LEAST}|upwards of|in excess of|a minimum of|north of|beyond|surpass(?:es|ed|ing)?)"
    r"\s(?:the\s|some\s)?$",
    re.IGNORECASE,
)
_MOST = re.compile(
    rf"\b(?:{AT_MOST}|up to|a maximum of|(?<!times )(?<!twice )(?<!half )as (?:much|many) as|short of)\s(?:the\s)?$",
    re.IGNORECASE,
)
# "The grant went up to £7,500" tells a level, "up to £7,500" a bound.
_LEVEL = re.compile(
    r"\b(?:went|gone|(?:is|are|was|were|been|being) (?:raised|put|moved|pushed|brought)) up to (?:the )?$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|approx\.|some|circa|ca\.|close to|near|nearly|almost"
    r"|(?:an )?estimated|virtually"
    r"|in the (?:region|order) of|(?:just|slightly|a little) (?:over|under|above|below|more than"
    r"|less than))\s(?:the\s|a\s)?$"
    r"|[~≈]\s?$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"\+|\s?(?:[\w%]+\s){0,2}or more\b|\s?plus\b", re.IGNORECASE)
_OR_LESS = re.compile(r"\s?(?:[\w%]+\s){0,2}or (?:less|fewer)\b", re.IGNORECASE)
_OR_SO = re.compile(r"\s?(?:[\w%]+\s){0,2}or so\b", re.IGNORECASE)
MOST_NUMBERS = 50
"""How many numbers of a sentence are read; one with more of them is a table, or no sentence."""
_MARGIN = 0.1
"""How far a hedged number may be off."""
_NEAR = 1.125
"""How far off a bound the number may be for which it is given."""
_LOOSE = 2.5
"""How many times a bound a number is for which nobody would give it, though it holds."""

Bound = Literal["", "least", "most"]


class Amount(NamedTuple):
    """An amount as a text gives it."""

    start: int
    end: int
    low: float
    """The least that it may stand for, as precisely as it is written and hedged."""
    high: float
    told: float
    """The number without what hedges it, or the middle of a range."""
    bound: Bound
    """Whether it is given as the least or the most that the number can be."""
    units: tuple[str, ...]
    """The currencies that it may be in, or `%`, `pp`, `W`, `Wh` or `t`; empty where a noun may follow."""
    is_one: bool
    """Whether it is the bare word "one", which more often points than counts."""
    is_year: bool
    """Whether it may be a year."""

    def fits(self, value: float) -> bool:
        """Whether a value is what the text says."""
        slack = abs(value) * 1e-9
        return self.low - slack <= abs(value) <= self.high + slack

    def means(self, value: float) -> bool:
        """Whether a value is what the text says, and near the bound where it gives one: "more than 60,000"."""
        near = not self.bound or self.told / _NEAR <= abs(value) <= self.told * _NEAR
        return near and self.fits(value)

    def is_loose(self, value: float) -> bool:
        """Whether it is a bound so far from a value that nobody would give it: "more than 40" of 228."""
        if self.bound == "least":
            return abs(value) > self.told * _LOOSE
        return self.bound == "most" and abs(value) * 2 <= self.told


def amounts(text: str) -> list[Amount]:
    """The amounts of a text, in order; years, ordinals and numbers that name something are none.

    Args:
        text: English prose without markup; where it holds more numbers than prose does, none is read.
    """
    if not _MAYBE.search(text):
        return []
    matches = list(islice(_AMOUNT.finditer(text), MOST_NUMBERS + 1))
    if len(matches) > MOST_NUMBERS:
        return []
    found = [one for one in map(_read, matches) if one]
    if "%" not in {unit for one in found for unit in one.units}:
        found += map(_read_share, islice(_SHARE.finditer(text), MOST_NUMBERS))
    return sorted(found)


def _read_share(match: re.Match[str]) -> Amount:
    """A share told as a fraction, which is rounding by nature."""
    parts = match["parts"]
    share = 100 * WORTH[match["count"].lower()] / _PARTS[parts.lower().rstrip("s")] if parts else 50.0
    before = match.string[max(0, match.start() - 40) : match.start()]
    bound: Bound = "most" if _MOST.search(before) else "least" if _LEAST.search(before) else ""
    low = 0 if bound == "most" else share * (1 - _MARGIN)
    high = math.inf if bound == "least" else share * (1 + _MARGIN)
    return Amount(*match.span(), low, high, share, bound, ("%",), is_one=False, is_year=False)


def _read(match: re.Match[str]) -> Amount | None:
    text = match.string
    start, end = match.end("between") if match["between"] else match.start(), match.end()
    prefix, suffix = match["before"], match["after"]
    if prefix and prefix.strip().isalpha() and prefix.strip() not in CURRENCIES:
        start, prefix = match.start("number"), None
    if suffix and suffix.strip().isupper() and suffix.strip() not in CURRENCIES:
        end, suffix = match.start("after"), None
    before = text[max(0, start - 40) : start]
    after = text[end : end + 30]
    named = not prefix and _NAMED.search(before)
    if _TIMES.match(after) or (named and not ("," in match["number"] and _ALSO_VERB.search(before))):
        return None
    if re.search(r"hundred|thousand", match["scale"], re.IGNORECASE) and _GOES_ON.match(after):
        return None  # "two hundred and fifty" is more than is read here
    if re.search(SCALE_WORD, match["scale"]) and not (suffix or match["number2"]) and _LARGER.match(after):
        return None
    smaller = None if prefix else _SMALLER.search(before)
    if smaller and (match["number"][0].isalpha() or smaller["and"] == " "):
        return None
    low, least, high = _interval(match["number"], match["scale"], match["scale2"])
    most = least
    if match["number2"]:
        second = _interval(match["number2"], match["scale2"], None)
        low, high = min(low, second[0]), max(high, second[2])
        least, most = sorted((least, second[1]))
    told = (least + most) / 2
    bound: Bound = ""
    if _ABOUT.search(before) or _OR_SO.match(after):
        low, high = min(low, least * (1 - _MARGIN)), max(high, most * (1 + _MARGIN))
    elif _LEAST.search(before) or _OR_MORE.match(after):
        low, high, told, bound = least * (1 - _MARGIN), math.inf, least, "least"
    elif (_MOST.search(before) and not _LEVEL.search(before)) or _OR_LESS.match(after):
        low, high, told, bound = 0, most * (1 + _MARGIN), most, "most"
    units = _units(prefix, suffix)
    factor = 1.0
    unit = None if units else SCALED.match(text, end)
    if unit:
        end, (factor, units) = unit.end(), read_scaled(unit)
    scaled = bool(match["scale"] or match["number2"] or unit)
    is_one = match["number"].lower() == "one" and not scaled and not re.search(r"\b(?:only|just)\s$", before)
    is_year = bool(_YEAR.fullmatch(match["number"])) and not (match["scale"] or unit)
    return Amount(start, end, low * factor, high * factor, told * factor, bound, units, is_one, is_year)


def _interval(number: str, scale: str, later_scale: str | None) -> tuple[float, float, float]:
    """A number between those that it may be the rounding of: "2.1 billion" between 2,050 and 2,150 million."""
    number = in_digits(number) if LARGE.search(number) else number
    factor = math.prod(SCALES[word.lower()] for word in re.findall(r"[A-Za-z]+", scale or later_scale or ""))
    whole, _, last = number.lower().partition(" and ") if number[0].isalpha() else (number, "", number[-1])
    part = _FRACTIONS.get(re.split(r"[\s-]", last)[-1], 0.0)
    digits = re.sub(r"[^\d.]", "", number) if number[0].isdigit() else ""
    if not digits or part:
        worth = (float(digits) if digits else sum(WORTH[word] for word in whole.split("-"))) + part
        step = min(part, 1 - part) or (1.0 if worth >= 1 else 0.1)
    else:
        worth = float(digits)
        whole, _, decimals = digits.partition(".")
        zeros = len(whole) - len(whole.rstrip("0"))
        # Zeros at the end may be rounding, but one that left a single digit would be told as "about".
        step = 10.0 ** (-len(decimals) if decimals else max(0, min(zeros, len(whole) - 2)))
    return (worth - step / 2) * factor, worth * factor, (worth + step / 2) * factor


def _units(before: str | None, after: str | None) -> tuple[str, ...]:
    told = (after or "").strip().lower()
    if told in ("%", "per cent", "percent", "pct"):
        return ("%",)
    if told.startswith("percentage"):
        return ("pp",)
    for sign in ((after or "").strip(), (before or "").strip()):
        if sign in CURRENCIES:
            return (sign,)
    for name, codes in _NAMES.items():
        if told.rstrip("s").endswith(name):
            return ("USD",) if name == "dollar" and told.startswith(("us", "u.s.", "american")) else codes
    sign = (before or "").strip()
    if sign in ("US$", "U.S.$", "U.S. $"):
        return ("USD",)
    others = {"A": "AUD", "C": "CAD", "Can": "CAD", "NZ": "NZD", "HK": "HKD", "S": "SGD"}
    if sign and sign[:-1] in others:
        return (others[sign[:-1]],)
    return _SYMBOLS.get(sign[-1:], ())
