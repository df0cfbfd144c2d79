"""JSON Lines: a finding a line, each an item of `schema/findings.schema.json`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kzcli.reports.records import json_text, record_data, records

if TYPE_CHECKING:
    from kzcli.checking import Checked
    from kzcli.reports import ReportLook


def report(results: Iterable[Checked], look: ReportLook) -> Iterator[str]:
    """A line for each finding; nothing where there are none."""
    for result in results:
        for record in records(result):
            yield f"{json_text(record_data(record), look)}\n"
