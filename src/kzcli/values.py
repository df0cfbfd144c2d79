"""Small values of a brief: words with a fixed meaning, partial dates and quantities, and how people say them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple, get_args

CITATION = r"\[\^([^\]\[\s]+)\]"
"""A citation in a text, as a regular expression; its group is the id that is cited."""

CITATIONS = re.compile(CITATION)
"""The same, compiled once for all who look for citations."""

ID_PATTERN = "^[a-z0-9]+(?:-[a-z0-9]+)*$"

Kind = Literal["fact", "judgment", "assumption", "forecast"]
Confidence = Literal["low", "moderate", "high"]
Level = Literal["unsupported", "low", "moderate", "high"]
Likelihood = Literal[
    "almost-no-chance",
    "very-unlikely",
    "unlikely",
    "roughly-even-chance",
    "likely",
    "very-likely",
    "almost-certain",
]
Horizon = Literal["near", "medium", "long"]
Status = Literal["open", "partially-addressed", "implemented", "not-implemented"]
Response = Literal["concurred", "partly-concurred", "did-not-concur", "none"]
GoalStatus = Literal["addressed", "partially-addressed", "not-addressed"]
SourceKind = Literal["article", "report", "strategy", "speech", "interview", "dataset", "law", "web"]
ActorKind = Literal["state", "organisation", "company", "person", "office"]

CONFIDENCES: tuple[Confidence, ...] = ("low", "moderate", "high")
"""From the weakest to the strongest."""

STATUSES: tuple[Status, ...] = get_args(Status)
"""In the order of the file format."""

LEVELS: tuple[Level, ...] = ("unsupported", *CONFIDENCES)
"""How strong something can be, from the weakest to the strongest: a confidence, or without any ground at all."""

LIKELIHOODS: dict[Likelihood, str] = {
    "almost-no-chance": "1-5 %",
    "very-unlikely": "5-20 %",
    "unlikely": "20-45 %",
    "roughly-even-chance": "45-55 %",
    "likely": "55-80 %",
    "very-likely": "80-95 %",
    "almost-certain": "95-99 %",
}
"""The seven bands of ICD 203 (Analytic Standards); a shared end point belongs to the higher band."""

HORIZONS: dict[Horizon, str] = {
    "near": "within a year",
    "medium": "in one to three years",
    "long": "in more than three years",
}

HORIZON_ENDS: dict[Horizon, str] = {"near": "P1Y", "medium": "P3Y"}
"""How long after its brief's day the horizon of a recommendation ends; a long one has no end."""

_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "syrc", "thaa"})
_RIGHT_TO_LEFT_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})

_CURRENCIES = {"USD": "$", "EUR": "€", "GBP": "£", "KZT": "₸", "RUB": "₽", "JPY": "¥"}
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_TOO_SMALL = 1e-12  # as with what is too large
_TOO_LARGE = 1e21  # from here on nobody counts digits, and most would be none that anybody wrote: 1e+21
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ONE_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(~)?")


class DateSpan(NamedTuple):
    """The days that a partial date may mean."""

    first: date
    last: date
    approximate: bool


def parse_partial_date(text: str) -> DateSpan:
    """Read a date of the Extended Date/Time Format (ISO 8601-2): year, month, day, interval, approximate.

    Args:
        text: `2018`, `2018-11`, `2018-11-01`, `2019-01/2019-05`, `2019~`.

    Raises:
        ValueError: the text is no such date; the message says why.
    """
    parts = text.split("/")
    if len(parts) > 2:
        raise ValueError("an interval has one start and one end")
    spans = [_parse_one(part) for part in parts]
    if spans[0].first > spans[-1].last:
        raise ValueError("the interval ends before it starts")
    return DateSpan(spans[0].first, spans[-1].last, any(span.approximate for span in spans))


def _parse_one(text: str) -> DateSpan:
    match = _ONE_DATE.fullmatch(text)
    if not match or not text.isascii():
        raise ValueError("not a year, month, day, interval or approximate date")
    year, month, day, approximate = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise ValueError("no such day in the calendar") from error
    if day:
        last = first
    elif month:
        last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    else:
        last = first.replace(month=12, day=31)
    return DateSpan(first, last, bool(approximate))


def show_day(day: date) -> str:
    """A day as people write it: `28 May 2020`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def show_partial_date(text: str) -> str:
    """A partial date as people write it: `Nov 2018`, `Jan to May 2019`, `about 2019`."""
    start, _, end = text.partition("/")
    if not end:
        return _show_one(start)
    shown_start, shown_end = _show_one(start), _show_one(end)
    if start[:4] == end[:4] and "~" not in start and len(start) > 4 and len(end) > 5:
        shown_start = shown_start.removesuffix(f" {start[:4]}")
    return f"{shown_start} to {shown_end}"


def _show_one(text: str) -> str:
    about = "about " if text.endswith("~") else ""
    year, *rest = text.rstrip("~").split("-")
    month = f"{_MONTHS[int(rest[0]) - 1]} " if rest else ""
    day = f"{int(rest[1])} " if len(rest) > 1 else ""
    return f"{about}{day}{month}{year}"


def show_number(value: float) -> str:
    """A number as people write it: `2.1 billion`, `2,000`; never rounded."""
    for scale, word in _SCALES:
        scaled = round(value / scale, 2)
        if 1 <= abs(scaled) < 1000 and scaled * scale == value:
            return f"{scaled:g} {word}"
    if isinstance(value, float) and value.is_integer() and abs(value) < _TOO_LARGE:
        value = int(value)
    shown = f"{value:,}"
    if "e-" in shown and abs(value) > _TOO_SMALL:
        from decimal import Decimal  # dear, and such numbers are rare

        return f"{Decimal(shown):f}"
    return shown


def show_quantity(value: float, unit: str) -> str:
    """A number with its unit: `$2.1 billion`, `70 %`, `120 troops`."""
    symbol = _CURRENCIES.get(unit)
    if symbol is None:
        return f"{show_number(value)} {unit}"
    return f"-{symbol}{show_number(-value)}" if value < 0 else f"{symbol}{show_number(value)}"


def show_duration(length: str) -> str:
    """A stretch of time as people say it: `2 years` for P2Y.

    Args:
        length: years, months or days as ISO 8601 writes them.
    """
    count = int(length[1:-1])
    word = {"Y": "year", "M": "month", "D": "day"}[length[-1]]
    return f"{count} {word}{'' if count == 1 else 's'}"


def show_age(first: date, on: date) -> str:
    """How old something is: `6 years`, under two years `18 months`, under two months `40 days`.

    Args:
        first: the day from which on it is counted.
        on: the day on which it is looked at; where it is the earlier of the two, nothing is old and nothing is said.
    """
    if on < first:
        return ""
    months = (on.year - first.year) * 12 + on.month - first.month - (on.day < first.day)
    if months < 2:
        return show_duration(f"P{(on - first).days}D")
    return show_duration(f"P{months}M" if months < 24 else f"P{months // 12}Y")


def end_of(text: str) -> DateSpan:
    """The stretch from whose beginning the age of what has a partial date is counted: of an interval, its end."""
    return parse_partial_date(text.rpartition("/")[2])


def show_age_of(text: str, on: date) -> str:
    """How old what has a partial date is, no more exactly than the date is, counted from `end_of` it.

    Args:
        text: the date.
        on: the day on which it is looked at; within the month or the year of the date, nothing is said.
    """
    end = end_of(text)
    if end.first == end.last:
        return show_age(end.first, on)
    years = on.year - end.first.year
    months = years * 12 + on.month - end.first.month
    if end.first.month != end.last.month:
        return show_duration(f"P{years}Y") if years > 0 else ""
    return show_duration(f"P{months}M" if months < 24 else f"P{months // 12}Y") if months > 0 else ""


def later(day: date, length: str) -> date:
    """A day and a stretch of time after it; the last day of a month where that has no such day.

    Args:
        day: where it begins.
        length: years, months or days as ISO 8601 writes them: P2Y, P18M, P90D.
    """
    count, unit = int(length[1:-1]), length[-1]
    try:
        if unit == "D":
            return date.fromordinal(day.toordinal() + count)
        years, month = divmod(day.month - 1 + count * (12 if unit == "Y" else 1), 12)
        year, month = day.year + years, month + 1
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return date.max


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Which way a language is written.

    Args:
        language: a BCP 47 tag.
    """
    first, *rest = language.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    backwards = script in _RIGHT_TO_LEFT_SCRIPTS if script else first in _RIGHT_TO_LEFT_LANGUAGES
    return "rtl" if backwards else "ltr"


def turn(before: Level, after: Level) -> Literal["weaker", "stronger"] | None:
    """Which of the two something has become; none where it is as strong as it was."""
    step = LEVELS.index(after) - LEVELS.index(before)
    return None if step == 0 else "weaker" if step < 0 else "stronger"


def show_count(count: int, noun: str) -> str:
    """A number of things: `1 claim`, `1,200 claims`."""
    return f"{count} {noun}" if count == 1 else f"{count:,} {noun}s"


def show_list(words: Sequence[str]) -> str:
    """Words one after the other: `a`, `a and b`, `a, b and c`."""
    *first, last = words or ("",)
    return f"{', '.join(first)} and {last}" if first else last


def show_first(words: Sequence[str], most: int) -> str:
    """The first of many words: `a, b`, `a, b and 3 more`."""
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return f"{', '.join(words[:most])}{more}"


def show_word(word: str) -> str:
    """A word of the vocabulary as people write it: `partially addressed`."""
    return word.replace("-", " ")
