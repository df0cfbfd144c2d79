"""`kzcli diff`."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kzcli.clean import clean, clean_lines
from kzcli.cli import complete
from kzcli.cli.options import (
    ColorOption,
    FormatOption,
    JsonOption,
    Look,
    WidthOption,
    brief_asked,
    day_asked,
    look,
    refuse_own_output,
)
from kzcli.errors import InvalidBriefError, KzcliError, ReaderClosedError, UnreadableError, UsageError
from kzcli.logs import for_people
from kzcli.streams import report, write_bytes

if TYPE_CHECKING:
    from datetime import date

    from kzcli.brief import Brief

_CALLED_BY_GIT = (1, 7, 9)
"""How many arguments git gives an external diff command: the path, and of each file its name, hash and mode; for a
file that was renamed, its new path and what was done to it; of one that is not merged, the path alone (git(1), under
GIT_EXTERNAL_DIFF)."""

_SIDES = ("the old edition", "the new edition")


def build(name: str) -> Any:
    """The function behind the command."""
    return diff


def diff(
    briefs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="OLD NEW",
            help="Two briefs, or one with --from or --to: ids, paths, - for standard input, or REV:PATH for a file in "
            "a revision that git has.",
            autocompletion=complete.briefs,
            show_default=False,
        ),
    ] = None,
    from_day: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="DATE",
            help="Compare one brief as it was known on this day. [default: its own day]",
            show_default=False,
        ),
    ] = None,
    to_day: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="DATE",
            help="Compare one brief with what is known of it on this day. [default: today]",
            show_default=False,
        ),
    ] = None,
    stat: Annotated[
        bool, typer.Option("--stat", help="Only count, part by part, what changed and what is stronger or weaker.")
    ] = False,
    suspects: Annotated[
        bool,
        typer.Option(
            "--suspects",
            help="List, text by text, what rests on something that changed and was not looked at again itself.",
        ),
    ] = False,
    format: FormatOption = None,
    json: JsonOption = False,
    width: WidthOption = None,
    color: ColorOption = "auto",
) -> int:
    """What changed between two editions of a brief, and what that does to its recommendations.

    Order, spacing and comments never count. Exit code 0: the same, 1: there are differences, 2: it could not be done.
    In a pipe: one change a line, which begins with + added, - removed, ~ changed, = renamed or ? to be looked at again,
    and an id.
    """
    if stat and suspects:
        raise UsageError("--stat and --suspects do not go together", "leave one of them out")
    asked = briefs or []
    shown = look(format, json, width, color)
    if len(asked) in _CALLED_BY_GIT and "GIT_DIFF_PATH_COUNTER" in os.environ:
        with suppress(ReaderClosedError):  # the pager was left; git itself would call anything but 0 a failure
            _for_git(asked, shown, stat=stat, suspects=suspects)
        return 0
    old, new, days = _editions(asked, from_day, to_day)
    return _show(old, new, days, shown, stat=stat, suspects=suspects)


def _editions(
    asked: list[str], from_day: str | None, to_day: str | None
) -> tuple[Brief, Brief, tuple[date, date] | None]:
    """The two that are to be compared; for one brief at two dates, these too."""
    from kzcli.links import on_day

    dated = from_day is not None or to_day is not None
    if len(asked) == 2 and not dated:
        if asked[0] == asked[1] == "-":
            raise UsageError("standard input can be read once only", "name one of the two by its path")
        return *_load_both(asked), None
    if len(asked) > 1 and dated:
        raise UsageError("--from and --to compare one brief at two dates", "leave one brief out, or the dates")
    if not dated or len(asked) > 1:
        raise UsageError(
            f"two briefs are compared, and {len(asked) or 'none'} named",
            "kzcli diff OLD NEW, or kzcli diff BRIEF --from 2020-06-01",
        )
    brief = _load(brief_asked(asked[0] if asked else None))
    begin = day_asked(from_day, "--from") if from_day is not None else brief.as_of
    end = day_asked(to_day, "--to")
    return on_day(brief, begin), on_day(brief, end), (begin, end)


def _load_both(asked: list[str]) -> tuple[Brief, Brief]:
    """Both editions. What is wrong with the old one does not keep what is wrong with the new one from being said.

    Raises:
        InvalidBriefError, UnreadableError: of the last that cannot be used; that of another has been reported.
    """
    loaded: list[Brief] = []
    failed: list[KzcliError] = []
    for side, one in zip(_SIDES, asked, strict=True):
        if failed and one == "-":
            break  # nobody is to type what is of no use
        try:
            loaded.append(_load(one))
        except (InvalidBriefError, UnreadableError) as error:
            error.message = f"{side}: {error.message}"
            failed.append(error)
    if failed:
        *earlier, last = failed
        for other in earlier:
            report(other)
        raise last
    old, new = loaded
    return old, new


def _load(asked: str) -> Brief:
    from kzcli import library
    from kzcli.loader import load_file
    from kzcli.revisions import is_revision, read_revision

    source = read_revision(asked) if is_revision(asked) else library.find(asked)
    refuse_own_output(source)
    return load_file(source)


def _show(
    old: Brief, new: Brief, days: tuple[date, date] | None, look: Look, *, stat: bool, suspects: bool, path: str = ""
) -> int:
    """Show what differs; the exit code is 0 where nothing does.

    Args:
        old: an edition.
        new: another.
        days: those on which they are looked at, where that matters.
        look: how it is to look.
        stat: whether to count only.
        suspects: whether to show what must be looked at again.
        path: the file that git compares; empty where it does not.
    """
    from kzcli.cli.output import emit
    from kzcli.editions.comparing import compare
    from kzcli.views import editions as views

    found = compare(old, new)
    if days:
        found = found.model_copy(
            update={
                "old": found.old.model_copy(update={"day": days[0]}),
                "new": found.new.model_copy(update={"day": days[1]}),
            }
        )
    if stat:
        from kzcli.editions.counting import counts

        counted = counts(found)
        emit(look, lambda: views.stat_page(found, counted, path), lambda: counted)
    elif suspects:
        from kzcli.editions.suspects import suspects as find

        again = find(found, new)
        emit(look, lambda: views.suspects_page(found, again, new, path), lambda: again, paged=True)
    else:
        emit(look, lambda: views.difference_page(found, old, new, path), lambda: found, paged=not path)
    return 0 if found.is_empty else 1


def _for_git(asked: list[str], look: Look, *, stat: bool, suspects: bool) -> None:
    """What `git diff` shows of one file; whatever is wrong with it, git goes on to the next.

    Args:
        asked: what git says: the path, the old file, its hash and mode, the new one, its hash and mode.
        look: how it is to look.
        stat: whether to count only.
        suspects: whether to show what must be looked at again.
    """
    if len(asked) == 1:
        write_bytes(for_people(f"{clean(asked[0])}: not merged yet\n").encode())
        return
    path = asked[-2] if len(asked) > 7 else asked[0]
    old, new = (os.path.join(os.curdir, file) for file in (asked[1], asked[4]))  # paths, whatever else they look like
    try:
        if os.devnull in (old, new):
            _show_one(path, new if old == os.devnull else old, look, added=old == os.devnull)
        else:
            _show(_load(old), _load(new), None, look, stat=stat, suspects=suspects, path=path)
    except (InvalidBriefError, UnreadableError):
        _show_lines(path, old, new)


def _show_one(path: str, file: str, look: Look, *, added: bool) -> None:
    from kzcli.cli.output import emit
    from kzcli.views.editions import one_page

    brief = _load(file)
    emit(look, lambda: one_page(path, brief, added=added), lambda: brief)


def _show_lines(path: str, old: str, new: str) -> None:
    """What git itself would show of a file that is no brief, yet or any more; and what is wrong with it."""
    import subprocess

    wrong = "; ".join(said for side, file in zip(_SIDES, (old, new), strict=True) if (said := _wrong(side, file, path)))
    lines = [clean(f"{path}, line by line, since {wrong}")]
    command = ["git", "diff", "--no-ext-diff", "--no-index", "--", old, new]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 (git has called us with these files)
    lines += clean_lines(done.stdout.decode("utf-8", "replace"))
    write_bytes(for_people("".join(f"{line}\n" for line in lines)).encode())


def _wrong(side: str, file: str, path: str) -> str:
    """What keeps a file from being a brief; nothing where it is one, or there is none.

    Args:
        side: which of the two it is.
        file: where git has put it: where the new one is the user's own, at its path.
        path: what git calls it.
    """
    if file == os.devnull:
        return ""
    try:
        _load(file)
    except InvalidBriefError as error:
        first = error.problems[0]
        more = f" (kzcli check {path} says more)" if file == os.path.join(os.curdir, path) else ""
        return f"{side} is not a valid brief: at line {first.line}, {first.message}{more}"
    except UnreadableError as error:
        return f"{side} is unreadable: {error.message}"
    return ""
