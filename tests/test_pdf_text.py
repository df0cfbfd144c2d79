"""PDF: every text of a brief can be read in it, in any letters and whatever stands in it."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import pytest
from briefs import FULL, briefs, changed, hostile, toml
from conftest import BRIEF, Run
from hypothesis import given, settings
from hypothesis import strategies as st
from poppler import bundled, made, poppler, properties, read, squeezed, unread
from said import for_check

from kzcli.brief import Markup
from kzcli.clean import clean
from kzcli.markup import blocks, inline
from kzcli.page import Code
from kzcli.page_walk import spans
from kzcli.references import texts

FIXED = {"id", "kind", "confidence", "likelihood", "date", "horizon", "status", "response", "language"}
"""Fields whose words are shown in other words, or that are no text."""


def free_texts(data: dict[str, Any]) -> list[str]:
    """Every free text of a brief as it should be read, cut where citations stand."""
    found = []
    for text in texts(data):
        name = next(part for part in reversed(text.path) if isinstance(part, str))
        if name in FIXED or for_check(text.path) or not isinstance(text.mark, Markup | None):
            continue
        if text.mark is None:
            found.append(clean(text.value))
            continue
        page = blocks(text.value) if text.mark.blocks else (inline(text.value),)
        found += [clean(span.text) for span in spans(page) if "citation" not in span.styles]
        found += [clean(line) for block in page if isinstance(block, Code) for line in block.text.splitlines()]
    return found


def test_words_too_long_for_a_line_are_broken_within_the_margins() -> None:
    data = copy.deepcopy(FULL)
    word = "w" * 200
    for part in ("goals", "recommendations", "sections", "sources"):
        data[part][0]["title"] = word
    data["title"] = data["summary"]["bottom_line"] = data["recommendations"][0]["action"] = word
    data["claims"][0]["quantity"]["measure"] = data["claims"][1]["statement"] = data["claims"][2]["quantity"][
        "unit"
    ] = data["actors"][0]["name"] = word
    data["sections"][0]["body"] = f"{word}\n\n**{word}** `{word}`\n\n- {word}\n\n```\n{word}\n```\n"
    data["sources"][0]["url"] = f"https://e.org/{word}/{word}?{word}={word}"
    for one_page in (False, True):
        ends = re.findall(r' xMax="([\d.]+)"', poppler("pdftotext", "-bbox", pdf=made(data, one_page=one_page)))
        assert len(ends) > 50
        assert max(map(float, ends)) < 595 - 40


def test_every_text_of_the_bundled_brief_can_be_read() -> None:
    import tomli

    found = read(bundled())
    wanted = free_texts(tomli.loads(BRIEF.read_text("utf-8")))
    assert len(wanted) > 400
    assert unread(wanted, found) == []


def test_kazakh_letters_are_read_as_they_are_written() -> None:
    words = "Қазақстан Нұр-Сұлтан өңірі ғылым әлем Ұлы үш һәм ІСКЕР Ыстық Россия Ёлка"
    pdf = made(changed(("title",), words, changed(("sections", 0, "body"), f"**{words}** *{words}* `{words}`")))
    assert properties(pdf)["Title"] == words
    assert read(pdf).count(squeezed(words)) >= 4
    assert "LibertinusSerif-Italic" in poppler("pdffonts", pdf=pdf)


def test_text_of_many_kinds_is_shown_whole() -> None:
    body = (
        "### Three\n\n# One\n\n- \n- a\n  1. b\n\n     c\n- > q\n\n***\n\n```py\nif x:\n    y  =  1\n```\n\n"
        + "word" * 60
    )
    data = changed(
        ("sections", 0, "body"), f"{body}\n\n| {' | '.join('abcdefghijkl')} |\n|{' - |' * 12}\n| x |  | z |\n"
    )
    pdf = made(data)
    found = read(pdf)
    for text in ("Three", "One", "q", "ifx:", "y=1", "word" * 60, "xz"):
        assert squeezed(text) in found
    words = re.findall(r'<word xMin="([\d.]+)".*>(if|y)</word>', poppler("pdftotext", "-bbox", pdf=pdf))
    starts = {word: float(start) for start, word in words}
    assert starts["y"] > starts["if"] + 15  # four spaces


@pytest.mark.parametrize("heading", ["###", "### \u3000", "### \u2028", "### [^cost]"])
def test_a_heading_without_words_is_taken(heading: str) -> None:
    assert "Below" in read(made(changed(("sections", 0, "body"), f"{heading}\n\nBelow\n")))


def test_hundreds_of_claims_sources_and_figures_are_taken() -> None:
    data = copy.deepcopy(FULL)
    quantity = {"unit": "EUR", "measure": "A sum"}
    data["claims"] += [
        {
            "id": f"c{n}",
            "statement": f"Claim {n}.",
            "kind": "fact",
            "confidence": "low",
            "date": "2020",
            "quantity": {"value": n, **quantity},
        }
        for n in range(250)
    ]
    data["sources"] += [{"id": f"s{n}", "kind": "web", "title": f"Source {n}!"} for n in range(250)]
    found = read(made(data))
    for number in range(250):
        assert f"Claim{number}." in found
        assert f"Source{number}!" in found


@pytest.mark.parametrize("name", dict(hostile()))
def test_hostile_text_is_text(name: str) -> None:
    pdf = made(dict(hostile())[name])
    found = read(pdf)
    for text in (
        "a<U+001B>[31mred<U+001B>]0;title",
        "<U+009B>1m<U+007F><U+202E>evil<U+2066>x",
        "[red]c[/][/]:bomb:",
        "<script>alert(1)</script>",
        "$x$",
        "é",
    ):
        assert text in found
    assert b"javascript" not in re.sub(rb"\([^)]*\)", b"", pdf).lower()


LETTERS = st.text(
    st.sampled_from(
        "abcdefgh XYZ019 .,;:!?()[]{}<>#$%&*_^~`'\"\\/@|+=-–—“”‘’…éèüñçßœžůøåŁ қғңөұүһіәҚҒ АБВгдежз αβγΩ €₸"
    ),
    min_size=1,
    max_size=90,
)


@settings(max_examples=15)
@given(st.lists(LETTERS.filter(lambda text: any(map(str.isalnum, text))), min_size=8, max_size=8))
def test_generated_texts_of_known_letters_are_read_whole(words: list[str]) -> None:
    data = changed(("claims", 2, "quantity", "unit"), "kg")
    data["title"], data["authors"][0]["name"], data["goals"][0]["title"], data["recommendations"][0]["title"] = words[
        :4
    ]
    (
        data["sections"][0]["title"],
        data["sources"][0]["title"],
        data["actors"][0]["name"],
        data["claims"][0]["sources"][0]["locator"],
    ) = words[4:]
    found = read(made(data))
    assert unread(free_texts(data), found) == []


@settings(max_examples=15)
@given(briefs())
def test_generated_briefs_are_valid_documents(data: dict[str, Any]) -> None:
    pdf = made(data)
    found = read(pdf)
    # A character that no font of this computer has is shown by its number, and some come out in another form.
    assert unread([run for text in free_texts(data) for run in re.findall("[ -~]+", text)], found) == []


def test_a_character_that_no_font_has_is_shown_by_its_number() -> None:
    found = read(made(changed(("title",), "odd \U0005ffff and \ufdd0\u0378 end")))
    assert "odd<U+5FFFF>and<U+FDD0><U+0378>end" in found.replace("\u200b", "")


def test_characters_that_no_font_has_are_told_of(kzcli: Run, tmp_path: Path) -> None:
    """What it says depends on the computer's fonts, but no font has characters that Unicode has not given out."""
    brief = changed(("title",), "odd \U0005fff0 and \U0005fff1 end")
    done = kzcli("export", "pdf", "-b", "-", "-o", str(tmp_path / "odd.pdf"), stdin=toml(brief))
    assert done.returncode == 0
    assert b"kzcli: warning: no font of this computer has U+5FFF0, U+5FFF1: shown by number" in done.stderr
    assert kzcli("export", "pdf", "-o", str(tmp_path / "all.pdf")).stderr == b""


@pytest.mark.parametrize(
    ("path", "text", "shown"),
    [
        (("title",), "W" * 200, "W"),
        (("summary", "bottom_line"), "\u00a0".join(["word"] * 300), "word"),
        (("claims", 0, "statement"), "\u00a0".join(["word"] * 300), "word"),
        (("claims", 0, "statement"), "\U0005fff0" * 300, "<U+5FFF0>"),
    ],
)
def test_nothing_is_so_long_that_it_leaves_the_page(path: tuple[str | int, ...], text: str, shown: str) -> None:
    """`pdftotext` reads no letter beyond the page's edge."""
    found = poppler("pdftotext", pdf=made(changed(path, text)))
    assert found.count(shown) >= text.count("W") + text.count("word") + text.count("\U0005fff0")
