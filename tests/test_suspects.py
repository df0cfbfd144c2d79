"""What is to be looked at again in a new edition: all that stayed and rests on what changed, however far away."""

from __future__ import annotations

import copy
import time
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from briefs import FULL, MINIMAL, briefs, changed, model
from edited_briefs import Data, edited, without
from hypothesis import given, settings
from hypothesis import strategies as st

from kzcli.editions.argument import argued
from kzcli.editions.comparing import compare
from kzcli.editions.difference import Difference, Suspect
from kzcli.editions.suspects import suspects
from kzcli.links import Links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


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
