"""SQLite: a database with a table for each part and each list in it; texts are the brief's, to the character."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kzcli.brief import PARTS, Brief, Markup
from kzcli.formats.rows import rows
from kzcli.formats.tables import CITATIONS, Path, Table, part_table, top_table
from kzcli.links import Links
from kzcli.loader import show_path
from kzcli.markup import cited
from kzcli.references import texts
from kzcli.views.data import ROWS

if TYPE_CHECKING:
    from kzcli.formats import Options


def export(brief: Brief, options: Options) -> bytes:
    """The brief as the bytes of a database, the same every time."""
    data, links = brief.model_dump(mode="json"), Links(brief)
    database = sqlite3.connect(":memory:")
    try:
        _add(database, top_table(), [data])
        for part in PARTS:
            items = [row.model_dump(mode="json") for row in rows(brief, part, links)]
            _add(database, part_table(part, ROWS[part]), items)
        _create(database, CITATIONS)
        for position, citation in enumerate(_citations(data)):
            _insert(database, CITATIONS, (position, *citation))
        database.commit()
        return database.serialize()
    finally:
        database.close()


def _add(database: sqlite3.Connection, table: Table, items: list[dict[str, Any]]) -> None:
    _create(database, table)
    for position, item in enumerate(items):
        outside = (position,) if table.columns[0].path is None else ()
        _insert_item(database, table, outside, item)


def _create(database: sqlite3.Connection, table: Table) -> None:
    """Create a table and those of its lists; what the columns mean stays in the schema, as comments."""
    lines = []
    for column in table.columns:
        line = f"{_quote(column.name)} {column.type}{' NOT NULL' if column.needed else ''}"
        if column.refers_to:
            line += f" REFERENCES {_quote(column.refers_to)} (id)"
        lines.append((line, column.about))
    lines.append((f"PRIMARY KEY ({_quote(*table.key)})", ""))
    if table.owner:
        owner = f"{_quote(table.owner.name)} ({_quote(*table.owner.key)})"
        lines.append((f"FOREIGN KEY ({_quote(*table.key[:-1])}) REFERENCES {owner}", ""))
    last = len(lines) - 1
    body = "\n".join(
        f"  {line}{',' if at < last else ''}{f' -- {about}' if about else ''}" for at, (line, about) in enumerate(lines)
    )
    database.execute(f"CREATE TABLE {_quote(table.name)} (\n{body}\n)")
    for _, inner in table.lists:
        _create(database, inner)


def _quote(*names: str) -> str:
    """Names as SQL has them, so that none is taken for a word of its own."""
    return ", ".join(f'"{name}"' for name in names)


def _insert_item(database: sqlite3.Connection, table: Table, outside: tuple[Any, ...], item: Any) -> None:
    """Insert an item, and the items of its lists into their tables."""
    values = (*outside, *(_at(item, column.path) for column in table.columns if column.path is not None))
    _insert(database, table, values)
    named = dict(zip((column.name for column in table.columns), values, strict=True))
    key = tuple(named[name] for name in table.key)
    for path, inner in table.lists:
        for position, one in enumerate(_at(item, path)):
            _insert_item(database, inner, (*key, position), one)


def _insert(database: sqlite3.Connection, table: Table, values: tuple[Any, ...]) -> None:
    marks = ", ".join("?" * len(values))
    database.execute(f"INSERT INTO {_quote(table.name)} VALUES ({marks})", values)  # noqa: S608 (our own names)


def _at(item: Any, path: Path) -> Any:
    """The value at a path of plain data; none where what holds it is absent."""
    for name in path:
        item = item[name] if item is not None else None
    return item


def _citations(data: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Each citation of a claim in a text: the part, the item and the text that it is in, and the claim."""
    for text in texts(data):
        if not isinstance(text.mark, Markup) or "[^" not in text.value:
            continue
        part, path = ("brief", text.path) if text.path[0] not in PARTS else (str(text.path[0]), text.path[2:])
        item = data["id"] if part == "brief" else data[part][text.path[1]]["id"]
        for claim in cited(text.value, blocks=text.mark.blocks):
            yield part, item, show_path(path), claim
