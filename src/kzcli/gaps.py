"""What is missing in a brief, both ways: what rests on too little, or on what is overdue, and what nothing rests on.

The rules of `check` find it; here their findings are put under what a reader would call it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kzcli.findings import Finding

KINDS = {
    "KZ301": "Recommendations without evidence",
    "KZ302": "Recommendations that rest on one source alone",
    "KZ303": "Recommendations whose sources all come through one",
    "KZ304": "Recommendations that need a weak claim",
    "KZ305": "Recommendations with nothing said against them",
    "KZ313": "Recommendations that lean on claims outside their evidence",
    "KZ306": "Claims without a source",
    "KZ310": "Assumptions that do not say what falls with them",
    "KZ403": "Claims that nobody has looked at again by their day",
    "KZ207": "Goals that no recommendation serves",
    "KZ206": "Claims that nothing uses",
    "KZ208": "Sources that nothing comes from",
    "KZ209": "Actors that nothing names",
}
"""The rules that find gaps, each with what its findings are called; what decides most comes first."""


class Gaps(NamedTuple):
    """Gaps of one kind."""

    code: str
    """The rule that finds them."""
    title: str
    found: tuple[Finding, ...]
    """In the order of the file."""


def by_kind(findings: Iterable[Finding]) -> Iterator[Gaps]:
    """Findings of those rules by kind, in the order of the kinds; kinds without any are left out."""
    found: dict[str, list[Finding]] = {code: [] for code in KINDS}
    for finding in findings:
        found[finding.code].append(finding)
    return (Gaps(code, KINDS[code], tuple(ones)) for code, ones in found.items() if ones)
