"""Mending changes what was found and not one byte else, and proves it before anything is written."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from briefs import briefs
from conftest import BRIEF, run_kzcli
from hypothesis import given
from hypothesis import strategies as st

from kzcli.checking import check_file
from kzcli.findings import Finding
from kzcli.mending import UnmendableError, mend
from kzcli.source import SourceFile

TODAY = date(2026, 11, 24)


def mendable(data: bytes) -> list[Finding]:
    return [one for one in check_file(SourceFile("a.toml", data, None), TODAY).findings if one.edit]


def mended(data: bytes) -> bytes:
    return mend(SourceFile("a.toml", data, None), mendable(data))[0]


@given(briefs(), st.booleans(), st.booleans())
def test_what_was_planted_in_any_brief_is_taken_out_and_nothing_else(
    brief: dict[str, Any], mark: bool, crlf: bool
) -> None:
    """Whatever the texts are, with comments between, a byte order mark, and either kind of line end."""
    # What is planted must be all that can be mended.
    plain = tomli_w.dumps(brief).replace("\r", "")
    if mendable(plain.encode()):
        return
    lines = plain.split("\n")
    recommendation = next(index for index, line in enumerate(lines) if line.startswith("[[recommendations]]"))
    sound = [*lines[: recommendation + 1], 'goals = ["x"] # why', "# a comment", *lines[recommendation + 1 :]]
    goal = brief["goals"][0]["id"]
    sound_text = "\n".join(line for line in sound if not line.startswith("goals = [") or "why" in line)
    if "\ngoals = [\n" in plain:
        return
    wanted = sound_text.replace('goals = ["x"]', f'goals = ["{goal}"]')
    planted = sound_text.replace('goals = ["x"]', f'goals = ["{goal}", "{goal}"]')
    end = "\r\n" if crlf else "\n"
    before, after = ((b"\xef\xbb\xbf" if mark else b"") + one.replace("\n", end).encode() for one in (planted, wanted))
    assert mended(before) == after


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ('["afghan-stability", "afghan-stability"]', '["afghan-stability"]'),
        (
            '["afghan-stability", "us-investment", "afghan-stability"] # both',
            '["afghan-stability", "us-investment"] # both',
        ),
        (
            '[\n  "afghan-stability", # one\n  "afghan-stability",\n  "us-investment",\n]',
            '[\n  "afghan-stability", # one\n  "us-investment",\n]',
        ),
        ('[\n  "afghan-stability",\n  "afghan-stability"\n]', '[\n  "afghan-stability"\n]'),
    ],
)
def test_an_entry_of_a_list_goes_with_its_comma(written: str, left: str) -> None:
    text = BRIEF.read_text("utf-8")
    old = 'goals = ["afghan-stability", "counter-terrorism"]'
    assert text.count(old) == 1
    assert mended(text.replace(old, f"goals = {written}").encode()).decode() == text.replace(old, f"goals = {left}")


@pytest.mark.parametrize("mark", ['"', "'", '"""', "'''"])
def test_quotation_marks_around_a_date_are_taken_off(mark: str) -> None:
    text = BRIEF.read_text("utf-8")
    assert mended(text.replace("as_of = 2020-05-28", f"as_of = {mark}2020-05-28{mark}").encode()).decode() == text


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("one\u2028two", "one two"),
        ("one\\u0085two", "one two"),
        ("one\\u2029two\\u000Bthree", "one two three"),
        ("one \u2029two", "one two"),
        ("one\u202e\u2028\u202etwo", "one two"),
        ("\u2028one two\u2028", "one two"),
        ("one\u202etwo", "onetwo"),
    ],
)
def test_what_breaks_lines_or_words_leaves_a_blank(written: str, left: str) -> None:
    text = BRIEF.read_text("utf-8")
    old = next(line for line in text.split("\n") if line.startswith("title = "))
    planted, wanted = (text.replace(old, f'title = "{title}"', 1) for title in (written, left))
    assert mended(planted.encode()).decode() == wanted


def test_one_edit_that_does_not_hold_keeps_few_others_back_in_a_file_that_is_slow_to_prove() -> None:
    text = BRIEF.read_text("utf-8")
    twice = 'goals = ["afghan-stability", "counter-terrorism"' + ', "afghan-stability"' * 64 + "]"
    text = text.replace('goals = ["afghan-stability", "counter-terrorism"]', twice)
    text = text.replace("as_of = 2020-05-28", 'as_of = "2020-06-0\\u0031"') + "#" * 300_000
    assert len(mendable(text.encode())) >= 48


@pytest.mark.parametrize("written", ["\u202e", "\\u202e", "\\U0000202E", "\u202e\u202e"])
def test_characters_that_act_are_taken_out_however_they_are_written(written: str) -> None:
    text = BRIEF.read_text("utf-8")
    assert mended(text.replace("Stability in Afgh", f"Stability{written} in Afgh").encode()).decode() == text
    body = text.replace("have been on good terms", f"have been{written} on good terms")
    assert body != text
    assert mended(body.encode()).decode() == text


def test_a_file_that_would_mean_something_else_is_left_as_it_is() -> None:
    data = BRIEF.read_text("utf-8").replace("as_of = 2020-05-28", 'as_of = "2020-05-28"').encode()
    (finding,) = mendable(data)
    assert finding.edit is not None
    moved = finding._replace(edit=finding.edit._replace(text="2020-05-29"))
    with pytest.raises(UnmendableError, match="left as it is"):
        mend(SourceFile("a.toml", data, None), [moved])


def test_a_mended_file_is_what_it_was_planted_in() -> None:
    """All kinds of fault at once, so that edits must not disturb each other."""
    text = BRIEF.read_text("utf-8")
    planted = text.replace("as_of = 2020-05-28", 'as_of = "2020-05-28"')
    planted = planted.replace('goals = ["us-investment"]', 'goals = ["us-investment", "us-investment"]')
    planted = planted.replace("Stability in Afgh", "Stability\u202e in Afgh")
    planted = re.sub(r"(?m)^value = (\d[\d_]*)$", r'value = "\1"', planted)
    assert planted.count("\u202e") == 1
    assert mended(planted.encode()).decode() == text
    assert tomllib.loads(mended(planted.encode()).decode()) == tomllib.loads(text)


@pytest.mark.parametrize(
    "planted",
    [
        'as_of = "2020-13-41"',
        'as_of = "2020-06-0\\u0031"',
        'as_of = """\n2020-05-28"""',
        'as_of = "٢٠٢٠-05-28"',
        'as_of = "9999"',
    ],
)
def test_what_would_not_be_a_date_without_its_quotation_marks_is_left(planted: str) -> None:
    data = BRIEF.read_text("utf-8").replace("as_of = 2020-05-28", planted).encode()
    assert "KZ104" in {one.code for one in check_file(SourceFile("a.toml", data, None), TODAY).findings}
    assert mendable(data) == []


def test_nothing_is_mended_in_a_file_that_could_not_be_read_whole() -> None:
    text = BRIEF.read_text("utf-8").replace("as_of = 2020-05-28", 'as_of = "2020-05-28"')
    for broken in (text.encode() + b"# \xff\n", text.replace('language = "en"', "language = en").encode()):
        assert mendable(broken) == []


def test_a_cut_that_would_change_the_words_around_it_is_not_offered() -> None:
    """A line that ends with a backslash swallows the blanks that begin the next one."""
    data = BRIEF.read_text("utf-8").replace(
        "[[sections]]\n",
        '[[sections]]\nid = "joined"\ntitle = "T"\nbody = """\na \\\n   \u202d b"""\n\n[[sections]]\n',
        1,
    )
    assert mendable(data.encode()) == []


@pytest.mark.parametrize(
    "end",
    [
        "",
        "\n",
        "\n\n\n# Kept by hand.\n",
        '\n# Kept by hand.\n\n[[actors]]\nid = "x"\nname = "X"\nkind = "state"\n',
    ],
)
def test_a_table_goes_without_the_comments_after_it(end: str) -> None:
    text = BRIEF.read_text("utf-8")
    text = text[: text.index("# What `kzcli check` finds")]
    entry = '[[exceptions]]\ncode = "KZ301"\nid = "summit"\nreason = "It is not needed."'
    left = mended(f"{text}{entry}{end}".encode()).decode()
    assert left.startswith(text)
    assert "[[exceptions]]" not in left
    assert left.count("# Kept by hand.") == end.count("# Kept by hand.")
    assert left.count("[[actors]]") == text.count("[[actors]]") + end.count("[[actors]]")


@pytest.mark.parametrize(
    ("reason", "mendable_ones"),
    [('"It is #4." # about it', 0), ('"It is not needed."\n# why\nuntil = 2030-01-01', 0), ('"It is #4."', 1)],
)
def test_a_table_with_a_comment_in_it_is_left_to_a_person(reason: str, mendable_ones: int) -> None:
    text = BRIEF.read_text("utf-8")
    text = text[: text.index("# What `kzcli check` finds")]
    entry = f'[[exceptions]]\ncode = "KZ301"\nid = "summit"\nreason = {reason}\n'
    assert len(mendable(f"{text}{entry}".encode())) == mendable_ones


def test_an_inline_exception_is_taken_out_too() -> None:
    text = BRIEF.read_text("utf-8")
    text = text[: text.index("# What `kzcli check` finds")]
    entry = '{ code = "KZ301", id = "summit", reason = "It is not needed." }'
    for written, left in ((f"[{entry}]", "[]"), (f"[{entry}, {entry}]", "[]")):
        data = text.replace("format = 1", f"format = 1\nexceptions = {written}").encode()
        once = mended(data)
        assert mended(once).decode() == text.replace("format = 1", f"format = 1\nexceptions = {left}")


@pytest.mark.parametrize("escape", ["\\b", "\\f"])
def test_a_backslash_too_many_in_a_word_is_told_and_not_mended(escape: str, tmp_path: Path) -> None:
    text = BRIEF.read_text("utf-8").replace(
        'statement = "COVID-19 has', f'statement = "small{escape}irms, COVID-19 has'
    )
    path = tmp_path / "mine.toml"
    path.write_text(text, "utf-8")
    done = run_kzcli("check", str(path), "--fix", "--select", "KZ108")
    assert f"TOML reads {escape} as one character: take the backslash out" in done.stdout.decode()
    assert path.read_text("utf-8") == text
