"""`kzcli diff --suspects`: what is to be looked at again, and the way from it to what changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from briefs import FULL, MINIMAL, changed, toml
from conftest import BRIEF, looked_at
from editions_by_hand import PAGES, write
from weighed import cite, data_of


def test_suspects_and_counts_are_what_somebody_has_looked_at(cli: Any, tmp_path: Path) -> None:
    made = [
        f"$ kzcli diff {name} {option}\n{cli('us-kazakhstan', str(write(name, tmp_path)), option, *PAGES[form])}"
        for name in ("new-figure", "contradicted")
        for option in ("--suspects", "--stat")
        for form in ("plain", "80")
    ]
    looked_at("diff-suspects", "\n".join(made))


def test_what_is_no_longer_contradicted_is_to_be_looked_at_again_with_all_that_rests_on_it(
    cli: Any, tmp_path: Path
) -> None:
    old = write("contradicted", tmp_path)
    taken_back = tmp_path / "taken-back.toml"
    taken_back.write_text(old.read_text("utf-8").replace('contradicts = ["students-in-us"]\n', ""), encoding="utf-8")
    for new, what in (("us-kazakhstan", "which is removed"), (str(taken_back), "whose contradictions changed")):
        lines = cli(str(old), new, "--suspects").splitlines()
        assert f"? students-in-us: was contradicted by few-students, {what}" in lines
        far = f"rests on students-in-us, which was contradicted by few-students, {what}"
        assert f"? education-exchange: {far}" in lines
        assert f"? exchange-ties: rests on exchange-language, which {far}" in lines
        assert f"? proposals: item 3 of list 1 cites {far.removeprefix('rests on ')}" in lines


def test_a_recommendation_that_only_gained_an_update_is_to_be_looked_at_again(cli: Any, tmp_path: Path) -> None:
    weaker = changed(("claims", 0, "confidence"), "low")
    (tmp_path / "old.toml").write_bytes(toml(changed(("recommendations", 0, "updates"), [])))
    (tmp_path / "new.toml").write_bytes(toml(weaker))
    text = cli(str(tmp_path / "old.toml"), str(tmp_path / "new.toml"), "--suspects")
    assert "? bridge: rests on traffic, whose confidence changed\n" in text
    assert "Nothing that stayed" in cli("us-kazakhstan", "--to", "2026-11-24", "--suspects")


REWORDED = {
    "after-covid": ("as the article takes for granted", "as the author takes for granted"),
    "other-priorities": ("Washington has priorities", "Washington has many priorities"),
    "tyson-agreement": ("In December 2019 Kazakhstan's government", "In January 2020 Kazakhstan's government"),
    "title": ("Hold a C5+1 summit in the Kazakh capital", "Hold a C5+1 summit in Astana"),
    "risk": ("The visit remains a gesture", "The visit stays a gesture"),
    "horizon": ('horizon = "medium"', 'horizon = "long"'),
    "if_wrong": ("The jobs, the growth and the exports", "The jobs, growth and exports"),
    "action": ("Visit Kazakhstan, hold talks", "Visit Kazakhstan at last, hold talks"),
    "goal": ("to help steady Afghanistan", "to steady Afghanistan"),
}
"""What is edited in the bundled brief, by name."""


@pytest.fixture
def to_look_at(cli: Any, tmp_path: Path) -> Any:
    """The recommendations and claims that are to be looked at again after edits of the bundled brief."""

    def lines(*names: str) -> list[str]:
        text = BRIEF.read_text("utf-8")
        for name in names:
            assert REWORDED[name][0] in text
            text = text.replace(*REWORDED[name])
        (tmp_path / "new.toml").write_text(text, encoding="utf-8")
        parts = cli("us-kazakhstan", str(tmp_path / "new.toml"), "--suspects").split("\n\n")
        return [line for part in parts if part.startswith(("Recomm", "Claims")) for line in part.splitlines()[1:]]

    return lines


@pytest.mark.parametrize("more", [[], ["title", "risk"], ["horizon"], ["risk", "horizon", "if_wrong"]])
def test_a_recommendation_is_to_be_looked_at_again_also_where_something_else_in_it_was_edited(
    to_look_at: Any, more: list[str]
) -> None:
    ids = ("summit", "investment-partnerships", "education-exchange", "closer-ties")
    wanted = [f"? {id}: rests on after-covid, whose statement changed" for id in ids]
    assert to_look_at("after-covid", *more) == wanted
    assert to_look_at("after-covid", "action", *more) == wanted[1:]


@pytest.mark.parametrize("more", [[], ["risk"], ["title", "horizon"]])
def test_what_speaks_against_a_recommendation_is_not_what_it_rests_on(to_look_at: Any, more: list[str]) -> None:
    assert to_look_at("other-priorities", *more) == [
        "? summit: has against it other-priorities, whose statement changed",
        "? no-special-relationship: rests on other-priorities, whose statement changed",
        "? special-relationship-unlikely: rests on other-priorities, whose statement changed",
    ]


def test_a_goal_is_served(to_look_at: Any) -> None:
    assert to_look_at("goal", "horizon") == ["? summit: serves afghan-stability, whose statement changed"]


def test_what_falls_with_an_assumption_is_not_what_it_says(to_look_at: Any) -> None:
    assert to_look_at("if_wrong") == []
    found = to_look_at("tyson-agreement", "if_wrong", "horizon")
    assert found == to_look_at("tyson-agreement")
    assert "? plant-built: rests on tyson-agreement, whose statement changed" in found
    assert "? tyson-jobs: rests on plant-built, which rests on tyson-agreement, whose statement changed" in found


def test_what_only_cites_does_not_rest_on_it_and_updates_that_cite_are_told(told: Any) -> None:
    claims: list[dict[str, Any]] = [
        {"id": "loose", "sources": cite("s")},
        {"id": "solid", "rests_on": ["loose"], "statement": "So.[^loose]"},
    ]
    claims += [{"id": "aside", "sources": cite("s"), "statement": "So.[^loose]"}]
    note = {"date": date(2025, 1, 1), "status": "open", "response": "none", "note": "It came.[^loose]"}
    acts: list[dict[str, Any]] = [
        {"id": "study", "action": "Do it.[^loose]", "updates": [note]},
        {"id": "build", "evidence": ["loose"], "against": ["loose"], "updates": [note]},
        {"id": "talk", "updates": [{**note, "note": "It came.", "sources": cite("book")}]},
    ]
    acts = [{"title": "Act", "actor": "city", "action": "Do it.", **act} for act in acts]
    sources = [{"id": "s"}, {"id": "book", "note": "So.[^loose]"}, {"id": "copy", "via": "book"}]
    data = data_of(claims, sources, recommendations=acts, actors=FULL["actors"])
    lines = told(data, changed(("claims", 0, "confidence"), "low", data), "--suspects")
    assert [line[2:] for line in lines if line.startswith("?")] == [
        f"{line}, whose confidence changed"
        for line in (
            "study: cites loose",
            "study: note of update 1 cites loose",
            "build: rests on loose",
            "build: note of update 1 cites loose",
            "talk: has an update from book, which cites loose",
            "solid: rests on loose",
            "aside: cites loose",
            "book: cites loose",
            "copy: is known through book, which cites loose",
        )
    ]


def test_a_long_chain_is_told_by_its_ends_also_where_it_ends_in_an_objection(cli: Any, tmp_path: Path) -> None:
    claims: list[Any] = [{"id": "c0", "statement": "It holds.", "kind": "fact", "confidence": "low"}]
    claims += ({**claims[0], "id": f"c{one}", "rests_on": [f"c{one - 1}"]} for one in range(1, 6))
    against = {**claims[0], "id": "against", "statement": "It does not.", "contradicts": ["c0"]}
    data = {**MINIMAL, "summary": {"bottom_line": "Do it.[^c5]"}}
    (tmp_path / "old.toml").write_bytes(toml({**data, "claims": [*claims, against]}))
    (tmp_path / "new.toml").write_bytes(toml({**data, "claims": claims}))
    lines = cli(str(tmp_path / "old.toml"), str(tmp_path / "new.toml"), "--suspects").splitlines()
    told = "rests on c4, which by way of 4 more was contradicted by against, which is removed"
    assert f"? c5: {told}" in lines
    assert f"? summary: bottom line cites c5, which by way of 5 more {told.partition(' more ')[2]}" in lines
    end = "which rests on c0, which was contradicted by against, which is removed"
    assert f"? c3: rests on c2, which rests on c1, {end}" in lines
