"""Entries added to lists of a brief's file, in its text: every other character stays, and what it then says is proved.

A list may be written as tables, `[[recommendations.updates]]`, or in brackets, `updates = [{ … }]`; an entry is added
to it as it is written.
"""

from __future__ import annotations

import copy
import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from kzcli.checking import Checked, Selection, check_file
from kzcli.clean import escape_acting
from kzcli.edits import apply_stored
from kzcli.errors import KzcliError
from kzcli.findings import Edit, Finding, Path
from kzcli.places import Places
from kzcli.source import MAX_BYTES, SourceFile, decode
from kzcli.toml import TomlError, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_BETWEEN = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_REMARKS = re.compile(r"[^\n]*(?:\n[ \t]*#[^\n]*)*")
"""The rest of a line, and lines of remarks right below it."""
_BLANK_LINE = re.compile(r"\Z|\n[ \t]*(?:\n|\Z)")
"""What stands at the end of a line that nothing follows, or a blank line."""
_FIRST_KEY = re.compile(r"[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\n)*([ \t]*)[^\s\[]")


class UnwritableError(KzcliError):
    """A file that is written so that nothing can be added to it without a change of what it means otherwise."""


class Addition(NamedTuple):
    """Something to be added at the end of a list."""

    path: Path
    """The list: `("recommendations", 0, "updates")`."""
    item: dict[str, Any]
    """A table of texts, days and lists of tables, in the order in which its keys are to stand."""
    length: int
    """How many items the list has so far."""


def with_additions(file: SourceFile, additions: Sequence[Addition]) -> SourceFile:
    """A brief's file with items added to its lists.

    Args:
        file: the file as it was read.
        additions: no two to the same list.

    Raises:
        UnwritableError: nothing can be added so that the file means the same otherwise.
    """
    text = decode(file)
    data = parse(text)
    places = Places(text)
    edits = [edit for addition in additions for edit in _edits(text, data, places, addition)]
    edits.sort(key=lambda edit: edit.start)
    made = file._replace(data=apply_stored(file.data, edits))
    if len(made.data) > MAX_BYTES:
        raise UnwritableError(
            f"{file.name} is left as it is: it would be larger than {MAX_BYTES:,} bytes, the limit for a brief",
            "split it into several briefs",
        )
    if not _holds(decode(made), data, additions):
        lists = " and ".join(f"[[{_name(one.path)}]]" for one in additions)
        raise UnwritableError(
            f"{file.name} is left as it is: nothing can be added to it as it is written",
            f"write each entry under a header of its own, {lists}",
        )
    return made


def line_of(file: SourceFile, path: Path) -> int:
    """The line, from 1, on which something stands in a brief's file."""
    places = Places(decode(file))
    return places.place(places.value(path).start).line


def objections(
    before: SourceFile, after: SourceFile, additions: Iterable[Addition], today: date, selection: Selection
) -> Checked:
    """What `check` finds in a file with additions, and did not before: errors, and warnings about what was added.

    Nothing in it can be mended by `check --fix`: the file is not there yet.

    Args:
        before: the file as it was.
        after: the file with the additions.
        additions: what was added.
        today: the day that it is looked at.
        selection: the rules that count.
    """
    checked = check_file(after, today, selection)
    items = {(*one.path, one.length) for one in additions}
    found = [one for one in checked.findings if one.let_stand is None and _counts(one, items)]
    if found:
        known = {_told(one) for one in check_file(before, today, selection).findings}
        found = [one for one in found if _told(one) not in known]
    return checked._replace(findings=tuple(one._replace(edit=None) for one in found))


def _counts(finding: Finding, items: set[Path]) -> bool:
    path = finding.fault.path if finding.fault else ()
    about = any(path[: len(item)] == item for item in items)
    return finding.severity == "error" or (finding.severity == "warning" and about)


def _told(finding: Finding) -> tuple[str, ...]:
    return finding.code, finding.key, finding.message


def _holds(text: str, data: dict[str, Any], additions: Iterable[Addition]) -> bool:
    """Whether a text says what it said before, and what was added."""
    wanted = copy.deepcopy(data)
    for path, item, _ in additions:
        _at(wanted, path[:-1]).setdefault(path[-1], []).append(item)
    try:
        return parse(text) == wanted
    except TomlError:
        return False


def _at(data: Any, path: Path) -> Any:
    """What is at a path; none where its last key is not there."""
    for part in path[:-1]:
        data = data[part]
    return data.get(path[-1]) if path and isinstance(data, dict) else data[path[-1]] if path else data


def _edits(text: str, data: dict[str, Any], places: Places, addition: Addition) -> Iterator[Edit]:
    path, item, length = addition
    if _at(data, path) is None:
        parent = path[:-1]
        if parent and text.startswith("{", places.value(parent).start):
            end = max(places.end_of_table((*parent, key)) for key in _at(data, parent))
            yield Edit(end, end, f", {path[-1]} = [{_inline(item)}]")
        else:
            yield _table(text, places, addition, parent)
    elif length and text.startswith("[[", places.value((*path, length - 1)).start):
        yield _table(text, places, addition, (*path, length - 1))
    else:
        yield from _in_brackets(text, places, addition)


def _table(text: str, places: Places, addition: Addition, after: Path) -> Edit:
    """A table of its own after another, which it is written like; after everything where that is the whole file."""
    start = places.value(after).start if after else len(text)
    at = _end_of_remarks(text, places.end_of_table(after)) if after else len(text.rstrip(" \t\n"))
    line = text.rfind("\n", 0, start) + 1
    indent = text[line:start] if after else ""
    key = _FIRST_KEY.match(text, start)
    inner = key[1] if key and after else indent
    apart = _is_apart(text[:line]) if after else True
    lines = [f"{indent}[[{_name(addition.path)}]]"]
    lines += [f"{inner}{key} = {_value(value, inner)}" for key, value in addition.item.items()]
    blank = "\n" if apart else ""
    behind = "" if _BLANK_LINE.match(text, at) else blank
    return Edit(at, at, "\n".join([blank, *lines]) + behind)


def _end_of_remarks(text: str, end: int) -> int:
    """Where a table's last line ends, with the remarks right below it, unless they stand right above something else."""
    remarks = _REMARKS.match(text, end)
    if remarks and _BLANK_LINE.match(text, remarks.end()):
        return remarks.end()
    line = text.find("\n", end)
    return line if line >= 0 else len(text)


def _is_apart(before: str) -> bool:
    """Whether what follows a text is parted from it by a blank line; remarks belong to what follows."""
    lines = before.split("\n")[:-1]
    while lines and lines[-1].lstrip().startswith("#"):
        lines.pop()
    return not lines or not lines[-1].strip()


def _in_brackets(text: str, places: Places, addition: Addition) -> Iterator[Edit]:
    """An inline table at the end of a list in brackets; on a line of its own where the last one is."""
    path, item, length = addition
    whole, written = places.value(path), _inline(item)
    if not length:
        yield Edit(whole.start + 1, whole.start + 1, written)
        return
    last = places.value((*path, length - 1))
    between = _BETWEEN.match(text, last.end)
    at = between.end() if between else last.end
    comma = text.startswith(",", at)
    line, end = text.rfind("\n", 0, last.start) + 1, text.find("\n", at if comma else last.end)
    if not text[line : last.start].strip() and 0 <= end < whole.end:
        if not comma:
            yield Edit(last.end, last.end, ",")
        yield Edit(end, end, f"\n{text[line : last.start]}{written}{',' if comma else ''}")
    elif comma:
        yield Edit(at + 1, at + 1, f" {written},")
    else:
        yield Edit(last.end, last.end, f", {written}")


def _name(path: Path) -> str:
    return ".".join(part for part in path if isinstance(part, str))


def _value(value: object, indent: str) -> str:
    """A value as it stands after its key; a list of several items with each on a line of its own."""
    if isinstance(value, list) and len(value) > 1:
        return "\n".join(["[", *(f"{indent}  {_inline(one)}," for one in value), f"{indent}]"])
    return _inline(value)


def _inline(value: object) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_inline(one)}' for key, one in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_inline, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    # JSON's escapes are TOML's too.
    return escape_acting(json.dumps(value, ensure_ascii=False))
