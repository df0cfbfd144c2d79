"""Text that would act on a terminal or a page comes out as text, on every way to people."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from briefs import HOSTILE, briefs, changed, hostile, model
from conftest import run_kzcli
from hypothesis import given, settings
from rich.cells import cell_len

from kzcli.brief import Brief
from kzcli.clean import clean
from kzcli.links import Links
from kzcli.page import Page
from kzcli.views import PARTS, full_card, load_view
from kzcli.views.document import document_page
from kzcli.views.library import library_page
from kzcli.views.reading import cards_page, listing_page, text_page
from kzcli.views.summary import summary_page
from kzcli.views.why import argument, why_page
from kzcli.writers.markdown import write_markdown
from kzcli.writers.panels import write_panels
from kzcli.writers.plain import write_plain

ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Every character that could act on a terminal, tab and line feed apart, which our own layout uses."""


def pages(brief: Brief) -> list[Page]:
    """All that can be shown of a brief."""
    links = Links(brief)
    made = [
        summary_page(links, brief.as_of),
        text_page(links, brief.sections),
        document_page(brief),
        library_page([brief]),
    ]
    keys = [(part, id) for id, (part, _) in links.items.items() if part != "actors"]
    if keys:
        made.append(why_page(links, keys, argument(links, keys, 3, reverse=False), brief.as_of))
    for part in PARTS:
        view = load_view(part)
        made.append(listing_page(links, part))
        made += [cards_page(links, (full_card(view, links, item),)) for item in view.items(brief)]
    return made


def letters(text: str) -> str:
    """A text without what layout may change: spaces, frames, marks."""
    return re.sub(r"[\s│╭╮╰╯─|>•\\`*-]", "", text)


CASES = dict(hostile())


def test_there_is_a_hostile_brief_for_each_text() -> None:
    assert len(CASES) >= 30


@cache
def hostile_pages(name: str) -> list[Page]:
    return pages(model(CASES[name]))


@pytest.mark.parametrize("name", CASES)
def test_hostile_text_is_shown_as_text_by_every_view_in_every_writer(name: str) -> None:
    seen = {"plain": "", "markdown": "", "panels": ""}
    for page in hostile_pages(name):
        plain, markdown = write_plain(page), write_markdown(page)
        assert not ACTING.search(plain)
        assert not ACTING.search(markdown)
        seen["plain"] += plain
        seen["markdown"] += markdown
        for width, color, encoding in ((20, False, "utf-8"), (40, True, "ascii"), (100, True, "utf-8")):
            text = write_panels(page, width, color=color, encoding=encoding)
            bare = re.sub(r"\x1b\[[\d;]*m", "", text) if color else text
            assert not ACTING.search(bare)
            assert max(map(cell_len, bare.split("\n"))) <= width
            if width == 100:
                seen["panels"] += bare
    for text in seen.values():
        found = letters(text)
        for word in ("␛[31mred", "<U+009B>1m␡<U+202E>evil", "[red]c[/][/]:bomb:", "<script>alert(1)</script>", "家éz"):
            assert letters(word) in found, (name, word)


@settings(max_examples=15)
@given(briefs())
def test_generated_briefs_are_shown_whole_and_harmless(data: dict[str, Any]) -> None:
    brief = model(data)
    for page in pages(brief):
        assert not ACTING.search(write_plain(page))
        assert not ACTING.search(write_markdown(page))
        text = write_panels(page, 40, color=False)
        assert not ACTING.search(text)
        assert max(map(cell_len, text.split("\n"))) <= 40
    shown = letters(
        write_panels(
            cards_page(Links(brief), (load_view("sources").card(Links(brief), brief.sources[0]),)), 60, color=False
        )
    )
    assert letters(clean(brief.sources[0].title)) in shown


@pytest.mark.parametrize(
    ("arguments", "symbol"),
    [
        (["\x1b[31mx"], "\\x1b[31mx"),
        (["goal", "\x1b]0;x\x07"], "\\x1b]0;x\\x07"),
        (["goals", "--\x1b[31mx"], "\\x1b[31mx"),
        (["goals", "--format", "\u202ex"], "\\u202ex"),
        (["goals", "--width", "\x1b[2J"], "--width"),
        (["export", "\x9b1m"], "\\x9b1m"),
        (["export", "json", "-o", "no/\x1b[31mx"], "no/␛[31mx"),
        (["summary", "-b", "no/\x1b[31mx\u202e.toml"], "no/␛[31mx<U+202E>.toml"),
    ],
)
def test_hostile_arguments_are_echoed_as_symbols(arguments: list[str], symbol: str) -> None:
    done = run_kzcli(*arguments)
    said = done.stderr.decode()
    assert done.returncode == 2
    assert symbol in said
    assert not ACTING.search(said)


def test_hostile_keys_values_and_file_names_in_problems_are_symbols(tmp_path: Path) -> None:
    file = tmp_path / "a\x1b[31m\u202e.toml"
    file.write_text(
        '"k\\u001b[31m" = 1\nid = "\\u001b]0;x"\nformat = "\\u009b"\n[[goals]]\nowner = "\\u202e"\n', "utf-8"
    )
    done = run_kzcli("summary", "-b", str(file))
    said = done.stderr.decode()
    assert done.returncode == 2
    assert not ACTING.search(said)
    assert "a␛[31m<U+202E>.toml:1:1:" in said
    assert "'\\x1b]0;x'" in said


def test_the_largest_numbers_can_be_drawn() -> None:
    data = changed(("claims", 0, "quantity", "value"), 1.7e308, changed(("claims", 0, "quantity", "unit"), "EUR"))
    page = listing_page(Links(model(data)), "figures")
    assert "█" * 40 in write_panels(page, 100, color=False)


def test_names_that_are_no_text_are_shown_by_their_bytes(tmp_path: Path) -> None:
    done = run_kzcli("summary", "-b", str(tmp_path / "a\udcff.toml"))
    assert done.returncode == 2
    assert "a<FF>.toml" in done.stderr.decode()


@pytest.mark.parametrize("start", ["https://", "http://", "mailto:", "doi:"])
def test_hostile_addresses_are_shown_as_text_and_linked_by_their_bytes(start: str) -> None:
    brief = model(changed(("sources", 0, "url"), f"{start}e.org/\x9b31m\u202e\x7f(<b>)`*|\\"))
    written = "".join(map(write_markdown, pages(brief)))
    assert f"({start}e.org/%C2%9B31m%E2%80%AE%7F%28%3Cb%3E%29%60*" in written
    assert not ACTING.search(written)
    for page in pages(brief):
        assert not ACTING.search(write_plain(page) + write_panels(page, 20, color=False))


def test_nothing_hostile_changes_the_data() -> None:
    assert model(changed(("title",), HOSTILE)).title == HOSTILE
