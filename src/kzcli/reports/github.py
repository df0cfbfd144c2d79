"""Annotations in GitHub Actions: workflow commands on the log.

What is let stand is left out: a step shows ten annotations of a kind, and those are for what is to be mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kzcli.clean import clean, fit
from kzcli.reports.addresses import relative_path
from kzcli.rules import all_rules

if TYPE_CHECKING:
    from kzcli.checking import Checked
    from kzcli.findings import Finding, Severity
    from kzcli.reports import ReportLook

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def report(results: Iterable[Checked], look: ReportLook) -> Iterator[str]:
    """A command for each finding; nothing where there are none."""
    for result in results:
        file = relative_path(result.name, look.root) or result.name
        for finding in result.findings:
            if finding.let_stand is None:
                yield fit(f"{_command(finding, file)}\n", look.encoding)


def _command(finding: Finding, file: str) -> str:
    rule = all_rules().get(finding.code)
    properties: dict[str, str | int] = {
        "file": file,
        "line": finding.line,
        "endLine": finding.end_line,
        "title": f"{finding.code} {rule.name}" if rule else finding.code,
    }
    if finding.line == finding.end_line:  # GitHub refuses columns of several lines
        properties |= {"col": finding.column, "endColumn": finding.end_column}
    said = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    help = f"\nhelp: {finding.help}" if finding.help else ""
    return f"::{_COMMANDS[finding.severity]} {said}::{_data(f'{finding.message}{help}')}"


def _data(text: str) -> str:
    """A text as GitHub's own toolkit escapes it; what else could act in a log is made visible."""
    return clean(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
