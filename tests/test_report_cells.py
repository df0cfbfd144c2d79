"""Lines of a report in the cells of a terminal: what is wrapped and what a window shows."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from kzcli.reports.cells import width_of, window, wrap


@pytest.mark.parametrize(
    "text", ["", "one", "a few words to wrap", "averyveryverylongword and 中国は最大の貿易相手国 end", "e\u0301" * 30]
)
@pytest.mark.parametrize("first", [0, 5, 9, 14])
@pytest.mark.parametrize("hang", [0, 3, 6])
def test_wrapping_loses_nothing(text: str, first: int, hang: int) -> None:
    lines = wrap(text, 10, first, hang)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line) + (hang if index else first) <= 10 for index, line in enumerate(lines) if line)
    assert all(lines[1:])


def test_a_window_shows_the_words_whatever_is_around_them() -> None:
    parts = ["ab ", "中国", "e\u0301", "\t", "\u202e", "👨‍👩‍👧", "x" * 9, "Қ", " "]
    for index in range(200):
        line = "".join(parts[(index * 7 + step * step) % len(parts)] for step in range(index % 40)) + "WORDS"
        start = len(line) - 5
        line += "".join(parts[(index * 5 + step * 3) % len(parts)] for step in range(index % 33))
        for room in (12, 14, 30, 60):
            for encoding in ("utf-8", "ascii"):
                shown = window(line, start, start + 5, room, encoding)
                assert cell_len(shown.text) <= room
                assert shown.across == 5
                assert cell_len(shown.text[: shown.text.index("WORDS")]) == shown.before
