"""Where output goes: what is known of the terminal, how results leave whole, and how messages are said."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterable, Mapping
from typing import IO, NamedTuple

from kzcli.clean import clean, fit
from kzcli.errors import InvalidBriefError, KzcliError, ReaderClosedError, WriteError
from kzcli.logs import harmless, is_log

MIN_WIDTH, MAX_WIDTH, PIPE_WIDTH = 20, 100, 80
"""Text wider than 100 columns is hard to read, and narrower than 20 no word fits."""


class Terminal(NamedTuple):
    """What standard output is and can do."""

    is_terminal: bool
    width: int
    color: bool
    encoding: str


def inspect(stream: IO[str] | None, environ: Mapping[str, str]) -> Terminal:
    """What a stream is and can do, with what the environment asks for.

    NO_COLOR and FORCE_COLOR count when they are not empty (no-color.org, force-color.org), NO_COLOR first;
    COLUMNS when it is a number above 0.
    """
    is_terminal = bool(stream and stream.isatty())
    color = is_terminal and environ.get("TERM") != "dumb"
    if environ.get("FORCE_COLOR"):
        color = True
    if environ.get("NO_COLOR"):
        color = False
    columns = environ.get("COLUMNS", "")
    width = int(columns) if columns.isascii() and columns.isdigit() and len(columns) < 10 else 0
    if width == 0 and is_terminal and stream:
        try:
            width = os.get_terminal_size(stream.fileno()).columns
        except (OSError, ValueError):
            width = 0
    width = min(max(width or PIPE_WIDTH, MIN_WIDTH), MAX_WIDTH)
    return Terminal(is_terminal, width, color, _encoding(stream))


def _encoding(stream: IO[str] | None) -> str:
    return getattr(stream, "encoding", None) or "utf-8"


def require_output() -> None:
    """Make sure that there is a standard output.

    Raises:
        WriteError: it is closed.
    """
    if sys.stdout is None:
        raise WriteError("standard output is closed")


def write_bytes(data: bytes) -> None:
    """Write a result to standard output, whole.

    Raises:
        WriteError: not every byte could be written.
        ReaderClosedError: the reader has closed the pipe.
    """
    require_output()
    try:
        sys.stdout.flush()
        left = memoryview(data)
        while left:  # with PYTHONUNBUFFERED one write may take only a part
            left = left[sys.stdout.buffer.write(left) :]
        sys.stdout.flush()
    except OSError as error:
        raise output_error(error) from error


def output_error(error: OSError) -> KzcliError:
    """The error for a failed write to standard output; nothing more is written there afterwards."""
    # Python flushes what is left when it ends, and would fail once more.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    # Windows says EINVAL for a closed pipe.
    if error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL):
        return ReaderClosedError("")
    return WriteError(f"standard output cannot be written: {(error.strerror or str(error)).lower()}")


def write_text(text: str) -> None:
    """Write text for people to standard output, in the terminal's own encoding, losing no letter.

    A letter that the encoding lacks is written as its escape. In a pipe the encoding is UTF-8 unless
    PYTHONIOENCODING says otherwise.
    """
    encoding = _encoding(sys.stdout)
    text = fit(text, encoding)
    if os.name == "nt" and sys.stdout is not None and sys.stdout.isatty():
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except OSError as error:
            raise output_error(error) from error
        return
    write_bytes(text.encode(encoding))


def write_pieces(pieces: Iterable[str], *, is_terminal: bool) -> None:
    """Write text to standard output: on a terminal what it can show, elsewhere every character.

    Args:
        pieces: the text, which may still be made while it is written.
        is_terminal: whether standard output is one.
    """
    for piece in pieces:
        if is_terminal:
            write_text(piece)
        else:
            write_bytes(piece.encode())


def page_text(text: str, environ: Mapping[str, str]) -> None:
    """Show a long text through the user's pager, as git does, or directly where there is none.

    PAGER names the pager, `less` if it is not set; an empty PAGER, `cat` or TERM=dumb mean none.
    """
    command = environ.get("PAGER", "less")
    if not command.strip() or command.strip() == "cat" or environ.get("TERM") == "dumb":
        return write_text(text)
    import shlex
    import subprocess

    # What git sets: end if it fits one screen, show colours, leave the screen as it is.
    settings = {"LESS": "FRX", "LV": "-c", **environ}
    encoding = _encoding(sys.stdout)
    data = fit(text, encoding).encode(encoding)
    try:
        sys.stdout.flush()
        pager = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE, env=settings)  # noqa: S603 (the user's own)
    except (OSError, ValueError):
        return write_text(text)
    try:
        pager.communicate(data)
    except KeyboardInterrupt:
        pager.wait()
        raise
    if pager.returncode > 0:
        raise WriteError(f"the pager ended with {pager.returncode}: {command}", "PAGER=cat shows the text without one")
    return None


_LOOK = re.compile(r"\x1b\[\d*m")


def wrapped(message: str, width: int) -> str:
    """A message broken between words; commands, which are there to be copied, stay whole.

    Args:
        message: lines; one of commands alone has a dot in the middle between them.
        width: how many columns a line may take.
    """
    return "\n".join(part for line in message.split("\n") for part in _wrap(line, width))


def _wrap(line: str, width: int) -> list[str]:
    text = line.lstrip(" ")
    indent = line[: len(line) - len(text)]
    commands = _LOOK.sub("", text).startswith("kzcli ")
    lines: list[str] = []
    for piece in re.split("(?<=·) ", text) if commands else text.split(" "):
        if lines and _cells(f"{lines[-1]} {piece}") <= width:
            lines[-1] += f" {piece}"
        else:
            lines.append(indent + piece)
    return lines


def _cells(text: str) -> int:
    """How many columns a text takes on a terminal."""
    text = _LOOK.sub("", text)
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(one) else 2 if east_asian_width(one) in "WF" else 1 for one in text)


def say(message: str) -> None:
    """Say something on standard error, on a terminal as wide as it is; where nobody can hear it, say nothing.

    Args:
        message: lines of ours; what comes from outside in them must be clean.
    """
    if sys.stderr is None:
        return
    if is_log():
        message = "".join(harmless([message]))
    try:
        look = inspect(sys.stderr, os.environ)
        if look.is_terminal:
            message = wrapped(message, look.width)
        sys.stderr.write(fit(message, _encoding(sys.stderr)) + "\n")
        sys.stderr.flush()
    except OSError:
        pass


def report(error: KzcliError) -> None:
    """Say what went wrong, where and how to mend it."""
    if isinstance(error, ReaderClosedError):
        return
    if isinstance(error, InvalidBriefError):
        for problem in error.problems:
            place = f"{clean(error.name)}:{problem.line}:{problem.column}"
            key = f" {clean(problem.key)}:" if problem.key else ""
            say(f"{place}:{key} {clean(problem.message)}")
            if problem.help:
                say(f"  help: {clean(problem.help)}")
    say(f"kzcli: error: {clean(error.message)}")
    if error.help:
        say(f"  help: {clean(error.help)}")
