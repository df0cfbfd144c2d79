"""What `kzcli check` writes: for people, for editors, and for programs, whose own schemas read it."""

from __future__ import annotations

import itertools
import json
import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from conftest import ROOT
from rich.cells import cell_len

from kzcli.checking import Checked, check_file
from kzcli.findings import Edit, Finding
from kzcli.reports import REPORTS, ReportLook, counts, load_report
from kzcli.reports.cells import width_of, window, wrap
from kzcli.reports.records import findings_schema
from kzcli.source import SourceFile

DATA = ROOT / "tests" / "data"
GOLDEN = ROOT / "tests" / "golden"

TEXT = """\
format = 1
as_of = 2020-05-28
title = "Trade, \\"quoted\\""
authors = [{ name = "A. Author" }]

[summary]
bottom_line = "Trade reached $3.4 billion in 2018, more than six times the US total with Uzbekistan, and it could well grow further if the two governments would hold a summit in the Kazakh capital.[^trade-2018]"
points = ["Қазақстан мен АҚШ", "中国は最大の貿易相手国 of Kazakhstan\tsince 2010", "cafe\u0301 \u202eevil\u202c end"]

[[claims]]
id = "trade-2018"
text = \"\"\"
The two countries traded
a lot
in 2018.\"\"\"
goals = ["mobility", "mobility"]

[[exceptions]]
code = "KZ306"
"""
LINES = TEXT.split("\n")


def finding(words: str, code: str = "KZ901", severity: Any = "error", last: str | None = None, **more: Any) -> Finding:
    """A finding about the first place where words stand in the text, or what is from there to the last words."""
    start = TEXT.index(words)
    end = TEXT.index(last, start) + len(last) if last else start + len(words)
    places = [(TEXT.count("\n", 0, at) + 1, at - TEXT.rfind("\n", 0, at)) for at in (start, end)]
    made = Finding(code, severity, "briefs/mine.toml", *places[0], *places[1], "a message", "a help", "", None, "title")
    return made._replace(**more)


def plain_findings() -> tuple[Finding, ...]:
    cut = TEXT.index(', "mobility"]')
    return (
        finding(
            '\\"quoted\\"',
            "KZ902",
            "note",
            message="the title has a word in quotation marks that nobody is quoted with",
            help="",
        ),
        finding(
            "$3.4 billion",
            message="the text says $3.4 billion, claim trade-2018 says 2,100,000,000 USD",
            help="write $2.1 billion, or correct the claim's quantity (line 12)",
            id="trade-2018",
        ),
        finding("summit", severity="warning", message="a word far to the right of a long line", help="look for it"),
        finding("[^trade-2018]", severity="note", message="words at the very end of a long line", help="look for it"),
        finding("Қазақстан", severity="warning", message="Kazakh letters", id="trade-2018"),
        finding("of Kazakhstan", message="after wide characters"),
        finding("since", message="after a tab"),
        finding("end", message="after a combining character and two that reorder a line"),
        finding('"""', last='2018."""', message="several lines are meant, so the first and the last are shown"),
        finding(
            '"mobility"]',
            last='"mobility"',
            message="'mobility' is listed twice",
            help="take the second one out",
            edit=Edit(cut, cut + len(', "mobility"'), ""),
        ),
        finding(
            '"KZ306"',
            severity="warning",
            message="it was looked at",
            let_stand="The only source there is: nobody else has counted.",
        ),
    )


def checked(*findings: Finding, name: str = "briefs/mine.toml", text: str = TEXT) -> Checked:
    return Checked(name, text, tuple(one._replace(path=name) for one in findings))


def made(name: str, *results: Checked, **look: Any) -> str:
    return "".join(load_report(name)(results, ReportLook(**look)))


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


HOSTILE = "a\x1b]0;title\x07\x9b31m\u202e%,:\r\n::error::x\udcff\ufffe\x00'\"<&>]]>{0}\u2028"


def hostile() -> Checked:
    text = f'id = "{HOSTILE.replace(chr(10), "")}"\n'
    one = Finding(
        "KZ901", "error", HOSTILE, 1, 7, 1, len(text) - 1, HOSTILE, HOSTILE, HOSTILE, None, HOSTILE, Edit(6, 9, HOSTILE)
    )
    return Checked(
        HOSTILE, text, (one, one._replace(let_stand=HOSTILE, line=9, end_line=9), one._replace(code="KZ000"))
    )


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


def test_concise_lines_are_what_editors_read() -> None:
    lines = made("concise", checked(*plain_findings())).splitlines()
    assert len(lines) == len(plain_findings())
    for line, one in zip(lines, plain_findings(), strict=True):
        match = re.fullmatch(r"(.+?):(\d+):(\d+): (KZ\d{3}) (error|warning|note) (.+)", line)
        assert match
        assert (match[1], int(match[2]), int(match[3])) == (one.path, one.line, one.column)
    assert " error [*] 'mobility' is listed twice" in lines[9]


@pytest.mark.parametrize("make", [lambda: checked(*plain_findings()), hostile])
def test_json_keeps_to_its_schema_and_jsonl_says_the_same(make: Callable[[], Checked]) -> None:
    data = json.loads(made("json", make(), make()))
    schema = findings_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)
    assert [json.loads(line) for line in made("jsonl", make(), make()).splitlines()] == data
    assert [one["message"] for one in data] == [one.message for one in make().findings] * 2
    assert json.loads(made("json", make(), make(), encoding="ascii")) == data


def test_the_published_schema_is_of_today() -> None:
    assert json.loads((ROOT / "schema" / "findings.schema.json").read_text("utf-8")) == findings_schema()


def test_a_fix_in_json_says_what_to_put_where() -> None:
    data = json.loads(made("json", checked(*plain_findings())))
    (fix,) = [one["fix"] for one in data if one["fix"]]
    line = LINES[fix["start_line"] - 1]
    assert fix["start_line"] == fix["end_line"]
    assert line[: fix["start_column"] - 1] + fix["text"] + line[fix["end_column"] - 1 :] == 'goals = ["mobility"]'


def test_without_findings_there_is_an_empty_list() -> None:
    assert made("json", checked()) == "[]\n"
    assert made("json") == "[]\n"
    assert {made(name, checked()) for name in ("text", "concise", "jsonl", "github")} == {""}


def sarif(*results: Checked, **look: Any) -> Any:
    data = json.loads(made("sarif", *results, **look))
    schema = json.loads((DATA / "sarif-2.1.0.json").read_text("utf-8"))
    jsonschema.validate(data, schema, format_checker=jsonschema.FormatChecker())
    (run,) = data["runs"]
    return run


@pytest.mark.parametrize("results", [(), (checked(),), (checked(*plain_findings()), checked()), (hostile(),)])
def test_sarif_keeps_to_the_schema_of_oasis(results: tuple[Checked, ...]) -> None:
    run = sarif(*results)
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == sum(len(one.findings) for one in results)
    for one in run["results"]:
        if "ruleIndex" in one:
            assert rules[one["ruleIndex"]]["id"] == one["ruleId"]


def test_sarif_says_where_what_is_let_stand_and_how_to_mend_it() -> None:
    results = sarif(checked(*plain_findings()))["results"]
    place = results[1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "briefs/mine.toml", "uriBaseId": "%SRCROOT%"}
    region = place["region"]
    assert LINES[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == "$3.4 billion"
    assert [one.get("suppressions") for one in results[-2:]] == [
        None,
        [{"kind": "inSource", "justification": "The only source there is: nobody else has counted."}],
    ]
    (fix,) = results[-2]["fixes"]
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    assert "insertedContent" not in replacement
    deleted = replacement["deletedRegion"]
    assert LINES[deleted["startLine"] - 1][deleted["startColumn"] - 1 : deleted["endColumn"] - 1] == ', "mobility"'


def test_sarif_has_the_addresses_of_files_whatever_they_are_called(tmp_path: Path) -> None:
    def address(name: str, **look: Any) -> dict[str, str]:
        (one,) = sarif(checked(finding("trade"), name=name), **look)["results"]
        place: dict[str, str] = one["locations"][0]["physicalLocation"]["artifactLocation"]
        return place

    name = "a b/қ%3A#?:\udcff.toml"
    found = address(str(tmp_path / name), root=str(tmp_path))
    assert found["uriBaseId"] == "%SRCROOT%"
    assert unquote_to_bytes(found["uri"]) == os.fsencode(name)
    assert set(found["uri"]) <= set("abcdefghijklmnopqrstuvwxyzABCDEF0123456789/%.")
    assert address(str(tmp_path / "x y.toml"), root=str(tmp_path / "elsewhere")) == {
        "uri": f"{tmp_path.as_uri()}/x%20y.toml"
    }
    assert address("../x.toml", root=os.path.dirname(os.getcwd()))["uri"] == "x.toml"


def test_braces_in_a_sarif_message_are_no_placeholders() -> None:
    (one,) = sarif(checked(finding("trade", message="a {0} is meant", help="")))["results"]
    assert one["message"]["text"] == "a {{0}} is meant"


def test_github_reads_commands_with_nothing_loose_in_them() -> None:
    lines = made("github", checked(*plain_findings(), name="a:b,c%.toml")).splitlines()
    assert len(lines) == len(plain_findings()) - 1
    assert lines[1] == (
        "::error file=a%3Ab%2Cc%25.toml,line=7,endLine=7,title=KZ901 needless-exception,col=30,endColumn=42"
        "::the text says $3.4 billion, claim trade-2018 says 2,100,000,000 USD"
        "%0Ahelp: write $2.1 billion, or correct the claim's quantity (line 12)"
    )
    assert lines[0].startswith("::notice ")
    assert "col=" not in lines[8]
    (first, _) = made("github", hostile()).splitlines()
    empty, command, _ = first.split("::", 2)  # as GitHub does
    assert (empty, command[:13]) == ("", "error file=a\u241b")
    assert command.endswith(",title=KZ901 needless-exception,col=7,endColumn=52")


@pytest.mark.parametrize("results", [(), (checked(),), (checked(*plain_findings()), checked()), (hostile(),)])
def test_junit_keeps_to_the_schema_that_jenkins_reads_by(results: tuple[Checked, ...]) -> None:
    from lxml import etree  # type: ignore[import-untyped] # no stubs are installed for one test

    schema = etree.XMLSchema(etree.parse(DATA / "junit-10.xsd"))
    for encoding in ("utf-8", "ascii"):
        schema.assertValid(etree.fromstring(made("junit", *results, encoding=encoding).encode()))


def test_junit_has_a_suite_a_file_and_a_case_a_finding() -> None:
    root = ET.fromstring(made("junit", checked(*plain_findings()), checked(name="b.toml")))  # noqa: S314 (our own)
    first, second = root
    assert first.attrib == {"name": "briefs/mine.toml", "tests": "11", "failures": "10", "errors": "0", "skipped": "1"}
    assert [len(case) for case in first] == [1] * 11
    assert len({case.attrib["name"] for case in first}) == 11
    failure = first[1][0]
    assert failure.attrib["message"] == plain_findings()[1].message
    assert (failure.text or "").startswith("briefs/mine.toml:7:30: KZ901 error the text says")
    assert first[10][0].attrib["message"] == "let stand: The only source there is: nobody else has counted."
    assert [case.attrib["name"] for case in second] == ["nothing found"]
    assert second[0].find("failure") is None


def test_a_real_file_in_every_format() -> None:
    file = SourceFile("x.toml", b'\xef\xbb\xbfid = "a"\r\nid = "b\r\nformat = \xff\r\n', None)
    result = check_file(file, date(2026, 11, 24))
    assert result.findings
    for name in REPORTS:
        assert "KZ101" in made(name, result)
    sarif(result)


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
