"""The tables of a Word document: a grid of cells, as WordprocessingML."""

from __future__ import annotations

from collections.abc import Sequence

from kzcli.writers.columns import SMALL_MARGIN
from kzcli.writers.docx_text import KEEP, paragraph

# Lengths are twentieths of a point, as most of Word's are.
_FEW_ROWS = 6
"""So many rows stay on one page."""
_SMALL_MARGINS = (
    f'<w:tblCellMar><w:left w:w="{SMALL_MARGIN}" w:type="dxa"/><w:right w:w="{SMALL_MARGIN}" w:type="dxa"/>'
    "</w:tblCellMar>"
)
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="E9EFF7"/>'


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
    kept = [f"{KEEP}{side}" for side in sides]
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


def _row(
    cells: Sequence[str], widths: list[int], style: str, more: list[str], header: str = "", shade: str = ""
) -> str:
    inner = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{paragraph(style, cell, own)}</w:tc>'
        for cell, width, own in zip(cells, widths, more, strict=True)
    ]
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(inner)}</w:tr>"
