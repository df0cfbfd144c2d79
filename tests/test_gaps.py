"""`kzcli gaps`: what is missing in a brief, both ways, as the rules of `check` find it."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from briefs import FULL, HOSTILE, MINIMAL, toml
from conftest import BRIEF, Completed, run_kzcli
from weighed import cite, data_of

from kzcli import check
from kzcli.gaps import KINDS, by_kind
from kzcli.rules import all_rules

ACT = {"title": "Act", "actor": "city", "action": "Do it."}
SOURCES = [{"id": "read"}, {"id": "other"}, {"id": "heard", "via": "read"}, {"id": "unread"}]
CLAIMS: list[dict[str, Any]] = [
    {"id": "seen", "sources": cite("read")},
    {"id": "told", "sources": cite("heard"), "confidence": "moderate"},
    {"id": "weak", "sources": cite("other"), "confidence": "low"},
    {"id": "bare"},
    {"id": "idle", "sources": cite("other")},
    {"id": "taken", "kind": "assumption"},
    {"id": "aside", "sources": cite("other"), "review_by": date(2021, 1, 31)},
]
GAPPY = data_of(
    CLAIMS,
    SOURCES,
    goals=[
        {"id": "reached", "title": "Reached", "statement": "Be there.", "sources": cite("read")},
        {"id": "dreamt", "title": "Dreamt", "statement": "Be elsewhere.", "sources": cite("read")},
    ],
    recommendations=[
        {"id": "trust", **ACT, "goals": ["reached"]},
        {"id": "hear", **ACT, "evidence": ["seen", "told"], "against": ["taken"]},
        {"id": "look", **ACT, "evidence": ["seen"], "against": ["weak"], "rationale": "As said.[^aside][^seen]"},
        {"id": "hope", **ACT, "evidence": ["weak", "seen"], "against": ["bare"]},
    ],
    actors=[{"id": "city", "name": "City", "kind": "state"}, {"id": "nobody", "name": "Nobody", "kind": "person"}],
)
EXPECTED = [
    ("no-evidence", "trust"),
    ("single-source", "look"),
    ("circular-reporting", "hear"),
    ("low-confidence", "hope"),
    ("nothing-against", "trust"),
    ("beyond-evidence", "look"),
    ("no-source", "bare"),
    ("no-if-wrong", "taken"),
    ("review-overdue", "aside"),
    ("unserved-goal", "dreamt"),
    ("unused-claim", "idle"),
    ("uncited-source", "unread"),
    ("unused-actor", "nobody"),
]


def gaps(data: dict[str, Any], *arguments: str) -> Completed:
    return run_kzcli("gaps", "-b", "-", *arguments, stdin=toml(data))


def rows(done: Completed) -> list[list[str]]:
    return [line.split("\t")[:-1] for line in done.stdout.decode().splitlines()]  # without the day


def test_each_kind_of_gap_is_found_the_gravest_first_and_the_answer_is_no() -> None:
    done = gaps(GAPPY)
    assert (done.returncode, done.stderr) == (1, b"")
    assert [(kind, id) for kind, id, _, _ in rows(done)] == EXPECTED
    assert {code for code, rule in all_rules().items() if rule.name in dict(EXPECTED)} == set(KINDS)


def test_they_are_what_check_finds_and_nothing_else() -> None:
    found = {(one.code, one.id, one.message) for one in check(toml(GAPPY)) if one.code in KINDS}
    data = json.loads(gaps(GAPPY, "--json").stdout)
    assert {(one["code"], one["id"], one["message"]) for one in data} == found
    assert all(one["help"] and one["line"] and "let_stand" not in one for one in data)


def test_on_a_terminal_they_stand_under_what_a_reader_would_call_them_with_counts() -> None:
    text = gaps(GAPPY, "--format", "panels").stdout.decode()
    assert text.startswith(
        "13 gaps are open.\n\nRecommendations without evidence (1)\n\n• the recommendation trust rests"
    )
    assert re.findall(r"^(.*) \(1\)$", text, re.MULTILINE) == list(KINDS.values())


def test_what_is_let_stand_is_listed_apart_with_its_reason_and_does_not_count() -> None:
    codes = {rule.name: code for code, rule in all_rules().items()}
    exceptions = [{"code": codes[kind], "id": id, "reason": f"Known: {kind}."} for kind, id in EXPECTED]
    some = gaps({**GAPPY, "exceptions": exceptions[1:]}, "--format", "panels")
    assert some.returncode == 1
    opened, _, stands = some.stdout.decode().partition("\nLet stand, with the reason (12)\n")
    assert opened.startswith("1 gap is open; 12 are let stand with a reason.\n")
    assert "Known" not in opened
    assert "• all evidence of look comes from one source, read. Known: single-source." in stands
    done = gaps({**GAPPY, "exceptions": exceptions})
    assert done.returncode == 0
    assert [(kind, id, reason) for kind, id, _, reason in rows(done)] == [
        (kind, id, f"Known: {kind}.") for kind, id in EXPECTED
    ]


def test_where_nothing_is_missing_that_is_said() -> None:
    assert (gaps(MINIMAL).returncode, gaps(MINIMAL).stdout) == (0, b"")
    assert gaps(MINIMAL, "--format", "panels").stdout.startswith(b"Nothing is missing.\n")
    assert json.loads(gaps(MINIMAL, "--json").stdout) == []


def test_the_bundled_brief_has_no_gap_that_is_open() -> None:
    done = run_kzcli("gaps")
    assert done.returncode == 0
    assert [row[1] for row in rows(done) if row[0] != "review-overdue"] == [
        "summit",
        "education-exchange",
        *["investment-partnerships"] * 3,
        "summit",
        "investment-partnerships",
    ]
    assert all(reason for *_, reason in rows(done))


def test_a_review_is_a_gap_when_its_day_has_passed() -> None:
    for day, found in (("2021-01-31", []), ("2021-02-01", ["aside"])):
        assert [row[1] for row in rows(gaps(GAPPY, "--as-of", day)) if row[0] == "review-overdue"] == found


@pytest.mark.parametrize(
    ("rationale", "more", "leans_on"),
    [
        ("Said[^idle] and seen.[^seen][^idle]", {}, "'idle'"),
        ("Said.[^idle][^taken]", {}, "'idle' and 'taken'"),
        ("Said.[^weak]", {}, None),  # against it
        ("Said[^bare], told.[^told]", {"rests_on": ["told"]}, "'bare'"),  # told is behind its evidence
        ("Doubted.[^aside]", {"contradicts": ["aside"]}, None),
        ("In `code[^idle]` and \\[^idle] nothing is cited.", {}, None),
        ("", {}, None),
    ],
)
def test_a_rationale_that_leans_on_what_does_not_count_is_a_gap(
    rationale: str, more: dict[str, Any], leans_on: str | None
) -> None:
    one = {"id": "look", **ACT, "evidence": ["seen"], "against": ["weak"], "rationale": rationale}
    claims = [{**CLAIMS[0], **more}, *CLAIMS[1:]]
    data = {**GAPPY, **data_of(claims, SOURCES, goals=[], recommendations=[one], actors=GAPPY["actors"])}
    found = [message for kind, _, message, _ in rows(gaps(data)) if kind == "beyond-evidence"]
    said = f"the rationale of 'look' leans on claims that are neither its evidence nor against it: {leans_on}"
    assert found == ([said] if leans_on else [])
    without = [row[0] for row in rows(gaps({**data, "recommendations": [{**one, "evidence": []}]}))]
    assert "beyond-evidence" not in without  # that there is no evidence at all is told already


def test_of_very_many_claims_that_a_rationale_leans_on_some_are_named() -> None:
    claims = [CLAIMS[0], *({"id": f"more-{n}", "sources": cite("read")} for n in range(9))]
    cites = "".join(f"[^more-{n}]" for n in range(9))
    one = {"id": "look", **ACT, "evidence": ["seen"], "rationale": f"So.{cites}"}
    data = {**GAPPY, **data_of(claims, SOURCES, goals=[], recommendations=[one], actors=GAPPY["actors"])}
    (message,) = (message for kind, _, message, _ in rows(gaps(data)) if kind == "beyond-evidence")
    assert message.endswith(": 'more-0', 'more-1', 'more-2', 'more-3', 'more-4' and 4 more")


def test_a_file_that_is_no_brief_is_refused_as_by_other_commands(tmp_path: Path) -> None:
    text = BRIEF.read_text("utf-8")
    for name, broken in {
        "unknown.toml": text.replace('"c5-format",', '"c5-formt",', 1),
        "broken.toml": text.replace("format = 1", "format = ", 1),
        "missing.toml": text.replace('actor = "dfc"\n', "", 1),
        "empty.toml": "",
    }.items():
        path = tmp_path / name
        path.write_text(broken, encoding="utf-8")
        ours, theirs = (run_kzcli(command, "-b", str(path)) for command in ("gaps", "summary"))
        assert (ours.returncode, ours.stdout) == (2, b"")
        assert ours.stderr == theirs.stderr
    done = run_kzcli("gaps", "-b", "us-kazakstan")
    assert (done.returncode, b"did you mean us-kazakhstan" in done.stderr) == (2, True)


@pytest.mark.parametrize("width", [40, 80, 100])
def test_it_fits_the_terminal(width: int) -> None:
    text = gaps(GAPPY, "--format", "panels", "--width", str(width)).stdout.decode()
    assert max(map(len, text.splitlines())) <= width


def test_hostile_texts_do_not_act_on_the_terminal() -> None:
    data = {**FULL, "exceptions": [{"code": "KZ305", "id": "ferry", "reason": HOSTILE}]}
    for format in ("panels", "plain", "markdown"):
        text = gaps(data, "--format", format).stdout.decode()
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2028]", text)
        assert "ferry" in text


def test_kinds_are_in_their_order_whatever_the_order_of_the_findings() -> None:
    found = check(toml(GAPPY))
    codes = [kind.code for kind in by_kind(one for one in reversed(found) if one.code in KINDS)]
    assert codes == list(KINDS)


def test_to_find_them_no_rule_of_another_family_is_loaded() -> None:
    from subprocess import run
    from sys import executable

    from conftest import clean_environment

    code = "import sys; from kzcli.cli.app import run; run(['gaps']); print([n for n in sys.modules if 'kzcli.rules.' in n])"
    done = run([executable, "-c", code], capture_output=True, text=True, env=clean_environment(), check=True)
    loaded = done.stdout.splitlines()[-1]
    assert "kzcli.rules.evidence" in loaded
    assert not re.search(r"rules\.(numbers|likelihood|writing|quotations)", loaded)
