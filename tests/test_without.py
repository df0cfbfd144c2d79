"""How strong things are shown to be, as they stand and as they would stand without a claim or a source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from briefs import toml
from conftest import run_kzcli
from weighed import BEHIND, cite, data_of

from kzcli.views import load_view


@pytest.fixture
def weighed(tmp_path: Path) -> str:
    claims = [
        {"id": "told", "sources": cite("heard", "elsewhere")},
        {"id": "seen", "sources": cite("read"), "statement": "It was seen."},
        {"id": "doubted", "sources": cite("read"), "confidence": "high"},
        {"id": "doubt", "sources": cite("other"), "contradicts": ["doubted"]},
    ]
    act = {"id": "act", "title": "Act", "actor": "city", "action": "Do it.", "evidence": ["told", "seen"]}
    wait = {"id": "wait", "title": "Wait", "actor": "city", "action": "Do not.", "evidence": ["doubted"]}
    data = data_of(
        claims,
        BEHIND,
        recommendations=[act, wait],
        actors=[{"id": "city", "name": "City", "kind": "state"}],
        summary={"bottom_line": "Do it.", "points": ["It was seen.[^seen]"]},
    )
    path = tmp_path / "weighed.toml"
    path.write_bytes(toml(data))
    return str(path)


def printed(*arguments: str) -> str:
    done = run_kzcli(*arguments)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def test_claims_without_a_source_are_shown_as_they_would_stand(weighed: str) -> None:
    def levels(*arguments: str) -> list[str]:
        at = load_view("claims").columns.index("strength")
        return [line.split("\t")[at] for line in printed("claims", "-b", weighed, *arguments).splitlines()]

    assert levels() == ["high", "high", "moderate", "high"]
    assert levels("--without", "other") == ["moderate", "high", "high", "unsupported"]
    assert levels("--without", "other", "--without", "seen") == ["moderate", "unsupported", "high", "unsupported"]
    text = printed("claim", "told", "-b", weighed, "--without", "other")
    assert "\nStrength: moderate, limited by told (second-hand)\n" in text
    assert "\nStrength: moderate, limited by doubted (contradicted by doubt)\n" in printed(
        "claim", "doubted", "-b", weighed
    )


def test_recommendations_without_a_claim_are_shown_as_they_would_stand(weighed: str) -> None:
    def levels(*arguments: str) -> list[tuple[str | None, ...]]:
        found = json.loads(printed("recommendations", "-b", weighed, "--json", *arguments))
        return [tuple(map(one.get, ("strength", "limited_by", "limited_because"))) for one in found]

    assert levels() == [("high", None, None), ("moderate", "doubted", "contradicted")]
    assert levels("--without", "seen")[0] == ("unsupported", "seen", "withdrawn")
    assert levels("--without", "read")[1] == ("unsupported", "doubted", "withdrawn")
    assert levels("--without", "doubt")[1] == ("high", None, None)


def test_a_list_of_recommendations_names_in_a_pipe_the_claim_that_limits_each(weighed: str) -> None:
    def cells(*arguments: str) -> list[list[str]]:
        return [line.split("\t")[3:6] for line in printed("recommendations", "-b", weighed, *arguments).splitlines()]

    assert cells() == [["high", "", ""], ["moderate", "doubted", "contradicted"]]
    assert cells("--without", "read")[1] == ["unsupported", "doubted", "withdrawn"]


@pytest.mark.parametrize("format", ["panels", "markdown"])
def test_people_are_also_told_why_it_does(format: str, weighed: str) -> None:
    def text(*arguments: str) -> str:
        return printed("recommendations", "-b", weighed, "--format", format, *arguments).replace("`", "")

    assert "high strength" in text()
    assert "moderate, limited by doubted (contradicted by doubt)" in text()
    assert "unsupported, limited by seen (withdrawn)" in text("--without", "seen")
    assert "unsupported, limited by doubted (its sources withdrawn)" in text("--without", "read")
    assert "limited_by" not in text()  # which would be a column without a word


_DOUBTED = "moderate, limited by doubted (contradicted by doubt)"


@pytest.mark.parametrize(
    ("item", "lines"),
    [
        (("actor", "city"), ["act: Act · high strength", f"wait: Wait · {_DOUBTED}"]),
        (("claim", "doubted"), [f"wait: Wait · {_DOUBTED}"]),
        (("claim", "told", "--without", "other"), ["act: Act · moderate, limited by told (second-hand)"]),
    ],
)
def test_what_names_recommendations_says_how_strong_each_is(
    item: tuple[str, ...], lines: list[str], weighed: str
) -> None:
    assert all(f"\n- {line}\n" in printed(*item, "-b", weighed) for line in lines)


def test_the_summary_without_a_source_says_which_point_lost_its_ground(weighed: str) -> None:
    text = printed("summary", "-b", weighed, "--without", "read")
    assert "- It was seen.[seen] (without ground: seen)\n" in text
    assert "Rests on: 1 claim: unsupported, limited by doubted (its sources withdrawn)\n" in text
    assert "without ground" not in printed("summary", "-b", weighed)


def test_an_unknown_id_is_told_with_what_may_have_been_meant(weighed: str) -> None:
    for command in ("claims", "summary", "recommendations"):
        done = run_kzcli(command, "-b", weighed, "--without", "sen")
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"no source or claim has the id 'sen'\n  help: did you mean seen" in done.stderr


@pytest.mark.parametrize(
    "arguments", [("summary",), ("recommendation", "summit"), ("claim", "trade-2018"), ("why", "summit")]
)
def test_what_is_shown_as_it_would_stand_says_so_above_all(arguments: tuple[str, ...]) -> None:
    without = ("--without", "trade-2018", "--without", "kursiv-2019")
    head = "As it would stand without kursiv-2019, trade-2018:"
    for format in ("plain", "panels", "markdown"):
        done = run_kzcli(*arguments, *without, "--format", format)
        assert done.stdout.decode().splitlines()[0].replace("`", "") == head
        assert "As it would stand" not in run_kzcli(*arguments, "--format", format).stdout.decode()


def test_a_list_says_above_it_that_something_does_not_count_but_not_to_programs() -> None:
    for part in ("claims", "recommendations"):
        asked = (part, "--without", "trade-2018")
        assert (
            run_kzcli(*asked, "--format", "panels").stdout.decode().startswith("As it would stand without trade-2018:")
        )
        assert "As it would stand" not in run_kzcli(*asked).stdout.decode()


def test_json_of_what_is_shown_as_it_would_stand_says_so() -> None:
    for arguments in (("summary",), ("why", "summit")):
        said = json.loads(run_kzcli(*arguments, "--without", "trade-2018", "--json").stdout)
        assert (said[0] if isinstance(said, list) else said)["without"] == ["trade-2018"]
        assert b'"without"' not in run_kzcli(*arguments, "--json").stdout
