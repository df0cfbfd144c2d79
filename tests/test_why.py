"""`kzcli why`: on what things rest and what rests on them, each thing shown once, with who said it and when."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from briefs import FULL, MINIMAL, toml
from conftest import kzcli_process, run_kzcli
from knot import DAY, KNOT, RECOMMENDATIONS, claim, knot, why
from rich.cells import cell_len

from kzcli.tracing import MAX_DEPTH


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node["children"]:
        yield from nodes(child)


@pytest.mark.parametrize("id", RECOMMENDATIONS)
def test_the_argument_for_each_recommendation_fits_a_terminal_of_50_lines(id: str) -> None:
    """With the line that asks for it, the hint and the next prompt."""
    lines = why(id, "--format", "panels", "--width", "100").splitlines()
    assert len(lines) <= 47
    assert max(map(cell_len, lines)) <= 100


@pytest.mark.parametrize("id", RECOMMENDATIONS)
def test_every_claim_and_goal_says_who_said_it_and_when(id: str) -> None:
    (found,) = json.loads(why(id, "--json"))
    text = why(id)
    for node in nodes(found["on_what_it_rests"]):
        if node["part"] in ("claims", "goals"):
            assert all(source["said_by"] and ("date" in source or "origin" in source) for source in node["sources"])
            assert node["sources"]
        if "repeated" not in node and node["part"] != "recommendations":
            begins = re.compile(rf" *{node['relation']} {node['id']}  (?!shown)")
            (line,) = filter(begins.match, text.splitlines())
            assert any(source["said_by"] in line for source in node["sources"])


def test_a_recommendation_is_shown_with_what_it_serves_and_needs_and_what_speaks_against_it() -> None:
    (root, *lines) = knot("act").splitlines()
    assert root.startswith("act  Act  2 claims: low, limited by ground (contradicted by rival) and 1 more")
    assert [line.split("  So it")[0] for line in lines] == [
        "  serves aim  An aim  A rumour, undated through Speaker 2019 through Writer 2020",
        "  needs top",
        "    rests on own  shown below",
        "    rests on ground",
        "      contradicted by rival",
        "        contradicted by ground  shown above",
        "  needs own",
        "    rests on ground  shown above",
        "Seen on 24 Nov 2026.",
    ]


def test_a_claim_says_what_it_is_worth_why_no_more_and_who_says_so() -> None:
    found = re.finditer(r"^ *[a-z]+ (?:on |by )?(\w+)  So .*$", knot("act"), re.MULTILINE)
    lines = {match[1]: match[0].partition(f" with {match[1]}.  ")[2] for match in found}
    limit = "limited by ground (contradicted by rival)"
    heard = "A rumour, undated through Speaker 2019 through Writer 2020"
    assert lines == {
        "top": f"high stated, low, {limit} ◀weakest  fact, 2025-01/2026-10, 1 month ago · Writer 2020",
        "own": f"high stated, low, {limit} ◀weakest  fact · {heard}",
        "ground": f"moderate stated, low (contradicted by rival)  fact · {heard}",
        "rival": "high  fact · Undated words, undated",
    }


def test_all_needed_claims_that_limit_a_recommendation_are_marked() -> None:
    weakest = ["plant-built", "dfc-umbrella"]
    marked = [line for line in why("investment-partnerships").splitlines() if "◀" in line]
    assert [line.split()[:2] for line in marked] == [["needs", id] for id in weakest]
    assert "low ◀weakest  assumption" in marked[0]
    (found,) = json.loads(why("investment-partnerships", "--json"))
    assert [node["id"] for node in nodes(found["on_what_it_rests"]) if "weakest" in node] == weakest


def test_who_only_passes_on_what_another_says_is_told_of_with_that_one() -> None:
    goal = {**KNOT["goals"][0], "sources": [{"id": "paper"}, {"id": "rumour"}]}
    assert "A rumour, undated through Speaker 2019 through Writer 2020" in why("aim", brief={**KNOT, "goals": [goal]})


def test_a_claim_and_a_source_are_shown_both_ways_and_one_way_when_asked() -> None:
    text = knot("ground")
    assert text.index("On what it rests\nground  So") < text.index("What rests on it\nground\n")
    assert "What rests on it" not in knot("ground", "--reverse")
    assert [line.split("  So it")[0] for line in knot("ground", "--reverse").splitlines()] == [
        "ground",
        "  grounds top",
        "    needed by act  Act  2 claims: low, limited by ground (contradicted by rival) and 1 more",
        "    cited in summary  point 2  shown below",
        "    cited in text  A text",
        "  grounds own",
        "    needed by act  shown above",
        "    speaks against wait  Wait  no evidence named",
        "    grounds top  shown above",
        "    cited in summary  point 1  shown below",
        "    cited in summary  point 2  shown below",
        "    cited in act  action  shown above",
        "    cited in text  shown above",
        "  cited in summary  bottom line",
        "Seen on 24 Nov 2026.",
    ]


def test_what_rests_on_a_source_goes_through_other_sources_to_goals_and_updates() -> None:
    lines = [line.strip().split("  ")[0] for line in knot("paper", "--reverse").splitlines()]
    assert lines[:2] == ["paper", "passes on talk"]
    for said in ("passes on rumour", "source of top", "source of ground", "states aim", "reports on act"):
        assert said in lines
    assert "reports on act  Act  update of 1 May 2024" in knot("paper", "--reverse")
    assert "known through talk  A talk" in knot("rumour")


def test_goals_sections_and_the_summary_can_be_asked_for_too() -> None:
    assert "  served by act  Act" in knot("aim")
    assert "stated in A rumour, undated through" in knot("aim").splitlines()[0]
    assert re.findall(r"^  cites (\w+)", knot("text"), re.MULTILINE) == ["own", "top"]
    assert re.findall(r"^  cites (\w+)", knot("summary"), re.MULTILINE) == ["ground", "own", "top"]
    assert "nothing in the brief rests on it" in knot("text", "--reverse")
    assert "  serves aim" in knot("act", "--reverse")


def test_several_ids_make_several_trees_and_what_was_asked_for_is_a_tree_of_its_own() -> None:
    text = knot("act", "ground", "act")
    assert text.count("\nact  ") + text.startswith("act  ") == 1
    assert "rests on ground  shown below" in text
    assert [one["id"] for one in json.loads(knot("act", "ground", "--json"))] == ["act", "ground"]


def test_a_depth_hides_what_is_deeper_and_says_so() -> None:
    text = knot("act", "--depth", "1")
    assert text.count("· 2 more below") == 1
    assert text.endswith("Seen on 24 Nov 2026. 2 more below: --depth 3 shows all.\n")
    assert "more below" not in knot("act", "--depth", "3")
    assert "more below" in why("summit", "--format", "panels")
    assert "more below" not in why("summit")


def test_what_is_withdrawn_is_marked_and_weakens_what_rests_on_it() -> None:
    text = knot("act", "--without", "talk")
    assert "A rumour, undated (withdrawn) through Speaker 2019 (withdrawn) through Writer 2020" in text
    assert "A talk  Speaker, Bo, speech, 2019, 7 years ago, withdrawn" in knot("rumour", "--without", "talk")
    assert "unsupported (its sources withdrawn)" in knot("rival", "--without", "undated")
    assert "unsupported (withdrawn)" in knot("act", "--without", "ground")
    (found,) = json.loads(knot("act", "--without", "ground", "--json"))
    assert [node["id"] for node in nodes(found["on_what_it_rests"]) if "withdrawn" in node] == ["ground"] * 3
    assert "dashed" in knot("act", "--without", "ground", "--format", "dot")


def test_ages_are_counted_to_the_day_it_is_looked_at() -> None:
    panels = ("why", "top", "--format", "panels", "--width", "100", "-b", "-")
    for day, said in (
        ("2026-11-24", "to Oct 2026, 1 month ago"),  # no more exactly than the date is
        ("2028-12-31", ", 2 years ago"),
        ("2026-10-31", "to Oct 2026 ·"),
        ("2026-09-30", "to Oct 2026 ·"),
    ):
        text = re.sub(r"\s+", " ", run_kzcli(*panels, "--as-of", day, stdin=toml(KNOT)).stdout.decode())
        assert said in text
    assert [one["on_what_it_rests"]["days_old"] for one in json.loads(knot("top", "--json"))] == [54]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sumit"], "no item has the id 'sumit'\n  help: did you mean summit?\n"),
        (["kazakhstan"], "'kazakhstan' is one of the actors, of which there is nothing to trace\n  help: kzcli show kazakhstan\n"),
        (["summit", "--depth", "0"], "'--depth'"),
        (["summit", "--depth", str(MAX_DEPTH + 1)], "'--depth'"),
        (["summit", "--json", "--format", "dot"], "--json and --format dot do not go together"),
        (["summit", "--format", "svg"], "'svg' is not one of"),
        (["summit", "--without", "summit"], "'summit' is one of the recommendations"),
        ([], "missing argument 'ID'"),
    ],
)  # fmt: skip
def test_what_cannot_be_traced_is_refused(arguments: list[str], said: str) -> None:
    done = run_kzcli("why", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()


def test_an_item_of_the_name_of_the_summary_comes_first() -> None:
    data = {**MINIMAL, "claims": [claim("summary")]}
    assert why("summary", brief=data).startswith("On what it rests\nsummary  So it is with summary.")


def test_a_brief_of_only_a_summary_can_be_asked_for_it() -> None:
    assert why("summary", brief=MINIMAL) == "summary  The bottom line and the points\nSeen on 24 Nov 2026.\n"


def test_tab_offers_what_can_be_traced() -> None:
    env = {"_KZCLI_COMPLETE": "complete_bash", "COMP_WORDS": "kzcli why summit", "COMP_CWORD": "2"}
    offered = kzcli_process(env=env).stdout.decode().split()
    assert "summit" in offered
    assert "kazakhstan" not in offered


def test_a_long_chain_and_a_circle_of_contradictions_end(tmp_path: Path) -> None:
    data = copy.deepcopy(MINIMAL)
    data["claims"] = [
        claim(f"c{n}", rests_on=[f"c{n + 1}"] if n < 1499 else [], contradicts=[f"c{(n + 1) % 1500}"])
        for n in range(1500)
    ]
    data["sources"] = [
        {"id": f"s{n}", "kind": "web", "title": "T", **({"via": f"s{n + 1}"} if n < 1499 else {})} for n in range(1500)
    ]
    path = tmp_path / "chain.toml"
    path.write_bytes(toml(data))
    for format in ("plain", "json", "markdown", "dot", "mermaid"):
        done = run_kzcli("why", "c0", "s1499", "-b", str(path), "--format", format)
        assert done.returncode == 0, done.stderr
    assert "more below: kzcli why, with one of the last ids, goes on" in why("c0", brief=data)


def test_a_line_that_nothing_is_below_says_who_said_so_or_that_nobody_did() -> None:
    stdin = toml(FULL)
    lines = run_kzcli("why", "bridge", "-b", "-", "--as-of", DAY, stdin=stdin).stdout.decode().splitlines()
    assert [line.strip() for line in lines if line.endswith("no source")] == [
        "against cost  It costs little.  low  assumption, 2023~, 3 years ago · no source"
    ]
