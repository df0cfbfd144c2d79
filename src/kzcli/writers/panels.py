"""Panels for a terminal: frames, wrapped text, the terminal's own sixteen colours, never a word cut.

Everything becomes lines from `pen.py`, one Rich text each.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from rich.console import Console
from rich.text import Text as Line

from kzcli.clean import clean_lines
from kzcli.page import (
    Alignment,
    Bars,
    Block,
    Branch,
    Bullets,
    Callout,
    Card,
    Changed,
    Changes,
    Code,
    Divider,
    Event,
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
from kzcli.writers import bar_scale
from kzcli.writers.pen import Pen

_MARKED = {"+": "green", "-": "red", "~": "yellow", "=": "dim", "?": "yellow"}
"""The colours of what was added, removed, changed or renamed, or is in question."""

NARROW = 50
"""Below this many columns frames give way to rules, and labels stand above what they label."""


TIGHT = 10
"""Below this many columns nothing is indented any further."""

_LEAST_ROOM = 24
"""So many columns are left to the branches of a tree, however deep they are."""


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
                return self._bars(block, width)
            case Timeline():
                return self._timeline(block, width)
            case Changes():
                return [line for item in block.items for line in self._changed(item, width)]
            case Tree():
                return [line for branch in block.branches for line in self._branch(branch, Line(), Line(), width)]

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

    def _bars(self, block: Bars, width: int) -> list[Line]:
        lines = self._pen.wrap(Line(self._pen.shown(block.unit or "other units"), "bold"), width)
        said = max(Line(bar.shown).cell_len for bar in block.bars)
        room = max(4, min(40, width - said - 6))
        scale = bar_scale(block)
        for bar, (start, length) in zip(block.bars, scale.bars, strict=True):
            date = self._pen.line(bar.date)
            label = Line.assemble(Line(self._pen.shown(bar.label)), ", " if date.plain else "", date)
            lines += self._pen.hang(Line("  "), Line.assemble(label, "  ", self._pen.line(bar.mention)), width)
            cells = round(room * length)
            drawn = self._pen.glyphs.bar * max(cells, 1 if bar.value else 0) if block.unit else ""
            if block.unit and scale.zero:
                drawn = self._at_zero(drawn, scale.zero, room, below=start < scale.zero)
            value = Line.assemble(drawn, " " if drawn else "", (self._pen.shown(bar.shown), "bold"))
            lines += self._pen.hang(Line("    "), value, width)
        return lines

    def _at_zero(self, drawn: str, zero: float, room: int, *, below: bool) -> str:
        """A bar on its side of the zero of a scale."""
        left = min(max(round(room * zero), 1), room - (zero < 1))
        bars = (drawn[:left], "") if below else ("", drawn[: room - left])
        return f"{bars[0].rjust(left)}{self._pen.glyphs.down}{bars[1]}"

    def _timeline(self, block: Timeline, width: int) -> list[Line]:
        dates = [self._pen.line(event.date) for event in block.events if event.mark != "now"]
        across = max((date.cell_len for date in dates), default=0) + 1
        lines = []
        for event in block.events:
            lines += self._event(event, 0 if width < NARROW else across, width)
        return lines

    def _event(self, event: Event, across: int, width: int) -> list[Line]:
        glyphs = self._pen.glyphs
        if event.mark == "now":
            text = Line.assemble(f"{glyphs.now * 2} ", self._pen.line(event.text), f" {glyphs.now * 2}")
            text.stylize("dim")
            return self._pen.hang(Line(" " * across), text, width)
        mark = {"point": glyphs.point, "stretch": glyphs.stretch, "later": glyphs.later}[event.mark]
        text = Line.assemble(self._pen.line(event.text), "  ", self._pen.line(event.mention))
        date = self._pen.line(event.date)
        if not across:
            return [Line.assemble(f"{mark} ", date), *self._pen.hang(Line("  "), text, width)]
        date.pad_right(across - date.cell_len)
        return self._pen.hang(Line.assemble(date, f"{mark} "), text, width)

    def _branch(self, branch: Branch, mark: Line, rest: Line, width: int, level: int = 0) -> list[Line]:
        """An entry of a tree with all under it.

        Args:
            branch: the entry.
            mark: what stands before its first line.
            rest: what stands before what is under it.
            width: how many columns a line may take.
            level: how deep it is; said in a number where the room is too narrow to stand further in.
        """
        down = f"{self._pen.glyphs.down}  "
        below = Line.assemble(rest, (down if branch.branches else "   ", "dim"))
        room = width - below.cell_len
        text, detail = self._pen.line(branch.text), self._pen.line(branch.detail)
        if rest.cell_len < 3 * level:
            text = Line.assemble((f"{level} ", "dim"), text)
        whole = Line.assemble(text, "  ", detail) if detail.plain else text
        if mark.cell_len + whole.cell_len <= width:
            said = [whole]
        else:
            head = [text] if mark.cell_len + text.cell_len <= width else self._pen.wrap(text, room)
            said = [*head, *(self._pen.wrap(detail, room) if detail.plain else ())]
        lines = self._pen.indent(said, mark, below)
        for index, one in enumerate(branch.branches, 1):
            last = index == len(branch.branches)
            drawn = f"{self._pen.glyphs.last if last else self._pen.glyphs.fork}{self._pen.glyphs.across} "
            inner = Line.assemble(rest, ("   " if last else down, "dim"))
            deeper = inner if width - inner.cell_len >= _LEAST_ROOM else rest
            lines += self._branch(one, Line.assemble(rest, (drawn, "dim")), deeper, width, level + 1)
        return lines
