"""The options that commands share, and what they mean here."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from kzcli import files, library
from kzcli.cli import complete
from kzcli.errors import UsageError, WriteError
from kzcli.streams import MAX_WIDTH, MIN_WIDTH, Terminal, inspect

if TYPE_CHECKING:
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


class Look(NamedTuple):
    """How output is to look here: what was asked for and what the terminal is."""

    format: Format
    width: int
    color: bool
    encoding: str
    is_terminal: bool


def brief_asked(option: str | None) -> str:
    """The brief that is meant: the option, else `$KZCLI_BRIEF`, else the bundled one."""
    return option if option is not None else os.environ.get("KZCLI_BRIEF") or library.DEFAULT_ID


def load_asked(option: str | None) -> Brief:
    """The brief that is meant, for a command that shows it on standard output.

    Raises:
        KzcliError: it cannot be read, or standard output is its own file, as after `>> brief.toml`.
    """
    from kzcli.loader import load_file

    source = library.find(brief_asked(option))
    refuse_own_output(source)
    return load_file(source)


def refuse_own_output(source: SourceFile) -> None:
    """Refuse a standard output that is the brief being read.

    Raises:
        WriteError: it is.
    """
    if files.is_standard_output(source):
        raise WriteError(f"standard output is the brief that is being read, {source.name}", "write to another file")


def look(format: Format | None, json: bool, width: int | None, color: Color) -> Look:
    """What the options mean on this standard output.

    Raises:
        UsageError: they contradict each other.
    """
    if json and format not in (None, "json"):
        raise UsageError(f"--json and --format {format} do not go together", "leave one of them out")
    terminal: Terminal = inspect(sys.stdout, os.environ)
    chosen = "json" if json else format or ("panels" if terminal.is_terminal else "plain")
    colored = {"auto": terminal.color, "always": True, "never": False}[color]
    return Look(chosen, width or terminal.width, colored, terminal.encoding, terminal.is_terminal)
