"""What can be mended without a person: the edits of a file's text, and the proof that nothing else changes."""

from __future__ import annotations

import copy
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from kzcli.errors import KzcliError
from kzcli.findings import Edit, Fault, Finding, Path
from kzcli.source import SourceFile, decode
from kzcli.toml import parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzcli.places import Places


class UnmendableError(KzcliError):
    """A file that cannot be mended without a change of what it means otherwise."""


_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)
_AFTER = re.compile(r"[ \t]*,[ \t]*")
_BEFORE = re.compile(r",\s*$")


def edit_for(fault: Fault, text: str, places: Places) -> Edit:
    """What mends a fault in its file.

    Args:
        fault: one that says how it can be mended.
        text: the file's text.
        places: where everything stands in it.
    """
    extent = places.extent(fault)
    if fault.mend == "cut":
        return Edit(*extent, "")
    if fault.mend == "unquote":
        return Edit(*extent, text[slice(*extent)].strip("\"'"))
    if text.startswith("[[", extent.start):
        return Edit(extent.start, _end_of_table(text, extent.end), "")
    after = _AFTER.match(text, extent.end)
    line_start = text.rfind("\n", 0, extent.start) + 1
    if after and not text[line_start : extent.start].strip() and text.startswith("\n", after.end()):
        return Edit(line_start, after.end() + 1, "")  # an entry on a line of its own goes with its line
    if after:
        return Edit(extent.start, after.end(), "")
    before = _BEFORE.search(text, 0, extent.start)
    return Edit(before.start() if before else extent.start, extent.end, "")


def _end_of_table(text: str, at: int) -> int:
    """Where a table ends: before the next header and the comments right above it."""
    following = _HEADER.search(text, at)
    if following is None:
        return len(text)
    end = following.start()
    while True:
        above = text.rfind("\n", 0, max(at, end - 1)) + 1
        if above <= at or not text[above:end].lstrip().startswith("#"):
            return end
        end = above


def mend(file: SourceFile, findings: Iterable[Finding]) -> tuple[bytes, list[Finding]]:
    """The bytes of a file with findings mended, and those that were; of two that overlap, the first.

    Every other byte stays as it is: comments, order, spacing, line ends.

    Raises:
        UnmendableError: the file would not mean the same otherwise.
    """
    chosen: list[tuple[Edit, Finding]] = []
    for finding in sorted((one for one in findings if one.edit), key=lambda one: one.edit or _NOTHING):
        edit = finding.edit or _NOTHING
        if not chosen or edit.start >= chosen[-1][0].end:
            chosen.append((edit, finding))
    text = file.data.decode("utf-8")
    offsets = _RawOffsets(text)
    made, at = [], 0
    for edit, _ in chosen:
        made += [text[at : offsets.raw(edit.start)], edit.text]
        at = offsets.raw(edit.end)
    data = "".join([*made, text[at:]]).encode()
    faults = [finding.fault for _, finding in chosen if finding.fault]
    if parse(decode(file._replace(data=data))) != mended(parse(decode(file)), faults):
        raise UnmendableError(f"{file.name} is left as it is: mending it would change more than was found")
    return data, [finding for _, finding in chosen]


_NOTHING = Edit(0, 0, "")


class _RawOffsets:
    """From offsets in a text as it is read to offsets in it as it is stored, with its mark and its line ends."""

    def __init__(self, stored: str) -> None:
        self._mark = int(stored.startswith("\ufeff"))
        self._joined = [match.start() - self._mark - index for index, match in enumerate(re.finditer("\r\n", stored))]

    def raw(self, offset: int) -> int:
        return offset + self._mark + bisect_left(self._joined, offset)


def mended(data: dict[str, Any], faults: Iterable[Fault]) -> dict[str, Any]:
    """The data as they are to be when faults are mended, and nothing else is changed.

    Args:
        data: the plain data of a file.
        faults: faults in it that can be mended, no two of the same characters.
    """
    made = copy.deepcopy(data)
    for fault in sorted(faults, key=lambda fault: (_order(fault.path), fault.words or (0, 0)), reverse=True):
        inner: Any = made
        for part in fault.path[:-1]:
            inner = inner[part]
        last = fault.path[-1]
        if fault.mend == "remove":
            del inner[last]
        elif fault.mend == "cut" and fault.words:
            start, end = fault.words
            inner[last] = inner[last][:start] + inner[last][end:]
        else:
            inner[last] = parse(f"value = {inner[last]}")["value"]
        if fault.mend == "remove" and not inner and len(fault.path) == 2:
            del made[str(fault.path[0])]  # of a list of tables nothing is left in the file
    return made


def _order(path: Path) -> tuple[tuple[bool, str | int], ...]:
    return tuple((isinstance(part, str), part) for part in path)
