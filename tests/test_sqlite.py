"""A database holds every text of a brief to the character, and every reference in it holds."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from briefs import FULL, MINIMAL, briefs, changed, hostile, model
from conftest import BRIEF, ROOT, run_kzcli
from hypothesis import given

import kzcli
from kzcli.brief import Brief, Claim, SourceId
from kzcli.formats import export
from kzcli.formats.tables import part_table
from kzcli.links import Links
from kzcli.references import texts
from kzcli.views.data import recommendation_data


def database(brief: Brief) -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    made.deserialize(export(brief, "sqlite"))
    return made


def tables(made: sqlite3.Connection) -> list[str]:
    return [name for (name,) in made.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]


def check_database(brief: Brief) -> None:
    with database(brief) as made:
        assert made.execute("PRAGMA foreign_key_check").fetchall() == []
        assert made.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        held = {cell for name in tables(made) for row in made.execute(f'SELECT * FROM "{name}"') for cell in row}  # noqa: S608 (our own names)
        assert {text.value for text in texts(brief.model_dump(mode="json"))} <= held
        assert {claim.quantity.value for claim in brief.claims if claim.quantity} <= held
    made.close()


@given(briefs())
def test_a_database_holds_every_text_to_the_character_and_every_reference_in_it_holds(data: dict[str, Any]) -> None:
    check_database(model(data))


def test_databases_of_hostile_full_minimal_and_bundled_briefs_hold_too() -> None:
    for brief in (*(model(data) for _, data in hostile()), model(FULL), model(MINIMAL), kzcli.load(BRIEF)):
        check_database(brief)


def test_every_column_has_a_name() -> None:
    made = database(model(FULL))
    columns = {name: [row[1] for row in made.execute(f'PRAGMA table_info("{name}")')] for name in tables(made)}
    made.close()
    assert all(all(names) for names in columns.values())
    assert "id" in columns["brief_exceptions"]


def test_every_id_of_a_reference_is_held_by_a_foreign_key() -> None:
    made = database(model(FULL))
    keys = {
        (name, column): part
        for name in tables(made)
        for _, _, part, column, *_ in made.execute(f'PRAGMA foreign_key_list("{name}")')
    }
    made.close()
    assert {
        ("brief", "based_on"): "sources",
        ("goals", "owner"): "actors",
        ("goals_sources", "source"): "sources",
        ("recommendations", "actor"): "actors",
        ("recommendations", "limited_by"): "claims",
        ("recommendations_goals", "goal"): "goals",
        ("recommendations_evidence", "evidence"): "claims",
        ("recommendations_against", "against"): "claims",
        ("recommendations_updates", "recommendation"): "recommendations",
        ("recommendations_updates_sources", "update_position"): "recommendations_updates",
        ("recommendations_updates_sources", "source"): "sources",
        ("claims_actors", "actor"): "actors",
        ("claims_sources", "source"): "sources",
        ("claims_rests_on", "rests_on"): "claims",
        ("claims_contradicts", "contradicts"): "claims",
        ("sources", "via"): "sources",
        ("citations", "claim"): "claims",
    }.items() <= keys.items()


def test_a_database_refuses_what_a_brief_may_not_say() -> None:
    made = database(model(FULL))
    made.execute("PRAGMA foreign_keys = ON")
    for statement in (
        "INSERT INTO claims_actors VALUES ('traffic', 1, 'nobody')",
        "INSERT INTO claims_actors VALUES ('traffic', 0, 'city')",
        "UPDATE claims SET confidence = NULL",
        "UPDATE sources SET id = 'report'",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            made.execute(statement)
    made.close()


def test_lists_keep_their_order_and_what_is_absent_is_null() -> None:
    made = database(model(FULL))

    def ask(query: str) -> list[Any]:
        return made.execute(query).fetchall()

    assert ask("SELECT source, locator FROM claims_sources WHERE claim = 'traffic' ORDER BY position") == [
        ("report", "page 7"),
        ("news", None),
    ]
    assert ask("SELECT text FROM brief_summary_points ORDER BY position") == [
        ("Cars queue.[^traffic]",),
        ("It **pays**.",),
    ]
    assert ask("SELECT id FROM claims ORDER BY position") == [("traffic",), ("growth",), ("cost",)]
    assert ask("SELECT quantity_value, quantity_unit, date FROM claims ORDER BY position") == [
        (10000, "cars", "2023-05/2023-06"),
        (None, None, None),
        (2.5, "EUR", "2023~"),
    ]
    assert ask(
        "SELECT recommendation, update_position, position, source, locator FROM recommendations_updates_sources"
    ) == [("bridge", 0, 0, "news", "minute 4")]
    assert ask("SELECT id, format, as_of, language FROM brief") == [("full", 1, "2024-01-31", "kk")]
    made.close()


def test_recommendations_say_where_they_stand_and_how_strong_they_are() -> None:
    for brief in (model(FULL), kzcli.load(BRIEF)):
        made = database(brief)
        found = made.execute("SELECT id, status, response, strength, limited_by FROM recommendations ORDER BY position")
        derived = (recommendation_data(Links(brief), one) for one in brief.recommendations)
        assert found.fetchall() == [(one.id, one.status, one.response, one.strength, one.limited_by) for one in derived]
        made.close()


def test_each_citation_in_a_text_is_a_row() -> None:
    data = changed(("recommendations", 0, "updates", 0, "note"), "As `[^x]` \\[^y] said.[^cost][^traffic]")
    made = database(model(data))
    assert made.execute("SELECT * FROM citations ORDER BY position").fetchall() == [
        (0, "brief", "full", "summary.bottom_line", "traffic"),
        (1, "brief", "full", "summary.points[0]", "traffic"),
        (2, "recommendations", "bridge", "rationale", "traffic"),
        (3, "recommendations", "bridge", "updates[0].note", "cost"),
        (4, "recommendations", "bridge", "updates[0].note", "traffic"),
        (5, "sections", "why", "body", "cost"),
    ]
    made.close()


def test_a_database_is_the_same_every_time_and_opens_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "brief.db"
    done = run_kzcli("export", "-o", str(path), "-b", str(BRIEF))
    assert (done.returncode, done.stderr) == (0, b"")
    assert path.read_bytes() == export(kzcli.load(BRIEF), "sqlite")
    made = sqlite3.connect(path)
    query = """
        SELECT title FROM recommendations JOIN recommendations_evidence ON recommendation = id WHERE evidence = 'c5-format'
    """
    assert made.execute(query).fetchall() == [("Hold a C5+1 summit in the Kazakh capital",)]
    made.close()


def test_the_query_in_the_documentation_runs_and_finds_something() -> None:
    (query,) = re.findall(
        "^```sql\n(.*?)^```$", (ROOT / "docs" / "data.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    made = database(kzcli.load(BRIEF))
    assert "Back US investment partnerships" in {row[0] for row in made.execute(query)}
    made.close()


class _More(Claim):
    """A claim with fields that no claim has yet."""

    seen_in: SourceId | None = None
    words: tuple[str, ...] = ()
    heard_in: tuple[SourceId, ...] = ()


def test_a_field_added_to_a_model_becomes_a_column_or_a_table() -> None:
    before, after = part_table("claims", Claim), part_table("claims", _More)
    (added,) = after.columns[len(before.columns) :]
    assert (added.name, added.type, added.needed, added.refers_to) == ("seen_in", "TEXT", False, "sources")
    (_, words), (_, heard) = after.lists[len(before.lists) :]
    assert (words.name, words.columns[-1].name) == ("claims_words", "text")
    assert (heard.name, heard.columns[-1].name, heard.columns[-1].refers_to) == (
        "claims_heard_in",
        "heard_in",
        "sources",
    )
