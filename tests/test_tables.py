"""Tables of any width in documents: no word stands on another, none leaves the page, and numbers stay whole."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from briefs import MINIMAL, model
from poppler import made, poppler, squeezed

from kzcli.formats import DOCUMENT_PARTS, FORMATS, Options, export

CELLS = ("Telecommunications infrastructure", "1,234,567", "The ministry published regulations", "-3,456", "2020")
DOCUMENTS = [name for name, format in FORMATS.items() if format.parts == DOCUMENT_PARTS]


def table(columns: int, rows: int) -> str:
    lines = [CELLS[(row + column) % len(CELLS)] for row in range(rows + 1) for column in range(columns)]
    cut = [lines[start : start + columns] for start in range(0, len(lines), columns)]
    cut.insert(1, ["---"] * columns)
    return "\n".join(f"| {' | '.join(line)} |" for line in cut)


@pytest.mark.parametrize("format", DOCUMENTS)
def test_a_table_may_have_a_header_alone(format: str) -> None:
    section = {"id": "text", "title": "A text", "body": table(3, 0)}
    assert export(model({**MINIMAL, "sections": [section]}), format, Options())


@pytest.mark.parametrize("columns", [2, 5, 9, 12])
def test_on_paper_no_cell_prints_over_another(columns: int) -> None:
    section = {"id": "text", "title": "A text", "body": table(columns, 4)}
    pdf = made({**MINIMAL, "sections": [section]})
    found = poppler("pdftotext", "-bbox", pdf=pdf)
    width = float(re.findall('page width="([^"]*)"', found)[0])
    words = sorted(
        (float(top), float(start), float(end))
        for start, top, end in re.findall('<word xMin="([^"]*)" yMin="([^"]*)" xMax="([^"]*)"', found)
    )
    assert all(0 < start < end < width for _, start, end in words)
    assert not [(one, other) for one, other in pairwise(words) if one[0] == other[0] and other[1] < one[2] - 0.1]
    if columns < 10:
        assert squeezed(poppler("pdftotext", "-raw", pdf=pdf)).count("1,234,567") == columns
