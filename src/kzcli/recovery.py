"""From the bytes of a brief's file to its data, however broken: what cannot be read is blanked out and told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from kzcli.errors import InvalidBriefError
from kzcli.findings import Fault
from kzcli.source import MAX_BYTES, SourceFile, decode
from kzcli.toml import TOKEN, Place, TomlError, parse, place_at

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ATTEMPTS = 20
"""How many broken places of a file are told before the rest of it is left unread."""

MAX_PARSED = 4 * MAX_BYTES
"""How many characters are parsed for that in all: a large file has fewer attempts."""

SAMPLE = 8192
"""How many bytes are looked at to see whether a file is text."""

_ID = re.compile(r"^[ \t]*id[ \t]*=[ \t]*[\"'“”„]?([a-z0-9-]+)", re.MULTILINE)


_HARMLESS = re.compile(
    r"[ \t]*(?!(?:id|sources|evidence|against|rests_on|contradicts|if_wrong|via|goals|actors)\b)[a-z_]+[ \t]*="
    r"(?!.*\bid\b)"
)
"""A line of a key that refers to nothing."""
_SINGLE = re.compile(
    r"[ \t]*(\[(goals|recommendations|recommendations\.updates|sections|claims|sources|actors|exceptions)\])"
    r"[ \t]*(?:#|\n|\Z)"
)
"""The header of one table, where a list of them is expected."""
_INDENT = re.compile(r"[ \t]*+")


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
    grounds: bool
    """Whether a source, a claim or a reference may stand there as well."""


def recover(file: SourceFile) -> Recovered:
    """Read all that can be read of a file.

    Raises:
        UnreadableError: it is larger than the limit.
    """
    broken: list[BrokenPlace] = []
    if _is_binary(file.data):
        fault = Fault("KZ101", (), "this is no text, but data of another program", "name the file that holds the brief")
        return Recovered("", "", {}, (BrokenPlace(Place(1, 1), fault),), frozenset(), True)
    try:
        shown = decode(file)
    except InvalidBriefError as error:
        (problem,) = error.problems
        broken.append(
            BrokenPlace(Place(problem.line, problem.column), Fault("KZ101", (), problem.message, problem.help))
        )
        shown = file.data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
        if "UTF-16" in problem.message:
            return Recovered("", "", {}, tuple(broken), frozenset(), True)
    text = whole = shown
    tried: set[int] = set()  # the tables that something is blanked out of already
    for _ in range(min(MAX_ATTEMPTS, 1 + MAX_PARSED // max(1, len(text)))):
        try:
            data = parse(text)
        except TomlError as error:
            if text is whole and (single := _single_tables(text)):
                first = place_at(text, single[0].start(1))
                told = f"[{single[0][2]}] is one table, and a list of them is expected"
                help = f"write [[{single[0][2]}]] with two brackets on each side, above each of them"
                broken.append(BrokenPlace(first, Fault("KZ102", (), told, help)))
                text = whole = _as_lists(text, single)
                continue
            if error.lost:  # it is known which statement is broken, so that what stands around it can be read
                broken.append(BrokenPlace(error.place, Fault("KZ102", (), error.message, error.help)))
                for span in error.lost:
                    text = _blank(text, *span)
                continue
            start, end = _table_around(text, error.place)
            if start not in tried:
                broken.append(BrokenPlace(error.place, Fault("KZ102", (), error.message, error.help)))
            text = _blank(text, *_unreadable(text, error.place, start, end, again=start in tried))
            tried.add(start)
        else:
            break
    else:
        text, data = "", {}
    pairs = zip(whole.split("\n"), text.split("\n"), strict=False)
    lost = [old for old, new in pairs if old != new and old.strip()]
    ids = frozenset(_ID.findall("\n".join(lost)))
    return Recovered(shown, text, data, tuple(broken), ids, not all(_HARMLESS.match(line) for line in lost))


def _is_binary(data: bytes) -> bool:
    """Whether bytes are no text at all: a few wrong ones in a text are told where they stand."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False  # text of another encoding, which has a message of its own
    if data.startswith((b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")):
        return True
    start = data[:SAMPLE]
    wrong = start.count(0) + start.decode("utf-8", "replace").count("\ufffd")
    return wrong * 10 > len(start)


def _offset(text: str, place: Place) -> int:
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1


def _table_around(text: str, place: Place) -> tuple[int, int]:
    """The table, from its header to the next, that a place is in."""
    at = _offset(text, place)
    start = 0
    for header in _headers(text):
        if header > at:
            return start, header
        start = header
    return start, len(text)


def _single_tables(text: str) -> list[re.Match[str]]:
    """The headers of tables of which there is to be a list, where those of one name are meant to be several."""
    found = [match for at in _headers(text) if (match := _SINGLE.match(text, at))]
    return [match for match in found if match[2] == found[0][2]]


def _as_lists(text: str, single: list[re.Match[str]]) -> str:
    """The text with the second brackets of headers put in."""
    made, at = [], 0
    for match in single:
        made += [text[at : match.start(1)], f"[{match[1]}]"]
        at = match.end(1)
    return "".join([*made, text[at:]])


def _headers(text: str) -> Iterator[int]:
    """Where the lines of headers begin: not what looks like one inside a text of several lines, or a list."""
    from kzcli.toml_spot import HEADER  # read already, since there is an error

    depth = 0
    line = begins = -1  # where the line begins that is looked at, and where its indent ends
    after = 0
    for match in TOKEN.finditer(text):
        if match.lastgroup == "unclosed":
            return
        if match.lastgroup == "close":
            depth = max(0, depth - 1)
        elif match.lastgroup == "open":
            newest = text.rfind("\n", after, match.start()) + 1
            if newest or line < 0:
                line, indent = newest, _INDENT.match(text, newest)
                begins = indent.end() if indent else line
            after = match.start()
            if match.start() == begins and (depth == 0 or HEADER.match(text, line)):
                depth = 0  # a bracket before it that is never closed holds nothing up
                yield line
            depth += 1


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
