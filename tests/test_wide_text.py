"""Frames stay straight, and no letter is lost, around characters that are wide, combined or from right to left."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from briefs import toml

import kzcli
from kzcli.links import Links
from kzcli.views.summary import summary_page
from kzcli.writers.panels import write_panels

wcwidth = pytest.importorskip("wcwidth")
pyte = pytest.importorskip("pyte")

WIDE = {
    "CJK": "家庭と仕事 の 話",
    "Korean": "한국어 카자흐스탄",
    "combining marks": "e\u0301a\u0308o\u0302 q\u0323\u0307",
    "one long word of combining marks": "e\u0301a\u0308" * 50,
    "one long word of CJK": "家" * 70,
    "a joined emoji": "👩‍👩‍👧 family",
    "a flag": "🇰🇿 flag",
    "a skin tone": "👍🏽 well",
    "an emoji made of a letter": "❤\ufe0f heart",
    "Hebrew": "שלום עולם",
    "Arabic": "السلام عليكم",
    "Kazakh": "Қазақстан мен Ресей",
    "zero-width space and joiner": "a\u200bb c\u2060d",
    "a soft hyphen": "un\u00adseen",
}
AS_TERMINALS_COUNT = (
    "CJK",
    "Korean",
    "combining marks",
    "one long word of combining marks",
    "one long word of CJK",
    "Hebrew",
    "Arabic",
    "Kazakh",
)
"""What pyte counts as terminals do; it knows nothing of emoji that are joined."""


@cache
def panels(kind: str, width: int) -> list[str]:
    text = WIDE[kind]
    brief = {
        "format": 1,
        "id": "wide",
        "title": text,
        "as_of": date(2024, 1, 31),
        "summary": {"bottom_line": " ".join([text] * 7), "points": [text, f"**{text}** {text}"]},
        "goals": [{"id": "aim", "title": f"{text} {text} {text}", "statement": text}],
    }
    return write_panels(
        summary_page(Links(kzcli.load(toml(brief))), date(2024, 1, 31)), width, color=False
    ).splitlines()


@pytest.mark.parametrize("width", [24, 60, 80])
@pytest.mark.parametrize("kind", WIDE)
def test_no_line_is_wider_than_asked_and_every_frame_reaches_the_same_column(kind: str, width: int) -> None:
    lines = panels(kind, width)
    assert max(map(wcwidth.wcswidth, lines)) <= width
    assert {wcwidth.wcswidth(line) for line in lines if line.endswith(("│", "╮", "╯"))} <= {width}


@pytest.mark.parametrize("kind", AS_TERMINALS_COUNT)
def test_in_a_terminal_the_right_border_is_one_column(kind: str) -> None:
    lines = panels(kind, 60)
    screen = pyte.Screen(80, len(lines) + 1)
    pyte.Stream(screen).feed("\r\n".join(lines))
    framed = [row for row, line in enumerate(lines) if line[0] in "╭│╰"]
    assert len(framed) >= 8
    assert {screen.buffer[row][59].data for row in framed} == {"│", "╮", "╯"}
    assert {screen.buffer[row][column].data for row in framed for column in range(60, 80)} == {" "}


@pytest.mark.parametrize("width", [24, 60, 80])
@pytest.mark.parametrize("kind", WIDE)
def test_every_word_stays_whole_where_it_fits_and_every_letter_is_there(kind: str, width: int) -> None:
    letters = "".join("".join(panels(kind, width)).replace("│", "").split())
    shown = "\n".join(panels(kind, width))
    words = WIDE[kind].split()
    assert letters.count("".join(words)) >= 7 + 1
    for word in words:
        if wcwidth.wcswidth(word) <= width - 10:
            assert shown.count(word) == 1 + 7 + 1 + 2 + 3
