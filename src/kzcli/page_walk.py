"""What can be found in a page, and done to one, whatever kinds of block there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kzcli.page import (
    Block,
    Branch,
    Bullets,
    Callout,
    Card,
    Changed,
    Changes,
    Fields,
    Heading,
    Listing,
    Paragraph,
    Span,
    Table,
    Text,
    Tree,
    id_text,
    join,
    plain,
)

_SAID = {"+": "added", "-": "removed", "~": "changed", "=": "renamed", "?": "look again at"}


def nest(blocks: tuple[Block, ...], under: int = 0) -> tuple[Block, ...]:
    """Blocks whose headings stand below the one that they are under, none left out, whatever their own levels were.

    Args:
        blocks: the blocks; cards in them keep their levels.
        under: the level of the heading that they are under.
    """
    inside = tuple(walk(blocks, into_cards=False))
    if not any(isinstance(block, Heading | Card | Callout) for block in inside):
        return blocks
    written = sorted({block.level for block in inside if isinstance(block, Heading)})
    ranks = {level: rank for rank, level in enumerate(written, under + 1)}
    before = under

    def nested(node: Any) -> Any:
        nonlocal before
        if isinstance(node, Card | Callout):
            return node._replace(blocks=nest(node.blocks, node.level))
        if isinstance(node, Heading):
            before = min(6, ranks[node.level], before + 1)
            return node._replace(level=before)
        if not _holds_blocks(node):
            return node
        parts = map(nested, node)
        return type(node)(*parts) if hasattr(node, "_fields") else tuple(parts)

    made: tuple[Block, ...] = nested(blocks)
    return made


def walk(node: object, *, into_cards: bool = True) -> Iterator[object]:
    """A block and all that are in it, in order; texts are left out.

    Args:
        node: a block, or a tuple of them.
        into_cards: whether cards and callouts are walked into.
    """
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        if _holds_blocks(here) and (into_cards or not isinstance(here, Card | Callout)):
            waiting += reversed(here)  # type: ignore[call-overload] # a tuple, as the condition says


def _holds_blocks(node: object) -> bool:
    """Whether blocks may be in it: texts, which are most of a page, need not be looked through."""
    return (
        isinstance(node, tuple)
        and bool(node)
        and not isinstance(node, Heading | Paragraph | Fields)
        and type(node[0]) is not Span
    )


def without_citations(node: Any) -> Any:
    """A page, block or text without its citations, and without the spaces and list items that only they filled."""
    if isinstance(node, Span) or not isinstance(node, tuple):
        return node
    if node and isinstance(node[0], Span):
        return _uncited(node)
    parts = [part for part in map(without_citations, node) if part != (Paragraph(()),)]
    return type(node)(*parts) if hasattr(node, "_fields") else tuple(parts)


def _uncited(text: Text) -> Text:
    made: list[Span] = []
    cited = False
    for span in text:
        if "citation" in span.styles:
            cited = True
            continue
        if cited and made and made[-1].text.endswith(" ") and not span.text[:1].isalnum():
            made[-1] = made[-1]._replace(text=made[-1].text.rstrip())
        cited = False
        made.append(span)
    if cited and made:
        made[-1] = made[-1]._replace(text=made[-1].text.rstrip())
    return tuple(span for span in made if span.text)


def card_ids(node: object) -> Iterator[str]:
    """The ids of the cards in a page or a block: what a link within the page can lead to."""
    return (block.id for block in walk(node) if isinstance(block, Card) and block.id)


def spans(node: object) -> Iterator[Span]:
    """Every span in a page, a block or a text, in order."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Span):
            yield here
        elif isinstance(here, tuple):
            waiting += reversed(here)


def as_table(block: Listing) -> Table:
    """A listing as a table for people: without the columns of which programs alone read something."""
    columns = zip(block.columns, *(row.cells for row in block.rows), strict=True)
    shown = [column for column in columns if not _is_for_programs(column[1:])]
    header, *rows = zip(*shown, strict=True)
    return Table(tuple(map(plain, header)), tuple(rows))


def _is_for_programs(cells: tuple[Text, ...]) -> bool:
    return any(cells) and not any(span.text for cell in cells for span in cell)


def as_bullets(block: Tree | Changes) -> Bullets:
    """A tree or changes as nested lists, for what cannot draw branches and marks."""
    return _bullets(block.branches if isinstance(block, Tree) else tuple(map(_branch, block.items)))


def _branch(item: Changed) -> Branch:
    said = (Span(_SAID[item.mark], ("strong",)), Span(" "), *id_text(item.id))
    return Branch(join([said, item.text], ": "), branches=tuple(map(Branch, item.details)))


def _bullets(branches: tuple[Branch, ...]) -> Bullets:
    return Bullets(
        tuple(
            (Paragraph(join([one.text, one.detail], " · ")), *((_bullets(one.branches),) if one.branches else ()))
            for one in branches
        )
    )
