"""For people: each finding with its message, its place, the words that are meant, and how to mend them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kzcli.clean import clean, fit
from kzcli.reports.cells import Window, window, wrap
from kzcli.rules import all_rules

if TYPE_CHECKING:
    from kzcli.checking import Checked
    from kzcli.findings import Finding, Severity
    from kzcli.reports import ReportLook

BOLD, DIM, RED, YELLOW, CYAN = "1", "2", "31", "33", "36"
_COLORS: dict[Severity, str] = {"error": RED, "warning": YELLOW, "note": CYAN}
_HANG = "      "
"""What stands before the further lines of a message and of help: as wide as a code, and as `help:`, with a space."""


def report(results: Iterable[Checked], look: ReportLook) -> Iterator[str]:
    """The findings one below the other, an empty line between them; nothing where there are none."""
    writer = _Writer(look)
    between = ""
    for result in results:
        lines = result.text.split("\n")
        for finding in result.findings:
            told = writer.briefly(finding) if finding.let_stand is not None else writer.fully(finding, lines)
            yield between + "".join(f"{line}\n" for line in told)
            between = "\n"


class _Writer:
    """Lays findings out as lines."""

    def __init__(self, look: ReportLook) -> None:
        self._look = look
        self._down = "│" if fit("│", look.encoding) == "│" else "|"

    def fully(self, finding: Finding, lines: Sequence[str]) -> Iterator[str]:
        """A finding that somebody is to mend."""
        color = _COLORS[finding.severity]
        gutter = len(str(finding.end_line))
        yield from self._head(finding, color)
        id = f"  {self._paint(self._shown(finding.id), CYAN)}" if finding.id else ""
        yield f"{self._paint('-->'.rjust(gutter + 3), DIM)} {self._place(finding)}{id}"
        yield from self._frame(finding, lines, gutter, color)
        if finding.help:
            yield from self._hang("help: ", self._shown(finding.help))

    def briefly(self, finding: Finding) -> Iterator[str]:
        """A finding that an exception lets stand."""
        for line in (
            *self._head(finding),
            f"  --> {self._place(finding)}{'  ' if finding.id else ''}{self._shown(finding.id)}",
            *self._hang("let stand: ", self._shown(finding.let_stand or "")),
        ):
            yield self._paint(line, DIM)

    def _head(self, finding: Finding, color: str = "") -> Iterator[str]:
        """The code, the severity and the message; without a colour, not painted at all."""
        mark = " [*]" if finding.edit and color else ""
        label = f"{finding.code} {finding.severity}{mark}: "
        painted = label
        if color:
            painted = f"{self._paint(finding.code, BOLD)} {self._paint(finding.severity, color)}{mark}: "
        return self._hang(label, self._shown(finding.message), painted)

    def _frame(self, finding: Finding, lines: Sequence[str], gutter: int, color: str) -> Iterator[str]:
        """The line with carets under the words that are meant; of several lines, the first and the last."""
        last, after = finding.end_line, finding.end_column - 1
        if last > finding.line and after == 0:  # it ends with the line before
            last -= 1
            after = len(lines[last - 1]) if last <= len(lines) else 0
        blank, room = " " * gutter, self._look.width - gutter - 3
        for number in sorted({finding.line, last}):
            if not 0 < number <= len(lines):
                continue
            line = lines[number - 1]
            start = finding.column - 1 if number == finding.line else len(line) - len(line.lstrip())
            end = after if number == last else len(line)
            shown = window(line, *_within(line, start, end), room, self._look.encoding)
            if number > finding.line + 1:
                yield self._paint(fit(f"{blank} …", self._look.encoding), DIM)
            yield f"{self._paint(f'{number:>{gutter}} {self._down}', DIM)} {shown.text}".rstrip()
            carets = self._carets(finding, shown, room) if number == last else " " * shown.before + "^" * shown.across
            yield f"{self._paint(f'{blank} {self._down}', DIM)} {self._paint(carets, color)}"

    def _carets(self, finding: Finding, shown: Window, room: int) -> str:
        """Carets, with the rule's name, which says in two or three words what is wrong, where there is room for it."""
        rule = all_rules().get(finding.code)
        before, carets, name = shown.before, "^" * shown.across, rule.name if rule else ""
        if before + shown.across + 1 + len(name) <= room:
            return f"{' ' * before}{carets} {name}".rstrip()
        return f"{f'{name} ':>{before}}{carets}" if len(name) < before else f"{' ' * before}{carets}"

    def _place(self, finding: Finding) -> str:
        return f"{self._shown(finding.path)}:{finding.line}:{finding.column}"

    def _hang(self, label: str, text: str, painted: str = "") -> Iterator[str]:
        """A wrapped text after its label, which may be painted; the other lines are indented."""
        first, *others = wrap(text, self._look.width, len(label), len(_HANG))
        yield f"{painted or label}{first}".rstrip()
        yield from (f"{_HANG}{line}" for line in others)

    def _shown(self, text: str) -> str:
        return fit(clean(text), self._look.encoding)

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._look.color and text else text


def _within(line: str, start: int, end: int) -> tuple[int, int]:
    """Offsets that are in the line, whatever a finding says."""
    start = min(max(start, 0), len(line))
    return start, min(max(end, start), len(line))
