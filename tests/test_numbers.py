"""A number is held against every text that tells it, and what is said of it helps."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from conftest import ROOT, Run

from kzcli.checking import check_file
from kzcli.english.amounts import amounts
from kzcli.findings import Finding
from kzcli.rules import all_rules
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


@pytest.mark.parametrize(
    "said", ["between 60% and 70% of them", "60%-70% of them", "60 per cent to 70 per cent of them"]
)
def test_a_range_may_have_its_sign_at_both_ends(said: str) -> None:
    (read,) = amounts(f"Of the projects {said} fail.")
    assert (read.told, read.units, read.fits(65), read.fits(75)) == (65, ("%",), True, False)


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
    messages = [one.message for one in found(data) if one.code == "KZ501"]
    assert {one.startswith(f"expected {shown}, as") for one in messages} == {True}


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


HOMES = {"value": 234_000, "unit": "homes", "measure": "homes built in a year"}
TARGET = {"value": 300_000, "unit": "homes", "measure": "homes promised in a year"}
COST = {"value": 1_740_000_000, "unit": "GBP", "measure": "cost of shelters"}
HOUSEHOLDS = {"value": 112_660, "unit": "households", "measure": "households in shelters"}
DEATHS = {"value": 20_400, "unit": "people", "measure": "people killed on the roads"}
DUTY = {"value": 25, "unit": "%", "measure": "duty on imported steel"}
FARE = {"value": 3, "unit": "GBP", "measure": "fare once it is raised"}
RATE = {"value": 5.25, "unit": "%", "measure": "the bank's rate"}
OBESE = {"value": 26, "unit": "%", "measure": "adults who are obese"}
POWER = {"value": 460, "unit": "TWh", "measure": "power used by data centres"}
WIND = {"value": 61_000, "unit": "MW", "measure": "wind capacity"}
FOREST = {"value": 61_000_000, "unit": "hectares", "measure": "area of wind parks"}
STATES = {"value": 9, "unit": "states", "measure": "states with a port"}
CARBON = {"value": 204, "unit": "Mt", "measure": "carbon dioxide of power stations"}
CONSTRAINT = {"value": 1_700_000_000, "unit": "GBP", "measure": "constraint costs"}
QUEUE = {"value": 283, "unit": "GW", "measure": "reformed queue"}
FORECAST = {"value": 8_000_000_000, "unit": "GBP", "measure": "constraint costs"}
SHELTERS = {"value": 5000, "unit": "shelters", "measure": "beds that the city lets"}


@pytest.mark.parametrize(
    ("text", "first", "second", "told"),
    [
        # What follows from the claims that a sentence cites is explained: a difference, a sum, a quotient, a share.
        ("Builders made 66,000 homes fewer than they had promised.[^first][^second]", HOMES, TARGET, ""),
        ("Builders made 96,000 homes fewer than they had promised.[^first][^second]", HOMES, TARGET, "96,000"),
        ("Builders made 66,000 homes.[^first]", HOMES, TARGET, "66,000"),
        ("Each household in a shelter costs about £15,400.[^first][^second]", COST, HOUSEHOLDS, ""),
        ("Each household in a shelter costs about £17,400.[^first][^second]", COST, HOUSEHOLDS, "£17,400"),
        ("A household[^second] in a shelter costs about £15,400.[^first]", COST, HOUSEHOLDS, ""),
        # A rate.
        ("The roads kill 46 people per million inhabitants.[^first]", DEATHS, None, ""),
        ("The roads kill 4.6 people per 100,000 inhabitants.[^first]", DEATHS, None, ""),
        (
            "The roads kill 46 people per million.[^first]",
            DEATHS | {"value": 56, "unit": "people per million"},
            None,
            "46",
        ),
        # What a number would be changed to.
        ("Raising the duty by another ten points, to 35 percent, would bring in more.[^first]", DUTY, None, ""),
        ("If the duty were raised to 35 percent, prices would rise.[^first]", DUTY, None, ""),
        ("The city should raise the fare to £30.[^first]", FARE, None, "£30"),  # the claim speaks of the same
        ("If the duty were 35 percent instead, less would be imported.[^first]", DUTY, None, ""),
        ("If the duty is 35 percent, the mills will earn more.[^first]", DUTY, None, "35 percent"),
        ("Congress should raise the duty on imported steel to 35 percent.[^first]", DUTY, None, ""),
        ("Congress raised the duty on imported steel to 35 percent.[^first]", DUTY, None, "35 percent"),
        ("Congress raised the duty to 35 percent, which would please the mills.[^first]", DUTY, None, "35 percent"),
        # The claim's own number is told, and another one beside it.
        ("At five and a quarter per cent, it is above a loan's two per cent.[^first]", RATE, None, ""),
        ("At 5¼ per cent, it is above a loan's two per cent.[^first]", RATE, None, ""),
        (
            "The bank's rate is five and three quarters per cent.[^first]",
            RATE,
            None,
            "five and three quarters per cent",
        ),
        # A fraction in words, of people that have no article.
        ("Over a third of adults are obese.[^first]", OBESE, None, "a third"),
        ("Over a quarter of adults are obese.[^first]", OBESE, None, ""),
        ("Under a fifth of adults are obese.[^first]", OBESE, None, "a fifth"),
        ("Wind parks cover 16 million hectares.[^first]", FOREST, None, "16 million"),  # no "over"
        # Words alone.
        ("The shelters cost a trillion pounds.[^first]", COST, None, "a trillion pounds"),
        ("Six of the eleven states have a port.[^first]", STATES, None, "Six"),
        # Larger and smaller units of one kind.
        ("Data centres used 460 gigawatt-hours.[^first]", POWER, None, "460 gigawatt-hours"),
        ("Data centres used 460,000 GWh.[^first]", POWER, None, ""),
        ("Wind turbines can deliver 61GW.[^first]", WIND, None, ""),
        ("Wind turbines can deliver 16 gigawatts.[^first]", WIND, None, "16 gigawatts"),
        ("Power stations emit 204 million tonnes of carbon dioxide.[^first]", CARBON, None, ""),
        ("Power stations emit 204 kt of carbon dioxide.[^first]", CARBON, None, "204 kt"),
        # A thousandfold, whatever is said to pay it; a number that is merely far away may be another thing's.
        ("In 2024/25 consumers paid £1.7 million.[^first]", CONSTRAINT, None, "£1.7 million"),
        ("In 2024/25 consumers paid £1.7m, or about £60 per household.[^first]", CONSTRAINT, None, "£1.7m"),
        ("In 2024/25 consumers paid £1.7 trillion.[^first]", CONSTRAINT, None, "£1.7 trillion"),
        ("In 2024/25 consumers paid £1,700 billion.[^first]", CONSTRAINT, None, "£1,700 billion"),
        ("Last winter taxpayers paid £1.7 million.[^first]", CONSTRAINT, None, "£1.7 million"),
        ("Taxpayers paid £1,700.[^first]", CONSTRAINT, None, "£1,700"),
        ("Taxpayers paid £1,700 million.[^first]", CONSTRAINT, None, ""),
        ("Taxpayers paid £17 million.[^first]", CONSTRAINT, None, ""),
        ("Taxpayers paid £1.8 million.[^first]", CONSTRAINT, None, ""),
        ("Taxpayers paid £1.7 million a day.[^first]", CONSTRAINT, None, ""),
        ("Each of the big plants got £1.7 million.[^first]", CONSTRAINT, None, ""),
        ("Every year taxpayers paid £1.7 million.[^first]", CONSTRAINT, None, "£1.7 million"),
        ("Farms may ask for up to £1.7 million.[^first]", CONSTRAINT, None, ""),
        ("On average, a wind farm got £1.7 million.[^first]", CONSTRAINT, None, ""),
        ("One farm in Caithness got £1.7 million, a thousandth of it all.[^first]", CONSTRAINT, None, ""),
        ("The result is out: 283 MW kept a place.[^first]", QUEUE, None, "283 MW"),
        ("The result is out: 283 TW kept a place.[^first]", QUEUE, None, "283 TW"),
        # One digit says little beside other numbers.
        ("Consumers may pay £8 million.[^first]", FORECAST, None, "£8 million"),
        ("In 2030 consumers will pay £8 trillion.[^first]", FORECAST, None, "£8 trillion"),
        ("The two farms were promised £8 million.[^first]", FORECAST, None, ""),
        ("We went to see five shelters.[^first]", SHELTERS, None, ""),
        ("The city opened five million shelters.[^first]", SHELTERS, None, "five million"),
    ],
)
def test_what_a_sentence_says_is_held_against_what_it_cites(
    text: str, first: dict[str, Any], second: dict[str, Any] | None, told: str
) -> None:
    data = tomllib.loads(BASE)
    for id, quantity in (("first", first), ("second", second)):
        said = {"statement": "The matter is as the source says.", "kind": "fact", "confidence": "high"}
        data["claims"].append({"id": id, **said, "quantity": quantity or HOMES, "sources": [{"id": "count"}]})
    data["sections"][0]["body"] += "\n" + text
    messages = [one.message for one in found(data) if one.code == "KZ501"]
    assert [one.rpartition("found ")[2].strip("'") for one in messages] == ([told] if told else [])


def test_years_ahead_may_be_told_in_any_words() -> None:
    data = tomllib.loads(BASE)
    data["claims"][0] |= {"statement": "In twelve years the port has no room left."}
    assert [one.message for one in found(data) if one.code == "KZ308"]


def test_what_is_said_of_a_number_never_asks_to_falsify_it() -> None:
    data = tomllib.loads(BASE)
    data["sections"][0]["body"] = "Some 14,000 cars cross.[^traffic] It cost $90 million.[^cost] Old.[^opened]"
    (one,) = found(data)
    assert one.help == "write 10,000 cars, correct the quantity of 'traffic', or cite another claim"


IN_FRENCH = BASE.replace('language = "en"', 'language = "fr"', 1)


@pytest.mark.parametrize("code", [code for code, rule in all_rules().items() if rule.english])
def test_an_exception_from_a_rule_that_knows_only_english_is_not_needless_in_another_language(
    code: str, kzcli: Run, tmp_path: Path
) -> None:
    path = tmp_path / "a.toml"
    text = IN_FRENCH + f'\n[[exceptions]]\ncode = "{code}"\nid = "traffic"\nreason = "Of another year."\n'
    path.write_text(text, "utf-8")
    assert kzcli("check", str(path), "--fix").returncode == 0
    assert path.read_text("utf-8") == text
    path.write_text(text.replace('language = "fr"', 'language = "en-GB"', 1), "utf-8")
    assert b"KZ901" in kzcli("check", str(path)).stdout
    assert "English" in kzcli("rule", code).stdout.decode()
