"""PDF of one page: what matters stands on it, and what does not fit is refused."""

from __future__ import annotations

import copy
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from briefs import FULL, briefs
from conftest import need, run_kzcli
from hypothesis import given, settings
from poppler import bundled, made, pages, poppler, read, squeezed

from kzcli.errors import KzcliError


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_sheet_is_one_full_page_with_what_matters(paper: str) -> None:
    sheet = bundled(paper=paper, one_page=True)
    assert pages(sheet) == 1
    found = read(sheet)
    for text in (
        "The Future of US-Kazakhstan Relations",
        "presidential C5+1 summit in Nur-Sultan",
        "Fewer terrorist threats in Central Asia",
        "Back US investment partnerships",
        "US International Development Finance Corporation",
        "7 claims: low, limited by the assumption “The plant is built as agreed",
        "followed up to 6 Nov 2025",
        "partially addressed since 6 Nov 2025",
        "Kursiv 2019, Construction of a Meat Processing Plant",
    ):
        assert squeezed(text) in found
    need("pdftoppm")
    done = subprocess.run(["pdftoppm", "-r", "10", "-gray", "-"], input=sheet, capture_output=True, check=True)
    _, size, _, pixels = done.stdout.split(b"\n", 3)
    width = int(size.split()[0])
    rows = [pixels[start : start + width] for start in range(0, len(pixels), width)]
    blank = "".join("." if min(row) > 240 else "#" for row in rows)
    assert max(map(len, re.findall(r"\.+", blank))) < len(rows) / 8  # no gap is more than an eighth of the page


@settings(max_examples=15)
@given(briefs())
def test_a_sheet_takes_one_page_whatever_it_says(data: dict[str, Any]) -> None:
    assert pages(made(data, one_page=True)) == 1


def test_a_sheet_that_does_not_fit_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    from briefs import toml

    data = copy.deepcopy(FULL)
    data["sources"] += [{"id": f"s{n}", "kind": "web", "title": f"Source {n}"} for n in range(900)]
    done = run_kzcli("export", "pdf", "--one-page", "-b", "-", "-o", str(tmp_path / "x.pdf"), stdin=toml(data))
    assert done.returncode == 2
    said = done.stderr.decode()
    assert re.search(r"the sheet takes [\d.]+ pages of A4 even in its smallest type\n", said)
    assert "most of its text is under 'Sources'" in said
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(KzcliError, match="the sheet takes"):
        made(data, one_page=True, paper="letter")


def test_the_columns_of_all_recommendations_stand_below_each_other() -> None:
    found = poppler("pdftotext", "-bbox", pdf=bundled(one_page=True))
    for label in ("Rests", "Status"):
        starts = re.findall(f'<word xMin="([^"]*)"[^>]*>{label}</word>', found)
        assert len(starts) == 3
        assert len(set(starts)) == 1
