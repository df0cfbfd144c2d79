"""The words of sources, read from the files that a brief or its reader names for them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kzcli.errors import UnreadableError
from kzcli.source import MAX_BYTES, read_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kzcli.brief import Source

MAX_WORDS = 8 * MAX_BYTES
"""How many bytes of words are read for one brief in all."""


def read_all(
    sources: Iterable[Source], brief: str, named: Mapping[str, str], room: int = MAX_WORDS
) -> dict[str, str | UnreadableError]:
    """The words of each source whose text is at hand, or why they cannot be read, by the source's id.

    What a brief names stands in its own folder or below: a brief from somebody else reads no other files. A file that
    several sources name is read once.

    Args:
        sources: the brief's sources.
        brief: the path of its file.
        named: files that its reader names, by the source's id.
        room: how many bytes are read in all.
    """
    folder = os.path.realpath(os.path.dirname(brief))
    read: dict[str, str | UnreadableError] = {}
    found: dict[str, str | UnreadableError] = {}
    for source in sources:
        name = named.get(source.id) or source.text
        if name is None:
            continue
        try:
            path = os.path.realpath(name) if source.id in named else _path_beside(folder, name)
            if path not in read:
                read[path], size = _read(path, name, room)
                room -= size
            found[source.id] = read[path]
        except UnreadableError as error:
            found[source.id] = error
    return found


def _read(path: str, name: str, room: int) -> tuple[str | UnreadableError, int]:
    """Words, or why they cannot be read, and how many bytes they are: plain text in UTF-8, no longer than a brief."""
    try:
        data = read_path(path, name).data
    except UnreadableError as error:
        return error, 0
    if len(data) > MAX_BYTES:
        return UnreadableError(f"{name} is larger than {MAX_BYTES:,} bytes, the limit for a source's text"), 0
    if len(data) > room:
        help = "name shorter files, with the pages that are quoted"
        return UnreadableError(f"{name} is too much: {MAX_WORDS:,} bytes is the limit for all sources", help), 0
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n"), len(data)
    except UnicodeDecodeError:
        return UnreadableError(f"{name} is not UTF-8", "save it as plain text in UTF-8"), 0


def _path_beside(folder: str, name: str) -> str:
    """The path of a file in a brief's folder or below it.

    Raises:
        UnreadableError: it leads elsewhere.
    """
    if "\0" in name:
        raise UnreadableError(f"{name} cannot be the name of a file")
    path = os.path.realpath(os.path.join(folder, name))
    if os.path.isabs(name) or os.path.commonpath([folder, path]) != folder:
        help = "put it beside the brief, or name it on the command line: --source ID=FILE"
        raise UnreadableError(f"{name} is not in the brief's folder", help)
    return path
