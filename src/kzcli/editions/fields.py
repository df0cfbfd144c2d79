"""The fields of a brief's models, whether two values say the same, and values with other ids in them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from kzcli.brief import PARTS, Brief, Markup, Reference
from kzcli.references import field_mark
from kzcli.values import CITATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

_M = TypeVar("_M", bound="BaseModel")


@lru_cache
def fields_of(model: type[BaseModel]) -> tuple[tuple[str, Any], ...]:
    """The fields of a model that can differ, each with its mark as `references.field_mark` has it."""
    left_out = {"format", *PARTS} if model is Brief else set()
    return tuple((name, field_mark(model, name)) for name in model.model_fields if name not in left_out)


def canonical(value: Any) -> object:
    """A value such that two are equal where they say the same: order and spacing do not count.

    Args:
        value: of a field of a model, or the same as plain data.
    """
    match value:
        case str():
            return " ".join(value.split())
        case tuple() | list():
            return tuple(sorted(map(canonical, value), key=repr))
        case dict():
            return tuple((key, canonical(one)) for key, one in sorted(value.items()) if one not in (None, [], ()))
        case _ if hasattr(value, "model_fields_set"):
            return canonical({name: getattr(value, name) for name in type(value).model_fields})
        case _ if hasattr(value, "isoformat"):
            return value.isoformat()
    return value


def says_the_same(one: Any, two: Any, mark: Any = None) -> bool:
    """Whether two values of a field say the same to a reader.

    Args:
        one: a value.
        two: another.
        mark: what the field holds; of Markdown in blocks, the layout counts as well as the words.
    """
    if one == two:
        return True
    if not (isinstance(one, str) and isinstance(two, str)):
        return canonical(one) == canonical(two)
    if one.split() != two.split():
        return False
    if not (isinstance(mark, Markup) and mark.blocks):
        return True
    from kzcli.markup import blocks

    return evened(blocks(one)) == evened(blocks(two))


def evened(node: Any) -> object:
    """Blocks with their spans joined where they are alike, and every run of blanks in them as one.

    Args:
        node: a block, or a tuple of blocks or of texts.
    """
    from kzcli.page import Code, Span

    if isinstance(node, Code) or not isinstance(node, tuple) or isinstance(node, Span):
        return node
    if node and isinstance(node[0], Span):
        joined: list[Span] = []
        for span in node:
            if joined and joined[-1][1:] == span[1:] and "citation" not in span.styles:
                joined[-1] = span._replace(text=joined[-1].text + span.text)
            else:
                joined.append(span)
        return tuple(span._replace(text=" ".join(f"|{span.text}|".split())) for span in joined)
    return (type(node).__name__, *map(evened, node))


def with_names(model: _M, names: Mapping[str, str]) -> _M:
    """A model in which every reference and citation of some ids names others; its own id stays.

    Args:
        model: a brief, an item or a part of one.
        names: for each id that is to be replaced, what replaces it.
    """
    made = {}
    for name in type(model).model_fields:
        value = getattr(model, name)
        if value is None or value == ():
            continue
        mark = field_mark(type(model), name)
        if isinstance(mark, Reference | Markup | type):
            new = _with_names(value, mark, names)
            if new is not value:
                made[name] = new
    return model.model_copy(update=made) if made else model


def _with_names(value: Any, mark: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, tuple):
        new = tuple(_with_names(one, mark, names) for one in value)
        return new if any(one is not other for one, other in zip(new, value, strict=True)) else value
    if isinstance(value, str):
        if isinstance(mark, Reference):
            return names.get(value, value)
        if "[^" not in value:
            return value
        return CITATIONS.sub(lambda cited: f"[^{names[cited[1]]}]" if cited[1] in names else cited[0], value)
    return with_names(value, names)


def renamed_brief(brief: Brief, names: Mapping[str, str]) -> Brief:
    """A brief in which items have other ids, and all that names them follows.

    Args:
        brief: a brief as loaded.
        names: the new id of each item that gets one, by its old id.
    """
    if not names:
        return brief
    made = with_names(brief, names)
    update: dict[str, Any] = {
        part: tuple(
            item.model_copy(update={"id": names[item.id]}) if item.id in names else item for item in getattr(made, part)
        )
        for part in PARTS
    }
    update["exceptions"] = tuple(
        one.model_copy(update={"id": names[one.id]}) if one.id in names else one for one in made.exceptions
    )
    return made.model_copy(update=update)
