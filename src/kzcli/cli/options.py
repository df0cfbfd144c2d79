"""The options that commands share, and what they mean here."""

from __future__ import annotations

import os
import re
import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from kzcli import files, library
from kzcli.cli import complete
from kzcli.errors import UsageError, WriteError, did_you_mean
from kzcli.streams import MAX_WIDTH, MIN_WIDTH, Terminal, inspect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzcli.brief import Brief
    from kzcli.source import SourceFile

Format = Literal["panels", "plain", "markdown", "json"]
Color = Literal["auto", "always", "never"]

BriefOption = Annotated[
    str | None,
    typer.Option(
        "-b",
        "--brief",
        metavar="ID|PATH|-",
        help=f"The brief: an id, a path, or - for standard input. [default: $KZCLI_BRIEF, else {library.DEFAULT_ID}]",
        autocompletion=complete.briefs,
        show_default=False,
    ),
]
FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="panels, plain, markdown or json. [default: panels on a terminal, plain in a pipe]",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
WidthOption = Annotated[
    int | None,
    typer.Option(
        "--width",
        metavar="COLUMNS",
        min=MIN_WIDTH,
        max=MAX_WIDTH,
        help=f"How wide panels may be, from {MIN_WIDTH} to {MAX_WIDTH}. [default: the terminal's width]",
        show_default=False,
    ),
]
ColorOption = Annotated[
    Color,
    typer.Option(
        "--color", metavar="WHEN", help="Whether panels are coloured: auto, always or never.", show_default=False
    ),
]

AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="The day to look at it on: what had happened by then, how old it was, what was overdue. [default: today]",
        show_default=False,
    ),
]
WithoutOption = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="ID",
        help="As it would stand without this source or claim; may be given several times.",
        autocompletion=complete.ids_of("sources", "claims"),
        show_default=False,
    ),
]


class Look(NamedTuple):
    """How output is to look here: what was asked for and what the terminal is."""

    format: Format
    width: int
    color: bool
    encoding: str
    is_terminal: bool
    day: date
    """The day on which it is looked at, which every view says."""
    brief: str | None
    """What -b named, for hints about other commands; none where it was not given."""


def brief_asked(option: str | None) -> str:
    """The brief that is meant: the option, else `$KZCLI_BRIEF`, else the bundled one."""
    return option if option is not None else os.environ.get("KZCLI_BRIEF") or library.DEFAULT_ID


def day_asked(option: str | None, name: str = "--as-of") -> date:
    """The day that is meant: today where none is named.

    Args:
        option: what was given.
        name: the option's name.

    Raises:
        UsageError: it is no day.
    """
    if option is None:
        return date.today()  # noqa: DTZ011 (the day where the user is)
    parts = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", option, re.ASCII)
    try:
        return date(*map(int, parts.groups() if parts else ()))
    except (TypeError, ValueError):
        raise UsageError(f"{name}: {option!r} is no day", "write it as 2026-11-24") from None


def load_asked(option: str | None, day: date) -> Brief:
    """The brief that is meant, as it was known on a day, for a command that shows it on standard output.

    Raises:
        KzcliError: it cannot be read, or standard output is its own file, as after `>> brief.toml`.
    """
    from kzcli.links import on_day
    from kzcli.loader import load_file

    source = library.find(brief_asked(option))
    refuse_own_output(source)
    return on_day(load_file(source), day)


def withdrawn_asked(brief: Brief, ids: Iterable[str] | None) -> frozenset[str]:
    """The sources and claims that are not to count.

    Raises:
        UsageError: an id is of neither.
    """
    known = {source.id for source in brief.sources} | {claim.id for claim in brief.claims}
    for id in ids or ():
        if id not in known:
            raise _no_ground(brief, id, known)
    return frozenset(ids or ())


def _no_ground(brief: Brief, id: str, known: Iterable[str]) -> UsageError:
    for part in ("goals", "recommendations", "sections", "actors"):
        if any(item.id == id for item in getattr(brief, part)):
            help = "only sources and claims can be withdrawn; kzcli why shows on which of them it rests"
            return UsageError(f"{id!r} is one of the {part}", help)
    help = did_you_mean(id, sorted(known)) or "kzcli sources and kzcli claims list them"
    return UsageError(f"no source or claim has the id {id!r}", help)


def refuse_own_output(source: SourceFile) -> None:
    """Refuse a standard output that is the brief being read.

    Raises:
        WriteError: it is.
    """
    if files.is_standard_output(source):
        raise WriteError(f"standard output is the brief that is being read, {source.name}", "write to another file")


def look(
    format: Format | None,
    json: bool,
    width: int | None,
    color: Color,
    day: date | None = None,
    brief: str | None = None,
) -> Look:
    """What the options mean on this standard output, and on which day; none means today.

    Raises:
        UsageError: they contradict each other.
    """
    if json and format not in (None, "json"):
        raise UsageError(f"--json and --format {format} do not go together", "leave one of them out")
    terminal: Terminal = inspect(sys.stdout, os.environ)
    chosen = "json" if json else format or ("panels" if terminal.is_terminal else "plain")
    colored = {"auto": terminal.color, "always": True, "never": False}[color]
    shown = day or day_asked(None)
    return Look(chosen, width or terminal.width, colored, terminal.encoding, terminal.is_terminal, shown, brief)
