"""CSV, JSON Lines and SQLite hold every text of a brief, and what reads them takes it for what it is."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from briefs import FULL, MINIMAL, briefs, changed, hostile, model, toml
from conftest import BRIEF, ROOT, need, run_kzcli
from hypothesis import given, settings

import kzcli
from kzcli.brief import Brief, Claim, SourceId
from kzcli.clean import clean_lines
from kzcli.formats import Options, export
from kzcli.formats.rows import rows
from kzcli.formats.tables import part_table
from kzcli.links import Links
from kzcli.references import texts
from kzcli.views import PARTS
from kzcli.views.data import ROWS, recommendation_data

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", "\r=1", "＝1+1", "＋1", "－1", "＠a")
FORMULA_STARTS = tuple(text[0] for text in FORMULAS)


def part_as(format: str, brief: Brief, part: str) -> str:
    return export(brief, format, Options((part,))).decode()


def read_csv(brief: Brief, part: str) -> list[dict[str, str]]:
    """The rows of a part's CSV under the names of the header."""
    header, *body = csv.reader(io.StringIO(part_as("csv", brief, part), newline=""), strict=True)
    assert all(len(row) == len(header) for row in body)
    return [dict(zip(header, row, strict=True)) for row in body]


def database(brief: Brief) -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    made.deserialize(export(brief, "sqlite"))
    return made


def tables(made: sqlite3.Connection) -> list[str]:
    return [name for (name,) in made.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]


def as_shown(text: str) -> str:
    """A text as a cell has it: line breaks as line feeds, what acts as symbols."""
    return "\n".join(clean_lines(text, tab="\t"))


# CSV


def check_csv(brief: Brief) -> None:
    for part in PARTS:
        items = rows(brief, part)
        read = read_csv(brief, part)
        assert [row["id"] for row in read] == [getattr(item, "id") for item in items]  # noqa: B009 (all have one)
        for item, row in zip(items, read, strict=True):
            whole = "\x00".join(row.values())
            for text in texts(item.model_dump(mode="json"), type(item)):
                assert as_shown(text.value) in whole, (part, text)


@given(briefs())
def test_each_part_as_csv_has_a_row_an_item_and_in_it_every_text_of_the_item(data: dict[str, Any]) -> None:
    check_csv(model(data))


@pytest.mark.parametrize("name", CASES := dict(hostile()))
def test_hostile_texts_are_in_their_cells_as_symbols(name: str) -> None:
    brief = model(CASES[name])
    check_csv(brief)
    for part in PARTS:
        text = part_as("csv", brief, part).replace("\r\n", "\n").replace("\t", "")
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


def test_recommendations_have_the_names_of_gao_for_what_means_the_same() -> None:
    recommendation, *_ = read_csv(model(FULL), "recommendations")
    assert list(recommendation)[:5] == ["id", "title", "Agency Affected", "actor", "Recommendation"]
    assert recommendation["Agency Affected"] == "The city"
    assert recommendation["actor"] == "city"
    assert recommendation["Recommendation"] == "Build it by `2030`."
    assert recommendation["Status"] == "not-implemented"


@pytest.mark.parametrize("part", PARTS)
def test_all_columns_are_there_in_every_brief_so_that_files_stack(part: str) -> None:
    full, empty = (part_as("csv", model(data), part) for data in (FULL, MINIMAL))
    assert empty == full.split("\r\n")[0] + "\r\n"
    assert all(type(row) is ROWS[part] for row in rows(model(FULL), part))


def test_a_spreadsheet_opens_csv_with_numbers_as_numbers_and_texts_as_texts(tmp_path: Path) -> None:
    need("soffice")
    if not list(Path(shutil.which("soffice") or "").resolve().parent.glob("libsclo.*")):
        need("libreoffice-calc")  # a package of its own
    data = changed(("claims", 0, "quantity", "value"), -5)
    data["claims"][1]["statement"] = '=HYPERLINK("https://example.org")'
    data["claims"][2]["statement"] = 'two\nlines, "quoted", ұзақ'
    file = tmp_path / "claims.csv"
    file.write_bytes(export(model(data), "csv", Options(("claims",))))
    # As the import dialogue proposes for such a file: commas, quotation marks, UTF-8.
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--infilter=CSV:44,34,76,1",
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


# JSON Lines


@pytest.mark.parametrize("part", PARTS)
def test_json_lines_are_the_objects_that_the_parts_command_prints(part: str, capsysbinary: Any) -> None:
    from kzcli.cli.app import run

    assert run([part, "-b", str(BRIEF), "--json"]) == 0
    printed = json.loads(capsysbinary.readouterr().out)
    lines = part_as("jsonl", kzcli.load(BRIEF), part).split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == printed
    assert all(list(json.loads(line)) == list(one) for line, one in zip(lines, printed, strict=True))


def check_jsonl(brief: Brief) -> None:
    for part in PARTS:
        text = part_as("jsonl", brief, part)
        assert all("".join(clean_lines(line)) == line for line in text.split("\n"))
        items = rows(brief, part)
        assert text.count("\n") == len(items)
        assert [json.loads(line) for line in text.splitlines()] == [
            item.model_dump(mode="json", exclude_none=True) for item in items
        ]


@given(briefs())
def test_json_lines_hold_every_text_exactly_one_item_a_line(data: dict[str, Any]) -> None:
    check_jsonl(model(data))


def test_json_lines_of_hostile_briefs_are_whole_and_harmless() -> None:
    for data in CASES.values():
        check_jsonl(model(data))


def test_a_part_without_items_is_an_empty_file_of_json_lines() -> None:
    assert [part_as("jsonl", model(MINIMAL), part) for part in PARTS] == [""] * len(PARTS)


# SQLite


def check_database(brief: Brief) -> None:
    with database(brief) as made:
        assert made.execute("PRAGMA foreign_key_check").fetchall() == []
        assert made.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        held = {cell for name in tables(made) for row in made.execute(f'SELECT * FROM "{name}"') for cell in row}  # noqa: S608 (our own names)
        assert {text.value for text in texts(brief.model_dump(mode="json"))} <= held
        assert {claim.quantity.value for claim in brief.claims if claim.quantity} <= held
    made.close()


@given(briefs())
def test_a_database_holds_every_text_to_the_character_and_every_reference_in_it_holds(data: dict[str, Any]) -> None:
    check_database(model(data))


def test_databases_of_hostile_full_minimal_and_bundled_briefs_hold_too() -> None:
    for brief in (*map(model, CASES.values()), model(FULL), model(MINIMAL), kzcli.load(BRIEF)):
        check_database(brief)


def test_every_id_of_a_reference_is_held_by_a_foreign_key() -> None:
    made = database(model(FULL))
    keys = {
        (name, column): part
        for name in tables(made)
        for _, _, part, column, *_ in made.execute(f'PRAGMA foreign_key_list("{name}")')
    }
    made.close()
    assert {
        ("brief", "based_on"): "sources",
        ("goals", "owner"): "actors",
        ("goals_sources", "source"): "sources",
        ("recommendations", "actor"): "actors",
        ("recommendations", "limited_by"): "claims",
        ("recommendations_goals", "goal"): "goals",
        ("recommendations_evidence", "evidence"): "claims",
        ("recommendations_against", "against"): "claims",
        ("recommendations_updates", "recommendation"): "recommendations",
        ("recommendations_updates_sources", "update_position"): "recommendations_updates",
        ("recommendations_updates_sources", "source"): "sources",
        ("claims_actors", "actor"): "actors",
        ("claims_sources", "source"): "sources",
        ("claims_rests_on", "rests_on"): "claims",
        ("claims_contradicts", "contradicts"): "claims",
        ("sources", "via"): "sources",
        ("citations", "claim"): "claims",
    }.items() <= keys.items()


def test_a_database_refuses_what_a_brief_may_not_say() -> None:
    made = database(model(FULL))
    made.execute("PRAGMA foreign_keys = ON")
    for statement in (
        "INSERT INTO claims_actors VALUES ('traffic', 1, 'nobody')",
        "INSERT INTO claims_actors VALUES ('traffic', 0, 'city')",
        "UPDATE claims SET confidence = NULL",
        "UPDATE sources SET id = 'report'",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            made.execute(statement)
    made.close()


def test_lists_keep_their_order_and_what_is_absent_is_null() -> None:
    made = database(model(FULL))

    def ask(query: str) -> list[Any]:
        return made.execute(query).fetchall()

    assert ask("SELECT source, locator FROM claims_sources WHERE claim = 'traffic' ORDER BY position") == [
        ("report", "page 7"),
        ("news", None),
    ]
    assert ask("SELECT text FROM brief_summary_points ORDER BY position") == [
        ("Cars queue.[^traffic]",),
        ("It **pays**.",),
    ]
    assert ask("SELECT id FROM claims ORDER BY position") == [("traffic",), ("growth",), ("cost",)]
    assert ask("SELECT quantity_value, quantity_unit, date FROM claims ORDER BY position") == [
        (10000, "cars", "2023-05/2023-06"),
        (None, None, None),
        (2.5, "EUR", "2023~"),
    ]
    assert ask(
        "SELECT recommendation, update_position, position, source, locator FROM recommendations_updates_sources"
    ) == [("bridge", 0, 0, "news", "minute 4")]
    assert ask("SELECT id, format, as_of, language FROM brief") == [("full", 1, "2024-01-31", "kk")]
    made.close()


def test_recommendations_say_where_they_stand_and_how_strong_they_are() -> None:
    for brief in (model(FULL), kzcli.load(BRIEF)):
        made = database(brief)
        found = made.execute("SELECT id, status, response, strength, limited_by FROM recommendations ORDER BY position")
        derived = (recommendation_data(Links(brief), one) for one in brief.recommendations)
        assert found.fetchall() == [(one.id, one.status, one.response, one.strength, one.limited_by) for one in derived]
        made.close()


def test_each_citation_in_a_text_is_a_row() -> None:
    data = changed(("recommendations", 0, "updates", 0, "note"), "As `[^x]` \\[^y] said.[^cost][^traffic]")
    made = database(model(data))
    assert made.execute("SELECT * FROM citations ORDER BY position").fetchall() == [
        (0, "brief", "full", "summary.bottom_line", "traffic"),
        (1, "brief", "full", "summary.points[0]", "traffic"),
        (2, "recommendations", "bridge", "rationale", "traffic"),
        (3, "recommendations", "bridge", "updates[0].note", "cost"),
        (4, "recommendations", "bridge", "updates[0].note", "traffic"),
        (5, "sections", "why", "body", "cost"),
    ]
    made.close()


def test_a_database_is_the_same_every_time_and_opens_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "brief.db"
    done = run_kzcli("export", "-o", str(path), "-b", str(BRIEF))
    assert (done.returncode, done.stderr) == (0, b"")
    assert path.read_bytes() == export(kzcli.load(BRIEF), "sqlite")
    made = sqlite3.connect(path)
    query = """
        SELECT title FROM recommendations JOIN recommendations_evidence ON recommendation = id WHERE evidence = 'c5-format'
    """
    assert made.execute(query).fetchall() == [("Hold a C5+1 summit in the Kazakh capital",)]
    made.close()


def test_the_query_in_the_documentation_runs_and_finds_something() -> None:
    (query,) = re.findall(
        "^```sql\n(.*?)^```$", (ROOT / "docs" / "data.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    made = database(kzcli.load(BRIEF))
    assert "Back US investment partnerships" in {row[0] for row in made.execute(query)}
    made.close()


class _More(Claim):
    """A claim with fields that no claim has yet."""

    seen_in: SourceId | None = None
    words: tuple[str, ...] = ()
    heard_in: tuple[SourceId, ...] = ()


def test_a_field_added_to_a_model_becomes_a_column_or_a_table() -> None:
    before, after = part_table("claims", Claim), part_table("claims", _More)
    (added,) = after.columns[len(before.columns) :]
    assert (added.name, added.type, added.needed, added.refers_to) == ("seen_in", "TEXT", False, "sources")
    (_, words), (_, heard) = after.lists[len(before.lists) :]
    assert (words.name, words.columns[-1].name) == ("claims_words", "text")
    assert (heard.name, heard.columns[-1].name, heard.columns[-1].refers_to) == (
        "claims_heard_in",
        "heard_in",
        "sources",
    )


# The command


@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_which_part_must_be_said(format: str) -> None:
    done = run_kzcli("export", format)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"say which: --part goals, recommendations" in done.stderr


@settings(max_examples=1)
@given(briefs())
def test_the_command_writes_what_the_function_makes(data: dict[str, Any]) -> None:
    done = run_kzcli("export", "csv", "--part", "claims", "-b", "-", stdin=toml(data))
    assert done.stdout == export(model(data), "csv", Options(("claims",)))
