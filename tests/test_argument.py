"""Which fields of an item are of its argument: only where one of these changed is what rests on the item suspect."""

from __future__ import annotations

import copy
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from briefs import FULL, briefs, changed, model
from edited_briefs import Data, edited
from hypothesis import given, settings
from hypothesis import strategies as st

from kzcli.brief import Claim, Goal, Recommendation, Source
from kzcli.editions.comparing import compare
from kzcli.editions.difference import Suspect
from kzcli.editions.suspects import suspects

if TYPE_CHECKING:
    from pydantic import BaseModel

UNSAID: dict[str, dict[str, Any]] = {
    "recommendations": {"title": "Act", "horizon": "near", "risks": ["A flood."], "indicators": ["It is there."]},
    "claims": {"if_wrong": "All falls.", "review_by": date(2031, 1, 1), "actors": []},
}
"""Fields that say nothing of an argument, with values that cite nothing; lists are to be made longer."""


@settings(max_examples=15)
@given(st.data())
def test_what_says_nothing_of_an_argument_changes_no_suspect(data: Any) -> None:
    old = data.draw(st.just(FULL) | briefs())
    new = data.draw(edited(old))
    found = suspects(compare(model(old), model(new)), model(new))
    more = copy.deepcopy(new)
    for part, values in UNSAID.items():
        kept = {item["id"] for item in old.get(part, ())}
        for one in (one for one in more.get(part, ()) if one["id"] in kept):
            fit = sorted(name for name in values if name != "if_wrong" or one["kind"] == "assumption")
            for name in data.draw(st.sets(st.sampled_from(fit))):
                there = one.get(name, [])
                if isinstance(there, list) or "[^" not in str(there):
                    one[name] = [*there, *values[name]] if isinstance(values[name], list) else values[name]
    assert suspects(compare(model(old), model(more)), model(more)) == found


WIDE: Data = {
    **FULL,
    "actors": [*FULL["actors"], {"id": "country", "name": "The country", "kind": "state"}],
    "goals": [*FULL["goals"], {"id": "thrift", "title": "Thrift", "statement": "Spend less."}],
    "claims": [*FULL["claims"], {"id": "toll", "statement": "A toll pays.", "kind": "judgment", "confidence": "high"}],
}
"""The full brief with more to name."""

OF_ARGUMENT: dict[str, dict[str, Any]] = {
    "goals": {"statement": "No queues.", "owner": "country", "sources": [{"id": "news"}]},
    "recommendations": {"action": "Build two.", "evidence": ["traffic", "growth", "toll"], "against": ["cost", "toll"]},
    "claims": {
        "statement": "Few cars queue.",
        "kind": "judgment",
        "confidence": "low",
        "likelihood": "likely",
        "date": "2024",
        "quantity": {"value": 9, "unit": "cars", "measure": "Cars in the queue", "shelf_life": "P18M"},
        "sources": [{"id": "report", "locator": "page 7"}],
        "rests_on": ["toll"],
        "contradicts": ["toll"],
    },
    "sources": {
        "kind": "article",
        "authors": ["B. Writer"],
        "publisher": "Ministry",
        "date": "2022",
        "via": "news",
        "note": "Withdrawn since.",
    },
}
"""The fields of the first items of `WIDE` in which they are judged, each with another value."""

ASIDE: dict[str, dict[str, Any]] = {
    "goals": {"title": "People move on"},
    "recommendations": {
        "title": "Build a new bridge",
        "actor": "country",
        "rationale": "Because we say so.",
        "goals": ["mobility", "thrift"],
        "horizon": "near",
        "risks": ["The river rises."],
        "indicators": ["Lorries cross."],
        "updates": [],
    },
    "claims": {"actors": [], "if_wrong": "There is no need.", "review_by": date(2027, 1, 1)},
    "sources": {
        "title": "Another report on queues",
        "url": "https://example.org/new",
        "accessed": date(2025, 1, 1),
        "text": "words/new.txt",
    },
}
"""The other fields."""


def fit_for(name: str) -> Data:
    """The wide brief, with a first claim of the kind that has a field."""
    return changed(("claims", 0, "kind"), {"likelihood": "judgment", "if_wrong": "assumption"}.get(name, "fact"), WIDE)


def each(fields: dict[str, dict[str, Any]]) -> list[tuple[str, str, Any]]:
    return [(part, name, value) for part, values in fields.items() for name, value in values.items()]


def told_of(old: Data, new: Data) -> dict[str, Suspect]:
    """What is suspect as a whole, by its id."""
    return {one.id: one for one in suspects(compare(model(old), model(new)), model(new)) if not one.place}


def test_of_every_field_it_is_decided_whether_it_is_of_the_argument() -> None:
    item: dict[str, type[BaseModel]] = {"goals": Goal, "recommendations": Recommendation, "claims": Claim, "sources": Source}  # fmt: skip
    for part, kind in item.items():
        assert sorted([*OF_ARGUMENT[part], *ASIDE[part], "id"]) == sorted(kind.model_fields)


@pytest.mark.parametrize(("part", "name", "value"), each(OF_ARGUMENT))
def test_only_another_argument_makes_what_rests_on_it_suspect(part: str, name: str, value: Any) -> None:
    data = fit_for(name)
    if name == "via":
        data["sources"][1] = {"id": "news", "kind": "interview", "title": "Evening news"}
    found = told_of(data, changed((part, 0, name), value, data)).values()
    mine = [one for one in found if one.cause == data[part][0]["id"]]
    assert bool(mine) is (part != "recommendations")
    assert {one.changed for one in mine} <= {(name,)}


@pytest.mark.parametrize(("part", "name", "value"), each(ASIDE))
def test_what_says_nothing_of_an_argument_makes_nothing_suspect(part: str, name: str, value: Any) -> None:
    old = fit_for(name)
    new = model(changed((part, 0, name), value, old))
    found = compare(model(old), new)
    assert not found.is_empty
    assert suspects(found, new) == ()


CAUSES = {
    "goals": ("sources", "note", "Withdrawn since."),
    "recommendations": ("claims", "confidence", "low"),
    "claims": ("sources", "note", "Withdrawn since."),
}
"""What on which the first item of a part rests changes, and how."""


def both(part: str, name: str, value: Any) -> tuple[Data, Data]:
    """The wide brief, and one in which a field changed as well as that on which its item rests."""
    old = fit_for(name)
    on, field, other = CAUSES[part]
    return old, changed((part, 0, name), value, changed((on, 0, field), other, old))


@pytest.mark.parametrize(("part", "name", "value"), [one for one in each(ASIDE) if one[0] != "sources"])
def test_whatever_else_of_it_is_edited_an_item_is_suspect_while_its_argument_stays(
    part: str, name: str, value: Any
) -> None:
    found = told_of(*both(part, name, value))[WIDE[part][0]["id"]]
    assert (found.on, found.steps) == (WIDE[CAUSES[part][0]][0]["id"], 1)


@pytest.mark.parametrize(("part", "name", "value"), [one for one in each(OF_ARGUMENT) if one[0] != "sources"])
def test_an_item_with_another_argument_has_been_looked_at_again(part: str, name: str, value: Any) -> None:
    assert WIDE[part][0]["id"] not in told_of(*both(part, name, value))


def test_a_source_with_another_address_is_suspect_when_that_through_which_it_is_known_changed() -> None:
    data = changed(("sources", 0, "note"), "Withdrawn since.")
    found = told_of(FULL, changed(("sources", 1, "url"), "https://example.org/news", data))["news"]
    assert (found.on, found.steps) == ("report", 1)
    assert "news" not in told_of(FULL, changed(("sources", 1, "note"), "Heard live.", data))


def test_how_long_a_number_may_be_used_is_no_part_of_what_a_claim_says() -> None:
    assert told_of(FULL, changed(("claims", 0, "quantity", "shelf_life"), "P2Y")) == {}


def test_a_goal_that_a_recommendation_newly_serves_was_read_when_it_was_named() -> None:
    new = changed(("goals", 1, "statement"), "Spend nothing.", WIDE)
    assert told_of(WIDE, changed(("recommendations", 0, "goals"), ["mobility", "thrift"], new)) == {}
    new = changed(("goals", 0, "statement"), "No queues.", new)
    both = told_of(WIDE, changed(("recommendations", 0, "goals"), ["mobility", "thrift"], new))
    assert (both["bridge"].on, both["bridge"].steps) == ("mobility", 1)
