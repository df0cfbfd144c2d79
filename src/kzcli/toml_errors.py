"""What is wrong with a line that is no TOML, in the words of those who write briefs; read only when there is one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from kzcli.places import Places
from kzcli.toml import BASIC, LITERAL, TOKEN, TomlError, place_at
from kzcli.toml_brackets import open_bracket, open_text, opened_at, statement_start
from kzcli.toml_spot import KEY, MAX_LINE, Spot
from kzcli.written_dates import NUMBERS, WORDS, iso_dates
from kzcli.written_numbers import WRITTEN, multiplied, plain, scale_of

_NUMBER = re.compile(r"(?<=[=\s])[-+]?\d{1,3}(?:[,' ]\d{3})+(?!\d)")
_DATE = re.compile(rf"(?<=[=\s])(?:{WORDS}|{NUMBERS})(?![\w.])")
_CURLY = re.compile(r"[“”„«»‘’‚]([^“”„«»\n]*?)[”»’‘“\"]?[ \t,]*(?:#.*)?$")
_CLOSED_CURLY = re.compile(r"([“”„])[ \t]*(?:#.*)?$")
_UNQUOTED = re.compile(r"[ \t]*[\w.-]+[ \t]*=[ \t]*([^\"'\[\]{}#,=]*?)\"?[ \t]*(?:#.*)?$")
_VALUE = rf"{BASIC}|{LITERAL}|\[[^\n]*\]|\{{[^\n]*\}}|true|false|[-+]?\d[\d_.:T-]*"
_WHOLE_VALUE = re.compile(rf"({_VALUE})[ \t]*(?:#.*)?")
_IN_TABLE = re.compile(rf"[ \t]*({BASIC}|{LITERAL}|[^,}}\n]*)")
_CONFLICT = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?:[ \n]|\Z)")
_CONFLICT_PARTS = re.compile(r"^(?:\|{7}|={7})(?=[ \n])", re.MULTILINE)
_CONFLICT_END = re.compile(r"^>{7}[^\n]*", re.MULTILINE)
_ONE_OUT = "take one of the two out"
_DAYS = ("as_of", "review_by", "accessed")
_LISTS = ("goals", "recommendations", "sections", "claims", "sources", "actors", "exceptions", "updates")


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
    spot = Spot(text, at, start, text[start : at + MAX_LINE if end < 0 else end], message)
    told = (error for case in _CASES if (error := case(spot)))
    return next(told, None) or spot.error(message)


def _line_ends(spot: Spot) -> TomlError | None:
    """A carriage return alone, with which old programs end lines."""
    if not spot.rest.startswith("\r"):
        return None
    help = "save the file with line ends as Unix or Windows has them (LF or CRLF)"
    return spot.error("a carriage return stands here without a line feed", help)


def _strange_blank(spot: Spot) -> TomlError | None:
    """A blank that TOML does not have, or what is not seen at all: a word processor or a web page has left it."""
    found = spot.rest[:1]
    if not found or found.isascii() or unicodedata.category(found) not in ("Zs", "Zl", "Zp", "Cf"):
        return None
    name = unicodedata.name(found, "an invisible character").lower()
    help = "write an ordinary one" if found.isspace() else "take it out; it cannot be seen"
    return spot.error(f"{_article(name)} (U+{ord(found):04X}) stands here", help)


def _article(name: str) -> str:
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _conflict(spot: Spot) -> TomlError | None:
    """Two versions that a merge has left in the file, to be told once."""
    if not _CONFLICT.match(spot.text, spot.line_start):
        return None
    help = "keep one, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>"
    error = spot.error("a merge has left two versions here", help, spot.line_start)
    parts = _CONFLICT_PARTS.search(spot.text, spot.at)
    end = _CONFLICT_END.search(spot.text, parts.end()) if parts else None
    if parts and end:  # the first version is read, the others are not
        error.lost = (spot.line_start, spot.line_start + len(spot.line)), (parts.start(), end.end())
    return error


def _twice(spot: Spot) -> TomlError | None:
    """A key that is there already, told where it stands again, with the line of the first."""
    inline = spot.message.startswith("duplicate inline table key")
    if not inline and not spot.message.startswith("cannot overwrite a value"):
        return None
    start = opened_at(spot.text, spot.at)[-1] + 1 if inline else statement_start(spot.text, spot.at)
    match = KEY.match(spot.text, start)
    name = spot.message.split("'")[-2] if inline else match[1] if match else ""
    if inline:
        again = [one.start() for one in TOKEN.finditer(spot.text, start, spot.at) if one[0] == name]
    else:
        places = Places(spot.text[:start])
        again = [places.key((*places.table, name)).start, match.start(1)] if match else []
    if spot.text.startswith("[", start) and not inline:
        return spot.error("what this header names is there already, as a key", _ONE_OUT, start)
    if len(again) < 2:
        return spot.error(f"the key {name!r} is there already" if name else "this is there already", _ONE_OUT)
    listed = [] if inline else [part for part in places.table if isinstance(part, str)]
    entry = f"; a new entry begins with [[{'.'.join(listed)}]]" if listed and listed[-1] in _LISTS else ""
    line = place_at(spot.text, again[0]).line
    error = spot.error(f"the key {name!r} is there already (line {line})", _ONE_OUT + entry, again[-1])
    if "\n" in spot.text[again[-1] : spot.at]:
        error.lost = ((start, spot.at),)
    return error


def _curly_quotes(spot: Spot) -> TomlError | None:
    if not spot.rest[:1] or spot.rest[0] not in "“”„«»‘’‚":
        return None
    match = _CURLY.match(spot.rest)
    return spot.error(
        "the text stands in curly quotation marks", f'write straight ones: "{match[1] if match else "…"}"'
    )


def _no_equals_sign(spot: Spot) -> TomlError | None:
    key = re.fullmatch(r"[ \t]*([A-Za-z_][\w-]*)[ \t]+", spot.before)
    value = _WHOLE_VALUE.fullmatch(spot.rest)
    if not key or not value or not spot.message.startswith("expected '=' after a key"):
        return None
    return spot.error(f"expected = after the key {key[1]!r}", f"write {key[1]} = {value[1]}")


def _grouped_number(spot: Spot) -> TomlError | None:
    column = spot.at - spot.line_start
    for match in _NUMBER.finditer(spot.line):
        if match.start() <= column <= match.end():
            help = f"write its digits together, or with _ between them: {re.sub('[^0-9+-]', '_', match[0])}"
            return spot.error(f"expected a number, found {match[0]}", help, spot.line_start + match.start())
    return None


def _number_with_unit(spot: Spot) -> TomlError | None:
    number = re.search(r"=[ \t]*([-+]?\d[\d_.]*)([ \t]*)$", spot.before)
    unit = re.match(r"%|[A-Za-z]+\b(?![ \t]*=)", spot.rest)
    if number and unit:
        whole = multiplied(number[1], scale_of(unit[0]))
        help = (
            f"write the number out: {whole}" if whole else f'write the number alone, and unit = "{unit[0]}" beside it'
        )
        found = f"{number[1]}{number[2]}{unit[0]}"
        return spot.error(f"expected a number, found {found}", help, spot.line_start + number.start(1))
    written = WRITTEN.match(spot.rest) if spot.message.startswith("invalid value") else None
    if written:
        help = f"write the number alone: {plain(written)}" + (
            ", and the currency in unit" if written["currency"] else ""
        )
        return spot.error(f"expected a number, found {written[0]}", help)
    return None


def _leading_zero(spot: Spot) -> TomlError | None:
    zero = re.search(r"(?<=[=\s\[,])[-+]?0$", spot.before)
    digits = re.match(r"[0-9_]+(?:\.[0-9_]+)?(?![\w:/-])", spot.rest)
    if not zero or not digits:
        return None
    number = digits[0].lstrip("0_")
    number = f"{zero[0][:-1]}{'' if number[:1].isdigit() else '0'}{number}"
    found = f"{zero[0]}{digits[0]}"
    help = f"write it without the zero in front: {number}"
    return spot.error(f"expected a number, found {found}", help, spot.line_start + zero.start())


def _bare_date(spot: Spot) -> TomlError | None:
    column = spot.at - spot.line_start
    match = next((one for one in _DATE.finditer(spot.line) if one.start() <= column <= one.end()), None)
    if not match:
        return None
    found, key, marks = match[0], spot.key or "date", ""
    meant = iso_dates(found)
    at = spot.line_start + match.start()
    if not meant and re.fullmatch(r"\d{4}-\d{2}-\d{2}", found):
        return spot.error(f"{found}: no such day in the calendar", "correct the day", at)
    header = spot.text.rfind("\n[", 0, spot.line_start)
    in_update = spot.text.startswith("\n[[recommendations.updates]]", header)
    if key in _DAYS or (key == "date" and in_update):
        days = [day for day in meant if len(day) == 10] or ["2026-11-20"]
        help = f"write year, month and day, without quotation marks: {' or '.join(f'{key} = {day}' for day in days)}"
    else:
        example = "2026-11-20" if found[0].isdigit() else "2026-11"
        told = " or ".join(f'{key} = "{day}"' for day in meant or [example])
        help = f"write the year first, in quotation marks: {told}"
        marks = " in quotation marks" if meant == [found] else ""
    return spot.error(f"expected a date{marks}, found {found}", help, at)


def _quote_inside(spot: Spot) -> TomlError | None:
    mark = spot.before[-1:]
    if mark not in ('"', "'") or not mark or not spot.rest[:1].isalnum() or mark not in spot.rest:
        return None
    message = "the text ends at its second quotation mark, and more follows"
    if mark == "'":
        return spot.error(message, "put a text with an apostrophe in double quotation marks")
    return spot.error(message, 'write \\" for a quotation mark inside a text, or “ and ”')


def _header(spot: Spot) -> TomlError | None:
    if found := re.match(r"cannot declare \((.*)\) twice", spot.message):
        names = re.findall(r"'([^']*)'", found[1])
        name = ".".join(names)
        listed = bool(names) and names[-1] in _LISTS
        help = (
            f"write [[{name}]] with two brackets on each side, above each of them" if listed else "take one of them out"
        )
        return spot.error(f"[{name}] is there already", help, spot.line_start)
    if spaced := re.match(r"[ \t]*\[[ \t]+\[[ \t]*([\w.-]+)[ \t]*\][ \t]*\]", spot.line):
        help = f"write them without blanks between: [[{spaced[1]}]]"
        return spot.error("the brackets of a header stand apart", help, spot.line_start)
    if spot.message.startswith(("expected ']]' at", "expected ']' at")):
        closing = "]]" if spot.line.lstrip().startswith("[[") else "]"
        return spot.error("the header is not closed", f"end it with {closing}")
    return None


def _key(spot: Spot) -> TomlError | None:
    if not spot.message.startswith(("expected '=' after a key", "invalid statement")):
        return None
    key = re.search(r"([\w-]+)[ \t]*$", spot.before)
    name = key[1] if key else ""
    if spot.rest.startswith(":"):
        inner = _IN_TABLE.match(spot.rest, 1) if "{" in spot.before else None
        value = (inner[1] if inner else spot.rest[1:]).strip()
        return spot.error(f"expected = after the key {name!r}, found :", f"write {name} = {value}".rstrip())
    if spaced := re.match(r"[ \t]*(\w+(?:[ ]\w+)+)[ \t]*=", spot.line):
        return spot.error("a key has no spaces", f"write {spaced[1].replace(' ', '_')}")
    return spot.error("expected a key, = and a value", "write a comment with # in front")


def _value(spot: Spot) -> TomlError | None:
    if spot.message.startswith("illegal character '\\n'"):
        help = 'is a quotation mark missing at the end of the text? for several lines use """'
        if curly := _CLOSED_CURLY.search(spot.before):
            help = f'the mark that closes it is a curly one, {curly[1]}: write "'
        return spot.error("the text is not closed on its line", help)
    if spot.message.startswith(("unescaped '\\'", "invalid hex value")):
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


_CASES: tuple[Callable[[Spot], TomlError | None], ...] = (
    _line_ends,
    _strange_blank,
    _conflict,
    open_text,
    _twice,
    _curly_quotes,
    _no_equals_sign,
    _grouped_number,
    _bare_date,
    _number_with_unit,
    _leading_zero,
    _quote_inside,
    open_bracket,
    _header,
    _key,
    _value,
)
