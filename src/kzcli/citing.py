"""Which citations stand after which words of a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from kzcli.values import CITATION

if TYPE_CHECKING:
    from kzcli.findings import Path
    from kzcli.prose import Sentence

_CITATION = re.compile(CITATION)


class Group(NamedTuple):
    """Citations that stand together."""

    start: int
    """Where the first of them begins, from the sentence's first character."""
    end: int
    claims: tuple[str, ...]


def groups(raw: str, sentence: Sentence) -> list[Group]:
    """The groups of citations in a sentence, and right after it, in order.

    Args:
        raw: the text that the sentence is of, as data.
        sentence: one of its sentences.
    """
    found: list[Group] = []
    for match, _ in zip(_CITATION.finditer(raw, sentence.start), sentence.cites, strict=False):
        start, end = match.start() - sentence.start, match.end() - sentence.start
        last = found[-1] if found else None
        if last and not raw[sentence.start + last.end : match.start()].strip(" ,;\n"):
            found[-1] = Group(last.start, end, (*last.claims, match[1]))
        else:
            found.append(Group(start, end, (match[1],)))
    return found


def group_of(found: list[Group], end: int) -> Group | None:
    """The group that words belong to: the nearest after their end, else the last before it."""
    return next((group for group in found if group.start >= end), found[-1] if found else None)


def value_at(data: dict[str, Any], path: Path) -> Any:
    """The value at a path of plain data."""
    inner: Any = data
    for part in path:
        inner = inner[part]
    return inner
