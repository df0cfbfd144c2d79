"""What `kzcli check` tells a newcomer is right when it is obeyed, and nothing follows from what it has told already."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from test_check import BASE, write

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

EXCEPTION = '\n[[exceptions]]\ncode = "{}"\nid = "bridge-plan"\nreason = "It was considered."\n'
LONG = BASE.replace('horizon = "long"\n', 'horizon = "long"\naction = """\nBuild it. It is narrow.\n"""\n').replace(
    'action = "Build a bridge beside the old one."\n', ""
)
"""A text of several lines stands before that of the section."""


def changed(*pairs: tuple[str, str], text: str = BASE) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def check(kzcli: Run, tmp_path: Path, text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(kzcli("check", str(write(tmp_path / "a.toml", text)), "--json").stdout)
    return found


def place(text: str, one: dict[str, Any]) -> str:
    line: str = text.splitlines()[one["line"] - 1]
    return line[one["column"] - 1 :]


# Texts of several lines.


@pytest.mark.parametrize("end", ["", '""\n', '"\n'])
@pytest.mark.parametrize("mark", ['"""', "'''"])
def test_a_text_of_several_lines_that_is_never_closed_is_told_where_it_begins(
    kzcli: Run, tmp_path: Path, end: str, mark: str
) -> None:
    text = changed(('narrow.\n"""\n', f"narrow.\n{end}"), text=LONG).replace('"""', mark)
    (one,) = check(kzcli, tmp_path, text)
    assert (one["code"], one["message"]) == ("KZ102", f"the text that begins here may lack its closing {mark}")
    assert text.splitlines()[one["line"] - 1] == f"action = {mark}"
    next_one = text[: text.index(f"body = {mark}")].count("\n") + 1
    assert one["help"] == f"write {mark} where it ends: as it is, it goes on to line {next_one}"


@pytest.mark.parametrize("marks", ['""', "''"])
def test_a_text_of_several_lines_that_begins_with_two_marks_is_told_there(
    kzcli: Run, tmp_path: Path, marks: str
) -> None:
    text = changed(('body = """', f"body = {marks}"))
    if marks == "''":
        text = text.replace('"""', "'''")
    (one,) = check(kzcli, tmp_path, text)
    assert (one["code"], place(text, one)) == ("KZ102", marks)
    assert one["help"] == f"write body = {marks + marks[0]}"


def test_words_below_an_empty_text_are_no_part_of_it(kzcli: Run, tmp_path: Path) -> None:
    one, _ = check(kzcli, tmp_path, changed(('audience = "The city council"', 'audience = ""\nTo be written.')))[::-1]
    assert (one["message"], one["help"]) == ("expected a key, = and a value", "write a comment with # in front")


# Lines that are none.


@pytest.mark.parametrize(
    ("old", "new", "message", "help"),
    [
        ('kind = "report"', 'kind "report"', "expected = after the key 'kind'", 'write kind = "report"'),
        ("as_of = 2020-06-01", "as_of 2020-06-01", "expected = after the key 'as_of'", "write as_of = 2020-06-01"),
        ("format = 1", "// mine\nformat = 1", "expected a key, = and a value", "write a comment with # in front"),
        ("{ value = 10_000,", "{ value: 10_000,", "expected = after the key 'value', found :", "write value = 10_000"),
        (
            'measure = "Cars on the old bridge in a working day" }',
            'measure: "Cars, that is" }',
            "expected = after the key 'measure', found :",
            'write measure = "Cars, that is"',
        ),
        ("as_of = 2020-06-01", "as_of = 2020-06-31", "2020-06-31: no such day in the calendar", "correct the day"),
    ],
)
def test_a_line_that_is_none_is_told_as_it_is_to_be(
    kzcli: Run, tmp_path: Path, old: str, new: str, message: str, help: str
) -> None:
    (one,) = check(kzcli, tmp_path, changed((old, new)))
    assert (one["code"], one["message"], one["help"]) == ("KZ102", message, help)


def test_a_conflict_that_is_left_by_a_merge_is_one_error(kzcli: Run, tmp_path: Path) -> None:
    for old in ('name = "City of Riverton"\n', '  "traffic",\n', '[[actors]]\nid = "city"\n'):
        text = BASE.replace('evidence = ["traffic", "growth"]', 'evidence = [\n  "traffic",\n  "growth",\n]')
        text = changed((old, f"<<<<<<< HEAD\n{old}=======\n{old}>>>>>>> theirs\n"), text=text)
        (one,) = check(kzcli, tmp_path, text)
        assert (one["code"], place(text, one)) == ("KZ102", "<<<<<<< HEAD")
        assert one["message"] == "a merge has left two versions here"
        assert one["help"] == "keep one, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>"


# Numbers.


@pytest.mark.parametrize(
    ("written", "help"),
    [
        ("2.5 million", "write the number out: 2_500_000"),
        ("5k", "write the number out: 5_000"),
        ("1.2345 thousand", "write the number out: 1234.5"),
        ("2 Billion", "write the number out: 2_000_000_000"),
        ("5 km", 'write the number alone, and unit = "km" beside it'),
        ("$15000", "write the number alone: 15000, and the currency in unit"),
        ("$15,000", "write the number alone: 15_000, and the currency in unit"),
        ("$2.5 million", "write the number alone: 2_500_000, and the currency in unit"),
        ("~5000", "write the number alone: 5000"),
        (">5000", "write the number alone: 5000"),
        ("≥ 5,000", "write the number alone: 5_000"),
        ("05_000", "write it without the zero in front: 5_000"),
        ("007", "write it without the zero in front: 7"),
        ('"2.5 million"', "write it without quotation marks: 2_500_000"),
        ('"$15,000"', "write it without quotation marks: 15_000"),
    ],
)
def test_a_number_as_people_write_it_is_told_as_a_brief_does(
    kzcli: Run, tmp_path: Path, written: str, help: str
) -> None:
    text = changed(("value = 10_000", f"value = {written}"))
    (one,) = check(kzcli, tmp_path, text)
    assert (one["code"], one["help"]) == ("KZ104" if '"' in written else "KZ102", help)
    assert place(text, one).startswith(written)
    assert written.strip('"') in one["message"]


@pytest.mark.parametrize(
    ("unit", "help"),
    [
        ("million", "write value = 10_000_000_000, and name in unit what is counted"),
        ("k", "write value = 10_000_000, and name in unit what is counted"),
        ("thousand USD", 'write value = 10_000_000 and unit = "USD"'),
        ("USD billion", 'write value = 10_000_000_000_000 and unit = "USD"'),
        ("USD tn", 'write value = 10_000_000_000_000_000 and unit = "USD"'),
        ("Millions of cars", 'write value = 10_000_000_000 and unit = "cars"'),
        ("£bn", 'write value = 10_000_000_000_000 and unit = "£"'),
        ("£m", 'write value = 10_000_000_000 and unit = "£"'),
        ("£ M", 'write value = 10_000_000_000 and unit = "£"'),
        ("$bn", 'write value = 10_000_000_000_000 and unit = "$"'),
        ("US$ m", 'write value = 10_000_000_000 and unit = "US$"'),
        ("€m", 'write value = 10_000_000_000 and unit = "€"'),
        ("M€", 'write value = 10_000_000_000 and unit = "€"'),
        ("€k", 'write value = 10_000_000 and unit = "€"'),
        ("GBPm", 'write value = 10_000_000_000 and unit = "GBP"'),
        ("GBP m", 'write value = 10_000_000_000 and unit = "GBP"'),
        ("GBP BN", 'write value = 10_000_000_000_000 and unit = "GBP"'),
    ],
)
def test_a_unit_that_is_a_part_of_the_number_is_told(kzcli: Run, tmp_path: Path, unit: str, help: str) -> None:
    text = changed(('unit = "cars"', f'unit = "{unit}"'))
    (one,) = [one for one in check(kzcli, tmp_path, text) if one["code"] == "KZ502"]
    assert place(text, one).startswith(f'"{unit}"')
    assert (one["message"], one["help"]) == (f"the unit {unit!r} holds a part of the number", help)


@pytest.mark.parametrize(
    "unit",
    [
        "cases per thousand",
        "per million",
        "m",
        "mn-type shells",
        "thousandths",
        "£",
        "US$",
        "RMS m",
        "£/m",
        "EUR b/d",
        "MSCM",
    ],
)
def test_a_unit_that_is_measured_against_a_number_is_one(kzcli: Run, tmp_path: Path, unit: str) -> None:
    assert "KZ502" not in {one["code"] for one in check(kzcli, tmp_path, changed(('"cars"', f'"{unit}"')))}


# Values of another type, and references.


@pytest.mark.parametrize(
    ("old", "new", "help"),
    [
        ('confidence = "moderate"', "confidence = 0.8", "write one of these words in quotation marks"),
        ('kind = "web"', "kind = true", "write one of these words in quotation marks"),
        (
            'quantity = { value = 90_000_000, unit = "USD", measure = "Cost of a second bridge" }',
            "quantity = 5000",
            'write { value = 5000, unit = "…", measure = "…" }',
        ),
        (
            'sources = [{ id = "count" }, {',
            'sources = [{ id = "count" }, { id = "opened" }, {',
            "its sources: count, plaque",
        ),
        ('sources = [{ id = "minutes" }]', 'sources = [{ id = "city" }]', "name one of the [[sources]]"),
        ('rests_on = ["opened"]', 'contradicts = ["traffic"]', "take it out, or name the claim that is meant"),
    ],
)
def test_a_value_of_another_type_or_part_is_told_as_it_is_to_be(
    kzcli: Run, tmp_path: Path, old: str, new: str, help: str
) -> None:
    base = changed(('actors = ["city"]\nsources', 'actors = ["city"]\nrests_on = ["opened"]\nsources'))
    found = check(kzcli, tmp_path, changed((old, new), text=base))
    assert [one["help"] for one in found if one["severity"] == "error"] == [help]


def test_a_claims_own_id_among_its_sources_is_not_told_as_its_source(kzcli: Run, tmp_path: Path) -> None:
    text = changed(('sources = [{ id = "count", locator = "page 7" }]', 'sources = [{ id = "traffic" }]'))
    one = next(one for one in check(kzcli, tmp_path, text) if one["code"] == "KZ203")
    assert one["help"] == "name one of the [[sources]]"


def test_a_claim_that_contradicts_itself_is_one_error(kzcli: Run, tmp_path: Path) -> None:
    text = changed(
        ('kind = "fact"\nconfidence = "high"', 'kind = "fact"\ncontradicts = ["traffic"]\nconfidence = "high"')
    )
    (one,) = check(kzcli, tmp_path, text)
    assert (one["code"], one["message"]) == ("KZ205", "'traffic' contradicts itself")
    assert place(text, one) == '"traffic"]'


# Exceptions.


@pytest.mark.parametrize(
    ("code", "help"),
    [
        ("nothing-against", "write KZ305"),
        ("Nothing against", "write KZ305"),
        ("kz305", "write KZ305"),
        ("KZ35", "it is KZ and three digits; kzcli rule lists them"),
        ("KZ350", "did you mean KZ305?"),
        ("KZ530", "did you mean KZ503?"),
    ],
)
def test_the_code_that_an_exception_means_is_told(kzcli: Run, tmp_path: Path, code: str, help: str) -> None:
    (one,) = check(kzcli, tmp_path, BASE + EXCEPTION.format(code))
    assert one["help"] == help


# What follows from an error that is told.


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("[summary]", "[sumary]", "KZ103"),
        ('working day.[^traffic]", "Traffic', 'working day.[^traffic]" "Traffic', "KZ102"),
        ('points = ["About 10,000 cars', 'points = [1, "About 10,000 cars', "KZ104"),
    ],
)
def test_an_abbreviation_that_is_spelled_out_where_there_is_an_error_is_not_told(
    kzcli: Run, tmp_path: Path, old: str, new: str, code: str
) -> None:
    base = changed(
        ("It is narrow.", "The BOT says so."),
        ("About 10,000 cars cross", "By the Board of Tolls (BOT), 10,000 cars cross"),
    )
    new = new.replace("About", "By the Board of Tolls (BOT),") if "About" in old else new
    old = old.replace("About", "By the Board of Tolls (BOT),")
    assert check(kzcli, tmp_path, base) == []
    assert [one["code"] for one in check(kzcli, tmp_path, changed((old, new), text=base))] == [code]


def test_nothing_is_said_of_either_of_two_claims_that_have_one_id(kzcli: Run, tmp_path: Path) -> None:
    text = changed(
        ('id = "growth"\nstatement', 'id = "cost"\nstatement'),
        ('confidence = "moderate"', 'confidence = "low"'),
        ('evidence = ["traffic", "growth"]', 'evidence = ["traffic", "cost"]'),
        ('against = ["cost"]', 'against = ["opened"]'),
    ).replace("[^growth]", "")
    assert [one["code"] for one in check(kzcli, tmp_path, text)] == ["KZ202"]


# Options.


def test_a_value_that_an_option_does_not_have_is_told_with_the_near_one(kzcli: Run) -> None:
    assert b"help: did you mean note?" in kzcli("check", "--fail-on", "notes").stderr
    assert b"help: did you mean json" in kzcli("claims", "--format", "jsn").stderr
    assert b"help: kzcli check --help shows how it is used" in kzcli("check", "--fail-on", "zzz").stderr


@pytest.mark.parametrize("command", ["check", "track"])
def test_a_command_of_files_takes_them_without_an_option(kzcli: Run, command: str) -> None:
    for option in ("-b", "--brief"):
        done = kzcli(command, option, "a.toml")
        assert done.returncode == 2
        assert f"help: {command} takes the file without {option}: kzcli {command} FILE\n".encode() in done.stderr


# Mending.


def test_a_day_is_put_in_quotation_marks_where_a_text_is_wanted(kzcli: Run, tmp_path: Path) -> None:
    text = changed(('date = "1931"', "date = 1931-05-21 # opened"))
    path = write(tmp_path / "a.toml", text)
    assert kzcli("check", "--fix", str(path)).returncode == 0
    assert path.read_text("utf-8") == text.replace("1931-05-21", '"1931-05-21"')
    path = write(tmp_path / "a.toml", changed(('date = "1931"', "date = 1931-05-21T10:00:00")))
    assert kzcli("check", "--fix", str(path)).returncode == 1
