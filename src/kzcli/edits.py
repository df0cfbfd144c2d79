"""Edits of a file's text, made in what is stored: every character outside them stays as it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from kzcli.findings import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable


def apply(text: str, edits: Iterable[Edit]) -> str:
    """A text with edits made.

    Args:
        text: the text.
        edits: in the order of the text, no two of the same characters.
    """
    made, at = [], 0
    for edit in edits:
        made += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*made, text[at:]])


def apply_stored(data: bytes, edits: Iterable[Edit]) -> bytes:
    """A file's bytes with edits of its text made; new lines end as the line does where they come in.

    Args:
        data: UTF-8, with or without a byte order mark, its lines ended in any way.
        edits: their offsets are those of the text as `kzcli.source.decode` reads it; as for `apply`.
    """
    stored = data.decode("utf-8")
    mark = int(stored.startswith("\ufeff"))
    joined = [match.start() - mark - index for index, match in enumerate(re.finditer("\r\n", stored))]

    def raw(offset: int) -> int:
        return offset + mark + bisect_left(joined, offset)

    def made(edit: Edit) -> Edit:
        start = raw(edit.start)
        return Edit(start, raw(edit.end), edit.text.replace("\n", _line_end(stored, start)))

    return apply(stored, map(made, edits)).encode()


def _line_end(stored: str, at: int) -> str:
    """How the line ends that a place is in; in a last line without an end, how the one before does."""
    end = stored.find("\n", at)
    end = end if end >= 0 else stored.rfind("\n")
    return "\r\n" if end > 0 and stored[end - 1] == "\r" else "\n"
