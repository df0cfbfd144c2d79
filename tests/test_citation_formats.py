"""BibTeX, CSL-JSON and RIS say what a brief says of its sources, and programs that read them read the very texts."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from briefs import FULL, HOSTILE_INLINE, HOSTILE_LINE, MINIMAL, changed, model
from conftest import BRIEF, need
from hypothesis import given, settings
from hypothesis import strategies as st

import kzcli
from kzcli.brief import Brief
from kzcli.clean import clean
from kzcli.formats import export
from kzcli.links import Links
from kzcli.references import texts

SOURCE: dict[str, Any] = {"id": "s", "kind": "report", "title": "T"}

NASTY = (
    "100 % of {braces} and {one more",
    "} or } less",
    "\\input{/etc/passwd} \\\\ \\",
    "$x_1^2$ & ~tilde~ #hash %comment",
    "a -- dash --- long, don''t ``quote'' ,, <<here>> ?` !`",
    "@misc{evil, title = {x}}",
    'say "it", and "again',
    "Smith and Jones, and others",
    "ER  - \u2028TY  - JOUR",
    "[^x] *a* `b` <i>c</i> | d",
    "Қазақстан Ünïcode ﬁ 家 “x” – …",
    "x\\",
    "iPhone and NATO in lower case",
)


def with_text(text: str) -> dict[str, Any]:
    """A source all of whose texts are one; a comma would part a name, and only a claim can be cited in a note."""
    return {"title": text, "authors": [text.replace(",", ";")], "publisher": text, "note": text.replace("[^", "[")}


def sources(*more: dict[str, Any]) -> Brief:
    """A brief with a source for each set of fields."""
    return model({**MINIMAL, "sources": [{**SOURCE, "id": f"s{at}", **one} for at, one in enumerate(more)]})


def pandoc(*arguments: str, stdin: bytes = b"") -> str:
    need("pandoc")
    done = subprocess.run(["pandoc", *arguments], input=stdin, capture_output=True, timeout=60, check=True)
    assert done.stderr == b""
    return done.stdout.decode()


def read_bibtex(brief: Brief) -> list[dict[str, Any]]:
    """What pandoc understands of a brief's BibTeX."""
    read: list[dict[str, Any]] = json.loads(pandoc("-f", "biblatex", "-t", "csljson", stdin=export(brief, "bibtex")))
    return sorted(read, key=lambda entry: [one.id for one in brief.sources].index(entry["id"]))


def read_csl(brief: Brief) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(export(brief, "csl-json"))
    return read


def read_ris(brief: Brief) -> list[list[tuple[str, str]]]:
    """The tags and values of each entry of a brief's RIS."""
    text = export(brief, "ris").decode()
    entries: list[list[tuple[str, str]]] = []
    for line in text.split("\r\n")[:-1]:
        match = re.fullmatch("([A-Z][A-Z0-9])  - (.*)", line)
        assert match, line
        if match[1] == "TY":
            entries.append([])
        entries[-1].append((match[1], match[2]))
    assert all([tag for tag, _ in entry].count("ER") == 1 and entry[-1][0] == "ER" for entry in entries)
    return entries


def drawn(text: str) -> str:
    """A text as TeX and pandoc draw it: on one line, each run of spaces one, apostrophes curved."""
    return " ".join(clean(text).replace("'", "’").split())


def check_texts(brief: Brief) -> None:
    """Every text of each source is in all three formats, under the source's id."""
    bibtex, csl, ris = read_bibtex(brief), read_csl(brief), read_ris(brief)
    assert [one["id"] for one in bibtex] == [one["id"] for one in csl] == [one.id for one in brief.sources]
    assert [dict(entry)["ID"] for entry in ris] == [one.id for one in brief.sources]
    for source, in_bibtex, in_csl, in_ris in zip(brief.sources, bibtex, csl, ris, strict=True):
        assert drawn(in_bibtex["title"]) == drawn(source.title)
        assert in_csl["title"] == source.title
        assert dict(in_ris)["TI"] == clean(source.title)
        assert [drawn(name) for name in names(in_bibtex)] == [drawn(name) for name in source.authors]
        assert names(in_csl) == list(source.authors)
        assert [value for tag, value in in_ris if tag == "AU"] == [clean(name) for name in source.authors]
        key = "container-title" if source.kind == "article" else "publisher"
        assert drawn(in_bibtex.get(key, "")) == drawn(source.publisher or "")
        assert in_csl.get(key) == source.publisher
        assert dict(in_ris).get("T2" if source.kind == "article" else "PB", "") == clean(source.publisher or "")
        assert drawn(in_bibtex.get("note", "")).startswith(drawn(source.note or ""))
        assert in_csl.get("note", "").startswith(source.note or "")
        assert clean(source.note or "") in [value for tag, value in in_ris if tag == "N1"] or not source.note


def names(entry: dict[str, Any]) -> list[str]:
    return [one.get("literal") or f"{one['family']}, {one['given']}" for one in entry.get("author", ())]


@pytest.mark.parametrize("kind", ["article", "report", "strategy", "speech", "interview", "dataset", "law", "web"])
def test_nasty_texts_are_read_as_they_are(kind: str) -> None:
    check_texts(sources(*({"kind": kind, **with_text(text)} for text in (*NASTY, HOSTILE_LINE))))


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), min_size=1, max_size=40)
        | st.text("ab \\{}$&%#_^~<>|`'\"-,@=[]?!", min_size=1, max_size=40),
        min_size=20,
        max_size=20,
    )
)
@settings(max_examples=6)
def test_any_text_is_read_as_it_is(some: list[str]) -> None:
    check_texts(sources(*(with_text(f"a{text}z") for text in some)))


def test_braces_are_balanced_also_for_readers_that_count_escaped_ones() -> None:
    """As BibTeX and biber do."""
    brief = sources(*map(with_text, NASTY))
    depth, closed = 0, 0
    for char in export(brief, "bibtex").decode():
        depth += {"{": 1, "}": -1}.get(char, 0)
        closed += char == "}" and depth == 0
        assert depth >= 0
    assert (depth, closed) == (0, len(NASTY))


def test_signs_that_the_oldest_encoding_of_tex_draws_as_others_are_spelt_out() -> None:
    assert not set("<>`") & set(export(sources({"title": "a < b > c"}), "bibtex").decode())


def test_full_and_bundled_briefs_are_read_as_they_are() -> None:
    check_texts(model(FULL))
    check_texts(kzcli.load(BRIEF))


def test_hostile_notes_stay_in_their_entries() -> None:
    brief = sources({"note": HOSTILE_INLINE}, {"note": "x}\n}\n@misc{evil,\nTY  - JOUR\r\nER  - "})
    check_texts(brief)
    assert export(brief, "bibtex").decode().count("\n@") == 1
    assert b"\\u202e" in export(brief, "csl-json")
    for format in ("bibtex", "ris"):
        lines = export(brief, format).decode().replace("\r\n", "\n").split("\n")
        assert all(clean(line) == line for line in lines)


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


def test_every_text_of_a_source_is_in_every_format() -> None:
    """The models name the texts, so a field that no format has yet is missed here."""
    for source in model(FULL).sources:
        for format in ("bibtex", "csl-json", "ris"):
            text = export(model(FULL), format).decode()
            for found in texts(source.model_dump(mode="json"), type(source)):
                if found.path[-1] not in ("date", "accessed"):
                    assert found.value in text, (format, found.path)


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
