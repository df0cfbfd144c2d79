"""What the tests of the ledger share: what `kzcli track` prints, and a brief to track."""

from __future__ import annotations

from datetime import date
from typing import Any

from briefs import changed
from conftest import run_kzcli

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
