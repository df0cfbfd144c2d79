"""What a newcomer types wrong is told where it stands, in words that are right when they are followed to the letter."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from test_check import BASE

import kzcli
from kzcli.checking import check_file
from kzcli.findings import Finding
from kzcli.settings import SettingsError, settings_for
from kzcli.source import SourceFile
from kzcli.written_dates import iso_dates

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

TODAY = date(2026, 11, 24)
EXCEPTION = '\n[[exceptions]]\ncode = "{}"\nid = "{}"\nreason = "It was considered."\n'


def check(text: str, today: date = TODAY) -> list[Finding]:
    return list(check_file(SourceFile("a.toml", text.encode(), None), today).findings)


def only(text: str) -> Finding:
    (one,) = check(text)
    return one


def changed(old: str, new: str) -> str:
    assert old in BASE
    return BASE.replace(old, new, 1)


# Exceptions: what was considered is not thrown away.


def test_an_exception_about_no_item_is_not_taken_out_and_the_near_id_is_told() -> None:
    one = only(BASE + EXCEPTION.format("KZ306", "brigde-plan"))
    assert (one.code, one.message) == ("KZ901", "no item has the id 'brigde-plan'")
    assert (one.help, one.edit) == ("did you mean bridge-plan?", None)
    one = only(BASE + EXCEPTION.format("KZ306", "zzz"))
    assert (one.help, one.edit) == ("name the item that it is about, or take the entry out", None)


def test_an_exception_from_a_rule_about_time_is_never_taken_out() -> None:
    today = date.today()  # noqa: DTZ011 (as the program has it)
    (one,) = check(BASE + EXCEPTION.format("KZ403", "growth"), today)
    assert (one.code, one.edit) == ("KZ901", None)
    (one,) = check(BASE + EXCEPTION.format("KZ306", "growth"), today)
    assert one.code == "KZ901"
    assert one.edit is not None


def test_an_exception_from_a_rule_about_time_is_not_needless_on_another_day(kzcli: Run, tmp_path: Path) -> None:
    text = BASE.replace("review_by = 2099-01-01", "review_by = 2024-01-01") + EXCEPTION.format("KZ403", "growth")
    path = tmp_path / "a.toml"
    path.write_text(text, "utf-8")
    for day in ([], ["--as-of", "2020-07-01"], ["--as-of", "2099-01-01"]):
        done = kzcli("check", str(path), "--fail-on", "note", *day)
        assert (done.returncode, b"KZ901" in done.stdout) == (0, False)
    path.write_text(text.replace("review_by = 2024-01-01", "review_by = 2099-01-01"), "utf-8")
    assert b"there is no finding KZ403 about 'growth'" in kzcli("check", str(path)).stdout
    twice = EXCEPTION.format("KZ403", "growth") + EXCEPTION.format("KZ306", "growth")
    path.write_text(text + twice, "utf-8")
    done = kzcli("check", str(path), "--as-of", "2020-07-01", "--format", "concise")
    assert [line.split(" ", 3)[3] for line in done.stdout.decode().splitlines()] == [
        "KZ403 about 'growth' is let stand already, by an exception above",
        "[*] there is no finding KZ306 about 'growth' to let stand",
    ]
    assert kzcli("check", "us-kazakhstan", "--as-of", "2020-06-01", "--fail-on", "note").returncode == 0


def test_an_exception_from_a_rule_about_quotations_stays_where_the_words_of_sources_are_not_at_hand(
    tmp_path: Path,
) -> None:
    entry = '\n[[exceptions]]\ncode = "KZ801"\nid = "traffic"\nreason = "As printed."\n'
    (tmp_path / "a.toml").write_text(BASE + entry, "utf-8")
    assert kzcli.check(tmp_path / "a.toml") == ()
    (tmp_path / "words.txt").write_text("Nothing of it.", "utf-8")
    words = dict.fromkeys(
        (source.id for source in kzcli.load(tmp_path / "a.toml").sources), str(tmp_path / "words.txt")
    )
    (one,) = kzcli.check(tmp_path / "a.toml", source_files=words)
    assert (one.code, one.edit) == ("KZ901", None)


# A key twice: its own place, the first one's line, and how a new entry begins.

UPDATE = '[[recommendations.updates]]\ndate = 2020-09-01\nstatus = "open"\nresponse = "concurred"\n'
COPIED = UPDATE + UPDATE.partition("\n")[2].replace("09-01", "10-01")


def place(text: str, one: Finding) -> str:
    return text.splitlines()[one.line - 1][one.column - 1 :]


@pytest.mark.parametrize(
    ("old", "new", "at", "said", "help"),
    [
        (
            UPDATE,
            COPIED,
            "date = 2020-10-01",
            "the key 'date' is there already (line {})",
            "take one of the two out; a new entry begins with [[recommendations.updates]]",
        ),
        (
            "as_of = 2020-06-01",
            "as_of = 2020-06-01\nas_of = 2020-06-02",
            "as_of = 2020-06-02",
            "the key 'as_of' is there already (line {})",
            "take one of the two out",
        ),
        (
            "review_by = 2099-01-01",
            "review_by = 2099-01-01\n  review_by = 2098-01-01",
            "review_by = 2098-01-01",
            "the key 'review_by' is there already (line {})",
            "take one of the two out; a new entry begins with [[claims]]",
        ),
        (
            'against = ["cost"]',
            'against = ["cost"]\nagainst = [\n  "cost",\n]',
            "against = [",
            "the key 'against' is there already (line {})",
            "take one of the two out; a new entry begins with [[recommendations]]",
        ),
        (
            'quantity = { value = 10_000, unit = "cars",',
            'quantity = { value = 10_000, unit = "value", value = 1,',
            "value = 1,",
            "the key 'value' is there already (line {})",
            "take one of the two out",
        ),
    ],
)
def test_a_key_that_is_there_twice_is_told_with_the_line_of_the_first(
    old: str, new: str, at: str, said: str, help: str
) -> None:
    text = changed(old, new)
    one = only(text)
    key = re.search(rf"\b{at.partition(' ')[0]} =", new)
    assert key
    first = text[: text.index(new) + key.start()].count("\n") + 1
    assert place(text, one).startswith(at)
    assert (one.code, one.message, one.help) == ("KZ102", said.format(first), help)


def test_a_table_under_a_misspelt_name_is_told_at_its_header() -> None:
    for name in ("recomendations", "recommendation"):
        text = changed("[[recommendations.updates]]", f"[[{name}.updates]]")
        one = only(text)
        assert (one.code, one.help[:28]) == ("KZ103", "did you mean recommendations")
        assert place(text, one) == f"{name}.updates]]"


# Blanks that are none, and characters that cannot be seen.


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('horizon = "long"', 'horizon ={}"long"'),
        ('horizon = "long"', 'horizon{}= "long"'),
        ('horizon = "long"', 'horizon = "long"{}'),
        ('horizon = "long"', '{}horizon = "long"'),
        ('"traffic", "growth"', '"traffic",{}"growth"'),
        ("{ value = 10_000", "{{{}value = 10_000"),
        ("[[goals]]", "[[goals{}]]"),
        ('audience = "The', 'audi{}ence = "The'),
    ],
)
def test_a_strange_blank_is_named_where_it_stands(old: str, new: str) -> None:
    for blank, said, help in (
        ("\u00a0", "a no-break space (U+00A0) stands here", "write an ordinary one"),
        ("\u2009", "a thin space (U+2009) stands here", "write an ordinary one"),
        ("\ufeff", "a zero width no-break space (U+FEFF) stands here", "take it out; it cannot be seen"),
        ("\u200b", "a zero width space (U+200B) stands here", "take it out; it cannot be seen"),
    ):
        text = changed(old, new.format(blank))
        one = next(one for one in check(text) if one.code == "KZ102")
        assert (place(text, one)[0], one.message, one.help) == (blank, said, help)
        assert [one.code for one in check(text)] == ["KZ102"]


def test_what_cannot_be_seen_in_an_id_is_told_once_and_shown() -> None:
    one = only(changed('[[claims]]\nid = "traffic"', '[[claims]]\nid = "traf\u200bfic"'))
    assert (one.code, one.help) == ("KZ107", "write traffic")
    assert "\\u200b" in one.message
    (one,) = check(changed('evidence = ["traffic"', 'evidence = ["traf\u200bfic"'))
    assert (one.code, one.help) == ("KZ201", "did you mean traffic?")
    assert "\\u200b" in one.message


# Dates as people write them.


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("27/05/2026", ["2026-05-27"]),
        ("05/27/2026", ["2026-05-27"]),
        ("05/06/2026", ["2026-06-05", "2026-05-06"]),
        ("27.05.2026", ["2026-05-27"]),
        ("27 May 2026", ["2026-05-27"]),
        ("27th May 2026", ["2026-05-27"]),
        ("May 27, 2026", ["2026-05-27"]),
        ("May 2026", ["2026-05"]),
        ("Sept. 2019", ["2019-09"]),
        ("2026-5-27", ["2026-05-27"]),
        ("2026/5", ["2026-05"]),
        ("05/2026", ["2026-05"]),
        ("2020–11–18", ["2020-11-18"]),
        ("1990-1999", ["1990/1999"]),
        ("1999-1990", []),
        ("31/02/2026", []),
        ("1-5", []),
        ("soon", []),
    ],
)
def test_a_date_as_people_write_it_is_told_as_a_brief_does(written: str, meant: list[str]) -> None:
    assert iso_dates(written) == meant
    one = only(changed('title = "Traffic count 2019"', f'title = "Traffic count 2019"\naccessed = "{written}"'))
    if meant and len(meant[0]) == 10:
        assert one.help == f"write it without quotation marks: {' or '.join(meant)}"
    one = only(changed('date = "2019-12"', f'date = "{written}"'))
    assert one.code == "KZ105"
    if meant:
        told = " or ".join(f'"{day}"' for day in meant)
        assert (one.message, one.help) == (f"expected a date, found the text {written!r}", f"write {told}")


# References.


def test_a_source_cited_as_a_claim_is_told_with_the_claims_from_it() -> None:
    one = only(changed("The old bridge carries", "It is long.[^count] The old bridge carries"))
    assert (one.code, one.help) == ("KZ203", "claims from it: traffic, opened")
    one = only(changed('sources = [{ id = "count", locator', 'sources = [{ id = "opened", locator'))
    assert (one.code, one.help) == ("KZ203", "its sources: count, plaque")


def test_an_id_that_is_like_none_is_told_how_to_be_given() -> None:
    one = only(changed('sources = [{ id = "minutes" }]', 'sources = [{ id = "minutes" }, { id = "xyz" }]'))
    assert (one.code, one.help) == ("KZ201", "write a [[sources]] with this id, or take it out")


def test_an_id_that_is_used_twice_is_told_with_the_line_of_the_first() -> None:
    text = changed('id = "cost"\nstatement', 'id = "city"\nstatement').replace("[^cost]", "").replace('["cost"]', "[]")
    one = next(one for one in check(text) if one.code == "KZ202")
    line = text[: text.index('id = "city"\nstatement')].count("\n") + 1
    assert one.message == f"the id 'city' is already used in claims (line {line})"


def test_an_id_that_is_none_is_told_as_it_can_be() -> None:
    one = only(changed('[[claims]]\nid = "traffic"', '[[claims]]\nid = "Traffic"'))
    assert (one.code, one.help) == ("KZ107", "write traffic")
    one = only(changed('id = "bridge"\ntitle', 'id = "Second_Bridge"\ntitle'))
    assert (one.code, one.help) == ("KZ107", "write second-bridge")


# Values and keys: what is told can be followed to the letter.


@pytest.mark.parametrize(
    ("old", "new", "help"),
    [
        ('evidence = ["traffic", "growth"]', 'evidence = "traffic, growth"', 'write ["traffic", "growth"]'),
        ('goals = ["mobility"]', 'goals = "mobility"', 'write ["mobility"]'),
        (
            'publisher = "City of Riverton"',
            'publisher = "City of Riverton"\nauthors = "Writer, A."',
            'write ["Writer, A."]',
        ),
        (
            'publisher = "City of Riverton"',
            'publisher = "City of Riverton"\nauthors = [{ name = "A. Writer" }]',
            'write "A. Writer"',
        ),
        ('id = "plaque"\nkind', 'id = "plaque"\nvia = ["count"]\nkind', 'write "count"'),
        (
            "[[recommendations.updates]]",
            "[recommendations.updates]",
            "write [[recommendations.updates]] with two brackets on each side",
        ),
        (
            'working day" }',
            'working day", shelf_life = 2 }',
            'write "P2Y" for years, or "P2M" for months (ISO 8601)',
        ),
        (
            'authors = [{ name = "Author, Ada", affiliation = "Institute for Cities" }]',
            'authors = "Author, Ada"',
            'write [{ name = "Author, Ada" }]',
        ),
        ('sources = [{ id = "minutes" }]', 'sources = "minutes"', 'write [{ id = "minutes" }]'),
        ("[summary]", "[[summary]]", "write [summary] with one bracket on each side"),
        ('publisher = "City of Riverton"', 'journal = "City of Riverton"', 'write publisher = "City of Riverton"'),
        ('publisher = "City of Riverton"', 'doi = "10.1000/1"', 'write url = "doi:10.1000/1"'),
        ('date = "2019-12"', "year = 2019", 'write date = "2019"'),
        ('locator = "page 7"', "page = 7", 'write locator = "page 7"'),
        (
            "[[recommendations.updates]]",
            "[[updates]]",
            "write [[recommendations.updates]], below the recommendation that it is of",
        ),
        (
            'note = "The council agreed to plan the bridge."',
            'horizon = "near"',
            "it is the recommendation's: write it above its [[recommendations.updates]]",
        ),
        (
            'name = "City of Riverton"',
            'name = "City of Riverton"\ndisclaimer = "No."',
            "it is the brief's own: write it above [summary]",
        ),
        ("format = 1", "format = 2", "write format = 1, the only one there is"),
    ],
)
def test_what_to_write_instead_is_told_to_the_letter(old: str, new: str, help: str) -> None:
    assert only(changed(old, new)).help == help


# What is no TOML.


@pytest.mark.parametrize(
    ("old", "new", "message", "help"),
    [
        (
            'title = "The old bridge"',
            'title = "The old bridge”',
            "the text is not closed on its line",
            'the mark that closes it is a curly one, ”: write "',
        ),
        (
            'title = "The old bridge"',
            'title = "C:\\Users"',
            "a backslash in a text begins an escape",
            "write \\\\ for a backslash",
        ),
        (
            "[[goals]]",
            "[ [goals] ]",
            "the brackets of a header stand apart",
            "write them without blanks between: [[goals]]",
        ),
        (
            "[summary]",
            'summary = "x"\n[summary]',
            "what this header names is there already, as a key",
            "take one of the two out",
        ),
        (
            "format = 1\n",
            "format = 1\r",
            "a carriage return stands here without a line feed",
            "save the file with line ends as Unix or Windows has them (LF or CRLF)",
        ),
    ],
)
def test_what_is_no_toml_is_said_as_people_say_it(old: str, new: str, message: str, help: str) -> None:
    one = next(one for one in check(changed(old, new)) if one.code == "KZ102")
    assert (one.code, one.message, one.help) == ("KZ102", message, help)
    if "\r" in new:
        one = check(BASE.replace("\n", "\r"))[0]
        assert (one.message, one.help) == (message, help)


# Days that are still to come.


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("as_of = 2020-06-01", "as_of = 2095-06-01", "2095-06-01"),
        ("date = 2020-09-01\nstatus", "date = 2095-09-01\nstatus", "2095-09-01"),
        ('id = "plaque"\nkind', 'id = "plaque"\naccessed = 2095-01-01\nkind', "2095-01-01"),
    ],
)
def test_a_day_that_is_still_to_come_is_told(old: str, new: str, at: str) -> None:
    text = changed(old, new)
    one = only(text)
    assert (one.code, place(text, one)) == ("KZ405", at)


def test_what_was_before_today_is_not_to_come_whatever_day_a_brief_is_looked_at_as_of() -> None:
    assert check(BASE, date(2020, 7, 1)) == []
    assert check(changed("as_of = 2020-06-01", f"as_of = {TODAY + timedelta(1)}")) == []


# Settings and options.


def test_a_header_that_is_for_another_file_of_settings_is_told_to_go(tmp_path: Path) -> None:
    (tmp_path / "kzcli.toml").write_text('[tool.kzcli]\nignore = ["KZ3"]\n', "utf-8")
    with pytest.raises(SettingsError, match=r"\[tool\.kzcli\] is for pyproject\.toml") as caught:
        settings_for(str(tmp_path))
    assert caught.value.help == "leave [tool.kzcli] out here, and write select, ignore and fail-on at the top"


def test_a_code_that_no_rule_has_is_like_all_others_and_a_comma_at_the_end_is_none(kzcli: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(BASE, "utf-8")
    done = kzcli("check", str(path), "--select", "KZ999")
    assert done.returncode == 2
    assert b"a code is KZ and three digits; kzcli rule lists them" in done.stderr
    assert kzcli("check", str(path), "--select", "KZ305,").returncode == 0


def test_check_takes_its_file_without_an_option(kzcli: Run) -> None:
    assert b"check takes the file without -b: kzcli check FILE" in kzcli("check", "-b", "a.toml").stderr
