"""Where the keys, values and words of a TOML text stand, which no TOML library tells."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

import tomli

from kzcli.toml import BASIC, LITERAL, STRING, Lines, Path, Place

if TYPE_CHECKING:
    from kzcli.findings import Fault

_KEY_PART = re.compile(rf"(?:{STRING}|[A-Za-z0-9_-]+)")
_SKIP = re.compile(r"(?:[ \t\n,]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_VALUE = re.compile(rf"{STRING}|[^\s,\]}}#]+(?: [0-9:.Z+-]+)?")
# A bare key and a string or a single word on one line, as most of a brief is: the long way round says the same.
_SIMPLE_PAIR = re.compile(
    rf"([A-Za-z0-9_-]+)[ \t]*=[ \t]*((?!\"\"\"|'''){BASIC}|(?!'''){LITERAL}|[A-Za-z0-9_.:+-]+)[ \t]*(?=[#\n]|\Z)"
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|[ \t]*\n[ \t\n]*|.)", re.DOTALL)


class Extent(NamedTuple):
    """A piece of a text: offsets in characters, the end not included."""

    start: int
    end: int


class Places:
    """Where the keys and values of a TOML text stand.

    Args:
        text: TOML that `parse` accepts, line ends as line feeds.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines(text)
        self._keys: dict[Path, Extent] = {}
        self._values: dict[Path, Extent] = {}
        self._lengths: dict[Path, int] = {}
        self._written: dict[Path, _Written] = {}
        self._at = 0
        self.table: Path = ()
        """The table that the text ends in."""
        self._read()

    def key(self, path: Path) -> Extent:
        """The key that ends the path; that of its table, or the start, where it has no key of its own."""
        return self._find(path, self._keys)

    def value(self, path: Path) -> Extent:
        """The value at the path; the nearest table around it where it has none of its own."""
        return self._find(path, self._values)

    def words(self, path: Path, first: int, last: int) -> Extent:
        """Where characters of the text at the path stand in the file, whatever escapes they are written with.

        Args:
            path: the way to a text.
            first: the first character that is meant, of the text as data.
            last: the one after the last.
        """
        whole = self.value(path)
        if path not in self._written:
            self._written[path] = _Written(self._text[whole.start : whole.end])
        extent = self._written[path].extent(first, last)
        return Extent(whole.start + extent.start, whole.start + extent.end) if extent else whole

    def extent(self, fault: Fault) -> Extent:
        """What a fault is about: a key, a value or words of a text."""
        if fault.words:
            return self.words(fault.path, *fault.words)
        return self.key(fault.path) if fault.at_key else self.value(fault.path)

    def message(self, fault: Fault) -> str:
        """What a fault says, with the line of what else it is about."""
        return (
            f"{fault.message} (line {self.place(self.value(fault.first).start).line})" if fault.first else fault.message
        )

    def end_of_table(self, path: Path) -> int:
        """Where the last thing in a table ends, comments after it not included."""
        return self._ends[path]

    @cached_property
    def _ends(self) -> dict[Path, int]:
        """Where the last thing in each table and list ends."""
        ends: dict[Path, int] = {}
        for path, extent in self._values.items():
            for length in range(1, len(path) + 1):
                ends[path[:length]] = max(extent.end, ends.get(path[:length], 0))
        return ends

    def place(self, offset: int) -> Place:
        """The line and column of a character of the text."""
        return self._lines.place(offset)

    def _find(self, path: Path, first: dict[Path, Extent]) -> Extent:
        for end in range(len(path), 0, -1):
            head = path[:end]
            for extents in (first, self._keys, self._values):
                if head in extents:
                    return extents[head]
        return Extent(0, 0)

    def _read(self) -> None:
        while True:
            self._skip(_SKIP)
            if self._at >= len(self._text):
                return
            if self._text[self._at] == "[":
                self.table = self._header()
            elif simple := _SIMPLE_PAIR.match(self._text, self._at):
                path = (*self.table, simple[1])
                self._keys.setdefault(path, Extent(*simple.span(1)))
                self._values[path] = Extent(*simple.span(2))
                self._at = simple.end()
            else:
                self._pair(self.table)

    def _header(self) -> Path:
        start = self._at
        is_list = self._text.startswith("[[", start)
        self._at += 2 if is_list else 1
        *parents, last = self._dotted_key()
        path: Path = ()
        for part, extent in parents:
            self._keys.setdefault((*path, part), extent)
            path = self._latest((*path, part))
            self._keys.setdefault(path, extent)
        path = (*path, last[0])
        if is_list:
            index = self._lengths.get(path, 0)
            self._lengths[path] = index + 1
            list_path, path = path, (*path, index)
        else:
            list_path = path = self._latest(path)
        self._at = self._text.find("]", self._at) + (2 if is_list else 1)
        extent = Extent(start, self._at)
        self._keys.setdefault(list_path, extent)
        self._keys[path] = self._values[path] = extent
        return path

    def _latest(self, path: Path) -> Path:
        return (*path, self._lengths[path] - 1) if path in self._lengths else path

    def _dotted_key(self) -> list[tuple[str, Extent]]:
        parts = []
        while True:
            self._skip(_BLANK)
            match = _KEY_PART.match(self._text, self._at)
            if match is None:
                raise ValueError("the text is not what was parsed")
            key = match[0]
            if key[0] in "\"'":
                key = next(iter(tomli.loads(f"{key} = 0")))
            parts.append((key, Extent(*match.span())))
            self._at = match.end()
            self._skip(_BLANK)
            if not self._text.startswith(".", self._at):
                return parts
            self._at += 1

    def _pair(self, prefix: Path) -> None:
        path = prefix
        for part, extent in self._dotted_key():
            path = (*path, part)
            self._keys.setdefault(path, extent)
        self._at += 1  # the equals sign
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip(_BLANK)
        start = self._at
        self._pass_value(path)
        self._values[path] = Extent(start, self._at)

    def _pass_value(self, path: Path) -> None:
        opening = self._text[self._at]
        if opening == "[":
            self._at += 1
            for index in count():
                if self._closes("]"):
                    return
                self._value((*path, index))
        elif opening == "{":
            self._at += 1
            while not self._closes("}"):
                self._pair(path)
        else:
            match = _VALUE.match(self._text, self._at)
            self._at = match.end() if match else len(self._text)

    def _closes(self, bracket: str) -> bool:
        self._skip(_SKIP)
        closed = self._text.startswith(bracket, self._at)
        self._at += closed
        return closed

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self._text, self._at)
        if match:
            self._at = match.end()


class _Written:
    """A value as it is written.

    Args:
        raw: it, with its quotation marks.
    """

    def __init__(self, raw: str) -> None:
        quote = raw[:3] if raw[:3] in ('"""', "'''") else raw[:1] if raw[:1] in ('"', "'") else ""
        self._length = len(raw) if quote else 0
        self._begin = len(quote) + (len(quote) == 3 and raw.startswith("\n", 3))
        escaped = quote[:1] == '"' and "\\" in raw
        self._characters = _characters(raw, self._begin, len(raw) - len(quote)) if escaped else None

    def extent(self, first: int, last: int) -> Extent | None:
        """Where characters of its text stand in it; none where it has none such."""
        if self._characters is None:  # each character stands for itself
            start, end = self._begin + first, self._begin + last
            return Extent(start, end) if end <= self._length else None
        if not 0 <= first < last <= len(self._characters):
            return None
        return Extent(self._characters[first].start, self._characters[last - 1].end)


def _characters(raw: str, at: int, end: int) -> list[Extent]:
    """Where each character of a basic string's text stands in what it is written as.

    Args:
        raw: the string as it is written.
        at: where its text begins in that.
        end: where it ends.
    """
    found = []
    while at < end:
        escape = _ESCAPE.match(raw, at) if raw[at] == "\\" else None
        after = escape.end() if escape else at + 1
        if not (escape and escape[0][1:2] in (" ", "\t", "\n")):  # a backslash that joins lines is no character
            found.append(Extent(at, after))
        at = after
    return found
