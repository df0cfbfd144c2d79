"""What the formats for reference managers share: how a source's author, date, address and notes are to be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kzcli.addresses import doi_of

if TYPE_CHECKING:
    from kzcli.brief import Source
    from kzcli.links import Links


class Moment(NamedTuple):
    """A date as precise as it is given."""

    year: int
    month: int | None = None
    day: int | None = None


class Dated(NamedTuple):
    """A partial date taken apart."""

    ends: tuple[Moment, ...]
    """One date, or the first and the last of an interval."""
    approximate: bool


def read_date(text: str) -> Dated:
    """A partial date as its parts.

    Args:
        text: a date that `parse_partial_date` takes.
    """
    ends = (Moment(*map(int, end.rstrip("~").split("-"))) for end in text.split("/"))
    return Dated(tuple(ends), "~" in text)


def split_doi(source: Source) -> tuple[str, str]:
    """A source's web address and its DOI; what there is not is empty."""
    url = source.url or ""
    doi = doi_of(url)
    return (url, "") if doi is None else ("", doi)


def is_of_a_day(source: Source) -> bool:
    """Whether an article is one of a day, as news are: styles print the day of a magazine's, not of a journal's."""
    _, doi = split_doi(source)
    return source.kind == "article" and not doi and bool(source.date and read_date(source.date).ends[0].day)


def notes(links: Links, source: Source) -> list[str]:
    """What bears on a source's quality, and the source through which alone it is known."""
    through = [f"Known through {links.sources[source.via].title} ({source.via})."] if source.via else []
    return [source.note, *through] if source.note else through
