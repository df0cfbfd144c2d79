"""CSL-JSON of the sources: what Zotero, pandoc and citation processors read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kzcli.clean import escape_acting
from kzcli.formats.citations import is_of_a_day, notes, read_date, split_doi
from kzcli.links import Links
from kzcli.names import split_name

if TYPE_CHECKING:
    from kzcli.brief import Brief, Source
    from kzcli.formats import Options
    from kzcli.values import SourceKind

_TYPES: dict[SourceKind, str] = {
    "article": "article-journal",
    "report": "report",
    "strategy": "report",
    "speech": "speech",
    "interview": "interview",
    "dataset": "dataset",
    "law": "legislation",
    "web": "webpage",
}


def export(brief: Brief, options: Options) -> bytes:
    """The sources as CSL-JSON; the id of each is its own."""
    links = Links(brief)
    text = json.dumps([_entry(links, one) for one in brief.sources], ensure_ascii=False, indent=2)
    return f"{escape_acting(text)}\n".encode()


def _entry(links: Links, source: Source) -> dict[str, Any]:
    url, doi = split_doi(source)
    entry = {
        "id": source.id,
        "type": "article-magazine" if is_of_a_day(source) else _TYPES[source.kind],
        "title": source.title,
        "author": [_author(author) for author in source.authors],
        "container-title" if source.kind == "article" else "publisher": source.publisher,
        "issued": _date(source.date) if source.date else None,
        "DOI": doi,
        "URL": url,
        "accessed": _date(source.accessed.isoformat()) if source.accessed else None,
        "note": " ".join(notes(links, source)),
        "keyword": source.kind,
    }
    return {name: value for name, value in entry.items() if value}


def _author(author: str) -> dict[str, str]:
    name = split_name(author)
    return name._asdict() if name else {"literal": author}


def _date(text: str) -> dict[str, Any]:
    date = read_date(text)
    parts = [[part for part in end if part is not None] for end in date.ends]
    return {"date-parts": parts, **({"circa": True} if date.approximate else {})}
