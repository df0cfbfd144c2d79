"""CSV (RFC 4180) of one part: a header, then a row an item; UTF-8, CRLF, all columns always there.

A table for spreadsheets: models inside an item become columns of their own, lists one cell, the claims that texts cite
a column at the end, and no text is taken for a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kzcli.brief import Entity, Markup
from kzcli.clean import clean_lines
from kzcli.formats.rows import is_list, part_asked, rows
from kzcli.links import Links
from kzcli.markup import cited, uncited
from kzcli.references import field_mark, texts
from kzcli.views.data import ROWS

if TYPE_CHECKING:
    from datetime import date

    from pydantic import BaseModel

    from kzcli.brief import Brief, Reference
    from kzcli.formats import Options

    Mark = Reference | Markup | type[BaseModel] | None
    """What a field holds, as `field_mark` says."""

_FORMULA = re.compile("'*[=+\\-@\t\n＝＋－＠]")
"""What OWASP's page on CSV Injection lists, but for the carriage return, which is a line feed by then.

Also behind apostrophes, so that the one of the guard can always be taken off again.
"""

_PARTING = re.compile('[",;\t\r\n]')

_GAO_NAMES = {"action": "Recommendation", "updates": "Comments", "status": "Status"}
"""Columns of recommendations under the names that the US Government Accountability Office has for the same."""

_GAO_AGENCY = "Agency Affected"
"""GAO's column for who is to act: the actor's name, before our own column with the actor's id."""

_LEDGER = ("brief", "due", "age_days", "overdue", "seen_on")
"""What the ledger has of recommendations besides; the last three only where there is a day that it is seen on."""


def export(brief: Brief, options: Options) -> bytes:
    """One part as CSV."""
    part = part_asked(options)
    links = Links(brief)
    columns = list(_columns(ROWS[part]))
    names = ["_".join(column.path) for column in columns]
    items = rows(brief, part, links)
    table = [[_cell(_say(_value(item, column.path), column.mark, " | ")) for column in columns] for item in items]
    if part == "recommendations":
        names += _LEDGER
        table = [[*row, *cells] for row, cells in zip(table, _in_ledger(links, options.day), strict=True)]
    if any(isinstance(column.mark, Markup) for column in columns):
        names.append("cites")
        for row, item in zip(table, items, strict=True):
            row.append(_cell(" | ".join(_cites(item))))
    if part == "recommendations":
        at = names.index("actor")
        actors = {actor.id: actor.name for actor in brief.actors}
        for row in table:
            row.insert(at, _cell(actors[str(row[at])]))
        names = [_GAO_NAMES.get(name, name) for name in (*names[:at], _GAO_AGENCY, *names[at:])]
    lines: list[Sequence[str | float]] = [names, *table]
    return "".join(map(_row, lines)).encode()


def _row(cells: Sequence[str | float]) -> str:
    """A row as RFC 4180 has it."""
    return f"{','.join(map(_quoted, cells))}\r\n"


def _quoted(cell: str | float) -> str:
    """A cell, in quotation marks also where it holds what another program may part cells at.

    LibreOffice parts them at commas, semicolons and tabs alike, and behind a semicolon a formula could begin.
    """
    text = str(cell)
    return '"{}"'.format(text.replace('"', '""')) if _PARTING.search(text) else text


def _in_ledger(links: Links, day: date | None) -> Iterator[list[str | int | float]]:
    """The cells of `_LEDGER` for each recommendation."""
    from kzcli.ledger import tracked

    for one in tracked(links, day or links.brief.as_of):
        dated = (one.age_days, one.overdue, str(day)) if day else (None, None, None)
        yield [_say(value, None, "") for value in (one.brief, one.due, *dated)]


class _Column(NamedTuple):
    """A column that is made of a field."""

    path: tuple[str, ...]
    """Where its values are: the names of fields, from the outermost in."""
    mark: Mark


def _columns(model: type[BaseModel], path: tuple[str, ...] = ()) -> Iterator[_Column]:
    """The columns of a model; those of a model inside it among them."""
    for name in model.model_fields:
        mark = field_mark(model, name)
        if isinstance(mark, type) and not is_list(model, name):
            yield from _columns(mark, (*path, name))
        else:
            yield _Column((*path, name), mark)


def _value(item: BaseModel, path: tuple[str, ...]) -> object:
    value: object = item
    for name in path:
        value = getattr(value, name, None)  # where a model is absent, so are all of its columns
    return value


def _cites(item: BaseModel) -> dict[str, None]:
    """The claims that the texts of an item cite, each once."""
    return {
        claim: None
        for text in texts(item.model_dump(mode="json"), type(item))
        if isinstance(text.mark, Markup) and "[^" in text.value
        for claim in cited(text.value, blocks=text.mark.blocks)
    }


def _cell(value: str | float) -> str | int | float:
    if not isinstance(value, str):
        return value  # a number is no formula, also where it begins with a minus
    # Line breaks are line feeds: a carriage return would act on a terminal, and spreadsheets write none in a cell.
    text = "\n".join(clean_lines(value, tab="\t"))
    return f"'{text}" if _FORMULA.match(text) else text


def _say(value: object, mark: Mark, between: str) -> str | int | float:
    """A value as a cell has it: the items of a list joined, of an item that is a table its values."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, tuple):
        return between.join(str(_say(one, mark, ", ")) for one in value)
    if isinstance(value, Entity):
        inner = ((getattr(value, name), field_mark(type(value), name)) for name in type(value).model_fields)
        return ": ".join(str(_say(one, its_mark, ", ")) for one, its_mark in inner if one not in (None, ()))
    return uncited(str(value), blocks=mark.blocks) if isinstance(mark, Markup) else str(value)
