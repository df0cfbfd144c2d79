"""What is wrong with a line that is no TOML, in the words of those who write briefs; read only when there is one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from kzcli.toml import TOKEN, TomlError, place_at

MAX_LINE = 1000
"""How many characters before and after a place are looked at: what people write is shorter."""

_KEY = re.compile(r"[ \t]*([A-Za-z0-9_-]+)[ \t]*=")
# A line that can be nothing else than a table's header, even where a bracket before it is never closed.
HEADER = re.compile(
    r"[ \t]*\[{1,2}[ \t]*(?!(?:true|false|nan|inf)\b)[A-Za-z_][\w-]*(?:\.[\w-]+)*[ \t]*\]{1,2}[ \t]*(?:#.*)?(?=\n|\Z)"
)
_HEADER_BEGINS = re.compile(r"[ \t]*\[{1,2}\Z")
_NUMBER = re.compile(r"(?<=[=\s])[-+]?\d{1,3}(?:[,' ]\d{3})+(?!\d)")
_MONEY = re.compile(r"[$€£¥₸₽][ ]?(\d[\d,_.]*)")
_DATE = re.compile(r"(?<=[=\s])(\d{1,4})([-/.])(\d{1,2})(?:\2(\d{1,4}))?~?(?![\w.])")
_WORDY_DATE = re.compile(
    r"(?<=[=\s])(?:\d{1,2}\.? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: \d{1,2},?)? \d{4}",
    re.IGNORECASE,
)
_CURLY = re.compile(r"[“”„«»‘’‚]([^“”„«»\n]*?)[”»’‘“\"]?[ \t,]*(?:#.*)?$")
_UNQUOTED = re.compile(r"[ \t]*[\w.-]+[ \t]*=[ \t]*([^\"'\[\]{}#,=]*?)\"?[ \t]*(?:#.*)?$")
_DAYS = ("as_of", "review_by", "accessed")
_LISTS = ("goals", "recommendations", "sections", "claims", "sources", "actors", "exceptions", "updates")


class _Spot(NamedTuple):
    """Where a parser has stopped."""

    text: str
    at: int
    line_start: int
    line: str
    message: str

    @property
    def before(self) -> str:
        return self.line[: self.at - self.line_start]

    @property
    def rest(self) -> str:
        return self.line[self.at - self.line_start :]

    @property
    def key(self) -> str:
        """The key that the line's value is for; empty where it begins with none."""
        match = _KEY.match(self.line)
        return match[1] if match else ""

    def error(self, message: str, help: str = "", at: int | None = None) -> TomlError:
        return TomlError(message, place_at(self.text, self.at if at is None else at), help)


def explain(text: str, at: int, message: str) -> TomlError:
    """The error that a user is told.

    Args:
        text: a text that is no TOML.
        at: the character at which a parser has stopped.
        message: what the parser says.
    """
    start = max(text.rfind("\n", 0, at) + 1, at - MAX_LINE)
    end = text.find("\n", at, at + MAX_LINE)
    message = message[:1].lower() + message[1:]
    spot = _Spot(text, at, start, text[start : at + MAX_LINE if end < 0 else end], message)
    told = (error for case in _CASES if (error := case(spot)))
    return next(told, None) or spot.error(message)


def _curly_quotes(spot: _Spot) -> TomlError | None:
    if not spot.rest[:1] or spot.rest[0] not in "“”„«»‘’‚":
        return None
    match = _CURLY.match(spot.rest)
    return spot.error(
        "the text stands in curly quotation marks", f'write straight ones: "{match[1] if match else "…"}"'
    )


def _grouped_number(spot: _Spot) -> TomlError | None:
    column = spot.at - spot.line_start
    for match in _NUMBER.finditer(spot.line):
        if match.start() <= column <= match.end():
            help = f"write its digits together, or with _ between them: {re.sub('[^0-9+-]', '_', match[0])}"
            return spot.error(f"expected a number, found {match[0]}", help, spot.line_start + match.start())
    return None


def _number_with_unit(spot: _Spot) -> TomlError | None:
    number = re.search(r"=[ \t]*([-+]?\d[\d_.]*)([ \t]*)$", spot.before)
    unit = re.match(r"%|[A-Za-z]+\b(?![ \t]*=)", spot.rest)
    if number and unit:
        help = f'write the number alone, and unit = "{unit[0]}" beside it'
        found = f"{number[1]}{number[2]}{unit[0]}"
        return spot.error(f"expected a number, found {found}", help, spot.line_start + number.start(1))
    if money := _MONEY.match(spot.rest):
        help = f"write the number alone: {money[1].replace(',', '_')}, and the currency in unit"
        return spot.error(f"expected a number, found {money[0]}", help)
    return None


def _bare_date(spot: _Spot) -> TomlError | None:
    column = spot.at - spot.line_start
    match = next((one for one in _DATE.finditer(spot.line) if one.start() <= column <= one.end()), None)
    wordy = next((one for one in _WORDY_DATE.finditer(spot.line) if one.start() <= column <= one.end()), None)
    if not match and not wordy:
        return None
    found = match[0] if match else wordy[0] if wordy else ""
    written = _written(match) if match else ""
    start = match.start() if match else wordy.start() if wordy else column
    header = spot.text.rfind("\n[", 0, spot.line_start)
    in_update = spot.text.startswith("\n[[recommendations.updates]]", header)
    marks = ""
    if spot.key in _DAYS or (spot.key == "date" and in_update):
        written = written if len(written) == 10 else "2026-11-20"
        help = f"write year, month and day, without quotation marks: {spot.key} = {written}"
    else:
        key = spot.key or "date"
        example = "2026-11-20" if re.match(r"\d", found) else "2026-11"
        help = f'write the year first, in quotation marks: {key} = "{written or example}"'
        marks = " in quotation marks" if written == found else ""
    return spot.error(f"expected a date{marks}, found {found}", help, spot.line_start + start)


def _written(match: re.Match[str]) -> str:
    """A date as ISO 8601 has it; empty where the day could be the month, or there is no such day."""
    first, _, second, third = match.groups()
    if third is None:
        year, month, day = first, second, None
    elif len(first) == 4:
        year, month, day = first, second, third
    elif len(third) == 4 and (int(first) > 12) != (int(second) > 12):
        year, month, day = third, *((second, first) if int(first) > 12 else (first, second))
    else:
        return ""
    try:
        day_in_full = date(int(year), int(month), int(day or 1)).isoformat()
    except ValueError:
        return ""
    return day_in_full if day else day_in_full[:7]


def _quote_inside(spot: _Spot) -> TomlError | None:
    mark = spot.before[-1:]
    if mark not in ('"', "'") or not mark or not spot.rest[:1].isalnum() or mark not in spot.rest:
        return None
    message = "the text ends at its second quotation mark, and more follows"
    if mark == "'":
        return spot.error(message, "put a text with an apostrophe in double quotation marks")
    return spot.error(message, 'write \\" for a quotation mark inside a text, or “ and ”')


def _open_bracket(spot: _Spot) -> TomlError | None:
    """A bracket that is never closed, told where it was opened; or a comma that is missing before it is."""
    header = HEADER.match(spot.text, spot.line_start)
    opened = _opened(spot.text, spot.line_start if header else spot.at)
    if not opened:
        return None
    bracket = opened[-1]
    if _HEADER_BEGINS.match(spot.text, spot.text.rfind("\n", 0, bracket) + 1, bracket + 1):
        return None
    closing = "}" if spot.text[bracket] == "{" else "]"
    key = _KEY.match(spot.text, spot.at)
    first_in_line = not spot.before.strip()
    unclosed = spot.message.startswith("unclosed")
    lost = _statement(spot.text, opened[0], bracket)
    if unclosed and not header and spot.rest.strip() and spot.rest[0] not in "]}":
        indented = len(spot.before) > _indent(spot.text, opened[0])
        if not first_in_line or not key or (closing == "}" and indented):
            error = spot.error(f"expected a comma or {closing}", "put a comma between this and what stands before it")
            error.lost = lost
            return error
    nested = spot.message.startswith("invalid initial character for a key part") and spot.rest[:1] in ("{", "[", "]")
    if header or unclosed or nested or not spot.rest.strip() or (first_in_line and key):
        what = "table" if closing == "}" else "list"
        error = spot.error(f"the {what} that begins here is never closed", f"close it with {closing}", bracket)
        error.lost = lost
        return error
    return None


def _opened(text: str, at: int) -> list[int]:
    """Where the brackets stand that are open before a character."""
    opened: list[int] = []
    for match in TOKEN.finditer(text, 0, at):
        if match.lastgroup == "open":
            opened.append(match.start())
        elif match.lastgroup == "close" and opened:
            opened.pop()
    return opened


def _indent(text: str, at: int) -> int:
    start = text.rfind("\n", 0, at) + 1
    return len(text[start:at]) - len(text[start:at].lstrip())


def _statement(text: str, first: int, last: int) -> tuple[int, int]:
    """The lines of a statement whose brackets are not closed: to where the next key or header at its level begins."""
    start = text.rfind("\n", 0, first) + 1
    following = re.compile(
        rf"^[ \t]{{0,{_indent(text, first)}}}(?:[A-Za-z0-9_-]+[ \t]*=|{HEADER.pattern})", re.MULTILINE
    )
    line_end = text.find("\n", last)
    after = following.search(text, line_end) if line_end >= 0 else None
    return start, after.start() if after else len(text)


def _header(spot: _Spot) -> TomlError | None:
    if found := re.match(r"cannot declare \((.*)\) twice", spot.message):
        names = re.findall(r"'([^']*)'", found[1])
        name = ".".join(names)
        listed = bool(names) and names[-1] in _LISTS
        help = (
            f"write [[{name}]] with two brackets on each side, above each of them" if listed else "take one of them out"
        )
        return spot.error(f"[{name}] is there already", help, spot.line_start)
    if spot.message.startswith(("expected ']]' at", "expected ']' at")):
        closing = "]]" if spot.line.lstrip().startswith("[[") else "]"
        return spot.error("the header is not closed", f"end it with {closing}")
    return None


def _key(spot: _Spot) -> TomlError | None:
    if spot.message.startswith("cannot overwrite a value"):
        named = f"the key {spot.key!r}" if spot.key else "this"
        return spot.error(f"{named} is there already", "take one of the two out")
    if not spot.message.startswith("expected '=' after a key"):
        return None
    key = re.search(r"([\w-]+)[ \t]*$", spot.before)
    name = key[1] if key else ""
    if spot.rest.startswith(":"):
        value = spot.rest[1:].strip()
        return spot.error(f"expected = after the key {name!r}, found :", f"write {name} = {value}".rstrip())
    if spaced := re.match(r"[ \t]*(\w+(?:[ ]\w+)+)[ \t]*=", spot.line):
        return spot.error("a key has no spaces", f"write {spaced[1].replace(' ', '_')}")
    return spot.error("expected a key, = and a value", "write a comment with # in front")


def _value(spot: _Spot) -> TomlError | None:
    if spot.message.startswith("illegal character '\\n'"):
        help = 'is a quotation mark missing at the end of the text? for several lines use """'
        return spot.error("the text is not closed on its line", help)
    if spot.message.startswith("unescaped '\\'"):
        return spot.error("a backslash in a text begins an escape", "write \\\\ for a backslash")
    if spot.message.startswith("expected newline or end of document"):
        found = spot.rest.strip()
        found = found if len(found) <= 30 else f"{found[:29]}…"
        help = "put text in quotation marks, and each key on a line of its own"
        return spot.error(f"expected the end of the line after the value, found {found}", help)
    if not spot.message.startswith("invalid value"):
        return None
    if spot.rest.startswith("="):
        return spot.error("expected one =, found two", "take one of them out")
    if not spot.rest.strip() or spot.rest.startswith("#"):
        return spot.error("the value is missing", "write it after =, or take the key out")
    match = _UNQUOTED.match(spot.line)
    help = "text stands in quotation marks" + (f': "{match[1]}"' if match and match[1] else "")
    return spot.error("expected a value, found words without quotation marks", help)


_CASES: tuple[Callable[[_Spot], TomlError | None], ...] = (
    _curly_quotes,
    _grouped_number,
    _bare_date,
    _number_with_unit,
    _quote_inside,
    _open_bracket,
    _header,
    _key,
    _value,
)
