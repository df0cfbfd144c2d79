"""What is read without the parser is read as the parser reads it."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from conftest import BRIEF
from hypothesis import given, settings
from hypothesis import strategies as st

from kzcli import markup
from kzcli.brief import Markup
from kzcli.page import Block, Text
from kzcli.references import texts
from kzcli.simple_markup import simple_blocks, simple_inline

PIECES = (
    "a", "b c", "Word.", "**", "**bold**", "**Bold.** ", "*", " ", "  ", "\n", "\n\n", "\n\n\n", "- ", "1. ", "2. ", "10. ", "  a", "   b",
    "[^x]", "[x]", "[", "]", "(", ")", "3", "3.", "3)", "2018", "-", "+ ", "--", "…", "“q”", "'", '"', "$2", "é", "Қ", ":", "http://a.b", "\u00a0", "\u2003", "\u3000", "\u2028", "\x85", "\x1c", "٣", "٣. ",
)  # fmt: skip


def parsed_inline(text: str) -> Text:
    (token,) = markup._parser().parseInline(text)  # noqa: SLF001 (the parser is what it is compared with)
    return markup._spans(token.children or [])  # noqa: SLF001


def parsed_blocks(text: str) -> tuple[Block, ...]:
    return markup._blocks(markup._parser().parse(text), 0)[0]  # noqa: SLF001


def merged(node: Any) -> Any:
    """Blocks with neighbouring spans of one style made one: how a text is cut into spans means nothing."""
    from kzcli.page import Span

    if isinstance(node, Span) or not isinstance(node, tuple):
        return node
    parts: list[Any] = []
    for part in map(merged, node):
        last = parts[-1] if parts else None
        if isinstance(part, Span) and isinstance(last, Span) and part[1:] == last[1:] and "citation" not in part.styles:
            parts[-1] = last._replace(text=last.text + part.text)
        else:
            parts.append(part)
    return type(node)(*parts) if hasattr(node, "_fields") else tuple(parts)


@settings(max_examples=700)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join))
def test_what_is_read_without_the_parser_is_what_the_parser_reads(text: str) -> None:
    inline, blocks = simple_inline(text), simple_blocks(text)
    if inline is not None:
        assert merged(inline) == merged(parsed_inline(text))
    if blocks is not None:
        assert merged(blocks) == merged(parsed_blocks(text))


def test_so_are_the_texts_of_the_bundled_brief() -> None:
    data = tomllib.loads(BRIEF.read_text("utf-8"))
    marked = [text for text in texts(data) if isinstance(text.mark, Markup)]
    for text in marked:
        if text.mark == Markup(blocks=True):
            assert merged(simple_blocks(text.value)) == merged(parsed_blocks(text.value))
        else:
            assert merged(simple_inline(text.value)) == merged(parsed_inline(text.value))
    assert len(marked) > 100


@pytest.mark.parametrize(
    "text",
    ["a\n- b", "- a\n\n- b", "- a\nb", "1. a\n- b", "# a", "a\n===", "    a", "`a`", "*a*", "a  \nb", "> a", "| a |\n| - |", "- a\n  - b", "- a\n\n  b", "1) a", "+ a", "a\n1. b", "---"],
)  # fmt: skip
def test_what_is_more_is_left_to_the_parser(text: str) -> None:
    assert simple_blocks(text) is None
