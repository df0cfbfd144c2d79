"""What a file must be to be a brief, and what is said of one that is not."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest
from briefs import FULL, MINIMAL, changed, model, toml
from conftest import ROOT, run_kzcli
from pydantic import BaseModel, ValidationError

import kzcli
from kzcli.brief import Quantity
from kzcli.errors import InvalidBriefError, Problem
from kzcli.references import field_mark
from kzcli.values import (
    ActorKind,
    Confidence,
    Horizon,
    Kind,
    Likelihood,
    Response,
    SourceKind,
    Status,
    parse_partial_date,
    show_number,
    show_partial_date,
    show_quantity,
)

REFUSED = sorted((ROOT / "tests" / "data" / "refused").glob("*.toml"))


def problems(data: bytes) -> tuple[Problem, ...]:
    with pytest.raises(InvalidBriefError) as caught:
        kzcli.load(data)
    return caught.value.problems


def test_there_are_refused_files() -> None:
    assert len(REFUSED) >= 20


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.stem)
def test_each_refused_file_gets_exactly_its_problems_with_their_places(path: Any) -> None:
    """Beside NAME.toml stands NAME.txt: what is said, a line each, `line:column: key: message` and `  help: …`."""
    said = []
    for problem in problems(path.read_bytes()):
        key = f" {problem.key}:" if problem.key else ""
        said.append(f"{problem.line}:{problem.column}:{key} {problem.message}")
        said += [f"  help: {problem.help}"] if problem.help else []
    assert "\n".join(said) + "\n" == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_the_smallest_and_the_fullest_brief_load() -> None:
    assert model(MINIMAL).language == "en"
    full = model(FULL)
    assert full.claims[0].quantity is not None
    assert full.claims[0].quantity.value == 10_000
    assert full.recommendations[0].updates[0].date == date(2024, 5, 1)


def test_the_full_brief_has_every_field_of_every_model() -> None:
    """So that a test which walks it sees all that a brief can hold."""
    missing = []

    def look(model: type[BaseModel], entries: list[dict[str, Any]], where: str) -> None:
        for name in model.model_fields:
            values = [entry[name] for entry in entries if name in entry]
            inner = field_mark(model, name)
            if not any(value not in (None, [], "") for value in values):
                missing.append(f"{where}.{name}")
            elif isinstance(inner, type):
                look(inner, [one for value in values for one in (value if isinstance(value, list) else [value])], name)

    look(kzcli.Brief, [FULL], "")
    look(Quantity, [FULL["claims"][0]["quantity"]], "quantity")
    assert missing == []


def test_every_word_of_every_vocabulary_is_accepted() -> None:
    words: dict[tuple[str | int, ...], Any] = {
        ("claims", 0, "confidence"): Confidence,
        ("claims", 1, "likelihood"): Likelihood,
        ("recommendations", 0, "horizon"): Horizon,
        ("recommendations", 0, "updates", 0, "status"): Status,
        ("recommendations", 0, "updates", 0, "response"): Response,
        ("sources", 0, "kind"): SourceKind,
        ("actors", 0, "kind"): ActorKind,
    }
    for path, vocabulary in words.items():
        for word in get_args(vocabulary):
            assert model(changed(path, word))
        for wrong in (get_args(vocabulary)[0].upper(), "", " ", f"{get_args(vocabulary)[0]} "):
            (problem,) = problems(toml(changed(path, wrong)))
            assert problem.message == f"the text {wrong!r} is not one of: {', '.join(get_args(vocabulary))}"
    for kind in get_args(Kind):
        bare = {"id": "c", "statement": "S.", "kind": kind, "confidence": "low"}
        assert model({**MINIMAL, "claims": [bare]})
        for key, value, allowed in (
            ("likelihood", "likely", ("judgment", "forecast")),
            ("if_wrong", "All falls.", ("assumption",)),
        ):
            data = {**MINIMAL, "claims": [{**bare, key: value}]}
            if kind in allowed:
                assert model(data)
            else:
                assert [problem.key for problem in problems(toml(data))] == [f"claims[0].{key}"]


@pytest.mark.parametrize("value", [-(2**63), 2**63 - 1, 0, 0.5, 1e308, -1e-308])
def test_numbers_are_kept_as_they_are(value: float) -> None:
    (claim, *_) = model(changed(("claims", 0, "quantity", "value"), value)).claims
    assert claim.quantity is not None
    assert (claim.quantity.value, type(claim.quantity.value)) == (value, type(value))


@pytest.mark.parametrize("value", [-(2**63) - 1, 2**63, 10**200])
def test_whole_numbers_of_more_than_64_bits_are_refused(value: int) -> None:
    (problem,) = problems(toml(changed(("claims", 0, "quantity", "value"), value)))
    assert problem.message.startswith("expected a number of at most 64 bits, found ")
    assert len(problem.message) < 120


@pytest.mark.parametrize(
    "url", ["https://e.org", "http://e.org/a?b=c#d", "mailto:a@e.org", "doi:10.1000/182", "https://қаз.kz/ә"]
)
def test_safe_addresses_are_accepted(url: str) -> None:
    assert model(changed(("sources", 0, "url"), url)).sources[0].url == url


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " https://e.org", "data:text/html,x", "file:///etc/passwd", "//e.org", "e.org", "https://", "JAVASCRIPT:x", "https://e.org\n", "https://e\x1b.org", "https://e.org/\u2028x"]
)  # fmt: skip
def test_other_addresses_are_refused(url: str) -> None:
    (problem,) = problems(toml(changed(("sources", 0, "url"), url)))
    assert problem.key == "sources[0].url"
    assert problem.help == "it starts with https://, http://, mailto: or doi: and has no spaces"


def test_a_brief_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        model(MINIMAL).title = "Another"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("title",), 1),
        (("format",), "1"),
        (("format",), True),
        (("as_of",), "2024-01-31"),
        (("claims", 0, "quantity", "value"), "10"),
        (("claims", 0, "quantity", "value"), True),
        (("claims", 0, "quantity", "value"), float("nan")),
        (("claims", 0, "quantity", "value"), float("inf")),
        (("claims", 0, "date"), date(2023, 5, 1)),
        (("claims", 0, "date"), "2023-02-30"),
        (("claims", 0, "actors"), "city"),
        (("claims", 0, "statement"), " \n"),
        (("claims", 0, "id"), "Big Id"),
        (("claims", 0, "id"), "x" * 65),
        (("sources", 0, "url"), "javascript:alert(1)"),
        (("sources", 0, "url"), "https://example.org/a b"),
        (("goals", 0, "title"), "two\nlines"),
        (("summary",), "text"),
        (("language",), "english please"),
    ],
)
def test_nothing_is_converted_and_each_refusal_is_at_the_value(path: tuple[str | int, ...], value: Any) -> None:
    data = toml(changed(path, value))
    (problem,) = [found for found in problems(data) if "no claim" not in found.message]
    line = data.decode().splitlines()[problem.line - 1]
    assert str(path[-1]) in line
    assert problem.key.endswith(str(path[-1]))
    assert problem.message


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    data = changed(("goals", 0, "owner"), "town", changed(("title",), 7))
    data["claims"][0]["kindd"] = "fact"
    found = problems(toml(data))
    assert [problem.key for problem in found] == ["title", "goals[0].owner", "claims[0].kindd"]
    assert [problem.help for problem in found] == [
        'put it in quotation marks: "7"',
        "write an [[actors]] with this id, or take it out",
        "did you mean kind?",
    ]
    assert sorted(found, key=lambda problem: problem[:2]) == list(found)


def test_the_command_line_names_file_line_column_key_and_mend(tmp_path: Any) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(toml(changed(("goals", 0, "owner"), "cityy")))
    done = run_kzcli("summary", "-b", "mine.toml", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == [
        "mine.toml:30:9: goals[0].owner: no actor has the id 'cityy'",
        "  help: did you mean city?",
        "kzcli: error: mine.toml is not a valid brief: 1 problem",
    ]


@pytest.mark.parametrize(
    ("text", "first", "last", "shown"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31), "2018"),
        ("2018-11", date(2018, 11, 1), date(2018, 11, 30), "Nov 2018"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "Feb 2020"),
        ("2018-11-01", date(2018, 11, 1), date(2018, 11, 1), "1 Nov 2018"),
        ("2019-01/2019-05", date(2019, 1, 1), date(2019, 5, 31), "Jan to May 2019"),
        ("2018-12/2019-01", date(2018, 12, 1), date(2019, 1, 31), "Dec 2018 to Jan 2019"),
        ("2020-01/2020", date(2020, 1, 1), date(2020, 12, 31), "Jan 2020 to 2020"),
        ("2018/2019", date(2018, 1, 1), date(2019, 12, 31), "2018 to 2019"),
        ("2019~", date(2019, 1, 1), date(2019, 12, 31), "about 2019"),
        ("2019-05~/2020", date(2019, 5, 1), date(2020, 12, 31), "about May 2019 to 2020"),
    ],
)
def test_partial_dates_mean_a_span_of_days(text: str, first: date, last: date, shown: str) -> None:
    span = parse_partial_date(text)
    assert (span.first, span.last, span.approximate) == (first, last, "~" in text)
    assert show_partial_date(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "18",
        "2018-13",
        "2018-02-30",
        "2018-1",
        "2018/",
        "/2018",
        "2019/2018",
        "2018/2019/2020",
        "0000",
        "~2018",
        "٢٠١٨",
    ],
)
def test_what_is_no_partial_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_partial_date(text)
    (problem,) = problems(toml(changed(("claims", 0, "date"), text)))
    help = 'write "2018-01"' if text == "2018-1" else 'a date is written as "2'
    assert (problem.key, problem.help[:23]) == ("claims[0].date", help)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (2_100_000_000, "USD", "$2.1 billion"),
        (315_000_000, "USD", "$315 million"),
        (2_147_483_647, "USD", "$2,147,483,647"),
        (-5_000_000, "EUR", "-€5 million"),
        (120, "troops", "120 troops"),
        (2000, "head a day", "2,000 head a day"),
        (70.5, "%", "70.5 %"),
        (0, "people", "0 people"),
        (1e15, "USD", "$1,000,000,000,000,000"),
        (-1e15, "USD", "-$1,000,000,000,000,000"),
        (10**15, "USD", "$1,000,000,000,000,000"),
        (1.5e17, "stars", "150,000,000,000,000,000 stars"),
        (1e15 + 0.5, "stars", "1,000,000,000,000,000.5 stars"),
        (1e20, "stars", "100,000,000,000,000,000,000 stars"),
        (1e30, "stars", "1e+30 stars"),
    ],
)
def test_quantities_are_said_as_people_say_them_and_never_rounded(value: float, unit: str, shown: str) -> None:
    assert show_quantity(value, unit) == shown
    assert show_number(999_999_999) == "999,999,999"
    assert show_number(0.0000001) == "0.0000001"
    assert show_number(-0.00001234) == "-0.00001234"
    assert show_number(1e-30) == "1e-30"


def test_an_id_twice_in_a_list_is_told_at_the_second() -> None:
    (problem,) = problems(toml(changed(("recommendations", 0, "evidence"), ["traffic", "growth", "traffic"])))
    assert (problem.key, problem.message) == ("recommendations[0].evidence[2]", "'traffic' is listed twice")


def test_an_update_before_the_briefs_own_date_is_not_later() -> None:
    from kzcli.views.timeline import VIEW

    early = changed(("recommendations", 0, "updates", 0, "date"), date(2020, 1, 1))
    later = {entry.date: entry.later for entry in VIEW.items(model(early)) if entry.id == "bridge"}
    assert later == {"2020-01-01": False, "2024-06-01": True}


def test_a_part_written_with_single_brackets_is_told_to_use_two() -> None:
    found = problems(toml({**MINIMAL, "goals": {"id": "g", "title": "G", "statement": "S."}}))
    assert [(problem.key, problem.help) for problem in found] == [
        ("goals", "write [[goals]] with two brackets on each side")
    ]
