"""Markdown in a brief: what it means, and that nothing written is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzcli.markup import blocks, cited, inline, uncited
from kzcli.page import Block, Bullets, Code, Divider, Heading, Paragraph, Quotation, Span, Table, Text
from kzcli.page_walk import spans


def paragraph(*parts: Span) -> tuple[Block, ...]:
    return (Paragraph(parts),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", (Span("plain"),)),
        ("a *b* **c** `d`", (Span("a "), Span("b", ("emphasis",)), Span(" "), Span("c", ("strong",)), Span(" "), Span("d", ("code",)))),
        ("**a *b***", (Span("a ", ("strong",)), Span("b", ("strong", "emphasis")))),
        ("x[^c-1] y[^d]", (Span("x"), Span("c-1", ("citation",), "c-1"), Span(" y"), Span("d", ("citation",), "d"))),
        ("*x*[^c]", (Span("x", ("emphasis",)), Span("c", ("citation",), "c"))),
        ("[t](https://e.org)", (Span("t", ("link",), "https://e.org"),)),
        ("[t](javascript:alert(1))", (Span("[t](javascript:alert(1))"),)),
        ("<b>x</b> <!-- y -->", (Span("<b>x</b> <!-- y -->"),)),
        ("![alt](https://e.org/i.png)", (Span("alt", ("link",), "https://e.org/i.png"),)),
        ("![a *b* [^c]](https://e.org/i)!", (Span("a ", ("link",), "https://e.org/i"), Span("b", ("link", "emphasis"), "https://e.org/i"), Span(" ", ("link",), "https://e.org/i"), Span("c", ("citation",), "c"), Span("!"))),
        ("![](https://e.org/i)", (Span("https://e.org/i", ("link",), "https://e.org/i"),)),
        ("![alt](i.png) \\![w](https://e.org)", (Span("![alt](i.png) !"), Span("w", ("link",), "https://e.org"))),
        ("[![x](https://e.org/i) y](https://e.org)", (Span("x", ("link",), "https://e.org/i"), Span(" y", ("link",), "https://e.org"))),
        ("[![x](https://e.org/i)](https://e.org) z", (Span("x", ("link",), "https://e.org/i"), Span("https://e.org", ("link",), "https://e.org"), Span(" z"))),
        ("![[^c]](u) ![^c](https://e.org)", (Span("!["), Span("c", ("citation",), "c"), Span("](u) !"), Span("c", ("citation",), "c"), Span("(https://e.org)"))),
        ("`[^x]` \\[^y]", (Span("[^x]", ("code",)), Span(" "), Span("[^y]"))),
        ("[t [^c] u](https://e.org)", (Span("t ", ("link",), "https://e.org"), Span("c", ("citation",), "c"), Span(" u", ("link",), "https://e.org"))),
        ("*[t[^c]](https://e.org)*", (Span("t", ("emphasis", "link"), "https://e.org"), Span("c", ("emphasis", "citation"), "c"))),
        ("[[^c]](https://e.org)", (Span("c", ("citation",), "c"), Span("https://e.org", ("link",), "https://e.org"))),
        ("[^c](https://e.org)", (Span("c", ("citation",), "c"), Span("(https://e.org)"))),
        ("[t [^c]](javascript:x)", (Span("[t "), Span("c", ("citation",), "c"), Span("](javascript:x)"))),
        ("[t [^c](u)](https://e.org/b)", (Span("t ", ("link",), "https://e.org/b"), Span("c", ("citation",), "c"), Span("(u)", ("link",), "https://e.org/b"))),
        ("# no heading", (Span("# no heading"),)),
        ("a\nb", (Span("a"), Span(" "), Span("b"))),
        ("a\\\nb  \nc", (Span("a b c"),)),
        ("5 < 6 & 7 &amp; 8", (Span("5 < 6 & 7 "), Span("&"), Span(" 8"))),
    ],
)  # fmt: skip
def test_inline_markdown_means_this(text: str, expected: Text) -> None:
    merged: list[Span] = []
    for span in inline(text):
        if (
            merged
            and not span.styles
            and not merged[-1].styles
            and span.text not in (" ", "&")
            and merged[-1].text not in (" ", "&")
        ):
            merged[-1] = Span(merged[-1].text + span.text)
        else:
            merged.append(span)
    assert "".join(span.text for span in merged) == "".join(span.text for span in expected)
    assert [span for span in merged if span.styles] == [span for span in expected if span.styles]


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("x", "x"),
        ("x[^a]", "x"),
        ("x [^a] [^b-1], y[^c] z", "x, y z"),
        ("x [^a]y", "x y"),
        ("`[^a]` \\[^a] [^a]", "`[^a]` \\[^a]"),
        ("[^0] `[^1]` [^1]", " `[^1]`"),
        ('[t [^a]](https://e.org "[^a]")', '[t](https://e.org "[^a]")'),
        ("- [^a]\n- x[^b]\n\n```\n[^c]\n```\n\n    [^d]\n", "-\n- x\n\n```\n[^c]\n```\n\n    [^d]\n"),
        ("| x[^a] | y |\n| - | - |\n| 1 | 2[^b] |", "| x | y |\n| - | - |\n| 1 | 2 |"),
    ],
)
def test_a_text_without_its_citations_is_else_as_it_is_written(text: str, without: str) -> None:
    assert uncited(text, blocks=True) == without


@pytest.mark.parametrize("text", ["x[^a] **y** [^b]", "- x[^a]\n- y\n\nz[^b][^a]"])
def test_what_is_cited_in_a_simple_text_is_found_without_the_parser(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = cited(f"{text} `c`", blocks=True)
    monkeypatch.setattr("kzcli.markup._parser", None)
    assert cited(text, blocks=True) == expected


def test_blocks_are_paragraphs_lists_quotations_headings_tables_code_and_breaks() -> None:
    made = blocks("# H\n\np\n\n- a\n  - b\n\n3. c\n\n> q\n\n| x | y |\n| - | - |\n| 1 | 2 |\n\n```py\nz\n```\n\n---\n")
    assert made == (
        Heading(1, (Span("H"),)),
        Paragraph((Span("p"),)),
        Bullets(((Paragraph((Span("a"),)), Bullets((paragraph(Span("b")),))),)),
        Bullets((paragraph(Span("c")),), 3),
        Quotation(paragraph(Span("q"))),
        Table(((Span("x"),), (Span("y"),)), (((Span("1"),), (Span("2"),)),)),
        Code("z", "py"),
        Divider(),
    )


def test_a_line_of_a_paragraph_ends_where_it_is_said_to() -> None:
    assert blocks("a\nb\\\n**c  \nd**\n===\n\n- a\\\n  b") == (
        Heading(1, (Span("a"), Span(" "), Span("b"), Span(" "), *(Span(word, ("strong",)) for word in "c d"))),
        Bullets((paragraph(Span("a"), Span(" ", ("break",)), Span("b")),)),
    )
    assert blocks("a\n[b  \n**c\\\nd**](https://e.org)") == paragraph(
        Span("a"),
        Span(" "),
        Span("b", ("link",), "https://e.org"),
        Span(" ", ("link", "break"), "https://e.org"),
        Span("c", ("link", "strong"), "https://e.org"),
        Span(" ", ("link", "strong", "break"), "https://e.org"),
        Span("d", ("link", "strong"), "https://e.org"),
    )


def test_a_table_knows_how_its_columns_are_aligned() -> None:
    (table,) = blocks("| a | b | c | d |\n| - | :- | -: | :-: |\n| 1 | 2 | 3 | 4 |")
    assert isinstance(table, Table)
    assert table.aligned == ("", "left", "right", "center")


def test_a_link_definition_or_a_footnote_definition_stays_as_written() -> None:
    assert (
        "".join(span.text for span in spans(blocks("[a]: https://e.org\n\n[^n]: note"))) == "[a]: https://e.orgn: note"
    )
    assert cited("[^n]: note", blocks=True) == ["n"]


def test_citations_in_code_or_behind_a_backslash_are_none() -> None:
    assert cited("`[^a]` \\[^b] [^c]\n\n    [^d]\n\n```\n[^e]\n```\n", blocks=True) == ["c"]


def test_the_title_of_a_link_is_text_after_it() -> None:
    assert inline('*[t](https://e.org "the title")* x') == (
        Span("t", ("emphasis", "link"), "https://e.org"),
        Span(" (the title)"),
        Span(" x"),
    )


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("| a | b |\n| - | - |\n| 1 | 2 | three |", "| a | b |\n| - | - |\n| 1 | 2 | three |"),
        ("> | a |\n> | - |\n> | 1 | two\n\nafter", "| a |\n| - |\n| 1 | two"),
        ("- | a |\n  | - |\n  | `1|2` |", "| a |\n| - |\n| `1|2` |"),
    ],
)
def test_a_table_with_a_row_longer_than_its_header_is_shown_as_written(text: str, table: str) -> None:
    """Readers of Markdown cut the row off."""
    (code,) = [block for block in _all(blocks(text)) if isinstance(block, Code)]
    assert code == Code(table)


def test_a_table_with_escaped_bars_short_rows_and_no_outer_bars_is_a_table() -> None:
    (table,) = blocks("a | b\n--- | ---\n1\\|2 | `x\\|y`\n3\n")
    assert table == Table(
        ((Span("a"),), (Span("b"),)),
        (((Span("1|2"),), (Span("x|y", ("code",)),)), ((Span("3"),), ())),
    )


@pytest.mark.parametrize("mark", [">", "- ", "> - ", "1. "])
def test_the_deepest_nesting_is_shown_whole(mark: str) -> None:
    text = mark * 5000 + "end"
    (block,) = blocks(text)
    assert block == Code(text)


@given(st.text("ab12 *_`[]()<>#|!\\^~&\n-+.>'\"", max_size=80))
def test_no_letter_or_digit_of_any_text_is_lost(text: str) -> None:
    """Of tokens that mean something only the address of a link and the number of a list are not in the text."""
    for made in (inline(text.strip()), blocks(text)):
        numbers = "".join(str(block.first) for block in _all(made) if isinstance(block, Bullets) and block.first)
        seen = "".join(f"{span.text} {span.target}" for span in spans(made)) + numbers
        seen += "".join(f"{block.text} {block.language}" for block in _all(made) if isinstance(block, Code))
        for letter in "ab":
            assert seen.count(letter) >= text.count(letter), (text, made)
        assert len(re.findall(r"[12]", text)) == 0 or re.search(r"[12]", seen)


_PIECES = [
    "ab", "c1", "*d*", "**e2**", "`f`", "[g](https://e.org/h)", '[i](https://e.org/ "j")', "<https://e.org/k>", "[l]", "![m](n)", "![v](https://e.org/w)", "\\\n", "  \n",
    "<b>o</b>", "[p]: https://e.org/q 'r'", "<!-- s -->", "\\*t", "| u | v |\n| - | - |\n", "| w | x | y |\n", "- z\n", "> 3\n",
    "```4\n5\n```\n", "    6\n", "# 7\n", "8\n===\n", "\n", "\n\n", " ", "*", "_", "`", "|", "\\", "[", "]", "(", ")", "<", ">", "[^9]",
    "[^n]: 0\n", "---\n", "~~q~~", "$r$", "\t", "    ", "**", "```\n", "Ж", "家",
]  # fmt: skip


@settings(max_examples=120)
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=12).map("".join))
def test_every_letter_and_digit_comes_out_in_its_order(text: str) -> None:
    for made in (inline(text), blocks(text)):
        seen = iter("".join(_seen(made)))
        assert [letter for letter in text if letter.isalnum() and letter not in seen] == []


_WORDS = [
    "a", " ", "*b*", "**", "_", "`c`", "`", "[d]", "\\[", "<https://e.org/f>",
    "[g](https://e.org/h)", "(", ")", "()", "(u)", "!", "\n", "[^x]", "![i](https://e.org/j)",
]  # fmt: skip


@settings(max_examples=120)
@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=8).map("".join))
def test_a_citation_among_the_words_of_a_link_is_read_like_any_sign_that_means_nothing(words: str) -> None:
    text = f"[w{words}](https://e.org)"
    assert _letters(inline(text)) == _letters(inline(text.replace("[^x]", "~")))


def _letters(text: Text) -> list[tuple[str, tuple[str, ...], str]]:
    """Each character with its styles and its target, but for citations and the sign that stands for them."""
    shown = ((span, span.text.replace("[^x]", "").replace("~", "")) for span in text if "citation" not in span.styles)
    return [(letter, span.styles, span.target) for span, letters in shown for letter in letters]


def _seen(node: object) -> Iterator[str]:
    """What can be read of blocks, in order: texts, addresses after them, the languages of code."""
    if isinstance(node, Span):
        yield f"{node.text} {node.target} "
    elif isinstance(node, Code):
        yield f"{node.language} {node.text} "
    elif isinstance(node, tuple):
        for part in node:
            yield from _seen(part)


def _all(node: object) -> list[object]:
    if isinstance(node, tuple):
        return [node, *(inner for part in node for inner in _all(part))]
    return []
