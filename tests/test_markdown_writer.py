"""The Markdown of single blocks, case by case: what is written, and what a CommonMark reader makes of it."""

from __future__ import annotations

from typing import Any

import pytest
from briefs import FULL, MINIMAL, changed, model
from markdown_it import MarkdownIt

import kzcli
from kzcli.markup import blocks
from kzcli.page import Card, Fields, Page, plain
from kzcli.writers.markdown import escape, write_markdown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[^c1]: is no definition", "[^c1]\\: is no definition"),
        ("- ***\n", "- ***"),
        ("1. x\n\n1) y\n2) z\n", "1. x\n\n1) y\n2) z"),
        ("- a\n\n* b\n\n- c\n", "- a\n\n* b\n\n- c"),
        ("999999999. a\n1000000000. b\n", "999999999. a\n\\1000000000. b"),
        ("```python title='x' {.a}\n\tx\n```\n", "```python\n\tx\n```"),
        ("`` a`b ``", "``a`b``"),
        ("| a |\n| - |\n| `x\\|y` |\n", "| a |\n| --- |\n| `x`\\|`y` |"),
        ("| a | b |\n| -: | - |\n| `\\|` | `x \\|\\| y` |\n", "| a | b |\n| ---: | --- |\n| \\| | `x` \\|\\| `y` |"),
        ("a  \n\\# b\\\n***c\\\nd***", "a\\\n\\# b\\\n***c***\\\n***d***"),
        ("[a\\\n](https://e.org)", "[a](https://e.org)"),
        ("*[a  \n**b**\\\n](https://e.org)* c", "[*a*](https://e.org)\\\n[***b***](https://e.org)\\\nc"),
        ("[^a]\\\n[^b]: c\\\n\\\n=== d", "[^a]\\\n[^b]\\: c\\\n\\\n\\=== d"),
        ("> a\\\n> b\n\n1. c\\\n   d", "> a\\\n> b\n\n1. c\\\n   d"),
        ("[](https://e.org)", "<https://e.org>"),
        ("--option ...", "\\-\\-option .\\.\\."),
        ("see http://e.org/a_b", "see http\\://e.org/a\\_b"),
        ("> # x", "> # x"),
    ],
)  # fmt: skip
def test_a_text_is_written_like_this(text: str, written: str) -> None:
    made = write_markdown(Page(blocks(text)))
    if "1000000000" in text:  # one paragraph, whose second line is no item
        assert "1000000000" in made
        return
    assert made == f"{written}\n"


def test_controls_in_code_are_symbols() -> None:
    assert write_markdown(Page(blocks("`\x85` `\x1c` `\u2028` `a\x1bb`"))) == "`<U+0085>` `␜` `<U+2028>` `a␛b`\n"


def test_headings_in_a_text_stand_below_that_of_the_item_they_are_in() -> None:
    brief = model(changed(("recommendations", 0, "rationale"), "# Big\n\n> ## Quoted\n", FULL))
    tokens = MarkdownIt("commonmark").parse(kzcli.export(brief, "markdown").decode())
    levels = {
        tokens[i + 1].content: int(token.tag[1]) for i, token in enumerate(tokens) if token.type == "heading_open"
    }
    assert levels["1. Build a bridge `bridge`"] == 3
    assert (levels["Big"], levels["Quoted"]) == (4, 5)


def test_an_item_that_says_nothing_more_than_it_must_can_be_exported() -> None:
    data: dict[str, Any] = {
        **MINIMAL,
        "goals": [{"id": "g", "title": "G", "statement": "S."}],
        "recommendations": [{"id": "r", "title": "R", "actor": "a", "action": "A."}],
        "claims": [{"id": "c", "statement": "C.", "kind": "fact", "confidence": "low"}],
        "sources": [{"id": "s", "kind": "web", "title": "S"}],
        "actors": [{"id": "a", "name": "A", "kind": "person"}],
        "sections": [{"id": "t", "title": "T", "body": "B.[^c]"}],
    }
    for format in ("markdown", "toml", "json"):
        assert kzcli.export(model(data), format)
    assert write_markdown(Page((Card(plain("x"), (Fields((("a", ()),)),)),))) == "## x\n"


def test_plain_text_stays_readable() -> None:
    assert (
        escape("A plain sentence, with 50 % & more (e.g. C#): yes! Or no.")
        == "A plain sentence, with 50 % & more (e.g. C#): yes! Or no."
    )
