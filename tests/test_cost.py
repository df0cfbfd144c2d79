"""Whatever stands in a file, to check it takes time that grows no faster than its length.

Each of these files once took longer than half a minute, or would have at this size. One takes a quarter of a second now.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, clean_environment

from kzcli.english.amounts import MOST_NUMBERS, amounts
from kzcli.english.assertions import future, strong_words
from kzcli.prose import LONGEST, sentences
from kzcli.reports import cells
from kzcli.source import MAX_BYTES

BASE = (ROOT / "tests" / "rules" / "base.toml").read_text("utf-8")
BOTTOM_LINE = "The city council should build a second bridge, because the old one cannot carry the traffic.[^traffic]"
STATEMENT = "A second bridge would cost $90 million."
FORECAST = 'statement = "Traffic is likely to grow.'
BODY = "It is narrow."
CODES = " ".join(f"X{chr(65 + index % 26)}{chr(65 + index // 26)} is small." for index in range(300))
SECONDS = 10
"""Generous, for a busy machine; what is wrong takes minutes or hours."""

CASES = {
    "full stops": (BOTTOM_LINE, ".", "x "),
    "ellipses": (BOTTOM_LINE, "…", "x "),
    "initials": (BOTTOM_LINE, "A. ", ""),
    "abbreviations": (BOTTOM_LINE, "U.S. ", ""),
    "high confidence": (BOTTOM_LINE, "high confidence ", "likely"),
    "likely": (BOTTOM_LINE, "likely probable ", ""),
    "surely": (STATEMENT, "surely ", ""),
    "prove that": (STATEMENT, "prove that ", ""),
    "prove": (STATEMENT, "They prove that it is. ", ""),
    "no doubt": (STATEMENT, "no doubt no a b ", ""),
    "will": (STATEMENT, "that will go ", ""),
    "numbers": (STATEMENT, "1 ", ""),
    "forecasts": (FORECAST, "It may, and might. ", ""),
    "backticks": (BODY, "`", "a"),
    "fences": (BODY, "\n```a\n````b", ""),
    "cited costs": (BODY, "[^cost] cost $5 ", ""),
    "citing sentences": (BODY, "It would cost $5.[^cost] ", ""),
    "many numbers in many sentences": (BODY, f"{'1 ' * 49}a.[^traffic] ", ""),
    "long sentences of confidence": (BODY, f"{'likely high confidence ' * 80}. ", ""),
    "single letters": (BODY, "X ", CODES),
}


@pytest.mark.parametrize("name", CASES)
def test_a_large_file_is_checked_in_no_time(name: str, tmp_path: Path) -> None:
    words, unit, end = CASES[name]
    assert BASE.count(words) == 1
    room = MAX_BYTES // 10 - len(BASE.encode()) - len(end) - 100
    begin = 'statement = "' if words == FORECAST else ""
    told = begin + unit * (room // len(unit.encode())) + end
    run(tmp_path, BASE.replace(words, told))


@pytest.mark.parametrize("letter", ["k", "é"])
def test_a_long_key_is_told_in_no_time(letter: str, tmp_path: Path) -> None:
    run(tmp_path, f'"{letter * 450_000}" = 1\n{BASE}')


def test_runs_of_backticks_of_all_lengths_are_read_in_no_time(tmp_path: Path) -> None:
    run(tmp_path, BASE.replace(BODY, " ".join("`" * count for count in range(1, 1_400))))


def run(folder: Path, text: str) -> None:
    path = folder / "brief.toml"
    path.write_text(text, encoding="utf-8")
    assert len(text.encode()) <= MAX_BYTES
    command = [sys.executable, "-m", "kzcli", "check", "--format", "text", str(path)]
    done = subprocess.run(command, capture_output=True, env=clean_environment(), timeout=SECONDS, check=False)
    assert done.returncode in (0, 1), done.stderr[-500:]


def test_a_word_is_measured_once_however_often_it_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    measure = cells._cells  # noqa: SLF001 (all that measures goes through it)

    def counted(text: str) -> tuple[list[int], list[int]]:
        asked.append(len(text))
        return measure(text)

    monkeypatch.setattr(cells, "_cells", counted)
    lines = cells.wrap("x" * 10_000, 20)
    assert len(lines) == 500
    assert sum(asked) < 40_000


def test_a_sentence_longer_than_any_is_passed_over() -> None:
    sentence = "The count is sure. This proves that it is so."
    assert strong_words(sentence)
    assert not strong_words(f"{'x' * LONGEST}{sentence}")
    assert future("It will grow.", date(2020, 1, 1))
    assert not future(f"{'x' * LONGEST} It will grow.", date(2020, 1, 1))


def test_a_table_of_numbers_is_no_sentence() -> None:
    assert len(amounts("5 cars, " * MOST_NUMBERS)) == MOST_NUMBERS
    assert amounts("5 cars, " * (MOST_NUMBERS + 1)) == []


def test_each_citation_belongs_to_one_sentence() -> None:
    text = "[^a] First.[^b][^c] Second[^d] one. [^e] Third.\n\n[^f]\n\nFourth. [^g]"
    assert [one.cites for one in sentences(text, blocks=True)] == [("a", "b", "c"), ("d", "e"), ("f",), ("g",)]
