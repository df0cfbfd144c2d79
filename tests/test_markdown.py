"""The Markdown export, as pandoc and a CommonMark reader understand it: nothing lost, nothing made up."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import Any, cast

import pytest
from briefs import FULL, HOSTILE, changed, model
from conftest import BRIEF, need
from markdown_it import MarkdownIt
from said import said, squeeze

import kzcli
from kzcli.brief import Brief, Markup
from kzcli.clean import clean
from kzcli.markup import cited
from kzcli.page import Bars, Callout, Card, Code, Divider, Heading, Listing, Quotation, Table, Timeline
from kzcli.references import texts
from kzcli.views.document import document_page

NASTY = [
    "# heading", "## h *x*", "- item", "+ item", "* item", "1. one", "1) one", "(a) one", "a. one", "iv. four", "> quote",
    "| a | b |", "    code", "```", "~~~", "---", "***", "===", "a_b_c *d* **e**", "\\*x\\*", "`a|b`", "`` a`b ``", "x^2^ H~2~O",
    "$a$ and $$b$$", "@key [@key] -@key", "[x]", "[x]: y", "[x](y)", "![x](y)", "<b>x</b>", "<!-- x -->", "&amp; &copy; &#65;",
    "http://e.org <http://e.org>", "a\\", "a  ", ": definition", "::: div", "{.class}", "x{=html}", "{{< x >}}", "% title", "~~x~~",
    "#hash", "(@) example", "...", "--", "'q' \"q\"", "a: b", "\\newline", "\\(x\\)", "=x=", "[^9]x", "^[note]", "C# F#", "a!", "!(x)",
    "www.e.org", "1986. A year", "[link *em* `c`](https://e.org/a_b(c)?d=*e*&f=%20)", "<https://e.org/_x_>", "a|b", "|", "\\|",
]  # fmt: skip
"""Beginnings and middles that mean something in one Markdown or another."""


def pandoc(text: str, *options: str) -> str:
    need("pandoc")
    command = ["pandoc", *options]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout.decode()


def plain_of(node: Any) -> str:
    """All text in a pandoc document, code too."""
    if isinstance(node, list):
        return "".join(map(plain_of, node))
    if not isinstance(node, dict):
        return ""
    kind, content = str(node.get("t", "")), cast("Any", node.get("c"))
    if kind == "Str":
        return str(content)
    if kind in ("Code", "CodeBlock", "Math", "RawInline", "RawBlock"):
        return str(content[1])
    if kind == "Quoted":
        mark = "'" if content[0]["t"] == "SingleQuote" else '"'
        return f"{mark}{plain_of(content[1])}{mark}"
    if kind in ("Link", "Image"):
        return plain_of(content[1])
    return plain_of(content) if kind else plain_of(list(node.values()))


def kinds(node: Any, into: Counter[str]) -> Counter[str]:
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        kinds(part, into)
    if isinstance(node, dict) and isinstance(node.get("t"), str):
        into[node["t"]] += 1
    return into


@cache
def bundled() -> Brief:
    return kzcli.load(BRIEF)


NASTY_BRIEF = changed(
    ("sections",),
    [
        {
            "id": f"s{index}",
            "title": text,
            "body": f"### {text}\n\n{text}\n\n- {text}\n- x\n\n> {text}\n\n| h |\n| - |\n| {text} |\n",
        }
        for index, text in enumerate(NASTY)
        if "[^" not in text
    ],
    changed(("goals", 0, "statement"), "See [^traffic] and [a *b*](https://e.org/(x)?y=1&z=_2_ 'title')."),
)
NASTY_LINES = changed(
    ("sources",),
    [
        {"id": "report", "kind": "web", "title": "t", "authors": NASTY, "publisher": HOSTILE},
        *(
            {"id": f"n{index}", "kind": "web", "title": text, "note": text.replace("[^", "")}
            for index, text in enumerate(NASTY)
        ),
        {"id": "news", "kind": "web", "title": HOSTILE},
    ],
)
BRIEFS: dict[str, Any] = {"bundled": None, "full": FULL, "nasty bodies": NASTY_BRIEF, "nasty lines": NASTY_LINES}


def get(name: str) -> Brief:
    return bundled() if BRIEFS[name] is None else model(BRIEFS[name])


@pytest.mark.parametrize("name", BRIEFS)
@pytest.mark.parametrize("reader", ["markdown", "gfm"])
def test_pandoc_finds_every_text_and_nothing_that_acts(name: str, reader: str) -> None:
    brief = get(name)
    written = kzcli.export(brief, "markdown").decode()
    document = json.loads(pandoc(written, "-f", reader, "-t", "json"))
    text = squeeze(plain_of(document["blocks"]))
    missing = [wanted for wanted in said(brief) if wanted not in text]
    assert missing == []
    found = kinds(document["blocks"], Counter())
    for made_up in (
        "RawInline",
        "RawBlock",
        "Math",
        "Image",
        "Cite",
        "Strikeout",
        "Superscript",
        "Subscript",
        "Div",
        "LineBlock",
    ):
        assert found[made_up] == 0, made_up
    links = re.findall(r'"t": ?"Link", ?"c": ?\[.*?\], ?\["([^"]*)", ?""\]\]', json.dumps(document))
    assert all(
        link.startswith(("http://", "https://", "mailto:", "doi:", "www")) for link in links if not link.startswith("#")
    )


@pytest.mark.parametrize("name", ["bundled", "full"])
def test_each_citation_is_a_real_footnote(name: str) -> None:
    brief = get(name)
    wanted = Counter(
        id
        for text in texts(brief.model_dump())
        if isinstance(text.mark, Markup)
        for id in cited(text.value, blocks=text.mark.blocks)
    )
    written = kzcli.export(brief, "markdown").decode()
    document = json.loads(pandoc(written, "-f", "markdown", "-t", "json"))
    assert kinds(document["blocks"], Counter())["Note"] >= sum(wanted.values())
    defined = re.findall(r"^\[\^([a-z0-9-]+)\]: ", written, re.MULTILINE)
    assert sorted(defined) == sorted(wanted)
    assert len(set(defined)) == len(defined)


@pytest.mark.parametrize("name", BRIEFS)
def test_no_text_makes_a_heading_table_quotation_rule_or_block_of_code_of_its_own(name: str) -> None:
    """A reader counts as many of them as the page has."""
    brief = get(name)
    wanted: Counter[str] = Counter()

    def count(node: object) -> None:
        match node:
            case Card():
                wanted["heading"] += bool(node.title)
            case Heading() | Callout():
                wanted["heading"] += 1
            case Table() | Listing() | Bars() | Timeline():
                wanted["table"] += 1
            case Quotation():
                wanted["blockquote"] += 1
            case Divider():
                wanted["hr"] += 1
            case Code():
                wanted["fence"] += 1
        for part in node if isinstance(node, tuple) else ():
            count(part)

    count(document_page(brief).blocks)
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = reader.parse(kzcli.export(brief, "markdown").decode())
    found = Counter(token.type.removesuffix("_open") for token in tokens if token.nesting >= 0)
    kinds_of_block = ("heading", "table", "blockquote", "hr", "fence", "code_block", "html_block")
    assert {kind: found[kind] for kind in kinds_of_block} == {kind: wanted[kind] for kind in kinds_of_block}


def test_headings_are_the_documents_own_and_in_order() -> None:
    document = json.loads(pandoc(kzcli.export(bundled(), "markdown").decode(), "-t", "json"))
    levels = [block["c"][0] for block in document["blocks"] if block["t"] == "Header"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert levels.count(2) == 8 + len(bundled().sections)


def test_pandoc_makes_html_and_word_of_it_with_nothing_lost() -> None:
    written = kzcli.export(bundled(), "markdown").decode()
    html = pandoc(written, "-t", "html")
    assert html.count('role="doc-noteref"') > 100
    assert "<script" not in html
    subprocess.run(["pandoc", "-o", "-", "-t", "docx"], input=written.encode(), capture_output=True, check=True)
    command = "pandoc -t docx -o - | pandoc -f docx -t json"
    done = subprocess.run(["sh", "-c", command], input=written.encode(), capture_output=True, check=True)
    text = squeeze(plain_of(json.loads(done.stdout)["blocks"]))
    assert [wanted for wanted in said(bundled()) if wanted not in text] == []


@pytest.mark.parametrize("text", [*NASTY, HOSTILE])
def test_a_title_is_a_title_whatever_is_in_it(text: str) -> None:
    """GitHub's reader: CommonMark with tables."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    brief = model(changed(("title",), text, changed(("goals", 0, "title"), text)))
    tokens = reader.parse(kzcli.export(brief, "markdown").decode())
    headings = [tokens[index + 1] for index, token in enumerate(tokens) if token.type == "heading_open"]
    shown = [squeeze("".join(child.content for child in heading.children or [])) for heading in headings]
    assert shown[0] == squeeze(clean(text))
    assert squeeze(clean(text)) + "mobility" in shown
    assert not [token for token in tokens if token.type == "html_block"]
