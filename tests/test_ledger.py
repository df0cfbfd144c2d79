"""What became of recommendations on a day: since when, whether overdue, and how far their goals are addressed."""

from __future__ import annotations

import json
import re
import weakref
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from briefs import FULL, briefs, changed, model, toml
from conftest import run_kzcli
from hypothesis import given
from hypothesis import strategies as st
from ledgers import DAY, ok, rows, tracked

from kzcli.brief import Brief
from kzcli.ledger import Wanted, ledger, rolled_up
from kzcli.values import STATUSES, Status, later, show_age

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
