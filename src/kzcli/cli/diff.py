"""`kzcli diff`."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kzcli.cli import complete
from kzcli.cli.comparing import SIDES, load_edition, show_difference
from kzcli.cli.git_diff import is_called_by_git, show_for_git
from kzcli.cli.options import (
    ColorOption,
    FormatOption,
    JsonOption,
    WidthOption,
    brief_asked,
    day_asked,
    look,
)
from kzcli.errors import InvalidBriefError, KzcliError, ReaderClosedError, UnreadableError, UsageError
from kzcli.streams import report

if TYPE_CHECKING:
    from datetime import date

    from kzcli.brief import Brief


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
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="Compare two briefs as they were known on this day. [default: with all that they say]",
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
    dated = from_day is not None or to_day is not None
    if as_of is not None and dated:
        raise UsageError(
            "--as-of compares two briefs on one day, --from and --to one brief at two dates",
            "leave out one or the other",
        )
    day = day_asked(as_of) if as_of is not None else None
    asked = briefs or []
    shown = look(format, json, width, color, day)
    if is_called_by_git(asked):
        with suppress(ReaderClosedError):  # the pager was left; git itself would call anything but 0 a failure
            show_for_git(asked, day, shown, stat=stat, suspects=suspects)
        return 0
    if dated:
        brief, days = _at_two_dates(asked, from_day, to_day)
        return show_difference(brief, brief, days, shown, stat=stat, suspects=suspects)
    old, new = _load_both(asked)
    return show_difference(old, new, (day, day) if day else None, shown, stat=stat, suspects=suspects)


def _at_two_dates(asked: list[str], from_day: str | None, to_day: str | None) -> tuple[Brief, tuple[date, date]]:
    """The brief that is compared with itself, and the dates."""
    if len(asked) > 1:
        raise UsageError("--from and --to compare one brief at two dates", "leave one brief out, or the dates")
    brief = load_edition(brief_asked(asked[0] if asked else None))
    begin = day_asked(from_day, "--from") if from_day is not None else brief.as_of
    return brief, (begin, day_asked(to_day, "--to"))


def _load_both(asked: list[str]) -> tuple[Brief, Brief]:
    """Both editions. What is wrong with the old one does not keep what is wrong with the new one from being said.

    Raises:
        UsageError: they are not two that can be read.
        InvalidBriefError, UnreadableError: of the last that cannot be used; that of another has been reported.
    """
    if len(asked) != 2:
        raise UsageError(
            f"two briefs are compared, and {len(asked) or 'none'} named",
            "kzcli diff OLD NEW, or kzcli diff BRIEF --from 2020-06-01",
        )
    if asked[0] == asked[1] == "-":
        raise UsageError("standard input can be read once only", "name one of the two by its path")
    loaded: list[Brief] = []
    failed: list[KzcliError] = []
    for side, one in zip(SIDES, asked, strict=True):
        if failed and one == "-":
            break  # nobody is to type what is of no use
        try:
            loaded.append(load_edition(one))
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
