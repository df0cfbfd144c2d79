"""Sentences are found where they stand, whatever marks and abbreviations are in them."""

from __future__ import annotations

import pytest

from kzcli.prose import quotations, sentences, unmarked, unquoted, word_spans, words


def told(text: str, *, blocks: bool = True) -> list[str]:
    return [" ".join(one.text.split()) for one in sentences(text, blocks=blocks)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Dr. Smith met Mr. J. Doe. He left.", ["Dr. Smith met Mr. J. Doe.", "He left."]),
        ("The U.S. Congress met. So did the U.S. The end.", ["The U.S. Congress met.", "So did the U.S.", "The end."]),
        ("It cost $2.1 billion. Art. 5 says so.", ["It cost $2.1 billion.", "Art. 5 says so."]),
        (
            "Roads, ports etc. are built. Rails etc. The rest waits.",
            ["Roads, ports etc. are built.", "Rails etc.", "The rest waits."],
        ),
        ("He said “Go. Now.” Then he left.", ["He said “Go.", "Now.”", "Then he left."]),
        ("It ends at 4 p.m. on Mondays. Then rest.", ["It ends at 4 p.m. on Mondays.", "Then rest."]),
        ("Trade grew (see Fig. 3). It fell later.", ["Trade grew (see Fig. 3).", "It fell later."]),
        (
            "Prices, e.g. of coal, rose vs. those of gas. True.",
            ["Prices, e.g. of coal, rose vs. those of gas.", "True."],
        ),
        ("One.\\\nTwo  \nthree.\\\nFour", ["One.", "Two three.", "Four"]),
        ("… and so on. 2018 was good.", ["… and so on.", "2018 was good."]),
    ],
)
def test_a_point_ends_a_sentence_but_not_an_abbreviation(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_blocks_begin_new_sentences() -> None:
    text = "# A heading\nRunning text\n\n- one item\n- another\n\n1. a third\n2) a fourth\n\n> A quotation\n\n| a | b |\n| - | - |\n| c | d |"
    assert told(text) == [
        "A heading",
        "Running text",
        "one item",
        "another",
        "a third",
        "a fourth",
        "A quotation",
        "a",
        "b",
        "c",
        "d",
    ]


def test_in_one_paragraph_nothing_begins_a_block() -> None:
    assert told("a - b\n- c", blocks=False) == ["a - b - c"]


def test_a_sentence_stands_where_it_says() -> None:
    text = "First **one**.[^a] Then `code` and [a link](https://example.org/a_(b)).[^b][^c]\n\nLast."
    found = sentences(text, blocks=True)
    assert [text[one.start : one.start + 4] for one in found] == ["Firs", "Then", "Last"]
    assert [one.cites for one in found] == [("a",), ("b", "c"), ()]
    assert all(len(one.text) == one.extent[1] - one.extent[0] for one in found)
    assert "code" not in found[1].text
    assert "a link" in found[1].text
    assert "example" not in found[1].text


@pytest.mark.parametrize(
    "text", ["", " ", "...", "[^a]", "**", "“", "```\ncode\n", "a\n\n\n", "\\*", "_", "|", "> ", "1.", "ß. İ. Ŀ"]
)
def test_every_offset_is_one_of_the_text(text: str) -> None:
    for one in sentences(text, blocks=True):
        assert 0 <= one.extent[0] < one.extent[1] <= len(text)
    assert len(unmarked(text, blocks=True)) == len(text)
    assert len(unquoted(text)) == len(text)


def test_quotations_are_told_from_apostrophes() -> None:
    text = 'He said "not now" and “later”, the people’s own ‘word’ for 5\' of it.'
    assert quotations(text) == [(9, "not now"), (23, "later")]
    assert unquoted(text).split() == "He said and , the people’s own for 5' of it.".split()  # noqa: SIM905


def test_words_are_counted_as_people_do() -> None:
    text = "US-Kazakhstan trade, at $2.1 billion, isn't and/or wasn’t small — 2,000 head."
    assert words(text) == [
        "US-Kazakhstan",
        "trade",
        "at",
        "2.1",
        "billion",
        "isn't",
        "and/or",
        "wasn’t",
        "small",
        "2,000",
        "head",
    ]
    assert [text[start:end] for start, end in word_spans(text)] == words(text)
