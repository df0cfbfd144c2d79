"""`kzcli update`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kzcli import library
from kzcli.checking import Selection
from kzcli.clean import clean
from kzcli.cli import complete
from kzcli.cli.options import BriefOption, brief_asked, day_asked, refuse_own_output
from kzcli.cli.output import difference, find_item
from kzcli.entries import line_of, objections, with_additions
from kzcli.errors import KzcliError, UsageError
from kzcli.files import replace_file
from kzcli.follow_up import Report, additions
from kzcli.links import Links
from kzcli.logs import is_log, unheeded
from kzcli.reports import ReportLook, load_report
from kzcli.settings import settings_of
from kzcli.streams import inspect, say, write_pieces
from kzcli.values import Response, Status, show_day, show_word

if TYPE_CHECKING:
    from kzcli.entries import Addition
    from kzcli.source import SourceFile


class RefusedEntryError(KzcliError):
    """An entry that `check` objects to."""


def build(name: str) -> Any:
    """The function behind the command."""
    return update


def update(
    recommendation: Annotated[
        str,
        typer.Argument(
            metavar="REC",
            help="The recommendation's id.",
            autocompletion=complete.ids_of("recommendations"),
            show_default=False,
        ),
    ],
    status: Annotated[
        Status | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help="Where it stands now: open, partially-addressed, implemented or not-implemented. [required]",
            show_default=False,
        ),
    ] = None,
    response: Annotated[
        Response | None,
        typer.Option(
            "--response",
            metavar="RESPONSE",
            help="What its actor says to it: concurred, partly-concurred, did-not-concur or none."
            " [default: as in the newest entry, else none]",
            show_default=False,
        ),
    ] = None,
    note: Annotated[
        str | None,
        typer.Option("--note", metavar="TEXT", help="What happened, as Markdown. [required]", show_default=False),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            metavar="ID|URL",
            help="Where that is known from: a source's id or address; may be given several times. [required]",
            autocompletion=complete.ids_of("sources"),
            show_default=False,
        ),
    ] = None,
    source_title: Annotated[
        str | None,
        typer.Option(
            "--source-title",
            metavar="TEXT",
            help="Add the address to the brief's sources under this title, where it is not among them yet.",
            show_default=False,
        ),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help="The day of the entry. [default: today]", show_default=False),
    ] = None,
    brief: BriefOption = None,
    dry_run: Annotated[
        bool,
        typer.Option("-n", "--dry-run", help="Show what would change, as a diff that patch takes, and change nothing."),
    ] = False,
) -> None:
    """Enter in a brief's file what became of a recommendation.

    The entry comes after those that are there; every other byte of the file stays. What check would find wrong with it
    is refused. Of several runs at once one enters, and the others are told that they did not.
    """
    needed = {"--status": status, "--note": note, "--source": source or None}
    missing = [name for name, value in needed.items() if value is None]
    if status is None or note is None or not source:
        help = "kzcli update REC --status STATUS --note TEXT --source ID|URL"
        raise UsageError(f"needed and not given: {', '.join(missing)}", help)
    for name, text in (("--note", note), ("--source", "".join(source)), ("--source-title", source_title or "")):
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise UsageError(f"{name}: the text is not UTF-8")
    file = _file(brief_asked(brief), dry_run=dry_run)
    today = day_asked(None)
    report = Report(
        recommendation, status, response, note, tuple(source), source_title, day_asked(date, "--date"), today
    )
    added, made = _entered(file, report)
    if dry_run:
        _show_difference(file, made)
        return
    replace_file(file, made.data)
    entry = added[0]
    line = line_of(made, (*entry.path, entry.length))
    say(clean(f"entered in {file.name}:{line}: {recommendation} is {show_word(status)} on {show_day(report.day)}"))


def _file(asked: str, *, dry_run: bool) -> SourceFile:
    """The file that is meant.

    Raises:
        KzcliError: it cannot be read, or is none that is to be changed.
    """
    if asked == "-" and not dry_run:
        raise UsageError("standard input cannot be changed in place", "--dry-run shows what would change")
    file = library.find(asked)
    refuse_own_output(file)
    if library.is_installed(file) and not dry_run:
        command = f"kzcli export toml -b {asked} -o {asked}.toml"
        raise UsageError(f"{asked} is a part of kzcli, which its next version replaces", f"make your own: {command}")
    return file


def _entered(file: SourceFile, report: Report) -> tuple[list[Addition], SourceFile]:
    """What is added to a file, and the file with it.

    Raises:
        KzcliError: it is no brief, or the entry would be wrong in it; people have been told what check finds.
    """
    from kzcli.loader import load_file

    loaded = load_file(file)
    links = Links(loaded)
    find_item(links.recommendations, report.recommendation, "recommendation", "recommendations", links.items)
    added = additions(loaded, report)
    made = with_additions(file, added)
    settings = settings_of(file)
    selection = Selection(settings.select, settings.ignore)
    refused = objections(file, made, added, report.today, selection)
    if refused.findings:
        terminal = inspect(sys.stderr, os.environ)
        look = ReportLook(terminal.color, terminal.width, terminal.encoding)
        say("".join(load_report("text")([refused], look)).rstrip("\n"))
        raise RefusedEntryError(
            f"nothing was entered in {file.name}: check would find the above in it", "mend that and try again"
        )
    return added, made


def _show_difference(before: SourceFile, after: SourceFile) -> None:
    """What would change in a file, on standard output."""
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    chunks = difference(before, after.data, clean_for_terminal=is_terminal)
    write_pieces(unheeded(chunks) if is_log() else chunks, is_terminal=is_terminal)
