"""What differs between two editions: nothing that does not count, and all that leads from one to the other."""

from __future__ import annotations

import copy
import time
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from briefs import FULL, MINIMAL, briefs, changed, model
from edited_briefs import Data, edited, pairs, renamed, reordered, without
from hypothesis import given, settings
from hypothesis import strategies as st
from weighed import brief_of

from kzcli.brief import PARTS, Brief, Claim, Goal, Recommendation, Source
from kzcli.editions.applying import apply
from kzcli.editions.argument import argued
from kzcli.editions.comparing import compare
from kzcli.editions.counting import counts
from kzcli.editions.difference import Difference, NewEntries, NewValue, Suspect
from kzcli.editions.fields import canonical
from kzcli.editions.suspects import suspects
from kzcli.editions.word_diff import Budget, pieces, words
from kzcli.links import Links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pydantic import BaseModel


def through_json(difference: Difference) -> Difference:
    from kzcli.formats.json import dump

    return Difference.model_validate_json(dump(difference))


def told(brief: Brief) -> object:
    """All that a brief says, in an order that says nothing."""
    return canonical(brief)


@settings(max_examples=25)
@given(pairs())
def test_a_difference_applied_to_the_old_edition_gives_the_new_one(pair: tuple[Data, Data]) -> None:
    old, new = map(model, pair)
    found = through_json(compare(old, new))
    assert found == compare(old, new)
    made = apply(found, old)
    assert compare(made, new).is_empty
    assert told(made) == told(new)


@settings(max_examples=15)
@given(st.data())
def test_order_and_spacing_never_count(data: Any) -> None:
    one = data.draw(st.just(FULL) | briefs())
    found = compare(model(one), model(data.draw(reordered(one))))
    assert found.is_empty
    assert not found.strengths
    assert not found.standings


@settings(max_examples=15)
@given(pairs())
def test_what_is_added_one_way_is_removed_the_other_way(pair: tuple[Data, Data]) -> None:
    old, new = map(model, pair)
    there, back = compare(old, new), compare(new, old)
    assert {one.item.id for one in there.added} == {one.item.id for one in back.removed}
    assert {one.item.id for one in there.removed} == {one.item.id for one in back.added}
    assert {(one.old, one.new) for one in there.renamed} == {(one.new, one.old) for one in back.renamed}
    assert {(one.id, one.old, one.new) for one in there.strengths if not there.renamed} == {
        (one.id, one.new, one.old) for one in back.strengths if not there.renamed
    }


@settings(max_examples=15)
@given(st.data())
def test_suspects_rest_on_what_changed_and_did_not_themselves_change(data: Any) -> None:
    old = data.draw(st.just(FULL) | briefs())
    new = model(data.draw(edited(old)))
    found = compare(model(old), new)
    items = Links(new).items
    changed = {one.id for one in found.changed}
    removed = {one.item.id for one in found.removed}
    told = suspects(found, new)
    for one in told:
        assert one.id not in {other.item.id for other in found.added}
        assert one.id not in looked_at(found) or one.place
        *between, cause = way(one, told)
        assert set(between) <= set(items)
        assert cause in (set(items) if one.changed == ("added",) else changed | removed)
        assert (cause in removed) is (one.changed == ("removed",))
    if found.is_empty:
        assert suspects(found, new) == ()


def way(one: Suspect, found: Iterable[Suspect]) -> tuple[str, ...]:
    """On what something rests, nearest first, up to what changed: all that lies between is told of as well."""
    told = {other.id: other for other in found if other.place is None}
    ids = [one.on]
    while ids[-1] != one.cause:
        between = told[ids[-1]]
        assert (between.cause, between.changed) == (one.cause, one.changed)
        assert between.steps == one.steps - len(ids)
        ids.append(between.on)
    assert len(ids) == one.steps
    return tuple(ids)


def looked_at(found: Difference) -> set[str]:
    """The items whose argument changed: they were looked at again themselves."""
    return {one.id for one in found.changed if any(argued(one.part, one.changes))}


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


@st.composite
def weighed(draw: st.DrawFn) -> tuple[Data, Data]:
    """Two editions whose claims rest on and contradict each other, with a field, a claim or a source otherwise."""
    ids = list("abcde")

    def some(names: Any, at_least: int = 0) -> st.SearchStrategy[list[str]]:
        return st.lists(st.sampled_from(list(names)), min_size=at_least, max_size=2, unique=True)

    fields: dict[str, Any] = {
        "confidence": lambda _: st.sampled_from(["high", "moderate", "high", "high", "low"]),
        "sources": lambda _: some("stu", 1).map(lambda names: [{"id": name} for name in names]),
        "rests_on": lambda of: some(ids).map(lambda names: [name for name in names if name < of]),
        "contradicts": lambda of: some(ids, 1).map(lambda names: [name for name in names if name != of]),
    }
    claims = [
        {"id": id, "statement": f"{id} holds.", "kind": "fact", **{name: draw(fields[name](id)) for name in fields}}
        for id in ids
    ]
    sources = [{"id": id, "kind": "web", "title": id} for id in "stu"]
    evidence = draw(some(ids, 1))
    updates = [{"date": date(2024, 5, 1), "status": "open", "response": "none", "sources": [{"id": "s"}]}]
    act = {"id": "act", "title": "Act", "actor": "city", "action": "Act.", "evidence": evidence, "updates": updates}
    old: Data = {**FULL, "recommendations": [act], "claims": claims, "sources": sources, "goals": [], "sections": []}
    old |= {"summary": {"bottom_line": "Act.[^a]"}, "based_on": "s", "exceptions": []}
    new = copy.deepcopy(old)
    for _ in range(draw(st.integers(1, 2))):
        one = draw(st.sampled_from(new["claims"]))
        match draw(st.sampled_from(["drop", "contradicts", "drop", "contradicts", "update", "via", *fields])):
            case "drop":
                new = without(new, one["id"])
            case "via":
                new["sources"][2] |= {"via": draw(st.sampled_from("st"))}
            case "contradicts" | "rests_on" as name:
                there = {other["id"] for other in new["claims"]}
                one[name] = [id for id in draw(fields[name](one["id"])) if id in there]
            case "confidence" | "sources" as name:
                one[name] = draw(fields[name](one["id"]))
            case _:
                more = [updates[0] | {"status": "implemented"}] if draw(st.booleans()) else []
                new["recommendations"][0]["updates"] = more
    return (old, new) if draw(st.booleans()) else (new, old)


@settings(max_examples=60)
@given(weighed())
def test_what_is_stronger_or_weaker_and_did_not_itself_change_is_suspect(pair: tuple[Data, Data]) -> None:
    old, new = map(model, pair)
    found = compare(old, new)
    told = {(one.part, one.id) for one in suspects(found, new) if not one.place}
    assert {(one.part, one.id) for one in found.strengths if one.id not in looked_at(found)} <= told


def empty(found: Difference) -> Difference:
    """The same without all but what is renamed."""
    nothing = dict.fromkeys(("brief", "removed", "added", "changed", "strengths", "standings"), ())
    return found.model_copy(update=nothing)


@pytest.mark.parametrize("id", [item["id"] for part in sorted(PARTS) for item in FULL[part]])
def test_an_item_with_another_id_is_renamed_and_nothing_else_is_told(id: str) -> None:
    found = compare(model(FULL), model(renamed(FULL, id, "another")))
    assert [(one.old, one.new) for one in found.renamed] == [(id, "another")]
    assert found == empty(found)
    assert not found.strengths


def test_all_items_with_other_ids_are_renamed() -> None:
    new = FULL
    for part in sorted(PARTS):
        for item in FULL[part]:
            new = renamed(new, item["id"], f"new-{item['id']}")
    found = compare(model(FULL), model(new))
    assert {(one.old, one.new) for one in found.renamed} == {(one.old, f"new-{one.old}") for one in found.renamed}
    assert len(found.renamed) == sum(len(FULL[part]) for part in PARTS)
    assert found == empty(found)


def test_an_item_with_another_id_and_nearly_the_same_words_is_renamed_and_changed() -> None:
    new = renamed(FULL, "growth", "more-traffic")
    new["claims"][1]["statement"] = "Traffic is likely to grow fast."
    found = compare(model(FULL), model(new))
    assert [(one.old, one.new) for one in found.renamed] == [("growth", "more-traffic")]
    assert [(one.id, [change.field for change in one.changes]) for one in found.changed] == [
        ("more-traffic", ["statement"])
    ]


def test_another_claim_under_another_id_is_another_claim() -> None:
    new = renamed(FULL, "growth", "ferry-tickets")
    new["claims"][1]["statement"] = "A ticket for the ferry costs much."
    found = compare(model(FULL), model(new))
    assert not found.renamed
    assert [one.item.id for one in found.added] == ["ferry-tickets"]
    assert [one.item.id for one in found.removed] == ["growth"]


def test_ids_that_change_places_between_parts() -> None:
    new = renamed(renamed(renamed(FULL, "traffic", "x"), "news", "traffic"), "x", "news")
    found = compare(model(FULL), model(new))
    assert apply(found, model(FULL)) == model(new)


def one_change(path: tuple[str | int, ...], value: Any) -> NewValue | NewEntries:
    found = compare(model(FULL), model(changed(path, value)))
    changes = [*found.brief, *(change for one in found.changed for change in one.changes)]
    assert len(changes) == 1
    return changes[0]


def test_each_kind_of_field_is_compared() -> None:
    assert one_change(("title",), "Another").field == "title"
    assert one_change(("as_of",), date(2025, 1, 1)) == NewValue(field="as_of", old="2024-01-31", new="2025-01-01")
    assert one_change(("summary", "bottom_line"), "No.").field == "summary.bottom_line"
    assert one_change(("summary", "points", 1), "It costs.") == NewEntries(
        field="summary.points", lost=("It **pays**.",), gained=("It costs.",)
    )
    assert one_change(("claims", 0, "quantity", "value"), 9).field == "quantity"
    assert one_change(("recommendations", 0, "horizon"), "near") == NewValue(field="horizon", old="long", new="near")
    assert one_change(("recommendations", 0, "against"), []) == NewEntries(field="against", lost=("cost",), gained=())
    assert one_change(("sources", 0, "authors"), ["B. Writer"]).field == "authors"


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("one two\nthree\n", "one\ntwo three", True),
        ("- one\n  two\n- three\n", "- one two\n- three", True),
        ("one **two three**\n", "one **two\nthree**", True),
        ("one\n\ntwo", "one two", False),
        ("- one\n- two", "one\n- two - two", False),
        ("```\na  b\n```", "```\na b\n```", False),
        ("> a\n> b", "> a b", False),
        ("a   b", "a b", True),
    ],
)
def test_a_paragraph_that_is_wrapped_otherwise_is_the_same_paragraph(old: str, new: str, same: bool) -> None:
    path = ("sections", 0, "body")
    assert compare(model(changed(path, old)), model(changed(path, new))).is_empty is same


def test_of_two_updates_on_a_day_the_last_counts() -> None:
    path = ("recommendations", 0, "updates")
    one = {"date": date(2024, 5, 1), "status": "open", "response": "none"}
    two = {**one, "status": "implemented"}
    old, new = model(changed(path, [one, two])), model(changed(path, [two, one]))
    found = compare(old, new)
    assert [(one.old_status, one.new_status) for one in found.standings] == [("implemented", "open")]
    assert compare(apply(found, old), new).is_empty
    later = {**two, "date": date(2024, 6, 1)}
    assert compare(model(changed(path, [one, later])), model(changed(path, [later, one]))).is_empty


def test_a_difference_from_another_brief_does_not_fit() -> None:
    old = model(FULL)
    for new in (
        without(FULL, "growth"),
        changed(("claims", 1, "statement"), "Other."),
        changed(("summary", "points"), []),
    ):
        found = compare(old, model(new))
        with pytest.raises(ValueError, match="in it"):
            apply(found, model(without({**FULL, "summary": {"bottom_line": "No."}}, "growth")))


def test_what_stays_but_rests_on_a_change_at_any_depth_is_suspect() -> None:
    new = model(changed(("sources", 0, "note"), "Withdrawn since."))
    told = suspects(compare(model(FULL), new), new)
    found = {one.id: way(one, told) for one in told}
    assert found["news"] == ("report",)
    assert found["traffic"] == ("report",)
    assert found["growth"] == ("traffic", "report")
    assert found["bridge"] in (("traffic", "report"), ("news", "report"), ("mobility", "report"))
    assert found["full"] == ("traffic", "report")
    assert "ferry" not in found
    assert "city" not in found


def test_a_new_claim_that_contradicts_makes_what_it_contradicts_suspect() -> None:
    more = {"id": "shrinks", "statement": "It shrinks.", "kind": "judgment", "confidence": "high", "contradicts": ["growth"]}  # fmt: skip
    new = model({**FULL, "claims": [*FULL["claims"], {**more, "sources": [{"id": "report"}]}]})
    found = {one.id: one for one in suspects(compare(model(FULL), new), new)}
    assert way(found["growth"], found.values()) == ("shrinks",)
    assert found["growth"].changed == ("added",)
    assert way(found["bridge"], found.values()) == ("growth", "shrinks")


@pytest.mark.parametrize("claims", [without(FULL, "cost"), changed(("claims", 2, "contradicts"), [])])
def test_what_nothing_contradicts_any_more_is_suspect_with_all_that_rests_on_it(claims: Data) -> None:
    new = model(claims)
    found = {one.id: one for one in suspects(compare(model(FULL), new), new)}
    there = "cost" in Links(new).claims
    assert (found["growth"].on, found["growth"].steps, found["growth"].changed) == (
        "cost",
        1,
        ("contradicts" if there else "removed",),
    )
    # Where it is removed, the recommendation that it spoke against and the section that cited it have changed themselves.
    assert ("bridge" in found, "why" in found) == (there, there)


def test_a_claim_is_gone_also_where_a_source_has_its_id_now_and_new_where_a_source_had_it() -> None:
    data = without(FULL, "cost")
    source = model({**data, "sources": [*data["sources"], {"id": "cost", "kind": "web", "title": "Costs"}]})
    for old, new, cause in ((model(FULL), source, "removed"), (source, model(FULL), "added")):
        found = {one.id: one for one in suspects(compare(old, new), new)}
        assert (found["growth"].on, found["growth"].steps, found["growth"].changed) == ("cost", 1, (cause,))
        assert "bridge" not in found


def with_update(data: Data, **entry: Any) -> Data:
    """Data with one more update of the first recommendation."""
    update = {"date": date(2024, 7, 1), "status": "implemented", "response": "none", **entry}
    return changed(("recommendations", 0, "updates"), [*data["recommendations"][0]["updates"], update], data)


def test_an_update_of_a_recommendation_does_not_look_at_its_evidence() -> None:
    weaker = changed(("claims", 0, "confidence"), "low")
    for data in (weaker, with_update(weaker), changed(("recommendations", 0, "updates"), [], weaker)):
        new = model(data)
        told = [one for one in suspects(compare(model(FULL), new), new) if one.id == "bridge"]
        assert [(one.place, one.on, one.steps, one.changed) for one in told] == [(None, "traffic", 1, ("confidence",))]


def test_a_new_update_is_made_in_view_of_what_it_cites() -> None:
    source = {"id": "paper", "kind": "web", "title": "Paper"}
    data = with_update(FULL, note="It floods.[^flood]", sources=[{"id": "paper"}])
    data["sources"] = [*FULL["sources"], source]
    data["claims"] = [*FULL["claims"], {"id": "flood", "statement": "It floods.", "kind": "fact", "confidence": "low"}]
    assert suspects(compare(model(FULL), model(data)), model(data)) == ()
    later = model(changed(("sources", 2, "note"), "Withdrawn since.", data))
    told = suspects(compare(model(data), later), later)
    assert [(one.id, one.on, one.steps) for one in told] == [("bridge", "paper", 1)]


def test_a_text_that_stayed_counts_also_where_a_new_update_says_the_same() -> None:
    data = changed(("recommendations", 0, "risks"), ["It costs.[^cost]"])
    data["recommendations"][0]["against"] = data["recommendations"][0]["evidence"] = []
    new = model(with_update(changed(("claims", 2, "statement"), "It costs much.", data), note="It costs.[^cost]"))
    found = [one for one in suspects(compare(model(data), new), new) if one.id == "bridge"]
    assert [(one.place, one.on, one.steps) for one in found] == [("risk 1", "cost", 1)]


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


def test_what_falls_if_an_assumption_is_wrong_is_a_text_of_its_own() -> None:
    old = changed(("claims", 2, "if_wrong"), "There is no traffic.[^traffic]")
    new = changed(("claims", 0, "confidence"), "low", old)
    told = suspects(compare(model(old), model(new)), model(new))
    found = [one for one in told if "cost" in (one.id, *way(one, told))]
    assert [(one.id, one.place, one.on, one.steps) for one in found] == [("cost", "“if wrong”", "traffic", 1)]


def places(path: tuple[str | int, ...], value: Any, data: Data = FULL) -> list[tuple[str, str, str | None]]:
    """What is suspect, and where in it, when something changes as well as the quantity of a claim."""
    new = model(changed(("claims", 0, "quantity", "value"), 9, changed(path, value, data)))
    return [(one.part, one.id, one.place) for one in suspects(compare(model(data), new), new)]


SUMMARY = {"bottom_line": "Build it.[^traffic]", "points": ["Cars queue.[^traffic]", "It pays.[^growth]", "So be it."]}
BOTTOM_LINE, POINT_1, POINT_2 = (("summary", "full", place) for place in ("bottom line", "point 1", "point 2"))


@pytest.mark.parametrize(
    ("path", "value", "wanted"),
    [
        (("title",), "Another", [BOTTOM_LINE, POINT_1, POINT_2]),
        (("summary", "bottom_line"), "Build two.[^traffic]", [POINT_1, POINT_2]),
        (("summary", "points", 0), "Few cars queue.[^traffic]", [BOTTOM_LINE, POINT_2]),
        (("summary", "points"), SUMMARY["points"][1:], [BOTTOM_LINE, POINT_1]),
        (("summary", "points"), SUMMARY["points"][::-1], [BOTTOM_LINE, POINT_2, ("summary", "full", "point 3")]),
    ],
)
def test_a_text_of_the_summary_that_stayed_is_suspect_whatever_became_of_the_others(
    path: tuple[str | int, ...], value: Any, wanted: list[tuple[str, str, str]]
) -> None:
    found = places(path, value, {**FULL, "summary": SUMMARY})
    assert [one for one in found if one[0] == "summary"] == wanted


BODY = (
    "Cars queue.[^traffic]\n\nIt costs.[^cost]\n\n- one\n- two[^growth]\n\n| a | b |\n| - | - |\n| 1 | 2[^traffic] |\n\n"
    "> Said.[^traffic]\n\nMore `[^traffic]` cars.\n\nThey\nqueue.[^traffic]\n"
)
PIECES = ["paragraph 1", "item 2 of list 1", "row 1 of table 1", "quotation 1", "paragraph 4"]


@pytest.mark.parametrize(
    ("new", "wanted"),
    [
        (BODY, PIECES),
        (BODY.replace("They\nqueue", "They queue"), PIECES),
        (BODY.replace("Cars queue", "Few cars queue"), PIECES[1:]),
        (BODY.replace("two[", "three["), [PIECES[0], *PIECES[2:]]),
        (BODY.replace("one", "none"), PIECES),
        (BODY.replace("2[", "3["), [*PIECES[:2], *PIECES[3:]]),
        ("New.[^traffic]\n\n" + BODY, ["paragraph 2", *PIECES[1:4], "paragraph 5"]),
    ],
)
def test_a_piece_of_a_section_that_stayed_is_suspect_whatever_became_of_the_others(new: str, wanted: list[str]) -> None:
    found = places(("sections", 0, "body"), new, changed(("sections", 0, "body"), BODY))
    assert [place for part, _, place in found if part == "sections"] == wanted


def test_of_a_recommendation_that_changed_its_other_texts_may_be_suspect() -> None:
    risks = ["It floods.[^growth]", "It rusts."]
    data = changed(("recommendations", 0, "risks"), risks)
    assert ("recommendations", "bridge", None) in places(("title",), "Another", data)
    data["recommendations"][0]["evidence"] = data["recommendations"][0]["goals"] = []
    for path, value, wanted in (
        (("title",), "Another", ["paragraph 1 of rationale", "risk 1"]),
        (("recommendations", 0, "action"), "Build it", ["paragraph 1 of rationale", "risk 1"]),
        (("recommendations", 0, "risks", 0), "Rain.[^growth]", ["paragraph 1 of rationale"]),
        (("recommendations", 0, "rationale"), "It is.[^growth]", ["risk 1"]),
    ):
        assert [place for _, id, place in places(path, value, data) if id == "bridge"] == wanted
    update = {"date": date(2024, 7, 1), "status": "open", "response": "none", "note": "Cars queue.[^traffic]"}
    assert all(place != "note of update 1" for *_, place in places(("recommendations", 0, "updates"), [update], data))


def test_a_text_is_suspect_for_what_on_the_shortest_way_changed() -> None:
    data = changed(("summary", "points"), ["A.[^growth][^traffic]"])
    new = model(changed(("sources", 0, "note"), "Withdrawn since.", data))
    told = suspects(compare(model(data), new), new)
    assert [way(one, told) for one in told if one.part == "summary"] == [("traffic", "report")] * 2


def test_the_disclaimer_and_what_else_the_brief_says_of_itself_is_looked_at() -> None:
    data = changed(("disclaimer",), "Nobody's views.[^traffic]")
    assert ("brief", "full", "disclaimer") in places(("title",), "Another", data)
    assert all(part != "brief" for part, *_ in places(("disclaimer",), "My views.[^traffic]", data))


CLAIM: dict[str, Any] = {"statement": "It holds.", "kind": "judgment", "confidence": "high"}


def chain_of_claims(count: int) -> tuple[Data, Data]:
    """Two editions: each claim rests on the one before, and the first says something else."""
    claims = [{**CLAIM, "id": f"c{at}", "rests_on": [f"c{at - 1}"] if at else []} for at in range(count)]
    old = {**MINIMAL, "claims": claims}
    return old, changed(("claims", 0, "statement"), "It does not.", old)


def points_about_a_claim(count: int) -> tuple[Data, Data]:
    """Two editions: of the points, all stay and as many are new; the claim says something else."""
    kept, more = ([f"{word} {at}.[^c]" for at in range(count)] for word in ("Kept", "New"))
    old = {**MINIMAL, "summary": {"bottom_line": "Do.", "points": kept}, "claims": [{**CLAIM, "id": "c"}]}
    new = {**old, "summary": {"bottom_line": "Do.", "points": [*kept, *more]}}
    return old, changed(("claims", 0, "statement"), "It does not.", new)


@pytest.mark.parametrize(
    ("editions", "many"), [(partial(chain_of_claims, 3_001), 3_000), (partial(points_about_a_claim, 6_000), 6_000)]
)
def test_however_much_rests_on_a_change_it_is_told_in_no_time_and_in_few_words(
    editions: Callable[[], tuple[Data, Data]], many: int
) -> None:
    from kzcli.formats.json import dump
    from kzcli.views.editions import suspects_page

    old, new = map(model, editions())
    found = compare(old, new)
    started = time.process_time()
    told = suspects(found, new)
    suspects_page(found, told, new)
    assert time.process_time() - started < 1  # a tenth of a second; what is wrong takes several
    assert len(told) == many
    assert len(dump(told)) < 250 * many


def test_exceptions_of_check_count_by_the_rule_and_the_item() -> None:
    let: dict[str, Any] = FULL["exceptions"][0]
    other, reworded = {**let, "code": "KZ306"}, {**let, "reason": "It is old."}
    for exceptions, wanted in (
        ([], (0, 1, 0)),
        ([let, other], (1, 0, 0)),
        ([{**let, "id": "bridge"}], (1, 1, 0)),
        ([reworded], (0, 0, 1)),
        ([let, reworded], (1, 0, 0)),
        ([{**let, "reason": let["reason"].replace(" ", "  ")}], None),
    ):
        found = compare(model(FULL), model({**FULL, "exceptions": exceptions}))
        assert found.is_empty is (wanted is None)
        many = [(one.part, (one.added, one.removed, one.changed)) for one in counts(found)]
        assert many == ([("exceptions", wanted)] if wanted else [])
        assert told(apply(through_json(found), model(FULL))) == told(model({**FULL, "exceptions": exceptions}))
        assert suspects(found, model(FULL)) == ()


def test_what_another_claim_limits_is_told_and_counted_but_not_where_several_did_before() -> None:
    def rests_on(aa: str, bb: str) -> Brief:
        claims: list[Data] = [
            {"id": "aa", "confidence": aa},
            {"id": "bb", "confidence": bb},
            {"id": "cc", "rests_on": ["aa", "bb"]},
        ]
        return brief_of([{**claim, "kind": "assumption"} for claim in claims])

    found = compare(rests_on("low", "moderate"), rests_on("moderate", "low"))
    told = {one.id: (one.old, one.new, one.old_limited_by, one.new_limited_by, one.turn) for one in found.strengths}
    assert told["cc"] == ("low", "low", "aa", "bb", None)
    assert through_json(found) == found
    (one,) = counts(found)
    assert (one.changed, one.stronger, one.weaker, one.otherwise_limited) == (2, 1, 1, 1)
    for old, new in ((("low", "low"), ("high", "low")), (("high", "low"), ("low", "low"))):
        assert "cc" not in {one.id for one in compare(rests_on(*old), rests_on(*new)).strengths}


def test_counts_tell_what_is_stronger_or_weaker_also_where_nothing_else_of_a_part_changed() -> None:
    old, new = model(FULL), model(changed(("claims", 0, "confidence"), "low"))
    there = {one.part: one for one in counts(compare(old, new))}
    assert set(there) == {"recommendations", "claims"}
    one = there["recommendations"]
    assert (one.added, one.removed, one.changed, one.renamed, one.stronger, one.weaker) == (0, 0, 0, 0, 0, 1)
    assert (there["claims"].changed, there["claims"].stronger, there["claims"].weaker) == (1, 0, 2)
    back = {one.part: (one.stronger, one.weaker) for one in counts(compare(new, old))}
    assert back == {"recommendations": (1, 0), "claims": (2, 0)}


def shown(old: str, new: str, steps: int = 3_000_000) -> str | None:
    found = pieces(old, new, Budget(steps))
    if found is None:
        return None

    def said(some: Any) -> str:
        return " ".join(word.text for word in some)

    return " ".join(
        said(one.kept) if one.kept else f"[-{said(one.deleted)}-]{{+{said(one.inserted)}+}}" for one in found
    )


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("a b c d", "a b x d", "a b [-c-]{+x+} d"),
        ("a b c", "a b c d", "a b c [--]{+d+}"),
        ("a b c d", "b c d", "[-a-]{++} b c d"),
        ("It grew.[^one]", "It grew.[^two]", "It grew. [-[^one]-]{+[^two]+}"),
        ("one two three", "four five six", None),
        ("the cat sat on the mat and slept", "the dog sat on the rug and slept", "the [-cat-]{+dog+} sat on the [-mat-]{+rug+} and slept"),
    ],
)  # fmt: skip
def test_texts_are_told_word_by_word(old: str, new: str, wanted: str | None) -> None:
    assert shown(old, new) == wanted


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_what_is_told_word_by_word_is_both_texts(old: list[str], new: list[str]) -> None:
    found = pieces(" ".join(old), " ".join(new), Budget())
    if found is not None:
        assert [word.text for one in found for word in one.kept or one.deleted] == old
        assert [word.text for one in found for word in one.kept or one.inserted] == new


@given(st.text(max_size=60))
def test_no_character_of_a_text_is_lost_but_blanks(text: str) -> None:
    assert "".join(word.text for word in words(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 500_000, "b " * 500_000),
        ("a b " * 250_000, "b a a " * 170_000),
        (" ".join(str(n * 7919 % 101) for n in range(300_000)), " ".join(str(n * 7907 % 103) for n in range(300_000))),
    ],
)
def test_texts_as_large_as_a_file_may_be_are_compared_in_no_time(old: str, new: str) -> None:
    started = time.perf_counter()
    pieces(old, new, Budget())
    assert time.perf_counter() - started < 15  # three seconds; generous for a busy machine
