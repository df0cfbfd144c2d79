"""Brackets and texts in TOML that are never closed, and where the statements begin and end that they stand in."""

from __future__ import annotations

import re

from kzcli.toml import TOKEN, TomlError, place_at
from kzcli.toml_spot import HEADER, KEY, Spot

_HEADER_BEGINS = re.compile(r"[ \t]*\[{1,2}\Z")
_TEXT_BEGINS = re.compile(rf"{KEY.pattern}[ \t]*(\"{{3}}|'{{3}})")
_TWO_MARKS = re.compile(rf"{KEY.pattern}[ \t]*(\"\"|'')[ \t]*\n")


def open_text(spot: Spot) -> TomlError | None:
    """A text of several lines that lacks its last three quotation marks, or one of its first, told where it begins."""
    for match in TOKEN.finditer(spot.text, 0, spot.at):
        if match.lastgroup != "string":
            continue
        last = spot.text.rfind("\n", match.start(), match.end()) + 1
        if last and (next_one := _TEXT_BEGINS.fullmatch(spot.text, last, match.end())):  # where another is to begin
            marks = next_one[2]
            message = f"the text that begins here may lack its closing {marks}"
            help = f"write {marks} where it ends: as it is, it goes on to line {place_at(spot.text, last).line}"
            error = spot.error(message, help, match.start())
            error.lost = (_statement(spot.text, match.start(), match.start()),)
            return error
    before = _TWO_MARKS.match(spot.text, spot.text.rfind("\n", 0, max(0, spot.line_start - 1)) + 1)
    if not before:
        return None
    lost = _statement(spot.text, before.start(2), before.start(2))
    marks = before[2] + before[2][0]
    if marks not in spot.text[spot.at : lost[1]]:
        return None
    error = spot.error(
        "a text of several lines begins with three quotation marks", f"write {before[1]} = {marks}", before.start(2)
    )
    error.lost = (lost,)
    return error


def open_bracket(spot: Spot) -> TomlError | None:
    """A bracket that is never closed, told where it was opened; or a comma that is missing before it is."""
    header = HEADER.match(spot.text, spot.line_start)
    opened = opened_at(spot.text, spot.line_start if header else spot.at)
    if not opened:
        return None
    bracket = opened[-1]
    if _HEADER_BEGINS.match(spot.text, spot.text.rfind("\n", 0, bracket) + 1, bracket + 1):
        return None
    closing = "}" if spot.text[bracket] == "{" else "]"
    key = KEY.match(spot.text, spot.at)
    first_in_line = not spot.before.strip()
    unclosed = spot.message.startswith("unclosed")
    lost = _statement(spot.text, opened[0], bracket)
    if unclosed and not header and spot.rest.strip() and spot.rest[0] not in "]}":
        indented = len(spot.before) > _indent(spot.text, opened[0])
        if not first_in_line or not key or (closing == "}" and indented):
            error = spot.error(f"expected a comma or {closing}", "put a comma between this and what stands before it")
            error.lost = (lost,)
            return error
    nested = spot.message.startswith("invalid initial character for a key part") and spot.rest[:1] in ("{", "[", "]")
    if header or unclosed or nested or not spot.rest.strip() or (first_in_line and key):
        what = "table" if closing == "}" else "list"
        error = spot.error(f"the {what} that begins here is never closed", f"close it with {closing}", bracket)
        error.lost = (lost,)
        return error
    return None


def opened_at(text: str, at: int) -> list[int]:
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


def statement_start(text: str, at: int) -> int:
    """Where the line begins on which the statement does that a character is in."""
    depth = start = 0
    for match in TOKEN.finditer(text, 0, at):
        if match.lastgroup in ("open", "close"):
            depth += 1 if match.lastgroup == "open" else -1
        elif depth == 0 and match[0].endswith("\n"):
            start = match.end()
    return start
