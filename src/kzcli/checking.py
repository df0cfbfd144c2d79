"""From a file to all findings about it: what was found while it was read, and what the rules find in what could be."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kzcli import library
from kzcli.capping import capped
from kzcli.draft import Draft
from kzcli.findings import Fault, Finding
from kzcli.loader import show_path
from kzcli.mending import edit_for, with_proof
from kzcli.rules import FAMILIES, Rule, code_of, family_rules
from kzcli.rules.exceptions import needless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kzcli.source import SourceFile
    from kzcli.toml import Place


class Selection(NamedTuple):
    """Which rules count: by their codes, the beginnings of codes, or their names."""

    select: tuple[str, ...] = ()
    """Only these; none means all."""
    ignore: tuple[str, ...] = ()
    """All but these."""

    def has(self, code: str) -> bool:
        """Whether a rule is among them; the longer beginning that fits decides, of two alike the one to select."""
        wanted = _fit(code, self.select) if self.select else 0
        return 0 <= wanted >= _fit(code, self.ignore)

    def rules(self) -> dict[str, Rule]:
        """These rules by code, in order; of families none of which is among them, nothing is imported."""
        asked = [code_of(one) for one in self.select] or [""]
        families = [name for name in FAMILIES if any(one.startswith(name) or name.startswith(one) for one in asked)]
        return {code: one for name in families for code, one in family_rules(name).items() if self.has(code)}


def _fit(code: str, asked: tuple[str, ...]) -> int:
    """How long the longest of the codes and beginnings is that a code begins with; -1 where it begins with none."""
    return max((len(one) for one in map(code_of, asked) if code.startswith(one)), default=-1)


ALL_RULES = Selection()


class Checked(NamedTuple):
    """A file and what was found in it."""

    name: str
    """The file, as the user named it."""
    text: str
    """Its text, line ends as line feeds."""
    findings: tuple[Finding, ...]
    """In the order of the file."""
    source_ids: frozenset[str] = frozenset()
    """The ids of its sources, also of those that could not be read."""
    is_brief: bool = True
    """Whether it is a brief as it stands."""


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
    rules = selection.rules()
    findings = [_broken(draft.name, rules, *broken) for broken in draft.broken if broken.fault.code in rules]
    exceptions = _Exceptions(draft, rules)
    faults = capped(exceptions.watch(_faults(draft, rules)))
    judged = [code for code in rules if rules[code].find]
    late = needless(draft, judged, exceptions.used) if "KZ901" in rules else ()
    faults += capped(_in_file(draft, late))
    findings += [_place(draft, rules[fault.code], fault, exceptions.reason(fault)) for fault in faults]
    found = with_proof(draft.text, draft.data, findings)
    found.sort(key=lambda finding: (finding.line, finding.column, finding.code))
    return Checked(draft.name, draft.shown, tuple(dict.fromkeys(found)), draft.source_ids, draft.whole)


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


def _place(draft: Draft, rule: Rule, fault: Fault, let_stand: str | None) -> Finding:
    extent = draft.places.extent(fault)
    start, end = draft.places.place(extent.start), draft.places.place(extent.end)
    return Finding(
        rule.code,
        rule.severity,
        draft.name,
        *start,
        *end,
        draft.places.message(fault),
        fault.help,
        draft.id_at(fault.path),
        let_stand,
        show_path(fault.path),
        edit_for(fault, draft.text, draft.places) if fault.mend and draft.complete else None,
        fault,
    )


def _broken(name: str, rules: Mapping[str, Rule], place: Place, fault: Fault) -> Finding:
    line, column = place
    severity = rules[fault.code].severity
    return Finding(fault.code, severity, name, line, column, line, column + 1, fault.message, fault.help, "", None)


class _Exceptions:
    """What the exceptions of a brief let stand; of two about the same, the first."""

    def __init__(self, draft: Draft, rules: Mapping[str, Rule]) -> None:
        self._draft = draft
        self.used: set[tuple[str, str]] = set()
        """The exceptions that let something stand, each as its code and id."""
        self._reasons: dict[tuple[str, str, bool], str] = {}
        for one in draft.brief.exceptions if draft.readable else ():
            if one.code in rules and rules[one.code].excusable:
                # An id that the brief shares with an item is the item's here, or one entry would excuse two things.
                self._reasons.setdefault((one.code, one.id, one.id in draft.item_ids), one.reason)

    def reason(self, fault: Fault) -> str | None:
        """Why a fault may stand; none where no exception is about it."""
        if not self._reasons:
            return None
        id = self._draft.id_at(fault.path)
        reason = self._reasons.get((fault.code, id, self._draft.item_at(fault.path) is not None))
        if reason is not None:
            self.used.add((fault.code, id))
        return reason

    def watch(self, faults: Iterable[Fault]) -> Iterator[Fault]:
        """The faults; which exceptions are about any of them is known when they have passed, also of those not told."""
        for fault in faults:
            self.reason(fault)
            yield fault


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
