"""`kzcli check`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal

import typer

from kzcli.clean import clean
from kzcli.cli import complete
from kzcli.cli.options import AsOfOption, ColorOption, WidthOption, day_asked, look
from kzcli.errors import UsageError
from kzcli.findings import Finding, Severity  # noqa: TC001 (Typer reads the annotations when it runs)
from kzcli.logs import is_log, unheeded
from kzcli.reports import ReportLook, counts, load_report
from kzcli.runs import Asked, Run
from kzcli.settings import codes_of
from kzcli.streams import report, say, write_pieces

ReportName = Literal["text", "concise", "json", "jsonl", "sarif", "github", "junit"]


def build(name: str) -> Any:
    """The function behind the command."""
    return check


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE|FOLDER|ID|-]...",
            help="Files, folders with briefs, ids, or - for standard input. [default: $KZCLI_BRIEF, else .]",
            autocompletion=complete.briefs,
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        ReportName,
        typer.Option("--format", metavar="FORMAT", help="text, concise, json, jsonl, sarif, github or junit."),
    ] = "text",
    json: Annotated[bool, typer.Option("--json", help="Short for --format json.")] = False,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="CODES",
            help="Only these rules: codes or their beginnings, as KZ3,KZ501. What the settings ignore by a code as long"
            " or shorter is found all the same.",
        ),
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="CODES", help="All but these rules.")] = None,
    fail_on: Annotated[
        Severity | None,
        typer.Option(
            "--fail-on",
            metavar="SEVERITY",
            help="From what on findings make the exit code 1: error, warning or note. [default: error]",
            show_default=False,
        ),
    ] = None,
    as_of: AsOfOption = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="ID=FILE", help="A file with the words of a source, for quotations."),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended safely.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")] = False,
    width: WidthOption = None,
    color: ColorOption = "auto",
) -> None:
    """Find what is wrong or weak in briefs, with its place and a way to mend it.

    Settings come from kzcli.toml, or [tool.kzcli] in pyproject.toml, in a brief's folder or above: select, ignore,
    fail-on. `kzcli rule CODE` explains a rule. Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 a file could
    not be checked.
    """
    targets = paths or [os.environ.get("KZCLI_BRIEF") or "."]
    if fix and not diff and "-" in targets:
        raise UsageError("standard input cannot be mended in place", "--diff shows what would change")
    asked = Asked(
        day_asked(as_of),
        _codes(select, "--select"),
        _codes(ignore, "--ignore"),
        fail_on,
        _source_files(source or ()),
        mends=fix or diff,
        writes=fix and not diff,
    )
    shown = look(None, False, width, color)
    run = Run(asked, _say_mended)
    if diff:
        chunks = _differences(run, targets, clean_for_terminal=shown.is_terminal)
        if is_log():
            chunks = unheeded(chunks)
    else:
        made = load_report("json" if json else format)
        encoding = shown.encoding if shown.is_terminal else "utf-8"
        chunks = made(run.results(targets), ReportLook(shown.color, shown.width, encoding))
    write_pieces(chunks, is_terminal=shown.is_terminal)
    for error in run.errors:
        report(error)
    say(counts(run.counts, run.files, run.let_stand, run.mendable, asked.today if as_of else None))
    raise typer.Exit(run.exit_code)


def _say_mended(found: list[Finding]) -> None:
    """Said at once: whatever stops the run later, the file is another one now."""
    for one in found:
        say(clean(f"mended {one.path}:{one.line}:{one.column}: {one.code} {one.message}"))


def _differences(run: Run, targets: list[str], *, clean_for_terminal: bool) -> Iterator[str]:
    """What mending would change in each file."""
    from kzcli.cli.output import difference

    for before, after in run.changes(targets):
        yield from difference(before, after, clean_for_terminal=clean_for_terminal)


def _codes(values: list[str] | None, option: str) -> tuple[str, ...]:
    return codes_of((code.strip() for value in values or () for code in value.rstrip(", ").split(",")), option)


def _source_files(values: Iterable[str]) -> dict[str, str]:
    found = {}
    for value in values:
        id, equals, path = value.partition("=")
        if not (id and equals and path):
            raise UsageError(f"--source: {value!r} is not ID=FILE", "for example --source gjia-2020=article.txt")
        found[id] = path
    return found
