"""How a tree is drawn in panels, and that it is nested lists elsewhere."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from kzcli.page import Branch, Page, Span, Tree, muted, plain
from kzcli.tracing import MAX_DEPTH
from kzcli.writers.docx import write_docx
from kzcli.writers.html import write_html
from kzcli.writers.markdown import write_markdown
from kzcli.writers.panels import write_panels
from kzcli.writers.plain import write_plain


def chain(length: int) -> Tree:
    branch = Branch(plain("the last of them"))
    for number in range(length - 1, -1, -1):
        branch = Branch((Span(f"number {number} with words"),), muted("who says so"), (branch, Branch(plain("leaf"))))
    return Tree((branch,))


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_deep_tree_stays_in_its_room_and_says_how_deep_it_is(width: int) -> None:
    text = write_panels(Page((chain(MAX_DEPTH),)), width, color=False)
    assert max(map(cell_len, text.split("\n"))) <= width
    words = re.sub(r"[│├└─\s]+", " ", text)
    assert all(f"number {number} with words" in words for number in range(MAX_DEPTH))
    assert f"{MAX_DEPTH} the last of them" in words


def test_a_tree_is_drawn_in_ascii_where_the_terminal_has_no_more() -> None:
    text = write_panels(Page((chain(1),)), 40, color=False, encoding="ascii")
    assert text == "number 0 with words  who says so\n+- the last of them\n`- leaf\n"


def test_a_tree_is_a_list_of_lists_where_nothing_can_be_drawn() -> None:
    page = Page((chain(2),))
    assert write_plain(page).splitlines()[:2] == [
        "number 0 with words  who says so",
        "  number 1 with words  who says so",
    ]
    assert "- number 0 with words · who says so\n\n  - number 1 with words · who says so\n" in write_markdown(page)
    assert re.search(
        "<ul><li>.*number 0 with words.*<ul><li>.*number 1 with words.*<li>.*leaf", write_html(page), re.DOTALL
    )
    assert write_docx(page, "a4")
