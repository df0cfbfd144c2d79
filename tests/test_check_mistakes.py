"""One mistake in a brief, its exceptions or its settings is one finding, in words that help to mend it."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from test_check import BASE, UNSOURCED, codes, write

from kzcli.errors import UsageError
from kzcli.places import Places
from kzcli.recovery import recover
from kzcli.source import SourceFile
from kzcli.template import check_id, make_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Run

EXCEPTION = '\n[[exceptions]]\ncode = "{}"\nid = "{}"\nreason = "{}"\n'


def check(kzcli: Run, path: Path, text: str) -> list[dict[str, Any]]:
    done = kzcli("check", str(write(path, text)), "--json")
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_brackets_of_one_table_where_a_list_is_expected_are_one_error(kzcli: Run, tmp_path: Path) -> None:
    for part in ("goals", "recommendations", "sections", "claims", "sources", "actors"):
        for count in (1, 9):
            text = BASE.replace(f"[[{part}]]", f"[{part}]", count)
            (one,) = check(kzcli, tmp_path / "a.toml", text)
            assert one["code"] in ("KZ102", "KZ104")
            assert text.splitlines()[int(one["line"]) - 1] == f"[{part}]"
            assert one["help"].startswith(f"write [[{part}]] with two brackets on each side")
    two = BASE.replace("[[claims]]", "[claims]").replace("[[sources]]", "[sources]")
    assert [one["code"] for one in check(kzcli, tmp_path / "a.toml", two)] == ["KZ102", "KZ102"]


def test_an_id_that_is_misspelt_where_it_is_given_is_told_where_it_is_used(kzcli: Run, tmp_path: Path) -> None:
    claim = BASE.replace('[[claims]]\nid = "traffic"', '[[claims]]\nid = "trafic"')
    assert {one["code"] for one in check(kzcli, tmp_path / "a.toml", claim)} == {"KZ201"}
    source = BASE.replace('[[sources]]\nid = "count"', '[[sources]]\nid = "cuont"')
    assert {one["code"] for one in check(kzcli, tmp_path / "a.toml", source)} == {"KZ201"}


@pytest.mark.parametrize("id", ["Traffic", "TRAFFIC"])
def test_an_id_that_is_none_is_told_once_though_others_write_it_right(kzcli: Run, tmp_path: Path, id: str) -> None:
    claim = BASE.replace('[[claims]]\nid = "traffic"', f'[[claims]]\nid = "{id}"')
    assert [one["code"] for one in check(kzcli, tmp_path / "a.toml", claim)] == ["KZ107"]


def test_what_is_said_about_exceptions_cannot_be_excused(kzcli: Run, tmp_path: Path) -> None:
    for code in ("KZ901", "KZ902"):
        found = check(kzcli, tmp_path / "a.toml", BASE + EXCEPTION.format(code, "bridge", "No."))
        assert [(one["code"], one["let_stand"]) for one in found] == [("KZ902", None)]
        assert "it is about exceptions" in found[0]["message"]


def test_of_two_exceptions_of_one_finding_the_first_counts_and_the_second_is_told(kzcli: Run, tmp_path: Path) -> None:
    twice = EXCEPTION.format("KZ306", "cost", "The first.") + EXCEPTION.format("KZ306", "cost", "The second.")
    found = check(kzcli, tmp_path / "a.toml", UNSOURCED + twice)
    assert [(one["code"], one["let_stand"]) for one in found] == [("KZ306", "The first."), ("KZ901", None)]
    assert "already" in found[1]["message"]
    done = kzcli("check", str(tmp_path / "a.toml"), "--fix")  # whose reason is better, only a person knows
    assert done.returncode == 0
    assert (tmp_path / "a.toml").read_text("utf-8") == UNSOURCED + twice


def test_an_exception_about_an_item_is_not_about_a_brief_of_the_same_id(kzcli: Run, tmp_path: Path) -> None:
    # A text that acts, in the brief's audience and in a claim that has the brief's id.
    text = BASE.replace('"The city council"', '"The\\u202E city council"').replace('id = "cost"', 'id = "bridge"')
    text = text.replace("[^cost]", "[^bridge]").replace('["cost"]', '["bridge"]')
    text = text.replace('"A second bridge would cost', '"A second\\u202E bridge would cost')
    found = check(kzcli, tmp_path / "a.toml", text + EXCEPTION.format("KZ108", "bridge", "It is meant."))
    assert [(one["key"], one["let_stand"]) for one in found] == [
        ("audience", None),
        ("claims[2].statement", "It is meant."),
    ]


def test_a_time_of_day_is_told_to_be_left_out(kzcli: Run, tmp_path: Path) -> None:
    for time in ("2020-06-01 10:00:00Z", "2020-06-01T10:00:00"):
        (one,) = check(kzcli, tmp_path / "a.toml", BASE.replace("as_of = 2020-06-01", f"as_of = {time}"))
        assert (one["code"], one["help"]) == ("KZ104", "write the day alone: 2020-06-01")
        (one,) = check(kzcli, tmp_path / "a.toml", BASE.replace('date = "2019-12"', f"date = {time}"))
        assert (one["code"], one["help"]) == ("KZ104", 'write the day in quotation marks: "2020-06-01"')


def test_quotation_marks_around_what_is_no_day_are_not_said_to_be_what_is_wrong(kzcli: Run, tmp_path: Path) -> None:
    (one,) = check(kzcli, tmp_path / "a.toml", BASE.replace("as_of = 2020-06-01", 'as_of = "2020-06-31"'))
    assert "2020-06-31" not in one["help"]


@pytest.mark.parametrize(("written", "said"), [("a\\u0000b", "a\0b"), ("sub/none.txt", "sub/none.txt"), (".", ".")])
def test_a_file_of_words_that_cannot_be_read_is_named_as_the_brief_does(
    kzcli: Run, tmp_path: Path, written: str, said: str
) -> None:
    text = BASE.replace('[[sources]]\nid = "count"', f'[[sources]]\nid = "count"\ntext = "{written}"')
    (one,) = [one for one in check(kzcli, tmp_path / "a.toml", text) if one["code"] == "KZ803"]
    assert f"cannot be read: {said} " in one["message"]
    assert str(tmp_path) not in one["message"]


def test_rules_are_chosen_in_small_letters_or_by_name_too(kzcli: Run, tmp_path: Path) -> None:
    path = str(write(tmp_path / "a.toml", UNSOURCED))
    for asked in ("kz306", "kz3", "no-source", "No-Source"):
        assert codes(kzcli("check", path, "--json", "--select", asked).stdout) == ["KZ306"]
        assert codes(kzcli("check", path, "--json", "--ignore", asked).stdout) == []
    done = kzcli("check", path, "--select", "no-sources")
    assert (done.returncode, "did you mean no-source" in done.stderr.decode()) == (2, True)
    write(tmp_path / "kzcli.toml", 'ignore = ["no-source"]\n')
    assert codes(kzcli("check", path, "--json").stdout) == []


def test_settings_that_are_no_file_or_no_text_are_an_error(kzcli: Run, tmp_path: Path) -> None:
    path = str(write(tmp_path / "a.toml", BASE))
    settings = tmp_path / "kzcli.toml"
    made: dict[str, Callable[[], object]] = {
        "a directory": settings.mkdir,
        "a named pipe": lambda: os.mkfifo(settings),
        "a device": lambda: settings.symlink_to(os.devnull),
        "cannot be read": lambda: settings.symlink_to(tmp_path / "nowhere.toml"),
        "1:13: byte 0xFF is not UTF-8": lambda: settings.write_bytes(b'fail-on = " \xff"\n'),
    }
    for said, make in made.items():
        make()
        done = kzcli("check", path)
        assert (done.returncode, done.stdout) == (2, b"")
        assert said in done.stderr.decode()
        assert "brief" not in done.stderr.decode().replace("briefs", "")
        if settings.is_dir() and not settings.is_symlink():
            settings.rmdir()
        else:
            settings.unlink()


@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt9"])
def test_no_brief_is_named_as_a_device_of_windows(name: str) -> None:
    with pytest.raises(UsageError, match="Windows"):
        check_id(name)
    assert make_id(name.upper()) == f"{name}-1"
    assert check_id(make_id(name)) == f"{name}-1"


def test_a_line_of_a_text_or_a_list_that_looks_like_a_header_bounds_no_table() -> None:
    text = BASE.replace("The old bridge was opened", "[claims]\nThe old bridge was opened", 1)
    text = text.replace('id = "background"', 'id = "background"\nno key\n[[x]')
    text = text.replace('points = ["About', 'points = [\n["x"],\n[1],\n"About')
    recovered = recover(SourceFile("a.toml", text.encode(), None))
    assert [one["id"] for one in recovered.data["claims"]] == ["traffic", "growth", "cost", "opened"]
    assert len(recovered.data["recommendations"]) == 1
    assert len(recovered.data["summary"]["points"]) == 4


def test_only_the_very_id_that_is_lost_is_not_missed(kzcli: Run, tmp_path: Path) -> None:
    # `cost` stands in what could not be read, `cos` nowhere: a part of its id is not it.
    text = BASE.replace('id = "cost"', 'id = "cost').replace('against = ["cost"]', 'against = ["cost", "cos"]')
    found = check(kzcli, tmp_path / "a.toml", text)
    assert [one["message"] for one in found if one["code"] == "KZ201"] == ["no claim has the id 'cos'"]


def test_where_words_stand_is_found_in_texts_with_escapes_and_without() -> None:
    text = 'a = "x\\u0041y"\nb = \'x\\y\'\nc = """\nxy"""\nd = 1\n'
    places = Places(text)
    assert [text[slice(*places.words((key,), 1, 2))] for key in "abc"] == ["\\u0041", "\\", "y"]
    assert text[slice(*places.words(("d",), 0, 1))] == "1"
    assert text[slice(*places.words(("a",), 2, 9))] == '"x\\u0041y"'
