"""TOML text to plain data, within limits.

The grammar is TOML 1.1 as tomli reads it. The limits are checked before parsing, because deep nesting, endless
keys and endless numbers cost a parser its stack, its memory or quadratic time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any, NamedTuple

import tomli

MAX_DEPTH = 16
MAX_TOKEN = 256
MAX_KEY_PARTS = 16

Path = tuple[str | int, ...]
"""The way to a value: keys and list indexes from the top of the file."""


class Place(NamedTuple):
    """A line and a column in a file, both from 1, the column in characters."""

    line: int
    column: int


class TomlError(Exception):
    """Text that is not TOML, or TOML beyond the limits.

    Args:
        message: what is wrong.
        place: where.
        help: how to mend it.
    """

    def __init__(self, message: str, place: Place, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.help = help
        self.lost: tuple[tuple[int, int], ...] = ()
        """What to leave out so that the rest can be read, as offsets in the text; none where that is not known."""


# Possessive, so that a string that never ends costs one look and no way back.
_MULTI_LINE_BASIC = r'"""(?:[^"\\]++|\\[\s\S]|"(?!""))*+"{3,5}'
_MULTI_LINE_LITERAL = r"'''(?:[^']++|'(?!''))*+'{3,5}"
BASIC = r'"(?:[^"\\\n]++|\\.)*+"'
LITERAL = r"'[^'\n]*+'"
STRING = f"{_MULTI_LINE_BASIC}|{_MULTI_LINE_LITERAL}|{BASIC}|{LITERAL}"
_SIMPLE_LINES = rf"(?:[A-Za-z0-9_-]{{1,64}}+[ \t]*+=[ \t]*+(?:{BASIC}|{LITERAL})[ \t]*+\n)++"  # most of a brief
TOKEN = re.compile(
    rf"(?P<layout>{_SIMPLE_LINES}|[=,\n])|(?P<string>{_MULTI_LINE_BASIC}|{_MULTI_LINE_LITERAL})|(?P<unclosed>\"\"\"|''')|(?:{BASIC}|{LITERAL})"
    r"|#[^\n]*|(?P<open>[\[{])|(?P<close>[\]}])|(?P<bare>[\w.+:-]+)"
)


def parse(text: str) -> dict[str, Any]:
    """Parse TOML.

    Raises:
        TomlError: it is not TOML, or nests, names or counts beyond the limits.
    """
    unclosed = _check_limits(text)
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        place = Place(error.lineno, error.colno)
        if unclosed and place >= unclosed.place:
            raise unclosed from error  # tomli tells where the file ends, not where the text begins
        from kzcli.toml_errors import explain  # only for a text that is none

        raise explain(text, error.pos, error.msg) from error
    except (ValueError, RecursionError) as error:
        raise TomlError(f"not TOML: {error}", Place(1, 1)) from error


class Lines:
    """Where the lines of a text begin, for whoever asks for many places; `place_at` is for one.

    Args:
        text: the text, line ends as line feeds.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []

    def place(self, offset: int) -> Place:
        """The place of a character of the text."""
        if not self._starts:  # few texts are ever asked about
            self._starts = [0, *(match.end() for match in re.finditer("\n", self._text))]
        line = bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)


def place_at(text: str, offset: int) -> Place:
    """The place of a character of the text."""
    return Place(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _check_limits(text: str) -> TomlError | None:
    """Refuse what is beyond the limits; a text that is never closed, which ends the check, is what is returned."""
    depth = parts = 0
    for match in TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "open":
            depth += 1
            parts = 0
            if depth > MAX_DEPTH:
                raise TomlError(
                    f"nested more than {MAX_DEPTH} deep, the limit for a brief", place_at(text, match.start())
                )
        elif kind == "close":
            depth = max(0, depth - 1)
        elif kind == "bare":
            parts += match[0].count(".")
            if len(match[0]) > MAX_TOKEN:
                raise TomlError(
                    f"a key or number of more than {MAX_TOKEN} characters, the limit for a brief",
                    place_at(text, match.start()),
                    "put text in quotation marks",
                )
        elif kind == "unclosed":
            return TomlError("text that is never closed", place_at(text, match.start()), f"end it with {match[0]}")
        elif kind == "layout":
            parts = 0
        if parts > MAX_KEY_PARTS:
            raise TomlError(
                f"a key of more than {MAX_KEY_PARTS} parts, the limit for a brief",
                place_at(text, match.start()),
            )
    return None
