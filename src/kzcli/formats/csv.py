"""CSV (RFC 4180) of one part: a header, then a row an item; UTF-8, CRLF, all columns always there.

A table for spreadsheets: models inside an item become columns of their own, lists one cell, and no text is taken for
a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kzcli.brief import Entity
from kzcli.clean import clean_lines
from kzcli.formats.rows import is_list, part_asked, rows
from kzcli.references import field_mark
from kzcli.views.data import ROWS

if TYPE_CHECKING:
    from pydantic import BaseModel

    from kzcli.brief import Brief
    from kzcli.formats import Options

_FORMULA = re.compile("'*[=+\\-@\t\n＝＋－＠]")
"""What OWASP's page on CSV Injection lists, but for the carriage return, which is a line feed by then.

Also behind apostrophes, so that the one of the guard can always be taken off again.
"""

_GAO_NAMES = {"action": "Recommendation", "updates": "Comments", "status": "Status"}
"""Columns of recommendations under the names that the US Government Accountability Office has for the same."""

_GAO_AGENCY = "Agency Affected"
"""GAO's column for who is to act: the actor's name, before our own column with the actor's id."""


def export(brief: Brief, options: Options) -> bytes:
    """One part as CSV."""
    part = part_asked(options)
    columns = list(_columns(ROWS[part]))
    names = ["_".join(path) for path in columns]
    table = [[_cell(_value(row, path)) for path in columns] for row in rows(brief, part)]
    if part == "recommendations":
        at = names.index("actor")
        actors = {actor.id: actor.name for actor in brief.actors}
        for row in table:
            row.insert(at, _cell(actors[str(row[at])]))
        names = [_GAO_NAMES.get(name, name) for name in (*names[:at], _GAO_AGENCY, *names[at:])]
    file = io.StringIO(newline="")
    csv.writer(file).writerows([names, *table])
    return file.getvalue().encode()


def _columns(model: type[BaseModel], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where the columns of a model have their values: the names of fields, from the outermost in."""
    for name in model.model_fields:
        mark = field_mark(model, name)
        if isinstance(mark, type) and not is_list(model, name):
            yield from _columns(mark, (*path, name))
        else:
            yield (*path, name)


def _value(item: BaseModel, path: tuple[str, ...]) -> object:
    value: object = item
    for name in path:
        value = getattr(value, name, None)  # where a model is absent, so are all of its columns
    return value


def _cell(value: object) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value  # a number is no formula, also where it begins with a minus
    # Line breaks are line feeds: a carriage return would act on a terminal, and spreadsheets write none in a cell.
    text = "\n".join(clean_lines(_say(value, " | "), tab="\t"))
    return f"'{text}" if _FORMULA.match(text) else text


def _say(value: object, between: str) -> str:
    """A value in a cell: the items of a list joined, of an item that is a table its values."""
    if isinstance(value, tuple):
        return between.join(_say(one, ", ") for one in value)
    if isinstance(value, Entity):
        inner = (getattr(value, name) for name in type(value).model_fields)
        return ": ".join(_say(one, ", ") for one in inner if one not in (None, ()))
    return str(value)
