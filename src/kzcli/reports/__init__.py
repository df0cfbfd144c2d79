"""What `kzcli check` writes: one module a format, each yielding its text while the files are still being checked.

To add one: a module here with `report`, a function from results and a look to pieces of text, and its line in
`REPORTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, cast

from kzcli.findings import SEVERITIES
from kzcli.logs import harmless, is_log
from kzcli.values import show_count, show_day, show_list

if TYPE_CHECKING:
    from datetime import date

    from kzcli.checking import Checked
    from kzcli.findings import Severity


class ReportLook(NamedTuple):
    """How a report is to look here; each format heeds what concerns it."""

    color: bool = False
    """Whether escape sequences for colour, bold and dim may be used."""
    width: int = 80
    """How many columns a line for people may take."""
    encoding: str = "utf-8"
    """What the reader can show."""
    root: str = ""
    """The folder that paths are relative to in formats that ask for that; empty means the one kzcli was run in."""


MakeReport = Callable[[Iterable["Checked"], ReportLook], Iterator[str]]
"""Makes a report of results as they come; a piece of it never depends on files that are still to be checked."""


class Report(NamedTuple):
    """An entry of the table: what is known of a format before its module is imported."""

    help: str
    """Who wants it, in a few words."""
    module: str
    lines: bool = False
    """Whether it is lines of free text, in which a log of GitHub Actions would find commands."""


REPORTS: dict[str, Report] = {
    "text": Report("for people: each finding with its place in the file", "text", lines=True),
    "concise": Report("a finding a line, for grep and editors", "concise", lines=True),
    "json": Report("a list of objects, of the published schema", "json"),
    "jsonl": Report("the same, an object a line", "jsonl"),
    "sarif": Report("SARIF 2.1.0, for code scanning services", "sarif"),
    "github": Report("annotations in GitHub Actions", "github"),
    "junit": Report("JUnit XML, for CI servers", "junit"),
}


def load_report(name: str) -> MakeReport:
    """What makes a report of a format.

    Args:
        name: a key of `REPORTS`.
    """
    entry = REPORTS[name]
    report = cast("MakeReport", import_module(f"kzcli.reports.{entry.module}").report)
    if not (entry.lines and is_log()):
        return report
    return lambda results, look: harmless(report(results, look))


def counts(found: Mapping[Severity, int], files: int, let_stand: int, mendable: int, day: date | None = None) -> str:
    """What a run has found, in a line.

    Args:
        found: how many findings there are of each severity, those that are let stand not among them.
        files: how many files were checked.
        let_stand: how many findings are let stand.
        mendable: how many of the others `--fix` would mend.
        day: the day that was asked for; none where it is the present one.
    """
    if not files and not any(found.values()):
        return "no file was checked"
    said = [show_count(found[severity], severity) for severity in SEVERITIES if found.get(severity)]
    line = f"{show_list(said) or 'nothing found'} in {show_count(files, 'file')}"
    if day:
        line += f" on {show_day(day)}"
    if let_stand:
        line += f"; {let_stand} let stand"
    if mendable:
        line += f"; {mendable} can be mended with --fix"
    return line
