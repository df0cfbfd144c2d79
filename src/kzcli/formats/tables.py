"""A brief as related tables, made from its models: a field added to a model becomes a column, or a table, by itself."""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, get_args, get_origin

from kzcli.brief import PARTS, Brief, Reference
from kzcli.formats.rows import is_list
from kzcli.references import field_mark

if TYPE_CHECKING:
    from pydantic import BaseModel

Path = tuple[str, ...]
"""Where a value is in plain data: the keys, from the outermost in; nothing for the data itself."""

_DERIVED = {"limited_by": "claims"}
"""What is derived and names an item, though its model does not say of which part."""


class Column(NamedTuple):
    """A column of a table."""

    name: str
    about: str
    path: Path | None = None
    """Where in the table's items its value is; none where the value comes from outside of them."""
    type: str = "TEXT"
    needed: bool = True
    refers_to: str = ""
    """The part of the brief that its ids are of."""


class Table(NamedTuple):
    """A table, and the tables of the lists in its rows."""

    name: str
    columns: tuple[Column, ...]
    """Those with values from outside come first."""
    key: tuple[str, ...]
    owner: Table | None = None
    """The table that all of the key but the position refers to."""
    lists: tuple[tuple[Path, Table], ...] = ()


_POSITION = Column("position", "its place in its list, from 0", type="INTEGER")

CITATIONS = Table(
    "citations",
    (
        Column("position", "its place among all, from 0", type="INTEGER"),
        Column("part", "the part whose text it is in; `brief` for texts at the top of the file"),
        Column("item", "the id of the item whose text it is in"),
        Column("path", "which text of the item: rationale, updates[0].note"),
        Column("claim", "the claim that the text cites", refers_to="claims"),
    ),
    ("position",),
)
"""The citations of claims in texts, which no field lists."""


def top_table() -> Table:
    """The table of one row for what stands at the top of the file."""
    return _with_lists(Table("brief", tuple(_columns(Brief)), ("id",)), Brief)


def part_table(part: str, model: type[BaseModel]) -> Table:
    """The table of a part.

    Args:
        part: its name.
        model: the model of its items, which have an `id`.
    """
    return _with_lists(Table(part, (_POSITION, *_columns(model)), ("id",)), model)


def _columns(model: type[BaseModel], path: Path = (), *, needed: bool = True) -> Iterator[Column]:
    """The columns of a model; those of a model inside it, which may be absent, among them."""
    for name, field in model.model_fields.items():
        if is_list(model, name):
            continue
        mark, here = field_mark(model, name), (*path, name)
        there = needed and NoneType not in get_args(field.annotation)
        if isinstance(mark, type):
            yield from _columns(mark, here, needed=there)
        else:
            part = mark.part if isinstance(mark, Reference) else _DERIVED.get(name, "")
            yield Column("_".join(here), field.description or "", here, _type(field.annotation), there, part)


def _with_lists(table: Table, model: type[BaseModel]) -> Table:
    return table._replace(lists=tuple(_lists(table, model)))


def _lists(table: Table, model: type[BaseModel], path: Path = ()) -> Iterator[tuple[Path, Table]]:
    for name in model.model_fields:
        mark, here = field_mark(model, name), (*path, name)
        if table.name == "brief" and here[0] in PARTS:
            continue
        if is_list(model, name):
            yield here, _list_table(table, model, here)
        elif isinstance(mark, type):
            yield from _lists(table, mark, here)


def _list_table(owner: Table, model: type[BaseModel], path: Path) -> Table:
    """The table of a list: the row that it belongs to, the place in it, and its values."""
    mark, about = field_mark(model, path[-1]), model.model_fields[path[-1]].description or ""
    links = tuple(Column(name, f"the row of {owner.name} that it belongs to") for name in _names_of_key(owner))
    if isinstance(mark, type):
        # A citation's `id` is not the row's own, but that of a source; an exception's is that of any item.
        own = [
            one._replace(name=_one_of(one.refers_to)) if one.name == "id" and one.refers_to else one
            for one in _columns(mark)
        ]
    elif isinstance(mark, Reference):
        own = [Column(_one_of(mark.part) if path[-1] == mark.part else path[-1], about, (), refers_to=mark.part)]
    else:
        own = [Column("text", about, ())]
    key = (*(link.name for link in links), _POSITION.name)
    types = [column._replace(type=_POSITION.type) if column.name.endswith("position") else column for column in links]
    table = Table("_".join((owner.name, *path)), (*types, _POSITION, *own), key, owner)
    return _with_lists(table, mark) if isinstance(mark, type) else table


def _names_of_key(owner: Table) -> Iterator[str]:
    """What a table's key is called in the tables of its lists: `claim`; `recommendation` and `update_position`."""
    if owner.owner is None:
        yield _one_of(owner.name)
    else:
        yield from owner.key[:-1]
        yield f"{_one_of(owner.name.rpartition('_')[2])}_position"


def _one_of(part: str) -> str:
    """What one of many is called."""
    return part.removesuffix("s")


def _type(annotation: Any) -> str:
    """The declared type of a column: numbers stay numbers, all else is text, a day by ISO 8601."""
    kinds = _kinds(annotation) - {NoneType}
    if float in kinds:
        return "NUMERIC"
    return "INTEGER" if kinds <= {int, bool} else "TEXT"


def _kinds(annotation: Any) -> set[Any]:
    """The types of the values that an annotation allows."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return {type(word) for word in arguments}
    if origin is Annotated:
        return _kinds(arguments[0])
    return set().union(*map(_kinds, arguments)) if arguments else {annotation}
