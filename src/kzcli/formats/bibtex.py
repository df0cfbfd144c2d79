"""BibTeX of the sources, as biblatex has it, with year and month for older styles; UTF-8."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kzcli.addresses import encode
from kzcli.clean import clean
from kzcli.formats.citations import Dated, is_of_a_day, notes, read_date, split_doi
from kzcli.links import Links
from kzcli.names import split_name

if TYPE_CHECKING:
    from kzcli.brief import Brief, Source
    from kzcli.formats import Options
    from kzcli.values import SourceKind

_TYPES: dict[SourceKind, tuple[str, str]] = {
    "article": ("article", "journal"),
    "report": ("report", "institution"),
    "strategy": ("report", "institution"),
    "speech": ("misc", "organization"),
    "interview": ("misc", "organization"),
    "dataset": ("dataset", "publisher"),
    "law": ("misc", "organization"),  # biblatex's own styles leave out @legislation
    "web": ("online", "organization"),
}
"""The type of entry for each kind of source, and the field in which biblatex wants its publisher."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_SPECIAL = str.maketrans(
    {
        **{char: f"\\{char}" for char in "$&%#_"},
        "\\": r"\textbackslash{}",
        # BibTeX and biber count braces, escaped or not: each gets its counterpart where TeX and pandoc see nothing.
        "{": r"\{\iffalse\}\fi{}",
        "}": r"\iffalse\{\fi\}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        # Of the names for it pandoc knows none but this; at the end of a title biber takes one {} for its own.
        "`": r"\`{}{}",
    }
)
_LIGATURES = re.compile("(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)")
"""Between characters that TeX would draw together as one: -- as a dash, '' as a quotation mark."""


def export(brief: Brief, options: Options) -> bytes:
    """The sources as BibTeX; the key of each is its id."""
    links = Links(brief)
    return "\n".join(_entry(links, source) for source in brief.sources).encode()


def _entry(links: Links, source: Source) -> str:
    type, publisher = _TYPES[source.kind]
    url, doi = split_doi(source)
    fields = {
        "author": " and ".join(map(_author, source.authors)),
        "title": f"{{{_tex(source.title)}}}",  # the second braces keep its capitals
        # For biblatex all but a journal are lists, of which `and` parts the items.
        publisher: f"{{{_tex(source.publisher)}}}" if source.publisher else "",
        "type": source.kind if type == "report" else "",  # of a report biblatex wants to know which sort
        "entrysubtype": "magazine" if is_of_a_day(source) else "",
        "date": source.date or "",
        "year": _year(read_date(source.date)) if source.date else "",
        "month": _month(read_date(source.date)) if source.date else "",
        "doi": encode(doi),
        "url": encode(url),
        "urldate": source.accessed.isoformat() if source.accessed else "",
        "note": _tex(" ".join(notes(links, source))),
        "keywords": source.kind,
    }
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"  # styles know `may`, without braces, as a word
        for name, value in fields.items()
        if value
    ]
    return f"@{type}{{{source.id},\n{''.join(lines)}}}\n"


def _author(author: str) -> str:
    name = split_name(author)
    return f"{{{_tex(name.family)}}}, {{{_tex(name.given)}}}" if name else f"{{{_tex(author)}}}"


def _tex(text: str) -> str:
    r"""A text on one line as TeX reads it; `'` stays, which TeX and pandoc draw as an apostrophe."""
    return _LIGATURES.sub("{}", clean(text).translate(_SPECIAL))


def _year(date: Dated) -> str:
    """For styles that know years only; biblatex and pandoc take `date`."""
    years = dict.fromkeys(f"{end.year:04}" for end in date.ends)
    return f"{'ca. ' if date.approximate else ''}{'--'.join(years)}"


def _month(date: Dated) -> str:
    """The month of a date; of an interval none, as it would seem to be the only one."""
    month = date.ends[0].month
    return _MONTHS[month - 1] if month and len(date.ends) == 1 else ""
