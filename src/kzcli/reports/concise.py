"""A finding a line: `path:line:column: CODE severity message`, as compilers write and editors read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kzcli.clean import clean, fit

if TYPE_CHECKING:
    from kzcli.checking import Checked
    from kzcli.findings import Finding
    from kzcli.reports import ReportLook


def report(results: Iterable[Checked], look: ReportLook) -> Iterator[str]:
    """A line for each finding; nothing where there are none."""
    for result in results:
        for finding in result.findings:
            yield fit(f"{line_of(finding)}\n", look.encoding)


def line_of(finding: Finding) -> str:
    """A finding in a line, clean."""
    path = clean(finding.path)
    if path.lstrip().startswith(":"):
        path = f"./{path}"  # or the line would begin as a command of GitHub Actions does
    place = f"{path}:{finding.line}:{finding.column}"
    mark = "[*] " if finding.edit and finding.let_stand is None else ""
    stands = "" if finding.let_stand is None else f" [let stand: {clean(finding.let_stand)}]"
    return f"{place}: {finding.code} {finding.severity} {mark}{clean(finding.message)}{stands}"
