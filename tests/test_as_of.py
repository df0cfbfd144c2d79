"""A brief looked at on another day: without what came later, and with nothing else missing."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from briefs import FULL, MINIMAL, briefs, changed, model, toml
from conftest import run_kzcli
from hypothesis import given
from hypothesis import strategies as st

import kzcli
from kzcli.cli.parts import WEIGHED
from kzcli.links import on_day
from kzcli.views import PARTS

DAY = date(2024, 6, 1)


def sources_on(day: str) -> set[str]:
    return {one["id"] for one in json.loads(run_kzcli("sources", "--json", "--as-of", day).stdout)}


def test_sources_that_only_later_updates_name_are_not_known_yet() -> None:
    first, later = sources_on("2020-06-01"), sources_on("2022-06-01")
    assert later - first == {"inform-2021", "astana-times-2022"}
    assert len(sources_on("2026-11-24")) == 18
    assert "90 claims, 10 sources" in run_kzcli("summary", "--as-of", "2020-06-01").stdout.decode()


def test_a_source_stays_that_something_else_leads_to() -> None:
    def source(id: str, **more: str) -> dict[str, Any]:
        return {"id": id, "kind": "web", "title": id, **more}

    update = {"status": "open", "response": "none"}
    brief = {
        **MINIMAL,
        "claims": [
            {
                "id": "one",
                "statement": "One.",
                "kind": "fact",
                "confidence": "low",
                "sources": [{"id": "passed-on"}],
            }
        ],
        "sources": [
            source("passed-on", via="report"),
            source("report"),
            source("news", via="agency"),
            source("agency"),
            source("nobody-cites-it"),
        ],
    }
    updates = [
        {**update, "date": date(2024, 5, 1), "sources": [{"id": "report"}]},
        {**update, "date": date(2024, 7, 1), "sources": [{"id": "report"}, {"id": "passed-on"}, {"id": "news"}]},
    ]
    brief["recommendations"] = [{"id": "act", "title": "Act", "actor": "city", "action": "Act.", "updates": updates}]
    brief["actors"] = [{"id": "city", "name": "The city", "kind": "state"}]
    assert [one.id for one in on_day(model(brief), DAY).sources] == ["passed-on", "report", "nobody-cites-it"]


@given(briefs(), st.dates(date(2019, 1, 1), date(2027, 1, 1)))
def test_what_was_known_on_a_day_is_a_sound_brief(data: dict[str, Any], day: date) -> None:
    known = on_day(model(data), day)
    assert kzcli.load(kzcli.export(known, "toml")) == known


def test_a_day_before_the_brief_is_remarked_on() -> None:
    stdin = toml({**MINIMAL, "as_of": date(2024, 1, 31)})
    for day, said in (("2024-01-30", True), ("2024-01-31", False)):
        done = run_kzcli("summary", "-b", "-", "--as-of", day, stdin=stdin)
        assert (", before that day" in done.stdout.decode()) is said


def test_what_is_asked_for_in_full_says_in_a_pipe_too_on_which_day_it_is_seen() -> None:
    for arguments in (["recommendation", "summit"], ["show", "trade-2018"], ["read"], ["why", "summit"]):
        assert "\nSeen on 1 Jan 2021.\n" in run_kzcli(*arguments, "--as-of", "2021-01-01").stdout.decode()
    for arguments in (["summary"], ["impact", "gjia-2020"], ["why", "summit"]):
        said = json.loads(run_kzcli(*arguments, "--as-of", "2021-01-01", "--json").stdout)
        assert (said[0] if isinstance(said, list) else said)["seen_on"] == "2021-01-01"


@pytest.mark.parametrize("part", PARTS)
def test_each_object_for_programs_says_on_what_terms_it_is_seen(part: str) -> None:
    printed = json.loads(run_kzcli(part, "--as-of", "2021-01-01", "--json").stdout)
    assert {one["seen_on"] for one in printed} == {"2021-01-01"}
    assert not any("without" in one for one in printed)
    one = json.loads(run_kzcli(part, printed[0]["id"], "--as-of", "2021-01-01", "--json").stdout)
    assert one == printed[0]
    if part in WEIGHED:
        without = ["--without", "gjia-2020", "--without", "trade-2018"]
        supposed = json.loads(run_kzcli(part, "--as-of", "2021-01-01", *without, "--json").stdout)
        assert {tuple(one["without"]) for one in supposed} == {("gjia-2020", "trade-2018")}
        assert {one["seen_on"] for one in supposed} == {"2021-01-01"}


@pytest.mark.parametrize("command", [*PARTS, "gaps", "track", "impact"])
def test_each_row_in_a_pipe_ends_in_the_day_and_in_what_does_not_count(command: str) -> None:
    arguments = [command, *(["gjia-2020"] if command == "impact" else []), "--as-of", "2021-01-01"]
    rows = [line for line in run_kzcli(*arguments).stdout.decode().splitlines() if "\t" in line]
    assert {row.rpartition("\t")[2] for row in rows} == {"2021-01-01"}
    if command in WEIGHED:
        without = ["--without", "trade-2018", "--without", "gjia-2020"]
        supposed = run_kzcli(*arguments, *without).stdout.decode().splitlines()
        assert {tuple(row.split("\t")[-2:]) for row in supposed} == {("2021-01-01", "gjia-2020, trade-2018")}


@pytest.mark.parametrize("format", ["toml", "json"])
def test_the_brief_in_other_words_is_whole_unless_a_day_is_asked_for(format: str, tmp_path: Path) -> None:
    (tmp_path / "brief.toml").write_bytes(toml(changed(("recommendations", 0, "updates", 0, "date"), date(2999, 1, 1))))
    whole = run_kzcli("export", format, "-b", str(tmp_path / "brief.toml")).stdout.decode()
    assert "2999-01-01" in whole
    asked = run_kzcli("export", format, "-b", str(tmp_path / "brief.toml"), "--as-of", "2998-12-31").stdout.decode()
    assert "2999" not in asked
    assert "2999-01-01" not in run_kzcli("export", "html", "-b", str(tmp_path / "brief.toml")).stdout.decode()


def test_json_lines_say_the_day_that_is_asked_for() -> None:
    lines = run_kzcli("export", "jsonl", "--part", "claims", "--as-of", "2021-01-01").stdout.decode().splitlines()
    assert {json.loads(line)["seen_on"] for line in lines} == {"2021-01-01"}
    assert "seen_on" not in run_kzcli("export", "jsonl", "--part", "claims").stdout.decode()


@pytest.mark.parametrize("arguments", [["gaps"], ["read"], ["show", "summit", "trade-2018", "dfc"]])
def test_so_does_each_of_other_lists(arguments: list[str]) -> None:
    printed = json.loads(run_kzcli(*arguments, "--as-of", "2021-01-01", "--json").stdout)
    assert printed
    assert {one["seen_on"] for one in printed} == {"2021-01-01"}


@pytest.mark.parametrize(("format", "options"), [("html", ()), ("markdown", ()), ("pdf", ()), ("pdf", ("--one-page",))])
def test_a_document_says_on_which_day_it_is_seen_where_one_is_named(
    format: str, options: tuple[str, ...], tmp_path: Path
) -> None:
    def text(*more: str) -> str:
        file = tmp_path / f"brief.{format}"
        done = run_kzcli("export", format, *options, *more, "-o", str(file))
        assert (done.returncode, done.stderr) == (0, b"")
        if format == "pdf":
            if shutil.which("pdftotext") is None:
                pytest.skip("pdftotext is not installed")
            return subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout.decode()
        return file.read_text("utf-8")

    assert "as of 28 May 2020, seen 1 Jan 2021" in re.sub("<[^>]*>", "", text("--as-of", "2021-01-01"))
    assert "seen 1 Jan 2019, before that day" in text("--as-of", "2019-01-01")
    assert not re.search("seen [0-9]", text())


def test_the_summary_says_what_is_overdue() -> None:
    def standings(day: str) -> list[str]:
        text = run_kzcli("summary", "--as-of", day, "--format", "panels", "--width", "80").stdout.decode()
        return [line.strip("│ ") for line in text.splitlines() if line.startswith("│ Status")]

    assert standings("2023-05-28")[0] == "Status    open, nothing recorded yet"
    assert standings("2023-05-29")[0] == "Status    open, nothing recorded yet; overdue"
    assert standings("2026-11-24")[2].endswith("partially addressed since 8 Apr 2022, last entry 12 Jun 2025")
    assert standings("2026-11-24")[0] == "Status    partially addressed since 19 Sep 2023, last 6 Nov 2025; overdue"
    assert len(standings("2026-11-24")) == 3
    assert "last 6 Nov 2025; overdue" in run_kzcli("recommendation", "summit", "--as-of", "2026-11-24").stdout.decode()


def test_the_timeline_marks_what_is_later_in_a_pipe_too() -> None:
    lines = run_kzcli("timeline").stdout.decode().splitlines()
    assert {line.split("\t")[3] for line in lines} == {"", "later"}
    assert all((line.split("\t")[1] > "2020-05-28") == (line.split("\t")[3] == "later") for line in lines)


def test_bottom_line_and_goals_say_what_has_lost_its_ground() -> None:
    text = run_kzcli("summary", "--without", "gjia-2020").stdout.decode()
    assert "(without ground: closer-ties)" in text
    assert text.count("(no recommendation that holds serves it)") == 3
    assert "holds serves" not in run_kzcli("summary", "--without", "trade-2018").stdout.decode()


def test_which_goals_nobody_serves_any_more_the_summary_and_impact_say_alike() -> None:
    first = FULL["recommendations"][0]
    without_evidence = {**{key: first[key] for key in ("title", "actor", "action", "goals")}, "id": "no-evidence"}
    stdin = toml(changed(("recommendations",), [first, without_evidence]))
    lost = first["evidence"][0]
    summary = run_kzcli("summary", "-b", "-", "--without", lost, stdin=stdin).stdout.decode()
    impact = json.loads(run_kzcli("impact", lost, "-b", "-", "--json", stdin=stdin).stdout)
    assert [one["unserved_by"] for one in impact["goals"]] == [[first["id"], "no-evidence"]]
    assert summary.count("(no recommendation that holds serves it)") == 1
    data = json.loads(run_kzcli("summary", "-b", "-", "--without", lost, "--json", stdin=stdin).stdout)
    assert data["unserved_goals"] == ["mobility"]
    assert data["without_ground"] == ["traffic"]
    assert not {"unserved_goals", "without_ground"} & json.loads(run_kzcli("summary", "--json").stdout).keys()


def test_what_is_withdrawn_is_marked_wherever_it_is_cited() -> None:
    for arguments in (["claim", "trade-2018"], ["goal", "us-investment"]):
        text = run_kzcli(*arguments, "--as-of", "2026-11-24").stdout.decode()
        assert "withdrawn" not in text
    text = run_kzcli("claim", "trade-2018", "--without", "gjia-2020").stdout.decode()
    assert re.search(r"^- gjia-2020: .*, withdrawn$", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("dated", "day", "said"),
    [
        ("2025", "2026-11-24", "1 year ago"),
        ("2025", "2025-12-31", ""),
        ("2024~", "2026-01-01", "2 years ago"),
        ("2026-11", "2026-11-30", ""),
        ("2026-10", "2026-11-01", "1 month ago"),
        ("2024-10", "2026-11-01", "2 years ago"),
        ("2026-10-31", "2026-11-01", "1 day ago"),
        ("2019/2025-12", "2026-11-24", "11 months ago"),
        ("2027", "2026-11-24", ""),
    ],
)
def test_nothing_is_older_than_its_date_can_tell(dated: str, day: str, said: str) -> None:
    claim = {"id": "dated", "statement": "So it is.", "kind": "fact", "confidence": "high", "date": dated}
    stdin = toml({**MINIMAL, "claims": [claim]})
    text = run_kzcli("why", "dated", "-b", "-", "--as-of", day, "--depth", "1", stdin=stdin).stdout.decode()
    assert set(re.findall(r"[0-9]+ [a-z]+ ago", text)) == ({said} if said else set())
