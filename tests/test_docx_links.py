"""What leads from place to place in the Word export: citations, their notes, bookmarks and links."""

from __future__ import annotations

import re

import pytest
from briefs import changed, model
from word import PARTS, W, bundled, found, hyperlinks, page, shown, squeeze, value, within, written

import kzcli
from kzcli import Options
from kzcli.page import Card, Page, Paragraph, Span, plain
from kzcli.page_walk import card_ids, spans
from kzcli.writers.docx import write_docx


def test_each_cited_claim_is_a_footnote_and_each_further_citation_refers_to_it() -> None:
    notes = {value(one, "id"): one for one in found(written(), "/w:footnotes/w:footnote[not(@w:type)]", PARTS[1])}
    wanted = [span.target for span in spans(page().blocks) if "citation" in span.styles]
    numbers = {note.id: str(number) for number, note in enumerate(page().notes, 1)}
    path = "//w:footnoteReference/@w:id | //w:r[w:rPr/w:rStyle/@w:val='FootnoteReference']/w:t[. != ',']/text()"
    assert found(written(), path) == [numbers[id] for id in wanted]
    references = found(written(), "//w:footnoteReference/@w:id")
    assert references == list(notes) == list(numbers.values())
    assert len(references) > 80
    again = [one.text for one in found(written(), "//w:instrText")]
    assert len(again) == len(wanted) - len(set(wanted)) > 0
    for field in found(written(), "//w:r[w:instrText]"):
        number = re.fullmatch(r" NOTEREF _Ref_note_(\d+) \\h ", "".join(field.itertext()))
        assert number
        assert within(field, "string(./following-sibling::w:r[2])") == number[1]
        start = found(written(), f"//w:bookmarkStart[@w:name='_Ref_note_{number[1]}']")
        assert [value(one, "id") for one in start[0].getnext().iter(f"{W}footnoteReference")] == [number[1]]
    for note, (number_, element) in zip(page().notes, notes.items(), strict=True):
        text = "".join(one.text for one in element.iter(f"{W}t"))
        assert squeeze("".join(span.text for span in note.text)) in squeeze(text), number_
        assert text.endswith("".join(span.text for span in note.mention))


def test_the_numbers_of_two_citations_side_by_side_are_two_numbers() -> None:
    file = kzcli.export(model(changed(("goals", 0, "statement"), "a[^traffic][^cost] b")), "docx")
    marks = found(file, "//w:p[w:r/w:t='a']//w:footnoteReference | //w:p[w:r/w:t='a']/w:r[w:rPr/w:rStyle]/w:t")
    assert [one.get(f"{W}id") or one.text for one in marks] == ["1", ",", "2"]


def test_a_citation_that_is_not_numbered_or_has_no_note_shows_its_id() -> None:
    for other in (page()._replace(numbered=False), page()._replace(notes=())):
        file = write_docx(other, "a4")
        assert not found(file, "//w:footnoteReference")
        assert "[closer-ties]" in shown(file)
    without = kzcli.export(bundled(), "docx", Options(notes=False))
    assert not found(without, "//w:footnoteReference")
    assert "[closer-ties]" not in shown(without)


def test_every_link_inside_leads_to_a_bookmark_and_every_card_has_one() -> None:
    names = [value(one, "name") for one in found(written(), "//w:bookmarkStart")]
    ids = [value(one, "id") for one in found(written(), "//w:bookmarkStart")]
    assert len(set(map(str.lower, names))) == len(names)
    assert len(set(ids)) == len(ids)
    assert sorted(ids) == sorted(value(one, "id") for one in found(written(), "//w:bookmarkEnd"))
    assert all(re.fullmatch("[A-Za-z_][A-Za-z0-9_]{0,39}", name) for name in names)
    anchors = {value(one, "anchor") for part in PARTS for one in found(written(), "//w:hyperlink[@w:anchor]", part)}
    assert anchors <= set(names)
    assert len(anchors) > 100
    cards = list(card_ids(page().blocks))
    assert len([name for name in names if name.startswith("id_")]) == len(cards) == len(set(cards))
    titles = {item.id: item.name for item in bundled().actors} | {item.id: item.title for item in bundled().sources}
    titles |= {goal.id: goal.title for goal in bundled().goals}
    mentions = [span for span in spans(page().blocks) if "id" in span.styles and span.target]
    links = found(written(), "//w:hyperlink[@w:anchor]")
    assert ["".join(link.itertext()) for link in links] == [span.text for span in mentions]
    for link, mention in list(zip(links, mentions, strict=True))[:80]:
        target = found(written(), f"//w:p[w:bookmarkStart/@w:name='{value(link, 'anchor')}']")
        text = "".join(target[0].itertext())
        assert mention.target in text
        assert titles.get(mention.target, mention.text.split()[-1]) in text


def test_ids_of_every_length_have_bookmarks_of_their_own() -> None:
    long = [f"{'a-b' * 21}{letter}" for letter in "xyz"]
    cards = tuple(Card(plain(id), (Paragraph((Span(id, ("id",)),)),), id) for id in long)
    file = write_docx(Page((*cards, Card(plain("twice"), (), long[0]))), "a4")
    names = [value(one, "name") for one in found(file, "//w:bookmarkStart")]
    assert len(names) == len(set(names)) == 3
    assert [value(one, "anchor") for one in found(file, "//w:hyperlink")] == names
    assert max(map(len, names)) <= 40


def test_links_outside_are_those_of_the_page() -> None:
    wanted = {span.target for part in (page().blocks, page().notes) for span in spans(part) if "link" in span.styles}
    assert set(hyperlinks(written())) == wanted
    used = {one.get("r:id") or within(one, "./@r:id")[0] for one in found(written(), "//w:hyperlink[@r:id]")}
    assert len(used) == len(wanted) > 10


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ('https://e.org/\x9b31m\u202e\x7f(<b>)`|\\^{}"', "https://e.org/%C2%9B31m%E2%80%AE%7F(%3Cb%3E)%60%7C%5C%5E%7B%7D%22"),
        ("http://e.org/é?a=%20&b=%zz#x", "http://e.org/%C3%A9?a=%20&b=%25zz#x"),
        ("doi:10.1/(x)", "https://doi.org/10.1/(x)"),
        ("mailto:a@e.org", "mailto:a@e.org"),
    ],
)  # fmt: skip
def test_addresses_are_written_as_a_relationship_may_hold_them(address: str, target: str) -> None:
    assert target in hyperlinks(write_docx(Page((Paragraph((Span("x", ("link",), address),)),)), "a4"))
