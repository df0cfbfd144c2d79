"""A number is held against every text that tells it, and what is said of it helps."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
import tomli_w
from conftest import ROOT

from kzcli.checking import check_file
from kzcli.findings import Finding
from kzcli.source import SourceFile

BASE = (ROOT / "tests" / "rules" / "base.toml").read_text("utf-8")


def found(data: dict[str, Any]) -> tuple[Finding, ...]:
    return check_file(SourceFile("brief.toml", tomli_w.dumps(data).encode(), None), date(2020, 10, 1)).findings


def traffic(data: dict[str, Any]) -> dict[str, Any]:
    claim: dict[str, Any] = next(one for one in data["claims"] if one["id"] == "traffic")
    return claim


def test_a_changed_quantity_disagrees_with_its_statement_and_with_each_text_at_once() -> None:
    data = tomllib.loads(BASE)
    traffic(data)["quantity"]["value"] = 12_000
    told = [(one.code, one.message) for one in found(data)]
    assert told == [
        ("KZ501", "expected 12,000 cars, as the claim 'traffic' says, found '10,000'"),
        ("KZ501", "expected 12,000 cars, as the claim 'traffic' says, found '10,000'"),
        ("KZ501", "expected 12,000 cars, as its own quantity says, found '10,000'"),
    ]


def test_what_a_statement_says_beside_its_number_may_be_told_where_it_is_cited() -> None:
    data = tomllib.loads(BASE)
    traffic(data)["statement"] = "About 10,000 cars cross the old bridge on a working day, and 6,000 cars on a Sunday."
    data["sections"][0]["body"] = "On a Sunday, 6,000 cars cross.[^traffic] It cost $90 million.[^cost] Old.[^opened]"
    assert not found(data)


def test_a_point_between_thousands_is_explained() -> None:
    data = tomllib.loads(BASE)
    traffic(data)["quantity"]["value"] = 10.0
    helps = {one.help for one in found(data)}
    assert helps == {"TOML reads 10.000 as 10: write value = 10_000"}


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [(12_000.0, "cars", "12,000 cars"), (17.5, "cars", "17.5 cars"), (2.5, "thousand cars", "2.5 thousand cars")],
)
def test_numbers_are_shown_as_they_are_written(value: float, unit: str, shown: str) -> None:
    data = tomllib.loads(BASE)
    traffic(data)["quantity"] |= {"value": value, "unit": unit}
    assert {one.message.startswith(f"expected {shown}, as") for one in found(data)} == {True}


def test_no_row_of_likelihood_has_most_terms_on_a_tie() -> None:
    data = tomllib.loads(BASE)
    data["recommendations"][0]["rationale"] = "The bridge carries 10,000 cars.[^traffic] That is right.[^growth]"
    data["sections"][0]["body"] += "\nA ferry is probable, and a tunnel improbable. Rain is unlikely."
    assert len(data["summary"]["points"]) == 2
    messages = {one.message for one in found(data) if one.code == "KZ601"}
    assert all("(3 of 5)" in one and "most terms" in one for one in messages)
    data["sections"][0]["body"] = data["sections"][0]["body"].replace(" Rain is unlikely.", "")
    messages = {one.message for one in found(data) if one.code == "KZ601"}
    assert messages
    assert all("of ICD 203's two rows, and neither has more terms here" in one for one in messages)
