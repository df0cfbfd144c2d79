"""RIS of the sources, for EndNote, Zotero and library catalogues: a tag and a value on each line; UTF-8, CRLF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kzcli.addresses import encode
from kzcli.clean import clean
from kzcli.formats.citations import is_of_a_day, notes, read_date, split_doi
from kzcli.links import Links
from kzcli.values import show_partial_date

if TYPE_CHECKING:
    from kzcli.brief import Brief, Source
    from kzcli.formats import Options
    from kzcli.values import SourceKind

_TYPES: dict[SourceKind, str] = {
    "article": "JOUR",
    "report": "RPRT",
    "strategy": "RPRT",
    "speech": "GEN",
    "interview": "PCOMM",
    "dataset": "DATA",
    "law": "STAT",
    "web": "ELEC",
}


def export(brief: Brief, options: Options) -> bytes:
    """The sources as RIS; the ID of each is its own."""
    links = Links(brief)
    lines = [
        f"{tag}  - {clean(value)}\r\n"  # cleaned it is one line, so no text can start a tag
        for source in brief.sources
        for tag, value in _tags(links, source)
        if value or tag == "ER"
    ]
    return "".join(lines).encode()


def _tags(links: Links, source: Source) -> Iterator[tuple[str, str]]:
    url, doi = split_doi(source)
    yield "TY", "MGZN" if is_of_a_day(source) else _TYPES[source.kind]
    yield "ID", source.id
    yield "TI", source.title
    for author in source.authors:
        yield "AU", author
    yield "T2" if source.kind == "article" else "PB", source.publisher or ""
    if source.date:
        yield "PY", f"{read_date(source.date).ends[0].year:04}"
        yield "DA", _date(source.date)
    yield "DO", encode(doi)
    yield "UR", encode(url)
    yield "Y2", _date(source.accessed.isoformat()) if source.accessed else ""
    for note in notes(links, source):
        yield "N1", note
    yield "KW", source.kind
    yield "ER", ""


def _date(text: str) -> str:
    """`2018/11/01/`; what year, month and day cannot say, an interval or about when, stands in words after them."""
    date = read_date(text)
    year, month, day = date.ends[0]
    more = show_partial_date(text) if date.approximate or len(date.ends) > 1 else ""
    return f"{year:04}/{f'{month:02}' if month else ''}/{f'{day:02}' if day else ''}/{more}"
