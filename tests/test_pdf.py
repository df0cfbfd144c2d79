"""PDF: read back with poppler's programs, as a reader would: what it leads to, and what it tells assistive technology."""

from __future__ import annotations

import copy
import re
import subprocess
import sys
from pathlib import Path

import pytest
from briefs import FULL, MINIMAL, changed, model
from conftest import ROOT, kzcli_process, need
from poppler import bundled, made, pages, poppler, properties, read, squeezed

from kzcli.errors import MissingExtraError
from kzcli.views.document import document_page
from kzcli.writers.pdf import write_pdf


def test_properties_say_what_the_document_is() -> None:
    said = properties(bundled())
    assert said["Title"] == "The Future of US-Kazakhstan Relations"
    assert said["Author"] == "Wilder Alejandro Sanchez"
    assert said["Subject"].startswith("As the United States seeks to leave Afghanistan")
    assert said["Keywords"] == "us-kazakhstan, policy brief"
    assert said["CreationDate"] == said["ModDate"] == "2020-05-28T00:00:00Z"
    assert said["JavaScript"] == "no"


def test_it_is_tagged_and_says_that_it_keeps_to_pdf_ua() -> None:
    assert properties(bundled())["Tagged"] == "yes"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in bundled()
    assert b"/Lang(en)" in bundled()
    tags = poppler("pdfinfo", "-struct", pdf=bundled()).split()
    for tag in ("H1", "H2", "P", "L", "LI", "Note", "Figure", "Link"):
        assert tag in [tag.strip(":") for tag in tags]


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("kk", b"/Lang(kk)"),
        ("pt-br", b"/Lang(pt-BR)"),
        ("zh-cmn-Hant-TW", b"/Lang(zh-TW)"),
        ("es-419", b"/Lang(es)"),
        ("qaa-x-home", b"/Lang(qaa)"),
        ("i-klingon", b"/Lang(und)"),
    ],
)
def test_any_language_tag_is_taken(tag: str, written: bytes) -> None:
    page = document_page(model(MINIMAL))
    assert written in write_pdf(page._replace(about=page.about._replace(language=tag)), "a4")


def test_figures_and_the_line_of_years_are_told_in_words() -> None:
    assert re.search(rb"/Alt\(Bars: [^)]*US trade with Kazakhstan: \$2\.1 billion; ", bundled())
    assert b"/Alt(A line of years with 38 marks, 7 of them later than the brief)" in bundled()


def test_bars_of_one_unit_are_drawn_to_one_scale() -> None:
    """Typst writes a filled rectangle as a path; its width is what is looked at, through a picture."""
    need("pdftoppm")
    data = copy.deepcopy(FULL)
    for claim, value in zip(data["claims"], (100, 0, 50), strict=True):
        claim["quantity"] = {"value": value, "unit": "EUR", "measure": "Cost"}
    done = subprocess.run(
        ["pdftoppm", "-r", "72", "-"], input=made(data, parts=("figures",)), capture_output=True, check=True
    )
    _, size, _, pixels = done.stdout.split(b"\n", 3)
    width = int(size.split()[0])
    accent = bytes.fromhex("1b3f73")
    rows = [pixels[start : start + 3 * width] for start in range(0, len(pixels), 3 * width)]
    # A title's letters have no such long runs, and the line above the title is longer.
    runs = [max((len(run) // 3 for run in re.findall(b"(?:%s)+" % re.escape(accent), row)), default=0) for row in rows]
    lengths = sorted({run for run in runs if 100 < run < 400})
    assert len(lengths) == 2
    assert lengths[1] / lengths[0] == pytest.approx(2, abs=0.03)


def test_all_fonts_are_embedded() -> None:
    _, _, *fonts = poppler("pdffonts", pdf=bundled()).splitlines()
    assert len(fonts) >= 2
    for font in fonts:
        assert "LibertinusSerif" in font
        assert font.split()[-5] == "yes"


def test_the_outline_has_parts_recommendations_and_sections_and_no_claims() -> None:
    xml = poppler("pdftohtml", "-xml", "-i", "-stdout", pdf=bundled())
    outline = re.findall(r"<item[^>]*>(.*?)</item>", xml)
    assert outline[:2] == ["Bottom line", "Goals"]
    assert outline[-3:] == ["Claims", "Sources", "Actors"]
    assert {
        "Recommendations",
        "Hold a C5+1 summit in the Kazakh capital",
        "Three decades of good relations",
        "Timeline",
    } < set(outline)
    assert len(outline) < 25


@pytest.mark.parametrize(("paper", "size"), [("a4", "595.276 x 841.89 pts (A4)"), ("letter", "612 x 792 pts (letter)")])
def test_paper_is_as_asked_and_the_bundled_brief_takes_few_sheets(paper: str, size: str) -> None:
    assert properties(bundled(paper=paper))["Page size"] == size
    assert pages(bundled(paper=paper)) <= 24
    assert properties(bundled(paper=paper, one_page=True))["Page size"] == size


def test_pages_are_numbered_under_a_running_title() -> None:
    text = poppler("pdftotext", "-f", "2", "-l", "2", pdf=bundled())
    assert text.startswith("The Future of US-Kazakhstan Relations\n")
    assert f"2 of {pages(bundled())}" in text


def test_a_long_title_is_cut_only_at_the_head_of_pages() -> None:
    title = "A title that goes on and on " * 8
    pdf = made(changed(("title",), title.strip()))
    assert squeezed(title) in read(pdf)
    head, *_ = poppler("pdftotext", "-f", "2", "-l", "2", pdf=pdf).splitlines()
    assert head == f"{title[:89].strip()}…"


def test_links_lead_to_cards_and_to_safe_addresses() -> None:
    addresses = {line.split()[-1] for line in poppler("pdfinfo", "-url", pdf=bundled()).splitlines()[1:]}
    assert len(addresses) > 10
    assert all(address.startswith("https://") for address in addresses)
    xml = poppler("pdftohtml", "-xml", "-i", "-stdout", pdf=bundled())
    found = re.findall(r'<a href="[^"#]*#(\d+)">([^<]+)</a>', xml)
    leads = {text: int(page) for page, text in reversed(found)}  # the first of each
    starts = {title: int(page) for page, title in re.findall(r'<item page="(\d+)">(Claims|Sources|Actors)</item>', xml)}
    assert starts["Claims"] <= leads["claim 63"] <= starts["Sources"]
    assert starts["Sources"] <= leads["Sanchez 2020"] <= leads["United States"]
    assert starts["Actors"] <= leads["United States"]


def test_odd_addresses_are_made_safe_or_are_no_links() -> None:
    url = ("sources", 0, "url")
    said = poppler("pdfinfo", "-url", pdf=made(changed(url, "https://e.org/қ(\u202e)\\`|{x}")))
    assert "https://e.org/%D2%9B(%E2%80%AE)%5C%60%7C%7Bx%7D" in said
    assert "https://doi.org/10.1/x" in poppler("pdfinfo", "-url", pdf=made(changed(url, "doi:10.1/x")))
    assert "/aaaa" in read(made(changed(url, f"https://e.org/{'a' * 9000}")))


def test_each_claim_that_is_cited_has_one_footnote_on_the_page_of_its_first_mark() -> None:
    structure = poppler("pdfinfo", "-struct", pdf=made(FULL))
    assert structure.count("Note <Note") == 2
    first = poppler("pdftotext", "-layout", "-l", "1", pdf=made(FULL))
    assert re.search(r"^ *1 Fact, high confidence", first, re.MULTILINE)
    assert first.count("Build the bridge.1") == 1
    assert first.count("Cars queue.1") == 1
    assert "Note" not in poppler("pdfinfo", "-struct", pdf=made(FULL, notes=False))


def test_two_notes_at_one_place_are_told_apart() -> None:
    text = poppler("pdftotext", "-layout", pdf=made(changed(("summary", "bottom_line"), "Build.[^traffic][^cost]")))
    assert "Build.1,2" in text


def test_notes_may_stand_in_tables_lists_headings_and_registers() -> None:
    body = "# H[^cost]\n\n- a[^growth]\n\n| h[^traffic] | i |\n| - | - |\n" + "| 1 | 2[^cost] |\n" * 90
    data = changed(("claims", 0, "statement"), "Ten cars.[^cost]", changed(("sections", 0, "body"), body))
    assert pages(made(data)) > 3
    assert poppler("pdfinfo", "-struct", pdf=made(data)).count("Note <Note") == 3


def test_the_same_brief_gives_the_same_bytes_everywhere(tmp_path: Path) -> None:
    for number, environment in enumerate(
        ({"TZ": "Asia/Almaty", "PYTHONHASHSEED": "1"}, {"TZ": "America/New_York", "PYTHONHASHSEED": "2"})
    ):
        done = kzcli_process("export", "-o", str(tmp_path / f"{number}.pdf"), env=environment)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / f"{number}.pdf").read_bytes() == bundled()


def test_a_minimal_brief_is_a_page() -> None:
    assert pages(made(MINIMAL)) == 1
    assert "Doit." in read(made(MINIMAL))
    assert pages(made(MINIMAL, one_page=True)) == 1


@pytest.mark.parametrize(
    "part", ["summary", "goals", "recommendations", "sections", "figures", "timeline", "claims", "sources", "actors"]
)
def test_any_part_alone_is_a_document(part: str) -> None:
    pdf = made(FULL, parts=(part,))
    assert pages(pdf) == 1
    assert "Afullbrief" in read(pdf)


def test_what_leads_to_a_claim_can_be_followed_on_paper() -> None:
    text = " ".join(poppler("pdftotext", "-raw", pdf=made(FULL)).split())
    assert "2 claims: moderate, limited by claim 2 (forecast)" in text
    assert "Ten thousand cars queue. (claim 1: fact, high confidence, May to Jun 2023)" in text
    assert "B. Writer and C. Scribe 2023, page 7; Evening news. Claim 1" in text
    assert "1 Ten thousand cars queue. traffic" in text
    assert text.count("traffic") == 1


def test_short_registers_need_no_page_of_their_own() -> None:
    assert pages(made(FULL)) == 2
    assert pages(made(FULL, parts=("summary", "claims", "sources", "actors"))) == 1


def test_without_typst_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtraError, match="pdf needs the package typst"):
        made(MINIMAL)


def test_nothing_is_read_from_the_network_or_the_disk() -> None:
    """The template reads one thing, the page; the text of a brief is never evaluated."""
    template = (ROOT / "src" / "kzcli" / "writers" / "brief.typ").read_text("utf-8")
    called = set(
        re.findall(
            r"\b(read|image|include|import|eval|plugin|json|csv|toml|yaml|xml|cbor|bibliography)\b *[(\"]", template
        )
    )
    assert called == {"json"}
    assert "json(bytes(sys.inputs.page))" in template
