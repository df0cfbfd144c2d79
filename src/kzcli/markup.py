"""A brief's Markdown as blocks and spans of a page.

CommonMark with tables, less what does not belong in a brief: HTML and link definitions stay as the text that they are
written with, and so do links to anything but http, https, mailto and doi; an image is a link to it. `[^claim-id]` cites
a claim whether or not it is defined; checking that is the loader's business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

from kzcli.page import (
    Alignment,
    Block,
    Bullets,
    Code,
    Divider,
    Heading,
    Paragraph,
    Quotation,
    Span,
    Style,
    Table,
    Text,
)
from kzcli.simple_markup import simple_blocks, simple_inline
from kzcli.values import CITATIONS, ID_PATTERN

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_MARK = re.compile(rf"( *)\[\^{ID_PATTERN.strip('^$')}\](?=(\w?))")
"""What may be a citation, with the spaces before it and the letter after it."""
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|doi:)", re.IGNORECASE)

MAX_NESTING = 20
"""How deep quotations and lists may nest; a deeper text is shown as it was written."""

_STYLES: dict[str, Style] = {"em": "emphasis", "strong": "strong", "link": "link"}
_ALIGNMENTS: dict[object, Alignment] = {f"text-align:{side}": side for side in ("left", "center", "right")}


def inline(text: str) -> Text:
    """One paragraph of inline Markdown."""
    simple = simple_inline(text)
    if simple is not None:
        return simple
    (token,) = _parser().parseInline(text)
    return _spans(token.children or [])


def blocks(text: str) -> tuple[Block, ...]:
    """Markdown of several blocks; headings have the levels that they are written with."""
    simple = simple_blocks(text)
    if simple is not None:
        return simple
    tokens = _parser().parse(text)
    if any(token.level >= MAX_NESTING for token in tokens):
        return (Code(text),)
    made, _ = _blocks(tokens, 0)
    return made


def cited(text: str, *, blocks: bool) -> list[str]:
    """The ids that a text cites, in order, also those that name no claim.

    Args:
        text: Markdown.
        blocks: whether it may hold several blocks.
    """
    if (simple_blocks(text) if blocks else simple_inline(text)) is not None:
        return CITATIONS.findall(text)  # what is so simple holds nothing else that looks like one
    tokens = _parser().parse(text) if blocks else _parser().parseInline(text)
    return [child.content for token in tokens for child in token.children or () if child.type == "citation"]


def uncited(text: str, *, blocks: bool) -> str:
    """A text as it is written, but without its citations and the spaces before them.

    Args:
        text: Markdown whose citations name claims, as in a brief that was loaded.
        blocks: whether it may hold several blocks.
    """
    # The parser tells which marks are citations, not where they are; numbered, each says which of them it is.
    number = count()
    numbered = _MARK.sub(lambda mark: f"{mark[1]}[^{next(number)}]", text)
    real = set(cited(numbered, blocks=blocks)) if numbered != text else set()
    number = count()

    def keep(mark: re.Match[str]) -> str:
        if str(next(number)) not in real:
            return mark[0]
        return mark[1] if mark[2] else ""

    return _MARK.sub(keep, text)


@lru_cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING + 2})
    parser.enable("table").disable(["reference", "html_block", "html_inline"])
    parser.inline.ruler.before("link", "citation", _citation_rule)
    parser.inline.ruler.at("image", _image_rule)
    parser.block.ruler.at("table", _table_rule, {"alt": ["paragraph", "reference"]})
    parser.validateLink = lambda url: bool(_SAFE_LINK.match(url))  # type: ignore[method-assign] # its documented hook
    return parser


def _citation_rule(state: StateInline, silent: bool) -> bool:
    match = CITATIONS.match(state.src, state.pos)
    if not match:
        return False
    if silent:
        # So the parser looks for the end of a link's words, in which another token may be no link: a bracket can stand.
        state.pos += 1
    else:
        state.push("citation", "", 0).content = match[1]
        state.pos = match.end()
    return True


def _image_rule(state: StateInline, silent: bool) -> bool:
    from markdown_it.rules_inline.link import link

    start = state.pos
    if not state.src.startswith("![", start) or CITATIONS.match(state.src, start + 1):
        return False
    state.pos += 1
    if link(state, silent):
        return True
    state.pos = start
    return False


def _table_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table; with a row of more cells than its header has, which readers cut off, it is left as it was written."""
    from markdown_it.rules_block.table import escapedSplit, getLine, table

    def cells(line: int) -> int:
        parts = escapedSplit(getLine(state, line).strip())
        return len(parts) - (parts[0] == "") - (len(parts) > 1 and parts[-1] == "")

    before = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    if not silent and any(cells(line) > cells(start) for line in range(start + 2, state.line)):
        del state.tokens[before:]
        state.push("code_block", "code", 0).content = state.getLines(start, state.line, state.blkIndent, True)
    return True


def _citation(id: str, styles: Sequence[Style]) -> Span:
    return Span(id, (*styles, "citation"), id)


def _spans(tokens: Sequence[Token], *, breaks: bool = False) -> Text:
    """The spans of a text.

    Args:
        tokens: what it is made of.
        breaks: whether its lines end where they are said to end, or run on.
    """
    made: list[Span] = []
    open_styles: list[Style] = []
    links: list[tuple[str, str, int]] = []  # those that are open: an image may stand in another
    target = ""
    for token in tokens:
        kind, _, edge = token.type.rpartition("_")
        if edge == "open" and kind in _STYLES:
            if not (kind == "link" and links):
                open_styles.append(_STYLES[kind])
            if kind == "link":
                target = str(token.attrs.get("href", ""))
                links.append((target, str(token.attrs.get("title", "")), len(made)))
        elif edge == "close" and kind in _STYLES:
            if kind == "link":
                target, title, start = links.pop()
                if not any(span.target == target for span in made[start:]):
                    made.append(Span(target, ("link",), target))  # a link without words
                made += [Span(f" ({title})")] if title else []
                target = links[-1][0] if links else ""
            if not (kind == "link" and links):
                open_styles.pop()
        elif token.type == "citation":
            made.append(_citation(token.content, [style for style in open_styles if style != "link"]))
        elif token.type == "code_inline":
            made.append(Span(token.content, (*open_styles, "code"), target))
        elif token.type in ("softbreak", "hardbreak"):
            ends: tuple[Style, ...] = ("break",) if breaks and token.type == "hardbreak" else ()
            made.append(Span(" ", (*open_styles, *ends), target))
        elif token.content:
            made.append(Span(token.content, tuple(open_styles), target))
    return tuple(made)


def _blocks(tokens: Sequence[Token], at: int) -> tuple[tuple[Block, ...], int]:
    """The blocks from a token on, up to the token that closes what is around them, and that token's index."""
    made: list[Block] = []
    while at < len(tokens) and tokens[at].nesting != -1:
        token = tokens[at]
        at += 1
        match token.type:
            case "paragraph_open":
                made.append(Paragraph(_spans(tokens[at].children or [], breaks=True)))
                at += 2
            case "heading_open":
                made.append(Heading(int(token.tag[1:]), _spans(tokens[at].children or [])))
                at += 2
            case "bullet_list_open" | "ordered_list_open":
                items: list[tuple[Block, ...]] = []
                while tokens[at].type == "list_item_open":
                    item, at = _blocks(tokens, at + 1)
                    items.append(item)
                    at += 1
                first = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
                made.append(Bullets(tuple(items), first))
                at += 1
            case "blockquote_open":
                quoted, at = _blocks(tokens, at)
                made.append(Quotation(quoted))
                at += 1
            case "table_open":
                table, at = _table(tokens, at)
                made.append(table)
            case "fence" | "code_block":
                made.append(Code(token.content.removesuffix("\n"), token.info.strip()))
            case "hr":
                made.append(Divider())
    return tuple(made), at


def _table(tokens: Sequence[Token], at: int) -> tuple[Table, int]:
    rows: list[list[Text]] = []
    aligned: list[Alignment] = []
    while tokens[at].type != "table_close":
        if tokens[at].type == "tr_open":
            rows.append([])
        elif tokens[at].type == "th_open":
            aligned.append(_ALIGNMENTS.get(tokens[at].attrs.get("style"), ""))
        elif tokens[at].type == "inline":
            rows[-1].append(_spans(tokens[at].children or []))
        at += 1
    header, *body = (tuple(row) for row in rows)
    return Table(header, tuple(body), tuple(aligned) if any(aligned) else ()), at + 1
