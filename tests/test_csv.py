"""CSV holds every text of a part, and spreadsheets take it for what it is."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from briefs import FULL, MINIMAL, briefs, changed, hostile, model, toml
from conftest import need, run_kzcli
from hypothesis import given, settings

from kzcli.brief import Brief
from kzcli.clean import clean_lines
from kzcli.formats import Options, export
from kzcli.formats.rows import rows
from kzcli.links import Links
from kzcli.references import texts
from kzcli.views import PARTS
from kzcli.views.data import ROWS

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", "\r=1", "＝1+1", "＋1", "－1", "＠a")
FORMULA_STARTS = tuple(text[0] for text in FORMULAS)


def csv_of(brief: Brief, part: str, day: date | None = None) -> str:
    return export(brief, "csv", Options((part,), day=day)).decode()


def read_csv(brief: Brief, part: str) -> list[dict[str, str]]:
    """The rows of a part's CSV under the names of the header."""
    header, *body = csv.reader(io.StringIO(csv_of(brief, part), newline=""), strict=True)
    assert all(len(row) == len(header) for row in body)
    return [dict(zip(header, row, strict=True)) for row in body]


def as_shown(text: str) -> str:
    """A text as a cell has it: line breaks as line feeds, what acts as symbols."""
    return "\n".join(clean_lines(text, tab="\t"))


def check_csv(brief: Brief) -> None:
    for part in PARTS:
        items = rows(brief, part, Links(brief))
        read = read_csv(brief, part)
        assert [row["id"] for row in read] == [getattr(item, "id") for item in items]  # noqa: B009 (all have one)
        for item, row in zip(items, read, strict=True):
            whole = "\x00".join(row.values())
            for text in texts(item.model_dump(mode="json"), type(item)):
                for piece in re.split(r" *\[\^(?:traffic|cost|growth)\]", text.value):
                    assert as_shown(piece) in whole, (part, text)


@given(briefs())
def test_each_part_as_csv_has_a_row_an_item_and_in_it_every_text_of_the_item(data: dict[str, Any]) -> None:
    check_csv(model(data))


@pytest.mark.parametrize("name", CASES := dict(hostile()))
def test_hostile_texts_are_in_their_cells_as_symbols(name: str) -> None:
    brief = model(CASES[name])
    check_csv(brief)
    for part in PARTS:
        text = csv_of(brief, part).replace("\r\n", "\n").replace("\t", "")
        assert all("".join(clean_lines(line)) == line for line in text.split("\n"))


@given(briefs())
def test_no_text_of_a_cell_begins_as_a_formula_does_and_numbers_are_exact(data: dict[str, Any]) -> None:
    brief = model(data)
    for part in PARTS:
        for row in read_csv(brief, part):
            number = row.pop("quantity_value", "")
            assert not [cell for cell in row.values() if cell.startswith(FORMULA_STARTS)]
            if number:
                (claim,) = (one for one in brief.claims if one.id == row["id"])
                assert claim.quantity
                assert type(claim.quantity.value)(number) == claim.quantity.value


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_a_spreadsheet_would_calculate_gets_an_apostrophe(text: str) -> None:
    data = changed(("claims", 0, "statement"), text, changed(("claims", 0, "quantity", "value"), -5))
    data["claims"][0]["quantity"]["measure"] = f"x{text.strip()}"
    (first, *_) = read_csv(model(data), "claims")
    assert first["statement"] == f"'{as_shown(text)}"
    assert first["quantity_value"] == "-5"
    assert first["quantity_measure"] == f"x{text.strip()}"


def test_a_list_whose_first_text_is_a_formula_gets_an_apostrophe() -> None:
    (first, *_) = read_csv(model(changed(("recommendations", 0, "risks"), ["=1", "=2"])), "recommendations")
    assert first["risks"] == "'=1 | =2"


def test_csv_is_utf_8_without_a_mark_its_rows_end_in_crlf_and_line_breaks_in_texts_are_line_feeds() -> None:
    brief = model(changed(("claims", 0, "statement"), 'one\r\ntwo\rthree\n"four", ә'))
    made = export(brief, "csv", Options(("claims",)))
    assert made.startswith(b"id,statement,kind,")
    assert made.endswith(b"\r\n")
    assert made.count(b"\r") == 1 + len(brief.claims)
    assert '"one\ntwo\nthree\n""four"", ә"'.encode() in made


def test_lists_are_joined_as_the_documentation_says() -> None:
    claim, *_ = read_csv(model(FULL), "claims")
    assert claim["sources"] == "report: page 7 | news"
    assert (claim["quantity_value"], claim["quantity_unit"], claim["quantity_measure"]) == (
        "10000",
        "cars",
        "Cars in the queue",
    )
    assert (claim["likelihood"], claim["contradicts"]) == ("", "")
    recommendation, *_ = read_csv(model(FULL), "recommendations")
    assert recommendation["evidence"] == "traffic | growth"
    assert recommendation["Comments"] == (
        "2024-05-01: implemented: concurred: Opened early.: news: minute 4 | 2024-06-01: not-implemented: did-not-concur"
    )
    assert [event["later"] for event in read_csv(model(FULL), "timeline")] == ["false", "false", "true", "true"]


def test_what_texts_cite_has_a_column_and_leaves_no_marks_in_them() -> None:
    update = {"date": "", "status": "open", "response": "none", "note": "Not yet[^cost], it is said [^traffic]."}
    data = changed(
        ("recommendations", 0, "rationale"), "As `[^growth]` \\[^cost] says [^growth] here.[^cost][^growth]\n"
    )
    data["recommendations"][0]["updates"] = [{**update, "date": data["as_of"]}]
    data["recommendations"][0]["risks"] = ["Floods.[^traffic]", "None"]
    first, second = read_csv(model(data), "recommendations")
    assert first["rationale"] == "As `[^growth]` \\[^cost] says here.\n"
    assert first["risks"] == "Floods. | None"
    assert first["Comments"] == "2024-01-31: open: none: Not yet, it is said."
    assert list(first)[-1] == "cites"
    assert (first["cites"], second["cites"]) == ("growth | cost | traffic", "")
    assert "cites" not in read_csv(model(data), "timeline")[0]


def test_where_no_day_is_named_what_depends_on_one_is_empty_and_the_rest_is_there() -> None:
    recommendation, *_ = read_csv(model(FULL), "recommendations")
    assert [recommendation[name] for name in ("brief", "due", "age_days", "overdue", "seen_on")] == [
        "full",
        "",
        "",
        "",
        "",
    ]
    dated = csv_of(model(FULL), "recommendations", date(2026, 11, 24))
    row = next(csv.DictReader(io.StringIO(dated)))
    assert [row[name] for name in ("age_days", "overdue", "seen_on")] == ["906", "false", "2026-11-24"]


def test_recommendations_have_the_names_of_gao_for_what_means_the_same() -> None:
    recommendation, *_ = read_csv(model(FULL), "recommendations")
    assert list(recommendation)[:5] == ["id", "title", "Agency Affected", "actor", "Recommendation"]
    assert recommendation["Agency Affected"] == "The city"
    assert recommendation["actor"] == "city"
    assert recommendation["Recommendation"] == "Build it by `2030`."
    assert recommendation["Status"] == "not-implemented"


@pytest.mark.parametrize("part", PARTS)
def test_all_columns_are_there_in_every_brief_so_that_files_stack(part: str) -> None:
    full, empty = (csv_of(model(data), part) for data in (FULL, MINIMAL))
    assert empty == full.split("\r\n")[0] + "\r\n"
    assert all(type(row) is ROWS[part] for row in rows(model(FULL), part, Links(model(FULL))))


def test_a_spreadsheet_opens_csv_with_numbers_as_numbers_and_texts_as_texts(tmp_path: Path) -> None:
    need("soffice")
    if not list(Path(shutil.which("soffice") or "").resolve().parent.glob("libsclo.*")):
        need("libreoffice-calc")  # a package of its own
    data = changed(("claims", 0, "quantity", "value"), -5)
    data["claims"][1]["statement"] = '=HYPERLINK("https://example.org")'
    data["claims"][2]["statement"] = 'two\nlines, "quoted", ұзақ;=1+1\t=2'
    file = tmp_path / "claims.csv"
    file.write_bytes(export(model(data), "csv", Options(("claims",))))
    # As the import dialogue proposes: commas, semicolons and tabs, quotation marks, UTF-8.
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--infilter=CSV:44/59/9,34,76,1",
         "--convert-to", "xlsx", "--outdir", str(tmp_path), str(file)],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    cells, formulas = read_xlsx(tmp_path / "claims.xlsx")
    assert formulas == 0
    header, *body = csv.reader(io.StringIO(file.read_text("utf-8"), newline=""))
    assert [cells.get((0, at)) for at in range(len(header))] == header
    number = header.index("quantity_value")
    assert [cells.get((row, number)) for row in (1, 2, 3)] == [-5, None, 2.5]
    for down, row in enumerate(body, 1):
        for across, cell in enumerate(row):
            if across != number and header[across] not in ("date", "review_by"):  # days become days of the spreadsheet
                assert cells.get((down, across), "") == cell


def read_xlsx(path: Path) -> tuple[dict[tuple[int, int], str | float], int]:
    """The cells of a workbook's first sheet by row and column, and how many formulas it has."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as archive:
        texts_part, sheet_part = (archive.read(f"xl/{name}.xml") for name in ("sharedStrings", "worksheets/sheet1"))
    strings = ["".join(one.itertext()) for one in ET.fromstring(texts_part)]  # noqa: S314 (LibreOffice's own)
    sheet = ET.fromstring(sheet_part)  # noqa: S314 (as above)
    cells: dict[tuple[int, int], str | float] = {}
    for cell in sheet.iter(f"{space}c"):
        value = cell.findtext(f"{space}v")
        name = cell.attrib["r"]
        column = ord(name.rstrip("0123456789")) - ord("A")  # these files have fewer than 26
        if value is not None:
            cells[int(name[1:]) - 1, column] = strings[int(value)] if cell.get("t") == "s" else float(value)
    return cells, sum(1 for _ in sheet.iter(f"{space}f"))


@settings(max_examples=1)
@given(briefs())
def test_the_command_writes_what_the_function_makes(data: dict[str, Any]) -> None:
    done = run_kzcli("export", "csv", "--part", "claims", "-b", "-", stdin=toml(data))
    assert done.stdout == export(model(data), "csv", Options(("claims",)))
