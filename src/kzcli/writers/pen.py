"""The lines that panels are made of: text in the terminal's own sixteen colours, wrapped, never a word cut.

Text from a brief goes into `rich.text.Text` and never into markup strings, so nothing in it is a command to Rich.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text as RichText

from kzcli.clean import clean, fit
from kzcli.writers import between_marks, parted, with_addresses

if TYPE_CHECKING:
    from rich.console import Console

    from kzcli.page import Style, Text

Line = RichText
"""A line of a panel, or a part of one."""

NARROW = 50
"""Below this many columns frames give way to rules, and labels stand above what they label."""

LOOKS: dict[Style, str] = {
    "emphasis": "italic",
    "strong": "bold",
    "code": "",
    "link": "underline",
    "citation": "cyan",
    "id": "cyan",
    "break": "",
    "muted": "dim",
    "good": "green",
    "fair": "yellow",
    "poor": "red",
    "deleted": "red strike",
    "inserted": "bold green",
}


class Glyphs(NamedTuple):
    """The characters that are drawn with."""

    top_left: str
    top_right: str
    bottom_left: str
    bottom_right: str
    across: str
    down: str
    bullet: str
    bar: str
    quote: str
    point: str
    stretch: str
    later: str
    now: str
    fork: str
    last: str


UNICODE = Glyphs("╭", "╮", "╰", "╯", "─", "│", "•", "█", "│", "●", "━", "○", "┄", "├", "└")
ASCII = Glyphs("+", "+", "+", "+", "-", "|", "*", "#", "|", "*", "=", "o", "-", "+", "`")


class Pen:
    """Writes texts as lines.

    Args:
        console: what is written to; it knows of colour.
        encoding: what the terminal can show.
        numbers: the numbers of notes by the ids that are cited; of others the ids are shown.
    """

    def __init__(self, console: Console, encoding: str, numbers: Mapping[str, int]) -> None:
        self._console = console
        self._encoding = encoding
        self.numbers = numbers
        drawn = "".join(UNICODE)
        self.glyphs = UNICODE if fit(drawn, encoding) == drawn else ASCII

    def shown(self, text: str) -> str:
        """A text of one line without what could act on a terminal or what that cannot show."""
        return fit(clean(text), self._encoding)

    def line(self, text: Text) -> Line:
        """A text in its colours; without colour, with what these would have told."""
        line = Line()
        colored = not self._console.no_color
        for span in with_addresses(parted(text) if colored else text):
            looks = " ".join(LOOKS[style] for style in span.styles if LOOKS[style])
            if "break" in span.styles:
                line.append("\n")
            elif "citation" not in span.styles:
                shown = self.shown(span.text if colored else between_marks(span, span.text))
                line.append(f"`{shown}`" if "code" in span.styles else shown, looks or None)
            elif span.target in self.numbers:
                line.append(f"[{self.numbers[span.target]}]", "dim")
            else:
                if line.plain and not line.plain.endswith((" ", "(")):
                    line.append(" ")
                line.append(f"[{self.shown(span.target)}]", "cyan")
        return line

    def wrap(self, line: Line, width: int) -> list[Line]:
        """A line as several of so many columns at most."""
        if not line.plain:
            return [line]
        lines = list(line.wrap(self._console, max(1, width), overflow="fold"))
        for one in lines:
            one.rstrip()
        return lines

    def hang(self, mark: Line, line: Line, width: int) -> list[Line]:
        """Wrapped text with a mark before its first line; the others stand under the text."""
        return self.indent(self.wrap(line, width - mark.cell_len), mark)

    def run_in(self, label: Line, line: Line, width: int) -> list[Line]:
        """Wrapped text that begins with its label; the other lines are indented a little."""
        return self.indent(self.wrap(Line.assemble(label, ": ", line), width - 2), Line(), Line("  "))

    def indent(self, lines: list[Line], mark: Line, rest: Line | None = None) -> list[Line]:
        """Lines with a mark before the first; before the others another, blanks where none is given."""
        rest = Line(" " * mark.cell_len) if rest is None else rest
        return [Line.assemble(mark if index == 0 else rest, line) for index, line in enumerate(lines)]
