"""What is found in a brief: a fault where it stands in the data, and a finding where it stands in the file."""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "note"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""From the gravest to the lightest."""

Mend = Literal["", "cut", "blank", "remove", "unquote", "quote"]
"""How a fault can be mended without a person: not at all; its words taken out, or one blank written for them; its entry
or its quotation marks taken out; a day put in quotation marks."""

Path = tuple[str | int, ...]
"""The way to a value: keys and list indexes from the top of the file."""


class Fault(NamedTuple):
    """Something wrong at a path, not yet at a place."""

    code: str
    """The rule that it breaks: KZ103."""
    path: Path
    message: str
    """What was expected and what was found, in one sentence without a full stop."""
    help: str = ""
    """How to mend it."""
    at_key: bool = False
    """Whether the key is meant, not its value."""
    words: tuple[int, int] | None = None
    """Which characters of the text at the path are meant, the end not included; none where all of it is."""
    mend: Mend = ""
    first: Path | None = None
    """What else it is about, whose line is told: of something that is there twice, the first."""


class Edit(NamedTuple):
    """A piece of a file's text and what stands there when the finding is mended; offsets in characters."""

    start: int
    end: int
    text: str


class Finding(NamedTuple):
    """A fault as it is told: with its place in the file, and whether it is let stand."""

    code: str
    severity: Severity
    path: str
    """The file, as the user named it."""
    line: int
    """Line in the file, from 1."""
    column: int
    """Column in the line, in characters, from 1."""
    end_line: int
    end_column: int
    """The column after the last character that is meant."""
    message: str
    help: str
    id: str
    """The item that it is about, or the brief itself; empty where neither has an id."""
    let_stand: str | None
    """The reason, where an exception in the brief lets it stand."""
    key: str = ""
    """The key as one would write its path, for example `claims[3].date`; empty where the file is no TOML."""
    edit: Edit | None = None
    """What mends it without a person; none where only a person can."""
    fault: Fault | None = None
    """What is wrong in the data; none where the file could not be read there."""
