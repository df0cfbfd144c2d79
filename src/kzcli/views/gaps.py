"""What is missing in a brief: what is open by kind, then what is let stand, with the reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kzcli.gaps import by_kind
from kzcli.page import Block, Heading, Listing, Page, Row, Span, Text, id_text, muted, plain
from kzcli.rules import family_rules
from kzcli.values import ID_PATTERN
from kzcli.views.words import items_list, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzcli.findings import Finding
    from kzcli.views.data import GapData

_QUOTED = re.compile(f"'({ID_PATTERN.strip('^$')})'")

COLUMNS = ("kind", "id", "message", "reason")
"""What a pipe gets of each gap; the reason is empty where it is open."""


def gaps_page(findings: Sequence[Finding]) -> Page:
    """What is missing, for people."""
    still_open, let_stand = _parted(findings)
    blocks: list[Block] = [Heading(1, plain(_answer(len(still_open), len(let_stand))))]
    for kind in by_kind(still_open):
        blocks += [Heading(2, plain(f"{kind.title} ({len(kind.found)})")), *items_list(map(_line, kind.found))]
    if let_stand:
        blocks.append(Heading(2, plain(f"Let stand, with the reason ({len(let_stand)})")))
        for kind in by_kind(let_stand):
            blocks += [Heading(3, plain(f"{kind.title} ({len(kind.found)})")), *items_list(map(_line, kind.found))]
    code = next((kind.code for kind in by_kind(still_open or let_stand)), "")
    return Page(tuple(blocks), hint=f"kzcli check · kzcli rule {code}" if code else "")


def gaps_lines(findings: Sequence[Finding]) -> Page:
    """What is missing, for programs: one a line, what is open first."""
    rows = tuple(_row(finding) for part in _parted(findings) for kind in by_kind(part) for finding in kind.found)
    return Page((Listing(COLUMNS, rows),) if rows else ())


def gaps_data(findings: Sequence[Finding]) -> list[GapData]:
    """What is missing, as data, in the same order."""
    from kzcli.views.data import GapData

    return [
        GapData(
            kind=_name(finding),
            code=finding.code,
            id=finding.id,
            line=finding.line,
            message=finding.message,
            help=finding.help,
            let_stand=finding.let_stand,
        )
        for part in _parted(findings)
        for kind in by_kind(part)
        for finding in kind.found
    ]


def _parted(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Those that are open, and those that are let stand."""
    return [one for one in findings if one.let_stand is None], [one for one in findings if one.let_stand is not None]


def _answer(still_open: int, let_stand: int) -> str:
    stand = f"{let_stand} {'is' if let_stand == 1 else 'are'} let stand with a reason"
    if not still_open:
        return f"No gap is open; {stand}." if let_stand else "Nothing is missing."
    told = f"{still_open} {'gap is' if still_open == 1 else 'gaps are'} open"
    return f"{told}; {stand}." if let_stand else f"{told}."


def _line(finding: Finding) -> Text:
    reason = (Span(". "), *muted(finding.let_stand)) if finding.let_stand else ()
    return (*_with_ids(finding.message), *reason)


def _with_ids(message: str) -> Text:
    """A message, the ids that it has in quotation marks shown as ids."""
    parts = _QUOTED.split(message)
    return tuple(Span(part, ("id",) if index % 2 else ()) for index, part in enumerate(parts) if part)


def _row(finding: Finding) -> Row:
    return row(plain(_name(finding)), id_text(finding.id), plain(finding.message), plain(finding.let_stand or ""))


def _name(finding: Finding) -> str:
    return family_rules(finding.code[:3])[finding.code].name
