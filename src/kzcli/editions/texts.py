"""The texts of a brief piece by piece, and which of them are as they were in the edition before."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kzcli.editions.difference import NewEntries, NewValue
from kzcli.editions.fields import evened
from kzcli.markup import blocks
from kzcli.page import Bullets, Code, Divider, Heading, Paragraph, Quotation, Table
from kzcli.page_walk import spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kzcli.editions.difference import Change
    from kzcli.passages import Passage

_NAMES = {
    Paragraph: "paragraph",
    Heading: "heading",
    Bullets: "list",
    Quotation: "quotation",
    Table: "table",
    Code: "code",
    Divider: "divider",
}


def field_of(passage: Passage) -> str:
    """The field that a text is in, by the name that `compare` gives it: `rationale`, `risks`, `summary.points`."""
    _, _, key = passage.key.partition("].") if passage.key.startswith(f"{passage.part}[") else ("", "", passage.key)
    return key.partition("[")[0]


def stayed(texts: Iterable[Passage], changes: Mapping[str, Change]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What of some texts is as it was: each piece with its place in the item, and the claims that it cites.

    Args:
        texts: texts of an item of the new edition, or of the brief itself.
        changes: what changed in it, by the names of the fields.
    """
    gained: dict[str, set[object]] = {}
    for passage in texts:
        name = field_of(passage)
        change = changes.get(name)
        if passage.blocks:
            yield from _stayed_pieces(passage, change)
        elif isinstance(change, NewEntries):
            if name not in gained:
                gained[name] = set(map(_text, change.gained))
            if passage.text not in gained[name]:
                yield _place(passage), passage.cites
        elif change is None:
            yield _place(passage), passage.cites


def _place(passage: Passage) -> str:
    return passage.place.removesuffix(f" of {passage.id}")


def _stayed_pieces(passage: Passage, change: Change | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What of a text of several blocks is as it was."""
    before = None
    if isinstance(change, NewValue):
        before = {evened(piece) for _, piece in _pieces(change.old)} if isinstance(change.old, str) else set()
    for name, piece in _pieces(passage.text):
        cites = tuple(dict.fromkeys(span.target for span in spans(piece) if "citation" in span.styles))
        if cites and (before is None or evened(piece) in before):
            yield name if passage.part == "sections" else f"{name} of {_place(passage)}", cites


def _text(entry: object) -> object:
    """The text of an entry of a list: itself, or the note of an update."""
    return getattr(entry, "note", entry)


def _pieces(text: str) -> Iterator[tuple[str, object]]:
    """The paragraphs of a text, the items of its lists, the rows of its tables: each with its place for people."""
    many: Counter[str] = Counter()
    for block in blocks(text):
        name = _NAMES[type(block)]
        many[name] += 1
        here = f"{name} {many[name]}"
        if isinstance(block, Bullets):
            yield from ((f"item {number} of {here}", item) for number, item in enumerate(block.items, 1))
        elif isinstance(block, Table):
            yield f"header of {here}", block.header
            yield from ((f"row {number} of {here}", row) for number, row in enumerate(block.rows, 1))
        else:
            yield here, block
