"""The ledger: what became of recommendations, on a day, and how far their goals are addressed."""

from __future__ import annotations

import csv
import io
import json
import re
import weakref
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from briefs import FULL, HOSTILE, MINIMAL, briefs, changed, model, toml
from conftest import ROOT, run_kzcli
from hypothesis import given
from hypothesis import strategies as st
from weighed import cite, data_of

from kzcli.brief import Brief
from kzcli.ledger import SORTS, Sort, Wanted, ledger, rolled_up
from kzcli.values import STATUSES, Status, later, show_age
from kzcli.views.ledger import COLUMNS, GOAL_COLUMNS

DAY = date(2026, 11, 24)


def ok(*arguments: str, **more: Any) -> str:
    done = run_kzcli("track", *arguments, **more)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def rows(*arguments: str) -> list[dict[str, str]]:
    """What a pipe gets, each row by its columns."""
    columns = (*(GOAL_COLUMNS if "--by-goal" in arguments else COLUMNS), "seen_on")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in ok(*arguments).splitlines()]


def tracked(horizon: str | None, *updates: tuple[date, str]) -> dict[str, Any]:
    """A brief of 31 January 2024 with a recommendation of a horizon, and what became of it."""
    made = {"id": "ferry", "title": "Keep the ferry", "actor": "city", "action": "Keep it."}
    history = [{"date": day, "status": status, "response": "none"} for day, status in updates]
    return changed(("recommendations",), [{**made, **({"horizon": horizon} if horizon else {}), "updates": history}])


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


MADE, MAY, JUNE, JULY = date(2024, 1, 31), date(2024, 5, 1), date(2024, 6, 1), date(2024, 7, 1)


@pytest.mark.parametrize(
    ("updates", "since"),
    [
        ([], MADE),
        ([(MAY, "open")], MADE),
        ([(MAY, "open"), (JUNE, "open")], MADE),
        ([(date(2023, 12, 1), "open"), (JUNE, "open")], date(2023, 12, 1)),  # the brief has been dated anew
        ([(MAY, "open"), (JUNE, "implemented"), (JULY, "open")], JULY),
        ([(JUNE, "implemented"), (JULY, "open"), (JULY, "open")], JULY),
        ([(MAY, "open"), (JUNE, "implemented"), (JUNE, "open")], JUNE),
        ([(MAY, "implemented"), (date(2024, 8, 1), "open")], MAY),  # what is to come does not count
        *(
            ([(MAY, "open"), (JUNE, status), (JULY, status), (JULY, status)], JUNE)
            for status in ("partially-addressed", "implemented", "not-implemented")
        ),
    ],
)
def test_a_status_that_is_entered_again_is_as_old_as_before(
    updates: list[tuple[date, str]], since: date, tmp_path: Path
) -> None:
    (tmp_path / "a.toml").write_bytes(toml(tracked("near", *updates)))
    (row,) = rows(str(tmp_path / "a.toml"), "--as-of", "2024-07-01")
    assert (row["since"], row["age_days"]) == (str(since), str((JULY - since).days))
    (listed,) = json.loads(
        run_kzcli("recommendations", "-b", str(tmp_path / "a.toml"), "--as-of", "2024-07-01", "--json").stdout
    )
    assert listed["since"] == str(since)


def test_people_read_since_when_it_is_open_and_what_was_entered_last(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(toml(tracked("near", (MAY, "open"))))
    told = ok(str(tmp_path / "a.toml"), "--as-of", "2024-07-01", "--format", "panels", "--width", "100")
    assert "ferry · open since 31 Jan 2024, 5 months; last entry 1 May 2024 ·" in told
    shown = run_kzcli("recommendation", "ferry", "-b", str(tmp_path / "a.toml")).stdout.decode()
    assert "open since 31 Jan 2024, last 1 May 2024; overdue" in shown


def test_before_the_day_of_its_brief_nothing_has_an_age_and_that_is_said() -> None:
    told = ok("--as-of", "2020-01-01", "--format", "panels", "--width", "100")
    assert told.count("· open from 28 May 2020 on, the day of its brief ·") == 3


@pytest.mark.parametrize(
    ("horizon", "updates", "day", "overdue"),
    [
        ("near", [], date(2025, 1, 31), False),
        ("near", [], date(2025, 2, 1), True),
        ("medium", [], date(2027, 1, 31), False),
        ("medium", [], date(2027, 2, 1), True),
        ("long", [], date(2099, 1, 1), False),
        (None, [], date(2099, 1, 1), False),
        ("near", [(date(2024, 5, 1), "partially-addressed")], date(2025, 2, 1), True),
        ("near", [(date(2024, 5, 1), "implemented")], date(2025, 2, 1), False),
        ("near", [(date(2024, 5, 1), "not-implemented")], date(2025, 2, 1), False),
        ("near", [(date(2025, 5, 1), "implemented")], date(2025, 2, 1), True),  # that came later
        ("near", [(date(2024, 5, 1), "implemented"), (date(2024, 6, 1), "open")], date(2025, 2, 1), True),
    ],
)
def test_overdue_is_what_is_not_finished_when_its_horizon_has_passed(
    horizon: str | None, updates: list[tuple[date, str]], day: date, overdue: bool
) -> None:
    brief = model(tracked(horizon, *updates))
    (row,) = ledger([brief], day).recommendations
    assert row.overdue == overdue
    assert bool(ledger([brief], day, Wanted(overdue=True)).recommendations) == overdue


def test_a_horizon_that_would_end_on_no_day_ends_on_the_last_of_the_month() -> None:
    assert later(date(2024, 2, 29), "P1Y") == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        ([], "not-addressed"),
        (["open"], "not-addressed"),
        (["not-implemented"], "not-addressed"),
        (["open", "not-implemented"], "not-addressed"),
        (["partially-addressed", "open"], "partially-addressed"),
        (["implemented", "open"], "partially-addressed"),
        (["implemented", "not-implemented"], "partially-addressed"),
        (["implemented", "partially-addressed"], "partially-addressed"),
        (["implemented"], "addressed"),
        (["implemented", "implemented"], "addressed"),
    ],
)
def test_goals_are_rolled_up_by_gaos_rule(statuses: list[Status], status: str) -> None:
    assert rolled_up(Counter(statuses)) == status


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


def test_briefs_are_not_kept_when_the_next_are_read() -> None:
    alive: list[Any] = []

    def read() -> Iterator[Brief]:
        for _ in range(3):
            assert all(one() is None for one in alive[:-1])
            brief = model(FULL)
            alive.append(weakref.ref(brief))
            yield brief
            del brief

    assert len(ledger(read(), DAY).recommendations) == 6


@given(briefs(), st.dates(date(1890, 1, 1), date(2110, 1, 1)))
def test_of_any_brief_the_ledger_holds_together(data: dict[str, Any], day: date) -> None:
    made = ledger([model(data)], day)
    by_id = {row.id: row for row in made.recommendations}
    assert list(by_id) == [one["id"] for one in data["recommendations"]]
    for row in by_id.values():
        assert row.last_update is None or row.last_update <= day
        assert row.since <= max(data["as_of"], row.last_update or data["as_of"])
        assert row.status == "open" or row.last_update is not None
        assert not row.overdue or (row.status in STATUSES[:2] and row.due is not None and row.due < day)
    for goal in made.goals:
        statuses = [by_id[id].status for id in goal.recommendations]
        done = bool(statuses) and all(status == "implemented" for status in statuses)
        some = any(status in ("implemented", "partially-addressed") for status in statuses)
        assert goal.status == ("addressed" if done else "partially-addressed" if some else "not-addressed")


@pytest.mark.parametrize(
    ("first", "on", "age"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), "0 days"),
        (date(2026, 11, 23), date(2026, 11, 24), "1 day"),
        (date(2026, 9, 25), date(2026, 11, 24), "60 days"),
        (date(2026, 9, 24), date(2026, 11, 24), "2 months"),
        (date(2024, 11, 25), date(2026, 11, 24), "23 months"),
        (date(2024, 11, 24), date(2026, 11, 24), "2 years"),
        (date(2020, 11, 25), date(2026, 11, 24), "5 years"),
        (date(2026, 11, 25), date(2026, 11, 24), ""),
    ],
)
def test_ages_are_said_in_years_then_months_then_days(first: date, on: date, age: str) -> None:
    assert show_age(first, on) == age


def test_an_update_of_a_later_edition_is_marked_where_not_all_are_later() -> None:
    text = run_kzcli("recommendation", "bridge", "-b", "-", stdin=toml(FULL)).stdout.decode()
    assert "What happened since\n- 1 May 2024: implemented" in text
    mixed = changed(("as_of",), date(2024, 5, 15))
    text = run_kzcli("recommendation", "bridge", "-b", "-", stdin=toml(mixed)).stdout.decode()
    assert "What happened\n- 1 May 2024: implemented" in text
    assert "\n- 1 Jun 2024, later than the brief: not implemented" in text


def test_each_recommendation_of_the_summary_says_in_a_line_where_it_stands() -> None:
    text = run_kzcli("summary", "--format", "panels", "--width", "80", "--as-of", "2026-11-24").stdout.decode()
    found = re.findall(r"│ Status {4}(.*?) +│\n(.)", text)
    assert [end for _, end in found] == ["╰"] * 3
    assert all(status.startswith("partially addressed since ") for status, _ in found)


def test_a_brief_of_only_a_summary_has_an_empty_ledger() -> None:
    for format in ("panels", "plain", "markdown", "json"):
        done = run_kzcli("track", "-", "--format", format, stdin=toml(MINIMAL))
        assert (done.returncode, done.stderr) == (0, b"no recommendation is in the ledger\n")
