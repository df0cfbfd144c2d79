"""A citation that is mistyped is told; brackets that are meant are not."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import ROOT

from kzcli.checking import check_file
from kzcli.source import SourceFile

BASE = (ROOT / "tests" / "rules" / "base.toml").read_text("utf-8")
PLACE = "It is narrow."


def found(text: str) -> list[tuple[str, str]]:
    """What is told of a section that ends with a text: the words meant, and the help."""
    data = BASE.replace(PLACE, text).replace('"cost"', '"bridge-cost"').replace("[^cost]", "[^bridge-cost]")
    checked = check_file(SourceFile("a.toml", data.encode(), None), date(2026, 11, 24))
    lines = data.split("\n")
    return [
        (lines[one.line - 1][one.column - 1 : one.end_column - 1], one.help)
        for one in checked.findings
        if one.code == "KZ112"
    ]


@pytest.mark.parametrize(
    ("text", "marked", "written"),
    [
        ("It is narrow.[opened]", "[opened]", "[^opened]"),
        ("It is narrow. [opened]", "[opened]", "[^opened]"),
        ("It is narrow[bridge-cost].", "[bridge-cost]", "[^bridge-cost]"),
        ("It is narrow [bridge-cosst].", "[bridge-cosst]", "[^bridge-cost]"),
        ("It is narrow.^[opened]", "^[opened]", "[^opened]"),
        ("It is narrow.[^ opened ]", "[^ opened ]", "[^opened]"),
        ("It is narrow.[opened^]", "[opened^]", "[^opened]"),
        ("It is narrow.^[openned]", "^[openned]", "[^opened]"),
        ("It is narrow.^[opend]", "^[opend]", "[^opened]"),
        ("It is narrow.^opened", "^opened", "[^opened]"),
        ("It is narrow.^bridge-cost It is old.", "^bridge-cost", "[^bridge-cost]"),
        ("It is narrow.(^opened)", "(^opened)", "[^opened]"),
        ("It is narrow.[@opened]", "[@opened]", "[^opened]"),
        ("It is narrow.[^opened, ^traffic]", "[^opened, ^traffic]", "[^opened][^traffic]"),
        ("It is narrow.[^traffic][opened]", "[opened]", "[^opened]"),
    ],
)
def test_a_mistyped_citation_is_told_with_the_right_one(text: str, marked: str, written: str) -> None:
    assert found(text) == [(marked, f"write {written}")]


@pytest.mark.parametrize(
    "text",
    [
        "It is narrow.[^opened]",
        "It is narrow, [opened](https://example.org) long ago.",
        "It is narrow: “the bridge [opened] by the mayor [bridge-cost]”.",
        "It is narrow, and car[s] and the [opened] gate stay out.",
        "It is narrow [sic].",
        "It is 90 m^2, or x^cosst, or ^^opened.",
        "It is narrow.^openned It is old.",
        "It is narrow: `[opened]` and `^[opened]`.",
        r"It is narrow.\[opened]",
        "It is narrow.[1]",
        "It is narrow.^[As the plaque says.]",
        "- [ ] narrow\\n- [x] old",
    ],
)
def test_other_brackets_are_not(text: str) -> None:
    assert found(text) == []


def test_a_citation_in_plain_text_is_told_also_of_nothing() -> None:
    def told(old: str, new: str) -> list[str]:
        data = BASE.replace(old, new)
        assert data != BASE
        checked = check_file(SourceFile("a.toml", data.encode(), None), date(2026, 11, 24))
        return [one.message for one in checked.findings if one.code == "KZ112"]

    assert len(told('title = "The old bridge"', 'title = "The old bridge[^nope]"')) == 1
    assert len(told('measure = "Cost of a', 'measure = "Cost[^cost] of a')) == 1
    assert told('title = "Traffic count 2019"', 'title = "Of [^abc] in patterns"') == []


def test_a_thousand_brackets_cost_no_more_than_they_must() -> None:
    text = " ".join(f"x.[word-{index}]" for index in range(3000))
    assert found(f"It is narrow. {text}") == []
