"""Where newcomers to `kzcli check` stumble: each time it is told what to do, and told once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from test_check import BASE, CONTRADICTION, UNSOURCED, codes, write

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


@pytest.mark.parametrize(
    ("old", "new", "line", "marked", "closing"),
    [
        ('measure = "Cost of a second bridge" }', 'measure = "Cost of a second bridge"', "quantity", "{", "}"),
        ('measure = "Cost of a second bridge" }', 'measure = "Cost of a second bridge",', "quantity", "{", "}"),
        ('sources = [{ id = "count" }, {', 'sources = [{ id = "count" , {', "sources", "{", "}"),
        ('sources = [{ id = "count" }, { id = "plaque" }]', 'sources = [{ id = "count" ]', "sources", "{", "}"),
        ('sources = [{ id = "count" }, { id = "plaque" }]', 'sources = [\n{ id = "count",\n]', "{", "{", "}"),
        ('{ id = "plaque" }]', '{ id = "plaque" }', "sources", "[", "]"),
        ('goals = ["mobility"]', 'goals = ["mobility"', "goals", "[", "]"),
        ('goals = ["mobility"]', 'goals = [\n  "mobility",', "goals", "[", "]"),
        ('points = ["About', 'points = ["A.", ["About', "points", "[", "]"),
    ],
)
def test_a_bracket_that_is_never_closed_is_one_error_where_it_was_opened(
    kzcli: Run, tmp_path: Path, old: str, new: str, line: str, marked: str, closing: str
) -> None:
    assert old in CONTRADICTION
    text = CONTRADICTION.replace(old, new)
    found = json.loads(kzcli("check", str(write(tmp_path / "a.toml", text)), "--json").stdout)
    (one,) = [finding for finding in found if finding["code"] == "KZ102"]
    told = text.splitlines()[one["line"] - 1]
    assert told.startswith(line)
    assert told[one["column"] - 1 : one["end_column"] - 1] == marked
    assert one["help"] == f"close it with {closing}"
    assert {finding["code"] for finding in found} <= {"KZ102", "KZ501"}


def test_a_file_of_another_program_is_one_error(kzcli: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    (one,) = json.loads(kzcli("check", str(path), "--json").stdout)
    assert (one["code"], one["line"]) == ("KZ101", 1)
    assert "no text" in one["message"]


def test_words_for_a_source_that_no_brief_has_are_an_error(kzcli: Run, tmp_path: Path) -> None:
    one = str(write(tmp_path / "a.toml", BASE))
    other = str(write(tmp_path / "b.toml", BASE.replace('"plaque"', '"sign"')))
    words = str(write(tmp_path / "words.txt", "Words."))
    done = kzcli("check", one, other, "--source", f"plaqe={words}")
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"--source plaqe={words}: no brief here has a source of that id".encode() in done.stderr
    assert b"did you mean plaque?" in done.stderr
    assert kzcli("check", one, other, "--source", f"plaque={words}").returncode == 0
    broken = str(
        write(tmp_path / "c.toml", BASE.replace('kind = "web"\ntitle = "Plaque', 'kind = "web\ntitle = "Plaque'))
    )
    assert kzcli("check", broken, "--source", f"plaque={words}").returncode == 1


def test_a_missing_file_of_a_sources_words_is_told_by_what_was_asked(kzcli: Run, tmp_path: Path) -> None:
    path = str(write(tmp_path / "a.toml", BASE))
    (one,) = json.loads(kzcli("check", path, "--json", "--source", "plaque=missing.txt").stdout)
    assert (one["code"], one["help"]) == ("KZ803", "name another file: --source plaque=FILE")


def test_the_name_of_a_file_without_its_ending_is_told_with_it(kzcli: Run, tmp_path: Path) -> None:
    write(tmp_path / "lead-pipes.toml", BASE)
    assert b"did you mean lead-pipes.toml?" in kzcli("check", "lead-pipes", cwd=tmp_path).stderr
    assert b"name the file in it: lead-pipes.toml" in kzcli("summary", "-b", ".", cwd=tmp_path).stderr


def test_what_a_misspelt_key_leaves_of_an_item_is_checked(kzcli: Run, tmp_path: Path) -> None:
    text = CONTRADICTION.replace('horizon = "long"', 'horizn = "long"').replace('"Build a second', '"A second')
    text = text.replace('against = ["cost"]', 'againts = ["cost"]').replace('if_wrong = ""', "")
    path = str(write(tmp_path / "a.toml", text))
    assert codes(kzcli("check", path, "--json").stdout) == ["KZ703", "KZ103", "KZ103", "KZ501"]


def test_what_stands_under_a_misspelt_part_is_not_told_as_missing(kzcli: Run, tmp_path: Path) -> None:
    path = str(write(tmp_path / "a.toml", BASE.replace("[[claims]]", "[[claim]]", 1)))
    assert codes(kzcli("check", path, "--json").stdout) == ["KZ103"]


def test_what_stands_behind_what_was_taken_out_has_its_own_place(kzcli: Run, tmp_path: Path) -> None:
    text = BASE.replace(
        'evidence = ["traffic", "growth"]', 'evidence = ["trafic", "growth"]\nrisks = ["", "It <b>fails</b>."]'
    )
    path = str(write(tmp_path / "a.toml", text))
    assert codes(kzcli("check", path, "--json").stdout) == ["KZ201", "KZ105"]


def test_nothing_is_said_to_be_found_where_nothing_was_checked(kzcli: Run, tmp_path: Path) -> None:
    done = kzcli("check", str(tmp_path / "missing.toml"))
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1] == "no file was checked"


def test_what_is_selected_is_found_though_the_settings_ignore_it(kzcli: Run, tmp_path: Path) -> None:
    write(tmp_path / "kzcli.toml", 'ignore = ["KZ3"]\n')
    path = str(write(tmp_path / "a.toml", UNSOURCED))
    assert codes(kzcli("check", path, "--json").stdout) == []
    assert codes(kzcli("check", path, "--json", "--select", "KZ3").stdout) == ["KZ306"]
    assert codes(kzcli("check", path, "--json", "--select", "KZ306").stdout) == ["KZ306"]
    assert codes(kzcli("check", path, "--json", "--select", "KZ").stdout) == []


def test_what_a_misspelt_key_names_is_used_and_what_nothing_names_is_told(kzcli: Run, tmp_path: Path) -> None:
    text = BASE.replace('against = ["cost"]', 'aginst = ["cost"]').replace("$90 million.[^cost]", "$90 million.")
    text = text.replace('sources = [{ id = "count" }, { id = "plaque" }]', 'sources = [{ id = "count" }]')
    found = json.loads(kzcli("check", str(write(tmp_path / "a.toml", text)), "--json").stdout)
    assert [(one["code"], one["id"]) for one in found] == [("KZ103", "bridge-plan"), ("KZ208", "plaque")]


def test_a_missing_comma_is_one_error(kzcli: Run, tmp_path: Path) -> None:
    text = BASE.replace('evidence = ["traffic", "growth"]', 'evidence = [\n  "traffic"\n  "growth",\n  "opened",\n]')
    path = str(write(tmp_path / "a.toml", text))
    assert codes(kzcli("check", path, "--json").stdout) == ["KZ102"]


def test_an_id_under_a_misspelt_key_is_not_told_as_missing(kzcli: Run, tmp_path: Path) -> None:
    path = str(write(tmp_path / "a.toml", BASE.replace('id = "outlook"\nkind', 'idd = "outlook"\nkind')))
    assert codes(kzcli("check", path, "--json").stdout) == ["KZ103"]


def test_where_a_source_could_not_be_read_none_is_missed(kzcli: Run, tmp_path: Path) -> None:
    text = BASE.replace('sources = [{ id = "outlook" }]\nreview_by', 'sources = [{ id = "outlook" ]\nreview_by')
    path = str(write(tmp_path / "a.toml", text))
    assert codes(kzcli("check", path, "--json").stdout) == ["KZ102"]
