"""Panels for a terminal: frames, wrapped text, the terminal's own sixteen colours, never a word cut.

Everything becomes lines from `pen.py`, one Rich text each.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from rich.console import Console

from kzcli.clean import clean_lines
from kzcli.page import (
    Alignment,
    Bars,
    Block,
    Bullets,
    Callout,
    Card,
    Changed,
    Changes,
    Code,
    Divider,
    Fields,
    Heading,
    Labelled,
    Listing,
    Page,
    Paragraph,
    Quotation,
    Row,
    Table,
    Timeline,
    Tree,
)
from kzcli.writers.panels_drawings import bars, timeline, tree
from kzcli.writers.pen import NARROW, Line, Pen

_MARKED = {"+": "green", "-": "red", "~": "yellow", "=": "dim", "?": "yellow"}
"""The colours of what was added, removed, changed or renamed, or is in question."""

TIGHT = 10
"""Below this many columns nothing is indented any further."""


def write_panels(page: Page, width: int, *, color: bool, encoding: str = "utf-8") -> str:
    """The page as lines for a terminal.

    Args:
        page: what to show.
        width: how many columns a line may take.
        color: whether escape sequences for colour, bold and dim may be used.
        encoding: what the terminal can show; where it lacks the frames, they are drawn in ASCII.
    """
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        no_color=not color,
        _environ={},
    )
    numbers = {note.id: number for number, note in enumerate(page.notes, 1)} if page.numbered else {}
    writer = _Writer(Pen(console, encoding, numbers), page)
    lines = writer.stack(page.blocks, width, framed=not page.numbered)
    if page.numbered and page.notes:
        lines += [Line(), *writer.notes(width)]
    console.print(Line("\n").join(lines), soft_wrap=True)
    return out.getvalue()


def _card(block: Card | Callout) -> Card:
    """A box as a card: on a terminal both are panels."""
    return block if isinstance(block, Card) else Card(block.title, block.blocks, level=block.level)


class _Writer:
    """Lays blocks out as lines no wider than they may be."""

    def __init__(self, pen: Pen, page: Page) -> None:
        self._pen = pen
        self._page = page

    def stack(self, blocks: Iterable[Block], width: int, *, framed: bool = False) -> list[Line]:
        """Blocks one below the other, with an empty line where the eye needs one."""
        lines: list[Line] = []
        before: Block | None = None
        for block in blocks:
            boxed = isinstance(block, Card | Callout)
            made = self._lines(block, width, framed=framed)
            if not made:
                continue
            touching = framed and width >= NARROW and (isinstance(before, Card | Callout) or boxed)
            listed = isinstance(before, Paragraph) and isinstance(block, Bullets)
            if lines and not touching and not listed:
                lines.append(Line())
            lines += made
            before = block
        return lines

    def notes(self, width: int) -> list[Line]:
        """The notes of a page, numbered as its citations are."""
        lines = []
        for note in self._page.notes:
            mark = Line(f"[{self._pen.numbers[note.id]}] ", "dim")
            text = self._pen.line(note.text)
            text.append("  ")
            text.append(self._pen.line(note.mention))
            lines += self._pen.hang(mark, text, width)
        return lines

    def _title(self, card: Card) -> Line:
        number = "" if card.number is None else f"{card.number} {self._pen.shown('·')} "
        title = Line.assemble(number, self._pen.line(card.title))
        title.stylize("bold")
        return title

    def _framed(self, card: Card, width: int) -> list[Line]:
        glyphs = self._pen.glyphs
        title, id = self._title(card), Line(self._pen.shown(card.id), "cyan")
        if width < NARROW:
            head = Line.assemble(title, "  ", id) if card.id else title
            return [
                Line(glyphs.across * width, "dim"),
                *self._pen.wrap(head, width),
                *self.stack(card.blocks, width),
            ]
        inner = width - 4
        body = self.stack(card.blocks, inner)
        id_cells = id.cell_len + 2 if card.id else 0
        room = width - 6 - id_cells  # some frame must part the title from the id
        if title.cell_len + 2 > room:
            body = [*self._pen.wrap(title, inner), *body]
            title = Line()
        if id_cells > width - 4:
            body = [*self._pen.wrap(id, inner), *body]
            id, id_cells = Line(), 0
        shown = Line.assemble(" ", title, " ") if title.plain else Line()
        fill = width - 3 - shown.cell_len - id_cells - (1 if id_cells else 0)
        top = Line.assemble((f"{glyphs.top_left}{glyphs.across}", "dim"), shown, (glyphs.across * fill, "dim"))
        if id_cells:
            top = Line.assemble(top, " ", id, " ", (glyphs.across, "dim"))
        top.append(glyphs.top_right, "dim")
        side = Line(glyphs.down, "dim")
        lines = [top]
        for line in body:
            gap = " " * max(0, inner - line.cell_len)
            lines.append(Line.assemble(side, " ", line, gap, " ", side))
        bottom = f"{glyphs.bottom_left}{glyphs.across * (width - 2)}{glyphs.bottom_right}"
        return [*lines, Line(bottom, "dim")]

    def _lines(self, block: Block, width: int, *, framed: bool = False) -> list[Line]:
        match block:
            case Heading():
                line = self._pen.line(block.text)
                line.stylize("bold")
                return self._pen.wrap(line, width)
            case Paragraph():
                return self._pen.wrap(self._pen.line(block.text), width)
            case Bullets():
                return self._bullets(block, width)
            case Quotation():
                if width < TIGHT:
                    return self.stack(block.blocks, width)
                mark = Line(f"{self._pen.glyphs.quote} ", "dim")
                return self._pen.indent(self.stack(block.blocks, width - 2), mark, mark)
            case Code():
                lines = [
                    part
                    for line in clean_lines(block.text)
                    for part in self._pen.wrap(Line(self._pen.shown(line)), width - 4)
                ]
                return self._pen.indent(lines, Line("    "))
            case Divider():
                return [Line(self._pen.glyphs.across * min(width, 20), "dim")]
            case Table():
                return self._table(block, width)
            case Listing():
                return self._listing(block, width)
            case Fields():
                return self._fields(block, width)
            case Labelled():
                return [
                    *self._pen.wrap(Line(self._pen.shown(block.label), "bold"), width),
                    *self.stack(block.blocks, width),
                ]
            case Card() | Callout() if framed:
                return self._framed(_card(block), width)
            case Card() | Callout():
                block = _card(block)
                title = self._title(block)
                head = Line.assemble(title, "  ", (self._pen.shown(block.id), "cyan")) if block.id else title
                return [*self._pen.wrap(head, width), *self.stack(block.blocks, width)]
            case Bars():
                return bars(self._pen, block, width)
            case Timeline():
                return timeline(self._pen, block, width)
            case Changes():
                return [line for item in block.items for line in self._changed(item, width)]
            case Tree():
                return tree(self._pen, block, width)

    def _changed(self, item: Changed, width: int) -> list[Line]:
        head = Line.assemble((self._pen.shown(item.id), "cyan"), "  ", self._pen.line(item.text))
        head.rstrip()
        lines = self._pen.hang(Line(f"{item.mark} ", _MARKED[item.mark]), head, width)
        indent = Line(" " * (4 if width >= NARROW else 2))
        return lines + [line for text in item.details for line in self._pen.hang(indent, self._pen.line(text), width)]

    def _bullets(self, block: Bullets, width: int) -> list[Line]:
        if width < TIGHT:
            return [line for item in block.items for line in self.stack(item, width)]
        lines = []
        last = (block.first or 0) + len(block.items) - 1
        for number, item in enumerate(block.items, block.first or 0):
            numbered = f"{number}{' ' * (len(str(last)) - len(str(number)))}  "
            mark = Line(f"{self._pen.glyphs.bullet} " if block.first is None else numbered)
            lines += self._pen.indent(self.stack(item, width - mark.cell_len), mark)
        return lines

    def _fields(self, block: Fields, width: int) -> list[Line]:
        pairs = [(Line(label, "dim"), self._pen.line(text)) for label, text in block.pairs if text]
        if width < NARROW - 4:
            return [part for label, text in pairs for part in self._pen.run_in(label, text, width)]
        across = max((label.cell_len for label, _ in pairs), default=0) + 2
        lines = []
        for label, text in pairs:
            label.pad_right(across - label.cell_len)
            lines += self._pen.hang(label, text, width)
        return lines

    def _listing(self, block: Listing, width: int) -> list[Line]:
        lines: list[Line] = []
        for row in block.rows:
            lines += [*([Line()] if lines else []), *self._row(row, width)]
        return lines

    def _row(self, row: Row, width: int) -> list[Line]:
        id, main, *others = (self._pen.line(cell) for cell in row.cells)
        for other in others:
            if other.plain:
                id = Line.assemble(id, (self._pen.shown(" · "), "dim"), other)
        return [*self._pen.wrap(main, width), *self._pen.hang(Line("  "), id, width)]

    def _table(self, block: Table, width: int) -> list[Line]:
        """Columns side by side where they fit, else each row's cells below each other with their headings."""
        header = [self._pen.line(cell) for cell in block.header]
        for cell in header:
            cell.stylize("bold")
        rows = [[self._pen.line(cell) for cell in row] for row in block.rows]
        sizes = [max(cell.cell_len for cell in column) for column in zip(header, *rows, strict=True)]
        if sum(sizes) + 2 * (len(sizes) - 1) > width:
            lines: list[Line] = []
            for row in rows:
                pairs = [(head, cell) for head, cell in zip(header, row, strict=True) if cell.plain]
                made = [part for head, cell in pairs for part in self._pen.run_in(head, cell, width)]
                lines += [*([Line()] if lines else []), *made]
            return lines or [part for head in header for part in self._pen.wrap(head, width)]
        lines = []
        sides: list[Alignment] = list(block.aligned) or ["" for _ in sizes]
        for row in (header, *rows):
            cells = []
            for cell, size, side in zip(row, sizes, sides, strict=True):
                cell.align(side or "left", size)
                cell.pad_right(2)
                cells.append(cell)
            line = Line.assemble(*cells)
            line.rstrip()
            lines.append(line)
        return lines
