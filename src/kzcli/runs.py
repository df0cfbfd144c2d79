"""A run of checks: from what was asked for to what is found, file by file, mended where that is wanted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from kzcli import files
from kzcli.checking import Checked, Selection, check_file
from kzcli.errors import KzcliError, UsageError, did_you_mean
from kzcli.findings import SEVERITIES, Finding, Severity
from kzcli.folders import files_in, refuse_outside
from kzcli.mending import mend
from kzcli.settings import settings_of
from kzcli.source import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from kzcli.source import SourceFile

MAX_ROUNDS = 5
"""How often a file is mended and checked again, as long as mending one thing shows another."""

MAX_MENDED = 2 * MAX_BYTES
"""How many bytes of it are mended for that in all: a large file has fewer rounds."""


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
        tell_mended: is told what was mended in a file, as soon as it is written.
    """

    def __init__(self, asked: Asked, tell_mended: Callable[[list[Finding]], None]) -> None:
        self._asked = asked
        self._tell_mended = tell_mended
        self._source_ids: set[str] = set()
        self.errors: list[KzcliError] = []
        """What could not be checked or written, and why."""
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
        for file in files_in(targets, self.errors.append):
            try:
                checked, data = self._check(file, targets)
            except KzcliError as error:
                self.errors.append(error)
            else:
                self._source_ids |= checked.source_ids
                yield file, data, checked
        if self.files:
            self.errors += self._unknown_sources()

    def _unknown_sources(self) -> Iterator[UsageError]:
        """Files that were named for sources that none of the briefs has."""
        for id, path in self._asked.source_files.items():
            if id not in self._source_ids:
                known = sorted(self._source_ids)
                help = did_you_mean(id, known) or "name the file by the id of one of the brief's sources"
                yield UsageError(f"--source {id}={path}: no brief here has a source of that id", help)

    def _check(self, file: SourceFile, targets: Sequence[str]) -> tuple[Checked, bytes]:
        """Check a file, and mend it where that is asked for; what is told is what is left then."""
        asked = self._asked
        settings = settings_of(file)
        selection = Selection(asked.select or settings.select, asked.ignore or settings.ignore)
        checked, data = check_file(file, asked.today, selection, asked.source_files), file.data
        if asked.mends:
            try:
                left, mended, done = self._mend(file, checked, selection)
                if asked.writes and done:
                    refuse_outside(file.name, targets)
                    files.replace_file(file, mended)
                    self._tell_mended(done)
            except KzcliError as error:  # the file is as it was, and so is what was found in it
                self.errors.append(error)
            else:
                checked, data = left, mended
        self._count(checked, asked.fail_on or settings.fail_on or "error")
        return checked, data

    def _mend(self, file: SourceFile, checked: Checked, selection: Selection) -> tuple[Checked, bytes, list[Finding]]:
        """What is left in a file when it is mended, its bytes then, and what was mended."""
        mended: list[Finding] = []
        for _ in range(min(MAX_ROUNDS, MAX_MENDED // max(1, len(file.data)))):
            mendable = _mendable(checked)
            if not mendable:
                break
            data, done = mend(file, mendable)
            file = file._replace(data=data)
            mended += done
            checked = check_file(file, self._asked.today, selection, self._asked.source_files)
        return checked, file.data, mended

    def _count(self, checked: Checked, fail_on: Severity) -> None:
        self.files += 1
        self.mendable += len(_mendable(checked))
        for finding in checked.findings:
            if finding.let_stand is not None:
                self.let_stand += 1
                continue
            self.counts[finding.severity] += 1
            if self._asked.writes or not self._asked.mends:
                self.failed |= SEVERITIES.index(finding.severity) <= SEVERITIES.index(fail_on)


def _mendable(checked: Checked) -> list[Finding]:
    return [one for one in checked.findings if one.edit and one.let_stand is None]
