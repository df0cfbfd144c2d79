"""What a hostile brief, or one in another script, must not make `kzcli check` do."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from test_check import BASE

from kzcli.checking import check

if TYPE_CHECKING:
    from kzcli.findings import Finding

TITLE = 'title = "A second bridge for Riverton"'


def acting(title: str, language: str = "en") -> list[Finding]:
    made = BASE.replace(TITLE, f'title = "{title}"').replace('language = "en"', f'language = "{language}"')
    return [one for one in check(made.encode()) if one.code == "KZ108"]


@pytest.mark.parametrize(
    ("title", "language", "found"),
    [
        ("A\u200e bridge", "en", 1),
        ("A\u200e \u05d2\u05e9\u05e8", "en", 0),
        ("\u062c\u0633\u0631\u061c 5\u200f", "en", 0),
        ("A\u200f bridge", "ar", 0),
        ("A\u200f bridge", "kk-Arab", 0),
        ("A\u202e \u05d2\u05e9\u05e8", "he", 1),
        ("A\u2067 \u05d2\u05e9\u05e8\u2069", "he", 2),
    ],
)
def test_marks_of_direction_may_stand_in_text_that_is_written_from_right_to_left(
    title: str, language: str, found: int
) -> None:
    assert len(acting(title, language)) == found


@pytest.mark.parametrize("key", ["url", "text"])
def test_an_address_is_not_mended_by_taking_characters_out(key: str) -> None:
    old = '[[sources]]\nid = "count"\n'
    assert old in BASE
    made = BASE.replace(old, f'{old}{key} = "https://example.org/a\u200eb"\n')
    (found,) = (one for one in check(made.encode()) if one.code == "KZ108")
    assert found.edit is None


def test_one_long_line_is_recovered_in_no_time() -> None:
    broken = "x = [" + "{a=1,b=2}," * 20_000 + "]\nid = \n"
    begun = time.process_time()
    found = check(f"{broken}{BASE}".encode())
    assert "KZ102" in {one.code for one in found}
    assert time.process_time() - begun < 4
