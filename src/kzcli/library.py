"""The briefs that can be found by id, and how what a user asks for becomes a brief."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from kzcli.errors import UnreadableError, did_you_mean
from kzcli.source import SourceFile, read_path, read_standard_input

if TYPE_CHECKING:
    from kzcli.brief import Brief

DEFAULT_ID = "us-kazakhstan"


@lru_cache
def folder() -> str:
    """The folder of the bundled briefs: inside an installed package, or the project's own in an editable one."""
    package = os.path.dirname(os.path.abspath(__file__))
    installed = os.path.join(package, "briefs")
    return installed if os.path.isdir(installed) else os.path.join(package, os.pardir, os.pardir, "briefs")


def is_installed(file: SourceFile) -> bool:
    """Whether a brief's file is part of the installed package, which the next version replaces."""
    package = os.path.dirname(os.path.realpath(__file__))
    return os.path.realpath(file.name).startswith(os.path.join(package, ""))


def ids() -> list[str]:
    """The ids of the bundled briefs, in order: a brief's file is named after its id."""
    try:
        names = os.listdir(folder())
    except OSError as error:
        raise UnreadableError("the bundled briefs cannot be found", "install kzcli again") from error
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def find(asked: str) -> SourceFile:
    """The file of a brief.

    Args:
        asked: a path, the id of a bundled brief, or `-` for standard input. What has a slash, an ending or is a
            file here is a path; a bundled brief comes before a folder of the same name.

    Raises:
        UnreadableError: there is no such brief, or it cannot be read.
    """
    if asked == "-":
        return read_standard_input()
    if not asked:
        raise UnreadableError("no brief is named", "give an id, a path or -")
    looks_like_path = os.sep in asked or "/" in asked or asked.endswith(".toml")
    if not looks_like_path and asked in ids():
        return read_path(os.path.normpath(os.path.join(folder(), f"{asked}.toml")))
    if looks_like_path or os.path.lexists(asked):
        if os.path.isdir(asked):
            raise _folder(asked)
        return read_path(asked)
    if os.path.isfile(f"{asked}.toml"):
        raise UnreadableError(
            f"no brief has the id {asked!r}, and no file has that name", f"did you mean {asked}.toml?"
        )
    help = did_you_mean(asked, ids()) or f"known here: {', '.join(ids())}; a path works too, and - for standard input"
    raise UnreadableError(f"no brief has the id {asked!r}, and no file has that name", help)


def _folder(asked: str) -> UnreadableError:
    """What to say of a folder where a brief is needed."""
    from kzcli.folders import brief_in

    name = brief_in(asked)
    help = f"name the file in it: {name}" if name else "name a brief; kzcli new writes one"
    return UnreadableError(f"{asked} is a directory, not a file", help)


def load(asked: str | bytes | os.PathLike[str]) -> Brief:
    """Load a brief.

    Args:
        asked: a path, the id of a bundled brief, `-` for standard input, or the bytes of a TOML file.

    Raises:
        UnreadableError: there is no such brief, or it cannot be read.
        InvalidBriefError: it is not a valid brief; all problems are in it.
    """
    from kzcli.loader import load_file

    return load_file(source_of(asked))


def source_of(asked: str | bytes | os.PathLike[str]) -> SourceFile:
    """The file of a brief; bytes are one that has no name.

    Raises:
        UnreadableError: there is no such brief, or it cannot be read.
    """
    if isinstance(asked, bytes):
        return SourceFile("bytes", asked, None)
    return find(asked) if isinstance(asked, str) else read_path(os.fspath(asked))
