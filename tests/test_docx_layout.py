"""How the Word export is laid out: columns of tables, what stays on one page, and languages from right to left."""

from __future__ import annotations

import re

import pytest
from briefs import changed, model
from word import W, bundled, found, hyperlinks, missing, page, shown, squeeze, value, within, written

import kzcli
from kzcli.markup import blocks
from kzcli.page import Page
from kzcli.writers.docx import write_docx

LETTER = 95
"""About as wide as a letter of Calibri at the size of a cell, in twentieths of a point."""
WIDTH = 11906 - 2 * 1304
WORDS = {
    "Year": "2018",
    "Country": "Uzbekistan",
    "Exports, million USD": "2,100",
    "What changed": "Trade rose because oil was dear and the currency was weak, as the ministry reported to all",
}


def table(*columns: tuple[str, str]) -> bytes:
    lines = [[head for head, _ in columns], ["-"] * len(columns), [cell for _, cell in columns]]
    return write_docx(Page(blocks("".join(f"| {' | '.join(line)} |\n" for line in lines))), "a4")


def widths(file: bytes) -> list[int]:
    return [int(value(column, "w")) for column in found(file, "//w:gridCol")]


def test_every_column_is_as_wide_as_its_longest_word() -> None:
    made = widths(table(*WORDS.items()))
    for width, (head, cell) in zip(made, WORDS.items(), strict=True):
        assert width > LETTER * max(map(len, f"{head} {cell}".split())) + 170
    assert sum(made) == pytest.approx(WIDTH, abs=4)
    assert made[3] > made[2] > made[1] > made[0]


def test_what_is_short_stands_on_one_line_beside_what_is_long() -> None:
    made = widths(
        table(("Date", "28 May 2020"), ("Actor", "United States"), ("Said", "word " * 200), ("More", "word " * 50))
    )
    assert made[0] > LETTER * 11 + 170
    assert made[1] > LETTER * 13 + 170
    assert made[2] > made[3] > LETTER * 20


def test_a_word_that_is_too_long_breaks_and_leaves_the_others_their_room() -> None:
    made = widths(table(("Year", "2018"), ("Link", f"https://example.org/{'a' * 400}"), ("Country", "Kazakhstan")))
    assert made[0] > LETTER * 4 + 170
    assert made[2] > LETTER * 10 + 170
    assert sum(made) <= WIDTH


@pytest.mark.parametrize("count", [1, 9, 14, 30, 63])
def test_any_number_of_columns_fits_in_smaller_letters_if_need_be(count: int) -> None:
    file = table(*[("Head", "Uzbekistan" if index % 2 else "2018") for index in range(count)])
    made = widths(file)
    assert len(made) == count
    assert min(made) > 0
    assert WIDTH - 2 * count <= sum(made) <= WIDTH
    styles = {value(one) for one in found(file, "//w:tc//w:pStyle")}
    assert styles == {"TableSmall" if count > 9 else "TableText"}
    assert bool(found(file, "//w:tblPr/w:tblCellMar")) == (count > 9)


def test_letters_of_chinese_may_part_and_take_more_room() -> None:
    made = widths(table(("A", "中" * 300), ("B", "Kazakhstan")))
    assert made[1] > LETTER * 10 + 170
    assert made[0] > made[1]


def keeps(file: bytes, style: str) -> list[list[bool]]:
    """Of each series of paragraphs of a style, which are bound to the next."""
    made: list[list[bool]] = []
    before = None
    for one in found(file, f"//w:body/w:p[w:pPr/w:pStyle/@w:val='{style}']"):
        made += [] if before is not None and one.getprevious() is before else [[]]
        made[-1].append(bool(within(one, "./w:pPr/w:keepNext")))
        before = one
    return made


def test_no_page_ends_within_labelled_values_nor_before_them() -> None:
    series = keeps(written(), "Fields")
    assert len(series) > 5
    assert all(kept == [True] * (len(kept) - 1) + [False] for kept in series)
    leads = found(
        written(), "//w:body/w:p[not(w:pPr/w:pStyle)][following-sibling::*[1][w:pPr/w:pStyle/@w:val='Fields']]"
    )
    assert leads
    assert all(within(one, "./w:pPr/w:keepNext") for one in leads)
    for name in ("Fields", "Register"):
        assert found(written(), f"//w:style[@w:styleId='{name}']/w:pPr/w:keepLines", "word/styles.xml")


def test_a_paragraph_that_leads_to_a_list_stays_with_it_and_others_are_free() -> None:
    file = write_docx(Page(blocks("a\n\nThese:\n\n- b\n\nc\n\n| d |\n| - |\n| e |\n")), "a4")
    kept = [text for text in ("a", "These:", "c") if found(file, f"//w:p[w:r/w:t='{text}']/w:pPr/w:keepNext")]
    assert kept == ["These:", "c"]


@pytest.mark.parametrize(("rows", "kept"), [(6, 5), (7, 0)])
def test_a_small_table_stays_on_one_page(rows: int, kept: int) -> None:
    file = write_docx(Page(blocks("| a |\n| - |\n" + "| b |\n" * rows)), "a4")
    assert len(found(file, "//w:tr[not(w:trPr/w:tblHeader)]//w:keepNext")) == kept
    assert len(found(file, "//w:tr/w:trPr/w:cantSplit")) == rows + 1


def test_labels_in_registers_end_with_colons() -> None:
    entry = found(written(), "//w:p[w:pPr/w:pStyle/@w:val='Register']")[0]
    assert "".join(entry.itertext()).startswith("Kind: judgment · Confidence: ")
    labels = within(entry, "./w:r[w:rPr/w:rStyle/@w:val='Muted']/w:t/text()")
    assert labels[:2] == ["Kind: ", "Confidence: "]
    assert all(re.fullmatch(".+: ", label) for label in labels)


def turned() -> bytes:
    text = "نص مع English words 12 و<أكثر>."
    data = changed(
        ("sections", 0, "body"),
        f"{text} **{text}**\n\n> q\n\n`x = 1`\n\n```\ny = 2\n```\n\n| a | b |\n| - | - |\n| 1 | 2 |\n",
    )
    return kzcli.export(model({**data, "language": "ar"}), "docx")


def test_a_language_from_right_to_left_turns_paragraphs_runs_tables_and_sections() -> None:
    file = turned()
    normal = "//w:style[@w:styleId='Normal']"
    assert found(file, f"{normal}/w:pPr/w:bidi", "word/styles.xml")
    assert found(file, f"{normal}/w:rPr/w:rtl", "word/styles.xml")
    assert within(found(file, "//w:docDefaults//w:lang", "word/styles.xml")[0], "string(./@w:bidi)") == "ar"
    assert len(found(file, "//w:tblPr/w:bidiVisual")) == len(found(file, "//w:tbl")) > 0
    assert len(found(file, "//w:sectPr/w:bidi")) == len(found(file, "//w:sectPr")) > 0
    assert len(found(file, "//w:b")) == len(found(file, "//w:b[following-sibling::*[1][self::w:bCs]]")) > 0
    assert not found(written(), "//w:bidi | //w:rtl | //w:bidiVisual | //w:bCs")
    assert not found(written(), "//w:bidi | //w:rtl", "word/styles.xml")


def test_borders_stand_where_a_line_begins() -> None:
    for name, size in (("Quote", 18), ("Callout", 36), ("CalloutHeading", 36)):
        thick = f"//w:style[@w:styleId='{name}']/w:pPr/w:pBdr/w:*[@w:sz='{size}']"
        sides = [found(file, thick, "word/styles.xml")[0].tag for file in (written(), turned())]
        assert sides == [f"{W}left", f"{W}right"]


def test_what_is_written_from_left_to_right_is_a_run_of_its_own() -> None:
    file = turned()
    runs = [
        ("".join(one.itertext()), bool(within(one, "./w:rPr/w:rtl[@w:val='0']")))
        for one in found(file, "//w:p[contains(., 'English')]/w:r[not(w:rPr/w:b)]")
    ]
    assert runs[:3] == [("نص مع ", False), ("English words 12", True), (" و<أكثر>. ", False)]
    assert squeeze("نص مع English words 12 و<أكثر>.") in squeeze(shown(file))


def test_code_stays_from_left_to_right() -> None:
    for path in ("w:style[@w:styleId='SourceCode']/w:pPr/w:bidi", "w:style[@w:styleId='SourceCode']/w:rPr/w:rtl"):
        assert [value(one) for one in found(turned(), f"//{path}", "word/styles.xml")] == ["0"]
    assert found(turned(), "//w:style[@w:styleId='VerbatimChar']/w:rPr/w:rtl[@w:val='0']", "word/styles.xml")


def test_a_turned_document_says_all_that_it_said_before() -> None:
    file = kzcli.export(bundled().model_copy(update={"language": "he"}), "docx")
    assert missing(bundled(), shown(file)) == []
    assert len(found(file, "//w:footnoteReference")) == len(page().notes)
    assert set(hyperlinks(file)) == set(hyperlinks(written()))
