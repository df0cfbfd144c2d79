"""Markdown that is simple enough to be read without the parser, whose import alone takes longer than a brief.

Most texts of briefs are paragraphs and lists with citations and some strong words. What is more than that, or could
be, is none of this module's business: it then says None, and `markup` asks the parser. A test holds that both read
the same.
"""

from __future__ import annotations

import re

from kzcli.page import Block, Bullets, Paragraph, Span, Text
from kzcli.values import CITATIONS

# Strong words: marks that can only open and only close, whatever stands around them.
_STRONG = re.compile(r"(?<!\*)\*\*(?:([^\W_](?:[^*]*[^\W_])?)\*\*(?!\*)|([^\W_][^*]*[.:,;?])\*\*(?=[ \n]|$))")
_SPECIAL = re.compile(r"[\\`*_\[\]<>&!\n\r]")
_LINE = re.compile(r"[^\W\d_]|[“\"'($€£«]|\*\*[^\W_]|[0-9]+(?![0-9])(?![.)](?:\s|$))")
"""What a line may begin with that is to be of a paragraph."""
_ITEM = re.compile(r"(- |([0-9]{1,9})\. )(?=\S)")
_OUT_OF_REACH = re.compile(r"[\t\r\f\v\\`_<>&!|#~=\x00]|[^\S\n]$", re.MULTILINE)


def simple_inline(text: str) -> Text | None:
    """One line of inline Markdown; None where it needs the parser."""
    made: list[Span] = []
    between = CITATIONS.split(text)  # text, id, text, id, text
    for index, part in enumerate(between):
        if index % 2:
            made.append(Span(part, ("citation",), part))
            continue
        pieces = _STRONG.split(part)  # text, strong or None, strong or None, text
        for place, piece in enumerate(pieces):
            if piece and _SPECIAL.search(piece):
                return None
            if piece:
                made.append(Span(piece, ("strong",) if place % 3 else ()))
    return tuple(made)


def simple_blocks(text: str) -> tuple[Block, ...] | None:
    """Paragraphs and tight lists; None where there is more in the text, so that it needs the parser."""
    if _OUT_OF_REACH.search(text):
        return None
    made: list[Block] = []
    for part in re.split(r"\n{2,}", text.strip("\n")):
        lines = part.split("\n")
        block = _list(lines) if _ITEM.match(part) else _paragraph(lines)
        if block is None or (isinstance(block, Bullets) and made and isinstance(made[-1], Bullets)):
            return None  # of two lists one after the other only the parser knows whether they are one
        made.append(block)
    return tuple(made)


def _paragraph(lines: list[str]) -> Paragraph | None:
    made: list[Span] = []
    for line in lines:
        text = simple_inline(line) if _LINE.match(line) or CITATIONS.match(line) else None
        if text is None:
            return None
        made += [Span(" "), *text] if made else text
    return Paragraph(tuple(made))


def _list(lines: list[str]) -> Bullets | None:
    items: list[list[str]] = []
    first = _ITEM.match(lines[0])
    width = 0
    for line in lines:
        mark = _ITEM.match(line)
        if mark and first and (mark[2] is None) == (first[2] is None):
            width = len(mark[1])
            items.append([line[width:]])
        elif line.startswith(" " * width) and not line[width:].startswith(" "):
            items[-1].append(line[width:])
        else:
            return None
    paragraphs = [_paragraph(item) for item in items]
    if first is None or None in paragraphs:
        return None
    made = tuple((paragraph,) for paragraph in paragraphs if paragraph)
    return Bullets(made, int(first[2]) if first[2] else None)
