"""What a brief's Markdown says by its layout, as the readers of each format find it: columns, line breaks, images."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from briefs import changed, toml
from conftest import need, run_kzcli
from poppler import poppler
from test_docx_readers import office
from word import found, within

TABLE = "| Year | Cost | Note | Left |\n| --- | ---: | :---: | :--- |\n| 2020 | 1.5 | ok | x |\n| 2021 | 333.25 | longer | y |\n"
BREAKS = "Line one\\\nline two  \n\\# line three, **bold\\\n\\- line four** and [a link\\\n1\\. goes on](https://e.org/on).[^cost]\\\nend"
LINES = ["Line one", "line two", "# line three, bold", "- line four and a link", "1. goes on.", "end"]
IMAGE = "See ![the *curve*[^cost]](https://e.org/curve.png) and ![](https://e.org/bare.png), not ![this](curve.png)."
CODE = "| Code |\n| --- |\n| `a\\|b` and `x \\| y` |\n"


@cache
def exported(body: str, format: str) -> bytes:
    """A brief whose first section is this text, as a file of a format."""
    done = run_kzcli("export", format, "-b", "-", stdin=toml(changed(("sections", 0, "body"), body)))
    assert done.stderr == b""
    return done.stdout


def shown(body: str, *options: str) -> list[str]:
    """The lines of that section as `read` shows it, without blanks at their ends."""
    data = toml(changed(("sections", 0, "body"), body))
    done = run_kzcli("read", "why", "-b", "-", *options, stdin=data)
    return [line.strip() for line in done.stdout.decode().splitlines()]


def pandoc(text: bytes, reader: str) -> Any:
    need("pandoc")
    command = ["pandoc", "-f", reader, "-t", "json"]
    return json.loads(subprocess.run(command, input=text, capture_output=True, check=True).stdout)


def nodes(node: Any, kind: str) -> list[Any]:
    """What the nodes of a kind hold, in order."""
    parts = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    inner = [one for part in parts for one in nodes(part, kind)]
    return [node.get("c"), *inner] if isinstance(node, dict) and node.get("t") == kind else inner


def words(node: Any) -> str:
    """The text of a pandoc node, a line for each line; notes are left out."""
    if isinstance(node, list):
        return "".join(map(words, node))
    content: Any = node.get("c") if isinstance(node, dict) else None
    match node.get("t") if isinstance(node, dict) else None:
        case "Str":
            return str(content)
        case "Space" | "SoftBreak":
            return " "
        case "LineBreak":
            return "\n"
        case "Code":
            return str(content[1])
        case "Link":
            return words(content[1])
        case "Note" | None:
            return ""
    return words(content)


def breaks(document: Any) -> list[list[str]]:
    """The lines of each paragraph that has breaks."""
    return [words(one).split("\n") for one in nodes(document["blocks"], "Para") if nodes(one, "LineBreak")]


@pytest.mark.parametrize("reader", ["markdown", "gfm"])
def test_columns_are_aligned_in_markdown(reader: str) -> None:
    tables = nodes(pandoc(exported(TABLE, "markdown"), reader)["blocks"], "Table")
    columns = [[one[0]["t"] for one in table[2]] for table in tables]
    assert ["AlignDefault", "AlignRight", "AlignCenter", "AlignLeft"] in columns


def test_columns_are_aligned_in_html_and_epub() -> None:
    html = exported(TABLE, "html").decode()
    with zipfile.ZipFile(io.BytesIO(exported(TABLE, "epub"))) as book:
        pages = (html, book.read("book/text.xhtml").decode())
        styles = (html, book.read("book/style.css").decode())
    for page in pages:
        assert '<th scope="col">Year</th><th scope="col" class="right">Cost</th>' in page
        assert '<td>2020</td><td class="right">1.5</td><td class="center">ok</td><td class="left">x</td>' in page
    for style in styles:
        assert ".right { text-align: right; }" in style


def test_columns_are_aligned_in_word() -> None:
    table = next(one for one in found(exported(TABLE, "docx"), "//w:tbl") if "333.25" in "".join(one.itertext()))
    for row in within(table, "w:tr"):
        kinds = [within(cell, "string(w:p/w:pPr/w:jc/@w:val)") for cell in within(row, "w:tc")]
        assert kinds == ["", "right", "center", "left"]


def test_columns_are_aligned_in_the_pdf() -> None:
    boxes = poppler("pdftotext", "-bbox", pdf=exported(TABLE, "pdf"))

    def edges(word: str) -> tuple[float, float]:
        match = re.search(rf'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">{re.escape(word)}<', boxes)
        assert match, word
        return float(match[1]), float(match[2])

    assert edges("1.5")[1] == pytest.approx(edges("333.25")[1], abs=0.1)
    assert edges("2020")[0] == pytest.approx(edges("2021")[0], abs=0.1)
    assert sum(edges("ok")) == pytest.approx(sum(edges("longer")), abs=0.1)


def test_columns_are_aligned_in_panels_and_parted_by_tabs_in_plain_text() -> None:
    lines = shown(TABLE, "--format", "panels", "--width", "80")
    at = lines.index("Year    Cost   Note   Left")
    assert lines[at + 1 : at + 3] == ["2020     1.5    ok    x", "2021  333.25  longer  y"]
    assert "2020\t1.5\tok\tx" in shown(TABLE, "--format", "plain")


@pytest.mark.parametrize("reader", ["markdown", "gfm"])
def test_lines_break_in_markdown(reader: str) -> None:
    document = pandoc(exported(f"{BREAKS}\n\n> {BREAKS.replace(chr(10), chr(10) + '> ')}", "markdown"), reader)
    assert breaks(document).count(LINES) == 2
    assert len(nodes(document["blocks"], "BlockQuote")) == 2  # with that of the rationale
    assert len(nodes(nodes(document["blocks"], "BlockQuote"), "LineBreak")) == 5


def test_lines_break_in_html_and_epub() -> None:
    html = exported(BREAKS, "html").decode()
    assert "<p>Line one<br>line two<br># line three, <strong>bold</strong><br><strong>- line four</strong> and " in html
    assert '<a href="https://e.org/on">a link<br>1. goes on</a>.' in html
    with zipfile.ZipFile(io.BytesIO(exported(BREAKS, "epub"))) as book:
        assert book.read("book/text.xhtml").count(b"<br/>") == 5


def test_lines_break_in_word(tmp_path: Path) -> None:
    document = pandoc(exported(BREAKS, "docx"), "docx")
    assert LINES in breaks(document)
    file = tmp_path / "brief.docx"
    file.write_bytes(exported(BREAKS, "docx"))
    lines = office(file, "txt", tmp_path / "text").read_text("utf-8-sig").splitlines()
    assert [line for line in lines if line in LINES[:4]] == LINES[:4]


def test_lines_break_in_the_pdf() -> None:
    text = poppler("pdftotext", "-raw", pdf=exported(f"First.\n\n{BREAKS}", "pdf"))
    lines = [line.strip() for line in text.splitlines()]
    assert [line for line in lines if line in LINES[:4]] == LINES[:4]


def test_lines_break_on_a_terminal_and_in_plain_text() -> None:
    on_terminal = shown(BREAKS, "--format", "panels", "--width", "80")
    wanted = [*LINES[:4], "1. goes on <https://e.org/on>.[1]", "end"]
    at = on_terminal.index(LINES[0])
    assert on_terminal[at : at + 6] == wanted
    in_plain = shown(f"- {BREAKS.replace(chr(10), chr(10) + '  ')}", "--format", "plain")
    at = in_plain.index("- Line one")
    assert in_plain[at + 1 : at + 3] == LINES[1:3]
    assert in_plain[at + 5] == "end"


def test_a_text_in_a_line_has_no_breaks() -> None:
    data = toml(changed(("goals", 0, "statement"), "One\\\ntwo  \nthree."))
    for format in ("plain", "panels"):
        assert b"One two three." in run_kzcli("goals", "mobility", "-b", "-", "--format", format, stdin=data).stdout


def test_only_what_breaks_lines_within_a_paragraph_is_a_break() -> None:
    body = "a\\\n===\n\n[b\\\n](https://e.org)\n\n| c\\ |\n| - |\n| d  |\n\n`e\\\nf` g\\\\\nh\\\n\\\ni\n"
    html = exported(body, "html").decode()
    assert html.count("<br>") == 3
    assert "h<br><br>i</p>" in html
    for reader in ("markdown", "gfm"):
        document = pandoc(exported(body, "markdown"), reader)
        assert [lines for lines in breaks(document) if "i" in lines] == [["e\\ f g\\ h", "", "i"]]


@pytest.mark.parametrize("reader", ["markdown", "gfm"])
def test_code_with_a_pipe_in_a_table_stays_code_in_markdown(reader: str) -> None:
    document = pandoc(exported(CODE, "markdown"), reader)
    (cells,) = [one for one in nodes(document["blocks"], "Plain") if "and x" in words(one)]
    assert words(cells) == "a|b and x | y"
    assert [code[1] for code in nodes(cells, "Code")] == ["a", "b", "x", "y"]


@pytest.mark.parametrize("reader", ["markdown", "gfm"])
def test_an_image_is_its_words_and_its_address_as_a_link(reader: str) -> None:
    written = exported(IMAGE, "markdown")
    document = pandoc(written, reader)
    (text,) = [one for one in map(words, nodes(document["blocks"], "Para")) if one.startswith("See")]
    assert text == "See the curve and https://e.org/bare.png, not ![this](curve.png)."
    assert nodes(document["blocks"], "Image") == []
    assert b"[^cost]" in written
    html = exported(IMAGE, "html").decode()
    assert "See the curve" in re.sub(r"<[^>]+>", "", html)
    assert "!<a" not in html


def test_an_image_within_a_link_keeps_both_addresses() -> None:
    html = exported("[![words](https://e.org/image.png) more](https://e.org/page) after", "html").decode()
    assert '<a href="https://e.org/image.png">words</a><a href="https://e.org/page"> more</a> after' in html


def test_a_quotation_within_a_quotation_stands_close_to_it_in_the_pdf() -> None:
    body = "> outerone\n>\n> > innerone\n>\n> outertwo"
    boxes = poppler("pdftotext", "-bbox", pdf=exported(body, "pdf"))
    tops = [float(top) for top in re.findall(r'yMin="([\d.]+)"[^>]*>(?:outer|inner)', boxes)]
    assert len(tops) == 3
    assert max(after - before for before, after in pairwise(tops)) < 24
