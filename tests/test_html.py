"""The HTML export, as an HTML parser, html-validate, and axe in a real browser see it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from collections import Counter
from functools import cache, cached_property
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from briefs import FULL, HOSTILE_BLOCKS, MINIMAL, briefs, changed, hostile, model
from conftest import BRIEF, READERS, need_readers
from hypothesis import given, settings
from said import said, squeeze

import kzcli
from kzcli.brief import Brief
from kzcli.clean import clean

VOID = ("meta", "hr", "br", "link", "wbr")


LAID_OUT = "a\\\n[b\\\nc](https://example.org)\n\n| a | b | c |\n| :- | :-: | -: |\n| 1 | 2 | 3 |\n"
"""A text whose lines are broken, and whose columns are aligned."""


class Reader(HTMLParser):
    """What a page is made of: its elements in order, and its text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.said: list[str] = []
        self.title = ""
        self.feed(page.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["title"] and "head" in self.open:
            self.title += data
        elif "style" not in self.open and "body" in self.open:
            self.said.append(data)

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [found for name, found in self.elements if name == tag and wanted.items() <= found.items()]

    @cached_property
    def text(self) -> str:
        return squeeze("".join(self.said))


@cache
def bundled() -> Brief:
    return kzcli.load(BRIEF)


def page_of(brief: Brief, **options: Any) -> bytes:
    return kzcli.export(brief, "html", kzcli.Options(**options))


@cache
def read_bundled() -> Reader:
    return Reader(page_of(bundled()))


def write_pages(folder: Path) -> list[Path]:
    """Pages of many kinds of briefs."""
    digits = changed(("sections", 0, "id"), "2018-why")
    table = "".join(f"| {' | '.join(['unbreakableword' * 3] * 8)} |\n" for _ in range(3)).replace(
        "\n", f"\n|{' - |' * 8}\n", 1
    )
    # Words of a common length, the shorter beside much longer ones; and numbers of up to seven digits.
    prose = f"Uzbekistan opened its currency market, see https://example.org/{'long/address/' * 9}at-all.html"
    rows = "".join(f"| {year} | Kazakhstan | 2,100 | {prose} |\n" for year in (2018, 2019))
    table_of_words = f"| Year | Country | Exports, million USD | What changed |\n|{' - |' * 4}\n{rows}"
    numbered = "".join(f"{first}. a\n1. b\n\n---\n\n" for first in (9, 98, 998, 9998, 1234567))
    crowded = [f"|{f' {word} |' * many}\n|{' - |' * many}\n" for word, many in (("1,234", 14), ("x" * 17, 24))]
    body = "\n\n".join([table_of_words, *crowded, numbered])
    section = {"id": "words", "title": "Words", "body": body}
    cited = "".join(f"[^c-{number}]" for number in range(120))
    many = [
        {"id": f"c-{number}", "statement": "So.", "kind": "assumption", "confidence": "low"} for number in range(120)
    ]
    section["body"] += cited
    data = {
        "bundled": bundled(),
        "minimal": model(MINIMAL),
        "full": model(FULL),
        "digits": model(digits),
        "hostile": model(changed(("sections", 0, "body"), HOSTILE_BLOCKS)),
        "laid-out": model(changed(("sections", 0, "body"), LAID_OUT)),
        "wide": model(changed(("sections", 0, "body"), f"## a\n\n{'x' * 300}\n\n{table}\n\n```\n{'y' * 300}\n```\n")),
    }
    data["many"] = model({**MINIMAL, "claims": many, "sections": [section]})
    data["right-to-left"] = model(changed(("language",), "ar"))
    paths = []
    for name, brief in data.items():
        paths.append(folder / f"{name}.html")
        paths[-1].write_bytes(page_of(brief))
    paths.append(folder / "part.html")
    paths[-1].write_bytes(page_of(bundled(), parts=("figures",), notes=False))
    return paths


def test_a_validator_finds_no_error(tmp_path: Path) -> None:
    need_readers()
    paths = write_pages(tmp_path)
    program = shutil.which("html-validate", path=str(READERS / "node_modules" / ".bin"))
    assert program
    done = subprocess.run(
        [program, "--config", READERS / "html-validate.json", "--formatter", "text", *paths],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("", 0)


def test_in_a_browser_axe_finds_nothing_and_nothing_runs_or_is_fetched(tmp_path: Path) -> None:
    """On a phone and a desktop, light and dark; no page is wider than its screen."""
    need_readers()
    paths = write_pages(tmp_path)
    chromium = shutil.which("chromium")
    done = subprocess.run(
        ["node", READERS / "look.mjs", str(chromium), *paths], capture_output=True, text=True, check=True
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["page"] for one in found] == [path.name for path in paths]
    for one in found:
        assert one["violations"] == [], one["page"]
        assert one["said"] == []
        assert {url.rsplit("/", 1)[1] for url in one["asked"]} == {one["page"]}
    shown = squeeze(found[0]["text"]).casefold()  # the style sheet shows labels in capitals
    assert [text for text in said(bundled()) if text.casefold() not in shown] == []


def test_it_is_one_file_without_script_that_asks_for_nothing() -> None:
    page = page_of(bundled()).decode()
    names = Counter(tag for tag, _ in read_bundled().elements)
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(names)
    assert not [
        found for _, found in read_bundled().elements if any(name.startswith("on") or name == "style" for name in found)
    ]
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    (policy,) = read_bundled().all("meta", **{"http-equiv": "Content-Security-Policy"})
    assert policy["content"].split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]


def test_it_says_what_it_is() -> None:
    reader = read_bundled()
    assert reader.title == bundled().title
    assert reader.all("html")[0]["lang"] == "en"
    named = {found["name"]: found["content"] for found in reader.all("meta") if "name" in found}
    assert named["dcterms.title"] == bundled().title
    assert named["dcterms.creator"] == named["author"] == bundled().authors[0].name
    assert (named["dcterms.date"], named["dcterms.modified"]) == ("2020-05-28", "2025-11-06")
    assert named["description"].startswith("As the United States seeks to leave Afghanistan")
    assert Reader(page_of(model(FULL))).all("html")[0]["lang"] == "kk"
    assert "languagekk" in Reader(page_of(model(FULL))).text
    assert "languageen" not in reader.text


def test_screen_readers_find_landmarks_headings_in_order_and_headed_tables() -> None:
    for brief in (bundled(), model(FULL), model(MINIMAL)):
        reader = Reader(page_of(brief))
        assert [len(reader.all(tag)) for tag in ("header", "main", "h1")] == [1, 1, 1]
        levels = [int(tag[1]) for tag, _ in reader.elements if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert all(found.get("scope") in ("col", "row") for found in reader.all("th"))
    (contents,) = read_bundled().all("nav")
    assert contents["aria-label"] == "Contents"


def test_every_id_is_an_anchor_and_every_link_in_the_page_leads_somewhere() -> None:
    reader = read_bundled()
    anchors = [found["id"] for _, found in reader.elements if "id" in found]
    assert len(anchors) == len(set(anchors))
    items = {
        *(
            one.id
            for part in ("goals", "recommendations", "sections", "claims", "sources", "actors")
            for one in getattr(bundled(), part)
        )
    }
    assert items <= set(anchors)
    inside = [found["href"][1:] for found in reader.all("a") if found["href"].startswith("#")]
    assert set(inside) <= set(anchors)
    outside = {found["href"] for found in reader.all("a") if not found["href"].startswith("#")}
    assert {source.url for source in bundled().sources if source.url} <= outside


def test_a_part_links_only_to_what_is_in_it() -> None:
    reader = Reader(page_of(bundled(), parts=("recommendations",)))
    anchors = {found["id"] for _, found in reader.elements if "id" in found}
    assert {found["href"][1:] for found in reader.all("a") if found["href"].startswith("#")} <= anchors
    assert "summit" in anchors
    assert "trade-2018" not in anchors


def test_each_id_is_shown_once_and_what_is_mentioned_elsewhere_has_a_number_or_a_name() -> None:
    page = page_of(bundled()).decode()
    shown = re.findall(r'<(?:a|span) class="id"[^>]*>([^<]*)<', page)
    assert len(shown) == len(set(shown))
    assert {claim.id for claim in bundled().claims} < set(shown)
    numbers = {claim.id: number for number, claim in enumerate(bundled().claims, 1)}
    for id, number in re.findall(r'<a href="#([^"]*)">[Cc]laim (\d+)</a>', page):
        assert numbers[id] == int(number)
    assert f'limited by <a href="#after-covid">claim {numbers["after-covid"]}</a> (assumption) and 4 more' in page


def test_sources_of_one_author_and_year_are_told_apart() -> None:
    page = page_of(bundled()).decode()
    for name in ("Qazinform 2025 (1)", "Qazinform 2025 (2)", "Sanchez 2020"):
        assert page.count(f"<dt>Cited as</dt><dd>{name}</dd>") == 1
        assert f">{name}</a>" in page


def test_where_a_document_has_no_register_nothing_seems_to_lead_there() -> None:
    page = page_of(bundled(), parts=("summary", "recommendations", "timeline"), notes=False).decode()
    reader = Reader(page.encode())
    assert re.findall(r'<span class="id">([^<]*)<', page) == [bundled().id]
    assert squeeze("low, limited by the assumption “The plant is built as agreed") in reader.text
    updates = [update for one in bundled().recommendations for update in one.updates]
    cited = {cited.id for update in updates for cited in update.sources}
    outside = {found["href"] for found in reader.all("a")}
    assert {source.url for source in bundled().sources if source.id in cited and source.url} <= outside
    assert not [id for id in cited if id in page]


def test_notes_lead_there_and_back() -> None:
    reader = read_bundled()
    there = reader.all("a", role="doc-noteref")
    back = reader.all("a", role="doc-backlink")
    assert len(there) == len(back) > 100
    assert {found["href"] for found in back} == {f"#{found['id']}" for found in there}
    assert {found["id"] for found in reader.all("li") if found.get("id", "").startswith("note_")} == {
        found["href"][1:] for found in there
    }
    assert len(reader.all("section", role="doc-endnotes")) == 1


def test_without_notes_nothing_is_cited() -> None:
    reader = Reader(page_of(bundled(), notes=False))
    assert not reader.all("a", role="doc-noteref")
    assert not reader.all("section", role="doc-endnotes")
    assert not reader.all("sup")


def test_notes_side_by_side_are_parted() -> None:
    page = page_of(model(changed(("summary", "bottom_line"), "Build.[^traffic][^cost] Now.[^cost]"))).decode()
    assert re.search(r"<sup><a [^>]*>1</a>, <a [^>]*>2</a></sup> Now\.<sup><a [^>]*>2</a></sup>", page)


def test_bars_are_as_long_as_their_quantities_and_say_them() -> None:
    page = page_of(bundled(), parts=("figures",)).decode()
    rows = re.findall(r'<rect width="([\d.]+)" height="1"/></svg><strong>(.*?)</strong>', page)
    widths = {shown: float(width) for width, shown in rows}
    assert widths["$2.1 billion"] == 100
    assert widths["$315 million"] == pytest.approx(100 * 315 / 2100)
    assert "524 people" not in widths  # nothing to compare it with
    assert "<strong>524 people</strong>" in page


def test_the_timeline_is_drawn_and_told() -> None:
    reader = Reader(page_of(bundled(), parts=("timeline",)))
    (drawn,) = reader.all("svg")
    assert drawn["role"] == "img"
    assert drawn["aria-label"]
    told = Counter(found.get("class") for found in reader.all("li"))
    marks = Counter(found.get("class") for tag, found in reader.elements if tag in ("circle", "line"))
    assert (told["point"], told["later"], told["stretch"], told["now"]) == (
        marks["point"],
        marks["later"],
        marks["stretch"],
        1,
    )
    assert told["later"] > 5


@pytest.mark.parametrize("years", [(1, 9999), (2018, 2018), (1991, 2026)])
def test_a_line_of_years_has_a_few_round_years_on_it(years: tuple[int, int]) -> None:
    data = changed(("claims", 0, "date"), f"{years[0]:04}/{years[1]:04}")
    page = page_of(model(data), parts=("timeline",)).decode()
    shown = [int(year) for year in re.findall(r"<text [^>]*>(\d+)</text>", page)]
    assert 1 <= len(shown) <= 8
    assert len({after - before for before, after in pairwise(shown)}) <= 1
    places = [float(x) for x in re.findall(r'(?:cx|x1|x2|x)="([\d.]+)"', page)]
    assert all(0 <= x <= 1000 for x in places)


@pytest.mark.parametrize("data", [FULL, MINIMAL], ids=["full", "minimal"])
def test_nothing_is_lost(data: dict[str, Any]) -> None:
    found = Reader(page_of(model(data))).text
    assert [text for text in said(model(data)) if text not in found] == []


def test_nothing_of_the_bundled_brief_is_lost() -> None:
    assert [text for text in said(bundled()) if text not in read_bundled().text] == []


@settings(max_examples=25)
@given(briefs())
def test_nothing_of_any_brief_is_lost(data: dict[str, Any]) -> None:
    brief = model(data)
    found = Reader(page_of(brief)).text
    assert [text for text in said(brief) if text not in found] == []


@pytest.mark.parametrize("path_and_data", list(hostile()), ids=lambda case: str(case[0]))
def test_hostile_text_is_text(path_and_data: tuple[str, dict[str, Any]]) -> None:
    _, data = path_and_data
    page = page_of(model(data))
    reader = Reader(page)
    assert not {"script", "img"} & {tag for tag, _ in reader.elements}
    assert clean(page.decode().replace("\n", "")) == page.decode().replace("\n", "")
    assert squeeze("<script>alert(1)</script>") in reader.text
    assert not [found for found in reader.all("a") if found["href"].startswith("javascript")]


def test_a_doi_leads_to_where_browsers_can_go() -> None:
    page = page_of(model(changed(("sources", 0, "url"), "doi:10.1000/182"))).decode()
    assert '<a href="https://doi.org/10.1000/182">doi:10.1000/182</a>' in page


def test_the_id_of_every_item_can_be_read_and_typed() -> None:
    text = read_bundled().text
    for section in bundled().sections:
        assert squeeze(f"{section.title}{section.id}") in text


def test_no_anchor_of_ours_meets_another() -> None:
    data = changed(("sections", 0, "id"), "note", changed(("claims", 0, "id"), "title", FULL))
    text = tomli_w.dumps(data).replace('"traffic"', '"title"').replace("[^traffic]", "[^title]")
    anchors = [found["id"] for _, found in Reader(page_of(kzcli.load(text.encode()))).elements if "id" in found]
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://e.org/a_(b)?c=d#e", "https://e.org/a_(b)?c=d#e"),
        ('https://e.org/\u202eж{x}|^<>"\\', "https://e.org/%E2%80%AE%D0%B6%7Bx%7D%7C%5E%3C%3E%22%5C"),
        ("https://e.org/100%", "https://e.org/100%25"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
        ("doi:10.1/a#b?c", "https://doi.org/10.1/a%23b%3Fc"),
        ("doi:10.1002/(SICI)1<1::AID>3.0.CO;2-#", "https://doi.org/10.1002/(SICI)1%3C1::AID%3E3.0.CO;2-%23"),
    ],
)  # fmt: skip
def test_an_address_leads_where_the_brief_says_and_is_one(url: str, href: str) -> None:
    reader = Reader(page_of(model(changed(("sources", 0, "url"), url))))
    assert [found["href"] for found in reader.all("a") if squeeze(clean(url)) and found["href"] == href]


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ar", "rtl"), ("kk", "ltr"), ("kk-Arab-CN", "rtl"), ("fa-Latn", "ltr"), ("he-IL", "rtl")],
)
def test_it_is_written_in_the_direction_of_its_language(language: str, direction: str) -> None:
    (root,) = Reader(page_of(model(changed(("language",), language, MINIMAL)))).all("html")
    assert (root["lang"], root["dir"]) == (language, direction)
