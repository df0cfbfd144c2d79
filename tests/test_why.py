"""`kzcli why`: on what things rest and what rests on them, each thing shown once, with who said it and when."""

from __future__ import annotations

import copy
import html
import json
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from briefs import FULL, HOSTILE, MINIMAL, briefs, model, toml
from conftest import kzcli_process, need, run_kzcli
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kzcli.clean import clean
from kzcli.graph import Dot, Graph, Line
from kzcli.links import Links
from kzcli.page import Branch, Page, Span, Tree, muted, plain
from kzcli.tracing import MAX_DEPTH, Node, Trace, on_what, what_on
from kzcli.views.why import argument, why_page
from kzcli.writers.docx import write_docx
from kzcli.writers.graph import write_dot, write_mermaid
from kzcli.writers.html import write_html
from kzcli.writers.markdown import write_markdown
from kzcli.writers.panels import write_panels
from kzcli.writers.plain import write_plain

DAY = "2026-11-24"
RECOMMENDATIONS = ("summit", "investment-partnerships", "education-exchange")


def claim(id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "statement": f"So it is with {id}.", "kind": "fact", "confidence": "high", **more}


def sourced(*ids: str) -> list[dict[str, str]]:
    return [{"id": id} for id in ids]


KNOT: dict[str, Any] = {
    **MINIMAL,
    "summary": {"bottom_line": "Do it.[^ground]", "points": ["Now.[^own]", "And then.[^top] [^own]"]},
    "goals": [{"id": "aim", "title": "An aim", "statement": "To reach.", "sources": sourced("rumour")}],
    "recommendations": [
        {
            "id": "act",
            "title": "Act",
            "actor": "city",
            "action": "Act now.[^own]",
            "goals": ["aim"],
            "evidence": ["top", "own"],
            "updates": [{"date": date(2024, 5, 1), "status": "open", "response": "none", "sources": sourced("paper")}],
        },
        {"id": "wait", "title": "Wait", "actor": "city", "action": "Wait.", "goals": ["aim"], "against": ["own"]},
    ],
    "sections": [{"id": "text", "title": "A text", "body": "It says so.[^own]\n\nAnd so.[^top][^own]\n"}],
    "claims": [
        claim("top", rests_on=["own", "ground"], date="2025-01/2026-10", sources=sourced("paper")),
        claim("own", rests_on=["ground"], sources=sourced("rumour")),
        claim("ground", sources=sourced("rumour", "paper"), confidence="moderate"),
        claim("rival", contradicts=["ground"], sources=sourced("undated")),
    ],
    "sources": [
        {"id": "paper", "kind": "report", "title": "A paper", "authors": ["Writer, Ada"], "date": "2020-05-28"},
        {"id": "talk", "kind": "speech", "title": "A talk", "authors": ["Speaker, Bo"], "date": "2019", "via": "paper"},
        {"id": "rumour", "kind": "web", "title": "A rumour", "via": "talk"},
        {"id": "undated", "kind": "web", "title": "Undated words"},
    ],
    "actors": [{"id": "city", "name": "The city", "kind": "state"}],
}
"""A brief in which claims share grounds, sources are known through others, and one claim contradicts another."""
KNOT["claims"][2]["contradicts"] = ["rival"]


def why(*arguments: str, brief: dict[str, Any] | None = None) -> str:
    stdin = toml(brief) if brief else None
    done = run_kzcli("why", *arguments, "--as-of", DAY, *(["-b", "-"] if brief else []), stdin=stdin)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def knot(*arguments: str) -> str:
    return why(*arguments, brief=KNOT)


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


@pytest.mark.parametrize("format", ["dot", "mermaid"])
def test_a_drawing_says_on_which_day_it_is_seen_and_what_does_not_count(format: str) -> None:
    assert '"Seen on 24 Nov 2026"' in knot("act", "--format", format)
    drawn = knot("act", "--without", "ground", "--without", "talk", "--format", format)
    assert '"Seen on 24 Nov 2026, as it would stand without ground, talk"' in drawn


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


def all_nodes(trace: Trace) -> list[Node]:
    """In the order in which they are read."""
    found, waiting = [], list(reversed(trace.roots))
    while waiting:
        found.append(waiting.pop())
        waiting += reversed(found[-1].children)
    return found


def levels(root: Node) -> list[list[Node]]:
    """The nodes of a tree, level by level."""
    found = [[root]]
    while below := [child for node in found[-1] for child in node.children]:
        found.append(below)
    return found


@given(briefs(), st.integers(1, 6))
def test_each_item_is_shown_once_and_only_what_is_deeper_is_hidden(data: dict[str, Any], depth: int) -> None:
    links = Links(model(data))
    keys = [(part, id) for id, (part, _) in links.items.items() if part != "actors"]
    for trace_of in (on_what, what_on):
        for asked in ([key] for key in keys):
            whole, part = all_nodes(trace_of(links, asked)), trace_of(links, asked, depth)
            shown = all_nodes(part)
            once = [(node.part, node.id) for node in shown if not node.repeated]
            assert len(once) == len(set(once))
            assert set(once) <= {(node.part, node.id) for node in whole}
            assert len(once) + part.hidden == len({(node.part, node.id) for node in whole})
            assert sum(node.hidden for node in shown) == part.hidden
            assert all(len(levels(root)) <= depth + 1 for root in part.roots)
            assert all(node.repeated or not node.hidden for node in whole)
            for at, node in enumerate(shown):
                if node.repeated:
                    first = next(i for i, one in enumerate(shown) if one[:2] == node[:2] and not one.repeated)
                    assert (first < at) == (node.repeated == "above")


@given(briefs())
def test_what_a_claim_rests_on_and_what_rests_on_a_claim_are_each_other_s_mirror(data: dict[str, Any]) -> None:
    links = Links(model(data))
    for id in links.claims:
        up = {node.id for node in all_nodes(what_on(links, [("claims", id)])) if node.part == "recommendations"}
        for recommendation in links.recommendations:
            down = all_nodes(on_what(links, [("recommendations", recommendation)]))
            assert id not in {node.id for node in down} or recommendation in up


@given(briefs(), st.integers(20, 100), st.sampled_from(["utf-8", "ascii"]))
def test_no_line_is_wider_than_asked_for_whatever_stands_in_a_brief(
    data: dict[str, Any], width: int, encoding: str
) -> None:
    links = Links(model(data))
    keys = [(part, id) for id, (part, _) in links.items.items() if part != "actors"]
    found = argument(links, keys, MAX_DEPTH, reverse=False)
    text = write_panels(why_page(links, keys, found, date(2026, 11, 24)), width, color=False, encoding=encoding)
    assert max(map(cell_len, text.split("\n"))) <= width
    text.encode(encoding)


def chain(length: int) -> Tree:
    branch = Branch(plain("the last of them"))
    for number in range(length - 1, -1, -1):
        branch = Branch((Span(f"number {number} with words"),), muted("who says so"), (branch, Branch(plain("leaf"))))
    return Tree((branch,))


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_deep_tree_stays_in_its_room_and_says_how_deep_it_is(width: int) -> None:
    text = write_panels(Page((chain(MAX_DEPTH),)), width, color=False)
    assert max(map(cell_len, text.split("\n"))) <= width
    words = re.sub(r"[│├└─\s]+", " ", text)
    assert all(f"number {number} with words" in words for number in range(MAX_DEPTH))
    assert f"{MAX_DEPTH} the last of them" in words


def test_a_tree_is_drawn_in_ascii_where_the_terminal_has_no_more() -> None:
    text = write_panels(Page((chain(1),)), 40, color=False, encoding="ascii")
    assert text == "number 0 with words  who says so\n+- the last of them\n`- leaf\n"


def test_a_tree_is_a_list_of_lists_where_nothing_can_be_drawn() -> None:
    page = Page((chain(2),))
    assert write_plain(page).splitlines()[:2] == [
        "number 0 with words  who says so",
        "  number 1 with words  who says so",
    ]
    assert "- number 0 with words · who says so\n\n  - number 1 with words · who says so\n" in write_markdown(page)
    assert re.search(
        "<ul><li>.*number 0 with words.*<ul><li>.*number 1 with words.*<li>.*leaf", write_html(page), re.DOTALL
    )
    assert write_docx(page, "a4")


TEXTS = (
    HOSTILE, 'say "hi"', "a\\", "\\N \\G \\l", "&amp; &lt;", "]) --> n0", "%%{init: {}}%%", "$$x^2$$", "fa:fa-ban", "end",
    "#quot;", "1. one", "- two", "`**b**`", "{{x}}", "<b>x</b>",
)  # fmt: skip
NASTY = Graph(
    tuple(Dot(f"id-{index}", text, "", "statement", index == 1) for index, text in enumerate(TEXTS)),
    tuple(Line(index, index + 1, text, index % 2 == 0) for index, text in enumerate(TEXTS[:-1])),
)


def test_graphviz_reads_every_text_as_it_stands() -> None:
    need("dot")
    done = subprocess.run(
        ["dot", "-Tsvg"], input=write_dot(NASTY).encode(), capture_output=True, check=True, timeout=60
    )
    assert done.stderr == b""
    read = [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", done.stdout.decode())]
    said = re.sub(r"[\s\xa0]+", "", "".join(read))
    for text in TEXTS:
        assert re.sub(r"\s+", "", clean(text)) in said


def test_graphviz_draws_whole_arguments() -> None:
    need("dot")
    for id in (*RECOMMENDATIONS, "gjia-2020"):
        drawn = why(id, "--format", "dot").encode()
        done = subprocess.run(["dot", "-Tplain"], input=drawn, capture_output=True, check=True, timeout=60)
        assert done.stderr == b""


def test_nothing_in_a_label_means_anything_to_mermaid() -> None:
    for line in write_mermaid(NASTY).splitlines()[1:-2]:
        (label,) = re.findall('"(.*)"', line)
        assert re.fullmatch(r"(?:[^!-&*+/:-@\[-`{-~]|#\d+;|<br>)+", label)
    assert "$$" not in write_mermaid(NASTY)


def test_a_drawing_has_each_item_once_and_each_line_from_what_stands_to_its_ground() -> None:
    drawn = knot("ground", "--format", "mermaid")
    names = dict(re.findall(r'^  (n\d+)[\[(/]+"([\w-]+)', drawn, re.MULTILINE))
    assert sorted(names.values()) == sorted(
        ["ground", "rival", "top", "own", "act", "wait", "summary", "text", "paper", "talk", "rumour", "undated"]
    )
    lines = {(names[a], said, names[b]) for a, said, b in re.findall(r'(n\d+) \S+\|"(.*)"\| (n\d+)', drawn)}
    assert lines >= {
        ("top", "rests on", "ground"),
        ("rival", "contradicts", "ground"),
        ("act", "needs", "top"),
        ("wait", "against", "own"),
        ("summary", "cites", "ground"),
        ("ground", "from", "rumour"),
        ("rumour", "known through", "talk"),
        ("talk", "known through", "paper"),
    }


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
