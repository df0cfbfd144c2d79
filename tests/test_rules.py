"""Each rule finds its fault where it is planted, finds nothing where it is mended, and is explained."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from conftest import BRIEF, ROOT

from kzcli.checking import Checked, check_file
from kzcli.rules import FAMILIES, all_rules
from kzcli.source import SourceFile

EXAMPLES = ROOT / "src" / "kzcli" / "rules" / "examples"
CASES = ROOT / "tests" / "rules"
RULES = all_rules()
TODAY = date(2026, 11, 24)


def check(data: bytes, name: str = str(BRIEF), today: date = TODAY) -> Checked:
    return check_file(SourceFile(name, data, None), today)


def merged(base: Any, more: Any) -> Any:
    """The base with more: tables key by key, lists of tables by their ids; anything else replaced."""
    if isinstance(base, dict) and isinstance(more, dict):
        return {**base, **{key: merged(base[key], value) if key in base else value for key, value in more.items()}}
    entries = (
        isinstance(base, list) and isinstance(more, list) and all("id" in one for one in more if isinstance(one, dict))
    )
    if entries and base and more and all(isinstance(one, dict) for one in (*base, *more)):
        new = {one["id"]: one for one in more}
        old = [merged(one, new.pop(one["id"])) if one.get("id") in new else one for one in base]
        return [*old, *new.values()]
    return more


def example(code: str, kind: str) -> bytes:
    """An example as a file that can be checked."""
    path = EXAMPLES / f"{code}.{kind}.toml"
    data = path.read_bytes()
    if data.startswith(b"# alone"):
        return data
    base = tomllib.loads((CASES / "base.toml").read_text("utf-8"))
    return tomli_w.dumps(merged(base, tomllib.loads(data.decode()))).encode()


def located(checked: Checked) -> list[tuple[str, str]]:
    """The code of each finding, and the characters of the file that it points at."""
    lines = checked.text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return [
        (
            one.code,
            checked.text[starts[one.line - 1] + one.column - 1 : starts[one.end_line - 1] + one.end_column - 1],
        )
        for one in checked.findings
    ]


def test_nothing_is_found_in_the_base() -> None:
    assert located(check((CASES / "base.toml").read_bytes())) == []


def test_nothing_stands_in_the_bundled_brief_without_a_reason() -> None:
    findings = check(BRIEF.read_bytes()).findings
    assert [(one.code, one.id, one.message) for one in findings if one.let_stand is None] == []
    assert all(len(one.let_stand or "") > 20 for one in findings)


@pytest.mark.parametrize("code", RULES)
def test_the_bad_example_gives_that_finding_and_no_other(code: str) -> None:
    assert {found for found, _ in located(check(example(code, "bad"), str(CASES / "base.toml")))} == {code}


@pytest.mark.parametrize("code", RULES)
def test_in_the_good_example_nothing_is_found(code: str) -> None:
    assert [
        one for one in check(example(code, "good"), str(CASES / "base.toml")).findings if one.let_stand is None
    ] == []


@pytest.mark.parametrize("code", [code for code in RULES if code[:3] in ("KZ3", "KZ5", "KZ6", "KZ7")])
def test_a_rule_says_whether_it_knows_only_english(code: str) -> None:
    """Then it finds nothing in its bad example in another language."""
    bad = example(code, "bad").replace(b'language = "en"', b'language = "fr"', 1)
    found = {code for code, _ in located(check(bad, str(CASES / "base.toml")))}
    assert RULES[code].english == (code not in found)


PLANTS: list[dict[str, str]] = [
    plant for path in sorted((CASES / "plants").iterdir()) for plant in tomllib.loads(path.read_text("utf-8"))["plants"]
]


@pytest.mark.parametrize("plant", PLANTS, ids=[f"{plant['code']}-{index}" for index, plant in enumerate(PLANTS)])
def test_a_planted_fault_is_found_at_its_place_and_goes_when_it_is_mended(plant: dict[str, str]) -> None:
    text = BRIEF.read_text("utf-8")
    assert text.count(plant["old"]) == 1, "the planted place must be one"
    before = located(check(text.encode()))
    planted = located(check(text.replace(plant["old"], plant["new"]).encode()))
    for one in before:
        planted.remove(one)
    assert planted == [(plant["code"], plant["at"])]
    mended = located(check(text.replace(plant["old"], plant.get("mend", plant["old"])).encode()))
    assert mended == before


WORDS = """
The two presidents met twice, and their ministers agreed on a long list of things to do before the next winter. They want
to expand and maintain support for stability in Afghanistan, and speak of United States investment in and development.
"""
"""What the source is to have said, with what the brief quotes of it."""


@pytest.mark.parametrize(
    ("code", "told", "at", "mend"),
    [
        (
            "KZ801",
            "“their ministers agreed on a short list”",
            "their ministers agreed on a short list",
            "“their ministers agreed on a long list”",
        ),
        (
            "KZ802",
            "and their ministers agreed on a long list of things to do before the winter",
            "and their ministers agreed on a long list of things to do before the",
            "and the ministers had much to do before winter",
        ),
    ],
)
def test_words_of_a_source_are_found_at_their_place_in_the_bundled_brief(
    code: str, told: str, at: str, mend: str, tmp_path: Path
) -> None:
    words = tmp_path / "words.txt"
    words.write_text(WORDS, "utf-8")
    text = BRIEF.read_text("utf-8")
    old = "[^robust-ties]"
    assert text.count(old) == 1

    def found(planted: str) -> list[tuple[str, str]]:
        data = text.replace(old, f"{old} It is said: {planted}.[^robust-ties]").encode()
        file = SourceFile(str(BRIEF), data, None)
        sources = {"gjia-2020": str(words)}
        checked = check_file(file, TODAY, source_files=sources)
        return [one for one in located(checked) if one[0].startswith("KZ8")]

    assert found(told) == [(code, at)]
    assert found(mend) == []


def test_a_fault_of_each_rule_is_planted() -> None:
    """But for those that need another file, planted above and in test_check, or bytes that are no text."""
    elsewhere = {"KZ101", "KZ801", "KZ802", "KZ803"}
    assert {plant["code"] for plant in PLANTS} | elsewhere >= set(RULES)


def test_every_rule_is_explained() -> None:
    for code, rule in RULES.items():
        assert re.fullmatch(r"KZ[1-9]\d\d", code)
        assert code[:3] in FAMILIES
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
        assert rule.what.endswith(".")
        assert rule.why.endswith(".")
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
    assert {path.name for path in EXAMPLES.glob("*.toml")} == {
        f"{code}.{kind}.toml" for code in RULES for kind in ("bad", "good")
    }
