"""What `kzcli check` writes for people, and what holds of every format: nothing from a file acts or is lost."""

from __future__ import annotations

import itertools
import json
import os
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from conftest import GOLDEN
from reported import checked, finding, hostile, made, plain_findings
from rich.cells import cell_len

from kzcli.checking import Checked
from kzcli.findings import Edit
from kzcli.reports import REPORTS, ReportLook, counts, load_report


@pytest.mark.parametrize("name", [f"{format}-{width}" for format in ("text", "concise") for width in (80, 100)])
def test_what_people_read_is_what_somebody_has_looked_at(name: str) -> None:
    """To renew: RENEW_GOLDEN=1 pytest tests/test_reports.py, then read the difference in git."""
    format, _, width = name.partition("-")
    path = GOLDEN / f"check-{name}.txt"
    text = made(format, checked(*plain_findings()), width=int(width))
    if os.environ.get("RENEW_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_text("utf-8") == text


def frames(text: str) -> Iterator[tuple[str, str]]:
    """The lines of a file that a text shows, and the lines of carets under them."""
    for above, below in itertools.pairwise(text.split("\n")):
        if re.fullmatch(r" *[│|] ([a-z- ]* )?\^+( [a-z-]+)?", below):
            yield above, re.sub("[a-z-]", " ", below).rstrip()


def under_carets(above: str, below: str) -> str:
    """What stands above carets, measured as a terminal does."""
    start, end = cell_len(below[: below.index("^")]), cell_len(below)
    found = [index for index in range(len(above)) if start <= cell_len(above[:index]) < end]
    while found and found[-1] + 1 < len(above) and cell_len(above[: found[-1] + 2]) <= end:
        found.append(found[-1] + 1)
    return above[found[0] : found[-1] + 1]


@pytest.mark.parametrize("width", [20, 40, 80, 100])
def test_carets_stand_under_the_words_and_no_line_is_wider_than_it_may_be(width: int) -> None:
    text = made("text", checked(*plain_findings()), width=width)
    places = [line for line in text.split("\n") if "-->" in line]
    assert max(cell_len(line) for line in text.split("\n") if line not in places) <= width
    shown = [under_carets(*frame) for frame in frames(text)]
    whole = [one.replace("…", "") for one in shown]
    for words in ("$3.4 billion", "summit", "Қазақстан", "since", "end", '"mobility"'):
        assert any(words.startswith(one) and (one == words or width < 40) for one in whole if one), words


def test_without_unicode_everything_stays_in_its_place() -> None:
    text = made("text", checked(*plain_findings()), encoding="ascii")
    assert text.isascii()
    shown = [under_carets(*frame) for frame in frames(text)]
    assert r"\u049a\u0430\u0437" in text
    assert {"$3.4 billion", "summit", "since", "end"} <= set(shown)


def test_colours_are_few_and_say_what_the_words_say_too() -> None:
    colored = made("text", checked(*plain_findings()), color=True)
    assert re.sub("\x1b\\[[0-9]*m", "", colored) == made("text", checked(*plain_findings()))
    assert set(re.findall("\x1b\\[([0-9]*)m", colored)) == {"0", "1", "2", "31", "33", "36"}
    assert "\x1b[1mKZ901\x1b[0m \x1b[31merror\x1b[0m" in colored


def test_what_is_let_stand_is_told_in_brief_with_its_reason() -> None:
    one = finding("trade-2018", let_stand="The only one.", edit=Edit(0, 1, ""))
    text = made("text", checked(one))
    assert text.split("\n")[2] == "let stand: The only one."
    assert "[*]" not in text
    assert "^" not in text
    assert made("concise", checked(one)).endswith(" [let stand: The only one.]\n")
    assert json.loads(made("jsonl", checked(one)))["fix"] is None


def test_a_long_word_of_a_message_is_folded_and_stays_whole_when_it_is_joined() -> None:
    text = made("text", checked(finding("trade", message="x" * 200, help="y" * 200)), width=40)
    joined = re.sub("\n *", "", text)
    assert "x" * 200 in joined
    assert "y" * 200 in joined


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1251"])
def test_nothing_from_a_file_acts_on_the_terminal_or_fails_to_be_written(name: str, encoding: str) -> None:
    text = made(name, hostile(), encoding=encoding)
    text.encode(encoding)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe]", text)
    assert len([line for line in text.split("\n") if line.startswith("::error")]) == (2 if name == "github" else 0)


ORDERS = (
    "::stop-commands::t",
    "##[stop-commands]t",
    "###[error]",
    " ::error::x",
    "\u00a0::error::x",
    "x " * 40 + "::error::x",
)


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "github"])
@pytest.mark.parametrize("color", [False, True])
def test_in_a_log_of_github_nothing_is_a_command(name: str, color: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """What runs a step trims blanks before `::` and finds `##[` anywhere."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    results = [
        checked(
            finding("trade", message=order, help=order, id=order),
            finding("trade", message=order, let_stand=order),
            name=order,
            text=f"{order}\n" * 20,
        )
        for order in ORDERS
    ]
    text = made(name, *results, width=40, color=color)
    lines = [re.sub(r"\x1b\[[\d;]*m", "", line) for line in text.splitlines()]
    assert not [line for line in lines if line.lstrip().startswith("::") or "##[" in line]
    if name == "jsonl":
        assert {json.loads(line)["message"] for line in lines} == set(ORDERS)
    if name == "junit":
        assert {one.attrib["message"] for one in ET.fromstring(text).iter("failure")} == set(ORDERS)  # noqa: S314 (ours)
    if name in ("text", "concise"):
        assert "# #[stop-commands]t" in text


def test_elsewhere_text_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    assert "##[x] ::y" in made("text", checked(finding("trade", message="##[x] ::y")))


def test_a_name_that_begins_with_a_colon_begins_no_line() -> None:
    assert made("concise", checked(finding("trade"), name="::stop-commands::t")).startswith("./::stop-commands::t:")


@pytest.mark.parametrize("name", REPORTS)
def test_a_place_that_is_not_in_the_text_is_told_all_the_same(name: str) -> None:
    places = [(1, 1, 1, 1), (1, 99, 1, 100), (7, 1, 9, 1), (1, 3, 1, 2), (1, 4, 2, 1), (2, 1, 2, 2)]
    for text in ("abc\n", ""):
        findings = [finding("trade")._replace(line=a, column=b, end_line=c, end_column=d) for a, b, c, d in places]
        assert made(name, checked(*findings, text=text))


def test_a_line_of_a_megabyte_takes_no_time() -> None:
    text = "x" * 500_000 + "words" + "ы" * 500_000
    one = finding("trade")._replace(line=1, column=500_001, end_line=1, end_column=500_006)
    shown = made("text", checked(*[one] * 300, text=text))
    assert under_carets(*next(frames(shown))) == "words"


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_written_while_the_files_are_still_being_checked(name: str) -> None:
    """So it takes no more memory for more files."""
    asked = []

    def results() -> Iterator[Checked]:
        for index in range(3):
            asked.append(index)
            yield checked(finding("trade"), name=f"{index}.toml")

    pieces = load_report(name)(results(), ReportLook())
    seen = ""
    while "0.toml" not in seen:
        seen += next(pieces)
    assert asked == [0]
    assert "2.toml" in "".join(pieces)


def test_a_run_is_told_in_a_line() -> None:
    assert counts({}, 1, 0, 0) == "nothing found in 1 file"
    assert counts({"error": 2}, 2, 0, 0) == "2 errors in 2 files"
    assert counts({"note": 1, "error": 1}, 0, 0, 1) == "1 error and 1 note in 0 files; 1 can be mended with --fix"
    assert (
        counts({"note": 2, "warning": 1, "error": 3000}, 2, 1, 2)
        == "3,000 errors, 1 warning and 2 notes in 2 files; 1 let stand; 2 can be mended with --fix"
    )


def test_every_format_says_who_wants_it() -> None:
    for name, entry in REPORTS.items():
        assert entry.help
        assert callable(load_report(name))
