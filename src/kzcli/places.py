"""Where the keys and values of a TOML text stand, which no TOML library tells."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import count

import tomli

from kzcli.toml import STRING, Path, Place

_KEY_PART = re.compile(rf"(?:{STRING}|[A-Za-z0-9_-]+)")
_SKIP = re.compile(r"(?:[ \t\n,]|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_VALUE = re.compile(rf"{STRING}|[^\s,\]}}#]+(?: [0-9:.Z+-]+)?")


class Places:
    """Where the keys and values of a TOML text stand.

    Args:
        text: TOML that `parse` accepts, line ends as line feeds.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._keys: dict[Path, int] = {}
        self._values: dict[Path, int] = {}
        self._lengths: dict[Path, int] = {}
        self._at = 0
        self._read()

    def key(self, path: Path) -> Place:
        """The place of the key that ends the path; of its table, or the start, where it has no key of its own."""
        return self._find(path, self._keys)

    def value(self, path: Path) -> Place:
        """The place of the value at the path; of the nearest table around it where it has none of its own."""
        return self._find(path, self._values)

    def _find(self, path: Path, first: dict[Path, int]) -> Place:
        for end in range(len(path), 0, -1):
            head = path[:end]
            for offsets in (first, self._keys, self._values):
                if head in offsets:
                    return self._place(offsets[head])
        return Place(1, 1)

    def _place(self, offset: int) -> Place:
        line = bisect_right(self._lines, offset)
        return Place(line, offset - self._lines[line - 1] + 1)

    def _read(self) -> None:
        prefix: Path = ()
        while True:
            self._skip(_SKIP)
            if self._at >= len(self._text):
                return
            if self._text[self._at] == "[":
                prefix = self._header()
            else:
                self._pair(prefix)

    def _header(self) -> Path:
        start = self._at
        is_list = self._text.startswith("[[", start)
        self._at += 2 if is_list else 1
        *parents, last = self._dotted_key()
        path: Path = ()
        for part, _ in parents:
            path = self._latest((*path, part))
        path = (*path, last[0])
        if is_list:
            index = self._lengths.get(path, 0)
            self._lengths[path] = index + 1
            self._keys.setdefault(path, start)
            path = (*path, index)
        else:
            path = self._latest(path)
        self._keys[path] = start
        self._values[path] = start
        self._at = self._text.find("]", self._at) + (2 if is_list else 1)
        return path

    def _latest(self, path: Path) -> Path:
        return (*path, self._lengths[path] - 1) if path in self._lengths else path

    def _dotted_key(self) -> list[tuple[str, int]]:
        parts = []
        while True:
            self._skip(_BLANK)
            match = _KEY_PART.match(self._text, self._at)
            if match is None:
                raise ValueError("the text is not what was parsed")
            key = match[0]
            if key[0] in "\"'":
                key = next(iter(tomli.loads(f"{key} = 0")))
            parts.append((key, match.start()))
            self._at = match.end()
            self._skip(_BLANK)
            if not self._text.startswith(".", self._at):
                return parts
            self._at += 1

    def _pair(self, prefix: Path) -> None:
        path = prefix
        for part, offset in self._dotted_key():
            path = (*path, part)
            self._keys.setdefault(path, offset)
        self._at += 1  # the equals sign
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip(_BLANK)
        self._values[path] = self._at
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
