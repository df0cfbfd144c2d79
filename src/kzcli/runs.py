"""A run of checks: from what was asked for to what is found, file by file, mended where that is wanted."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from kzcli import files, library
from kzcli.checking import Checked, Selection, check_file
from kzcli.errors import KzcliError, UnreadableError, WriteError
from kzcli.findings import SEVERITIES, Finding, Severity
from kzcli.folders import briefs_in
from kzcli.mending import mend
from kzcli.settings import settings_for
from kzcli.source import SourceFile, read_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

MAX_ROUNDS = 5
"""How often a file is mended and checked again, as long as mending one thing shows another."""


class Asked(NamedTuple):
    """What is asked of a run; what is left open, the settings of each brief's folder say."""

    today: date
    """The day that the briefs are looked at."""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity | None = None
    source_files: Mapping[str, str] = {}
    """Files with the words of sources, by the source's id."""
    mends: bool = False
    """Whether what can be mended is."""
    writes: bool = False
    """Whether mended files are written."""


class Run:
    """A run of checks, and what it has come to so far.

    Args:
        asked: what is asked of it.
    """

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._seen: set[tuple[int, int]] = set()
        self.errors: list[KzcliError] = []
        """What could not be checked or written, and why."""
        self.mended: list[Finding] = []
        self.files = 0
        self.counts: Counter[Severity] = Counter()
        """The findings that are not let stand."""
        self.let_stand = 0
        self.mendable = 0
        self.failed = False
        """Whether a finding is as grave as what a run fails on."""

    @property
    def exit_code(self) -> int:
        """0 nothing that the run fails on, 1 findings, 2 something could not be checked or written."""
        return 2 if self.errors else int(self.failed)

    def results(self, targets: Sequence[str]) -> Iterator[Checked]:
        """Check files one after the other.

        Args:
            targets: paths of files, folders, ids of bundled briefs, or `-`.
        """
        for _, _, checked in self._all(targets):
            yield checked

    def changes(self, targets: Sequence[str]) -> Iterator[tuple[SourceFile, bytes]]:
        """Check and mend files; each that changes as it was read, with its bytes as they would be."""
        for file, data, _ in self._all(targets):
            if data != file.data:
                self.failed = True
                yield file, data

    def _all(self, targets: Sequence[str]) -> Iterator[tuple[SourceFile, bytes, Checked]]:
        for file in self._files(targets):
            try:
                checked, data = self._check(file)
            except KzcliError as error:
                self.errors.append(error)
            else:
                yield file, data, checked

    def _files(self, targets: Sequence[str]) -> Iterator[SourceFile]:
        for target in targets:
            try:
                for file in self._files_of(target):
                    if file.identity is None or file.identity not in self._seen:
                        self._seen |= {file.identity} if file.identity else set()
                        yield file
            except UnreadableError as error:
                self.errors.append(error)

    def _files_of(self, target: str) -> Iterator[SourceFile]:
        if not os.path.isdir(target) or target in library.ids():
            yield library.find(target)
            return
        found = False
        for path in briefs_in(target, self.errors.append):
            found = True
            try:
                yield read_path(path)
            except UnreadableError as error:
                self.errors.append(error)
        if not found:
            raise UnreadableError(f"no brief is in {target}", "kzcli new writes one; us-kazakhstan is the bundled one")

    def _check(self, file: SourceFile) -> tuple[Checked, bytes]:
        """Check a file, and mend it where that is asked for; what is told is what is left."""
        asked = self._asked
        settings = settings_for(os.path.dirname(os.path.abspath(file.name)) if file.identity else os.getcwd())
        selection = Selection(asked.select or settings.select, asked.ignore or settings.ignore)
        now = file
        for _ in range(MAX_ROUNDS):
            checked = check_file(now, asked.today, selection, asked.source_files)
            mendable = [one for one in checked.findings if one.edit and one.let_stand is None]
            if not mendable or not asked.mends:
                break
            data, done = mend(now, mendable)
            now = now._replace(data=data)
            self.mended += done
        if asked.writes and now.data != file.data:
            if read_path(file.name).data != file.data:
                raise WriteError(f"{file.name} has changed since it was read", "nothing was written; check it again")
            files.write_file(file.name, now.data)
        self._count(checked, mendable, asked.fail_on or settings.fail_on or "error")
        return checked, now.data

    def _count(self, checked: Checked, mendable: Sequence[Finding], fail_on: Severity) -> None:
        self.files += 1
        self.mendable += len(mendable)
        for finding in checked.findings:
            if finding.let_stand is not None:
                self.let_stand += 1
                continue
            self.counts[finding.severity] += 1
            if self._asked.writes or not self._asked.mends:
                self.failed |= SEVERITIES.index(finding.severity) <= SEVERITIES.index(fail_on)
