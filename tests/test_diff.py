"""`kzcli diff` of two editions, or of one brief at two dates: what differs, in every form, and what cannot be compared."""

from __future__ import annotations

import json
import re
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from briefs import FULL, HOSTILE, MINIMAL, changed, hostile, toml
from conftest import BRIEF, ROOT, looked_at, run_kzcli
from editions_by_hand import NAMES, PAGES, edition, write
from jsonschema import Draft202012Validator

from kzcli.clean import ACTING
from kzcli.source import MAX_BYTES

TWO_DATES = ["us-kazakhstan", "--from", "2020-06-01", "--to", "2026-11-24"]


@pytest.mark.parametrize("name", NAMES)
def test_ten_editions_made_by_hand_are_told_as_somebody_has_looked_at(cli: Any, name: str, tmp_path: Path) -> None:
    code = 0 if name == "only-layout" else 1
    path = str(write(name, tmp_path))
    pages = {form: cli("us-kazakhstan", path, *options, code=code) for form, options in PAGES.items()}
    for form in ("80", "100"):
        assert max(map(len, pages[form].splitlines())) <= int(form)
    looked_at(f"diff-{name}", "\n".join(f"$ kzcli diff {' '.join(PAGES[form])}\n{pages[form]}" for form in PAGES))


def test_there_are_ten_editions() -> None:
    assert len(NAMES) == 10
    assert len({edition(name) for name in NAMES} | {BRIEF.read_text("utf-8")}) == 11


@pytest.mark.parametrize("form", PAGES)
def test_one_brief_at_two_dates(cli: Any, form: str) -> None:
    looked_at(f"diff-two-dates-{form}", cli(*TWO_DATES, *PAGES[form]))


@pytest.mark.parametrize("form", PAGES)
def test_two_briefs_that_have_nothing_to_do_with_each_other(cli: Any, form: str, tmp_path: Path) -> None:
    from kzcli.template import Answers, new_brief

    path = tmp_path / "help.toml"
    path.write_text(new_brief("help", Answers(), date(2026, 11, 24)), encoding="utf-8")
    text = cli("us-kazakhstan", str(path), *PAGES[form])
    assert "renamed" not in text
    looked_at(f"diff-unrelated-{form}", text)


def test_the_same_on_the_days_asked_for_is_not_said_to_be_the_same_brief(cli: Any, tmp_path: Path) -> None:
    (tmp_path / "old.toml").write_bytes(toml(changed(("recommendations", 0, "updates"), [])))
    (tmp_path / "new.toml").write_bytes(toml(FULL))
    both = [str(tmp_path / "old.toml"), str(tmp_path / "new.toml")]
    end = "what came later does not count, nor do order, spacing and comments.\n"
    for option in ("", "--stat", "--suspects"):
        options = ["--as-of", "2024-02-01", *([option] if option else [])]
        assert cli(*both, *options, code=0).endswith(f"\nThe same as known on 1 Feb 2024: {end}")
    days = ["--from", "2024-02-01", "--to", "2024-02-03"]
    said = f"\nThe same as known on 1 Feb 2024 and on 3 Feb 2024: {end}"
    assert cli(both[1], *days, code=0).endswith(said)
    assert cli(both[1], both[1], code=0).endswith("is order, spacing or comments.\n")


def test_an_exception_of_check_is_told_by_its_rule_and_item(cli: Any, tmp_path: Path) -> None:
    let = FULL["exceptions"][0]
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    old.write_bytes(toml({**FULL, "exceptions": [let, {**let, "code": "KZ306", "reason": HOSTILE}]}))
    new.write_bytes(
        toml({**FULL, "exceptions": [{**let, "reason": "Nobody has said a word."}, {**let, "id": "bridge"}]})
    )
    text = cli(str(old), str(new))
    assert "\nExceptions: 1 added, 1 removed, 1 changed\n" in text
    assert "\n~ ferry: KZ305, reason: Nobody has said a [-word against it.-]{+word.+}\n" in text
    assert "\n+ bridge: KZ305: Nobody has said a word against it.\n" in text
    assert "\n- ferry: KZ306: a" in text
    for form in ("panels", "markdown", "json"):
        text = cli(str(old), str(new), "--format", form)
        assert "KZ306" in text
        assert not ACTING.search(text.replace("\n", ""))
    assert cli(str(old), str(new), "--stat").endswith("exceptions: 1 added, 1 removed, 1 changed\n")
    assert "Nothing that stayed rests on what changed." in cli(str(old), str(new), "--suspects")
    fields = [one["field"] for one in json.loads(cli(str(old), str(new), "--json"))["brief"]]
    assert fields == ["exceptions"]


def test_two_editions_on_one_day(cli: Any, tmp_path: Path) -> None:
    data = changed(("recommendations", 0, "updates"), FULL["recommendations"][0]["updates"][:1])
    (tmp_path / "old.toml").write_bytes(toml(data))
    (tmp_path / "new.toml").write_bytes(toml(changed(("title",), "Another")))
    both = [str(tmp_path / "old.toml"), str(tmp_path / "new.toml")]
    assert "new update of 1 Jun 2024" in cli(*both)
    assert "new update of 1 Jun 2024" in cli(*both, "--as-of", "2024-06-01")
    text = cli(*both, "--as-of", "2024-05-31")
    assert "\nAs of 31 Jan 2024, seen on 31 May 2024\n" in text
    assert "update" not in text
    told = json.loads(cli(*both, "--as-of", "2024-05-31", "--json"))
    assert (told["old"]["day"], told["new"]["day"]) == ("2024-05-31", "2024-05-31")
    assert not told["changed"]
    assert "recommendations" not in cli(*both, "--as-of", "2024-05-31", "--stat")


def test_markdown_is_what_somebody_has_looked_at(cli: Any, tmp_path: Path) -> None:
    looked_at("diff-markdown", cli("us-kazakhstan", str(write("rewritten", tmp_path)), "--format", "markdown"))


def test_in_a_pipe_a_change_is_a_line_with_a_mark_and_an_id(cli: Any, tmp_path: Path) -> None:
    for name in NAMES[1:]:
        text = cli("us-kazakhstan", str(write(name, tmp_path)), code=0 if name == "only-layout" else 1)
        for part in text.split("\n\n")[1:]:
            _, *lines = part.rstrip("\n").split("\n")
            assert all(re.match(r"[-+~=?] [a-z0-9-]+: ", line) for line in lines)


def test_colours_take_the_place_of_the_marks(cli: Any, tmp_path: Path) -> None:
    path = str(write("new-figure", tmp_path))
    text = cli("us-kazakhstan", path, "--format", "panels", "--color", "always")
    assert "[-" not in text
    assert "\x1b[9;31m$2.1\x1b[0m \x1b[1;32m$2.3\x1b[0m" in text


@pytest.mark.parametrize("option", ["", "--stat", "--suspects"])
def test_json_is_as_its_schema_has_it(cli: Any, option: str, tmp_path: Path) -> None:
    schema = json.loads((ROOT / "schema" / "views.schema.json").read_text("utf-8"))
    wanted = {**schema["properties"][f"diff {option}".strip()], "$defs": schema["$defs"]}
    for name in NAMES:
        arguments = ["us-kazakhstan", str(write(name, tmp_path)), *([option] if option else []), "--json"]
        data = json.loads(cli(*arguments, code=0 if name == "only-layout" else 1))
        Draft202012Validator(wanted).validate(data)
        if name == "only-layout":
            assert data == [] if option else not any(data[key] for key in data if key not in ("old", "new"))


def test_json_says_the_days_of_one_brief_at_two_dates(cli: Any) -> None:
    data = json.loads(cli(*TWO_DATES, "--json"))
    assert (data["old"]["day"], data["new"]["day"]) == ("2020-06-01", "2026-11-24")
    stood, stands = ((data["standings"][0][key]) for key in ("old_status", "new_status"))
    assert (stood, stands) == ("open", "partially-addressed")


def test_one_of_the_dates_may_be_left_out(cli: Any) -> None:
    assert cli("us-kazakhstan", "--to", "2026-11-24").replace("28 May 2020 →", "1 Jun 2020 →") == cli(*TWO_DATES)
    assert "2025" in cli("us-kazakhstan", "--from", "2023-01-01")
    assert "The same" in cli("us-kazakhstan", "--from", "2026-01-01", "--to", "2026-01-02", code=0)
    assert cli("--to", "2026-11-24") == cli("us-kazakhstan", "--to", "2026-11-24")


def test_the_same_brief_is_the_same_however_it_is_written(cli: Any, tmp_path: Path) -> None:
    from kzcli import load
    from kzcli.formats.toml import export

    path = tmp_path / "again.toml"
    path.write_bytes(export(load("us-kazakhstan"), None))  # type: ignore[arg-type] # it heeds none
    assert "The same" in cli("us-kazakhstan", str(path), code=0)
    assert cli("us-kazakhstan", str(path), "--suspects", code=0).count("\n") == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["us-kazakhstan"], "two briefs are compared, and 1 named"),
        ([], "two briefs are compared, and none named"),
        (["a", "b", "c"], "two briefs are compared, and 3 named"),
        (["us-kazakhstan", "us-kazakhstan", "--from", "2020-01-01"], "--from and --to compare one brief"),
        (["us-kazakhstan", "--as-of", "2026-01-01"], "two briefs are compared, and 1 named"),
        (["us-kazakhstan", "--as-of", "2026-01-01", "--to", "2026-01-01"], "leave out one or the other"),
        (["us-kazakhstan", "us-kazakhstan", "--as-of", "today"], "--as-of: 'today' is no day"),
        (["us-kazakhstan", "--from", "yesterday"], "--from: 'yesterday' is no day"),
        (["us-kazakhstan", "--to", "2026-13-01"], "--to: '2026-13-01' is no day"),
        (["-", "-"], "standard input can be read once only"),
        (["us-kazakstan", "us-kazakhstan"], "did you mean us-kazakhstan?"),
        (["us-kazakhstan", "."], "is a directory, not a file"),
        (["us-kazakhstan", "none.toml"], "none.toml cannot be read"),
        (["us-kazakhstan", "us-kazakhstan", "--stat", "--suspects"], "do not go together"),
        (["us-kazakhstan", "us-kazakhstan", "--json", "--format", "plain"], "do not go together"),
        (["us-kazakhstan", "https://example.org/a.toml"], "cannot be read"),
        (["us-kazakhstan", "-x:briefs/a.toml"], "no such option"),
    ],
)
def test_what_cannot_be_compared(cli: Any, arguments: list[str], said: str) -> None:
    assert said in cli(*arguments, code=2)


def test_an_error_says_which_of_the_two_editions_it_is_about(cli: Any, tmp_path: Path) -> None:
    bad, worse = tmp_path / "bad.toml", tmp_path / "worse.toml"
    bad.write_text("id = 'half", encoding="utf-8")
    old, new = (f"kzcli: error: the {side} edition: " for side in ("old", "new"))
    text = cli(str(bad), "us-kazakhstan", code=2)
    assert f"{old}{bad} is not a valid brief: 1 problem\n" in text
    assert new not in text
    text = cli("us-kazakhstan", str(bad), code=2)
    assert f"{new}{bad} is not a valid brief: 1 problem\n" in text
    assert old not in text
    text = cli(str(worse), str(bad), code=2)
    assert text.index(f"{old}{worse} cannot be read") < text.index(f"{bad}:1:") < text.index(f"{new}{bad} is not")
    text = cli(str(worse), "-", code=2)  # which is not waited for
    assert old in text
    assert new not in text
    text = cli(str(bad), "--from", "2020-06-01", code=2)
    assert f"kzcli: error: {bad} is not" in text


def test_one_of_the_two_may_be_standard_input(tmp_path: Path) -> None:
    done = run_kzcli("diff", "us-kazakhstan", "-", stdin=edition("new-figure").encode())
    assert done.returncode == 1
    assert b"~ trade-2018: quantity: $2.1 billion \xe2\x86\x92 $2.3 billion, +9.5 %\n" in done.stdout
    done = run_kzcli("diff", "-", "us-kazakhstan", stdin=b"no brief")
    assert (done.returncode, done.stdout) == (2, b"")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ((0, "USD"), (5, "USD"), "$0 → $5"),
        ((5, "USD"), (5, "EUR"), "$5 → €5, in another unit"),
        ((-4, "USD"), (2, "USD"), "-$4 → $2, +150 %"),
        ((1000, "cars"), (999, "cars"), "1,000 cars → 999 cars, -0.1 %"),
        ((-1.7e308, "USD"), (1.7e308, "USD"), None),
        ((5e-324, "cars"), (1e300, "cars"), None),
        ((2**63 - 1, "cars"), (2**63 - 2, "cars"), "9,223,372,036,854,775,807 cars → 9,223,372,036,854,775,806 cars"),
    ],
)
def test_quantities_change_by_so_much(
    cli: Any, tmp_path: Path, old: tuple[float, str], new: tuple[float, str], said: str | None
) -> None:
    for name, (value, unit) in (("old", old), ("new", new)):
        quantity = {"value": value, "unit": unit, "measure": "Cars"}
        (tmp_path / f"{name}.toml").write_bytes(toml(changed(("claims", 0, "quantity"), quantity)))
    text = cli(str(tmp_path / "old.toml"), str(tmp_path / "new.toml"))
    line = next(line for line in text.splitlines() if "quantity:" in line)
    assert line == f"~ traffic: quantity: {said}" if said else "%" not in line


@pytest.mark.parametrize("form", ["panels", "plain", "markdown", "json"])
def test_nothing_in_a_text_acts(cli: Any, tmp_path: Path, form: str) -> None:
    (tmp_path / "old.toml").write_bytes(toml(FULL))
    for _, data in hostile():
        (tmp_path / "new.toml").write_bytes(toml(data))
        for pair in (("old.toml", "new.toml"), ("new.toml", "old.toml")):
            for more in ([], ["--suspects"]):
                text = cli(*(str(tmp_path / name) for name in pair), *more, "--format", form, "--width", "40")
                assert not ACTING.search(text.replace("\n", ""))
                assert form != "panels" or max(map(len, text.splitlines())) <= 80  # wide letters count twice
    assert HOSTILE


def test_two_files_of_the_largest_size_are_compared_in_no_time(cli: Any, tmp_path: Path) -> None:
    room = (MAX_BYTES - 400) // 2
    for name, word in (("old", "a "), ("new", "b a ")):
        section = {"id": "long", "title": "Long", "body": word * (room * 2 // len(word))}
        (tmp_path / f"{name}.toml").write_bytes(toml({**MINIMAL, "sections": [section]}))
    started = time.perf_counter()
    text = cli(str(tmp_path / "old.toml"), str(tmp_path / "new.toml"))
    assert time.perf_counter() - started < 20
    assert len(text) < 3_000
    for name in ("old", "new"):
        points = [f"{name} {index} b c d e f" for index in range(20_000)]
        (tmp_path / f"{name}.toml").write_bytes(toml({**MINIMAL, "summary": {"bottom_line": "Do.", "points": points}}))
    started = time.perf_counter()
    cli(str(tmp_path / "old.toml"), str(tmp_path / "new.toml"))
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize("option", ["--stat", "--suspects"])
def test_lists_for_programs_say_on_which_days_the_editions_are_seen(option: str, tmp_path: Path) -> None:
    schema = json.loads((ROOT / "schema" / "views.schema.json").read_text("utf-8"))
    wanted = {**schema["properties"][f"diff {option}"], "$defs": schema["$defs"]}
    other = tmp_path / "other.toml"
    other.write_text(BRIEF.read_text("utf-8").replace('confidence = "high"', 'confidence = "low"'), "utf-8")
    days = {(): set(), ("--as-of", "2021-01-01"): {("2021-01-01", "2021-01-01")}}
    for asked, said in days.items():
        done = run_kzcli("diff", str(BRIEF), str(other), option, "--json", *asked)
        printed = json.loads(done.stdout)
        assert printed
        Draft202012Validator(wanted).validate(printed)
        assert {(one["old_day"], one["new_day"]) for one in printed if "old_day" in one} == said
        assert len([one for one in printed if "old_day" in one]) in (0, len(printed))
