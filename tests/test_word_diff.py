"""Two texts told word by word: nothing of them is lost, and it takes no time however long they are."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzcli.editions.word_diff import Budget, pieces, words


def shown(old: str, new: str, steps: int = 3_000_000) -> str | None:
    found = pieces(old, new, Budget(steps))
    if found is None:
        return None

    def said(some: Any) -> str:
        return " ".join(word.text for word in some)

    return " ".join(
        said(one.kept) if one.kept else f"[-{said(one.deleted)}-]{{+{said(one.inserted)}+}}" for one in found
    )


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("a b c d", "a b x d", "a b [-c-]{+x+} d"),
        ("a b c", "a b c d", "a b c [--]{+d+}"),
        ("a b c d", "b c d", "[-a-]{++} b c d"),
        ("It grew.[^one]", "It grew.[^two]", "It grew. [-[^one]-]{+[^two]+}"),
        ("one two three", "four five six", None),
        ("the cat sat on the mat and slept", "the dog sat on the rug and slept", "the [-cat-]{+dog+} sat on the [-mat-]{+rug+} and slept"),
    ],
)  # fmt: skip
def test_texts_are_told_word_by_word(old: str, new: str, wanted: str | None) -> None:
    assert shown(old, new) == wanted


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_what_is_told_word_by_word_is_both_texts(old: list[str], new: list[str]) -> None:
    found = pieces(" ".join(old), " ".join(new), Budget())
    if found is not None:
        assert [word.text for one in found for word in one.kept or one.deleted] == old
        assert [word.text for one in found for word in one.kept or one.inserted] == new


@given(st.text(max_size=60))
def test_no_character_of_a_text_is_lost_but_blanks(text: str) -> None:
    assert "".join(word.text for word in words(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 500_000, "b " * 500_000),
        ("a b " * 250_000, "b a a " * 170_000),
        (" ".join(str(n * 7919 % 101) for n in range(300_000)), " ".join(str(n * 7907 % 103) for n in range(300_000))),
    ],
)
def test_texts_as_large_as_a_file_may_be_are_compared_in_no_time(old: str, new: str) -> None:
    started = time.perf_counter()
    pieces(old, new, Budget())
    assert time.perf_counter() - started < 15  # three seconds; generous for a busy machine
