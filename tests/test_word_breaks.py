"""Where words of a table in HTML may be broken."""

from __future__ import annotations

import re

import pytest

from kzcli.page import plain
from kzcli.writers.word_breaks import break_words, table_fit


@pytest.mark.parametrize(
    ("html", "broken"),
    [
        ("<td>short words only</td>", "<td>short words only</td>"),
        ("<td>abcdefghijkl</td>", "<td>abcdefghij<wbr>kl</td>"),
        ("<td>abcd<em>efghij</em>kl</td>", "<td>abcd<em>efghij<wbr></em>kl</td>"),
        ("<td>https://a/bcdef/g</td>", "<td>https://a/<wbr>bcdef/g</td>"),
        ("<td>a&amp;&amp;&amp;&amp;bcdefghi</td>", "<td>a&amp;&amp;&amp;&amp;<wbr>bcdefghi</td>"),
        ("<td>abcdefghij\u0301kl</td>", "<td>abcdefghi<wbr>j\u0301kl</td>"),
        ("<td>abcdef\u00a0ghijk</td>", "<td>abcdef\u00a0ghi<wbr>jk</td>"),
        ('<th scope="col">abcdef</th><td>ghijkl</td>', '<th scope="col">abcdef</th><td>ghijkl</td>'),
    ],
)
def test_a_long_word_breaks_after_its_punctuation_and_never_before_an_accent(html: str, broken: str) -> None:
    assert break_words(html, 10) == broken


def test_no_piece_is_longer_than_asked_for_and_a_megabyte_takes_no_time() -> None:
    for word in ("x" * 1_000_000, "a" + "\u0301" * 200_000):
        pieces = break_words(f"<td>{word}</td>", 30)[4:-5].split("<wbr>")
        assert "".join(pieces) == word
        assert max(map(len, pieces)) <= 30


@pytest.mark.parametrize(("columns", "said"), [(1, ""), (3, "wide"), (6, "wide narrow"), (14, "crowded narrow")])
def test_the_more_columns_the_tighter(columns: int, said: str) -> None:
    row = (plain("Telecommunications 2020"),) * columns
    name, length = table_fit([row])
    assert name == said
    assert 12 <= length <= 30
    assert re.fullmatch("(wide|crowded)?( narrow)?", name)
