"""The briefs in a folder."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from kzcli.errors import UnreadableError
from kzcli.source import read_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_A_BRIEF = re.compile(
    rb"^(?:\[summary\]|\[\[(?:claims|recommendations|goals|sources)\]\]|as_of\s*=)|brief\.schema", re.MULTILINE
)
_SETTINGS = ("kzcli.toml", "pyproject.toml")


def briefs_in(top: str, tell: Callable[[UnreadableError], None]) -> Iterator[str]:
    """The paths of the briefs in a folder and below it, in order: TOML files that have a part of a brief.

    What begins with a point is passed over, and links to folders are not followed.

    Args:
        top: the folder.
        tell: is told of a folder that cannot be read.
    """

    def refuse(error: OSError) -> None:
        tell(UnreadableError(f"{error.filename} cannot be read: {(error.strerror or str(error)).lower()}"))

    for where, folders, names in os.walk(top, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        for name in sorted(names):
            if name.endswith(".toml") and not name.startswith(".") and name not in _SETTINGS:
                path = os.path.normpath(os.path.join(where, name))
                if _may_be_a_brief(path):
                    yield path


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
        return _A_BRIEF.search(read_path(path).data) is not None
    except UnreadableError:
        return True  # whoever reads it says why it cannot be read
