"""Which citations stand after which words of a sentence."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, NamedTuple

from kzcli.values import CITATIONS

if TYPE_CHECKING:
    import re

    from kzcli.findings import Path
    from kzcli.prose import Sentence


class Group(NamedTuple):
    """Citations that stand together."""

    start: int
    """Where the first of them begins, from the sentence's first character."""
    end: int
    claims: tuple[str, ...]
    """Each of them once."""


def groups(raw: str, sentence: Sentence) -> list[Group]:
    """The groups of citations in a sentence, and right after it, in order.

    Args:
        raw: the text that the sentence is of, as data.
        sentence: one of its sentences.
    """
    together: list[list[re.Match[str]]] = []
    # In this order, so that after the last of them nothing is searched for.
    for _, match in zip(sentence.cites, CITATIONS.finditer(raw, sentence.start), strict=False):
        if together and not raw[together[-1][-1].end() : match.start()].strip(" ,;\n"):
            together[-1].append(match)
        else:
            together.append([match])
    return [
        Group(
            one[0].start() - sentence.start,
            one[-1].end() - sentence.start,
            tuple(dict.fromkeys(match[1] for match in one)),
        )
        for one in together
    ]


def group_of(found: list[Group], end: int) -> Group | None:
    """The group that words belong to: the nearest after their end, else the last before it."""
    at = bisect_left(found, end, key=lambda group: group.start)
    return found[min(at, len(found) - 1)] if found else None


def value_at(data: dict[str, Any], path: Path) -> Any:
    """The value at a path of plain data."""
    inner: Any = data
    for part in path:
        inner = inner[part]
    return inner
