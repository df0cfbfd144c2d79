"""Programs that read BibTeX, CSL-JSON and RIS of a brief's sources read the very texts of the brief."""

from __future__ import annotations

from typing import Any

import pytest
from briefs import FULL, HOSTILE_INLINE, HOSTILE_LINE, model
from citations import drawn, read_bibtex, read_csl, read_ris, sources
from conftest import BRIEF
from hypothesis import given, settings
from hypothesis import strategies as st

import kzcli
from kzcli.brief import Brief
from kzcli.clean import clean
from kzcli.formats import export
from kzcli.references import texts

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


def test_every_text_of_a_source_is_in_every_format() -> None:
    """The models name the texts, so a field that no format has yet is missed here."""
    for source in model(FULL).sources:
        for format in ("bibtex", "csl-json", "ris"):
            text = export(model(FULL), format).decode()
            for found in texts(source.model_dump(mode="json"), type(source)):
                if found.path[-1] not in ("date", "accessed", "text"):  # the last is a file of the writer's own
                    assert found.value in text, (format, found.path)
