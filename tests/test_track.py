"""`kzcli track`: the ledger of recommendations, filtered and sorted, for people and for programs."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from briefs import FULL, HOSTILE, MINIMAL, changed, toml
from conftest import ROOT, run_kzcli
from ledgers import DAY, ok, rows, tracked
from weighed import cite, data_of

from kzcli.ledger import SORTS, Sort
from kzcli.views.ledger import COLUMNS, GOAL_COLUMNS


def test_the_columns_of_a_pipe_are_those_that_help_tells() -> None:
    told = re.sub(r"\s+", " ", ok("--help")).partition("its columns: ")[2]
    assert tuple(told.partition(";")[0].split(", ")) == (*COLUMNS, "seen_on")
    assert tuple(told.partition("--by-goal: ")[2].partition(".")[0].split(", ")) == (*GOAL_COLUMNS, "seen_on")


def test_the_bundled_brief_as_it_stood_on_a_day() -> None:
    summit, partnerships, education = rows("--as-of", "2026-11-24")
    assert summit == {
        "id": "summit",
        "title": "Hold a C5+1 summit in the Kazakh capital",
        "brief": "us-kazakhstan",
        "status": "partially-addressed",
        "response": "none",
        "since": "2023-09-19",
        "last_update": "2025-11-06",
        "age_days": str((DAY - date(2023, 9, 19)).days),
        "actor": "us-president",
        "actor_name": "President of the United States",
        "goals": "afghan-stability, counter-terrorism",
        "strength": "moderate",
        "limited_by": "after-covid",
        "limited_because": "confidence",
        "horizon": "medium",
        "due": "2023-05-28",
        "overdue": "true",
        "seen_on": "2026-11-24",
    }
    assert (education["due"], education["overdue"]) == ("", "false")  # the long term has no end
    assert partnerships["strength"] == "low"
    then = rows("--as-of", "2021-01-01")[0]
    assert [then[key] for key in ("status", "since", "last_update", "age_days", "overdue")] == [
        "open",
        "2020-05-28",
        "",
        str((date(2021, 1, 1) - date(2020, 5, 28)).days),
        "false",
    ]
    assert rows("--as-of", "2020-01-01")[0]["age_days"] == ""  # the brief was not there yet


def test_a_goal_that_nothing_serves_is_told_too(tmp_path: Path) -> None:
    data = changed(("recommendations",), [])
    (tmp_path / "a.toml").write_bytes(toml(data))
    done = run_kzcli("track", "a.toml", "--format", "panels", cwd=tmp_path)
    assert done.stdout.decode().splitlines()[:3] == [
        "Goals, by what became of their recommendations",
        "People move",
        "  mobility · not addressed · no recommendation serves it",
    ]
    assert done.stderr == b"no recommendation is in the ledger\n"
    by_goal = run_kzcli("track", "a.toml", "--by-goal", "--as-of", "2026-11-24", cwd=tmp_path).stdout
    assert by_goal == b"mobility\tPeople move\tfull\tnot-addressed\t0\t\t2026-11-24\n"


def test_filters_leave_what_is_asked_for_and_the_goals_that_it_serves() -> None:
    def ids(*arguments: str) -> list[str]:
        data = json.loads(ok(*arguments, "--as-of", "2026-11-24", "--json"))
        return [one["id"] for part in ("recommendations", "goals") for one in data[part]]

    education = ["education-exchange", "us-investment"]
    assert ids("--actor", "state-department") == education
    assert ids("--status", "open", "--status", "partially-addressed", "--actor", "state-department") == education
    assert ids("--goal", "counter-terrorism") == ["summit", "counter-terrorism"]
    assert ids("--overdue", "--goal", "us-investment") == ["investment-partnerships", "us-investment"]
    assert len(ids()) == 6


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--overdue"], "nothing was overdue on 1 May 2021"),
        (["--status", "implemented"], "no recommendation had the status implemented on 1 May 2021"),
        (
            ["--status", "implemented", "--status", "not-implemented", "--actor", "dfc"],
            "no recommendation for dfc had the status implemented or not-implemented on 1 May 2021",
        ),
        (["--actor", "dfc", "--overdue"], "nothing for dfc was overdue on 1 May 2021"),
        (
            ["--goal", "us-investment", "--status", "open", "--overdue"],
            "no recommendation that serves us-investment had the status open and was overdue on 1 May 2021",
        ),
        (["--actor", "kazakhstan"], "nothing for kazakhstan was in the ledger on 1 May 2021"),
    ],
)
def test_where_a_filter_leaves_nothing_it_says_what_was_not_there_and_on_which_day(
    arguments: list[str], said: str
) -> None:
    for format in ("plain", "panels", "json"):
        done = run_kzcli("track", *arguments, "--as-of", "2021-05-01", "--format", format)
        assert (done.returncode, done.stderr.decode()) == (0, f"{said}\n")


def test_goals_alone_also_say_by_what_they_are_judged() -> None:
    assert ok("--by-goal", "--format", "panels").startswith("Goals, by what became of their recommendations\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--actor", "us-presdent"], "no actor has the id 'us-presdent'\n  help: did you mean us-president?\n"),
        (["--goal", "investment"], "no goal has the id 'investment'\n  help: did you mean us-investment?\n"),
        (["--goal", "zzz"], "no goal has the id 'zzz'\n  help: kzcli goals lists those of a brief\n"),
        (["--status", "implementd"], "no status is called 'implementd'\n  help: did you mean implemented"),
        (["--sort", "colour"], "'--sort': 'colour' is not one of 'brief', 'id'"),
        (["--as-of", "2026"], "--as-of: '2026' is no day"),
        (["none.toml"], "none.toml cannot be read"),
    ],
)
def test_what_is_unknown_is_told(arguments: list[str], said: str) -> None:
    done = run_kzcli("track", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()


def test_many_briefs_are_one_ledger_and_a_broken_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    other = changed(("id",), "other", tracked("near"))
    (tmp_path / "deep" / "a.toml").write_bytes(toml(other))
    (tmp_path / "b.toml").write_bytes(toml(FULL))
    (tmp_path / "c.toml").write_bytes(toml(FULL).replace(b'horizon = "long"', b'horizon = "soon"'))
    (tmp_path / "d.toml").write_bytes(toml(FULL)[:-100] + b"[[")
    (tmp_path / "settings.toml").write_bytes(b"[tool]\n")
    done = run_kzcli("track", ".", "b.toml", "us-kazakhstan", cwd=tmp_path)
    assert done.returncode == 2
    got = [line.split("\t")[2::-2] for line in done.stdout.decode().splitlines()]
    assert got == [["full", "bridge"], ["full", "ferry"], ["other", "ferry"]] + [
        ["us-kazakhstan", id] for id in ("summit", "investment-partnerships", "education-exchange")
    ]
    told = done.stderr.decode()
    assert re.search(r"c\.toml:\d+:\d+: recommendations\[0\]\.horizon: ", told)
    assert re.search(r"d\.toml:\d+:\d+: ", told)
    assert told.count("is not a valid brief") == 2
    shown = run_kzcli("track", "b.toml", "deep", "--format", "panels", cwd=tmp_path).stdout.decode()
    assert "3 recommendations in 2 briefs: 2 open, 1 not implemented" in shown
    assert "  ferry · other · open, nothing recorded in " in shown
    empty = run_kzcli("track", "deep", "none", cwd=tmp_path)
    assert (empty.returncode, len(empty.stdout.splitlines())) == (2, 1)
    (tmp_path / "bare").mkdir()
    assert b"no brief is in bare" in run_kzcli("track", "bare", cwd=tmp_path).stderr


def test_that_two_editions_of_a_brief_are_both_counted_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(toml(FULL))
    (tmp_path / "b.toml").write_bytes(toml(changed(("title",), "Later", FULL)))
    done = run_kzcli("track", ".", cwd=tmp_path)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 4)
    assert done.stderr.decode() == "b.toml is another edition of full: what both recommend is counted twice\n"


def test_which_brief_is_meant(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(toml(FULL))
    env = {"KZCLI_BRIEF": str(tmp_path / "a.toml")}
    assert ok(env=env) == ok("-", stdin=toml(FULL)) == ok(str(tmp_path / "a.toml"), str(tmp_path / "a.toml"))
    assert "summit" in ok()


def test_csv_has_the_same_rows_and_values() -> None:
    names = {"status": "Status", "actor_name": "Agency Affected"}
    for day in ([], ["--as-of", "2021-05-01"], ["--as-of", "2023-09-18"], ["--as-of", "2020-01-01"]):
        done = run_kzcli("export", "csv", "--part", "recommendations", *day)
        table = list(csv.DictReader(io.StringIO(done.stdout.decode())))
        columns = (*COLUMNS, "seen_on")
        assert [{key: row[names.get(key, key)].replace(" | ", ", ") for key in columns} for row in table] == rows(*day)


def test_every_order_is_there_and_keeps_those_alike_as_they_are() -> None:
    assert set(SORTS) == set(get_args(Sort))
    assert all(f"`{sort}`" in (ROOT / "docs" / "ledger.md").read_text("utf-8") for sort in SORTS)
    ids = {sort: [row["id"] for row in rows("--sort", sort, "--as-of", "2026-11-24")] for sort in SORTS}
    summit, partnerships, education = ids["brief"]
    assert ids["status"] == [summit, partnerships, education]
    assert ids["id"] == [education, partnerships, summit]
    assert ids["title"] == [partnerships, summit, education]
    assert ids["since"] == ids["age"] == [education, summit, partnerships]
    assert ids["updated"] == [education, summit, partnerships]
    assert ids["actor"] == [partnerships, education, summit]
    assert ids["strength"] == [partnerships, summit, education]
    assert ids["due"] == [summit, partnerships, education]


def test_json_says_what_a_pipe_gets() -> None:
    data = json.loads(ok("--as-of", "2026-11-24", "--json"))
    assert data["seen_on"] == "2026-11-24"
    for one, row in zip(data["recommendations"], rows("--as-of", "2026-11-24"), strict=True):
        said = {key: one.get(key, "") for key in COLUMNS}
        said |= {
            "goals": ", ".join(one["goals"]),
            "age_days": str(one["age_days"]),
            "overdue": str(one["overdue"]).lower(),
            "seen_on": data["seen_on"],
        }
        assert said == row
    assert json.loads(ok("--as-of", "2026-11-24", "--json", "--by-goal")) == data


@pytest.mark.parametrize(
    ("evidence", "told", "limited"),
    [
        ([], "no evidence named", (None, None, None)),
        (["sure"], "high strength", ("high", None, None)),
        (["heard"], "moderate, limited by heard (second-hand, 2019)", ("moderate", "heard", "second-hand")),
        (["sure", "weak"], "low, limited by weak (forecast)", ("low", "weak", "confidence")),
        (["denied"], "moderate, limited by denied (contradicted by sure)", ("moderate", "denied", "contradicted")),
    ],
)
def test_a_strength_is_told_with_what_limits_it_and_why(
    evidence: list[str], told: str, limited: tuple[str | None, ...], tmp_path: Path
) -> None:
    claims = [
        {"id": "sure", "sources": cite("read"), "contradicts": ["denied"]},
        {"id": "heard", "sources": cite("told"), "date": "2019"},
        {"id": "weak", "sources": cite("read"), "kind": "forecast", "confidence": "low"},
        {"id": "denied", "sources": cite("other")},
    ]
    data = data_of(
        claims,
        [{"id": "read"}, {"id": "other"}, {"id": "told", "via": "read"}],
        actors=[{"id": "city", "name": "City", "kind": "state"}],
        recommendations=[{"id": "act", "title": "Act", "actor": "city", "action": "Do it.", "evidence": evidence}],
    )
    path = tmp_path / "weighed.toml"
    path.write_bytes(toml(data))
    for format in ("panels", "markdown"):
        assert told in re.sub(r"\s+", " ", ok(str(path), "--format", format)).replace("`", "")
    (row,) = rows(str(path))
    (one,) = json.loads(ok(str(path), "--json"))["recommendations"]
    assert tuple(map(one.get, ("strength", "limited_by", "limited_because"))) == limited
    assert tuple(row[name] for name in ("strength", "limited_by", "limited_because")) == tuple(
        one or "" for one in limited
    )


def test_what_acts_on_a_terminal_does_not_and_a_row_stays_a_line(tmp_path: Path) -> None:
    data = changed(("recommendations", 0, "title"), HOSTILE, changed(("actors", 0, "name"), HOSTILE))
    data = changed(("goals", 0, "title"), HOSTILE, data)
    (tmp_path / "a.toml").write_bytes(toml(data))
    for format in ("panels", "plain", "markdown"):
        for more in ([], ["--by-goal"]):
            text = ok(str(tmp_path / "a.toml"), "--format", format, *more)
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2066]", text)
            if format == "plain":
                columns = GOAL_COLUMNS if more else COLUMNS
                assert {line.count("\t") for line in text.splitlines()} == {len(columns)}  # and the day


@pytest.mark.parametrize("width", [20, 40, 80, 100])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    text = ok("us-kazakhstan", "--format", "panels", "--width", str(width))
    assert max(map(len, text.splitlines())) <= width


def test_a_brief_of_only_a_summary_has_an_empty_ledger() -> None:
    for format in ("panels", "plain", "markdown", "json"):
        done = run_kzcli("track", "-", "--format", format, stdin=toml(MINIMAL))
        assert (done.returncode, done.stderr) == (0, b"no recommendation is in the ledger\n")
