"""What is wrong in a file is said as people say it, with what to write instead."""

from __future__ import annotations

import pytest
from conftest import ROOT, run_kzcli
from test_model import problems

from kzcli.toml import TomlError, parse


@pytest.mark.parametrize(
    ("line", "found", "mend"),
    [
        ("as_of = 11/20/2026", "found 11/20/2026", "as_of = 2026-11-20"),
        ("date = 2026-03", "in quotation marks, found 2026-03", 'date = "2026-03"'),
        ("date = 2026-3-1", "found 2026-3-1", 'date = "2026-03-01"'),
        ("date = 20 November 2026", "found 20 November 2026", 'date = "2026-11-20"'),
        ("date = March 2026", "found March 2026", 'date = "2026-'),
        ('title = "No "lead" in"', "ends at its second quotation mark", 'write \\"'),
        ('points = ["No "lead" in"]', "ends at its second quotation mark", 'write \\"'),
        ("title = 'it's'", "ends at its second quotation mark", "double quotation marks"),
        ('points = ["a" "b"]', "expected a comma", "put a comma"),
        ('points = [\n"a"\n"b",\n]', "expected a comma", "put a comma"),
        ("quantity = { value = 1 unit = 2 }", "expected a comma", "put a comma"),
        ("[goals]\n[goals]", "[goals] is there already", "[[goals]]"),
        ('horizon: "near"', "found :", 'horizon = "near"'),
        ("value = 8,400", "found 8,400", "8_400"),
        ("quantity = { value = 1,008,400, unit = 2 }", "found 1,008,400", "1_008_400"),
        ("value = $5,200", "found $5,200", "5_200"),
        ("value = 70%", "found 70%", 'unit = "%"'),
        ("title = “Lead”", "curly quotation marks", '"Lead"'),
        ("title = Lead pipes", "without quotation marks", '"Lead pipes"'),
        ("title =", "the value is missing", "after ="),
        ('bottom line = "x"', "no spaces", "bottom_line"),
        ("a = 1\na = 2", "the key 'a' is there already", "take one"),
        ('title == "x"', "found two", "take one"),
        ('title = "C:\\q"', "backslash", "\\\\"),
        ("[[claims]\nx = 1", "header is not closed", "]]"),
        ("just words", "expected a key", "#"),
        ('a = "b" c', "found c", "a line of its own"),
    ],
)
def test_what_is_wrong_is_said_as_people_say_it_with_a_way_to_mend_it(line: str, found: str, mend: str) -> None:
    with pytest.raises(TomlError) as caught:
        parse(f"first = 1\n{line}\n")
    assert found in caught.value.message
    assert mend in caught.value.help


@pytest.mark.parametrize(
    ("old", "new", "mend"),
    [
        ("as_of = 2020-06-01", 'as_of = "2026-11-20"', "write it without quotation marks: 2026-11-20"),
        ('title = "Minutes of the council"', 'title = ""', "write it: title is"),
        ('confidence = "moderate"', 'confidence = "medium"', "write moderate"),
        ('likelihood = "likely"', 'likelihood = "30%"', "write unlikely, the word for 20-45 % (ICD 203)"),
        ('likelihood = "likely"', 'likelihood = "80 percent"', "write very-likely, the word for 80-95 % (ICD 203)"),
        ('likelihood = "likely"', 'likelihood = "Improbable"', "write unlikely, the word for 20-45 % (ICD 203)"),
        ('horizon = "long"', 'horizon = "soon"', "write near: within a year"),
        ('kind = "report"', 'kind = "newspaper"', "write article"),
        ('kind = "organisation"', 'kind = "country"', "write state"),
        ('status = "open"', 'status = "Done"', "write implemented"),
        ('response = "concurred"', "", "concurred, partly-concurred, did-not-concur, none"),
        ('sources = [{ id = "minutes" }]', 'sources = ["minutes"]', 'write { id = "minutes" }'),
        ('affiliation = "Institute for Cities" }]', 'affiliation = "Institute for Cities" }, "A."]', 'write { name = "A." }'),
        ('actor = "city"', 'actor = "City of Riverton"', "write its id: city"),
        ("value = 10_000", 'value = "10,000"', "write it without quotation marks: 10_000"),
    ],
)  # fmt: skip
def test_help_says_what_to_write(old: str, new: str, mend: str) -> None:
    base = (ROOT / "tests" / "rules" / "base.toml").read_text("utf-8")
    assert old in base
    (problem,) = problems(base.replace(old, new, 1).encode())
    assert mend in problem.help


def test_a_long_line_costs_no_more_than_a_short_one() -> None:
    for line in ("a = " + " " * 10**6 + "x,", f'a = "{"a" * 10**6}" :', f'"{"a" * 10**6}" : 1', "a = “" + " x" * 10**5):
        with pytest.raises(TomlError):
            parse(line)


def test_an_option_that_other_commands_have_is_told_of_with_these() -> None:
    done = run_kzcli("gaps", "--without", "trade-2018")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().endswith("help: summary, recommendations, claims and why have it\n")
    assert "help: did you mean --width?" in run_kzcli("gaps", "--widht", "80").stderr.decode()
