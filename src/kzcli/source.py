"""From a path or standard input to the text of a TOML file, within limits, without ever waiting for nobody."""

from __future__ import annotations

import os
import stat
import sys
from typing import NamedTuple

from kzcli.errors import InvalidBriefError, Problem, UnreadableError

MAX_BYTES = 1024 * 1024
"""The largest brief that is read: 1 MiB, about 1,200 claims."""


class SourceFile(NamedTuple):
    """The bytes of a brief, never many more than the limit, and what is known of where they came from."""

    name: str
    """How the user named it, for messages."""
    data: bytes
    identity: tuple[int, int] | None
    """Device and inode of the file, so that no output overwrites it; none where it has none."""


def read_path(path: str, name: str = "") -> SourceFile:
    """Read a brief's file.

    Args:
        path: its path.
        name: what it is called in messages; empty where that is its path.

    Raises:
        UnreadableError: it is missing, a directory, a device, a pipe, or may not be read.
    """
    name = name or path
    try:
        status = os.stat(path)
        kind = _special_kind(status.st_mode)
        if kind and not (stat.S_ISFIFO(status.st_mode) and _is_inherited(path)):
            help = "name the file in it" if kind == "a directory" else "to read from a pipe, use -"
            raise UnreadableError(f"{name} is {kind}, not a file", help)
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableError(f"{name} cannot be read: {_reason(error)}") from error
    except ValueError as error:
        raise UnreadableError(f"{name} cannot be the name of a file") from error
    return SourceFile(name, data, (status.st_dev, status.st_ino))


def read_standard_input() -> SourceFile:
    """Read a brief from standard input.

    Raises:
        UnreadableError: it is closed, a terminal, or fails.
    """
    name = "standard input"
    if sys.stdin is None:
        raise UnreadableError("standard input is closed", "give the path of a brief: -b PATH")
    if sys.stdin.isatty():
        raise UnreadableError(
            "standard input is a terminal, not a brief", "pipe one in: kzcli export toml | kzcli summary -b -"
        )
    try:
        status = os.fstat(sys.stdin.fileno())
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableError(f"{name} cannot be read: {_reason(error)}") from error
    identity = (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None
    return SourceFile(name, data, identity)


def decode(file: SourceFile) -> str:
    """The text of a brief: UTF-8, with or without a byte order mark, line ends as line feeds.

    Raises:
        UnreadableError: it is larger than the limit.
        InvalidBriefError: it is not UTF-8; the place of the first wrong byte is given.
    """
    if len(file.data) > MAX_BYTES:
        raise UnreadableError(
            f"{file.name} is larger than {MAX_BYTES:,} bytes, the limit for a brief", "split it into several briefs"
        )
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8", "replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        utf16 = file.data[:2] in (b"\xff\xfe", b"\xfe\xff")
        message = "the file is UTF-16, not UTF-8" if utf16 else f"byte 0x{error.object[error.start]:02X} is not UTF-8"
        raise InvalidBriefError(file.name, (Problem(line, column, "", message, "save the file as UTF-8"),)) from error
    return text.replace("\r\n", "\n")


def _is_inherited(path: str) -> bool:
    """Whether a path is a file that the shell has opened for us, as `<(command)` does: it has a writer."""
    return path == "/dev/stdin" or path.startswith(("/dev/fd/", "/proc/self/fd/"))


def _special_kind(mode: int) -> str:
    if stat.S_ISREG(mode):
        return ""
    kinds = {stat.S_IFDIR: "a directory", stat.S_IFIFO: "a named pipe", stat.S_IFSOCK: "a socket"}
    return kinds.get(stat.S_IFMT(mode), "a device")


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
