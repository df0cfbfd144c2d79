"""The files of briefs: those that are named, and those in a folder."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from kzcli import library
from kzcli.errors import UnreadableError, WriteError
from kzcli.source import SourceFile, read_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# Also one that no TOML reader takes, so that it is told what is wrong with it: lines may end in lone carriage returns.
_A_BRIEF = re.compile(
    rb"(?:\A(?:\xef\xbb\xbf)?|[\r\n])[ \t]*"
    rb"(?:\[[ \t]*[\"']?summary[\"']?[ \t]*\]"
    rb"|\[\[[ \t]*[\"']?(?:claims|recommendations|goals|sources)[\"']?[ \t]*\]\]"
    rb"|[\"']?as_of[\"']?[ \t]*=)"
    rb"|brief\.schema"
)
_SETTINGS = ("kzcli.toml", "pyproject.toml")


def files_in(targets: Iterable[str], tell: Callable[[UnreadableError], None]) -> Iterator[SourceFile]:
    """The files of the briefs that are meant, one after the other, each once.

    Args:
        targets: paths of files, folders, ids of bundled briefs, or `-`.
        tell: is told of what cannot be read, and of a folder that no brief is in.
    """
    seen: set[tuple[int, int]] = set()
    for target in targets:
        for file in _files_of(target, tell):
            if file.identity is None or file.identity not in seen:
                seen |= {file.identity} if file.identity else set()
                yield file


def _files_of(target: str, tell: Callable[[UnreadableError], None]) -> Iterator[SourceFile]:
    is_folder = os.path.isdir(target) and target not in library.ids()
    paths = briefs_in(target, tell) if is_folder else iter((target,))
    found = False
    for path in paths:
        found = True
        try:
            yield read_path(path) if is_folder else library.find(path)
        except UnreadableError as error:
            tell(error)
    if not found:
        tell(UnreadableError(f"no brief is in {target}", "kzcli new writes one; us-kazakhstan is the bundled one"))


def briefs_in(top: str, tell: Callable[[UnreadableError], None]) -> Iterator[str]:
    """The paths of the briefs in a folder and below it, in order: TOML files that have a part of a brief.

    What begins with a point is passed over, and links to folders are not followed.

    Args:
        top: the folder.
        tell: is told of a folder that cannot be read.
    """
    left = [top]
    while left:  # os.walk calls itself for each level, until Python has enough of it
        where = left.pop()
        try:
            with os.scandir(where) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            tell(UnreadableError(f"{where} cannot be read: {(error.strerror or str(error)).lower()}"))
            continue
        below = []
        for entry in entries:
            if entry.name.startswith(".") or entry.name == "node_modules":
                continue
            if _is_folder(entry):
                below += [] if entry.is_symlink() else [entry.path]
            elif entry.name.endswith(".toml") and entry.name not in _SETTINGS:
                path = os.path.normpath(entry.path)
                if _may_be_a_brief(path):
                    yield path
        left += reversed(below)


def refuse_outside(path: str, targets: Iterable[str]) -> None:
    """Refuse to write to a brief that was found in a folder, but is a link to a file outside of all that was named.

    Args:
        path: the brief's file.
        targets: what was named.

    Raises:
        WriteError: it is.
    """
    if path in targets or not os.path.islink(path):
        return
    real = os.path.realpath(path)
    if not any(real.startswith(os.path.join(os.path.realpath(target), "")) for target in targets):
        raise WriteError(f"{path} is a link to a file outside of the folder", f"name it to change it: {real}")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def brief_in(folder: str) -> str:
    """The path of the first brief right in a folder; empty where there is none."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return ""
    for name in names:
        path = os.path.normpath(os.path.join(folder, name))
        if name.endswith(".toml") and name not in _SETTINGS and _may_be_a_brief(path):
            return path
    return ""


def _may_be_a_brief(path: str) -> bool:
    try:
        # In UTF-16 a NUL stands beside each character of these.
        return _A_BRIEF.search(read_path(path).data.replace(b"\0", b"")) is not None
    except UnreadableError:
        return True  # whoever reads it says why it cannot be read
