"""The tables of a Word document: a grid of cells, as WordprocessingML, and how wide its columns are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kzcli.writers.docx_text import paragraph

if TYPE_CHECKING:
    from kzcli.page import Span, Text

# Lengths are twentieths of a point, as most of Word's are.
_LETTER, _SMALL_LETTER = 120, 90
"""How wide a letter of a cell may be, also in the fonts that stand in for Word's."""
_BOLD = 1.15
"""How much wider it may be in a header."""
_MARGIN, _SMALL_MARGIN = 85, 40
"""What is left free at either side of a cell."""
_SLACK = 20
"""Lest what fits exactly does not."""
_LONGEST_WORD = 20
"""The letters of a word that are kept on a line if that is at all possible."""
_MOST_LETTERS = 480
"""What is longer asks for no more room than this, or would leave the others none."""
_FEW_ROWS = 6
"""So many rows stay on one page."""
_WIDE = "\u2e80"
"""From here on letters are twice as wide, and a line may break before and after each."""
_WORD_ENDS = re.compile(f"\\s+|(?<=[-\u2013\u2014{_WIDE}-\ud7ff])")
_SMALL_MARGINS = (
    f'<w:tblCellMar><w:left w:w="{_SMALL_MARGIN}" w:type="dxa"/><w:right w:w="{_SMALL_MARGIN}" w:type="dxa"/>'
    "</w:tblCellMar>"
)
_KEEP = "<w:keepNext/>"
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="E9EFF7"/>'


def column_widths(columns: Sequence[Sequence[Text]], width: int) -> tuple[list[int], bool]:
    """How wide columns are, and whether their letters are to be small, as words would have to break else.

    Each column has room for its longest word, and for all it says on one line if that is little.

    Args:
        columns: what stands in them, from the first row to the last.
        width: how wide all of them are, in twentieths of a point.
    """
    texts = [["".join(map(_shown, cell)) for cell in column] for column in columns]
    words = [max(_BOLD * _longest(head), *map(_longest, cells)) for head, *cells in texts]
    letter, margins, cap = _LETTER, 2 * _MARGIN + _SLACK, _LONGEST_WORD
    least = [round(letter * min(word, cap)) + margins for word in words]
    small = sum(least) > width
    if small:
        letter, margins = _SMALL_LETTER, 2 * _SMALL_MARGIN + _SLACK
        while sum(least := [round(letter * min(word, cap)) + margins for word in words]) > width and cap > 1:
            cap -= 1
    if sum(least) > width:
        return [width // len(least)] * len(least), small
    lengths = [[_length(cell) for cell in column] for column in texts]
    counted = [min(max(column), 12 + 3 * sum(column) // len(column), _MOST_LETTERS) for column in lengths]
    wanted = [letter * count + margins for count in counted]
    more = [max(whole - one, 0) for whole, one in zip(wanted, least, strict=True)]
    return _shared(least, more, width - sum(least)), small


def _shared(least: list[int], more: list[int], room: int) -> list[int]:
    """The least widths and the room besides: first for those that ask for little more, the rest for the others."""
    made = list(least)
    waiting = sorted(range(len(more)), key=more.__getitem__)
    while waiting and more[waiting[0]] * len(waiting) <= room:
        made[waiting[0]] += more[waiting[0]]
        room -= more[waiting.pop(0)]
    shares = {index: more[index] for index in waiting} or dict(enumerate(made))
    for index, share in shares.items():
        made[index] += room * share // sum(shares.values())
    return made


def grid(
    shares: Sequence[int],
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    width: int,
    indent: int = 0,
    shaded: int = -1,
    *,
    aligned: Sequence[str] = (),
    small: bool = False,
) -> str:
    """A table whose cells hold runs.

    Args:
        shares: how the columns share its width.
        header: its first row, which is repeated on every page.
        rows: the others.
        width: how wide it is, in twentieths of a point.
        indent: how far it stands in, likewise.
        shaded: the row that is to be seen first; none if less than 0.
        aligned: where the cells of each column stand; as the text does, where it is empty.
        small: whether its letters are small.
    """
    sides = [f'<w:jc w:val="{side}"/>' if side else "" for side in aligned] or [""] * len(header)
    widths = [width * share // sum(shares) for share in shares]
    style, margins = ("TableSmall", _SMALL_MARGINS) if small else ("TableText", "")
    kept = [f"{_KEEP}{side}" for side in sides]
    lines = [_row(header, widths, style, kept, "<w:tblHeader/>")]
    for index, row in enumerate(rows, 1):
        stays = len(rows) <= _FEW_ROWS and index < len(rows)
        shade = _SHADE if index - 1 == shaded else ""
        lines.append(_row(row, widths, style, kept if stays else sides, shade=shade))
    columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    after = paragraph("AfterTable", "")  # two tables would be one to Word
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="BriefTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{indent}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{margins}'
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{"".join(lines)}</w:tbl>{after}'
    )


def _shown(span: Span) -> str:
    return "0" if "citation" in span.styles else span.text


def _longest(cell: str) -> int:
    return max(map(_length, _WORD_ENDS.split(cell)))


def _length(text: str) -> int:
    return len(text) + sum(letter >= _WIDE for letter in text)


def _row(
    cells: Sequence[str], widths: list[int], style: str, more: list[str], header: str = "", shade: str = ""
) -> str:
    inner = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{paragraph(style, cell, own)}</w:tc>'
        for cell, width, own in zip(cells, widths, more, strict=True)
    ]
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(inner)}</w:tr>"
