"""What must hold between the parts of a brief: references, citations, circles; and that saying so costs little."""

from __future__ import annotations

import copy
from itertools import pairwise
from typing import Any

import pytest
from briefs import FULL, MINIMAL, changed, model, toml

import kzcli
from kzcli.brief import Markup, Reference
from kzcli.errors import InvalidBriefError, Problem
from kzcli.references import MAX_CIRCLE, texts


def problems(data: dict[str, Any]) -> list[Problem]:
    with pytest.raises(InvalidBriefError) as caught:
        kzcli.load(toml(data))
    return list(caught.value.problems)


def claims(links: dict[str, list[str]], key: str = "rests_on") -> dict[str, Any]:
    """The smallest brief with claims that name each other."""
    made = [
        {"id": id, "statement": "It is so.", "kind": "fact", "confidence": "low", key: to} for id, to in links.items()
    ]
    return {**MINIMAL, "claims": made}


def sources(links: dict[str, str | None]) -> dict[str, Any]:
    """The smallest brief with sources known through each other."""
    made = [{"id": id, "kind": "web", "title": "T", **({} if to is None else {"via": to})} for id, to in links.items()]
    return {**MINIMAL, "sources": made}


def shown(path: tuple[str | int, ...]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


REFERENCES = [(text.path, text.mark.part) for text in texts(FULL) if isinstance(text.mark, Reference)]
MARKUP = [text.path for text in texts(FULL) if isinstance(text.mark, Markup)]


def test_the_full_brief_has_every_sort_of_reference_and_text() -> None:
    assert {path[-1] if isinstance(path[-1], str) else path[-2] for path, _ in REFERENCES} == {
        "actor", "actors", "against", "based_on", "contradicts", "evidence", "goals", "id", "owner", "rests_on", "via"
    }  # fmt: skip
    assert len(MARKUP) > 15


@pytest.mark.parametrize(
    ("path", "part"), REFERENCES, ids=lambda value: shown(value) if isinstance(value, tuple) else ""
)
def test_a_reference_to_nothing_or_to_an_item_of_another_part_is_refused_where_it_stands(
    path: tuple[str | int, ...], part: str
) -> None:
    singular = part.removesuffix("s")
    (nothing,) = problems(changed(path, "nobody-knows"))
    assert (nothing.key, nothing.message) == (shown(path), f"no {singular} has the id 'nobody-knows'")
    (other,) = problems(changed(path, "why"))
    assert (other.key, other.message) == (
        shown(path),
        f"'why' is one of the sections; {'an' if part == 'actors' else 'a'} {singular} is expected here",
    )


@pytest.mark.parametrize("path", [path for path, _ in REFERENCES if isinstance(path[-1], int)], ids=shown)
def test_an_id_that_is_listed_twice_is_refused_at_the_second(path: tuple[str | int, ...]) -> None:
    entries: Any = FULL
    for part in path[:-1]:
        entries = entries[part]
    (problem,) = problems(changed(path[:-1], [*entries, entries[0]]))
    assert problem[2:] == (
        shown((*path[:-1], len(entries))),
        f"{entries[0]!r} is listed twice",
        "take one of them out",
    )


def test_a_source_may_be_cited_twice_for_two_places_in_it() -> None:
    twice = [{"id": "report", "locator": "page 1"}, {"id": "report", "locator": "page 2"}]
    assert len(model(changed(("claims", 0, "sources"), twice)).claims[0].sources) == 2


@pytest.mark.parametrize("path", MARKUP, ids=shown)
def test_a_citation_of_nothing_is_refused_once_in_every_text(path: tuple[str | int, ...]) -> None:
    (problem,) = problems(changed(path, "So.[^trafic] So.[^trafic]"))
    assert problem[2:] == (
        shown(path),
        "cites [^trafic], but no claim has the id 'trafic'",
        "did you mean traffic?",
    )


@pytest.mark.parametrize("path", MARKUP, ids=shown)
def test_what_only_looks_like_a_citation_is_none(path: tuple[str | int, ...]) -> None:
    assert model(changed(path, r"`[^x]` \[^x] [^ x] [^] [^x y] ``a ` [^x]``"))


def test_a_citation_in_a_block_of_code_is_none_and_in_every_other_block_is_one() -> None:
    body = ("sections", 0, "body")
    assert model(changed(body, "```\n[^x]\n```\n\n    [^x]\n\n> ~~~\n> [^x]\n> ~~~\n"))
    for text in ("# [^x]", "> [^x]", "- a\n  - [^x]", "| a |\n| - |\n| [^x] |", "**a[^x]**", "a\n\n[^x]: note"):
        assert [problem.key for problem in problems(changed(body, text))] == ["sections[0].body"], text


@pytest.mark.parametrize("part", ["goals", "recommendations", "sections", "claims", "sources", "actors"])
def test_an_id_is_unique_in_the_whole_file(part: str) -> None:
    data = copy.deepcopy(FULL)
    other, id = ("goals", "mobility") if part == "sections" else ("sections", "why")
    data[part] = [*data[part], {**FULL[part][0], "id": id}]
    (problem,) = problems(data)
    last = f"{part}[{len(FULL[part])}]"
    first, second = (part, "sections[0]") if part in ("goals", "recommendations") else (other, last)
    lines = toml(data).decode().splitlines()
    line = next(at for at, line in enumerate(lines, 1) if line == f'id = "{id}"')
    assert problem[2:] == (
        f"{second}.id",
        f"the id {id!r} is already used in {first} (line {line})",
        "ids are unique in the whole file",
    )


def test_an_id_is_unique_in_its_part() -> None:
    (problem,) = problems({**FULL, "sections": [*FULL["sections"], FULL["sections"][0]]})
    assert problem.key == "sections[1].id"
    assert problem.message.startswith("the id 'why' is already used in this part (line ")


def test_the_id_of_the_brief_itself_may_be_that_of_an_item() -> None:
    assert model(changed(("id",), "traffic")).id == "traffic"


@pytest.mark.parametrize(
    ("links", "circles"),
    [
        ({"a": ["a"]}, ["a → a"]),
        ({"a": ["b"], "b": ["a"]}, ["a → b → a"]),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, ["b → c → b"]),
        ({"a": ["a", "b"], "b": ["b"]}, ["a → a", "b → b"]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, ["a → b → a", "c → d → c"]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": ["a"]}, ["a → b → d → a"]),
    ],
)
def test_circles_of_claims_are_told_link_by_link(links: dict[str, list[str]], circles: list[str]) -> None:
    found = problems(claims(links))
    assert [problem.message for problem in found] == [f"rests_on goes round in a circle: {one}" for one in circles]
    assert {problem.help for problem in found} == {"take one of these links out"}


def test_two_ways_to_one_claim_are_no_circle_and_contradiction_may_be_mutual() -> None:
    assert model(claims({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}))
    assert model(claims({"a": ["b"], "b": ["a"]}, "contradicts"))


def test_circles_of_sources_are_told() -> None:
    (one,) = problems(sources({"a": "a"}))
    assert (one.key, one.message) == ("sources[0].via", "via goes round in a circle: a → a")
    (three,) = problems(sources({"a": "b", "b": "c", "c": "a"}))
    assert (three.key, three.message) == ("sources[2].via", "via goes round in a circle: a → b → c → a")
    assert model(sources({"a": "b", "b": "c", "c": None}))


def test_a_long_chain_is_no_circle_and_a_long_circle_is_told_by_its_ends() -> None:
    names = [f"c{index}" for index in range(3000)]
    chain = {name: [after] for name, after in pairwise(names)}
    assert len(model(claims({**chain, "c2999": []})).claims) == 3000
    (problem,) = problems(claims({**chain, "c2999": ["c0"]}))
    assert problem.message == "rests_on goes round in a circle of 3000: c0 → c1 → c2 → … → c2998 → c2999 → c0"
    (whole,) = problems(claims({f"c{index}": [f"c{(index + 1) % MAX_CIRCLE}"] for index in range(MAX_CIRCLE)}))
    assert whole.message.count("→") == MAX_CIRCLE


def test_what_is_said_of_a_thousand_circles_grows_with_the_file_and_no_faster() -> None:
    data = claims({**{f"c{index}": [f"c{index + 1}", "c0"] for index in range(999)}, "c999": ["c0"]})
    found = problems(data)
    assert len(found) == 1000
    assert all("circle" in problem.message for problem in found)
    assert sum(len(problem.message) for problem in found) < 3 * len(toml(data))


def test_a_thousand_dangling_ids_are_all_told_though_only_the_first_get_a_suggestion() -> None:
    """Each suggestion compares all ids: for every dangling id of a large file that would take hours."""
    found = problems(claims({f"claim-{index}": [f"claim-{index}x"] for index in range(1000)}))
    assert [problem.message for problem in found] == [f"no claim has the id 'claim-{index}x'" for index in range(1000)]
    assert found[0].help.startswith("did you mean claim-")
    assert 0 < sum("did you mean" in problem.help for problem in found) <= 50
