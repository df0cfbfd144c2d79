"""What can be mended without a person: the edits of a file's text, and the proof that nothing else changes."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from kzcli.edits import apply, apply_stored
from kzcli.errors import KzcliError
from kzcli.findings import Edit, Fault, Finding, Path
from kzcli.source import MAX_BYTES, SourceFile, decode
from kzcli.toml import STRING, TomlError, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzcli.places import Places


class UnmendableError(KzcliError):
    """A file that cannot be mended without a change of what it means otherwise."""


PROOF_BUDGET = 2 * MAX_BYTES
"""How many characters are read again to find which edits of a file hold, where not all can be made at once."""

_AFTER = re.compile(r"[ \t]*,[ \t]*")
_BEFORE = re.compile(r",\s*$")
_REST_OF_TABLE = re.compile(r"[ \t]*(?:#[^\n]*)?(?:\n[ \t]*(?=\n|\Z))*\n?")


def edit_for(fault: Fault, text: str, places: Places) -> Edit | None:
    """What may mend a fault in its file; `with_proof` says whether it does. None where a comment would go with it.

    Args:
        fault: one that says how it can be mended.
        text: the file's text.
        places: where everything stands in it.
    """
    extent = places.extent(fault)
    if fault.mend == "cut":
        return Edit(*extent, "")
    if fault.mend == "blank":
        return Edit(*extent, " ")
    if fault.mend == "unquote":
        written = text[slice(*extent)]
        marks = 3 if written.startswith(('"""', "'''")) else 1
        return Edit(*extent, written[marks:-marks])
    if fault.mend == "quote":
        return Edit(*extent, f'"{text[slice(*extent)]}"')
    if text.startswith("[[", extent.start):
        rest = _REST_OF_TABLE.match(text, places.end_of_table(fault.path))
        end = rest.end() if rest else extent.end
        has_comment = "#" in re.sub(STRING, "", text[extent.start : end])
        return None if has_comment else Edit(extent.start, end, "")
    after = _AFTER.match(text, extent.end)
    line_start = text.rfind("\n", 0, extent.start) + 1
    if after and not text[line_start : extent.start].strip() and text.startswith("\n", after.end()):
        return Edit(line_start, after.end() + 1, "")  # an entry on a line of its own goes with its line
    if after:
        return Edit(extent.start, after.end(), "")
    before = _BEFORE.search(text, max(0, extent.start - 1000), extent.start)
    return Edit(before.start() if before else extent.start, extent.end, "")


def with_proof(text: str, data: dict[str, Any], findings: list[Finding]) -> list[Finding]:
    """The findings, without the edits after which the file would not mean the same otherwise.

    Args:
        text: the file's text.
        data: the plain data in it.
        findings: what was found in it, with edits of the text.
    """
    edited = sorted((finding for finding in findings if finding.edit), key=_edit)
    sound: set[Finding] = set()
    groups = [edited] if edited else []
    left = PROOF_BUDGET
    for group in groups:  # the largest first; those that hold together need no proof of their own
        if left < 0:
            break
        left -= len(text)
        if _holds(text, data, _apart(group)):
            sound.update(group)
        elif len(group) > 1:
            half = len(group) // 2
            groups += [group[half:], group[:half]]
    if len(sound) == len(edited):
        return findings
    return [finding if finding in sound else finding._replace(edit=None) for finding in findings]


def mend(file: SourceFile, findings: Iterable[Finding]) -> tuple[bytes, list[Finding]]:
    """The bytes of a file with findings mended, and those that were; others may be left for another round.

    Every byte outside the edits stays as it is: comments, order, spacing, line ends.

    Args:
        file: the file as it was read.
        findings: what was found in it, with edits that are proved.

    Raises:
        UnmendableError: the file would not mean the same otherwise.
    """
    text = decode(file)
    data = parse(text)
    chosen = _apart(finding for finding in findings if finding.edit)
    while not _holds(text, data, chosen):
        chosen = chosen[: len(chosen) // 2]
        if not chosen:
            raise UnmendableError(f"{file.name} is left as it is: mending it would change more than was found")
    return apply_stored(file.data, map(_edit, chosen)), chosen


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in the order of their edits, of two that overlap the first."""
    chosen: list[Finding] = []
    for finding in sorted(findings, key=_edit):
        if not chosen or _edit(finding).start >= _edit(chosen[-1]).end:
            chosen.append(finding)
    return chosen


def _edit(finding: Finding) -> Edit:
    return finding.edit or _NOTHING


def _holds(text: str, data: dict[str, Any], findings: list[Finding]) -> bool:
    """Whether the text with edits made means what it is to mean."""
    try:
        made = parse(apply(text, map(_edit, findings)))
        wanted = _mended(data, [finding.fault for finding in findings if finding.fault])
    except TomlError:
        return False
    return _without_empty(made) == _without_empty(wanted)


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """The data without empty lists at the top: when the last of a list's tables is gone, its name is too."""
    return {key: value for key, value in data.items() if value != []}


_NOTHING = Edit(0, 0, "")


def _mended(data: dict[str, Any], faults: Iterable[Fault]) -> dict[str, Any]:
    """The data as they are to be when faults are mended, and nothing else is changed.

    Args:
        data: the plain data of a file.
        faults: faults in it that can be mended, no two of the same characters.
    """
    made = dict(data)
    copied: dict[Path, Any] = {(): made}  # only what a fault is in; the rest is shared
    for fault in sorted(faults, key=lambda fault: (_order(fault.path), fault.words or (0, 0)), reverse=True):
        *above, last = fault.path
        inner: Any = made
        for length, part in enumerate(above, 1):
            here = fault.path[:length]
            if here not in copied:
                copied[here] = inner[part] = copy.copy(inner[part])
            inner = copied[here]
        if fault.mend == "remove":
            del inner[last]
        elif fault.words:
            start, end = fault.words
            inner[last] = inner[last][:start] + " " * (fault.mend == "blank") + inner[last][end:]
        else:
            inner[last] = inner[last].isoformat() if fault.mend == "quote" else parse(f"value = {inner[last]}")["value"]
    return made


def _order(path: Path) -> tuple[tuple[bool, str | int], ...]:
    return tuple((isinstance(part, str), part) for part in path)
