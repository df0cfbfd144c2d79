"""SARIF 2.1.0 (OASIS): one run, with all rules and, one after the other, what they find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from kzcli.reports.addresses import file_uri, relative_path, relative_uri
from kzcli.reports.records import Record, json_text, records
from kzcli.rules import FAMILIES, Rule, all_rules

if TYPE_CHECKING:
    from kzcli.checking import Checked
    from kzcli.findings import Severity
    from kzcli.reports import ReportLook

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""The name that readers know for the folder of the project."""
_EMPTY = '"results": []'
"""Where the results go; inside a string of JSON it cannot stand so, for there its quotation marks have escapes."""

_PROBLEM: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "recommendation"}
"""What GitHub's code scanning calls the severities."""


def report(results: Iterable[Checked], look: ReportLook) -> Iterator[str]:
    """The log, a result at a time."""
    before, after = json_text(_log(), look, indent=2).split(_EMPTY)
    indexes = {code: index for index, code in enumerate(all_rules())}
    yield before
    between = '"results": ['
    for result in results:
        location = _location(result.name, look.root)
        for record in records(result):
            made = json_text(_result(record, indexes, location), look, indent=2)
            yield f"{between}\n        " + made.replace("\n", "\n        ")
            between = ","
    yield f"\n      ]{after}\n" if between == "," else f"{_EMPTY}{after}\n"


def _log() -> dict[str, Any]:
    driver = {"name": "kzcli", "version": version("kzcli"), "rules": [_rule(rule) for rule in all_rules().values()]}
    base = {ROOT: {"description": {"text": "The folder that kzcli was run in."}}}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": base,
        "results": [],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, Any]:
    source = f"\n\nSource: {rule.source}" if rule.source else ""
    family = FAMILIES[rule.code[:3]].title if rule.code[:3] in FAMILIES else ""
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": _message(rule.what),
        "fullDescription": _message(f"{rule.what} {rule.why}"),
        "help": _message(f"{rule.why}{source}"),
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"tags": [family] if family else [], "problem.severity": _PROBLEM[rule.severity]},
    }


def _result(record: Record, indexes: dict[str, int], location: dict[str, str]) -> dict[str, Any]:
    help = f"\nhelp: {record.help}" if record.help else ""
    region = _region(record.line, record.column, record.end_line, record.end_column)
    place: dict[str, Any] = {"physicalLocation": {"artifactLocation": location, "region": region}}
    if record.key:
        place["logicalLocations"] = [{"fullyQualifiedName": record.key, "kind": "value"}]
    made: dict[str, Any] = {"ruleId": record.code}
    if record.code in indexes:
        made["ruleIndex"] = indexes[record.code]
    made |= {"level": record.severity, "message": _message(f"{record.message}{help}"), "locations": [place]}
    if record.fix:
        fix = record.fix
        region = _region(fix.start_line, fix.start_column, fix.end_line, fix.end_column)
        replacement: dict[str, Any] = {"deletedRegion": region}
        if fix.text:
            replacement["insertedContent"] = {"text": fix.text}
        change = {"artifactLocation": location, "replacements": [replacement]}
        made["fixes"] = [{"description": _message(fix.message or "mend it"), "artifactChanges": [change]}]
    if record.let_stand is not None:
        made["suppressions"] = [{"kind": "inSource", "justification": record.let_stand}]
    if record.id:
        made["properties"] = {"item": record.id}
    return made


def _message(text: str) -> dict[str, str]:
    """A message; braces would be placeholders in it, and are doubled (section 3.11.5)."""
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def _region(line: int, column: int, end_line: int, end_column: int) -> dict[str, int]:
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _location(path: str, root: str) -> dict[str, str]:
    """Where a file is: relative to the root, or absolute where it is not in it."""
    relative = relative_path(path, root)
    return {"uri": relative_uri(relative), "uriBaseId": ROOT} if relative else {"uri": file_uri(path)}
