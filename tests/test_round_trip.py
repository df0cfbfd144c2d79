"""What is exported reads back as the same, to the byte and to the character."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from briefs import FULL, HOSTILE, MINIMAL, briefs, changed, model, toml
from conftest import BRIEF, ROOT, run_kzcli
from hypothesis import given
from jsonschema import Draft202012Validator

import kzcli
from kzcli.clean import clean
from kzcli.references import texts


@cache
def validator(name: str) -> Draft202012Validator:
    """The validator for a published schema."""
    return Draft202012Validator(json.loads((ROOT / "schema" / name).read_text("utf-8")))


def check(data: dict[str, Any]) -> None:
    brief = model(data)
    written = kzcli.export(brief, "toml")
    again = kzcli.load(written)
    assert again == brief
    assert kzcli.export(again, "toml") == written
    exported = json.loads(kzcli.export(brief, "json"))
    validator("brief.schema.json").validate(exported)
    assert type(brief).model_validate_json(json.dumps(exported)) == brief
    for text in texts(data):
        value: Any = exported
        for part in text.path:
            value = value[part]
        assert value == text.value


@given(briefs())
def test_no_text_changes_by_a_character_on_any_way_out_and_in(data: dict[str, Any]) -> None:
    check(data)


def test_full_minimal_hostile_and_bundled_briefs_come_back_the_same() -> None:
    check(FULL)
    check(MINIMAL)
    check(changed(("sections", 0, "body"), HOSTILE))
    brief = kzcli.load(BRIEF)
    assert kzcli.load(kzcli.export(brief, "toml")) == brief


def test_export_toml_into_export_toml_is_byte_for_byte_the_same() -> None:
    first = run_kzcli("export", "toml").stdout
    assert run_kzcli("export", "toml", "-b", "-", stdin=first).stdout == first
    assert first.count(b"[[claims]]") >= 45


def test_data_formats_hold_nothing_that_acts_on_a_terminal() -> None:
    brief = model(changed(("title",), HOSTILE.replace("\n", " ")))
    for format in ("toml", "json"):
        text = kzcli.export(brief, format).decode()
        assert all(clean(line) == line for line in text.splitlines() if "\t" not in line), format
        assert "\\u202e" in text.lower()


def test_json_keeps_lists_and_leaves_out_what_is_not_said() -> None:
    exported = json.loads(kzcli.export(model(MINIMAL), "json"))
    assert exported == {
        "format": 1,
        "id": "small",
        "title": "A small brief",
        "as_of": "2024-01-31",
        "language": "en",
        "authors": [],
        "summary": {"bottom_line": "Do it.", "points": []},
        "goals": [],
        "recommendations": [],
        "sections": [],
        "claims": [],
        "sources": [],
        "actors": [],
        "exceptions": [],
    }


def test_toml_and_json_say_the_same() -> None:
    brief = model(FULL)
    assert toml(FULL)
    assert json.loads(kzcli.export(brief, "json"))["recommendations"][0]["updates"][1] == {
        "date": "2024-06-01",
        "status": "not-implemented",
        "response": "did-not-concur",
        "sources": [],
    }
