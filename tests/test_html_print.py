"""The HTML export on paper, as Chromium prints it."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from briefs import MINIMAL, model
from conftest import BRIEF, READERS, need_readers
from poppler import pages, poppler, squeezed

import kzcli

TITLE = 'The <Future> of "US-Kazakhstan" \\ Қазақстан'


@cache
def printed(folder: Path) -> dict[int, bytes]:
    """The bundled brief, with ever more text before its chapters, so that pages end elsewhere."""
    text = BRIEF.read_text("utf-8")
    paths = {}
    for more in range(3):
        longer = text.replace('disclaimer = "', f'disclaimer = "{"So it is said. " * 60 * more}', 1)
        paths[more] = folder / f"{more}.html"
        paths[more].write_bytes(kzcli.export(kzcli.load(longer.encode()), "html"))
    print_all(list(paths.values()))
    return {more: path.with_suffix(".pdf").read_bytes() for more, path in paths.items()}


def print_all(paths: list[Path]) -> None:
    subprocess.run(
        ["node", READERS / "print.mjs", str(shutil.which("chromium")), *paths], capture_output=True, check=True
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need_readers()
    return tmp_path_factory.mktemp("printed")


def test_it_takes_few_pages(folder: Path) -> None:
    assert pages(printed(folder)[0]) <= 22


def test_no_heading_ends_a_page(folder: Path) -> None:
    page = kzcli.export(kzcli.load(BRIEF), "html").decode()
    found = re.findall(r"<h[2-4][^>]*>(.*?)</h[2-4]>", page)
    headings = {squeezed(re.sub("<[^>]*>", "", heading)) for heading in found}
    assert len(headings) > 20
    for pdf in printed(folder).values():
        for text in poppler("pdftotext", "-raw", pdf=pdf).split("\f")[:-1]:
            lines = [squeezed(line) for line in text.splitlines() if line.strip() and not line.strip().isdigit()]
            ends = {"".join(lines[-some:]) for some in (1, 2, 3)}
            assert not ends & headings


def test_every_page_but_the_first_has_the_title_at_its_head_and_all_have_numbers(folder: Path) -> None:
    path = folder / "title.html"
    body = "Text. " * 3000
    section = {"id": "long", "title": "Long", "body": body}
    path.write_bytes(kzcli.export(model({**MINIMAL, "title": TITLE, "sections": [section]}), "html"))
    print_all([path])
    first, *others, end = poppler("pdftotext", "-raw", pdf=path.with_suffix(".pdf").read_bytes()).split("\f")
    assert end == ""
    assert len(others) >= 3
    assert squeezed(first).count(squeezed(TITLE)) == 1
    for number, text in enumerate(others, 2):
        assert squeezed(text).count(squeezed(TITLE)) == 1
        assert str(number) in text.split()
