"""What differs between two editions: nothing that does not count, and all that leads from one to the other."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from briefs import FULL, briefs, changed, model
from edited_briefs import Data, pairs, renamed, reordered, without
from hypothesis import given, settings
from hypothesis import strategies as st
from weighed import brief_of

from kzcli.brief import PARTS, Brief
from kzcli.editions.applying import apply
from kzcli.editions.comparing import compare
from kzcli.editions.counting import counts
from kzcli.editions.difference import Difference, NewEntries, NewValue
from kzcli.editions.fields import canonical
from kzcli.editions.suspects import suspects


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
