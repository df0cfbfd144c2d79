"""JUnit XML: a suite a file, a failed case a finding, a skipped one where it is let stand.

A file in which nothing is found has one case, which passes. The root says no totals: they are known only at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from kzcli.clean import clean
from kzcli.reports.concise import line_of
from kzcli.rules import all_rules

if TYPE_CHECKING:
    from kzcli.checking import Checked
    from kzcli.findings import Finding
    from kzcli.reports import ReportLook


def report(results: Iterable[Checked], look: ReportLook) -> Iterator[str]:
    """The document, a suite at a time."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="kzcli check">\n'
    for result in results:
        suite = "".join(f"{line}\n" for line in _suite(result))
        suite = suite.replace("##[", "#&#35;[")  # which begins a command in a log of GitHub Actions
        yield suite.encode(look.encoding, "xmlcharrefreplace").decode(look.encoding)
    yield "</testsuites>\n"


def _suite(result: Checked) -> Iterator[str]:
    name, findings = _quoted(result.name), result.findings
    skipped = sum(one.let_stand is not None for one in findings)
    tests, failures = max(len(findings), 1), len(findings) - skipped
    yield f'  <testsuite name={name} tests="{tests}" failures="{failures}" errors="0" skipped="{skipped}">'
    if not findings:
        yield f'    <testcase name="nothing found" classname={name}/>'
    for finding in findings:
        yield from _case(finding, name)
    yield "  </testsuite>"


def _case(finding: Finding, classname: str) -> Iterator[str]:
    rule = all_rules().get(finding.code)
    name = f"{finding.code} {rule.name if rule else finding.severity} at {finding.line}:{finding.column}"
    yield f"    <testcase name={_quoted(name)} classname={classname}>"
    if finding.let_stand is not None:
        yield f"      <skipped message={_quoted(f'let stand: {finding.let_stand}')}/>"
    else:
        help = f"\nhelp: {clean(finding.help)}" if finding.help else ""
        text = escape(f"{line_of(finding)}{help}", quote=False)
        yield f'      <failure type="{finding.severity}" message={_quoted(finding.message)}>{text}</failure>'
    yield "    </testcase>"


def _quoted(text: str) -> str:
    """A text as the value of an attribute, what XML cannot hold made visible."""
    return f'"{escape(clean(text))}"'
