"""From the bytes of a brief's file to its data, however broken: what cannot be read is blanked out and told."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from kzcli.errors import InvalidBriefError
from kzcli.findings import Fault
from kzcli.source import SourceFile, decode
from kzcli.toml import Place, TomlError, parse

MAX_ATTEMPTS = 50
"""How many broken places of a file are told before the rest of it is left unread."""

_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)
_ID = re.compile(r"^[ \t]*id[ \t]*=[ \t]*[\"']([a-z0-9-]+)[\"']", re.MULTILINE)


class BrokenPlace(NamedTuple):
    """A place where a file is no TOML, and why."""

    place: Place
    fault: Fault


class Recovered(NamedTuple):
    """What could be read of a file."""

    shown: str
    """Its text, line ends as line feeds; bytes that are no UTF-8 are replaced."""
    text: str
    """The same, blank where it is no TOML."""
    data: dict[str, Any]
    broken: tuple[BrokenPlace, ...]
    """Where it could not be read."""
    ids: frozenset[str]
    """The ids that stand in what could not be read."""


def recover(file: SourceFile) -> Recovered:
    """Read all that can be read of a file.

    Raises:
        UnreadableError: it is larger than the limit.
    """
    broken: list[BrokenPlace] = []
    try:
        shown = decode(file)
    except InvalidBriefError as error:
        (problem,) = error.problems
        broken.append(
            BrokenPlace(Place(problem.line, problem.column), Fault("KZ101", (), problem.message, problem.help))
        )
        shown = file.data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
        if "UTF-16" in problem.message:
            return Recovered("", "", {}, tuple(broken), frozenset())
    text = shown
    tried: set[int] = set()  # the tables that something is blanked out of already
    for _ in range(MAX_ATTEMPTS):
        try:
            data = parse(text)
        except TomlError as error:
            start, end = _table_around(text, error.place)
            if start not in tried:
                broken.append(BrokenPlace(error.place, Fault("KZ102", (), error.message, error.help)))
            text = _blank(text, *_unreadable(text, error.place, start, end, again=start in tried))
            tried.add(start)
        else:
            break
    else:
        text, data = "", {}
    lost = "\n".join(old for old, new in zip(shown.split("\n"), text.split("\n"), strict=False) if old != new)
    return Recovered(shown, text, data, tuple(broken), frozenset(_ID.findall(lost)))


def _offset(text: str, place: Place) -> int:
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1


def _table_around(text: str, place: Place) -> tuple[int, int]:
    """The table, from its header to the next, that a place is in."""
    at = _offset(text, place)
    starts = [0, *(match.start() for match in _HEADER.finditer(text)), len(text)]
    start = max(one for one in starts if one <= at)
    return start, min((one for one in starts if one > start), default=len(text))


def _unreadable(text: str, place: Place, start: int, end: int, *, again: bool) -> tuple[int, int]:
    """What is to be blanked out: the line, else its table; all from there on where a text is never closed."""
    at = _offset(text, place)
    line_start = text.rfind("\n", 0, at) + 1
    line_end = text.find("\n", at)
    line = line_start, len(text) if line_end < 0 else line_end
    told = text[slice(*line)]
    if told.count('"""') % 2 or told.count("'''") % 2:
        return start, len(text)
    return (start, end) if again or not told.strip() or line[0] == start else line


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
