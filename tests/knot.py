"""A brief in which much hangs together, and what `kzcli why` prints of it and of the bundled one."""

from __future__ import annotations

from datetime import date
from typing import Any

from briefs import MINIMAL, toml
from conftest import run_kzcli

DAY = "2026-11-24"
RECOMMENDATIONS = ("summit", "investment-partnerships", "education-exchange")


def claim(id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "statement": f"So it is with {id}.", "kind": "fact", "confidence": "high", **more}


def sourced(*ids: str) -> list[dict[str, str]]:
    return [{"id": id} for id in ids]


KNOT: dict[str, Any] = {
    **MINIMAL,
    "summary": {"bottom_line": "Do it.[^ground]", "points": ["Now.[^own]", "And then.[^top] [^own]"]},
    "goals": [{"id": "aim", "title": "An aim", "statement": "To reach.", "sources": sourced("rumour")}],
    "recommendations": [
        {
            "id": "act",
            "title": "Act",
            "actor": "city",
            "action": "Act now.[^own]",
            "goals": ["aim"],
            "evidence": ["top", "own"],
            "updates": [{"date": date(2024, 5, 1), "status": "open", "response": "none", "sources": sourced("paper")}],
        },
        {"id": "wait", "title": "Wait", "actor": "city", "action": "Wait.", "goals": ["aim"], "against": ["own"]},
    ],
    "sections": [{"id": "text", "title": "A text", "body": "It says so.[^own]\n\nAnd so.[^top][^own]\n"}],
    "claims": [
        claim("top", rests_on=["own", "ground"], date="2025-01/2026-10", sources=sourced("paper")),
        claim("own", rests_on=["ground"], sources=sourced("rumour")),
        claim("ground", sources=sourced("rumour", "paper"), confidence="moderate"),
        claim("rival", contradicts=["ground"], sources=sourced("undated")),
    ],
    "sources": [
        {"id": "paper", "kind": "report", "title": "A paper", "authors": ["Writer, Ada"], "date": "2020-05-28"},
        {"id": "talk", "kind": "speech", "title": "A talk", "authors": ["Speaker, Bo"], "date": "2019", "via": "paper"},
        {"id": "rumour", "kind": "web", "title": "A rumour", "via": "talk"},
        {"id": "undated", "kind": "web", "title": "Undated words"},
    ],
    "actors": [{"id": "city", "name": "The city", "kind": "state"}],
}
"""A brief in which claims share grounds, sources are known through others, and one claim contradicts another."""
KNOT["claims"][2]["contradicts"] = ["rival"]


def why(*arguments: str, brief: dict[str, Any] | None = None) -> str:
    stdin = toml(brief) if brief else None
    done = run_kzcli("why", *arguments, "--as-of", DAY, *(["-b", "-"] if brief else []), stdin=stdin)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def knot(*arguments: str) -> str:
    return why(*arguments, brief=KNOT)
