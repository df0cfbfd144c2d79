"""What differs between two editions: nothing that does not count, and all that leads from one to the other."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from briefs import FULL, briefs, changed, model
from edited_briefs import Data, edited, pairs, renamed, reordered, without
from hypothesis import given, settings
from hypothesis import strategies as st

from kzcli.brief import PARTS, Brief
from kzcli.editions.applying import apply
from kzcli.editions.comparing import compare
from kzcli.editions.counting import counts
from kzcli.editions.difference import Difference, NewEntries, NewValue
from kzcli.editions.fields import canonical
from kzcli.editions.suspects import suspects
from kzcli.editions.word_diff import Budget, pieces, words
from kzcli.links import Links


def through_json(difference: Difference) -> Difference:
    from kzcli.formats.json import dump

    return Difference.model_validate_json(dump(difference))


def told(brief: Brief) -> object:
    """All that a brief says, in an order that says nothing."""
    return canonical({name: getattr(brief, name) for name in Brief.model_fields if name != "exceptions"})


@settings(max_examples=100)
@given(pairs())
def test_a_difference_applied_to_the_old_edition_gives_the_new_one(pair: tuple[Data, Data]) -> None:
    old, new = map(model, pair)
    found = through_json(compare(old, new))
    assert found == compare(old, new)
    made = apply(found, old)
    assert compare(made, new).is_empty
    assert told(made) == told(new)


@settings(max_examples=60)
@given(st.data())
def test_order_spacing_and_exceptions_never_count(data: Any) -> None:
    one = data.draw(st.just(FULL) | briefs())
    other = data.draw(reordered(one))
    found = compare(model(one), model({**other, "exceptions": []}))
    assert found.is_empty
    assert not found.strengths
    assert not found.standings


@settings(max_examples=60)
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


@settings(max_examples=60)
@given(st.data())
def test_suspects_rest_on_what_changed_and_did_not_themselves_change(data: Any) -> None:
    old = data.draw(st.just(FULL) | briefs())
    new = model(data.draw(edited(old)))
    found = compare(model(old), new)
    items = Links(new).items
    changed = {one.id for one in found.changed}
    for one in suspects(found, new):
        assert one.chain
        assert one.id not in {other.item.id for other in found.added}
        assert one.id not in changed or one.place
        assert set(one.chain) <= set(items)
        assert one.changed == ("added",) or one.chain[-1] in changed
    if found.is_empty:
        assert suspects(found, new) == ()


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
    found = {one.id: one.chain for one in suspects(compare(model(FULL), new), new)}
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
    assert found["growth"].chain == ("shrinks",)
    assert found["growth"].changed == ("added",)
    assert found["bridge"].chain == ("growth", "shrinks")


def test_what_was_read_again_or_is_to_be_looked_at_later_makes_nothing_suspect() -> None:
    for path, value in ((("sources", 0, "accessed"), date(2025, 1, 1)), (("claims", 0, "review_by"), date(2027, 1, 1))):
        new = model(changed(path, value))
        found = compare(model(FULL), new)
        assert not found.is_empty
        assert suspects(found, new) == ()


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
    found = [place for _, id, place in places(("recommendations", 0, "title"), "Build it", data) if id == "bridge"]
    assert found == ["paragraph 1 of rationale", "risk 1"]
    found = [
        place for _, id, place in places(("recommendations", 0, "risks", 0), "Rain.[^growth]", data) if id == "bridge"
    ]
    assert found == ["paragraph 1 of rationale"]
    update = {"date": date(2024, 7, 1), "status": "open", "response": "none", "note": "Cars queue.[^traffic]"}
    assert all(place != "note of update 1" for *_, place in places(("recommendations", 0, "updates"), [update], data))


def test_a_text_is_suspect_for_what_on_the_shortest_way_changed() -> None:
    data = changed(("summary", "points"), ["A.[^growth][^traffic]"])
    new = model(changed(("sources", 0, "note"), "Withdrawn since.", data))
    line, point = (one for one in suspects(compare(model(data), new), new) if one.part == "summary")
    assert (line.chain, point.chain) == (("traffic", "report"), ("traffic", "report"))


def test_the_disclaimer_and_what_else_the_brief_says_of_itself_is_looked_at() -> None:
    data = changed(("disclaimer",), "Nobody's views.[^traffic]")
    assert ("brief", "full", "disclaimer") in places(("title",), "Another", data)
    assert all(part != "brief" for part, *_ in places(("disclaimer",), "My views.[^traffic]", data))


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
