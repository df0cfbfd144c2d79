"""Where a parser of TOML has stopped, and what stands around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from kzcli.toml import TomlError, place_at

MAX_LINE = 1000
"""How many characters before and after a place are looked at: what people write is shorter."""

KEY = re.compile(r"[ \t]*([A-Za-z0-9_-]+)[ \t]*=")
# A line that can be nothing else than a table's header, even where a bracket before it is never closed.
HEADER = re.compile(
    r"[ \t]*\[{1,2}[ \t]*(?!(?:true|false|nan|inf)\b)[A-Za-z_][\w-]*(?:\.[\w-]+)*[ \t]*\]{1,2}[ \t]*(?:#.*)?(?=\n|\Z)"
)


class Spot(NamedTuple):
    """Where a parser has stopped."""

    text: str
    at: int
    line_start: int
    line: str
    message: str

    @property
    def before(self) -> str:
        """What of the line stands before it."""
        return self.line[: self.at - self.line_start]

    @property
    def rest(self) -> str:
        """What of the line follows."""
        return self.line[self.at - self.line_start :]

    @property
    def key(self) -> str:
        """The key that the line's value is for; empty where it begins with none."""
        match = KEY.match(self.line)
        return match[1] if match else ""

    def error(self, message: str, help: str = "", at: int | None = None) -> TomlError:
        """The error that says what is wrong there, or at another character."""
        return TomlError(message, place_at(self.text, self.at if at is None else at), help)
