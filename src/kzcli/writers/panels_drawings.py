"""What panels draw on a terminal: bars, a line of events, and trees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.writers import bar_scale
from kzcli.writers.pen import NARROW, Line

if TYPE_CHECKING:
    from kzcli.page import Bars, Branch, Event, Timeline, Tree
    from kzcli.writers.pen import Pen

_LEAST_ROOM = 24
"""So many columns are left to the branches of a tree, however deep they are."""


def bars(pen: Pen, block: Bars, width: int) -> list[Line]:
    """Bars to one scale, each under its label."""
    lines = pen.wrap(Line(pen.shown(block.unit or "other units"), "bold"), width)
    said = max(Line(bar.shown).cell_len for bar in block.bars)
    room = max(4, min(40, width - said - 6))
    scale = bar_scale(block)
    for bar, (start, length) in zip(block.bars, scale.bars, strict=True):
        date = pen.line(bar.date)
        label = Line.assemble(Line(pen.shown(bar.label)), ", " if date.plain else "", date)
        lines += pen.hang(Line("  "), Line.assemble(label, "  ", pen.line(bar.mention)), width)
        cells = round(room * length)
        drawn = pen.glyphs.bar * max(cells, 1 if length else 0)
        if scale.zero:
            drawn = _at_zero(pen, drawn, scale.zero, room, below=start < scale.zero)
        value = Line.assemble(drawn, " " if drawn else "", (pen.shown(bar.shown), "bold"))
        lines += pen.hang(Line("    "), value, width)
    return lines


def _at_zero(pen: Pen, drawn: str, zero: float, room: int, *, below: bool) -> str:
    """A bar on its side of the zero of a scale."""
    left = min(max(round(room * zero), 1), room - (zero < 1))
    low, high = (drawn[:left], "") if below else ("", drawn[: room - left])
    return f"{low.rjust(left)}{pen.glyphs.down}{high}"


def timeline(pen: Pen, block: Timeline, width: int) -> list[Line]:
    """Events below each other, their dates in a column of their own where there is room."""
    dates = [pen.line(event.date) for event in block.events if event.mark != "now"]
    across = max((date.cell_len for date in dates), default=0) + 1
    lines = []
    for event in block.events:
        lines += _event(pen, event, 0 if width < NARROW else across, width)
    return lines


def _event(pen: Pen, event: Event, across: int, width: int) -> list[Line]:
    glyphs = pen.glyphs
    if event.mark == "now":
        text = Line.assemble(f"{glyphs.now * 2} ", pen.line(event.text), f" {glyphs.now * 2}")
        text.stylize("dim")
        return pen.hang(Line(" " * across), text, width)
    mark = {"point": glyphs.point, "stretch": glyphs.stretch, "later": glyphs.later}[event.mark]
    text = Line.assemble(pen.line(event.text), "  ", pen.line(event.mention))
    date = pen.line(event.date)
    if not across:
        return [Line.assemble(f"{mark} ", date), *pen.hang(Line("  "), text, width)]
    date.pad_right(across - date.cell_len)
    return pen.hang(Line.assemble(date, f"{mark} "), text, width)


def tree(pen: Pen, block: Tree, width: int) -> list[Line]:
    """A tree, its branches drawn."""
    return [line for branch in block.branches for line in _branch(pen, branch, Line(), Line(), width)]


def _branch(pen: Pen, branch: Branch, mark: Line, rest: Line, width: int, level: int = 0) -> list[Line]:
    """An entry of a tree with all under it.

    Args:
        pen: what writes on the terminal.
        branch: the entry.
        mark: what stands before its first line.
        rest: what stands before what is under it.
        width: how many columns a line may take.
        level: how deep it is; said in a number where the room is too narrow to stand further in.
    """
    down = f"{pen.glyphs.down}  "
    below = Line.assemble(rest, (down if branch.branches else "   ", "dim"))
    room = width - below.cell_len
    text, detail = pen.line(branch.text), pen.line(branch.detail)
    if rest.cell_len < 3 * level:
        text = Line.assemble((f"{level} ", "dim"), text)
    whole = Line.assemble(text, "  ", detail) if detail.plain else text
    if mark.cell_len + whole.cell_len <= width:
        said = [whole]
    else:
        head = [text] if mark.cell_len + text.cell_len <= width else pen.wrap(text, room)
        said = [*head, *(pen.wrap(detail, room) if detail.plain else ())]
    lines = pen.indent(said, mark, below)
    for index, one in enumerate(branch.branches, 1):
        last = index == len(branch.branches)
        drawn = f"{pen.glyphs.last if last else pen.glyphs.fork}{pen.glyphs.across} "
        inner = Line.assemble(rest, ("   " if last else down, "dim"))
        deeper = inner if width - inner.cell_len >= _LEAST_ROOM else rest
        lines += _branch(pen, one, Line.assemble(rest, (drawn, "dim")), deeper, width, level + 1)
    return lines
