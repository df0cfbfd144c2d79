"""The Word export, as python-docx and a parser of XML understand it: nothing lost, nothing that acts."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from briefs import FULL, HOSTILE, MINIMAL, briefs, changed, hostile, model
from conftest import BRIEF, kzcli_process, run_kzcli
from docx import Document
from hypothesis import given, settings
from word import bundled, etree, every, found, hyperlinks, missing, page, shown, squeeze, value, within, written

import kzcli
from kzcli import Options
from kzcli.clean import clean
from kzcli.markup import blocks
from kzcli.page import (
    Bars,
    Bullets,
    Callout,
    Card,
    Code,
    Heading,
    Listing,
    Page,
    Paragraph,
    Quotation,
    Table,
    Timeline,
    plain,
)
from kzcli.writers.docx import write_docx

ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def test_word_gets_real_styles_for_all_that_the_page_has() -> None:
    document = Document(io.BytesIO(written()))
    styles = Counter(paragraph.style.name for paragraph in document.paragraphs if paragraph.style)
    levels = Counter(
        block.level
        for kind in (Heading, Card, Callout)
        for block in every(page().blocks, kind)
        if not isinstance(block, Card) or block.title
    )
    assert document.paragraphs[0].text == bundled().title
    assert document.paragraphs[0].style
    assert document.paragraphs[0].style.name == "Title"
    assert levels[1] == styles["Title"] == 1
    assert styles["Heading 1"] + styles["Callout Heading"] == levels[2]
    assert styles["Heading 2"] + styles["Register Heading"] == levels[3]
    assert styles["Register Entry"] == len(bundled().claims)
    assert styles["Callout"] == 1
    assert styles["List Number"] == 3
    assert styles["List Bullet"] > 50
    assert "1. Hold a C5+1 summit in the Kazakh capital  summit" in [one.text for one in document.paragraphs]


def test_every_style_that_is_used_is_defined_and_headings_stay_with_what_follows() -> None:
    with zipfile.ZipFile(io.BytesIO(written())) as package:
        content = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
    used = set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle|basedOn|next) w:val="(\w+)"', content))
    defined = set(re.findall(r'w:styleId="(\w+)"', content))
    assert used <= defined
    document = Document(io.BytesIO(written()))
    for name in ("Title", "Heading 1", "Label", "Caption"):
        style: Any = document.styles[name]
        assert style.paragraph_format.keep_with_next


def test_every_table_has_a_marked_header_and_all_its_cells() -> None:
    tables = Document(io.BytesIO(written())).tables
    wanted = [table for kind in (Table, Listing, Bars, Timeline) for table in every(page().blocks, kind)]
    assert len(tables) == len(wanted) >= 4
    for table in tables:
        assert table.style
        assert table.style.name == "Brief Table"
        rows: list[Any] = list(table._tbl.tr_lst)  # noqa: SLF001 (python-docx does not say it otherwise)
        assert [bool(within(row, "./w:trPr/w:tblHeader")) for row in rows] == [True] + [False] * (len(rows) - 1)
        assert {len(row.tc_lst) for row in rows} == {3}
        assert all(cell.text for cell in table.rows[0].cells)


def test_a_table_of_a_text_is_as_wide_as_the_page_and_cites_in_the_order_of_its_cells() -> None:
    body = "| a[^cost] | b |\n| - | - |\n| 1[^growth] | a long cell with many words in it[^cost] |\n"
    file = kzcli.export(model(changed(("sections", 0, "body"), body)), "docx")
    table = next(one for one in found(file, "//w:tbl") if "many words" in "".join(one.itertext()))
    widths = [int(value(column, "w")) for column in within(table, "./w:tblGrid/w:gridCol")]
    assert widths[0] < widths[1]
    assert 9200 < sum(widths) <= 11906 - 2 * 1304
    marks = within(table, ".//w:footnoteReference/@w:id | .//w:r[w:rPr/w:rStyle/@w:val='FootnoteReference']/w:t/text()")
    assert list(map(int, marks)) == [2, 3, 2]


def test_bars_are_drawn_with_words_for_those_who_do_not_see_them() -> None:
    drawn = [bar for bars in every(page().blocks, Bars) if bars.unit for bar in bars.bars]
    assert [bars for bars in every(page().blocks, Bars) if not bars.unit]
    pictures = found(written(), "//wp:docPr")
    assert [one.get("descr") for one in pictures] == [f"{bar.label}: {bar.shown}" for bar in drawn]
    assert len({one.get("id") for one in pictures}) == len(pictures) > 4
    lengths = {bar.id: int(one.get("cx")) for bar, one in zip(drawn, found(written(), "//wp:extent"), strict=True)}
    assert lengths["trade-2018"] / lengths["trade-uz-2018"] == pytest.approx(2100 / 315, rel=0.02)
    for bar in drawn:
        cell = next(one for one in found(written(), "//w:tc[.//w:drawing]") if bar.shown in "".join(one.itertext()))
        assert "".join(cell.itertext()).strip() == bar.shown


@pytest.mark.parametrize("numbers", [(0.0, 0.0), (-5.0, 3.0), (1.7e308, 1.0), (-1.7e308, 1.7e308)])
def test_any_quantities_can_be_drawn(numbers: tuple[float, float]) -> None:
    claims = [
        {**FULL["claims"][0], "id": id, "quantity": {"value": number, "unit": "EUR", "measure": "m"}}
        for id, number in zip(("traffic", "more"), numbers, strict=True)
    ]
    file = kzcli.export(model(changed(("claims",), [*claims, *FULL["claims"][1:]])), "docx")
    lengths = [int(one.get("cx")) for one in found(file, "//wp:extent")]
    assert all(0 < length < 7_000_000 for length in lengths)


def test_the_timeline_says_what_is_later_and_when_the_brief_was_made() -> None:
    table = next(one for one in Document(io.BytesIO(written())).tables if one.rows[0].cells[1].text == "What")
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    events = [event for line in every(page().blocks, Timeline) for event in line.events]
    assert len(rows) == len(events)
    for row, event in zip(rows, events, strict=True):
        assert row[2] == "".join(span.text for span in event.mention)
        assert row[1].endswith("(later than the brief)") == (event.mark == "later")
    assert ["28 May 2020", "the brief's own date, 28 May 2020", ""] in rows


def test_the_file_says_what_it_is() -> None:
    properties = Document(io.BytesIO(written())).core_properties
    brief = bundled()
    assert (properties.title, properties.author) == (brief.title, "; ".join(one.name for one in brief.authors))
    assert (properties.identifier, properties.language) == (brief.id, "en")
    assert properties.comments == brief.summary.bottom_line.split("[^")[0]
    days = (datetime(2020, 5, 28, tzinfo=UTC), datetime(2025, 11, 6, tzinfo=UTC))
    assert (properties.created, properties.modified) == days
    languages = found(written(), "/w:styles/w:docDefaults/w:rPrDefault/w:rPr/w:lang", "word/styles.xml")
    assert [value(one) for one in languages] == ["en"]
    kazakh = kzcli.export(model(FULL), "docx")
    assert [value(one) for one in found(kazakh, "//w:docDefaults//w:lang", "word/styles.xml")] == ["kk"]


def test_nothing_of_python_docx_is_left_in_it_and_nothing_of_a_terminal() -> None:
    file = write_docx(page()._replace(hint="kzcli recommendation summit"), "a4")
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        everything = b"".join(package.read(name) for name in package.namelist()).lower()
        names = package.namelist()
    for word in (b"python-docx", b"word document", b"kzcli", b"\x1b"):
        assert word not in everything
    assert not [name for name in names if "theme" in name or "thumbnail" in name or "customXml" in name]


@pytest.mark.parametrize(("paper", "size"), [("a4", (11906, 16838)), ("letter", (12240, 15840))])
def test_the_paper_is_what_was_asked_for_with_a_header_and_numbered_pages(paper: Any, size: tuple[int, int]) -> None:
    file = kzcli.export(bundled(), "docx", Options(paper=paper))
    section = Document(io.BytesIO(file)).sections[0]
    assert section.page_width
    assert section.page_height
    assert (section.page_width.twips, section.page_height.twips) == size
    assert section.header.paragraphs[0].text == bundled().title
    assert section.different_first_page_header_footer
    for footer in (section.footer, section.first_page_footer):
        fields: list[Any] = within(footer._element, ".//w:fldSimple/@w:instr")  # noqa: SLF001 (python-docx has no word for it)
        assert fields == [" PAGE "]
    widths = {sum(int(value(one, "w")) for one in grid) for grid in found(file, "//w:tblGrid")}
    assert all(size[0] - 2 * 1304 - 3 <= width <= size[0] - 2 * 1304 for width in widths)


def test_parts_can_be_asked_for() -> None:
    text = shown(kzcli.export(bundled(), "docx", Options(parts=("goals",))))
    assert bundled().goals[0].title in text
    assert bundled().recommendations[0].title not in text


def numbering(file: bytes) -> list[tuple[str, str, str]]:
    """The text, level and list of each paragraph in a list."""
    return [
        ("".join(one.itertext()), value(within(one, "./w:pPr/w:numPr/w:ilvl")[0]), value(within(one, ".//w:numId")[0]))
        for one in found(file, "//w:p[w:pPr/w:numPr]")
    ]


def test_each_numbered_list_begins_at_its_number_and_lists_nest() -> None:
    body = "3. a\n4. b\n   1. c\n   - d\n\nx\n\n1. e\n\n- f\n  - g\n\n99999. h\n100000. i\n"
    file = write_docx(Page(blocks(body)), "a4")
    lists = dict.fromkeys(list_ for _, _, list_ in numbering(file))
    assert [(text, level) for text, level, _ in numbering(file)] == [
        ("a", "0"), ("b", "0"), ("c", "1"), ("d", "1"), ("e", "0"), ("f", "0"), ("g", "1"), ("99999. h", "0"), ("100000. i", "0")
    ]  # fmt: skip
    starts = {
        value(one, "numId"): [(value(level, "ilvl"), value(level[0])) for level in within(one, "./w:lvlOverride")]
        for one in found(file, "//w:num", "word/numbering.xml")
    }
    assert [starts.get(list_, "none") for list_ in lists] == [[("0", "3")], [("1", "1")], [], [("0", "1")], "none"]


def test_blocks_in_a_list_and_in_a_quotation_stand_in_as_far() -> None:
    body = "- a\n\n  more\n\n  ```\n  x\n  \ty\n  ```\n\n  > q\n\n> r\n>\n> - s\n>\n> | t |\n> | - |\n> | u |\n"
    file = write_docx(Page(blocks(body)), "a4")
    indents = {
        "".join(one.itertext()): (
            within(one, "string(./w:pPr/w:pStyle/@w:val)"),
            within(one, "string(./w:pPr/w:ind/@w:left)"),
        )
        for one in found(file, "//w:body/w:p")
    }
    assert indents["more"] == ("", "360")
    assert indents["x    y"] == ("SourceCode", "360")
    assert indents["q"] == ("Quote", "760")
    assert indents["r"] == ("Quote", "")
    assert indents["s"] == ("ListBullet", "760")
    assert [value(one, "w") for one in found(file, "//w:tblInd")] == ["400"]
    assert len(found(file, "//w:p[w:pPr/w:pStyle/@w:val='SourceCode']/w:r/w:br")) == 1


def test_an_item_without_words_of_its_own_is_still_an_item() -> None:
    page = Page((Bullets(((), (Code("x"),), (Quotation((Paragraph(plain("q")),)),)), 1),))
    assert [text for text, _, _ in numbering(write_docx(page, "a4"))] == ["", "", ""]


def test_the_same_brief_makes_the_same_bytes() -> None:
    assert write_docx(page(), "a4") == written()
    outputs = {
        kzcli_process("export", "docx", "-b", str(BRIEF), env={"TZ": zone, "PYTHONHASHSEED": seed}).stdout
        for zone, seed in (("Asia/Almaty", "1"), ("America/New_York", "2"))
    }
    assert outputs == {written()}
    with zipfile.ZipFile(io.BytesIO(written())) as package:
        assert package.testzip() is None
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"


def test_the_command_writes_the_same_file(tmp_path: Path) -> None:
    file = tmp_path / "brief.docx"
    done = run_kzcli("export", "docx", "-b", str(BRIEF), "-o", str(file))
    assert done.returncode == 0
    assert file.read_bytes() == written()


def test_a_small_brief_is_a_document_too() -> None:
    file = kzcli.export(model(MINIMAL), "docx")
    assert Document(io.BytesIO(file)).paragraphs[0].text == "A small brief"
    assert "Do it." in shown(file)
    assert write_docx(Page(()), "letter")


CASES = dict(hostile())


@pytest.mark.parametrize("name", CASES)
def test_hostile_text_is_text_in_word(name: str) -> None:
    file = kzcli.export(model(CASES[name]), "docx")
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        for part in package.namelist():
            if not part.endswith(".png"):
                etree.fromstring(package.read(part))
                assert not ACTING.search(package.read(part).decode().replace("\n", ""))
    text = squeeze(shown(file))
    for word in ("␛[31mred", "<U+009B>1m␡<U+202E>evil", "[red]c[/][/]:bomb:", "<script>alert(1)</script>", "家éz"):
        assert squeeze(word) in text
    assert not [link for link in hyperlinks(file) if not re.match("(https?://|mailto:)", link)]


@settings(max_examples=25)
@given(briefs())
def test_generated_briefs_are_written_whole(data: dict[str, Any]) -> None:
    brief = model(data)
    file = kzcli.export(brief, "docx")
    assert missing(brief, shown(file).replace("<U+FFFE>", "\ufffe").replace("<U+FFFF>", "\uffff")) == []
    assert not ACTING.search(shown(file).replace("\n", ""))
    assert Document(io.BytesIO(file)).paragraphs[0].text.split() == clean(brief.title).split()


def test_what_xml_cannot_hold_is_a_symbol() -> None:
    text = f"a\ufffeb\uffffc{HOSTILE}"
    file = kzcli.export(model(changed(("title",), text)), "docx")
    assert "a<U+FFFE>b<U+FFFF>c" in shown(file)
    assert Document(io.BytesIO(file)).core_properties.title.startswith("a<U+FFFE>b")
