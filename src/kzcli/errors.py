"""What can go wrong: each error says what, where and how to mend it, and has its exit code.

Errors never print. One place, `kzcli.cli.app`, turns them into words on standard error.
"""

from __future__ import annotations

import sys
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing that keeps a file from being a brief, with its place."""

    line: int
    """Line in the file, from 1."""
    column: int
    """Column in the line, in characters, from 1."""
    key: str
    """The key as one would write its path, for example `claims[3].date`; empty where the file is no TOML."""
    message: str
    help: str = ""


class KzcliError(Exception):
    """The base of all errors that a user is told about.

    Args:
        message: what went wrong, in one sentence without a full stop.
        help: how to mend it; empty where there is nothing to say.
    """

    exit_code = 2

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help


class UsageError(KzcliError):
    """The command line asks for something that does not exist or does not go together."""


class MissingExtraError(KzcliError):
    """A package that only some formats need is not installed.

    Args:
        extra: the extra of kzcli that brings it.
        package: the package.
    """

    def __init__(self, extra: str, package: str) -> None:
        command = f'{sys.executable} -m pip install "kzcli[{extra}]"'
        super().__init__(f"{extra} needs the package {package}, which is not installed", command)


class UnreadableError(KzcliError):
    """A brief that cannot be found or read."""


class InvalidBriefError(KzcliError):
    """A file that was read and is not a valid brief.

    Args:
        name: the file as the user named it.
        problems: all of them, in the order of the file.
    """

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__(f"{name} is not a valid brief: {count}")
        self.name = name
        self.problems = problems


class LostCharacterWarning(UserWarning):
    """A format cannot show some characters of the brief, and says so where they stand."""


class WriteError(KzcliError):
    """Output that could not be written whole."""


class ReaderClosedError(KzcliError):
    """The program that read our output has closed it; nothing is said about it.

    The exit code is that of a process ended by SIGPIPE in a shell, 128 + 13.
    """

    exit_code = 141


class StoppedError(KzcliError):
    """The program was told to stop while it wrote a file.

    Args:
        signal_number: the signal; the exit code is 128 plus it, as in a shell.
    """

    def __init__(self, signal_number: int) -> None:
        super().__init__("stopped; no file was changed")
        self.exit_code = 128 + signal_number


def did_you_mean(word: str, known: tuple[str, ...] | list[str]) -> str:
    """A help line for a misspelt word; empty when no known word is near it.

    Args:
        word: what was written.
        known: the words that would have been right.
    """
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=3, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else ""
