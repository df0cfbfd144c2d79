"""From a file to all findings about it: what was found while it was read, and what the rules find in what could be."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kzcli import library
from kzcli.draft import Draft
from kzcli.findings import Fault, Finding
from kzcli.loader import show_path
from kzcli.mending import edit_for
from kzcli.rules import Rule, all_rules
from kzcli.rules.exceptions import needless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kzcli.source import SourceFile
    from kzcli.toml import Place


class Selection(NamedTuple):
    """Which rules count; codes or the beginnings of codes."""

    select: tuple[str, ...] = ()
    """Only these; none means all."""
    ignore: tuple[str, ...] = ()
    """All but these."""

    def has(self, code: str) -> bool:
        """Whether a rule is among them; of both lists, the longer beginning that fits decides."""
        wanted = max((len(one) for one in self.select if code.startswith(one)), default=-1 if self.select else 0)
        return wanted > max((len(one) for one in self.ignore if code.startswith(one)), default=-1)


ALL_RULES = Selection()


class Checked(NamedTuple):
    """A file and what was found in it."""

    name: str
    """The file, as the user named it."""
    text: str
    """Its text, line ends as line feeds."""
    findings: tuple[Finding, ...]
    """In the order of the file."""


def check_file(
    file: SourceFile, today: date, selection: Selection = ALL_RULES, source_files: Mapping[str, str] | None = None
) -> Checked:
    """Find everything in a brief's file that a rule speaks of.

    Args:
        file: the file.
        today: the day that it is looked at, for what is overdue.
        selection: the rules that count.
        source_files: files with the words of sources, by the source's id, besides those that the brief names.

    Raises:
        UnreadableError: it is larger than the limit for a brief.
    """
    draft = Draft(file, today, source_files)
    rules = {code: rule for code, rule in all_rules().items() if selection.has(code)}
    findings = [_broken(draft.name, rules, *broken) for broken in draft.broken if broken.fault.code in rules]
    findings += [_place(draft, rules[fault.code], fault) for fault in _faults(draft, rules)]
    found = _let_stand(draft, findings)
    judged = [code for code in rules if rules[code].find]
    late = needless(draft, judged, {(one.code, one.id) for one in found}) if "KZ901" in rules else ()
    found += [_place(draft, rules[fault.code], fault) for fault in _in_file(draft, late)]
    found.sort(key=lambda finding: (finding.line, finding.column, finding.code))
    return Checked(draft.name, draft.shown, tuple(dict.fromkeys(found)))


def _faults(draft: Draft, rules: Mapping[str, Rule]) -> Iterator[Fault]:
    for fault in draft.faults:
        if fault.code in rules:
            yield fault
    if draft.readable:
        for rule in rules.values():
            if rule.find:
                yield from _in_file(draft, rule.find(draft))


def _in_file(draft: Draft, faults: Iterable[Fault]) -> Iterator[Fault]:
    for fault in faults:
        if original := draft.original(fault):
            yield original


def _place(draft: Draft, rule: Rule, fault: Fault) -> Finding:
    extent = draft.places.extent(fault)
    start, end = draft.places.place(extent.start), draft.places.place(extent.end)
    return Finding(
        rule.code,
        rule.severity,
        draft.name,
        *start,
        *end,
        fault.message,
        fault.help,
        draft.id_at(fault.path),
        None,
        show_path(fault.path),
        edit_for(fault, draft.text, draft.places) if fault.mend else None,
        fault,
    )


def _broken(name: str, rules: Mapping[str, Rule], place: Place, fault: Fault) -> Finding:
    line, column = place
    severity = rules[fault.code].severity
    return Finding(fault.code, severity, name, line, column, line, column + 1, fault.message, fault.help, "", None)


def _let_stand(draft: Draft, findings: list[Finding]) -> list[Finding]:
    """The findings, with its reason each that an exception in the brief lets stand."""
    exceptions = draft.brief.exceptions if draft.readable else ()
    rules = all_rules()
    reasons = {
        (one.code, one.id): one.reason for one in exceptions if one.code in rules and not rules[one.code].binding
    }
    return [finding._replace(let_stand=reasons.get((finding.code, finding.id))) for finding in findings]


def check(
    asked: str | bytes | os.PathLike[str], *, today: date | None = None, source_files: Mapping[str, str] | None = None
) -> tuple[Finding, ...]:
    """Find everything in a brief that a rule speaks of, in the order of the file; settings of folders do not count.

    Args:
        asked: a path, the id of a bundled brief, `-` for standard input, or the bytes of a TOML file.
        today: the day that it is looked at, for what is overdue; none means today.
        source_files: files with the words of sources, by the source's id, besides those that the brief names.

    Raises:
        UnreadableError: there is no such brief, or it cannot be read.
    """
    file = library.source_of(asked)
    return check_file(file, today or date.today(), source_files=source_files).findings  # noqa: DTZ011 (the user's day)
