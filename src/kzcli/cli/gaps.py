"""`kzcli gaps`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from kzcli import library
from kzcli.cli.options import (
    AsOfOption,
    BriefOption,
    ColorOption,
    FormatOption,
    JsonOption,
    WidthOption,
    brief_asked,
    day_asked,
    look,
    refuse_own_output,
)

if TYPE_CHECKING:
    from datetime import date

    from kzcli.findings import Finding
    from kzcli.source import SourceFile


def build(name: str) -> Any:
    """The function behind the command."""
    return gaps


def gaps(
    brief: BriefOption = None,
    as_of: AsOfOption = None,
    format: FormatOption = None,
    json: JsonOption = False,
    width: WidthOption = None,
    color: ColorOption = "auto",
) -> None:
    """What is missing, both ways: what rests on too little, and what nothing rests on.

    Also claims that were to be looked at again by a day that has passed. The rules of `kzcli check` find it; what the
    brief lets stand is listed apart, with its reason. Exit codes: 0 no gap is open, 1 some are, 2 the brief could not
    be read. In a pipe: one a line, tabs between its columns: kind, id, message, reason, seen_on.
    """
    from kzcli.cli.output import emit
    from kzcli.views.gaps import gaps_data, gaps_lines, gaps_page

    day = day_asked(as_of)
    source = library.find(brief_asked(brief))
    refuse_own_output(source)
    found = _found(source, day)
    shown = look(format, json, width, color, day, brief)
    page = gaps_lines if shown.format == "plain" else gaps_page
    emit(shown, lambda: page(found), lambda: gaps_data(found), dated=True, paged=True, rows=True)
    if any(one.let_stand is None for one in found):
        raise typer.Exit(1)


def _found(source: SourceFile, day: date) -> tuple[Finding, ...]:
    """What the rules find that speak of gaps.

    Raises:
        InvalidBriefError: the file is no brief.
    """
    from kzcli.checking import Selection, check_file
    from kzcli.gaps import KINDS

    checked = check_file(source, day, Selection(tuple(KINDS)))
    if not checked.is_brief:
        from kzcli.loader import load_file

        load_file(source)
    return checked.findings
