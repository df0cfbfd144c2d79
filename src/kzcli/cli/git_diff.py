"""What `git diff` shows of a brief, where it calls `kzcli diff` as its external diff command."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kzcli.clean import clean, clean_lines
from kzcli.cli.comparing import SIDES, load_edition, show_difference
from kzcli.errors import InvalidBriefError, UnreadableError
from kzcli.logs import for_people
from kzcli.streams import write_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kzcli.brief import Brief
    from kzcli.cli.options import Look

_ARGUMENTS = (1, 7, 9)
"""How many arguments git gives an external diff command: the path, and of each file its name, hash and mode; for a
file that was renamed, its new path and what was done to it; of one that is not merged, the path alone (git(1), under
GIT_EXTERNAL_DIFF)."""


def is_called_by_git(asked: Sequence[str]) -> bool:
    """Whether it is git that has called with these arguments."""
    return len(asked) in _ARGUMENTS and "GIT_DIFF_PATH_COUNTER" in os.environ


def show_for_git(asked: Sequence[str], day: date | None, look: Look, *, stat: bool, suspects: bool) -> None:
    """What differs in one file; whatever is wrong with it, git goes on to the next.

    Args:
        asked: what git says: the path, the old file, its hash and mode, the new one, its hash and mode.
        day: the day on which both are looked at; none where all that they say counts.
        look: how it is to look.
        stat: whether to count only.
        suspects: whether to show what must be looked at again.
    """
    if len(asked) == 1:
        write_bytes(for_people(f"{clean(asked[0])}: not merged yet\n").encode())
        return
    path = asked[-2] if len(asked) > 7 else asked[0]
    files = [os.path.join(os.curdir, file) for file in (asked[1], asked[4])]  # paths, whatever else they look like
    old, new = (_read(side, file, path) for side, file in zip(SIDES, files, strict=True))
    if isinstance(old, str) or isinstance(new, str):
        _show_lines(path, files, [one for one in (old, new) if isinstance(one, str)])
    elif old and new:
        show_difference(old, new, (day, day) if day else None, look, stat=stat, suspects=suspects, path=path)
    elif one := old or new:
        _show_one(path, one, look, added=one is new)


def _read(side: str, file: str, path: str) -> Brief | str | None:
    """An edition, or what keeps it from being one; none where there is no file.

    Args:
        side: which of the two it is.
        file: where git has put it: where the new one is the user's own, at its path.
        path: what git calls it.
    """
    if file == os.devnull:
        return None
    try:
        return load_edition(file)
    except InvalidBriefError as error:
        first = error.problems[0]
        more = f" (kzcli check {path} says more)" if file == os.path.join(os.curdir, path) else ""
        return f"{side} is not a valid brief: at line {first.line}, {first.message}{more}"
    except UnreadableError as error:
        return f"{side} is unreadable: {error.message}"


def _show_one(path: str, brief: Brief, look: Look, *, added: bool) -> None:
    from kzcli.cli.output import emit
    from kzcli.views.editions import one_page

    emit(look, lambda: one_page(path, brief, added=added), lambda: brief)


def _show_lines(path: str, files: Sequence[str], wrong: Sequence[str]) -> None:
    """What git itself would show of a file that is no brief, yet or any more; and what is wrong with it."""
    import subprocess

    lines = [clean(f"{path}, line by line, since {'; '.join(wrong)}")]
    command = ["git", "diff", "--no-ext-diff", "--no-index", "--", *files]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 (git has called us with these files)
    lines += clean_lines(done.stdout.decode("utf-8", "replace"))
    write_bytes(for_people("".join(f"{line}\n" for line in lines)).encode())
