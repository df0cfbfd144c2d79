"""PDF: read back with poppler's programs, as a reader would: what it says, leads to, and tells assistive technology."""

from __future__ import annotations

import copy
import re
import subprocess
import sys
import tempfile
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from briefs import FULL, MINIMAL, briefs, changed, hostile, model
from conftest import BRIEF, ROOT, kzcli_process, need, run_kzcli
from hypothesis import given, settings
from hypothesis import strategies as st
from said import for_check

from kzcli import load
from kzcli.brief import Markup
from kzcli.clean import clean
from kzcli.errors import KzcliError, MissingExtraError
from kzcli.formats import Options, export
from kzcli.markup import blocks, inline
from kzcli.page import Code
from kzcli.page_walk import spans
from kzcli.references import texts
from kzcli.views.document import document_page
from kzcli.writers.pdf import write_pdf


def poppler(program: str, *arguments: str, pdf: bytes) -> str:
    """What one of poppler's programs says of a document."""
    need(program)
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        output = ["-"] if program == "pdftotext" else []
        done = subprocess.run([program, *arguments, file.name, *output], capture_output=True, check=True)
    # It wants a number for Suspects and a name for a colour, where the standard has what Typst writes.
    assert not re.findall(rb"^(?!.*(?:Suspects|BorderColor)).+", done.stderr, re.MULTILINE)
    return done.stdout.decode(errors="replace")


def read(pdf: bytes) -> str:
    """The text in the order in which it was written, without spaces, which line breaks take away."""
    return squeezed(poppler("pdftotext", "-raw", pdf=pdf))


def unread(wanted: list[str], found: str) -> list[str]:
    """The texts that cannot be found, whole or, where a page ended within them, in two pieces."""

    def is_there(text: str) -> bool:
        return text in found or any(text[:cut] in found and text[cut:] in found for cut in range(1, len(text)))

    return [text for text in wanted if not is_there(squeezed(text))]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))


def pages(pdf: bytes) -> int:
    return int(properties(pdf)["Pages"])


def properties(pdf: bytes) -> dict[str, str]:
    lines = (line.partition(":") for line in poppler("pdfinfo", "-isodates", "-enc", "UTF-8", pdf=pdf).splitlines())
    return {name: value.strip() for name, _, value in lines}


def made(data: dict[str, Any], **options: Any) -> bytes:
    return export(model(data), "pdf", Options(**options))


@cache
def bundled(**options: Any) -> bytes:
    return export(load(BRIEF.read_bytes()), "pdf", Options(**options))


FIXED = {"id", "kind", "confidence", "likelihood", "date", "horizon", "status", "response", "language"}
"""Fields whose words are shown in other words, or that are no text."""


def free_texts(data: dict[str, Any]) -> list[str]:
    """Every free text of a brief as it should be read, cut where citations stand."""
    found = []
    for text in texts(data):
        name = next(part for part in reversed(text.path) if isinstance(part, str))
        if name in FIXED or for_check(text.path) or not isinstance(text.mark, Markup | None):
            continue
        if text.mark is None:
            found.append(clean(text.value))
            continue
        page = blocks(text.value) if text.mark.blocks else (inline(text.value),)
        found += [clean(span.text) for span in spans(page) if "citation" not in span.styles]
        found += [clean(line) for block in page if isinstance(block, Code) for line in block.text.splitlines()]
    return found


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


def test_words_too_long_for_a_line_are_broken_within_the_margins() -> None:
    data = copy.deepcopy(FULL)
    word = "w" * 200
    for part in ("goals", "recommendations", "sections", "sources"):
        data[part][0]["title"] = word
    data["title"] = data["summary"]["bottom_line"] = data["recommendations"][0]["action"] = word
    data["claims"][0]["quantity"]["measure"] = data["claims"][1]["statement"] = data["claims"][2]["quantity"][
        "unit"
    ] = data["actors"][0]["name"] = word
    data["sections"][0]["body"] = f"{word}\n\n**{word}** `{word}`\n\n- {word}\n\n```\n{word}\n```\n"
    data["sources"][0]["url"] = f"https://e.org/{word}/{word}?{word}={word}"
    for one_page in (False, True):
        ends = re.findall(r' xMax="([\d.]+)"', poppler("pdftotext", "-bbox", pdf=made(data, one_page=one_page)))
        assert len(ends) > 50
        assert max(map(float, ends)) < 595 - 40


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


def test_every_text_of_the_bundled_brief_can_be_read() -> None:
    import tomli

    found = read(bundled())
    wanted = free_texts(tomli.loads(BRIEF.read_text("utf-8")))
    assert len(wanted) > 400
    assert unread(wanted, found) == []


def test_kazakh_letters_are_read_as_they_are_written() -> None:
    words = "Қазақстан Нұр-Сұлтан өңірі ғылым әлем Ұлы үш һәм ІСКЕР Ыстық Россия Ёлка"
    pdf = made(changed(("title",), words, changed(("sections", 0, "body"), f"**{words}** *{words}* `{words}`")))
    assert properties(pdf)["Title"] == words
    assert read(pdf).count(squeezed(words)) >= 4
    assert "LibertinusSerif-Italic" in poppler("pdffonts", pdf=pdf)


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


def test_text_of_many_kinds_is_shown_whole() -> None:
    body = (
        "### Three\n\n# One\n\n- \n- a\n  1. b\n\n     c\n- > q\n\n***\n\n```py\nif x:\n    y  =  1\n```\n\n"
        + "word" * 60
    )
    data = changed(
        ("sections", 0, "body"), f"{body}\n\n| {' | '.join('abcdefghijkl')} |\n|{' - |' * 12}\n| x |  | z |\n"
    )
    pdf = made(data)
    found = read(pdf)
    for text in ("Three", "One", "q", "ifx:", "y=1", "word" * 60, "xz"):
        assert squeezed(text) in found
    words = re.findall(r'<word xMin="([\d.]+)".*>(if|y)</word>', poppler("pdftotext", "-bbox", pdf=pdf))
    starts = {word: float(start) for start, word in words}
    assert starts["y"] > starts["if"] + 15  # four spaces


@pytest.mark.parametrize("heading", ["###", "### \u3000", "### \u2028", "### [^cost]"])
def test_a_heading_without_words_is_taken(heading: str) -> None:
    assert "Below" in read(made(changed(("sections", 0, "body"), f"{heading}\n\nBelow\n")))


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


def test_hundreds_of_claims_sources_and_figures_are_taken() -> None:
    data = copy.deepcopy(FULL)
    quantity = {"unit": "EUR", "measure": "A sum"}
    data["claims"] += [
        {
            "id": f"c{n}",
            "statement": f"Claim {n}.",
            "kind": "fact",
            "confidence": "low",
            "date": "2020",
            "quantity": {"value": n, **quantity},
        }
        for n in range(250)
    ]
    data["sources"] += [{"id": f"s{n}", "kind": "web", "title": f"Source {n}!"} for n in range(250)]
    found = read(made(data))
    for number in range(250):
        assert f"Claim{number}." in found
        assert f"Source{number}!" in found


@pytest.mark.parametrize("name", dict(hostile()))
def test_hostile_text_is_text(name: str) -> None:
    pdf = made(dict(hostile())[name])
    found = read(pdf)
    for text in (
        "a<U+001B>[31mred<U+001B>]0;title",
        "<U+009B>1m<U+007F><U+202E>evil<U+2066>x",
        "[red]c[/][/]:bomb:",
        "<script>alert(1)</script>",
        "$x$",
        "é",
    ):
        assert text in found
    assert b"javascript" not in re.sub(rb"\([^)]*\)", b"", pdf).lower()


LETTERS = st.text(
    st.sampled_from(
        "abcdefgh XYZ019 .,;:!?()[]{}<>#$%&*_^~`'\"\\/@|+=-–—“”‘’…éèüñçßœžůøåŁ қғңөұүһіәҚҒ АБВгдежз αβγΩ €₸"
    ),
    min_size=1,
    max_size=90,
)


@settings(max_examples=15)
@given(st.lists(LETTERS.filter(lambda text: any(map(str.isalnum, text))), min_size=8, max_size=8))
def test_generated_texts_of_known_letters_are_read_whole(words: list[str]) -> None:
    data = changed(("claims", 2, "quantity", "unit"), "kg")
    data["title"], data["authors"][0]["name"], data["goals"][0]["title"], data["recommendations"][0]["title"] = words[
        :4
    ]
    (
        data["sections"][0]["title"],
        data["sources"][0]["title"],
        data["actors"][0]["name"],
        data["claims"][0]["sources"][0]["locator"],
    ) = words[4:]
    found = read(made(data))
    assert unread(free_texts(data), found) == []


@settings(max_examples=15)
@given(briefs())
def test_generated_briefs_are_valid_documents(data: dict[str, Any]) -> None:
    pdf = made(data)
    found = read(pdf)
    # A character that no font of this computer has is shown by its number, and some come out in another form.
    assert unread([run for text in free_texts(data) for run in re.findall("[ -~]+", text)], found) == []


def test_a_character_that_no_font_has_is_shown_by_its_number() -> None:
    found = read(made(changed(("title",), "odd \U0005ffff and \ufdd0\u0378 end")))
    assert "odd<U+5FFFF>and<U+FDD0><U+0378>end" in found


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
