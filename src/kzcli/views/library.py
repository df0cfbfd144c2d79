"""The library: which briefs there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kzcli.page import Listing, Page, Row, id_text, plain
from kzcli.views import words

if TYPE_CHECKING:
    from kzcli.brief import Brief
    from kzcli.views.data import BriefEntry

COLUMNS = ("id", "title", "as_of", "authors")


def library_page(briefs: Sequence[Brief]) -> Page:
    """The briefs, one after the other."""
    rows = tuple(
        Row(
            (
                id_text(brief.id),
                plain(brief.title),
                words.day(brief.as_of),
                plain(", ".join(author.name for author in brief.authors)),
            )
        )
        for brief in briefs
    )
    return Page((Listing(COLUMNS, rows),), hint="kzcli summary -b ID")


def library_data(briefs: Sequence[Brief]) -> list[BriefEntry]:
    """The briefs as data."""
    from kzcli.views.data import BriefEntry

    return [
        BriefEntry(
            id=brief.id,
            title=brief.title,
            as_of=brief.as_of,
            authors=tuple(author.name for author in brief.authors),
        )
        for brief in briefs
    ]
