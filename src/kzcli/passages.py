"""The Markdown texts of a brief that cite claims, each with its place in words that people use."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kzcli.brief import PARTS, Markup
from kzcli.loader import show_path
from kzcli.markup import cited
from kzcli.references import field_mark

if TYPE_CHECKING:
    from pydantic import BaseModel

    from kzcli.brief import Brief
    from kzcli.findings import Path


class Passage(NamedTuple):
    """A text that cites claims."""

    key: str
    """Its key in the file: `recommendations[0].rationale`."""
    id: str
    """The item that it belongs to; the brief's own id where it is the brief's."""
    place: str
    """Where it is, for people: `bottom line`, `point 2`, `section relations`, `rationale of summit`."""
    cites: tuple[str, ...]
    """The claims that it cites, each once, in the order of their first mention."""
    part: str
    """The part of the brief that it is in; `summary` for the brief's summary, `brief` for what else it says."""
    text: str
    """The text itself, as the file has it."""
    blocks: bool
    """Whether it may hold several blocks."""


_LABELS = {"if_wrong": "“if wrong”"}
"""What is told of fields whose names make no sense in a sentence."""


def passages(brief: Brief) -> Iterator[Passage]:
    """Every text of a brief that cites a claim, in the order of the models."""
    for path, id, text, blocks in _texts(brief, (), brief.id):
        if "[^" in text:
            cites = tuple(dict.fromkeys(cited(text, blocks=blocks)))
            if cites:
                part = str(path[0]) if len(path) > 1 else "brief"
                yield Passage(show_path(path), id, _place(path, id), cites, part, text, blocks)


def _texts(model: BaseModel, path: Path, id: str) -> Iterator[tuple[Path, str, str, bool]]:
    """The Markdown texts of a model and of those in it: each with its path, its item, and whether it has blocks."""
    for name, blocks in _plan(type(model)):
        value = getattr(model, name)
        here = (*path, name)
        many = value if isinstance(value, tuple) else (value,) if value is not None else ()
        for index, one in enumerate(many):
            at = (*here, index) if isinstance(value, tuple) else here
            if blocks is None:
                yield from _texts(one, at, getattr(one, "id", id) if len(at) == 2 else id)
            else:
                yield at, id, one, blocks


@lru_cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, bool | None], ...]:
    """The fields of a model that hold Markdown, each with whether of several blocks, or other models: none."""
    marks = ((name, field_mark(model, name)) for name in model.model_fields)
    return tuple(
        (name, mark.blocks if isinstance(mark, Markup) else None)
        for name, mark in marks
        if isinstance(mark, Markup | type)
    )


def _place(path: Path, id: str) -> str:
    """Where a text is, in words; `body` is the section itself."""
    if path[-1] == "body":
        return f"section {id}"
    of_item = path[0] in PARTS
    words: list[str] = []
    for step in path[2 if of_item else 0 :]:
        if isinstance(step, int):
            words[-1] = f"{words[-1].removesuffix('s')} {step + 1}"
        else:
            words.append(_LABELS.get(step) or step.replace("_", " "))
    return " of ".join((*reversed(words), id)) if of_item else words[-1]
