"""JSON: a list of findings, of `schema/findings.schema.json`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kzcli.reports.records import json_text, record_data, records

if TYPE_CHECKING:
    from kzcli.checking import Checked
    from kzcli.reports import ReportLook


def report(results: Iterable[Checked], look: ReportLook) -> Iterator[str]:
    """The list, an item at a time; an empty one where there are none."""
    between = "[\n  "
    for result in results:
        for record in records(result):
            yield between + json_text(record_data(record), look, indent=2).replace("\n", "\n  ")
            between = ",\n  "
    yield "[]\n" if between.startswith("[") else "\n]\n"
