"""Drawings of what rests on what, for Graphviz and Mermaid: each text as it stands, each item once."""

from __future__ import annotations

import html
import re
import subprocess

import pytest
from briefs import HOSTILE
from conftest import need
from knot import RECOMMENDATIONS, knot, why

from kzcli.clean import clean
from kzcli.graph import Dot, Graph, Line
from kzcli.writers.graph import write_dot, write_mermaid


@pytest.mark.parametrize("format", ["dot", "mermaid"])
def test_a_drawing_says_on_which_day_it_is_seen_and_what_does_not_count(format: str) -> None:
    assert '"Seen on 24 Nov 2026"' in knot("act", "--format", format)
    drawn = knot("act", "--without", "ground", "--without", "talk", "--format", format)
    assert '"Seen on 24 Nov 2026, as it would stand without ground, talk"' in drawn


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
