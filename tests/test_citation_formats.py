"""BibTeX, CSL-JSON and RIS say what a brief says of its sources, and nothing that it does not say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from briefs import FULL, MINIMAL, changed, model
from citations import drawn, pandoc, read_bibtex, read_csl, read_ris, sources
from conftest import BRIEF

import kzcli
from kzcli.formats import export
from kzcli.links import Links


@pytest.mark.parametrize(
    ("date", "issued", "ris", "year", "month"),
    [
        ("2018", {"date-parts": [[2018]]}, "2018///", "2018", ""),
        ("2018-11", {"date-parts": [[2018, 11]]}, "2018/11//", "2018", "nov"),
        ("2018-11-01", {"date-parts": [[2018, 11, 1]]}, "2018/11/01/", "2018", "nov"),
        ("2019-01/2019-05", {"date-parts": [[2019, 1], [2019, 5]]}, "2019/01//Jan to May 2019", "2019", ""),
        ("2019/2021-05-06", {"date-parts": [[2019], [2021, 5, 6]]}, "2019///2019 to 6 May 2021", "2019--2021", ""),
        ("2019~", {"date-parts": [[2019]], "circa": True}, "2019///about 2019", "ca. 2019", ""),
        ("2019-05~", {"date-parts": [[2019, 5]], "circa": True}, "2019/05//about May 2019", "ca. 2019", "may"),
        ("2019/2020~", {"date-parts": [[2019], [2020]], "circa": True}, "2019///2019 to about 2020", "ca. 2019--2020", ""),
        ("0987", {"date-parts": [[987]]}, "0987///", "0987", ""),
    ],
)  # fmt: skip
def test_a_date_says_neither_more_nor_less_than_the_brief(
    date: str, issued: dict[str, Any], ris: str, year: str, month: str
) -> None:
    brief = sources({"date": date})
    assert read_csl(brief)[0]["issued"] == issued
    assert read_bibtex(brief)[0]["issued"] == issued
    assert dict(read_ris(brief)[0])["DA"] == ris
    assert dict(read_ris(brief)[0])["PY"] == date[:4]
    written = export(brief, "bibtex").decode()
    assert f"  date = {{{date}}},\n  year = {{{year}}},\n" in written
    assert re.findall("month = (.*),", written) == ([month] if month else [])


@pytest.mark.parametrize(
    ("url", "address", "doi"),
    [
        ("https://e.org/a_b?c=%7B&d#e~f", "https://e.org/a_b?c=%7B&d#e~f", ""),
        ("https://e.org/қ", "https://e.org/%D2%9B", ""),
        ("https://e.org/}{\\\u202e\x7f", "https://e.org/%7D%7B%5C%E2%80%AE%7F", ""),
        ("mailto:a@e.org", "mailto:a@e.org", ""),
        ("doi:10.1000/a_b", "", "10.1000/a_b"),
    ],
)
def test_an_address_is_a_url_or_a_doi(url: str, address: str, doi: str) -> None:
    brief = sources({"url": url, "accessed": kzcli.load(BRIEF).as_of.replace(2024, 1, 2)})
    (bibtex,), (csl,), (ris,) = read_bibtex(brief), read_csl(brief), read_ris(brief)
    assert (bibtex.get("URL", ""), bibtex.get("DOI", "")) == (address, doi)
    assert (dict(ris).get("UR", ""), dict(ris).get("DO", "")) == (address, doi)
    assert (csl.get("URL", ""), csl.get("DOI", "")) == (("", doi) if doi else (url, ""))
    assert bibtex["accessed"] == csl["accessed"] == {"date-parts": [[2024, 1, 2]]}
    assert dict(ris)["Y2"] == "2024/01/02/"


def test_only_a_name_written_family_comma_given_is_taken_apart() -> None:
    (entry,) = read_csl(sources({"authors": ["Sanchez, Wilder A.", "A. B. Cee", "X, Y, Z", "Dee,", ", Eff"]}))
    assert entry["author"] == [
        {"family": "Sanchez", "given": "Wilder A."},
        {"literal": "A. B. Cee"},
        {"literal": "X, Y, Z"},
        {"literal": "Dee,"},
        {"literal": ", Eff"},
    ]
    (bibtex,) = read_bibtex(sources({"authors": ["Sanchez y Sanchez, Wilder A.", "Bread and Butter Ltd", "others"]}))
    assert bibtex["author"] == [
        {"family": "Sanchez y Sanchez", "given": "Wilder A."},
        {"literal": "Bread and Butter Ltd"},
        {"literal": "others"},
    ]


@pytest.mark.parametrize(
    ("kind", "bibtex", "csl", "ris"),
    [
        ("article", "article", "article-journal", "JOUR"),
        ("report", "report", "report", "RPRT"),
        ("strategy", "report", "report", "RPRT"),
        ("speech", "misc", "speech", "GEN"),
        ("interview", "misc", "interview", "PCOMM"),
        ("dataset", "dataset", "dataset", "DATA"),
        ("law", "misc", "legislation", "STAT"),
        ("web", "online", "webpage", "ELEC"),
    ],
)
def test_each_kind_has_its_type_and_is_kept_as_a_keyword(kind: str, bibtex: str, csl: str, ris: str) -> None:
    brief = sources({"kind": kind})
    assert export(brief, "bibtex").startswith(f"@{bibtex}{{s0,\n".encode())
    assert (read_csl(brief)[0]["type"], read_csl(brief)[0]["keyword"]) == (csl, kind)
    assert (dict(read_ris(brief)[0])["TY"], dict(read_ris(brief)[0])["KW"]) == (ris, kind)
    assert read_bibtex(brief)[0]["keyword"] == kind


@pytest.mark.parametrize(
    ("date", "url", "csl", "ris"),
    [
        ("2023-09-17", "https://e.org", "article-magazine", "MGZN"),
        ("2023-09-17~", None, "article-magazine", "MGZN"),
        ("2023-09-17", "doi:10.1000/a", "article-journal", "JOUR"),
        ("2023-09", "https://e.org", "article-journal", "JOUR"),
        ("2023", "https://e.org", "article-journal", "JOUR"),
        (None, None, "article-journal", "JOUR"),
    ],
)
def test_an_article_of_a_day_is_no_journals_so_that_styles_print_the_day(
    date: str | None, url: str | None, csl: str, ris: str
) -> None:
    more = {name: value for name, value in {"date": date, "url": url}.items() if value}
    brief = sources({"kind": "article", "publisher": "Kazinform", **more})
    assert (read_csl(brief)[0]["type"], dict(read_ris(brief)[0])["TY"]) == (csl, ris)
    assert read_bibtex(brief)[0]["type"] == csl
    assert read_bibtex(brief)[0]["container-title"] == read_csl(brief)[0]["container-title"] == "Kazinform"


@pytest.mark.parametrize("format", ["bibtex", "csl-json"])
def test_the_day_of_a_news_item_is_in_its_reference(format: str, tmp_path: Path) -> None:
    news = {"title": "T", "publisher": "P", "date": "2023-09-17", "url": "https://e.org/a"}
    library = tmp_path / f"news{extension(format)}"
    library.write_bytes(export(sources(*({"kind": kind, **news} for kind in ("article", "web"))), format))
    made = pandoc("--citeproc", "--bibliography", str(library), "-t", "plain", "--wrap=none", stdin=b"@s0 @s1")
    assert made.count("September 17") == 2


def test_a_source_known_through_another_says_so() -> None:
    brief = model(changed(("sources", 1, "note"), "Heard once."))
    said = "Known through Report on queues (report)."
    assert read_csl(brief)[1]["note"] == read_bibtex(brief)[1]["note"] == f"Heard once. {said}"
    assert [value for tag, value in read_ris(brief)[1] if tag == "N1"] == ["Heard once.", said]


def test_nothing_is_invented_for_a_source_of_which_little_is_known() -> None:
    brief = sources({})
    assert export(brief, "bibtex") == b"@report{s0,\n  title = {{T}},\n  type = {report},\n  keywords = {report},\n}\n"
    assert read_csl(brief) == [{"id": "s0", "type": "report", "title": "T", "keyword": "report"}]
    assert export(brief, "ris") == b"TY  - RPRT\r\nID  - s0\r\nTI  - T\r\nKW  - report\r\nER  - \r\n"


def test_a_brief_without_sources_has_no_entries() -> None:
    assert [export(model(MINIMAL), format) for format in ("bibtex", "csl-json", "ris")] == [b"", b"[]\n", b""]


@pytest.mark.parametrize("format", ["bibtex", "csl-json"])
def test_pandoc_makes_a_bibliography_with_every_title_and_author(format: str, tmp_path: Path) -> None:
    for brief in (model(FULL), kzcli.load(BRIEF)):
        library = tmp_path / f"{brief.id}{extension(format)}"
        library.write_bytes(export(brief, format))
        text = f"Cites {'; '.join(f'@{source.id}' for source in brief.sources)}."
        made = pandoc("--citeproc", "--bibliography", str(library), "-t", "plain", "--wrap=none", stdin=text.encode())
        seen = drawn(made).casefold()  # the style capitalises titles that are not protected
        for source in brief.sources:
            assert drawn(source.title).casefold() in seen
            assert all(drawn(author).casefold() in seen for author in source.authors)


def extension(format: str) -> str:
    """What pandoc knows the format by."""
    return {"bibtex": ".bib", "csl-json": ".json"}[format]


def test_the_capitals_of_a_title_stay() -> None:
    brief = sources({"title": "small words, iPhone and NATO"})
    made = pandoc("-f", "biblatex", "-t", "plain", "--citeproc", stdin=export(brief, "bibtex"))
    assert "small words, iPhone and NATO" in made


def test_a_long_chain_of_sources_is_followed_by_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """To look through all sources for each would take minutes for a file at its limit."""
    many = [
        {"id": f"s{n}", "kind": "web", "title": f"T{n}", **({"via": f"s{n - 1}"} if n else {})} for n in range(3000)
    ]
    brief = model({**MINIMAL, "sources": many})
    looked_up = 0

    class Counted(dict[str, Any]):
        def __getitem__(self, id: str) -> Any:
            nonlocal looked_up
            looked_up += 1
            return super().__getitem__(id)

        def __iter__(self) -> Any:
            raise AssertionError("all sources were looked through")

    links = Links(brief)
    links.sources = Counted(links.sources)
    for module in ("bibtex", "csl_json", "ris"):
        monkeypatch.setattr(f"kzcli.formats.{module}.Links", lambda _: links)
    for format in ("bibtex", "csl-json", "ris"):
        assert b"Known through T2998 (s2998)." in kzcli.export(brief, format)
    assert looked_up <= 2 * 3 * len(many)
