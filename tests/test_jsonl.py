"""JSON Lines hold every text of a part exactly, an item a line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from briefs import MINIMAL, briefs, hostile, model
from conftest import BRIEF, run_kzcli
from hypothesis import given

import kzcli
from kzcli.brief import Brief
from kzcli.clean import clean_lines
from kzcli.formats import Options, export
from kzcli.formats.rows import rows
from kzcli.links import Links
from kzcli.views import PARTS


def jsonl_of(brief: Brief, part: str) -> str:
    return export(brief, "jsonl", Options((part,))).decode()


@pytest.mark.parametrize("part", PARTS)
def test_json_lines_are_the_objects_that_the_parts_command_prints_but_for_the_day(part: str) -> None:
    printed = json.loads(run_kzcli(part, "-b", str(BRIEF), "--as-of", "2026-11-24", "--json").stdout)
    assert {one.pop("seen_on") for one in printed} == {"2026-11-24"}
    lines = jsonl_of(kzcli.load(BRIEF), part).split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == printed
    assert all(list(json.loads(line)) == list(one) for line, one in zip(lines, printed, strict=True))


def check_jsonl(brief: Brief) -> None:
    for part in PARTS:
        text = jsonl_of(brief, part)
        assert all("".join(clean_lines(line)) == line for line in text.split("\n"))
        items = rows(brief, part, Links(brief))
        assert text.count("\n") == len(items)
        assert [json.loads(line) for line in text.splitlines()] == [
            item.model_dump(mode="json", exclude_none=True) for item in items
        ]


@given(briefs())
def test_json_lines_hold_every_text_exactly_one_item_a_line(data: dict[str, Any]) -> None:
    check_jsonl(model(data))


def test_json_lines_of_hostile_briefs_are_whole_and_harmless() -> None:
    for data in dict(hostile()).values():
        check_jsonl(model(data))


def test_a_part_without_items_is_an_empty_file_of_json_lines() -> None:
    assert [jsonl_of(model(MINIMAL), part) for part in PARTS] == [""] * len(PARTS)
