"""`kzcli diff`: two editions, one brief at two dates, files that git has, and what git itself shows with it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from briefs import FULL, HOSTILE, MINIMAL, changed, hostile, toml
from conftest import BRIEF, ROOT, Completed, clean_environment, need, run_kzcli
from editions_by_hand import NAMES, edition, write
from jsonschema import Draft202012Validator
from weighed import cite, data_of

from kzcli.clean import ACTING
from kzcli.source import MAX_BYTES

GOLDEN = ROOT / "tests" / "golden"
TWO_DATES = ["us-kazakhstan", "--from", "2020-06-01", "--to", "2026-11-24"]


@pytest.fixture
def cli(capsysbinary: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The program in this process: there are many calls."""
    from kzcli.cli.app import run

    for name in ("COLUMNS", "FORCE_COLOR", "KZCLI_BRIEF"):
        monkeypatch.delenv(name, raising=False)

    def called(*arguments: str, code: int = 1) -> str:
        assert run(["diff", *map(str, arguments)]) == code
        out, err = capsysbinary.readouterr()
        assert (err == b"") is (code != 2)
        return str(out or err, "utf-8")

    return called


def looked_at(name: str, text: str) -> None:
    """To renew: RENEW_GOLDEN=1 pytest tests/test_diff.py, then read the difference in git."""
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("RENEW_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_text("utf-8") == text


PAGES = {
    "plain": ["--format", "plain"],
    "80": ["--format", "panels", "--width", "80"],
    "100": ["--format", "panels", "--width", "100"],
}


@pytest.mark.parametrize("name", NAMES)
def test_ten_editions_made_by_hand_are_told_as_somebody_has_looked_at(cli: Any, name: str, tmp_path: Path) -> None:
    code = 0 if name == "only-layout" else 1
    path = str(write(name, tmp_path))
    pages = {form: cli("us-kazakhstan", path, *options, code=code) for form, options in PAGES.items()}
    for form in ("80", "100"):
        assert max(map(len, pages[form].splitlines())) <= int(form)
    looked_at(f"diff-{name}", "\n".join(f"$ kzcli diff {' '.join(PAGES[form])}\n{pages[form]}" for form in PAGES))


def test_there_are_ten_editions() -> None:
    assert len(NAMES) == 10
    assert len({edition(name) for name in NAMES} | {BRIEF.read_text("utf-8")}) == 11


@pytest.mark.parametrize("form", PAGES)
def test_one_brief_at_two_dates(cli: Any, form: str) -> None:
    looked_at(f"diff-two-dates-{form}", cli(*TWO_DATES, *PAGES[form]))


@pytest.mark.parametrize("form", PAGES)
def test_two_briefs_that_have_nothing_to_do_with_each_other(cli: Any, form: str, tmp_path: Path) -> None:
    from kzcli.template import Answers, new_brief

    path = tmp_path / "help.toml"
    path.write_text(new_brief("help", Answers(), date(2026, 11, 24)), encoding="utf-8")
    text = cli("us-kazakhstan", str(path), *PAGES[form])
    assert "renamed" not in text
    looked_at(f"diff-unrelated-{form}", text)


def test_suspects_and_counts_are_what_somebody_has_looked_at(cli: Any, tmp_path: Path) -> None:
    made = [
        f"$ kzcli diff {name} {option}\n{cli('us-kazakhstan', str(write(name, tmp_path)), option, *PAGES[form])}"
        for name in ("new-figure", "contradicted")
        for option in ("--suspects", "--stat")
        for form in ("plain", "80")
    ]
    looked_at("diff-suspects", "\n".join(made))


def test_what_is_no_longer_contradicted_is_to_be_looked_at_again_with_all_that_rests_on_it(
    cli: Any, tmp_path: Path
) -> None:
    old = write("contradicted", tmp_path)
    taken_back = tmp_path / "taken-back.toml"
    taken_back.write_text(old.read_text("utf-8").replace('contradicts = ["students-in-us"]\n', ""), encoding="utf-8")
    for new, what in (("us-kazakhstan", "which is removed"), (str(taken_back), "whose contradictions changed")):
        lines = cli(str(old), new, "--suspects").splitlines()
        assert f"? students-in-us: was contradicted by few-students, {what}" in lines
        far = f"rests on students-in-us, which was contradicted by few-students, {what}"
        assert f"? education-exchange: {far}" in lines
        assert f"? exchange-ties: rests on exchange-language, which {far}" in lines
        assert f"? proposals: item 3 of list 1 cites {far.removeprefix('rests on ')}" in lines


def test_a_recommendation_that_only_gained_an_update_is_to_be_looked_at_again(cli: Any, tmp_path: Path) -> None:
    weaker = changed(("claims", 0, "confidence"), "low")
    (tmp_path / "old.toml").write_bytes(toml(changed(("recommendations", 0, "updates"), [])))
    (tmp_path / "new.toml").write_bytes(toml(weaker))
    text = cli(str(tmp_path / "old.toml"), str(tmp_path / "new.toml"), "--suspects")
    assert "? bridge: rests on traffic, whose confidence changed\n" in text
    assert "Nothing that stayed" in cli("us-kazakhstan", "--to", "2026-11-24", "--suspects")


REWORDED = {
    "after-covid": ("as the article takes for granted", "as the author takes for granted"),
    "other-priorities": ("Washington has priorities", "Washington has many priorities"),
    "tyson-agreement": ("In December 2019 Kazakhstan's government", "In January 2020 Kazakhstan's government"),
    "title": ("Hold a C5+1 summit in the Kazakh capital", "Hold a C5+1 summit in Astana"),
    "risk": ("The visit remains a gesture", "The visit stays a gesture"),
    "horizon": ('horizon = "medium"', 'horizon = "long"'),
    "if_wrong": ("The jobs, the growth and the exports", "The jobs, growth and exports"),
    "action": ("Visit Kazakhstan, hold talks", "Visit Kazakhstan at last, hold talks"),
    "goal": ("to help steady Afghanistan", "to steady Afghanistan"),
}
"""What is edited in the bundled brief, by name."""


@pytest.fixture
def to_look_at(cli: Any, tmp_path: Path) -> Any:
    """The recommendations and claims that are to be looked at again after edits of the bundled brief."""

    def lines(*names: str) -> list[str]:
        text = BRIEF.read_text("utf-8")
        for name in names:
            assert REWORDED[name][0] in text
            text = text.replace(*REWORDED[name])
        (tmp_path / "new.toml").write_text(text, encoding="utf-8")
        parts = cli("us-kazakhstan", str(tmp_path / "new.toml"), "--suspects").split("\n\n")
        return [line for part in parts if part.startswith(("Recomm", "Claims")) for line in part.splitlines()[1:]]

    return lines


@pytest.mark.parametrize("more", [[], ["title", "risk"], ["horizon"], ["risk", "horizon", "if_wrong"]])
def test_a_recommendation_is_to_be_looked_at_again_also_where_something_else_in_it_was_edited(
    to_look_at: Any, more: list[str]
) -> None:
    ids = ("summit", "investment-partnerships", "education-exchange", "closer-ties")
    wanted = [f"? {id}: rests on after-covid, whose statement changed" for id in ids]
    assert to_look_at("after-covid", *more) == wanted
    assert to_look_at("after-covid", "action", *more) == wanted[1:]


@pytest.mark.parametrize("more", [[], ["risk"], ["title", "horizon"]])
def test_what_speaks_against_a_recommendation_is_not_what_it_rests_on(to_look_at: Any, more: list[str]) -> None:
    assert to_look_at("other-priorities", *more) == [
        "? summit: has against it other-priorities, whose statement changed",
        "? no-special-relationship: rests on other-priorities, whose statement changed",
        "? special-relationship-unlikely: rests on other-priorities, whose statement changed",
    ]


def test_a_goal_is_served(to_look_at: Any) -> None:
    assert to_look_at("goal", "horizon") == ["? summit: serves afghan-stability, whose statement changed"]


def test_what_falls_with_an_assumption_is_not_what_it_says(to_look_at: Any) -> None:
    assert to_look_at("if_wrong") == []
    found = to_look_at("tyson-agreement", "if_wrong", "horizon")
    assert found == to_look_at("tyson-agreement")
    assert "? plant-built: rests on tyson-agreement, whose statement changed" in found
    assert "? tyson-jobs: rests on plant-built, which rests on tyson-agreement, whose statement changed" in found


def test_what_no_longer_limits_is_removed_and_what_says_nothing_of_a_claim_is_not_why(cli: Any, tmp_path: Path) -> None:
    weak = {"id": "weak", "statement": "It rains.", "kind": "assumption", "confidence": "low", "if_wrong": "All."}
    data = {**FULL, "claims": [*FULL["claims"], weak]}
    data = changed(("recommendations", 1, "evidence"), ["weak", "traffic"], data)
    less = changed(("recommendations", 1, "evidence"), ["traffic"], data)
    reworded = changed(("claims", 3, "if_wrong"), "Nearly all.", less)
    (tmp_path / "old.toml").write_bytes(toml(data))
    for new, why in (({**less, "claims": FULL["claims"]}, "which is removed"), (reworded, "which it no longer needs")):
        (tmp_path / "new.toml").write_bytes(toml(new))
        text = cli(str(tmp_path / "old.toml"), str(tmp_path / "new.toml"))
        assert f"~ ferry: stronger: low → high, no longer limited by weak (assumption), {why}\n" in text
        assert "makes ferry" not in text


def weighed(*by: str, evidence: tuple[str, ...] = ("c6",), **c6: Any) -> bytes:
    """A brief with a recommendation, `r2`; and with a claim that is high, `c6`, but for those that contradict it."""
    claims = [{"id": id, "sources": cite(f"s-{id}")} for id in ("c6", "c7", *by)]
    claims[0] |= c6
    claims[1] |= {"kind": "judgment", "confidence": "moderate"}
    for claim in claims[2:]:
        claim["contradicts"] = ["c6"]
    act = {"id": "r2", "title": "Act", "actor": "city", "action": "Do it.", "evidence": list(evidence)}
    sources = [{"id": f"s-{claim['id']}"} for claim in claims]
    return toml(data_of(claims, sources, recommendations=[act], actors=FULL["actors"]))


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (
            weighed("c4"),
            {
                "r2: stronger: low → moderate, still limited by c6 (contradicted by c4; before: contradicted by c4, c5)",
                "c6: stronger: low → moderate, contradicted by c4; before: contradicted by c4, c5",
                "c6: makes r2 stronger: low → moderate",
            },
        ),
        (
            weighed(),
            {
                "r2: stronger: low → high, no longer limited by c6 (contradicted by c4, c5)",
                "c6: stronger: low → high; before: contradicted by c4, c5",
                "c6: makes r2 stronger: low → high",
            },
        ),
        (
            weighed(confidence="moderate"),
            {
                (
                    "r2: stronger: low → moderate, still limited by c6 (fact; before: contradicted by c4, c5), "
                    "whose confidence changed"
                ),
                "c6: stronger: low → moderate; before: contradicted by c4, c5",
                "c6: makes r2 stronger: low → moderate",
            },
        ),
        (
            weighed("c4", evidence=("c7", "c6")),
            {
                "r2: stronger: low → moderate, limited by c7 (judgment), before by c6 (contradicted by c4, c5)",
                "c6: stronger: low → moderate, contradicted by c4; before: contradicted by c4, c5",
                "c6: makes r2 stronger: low → moderate",
            },
        ),
        (
            weighed("c4", "c5", evidence=("c7",), if_wrong="All falls.", kind="assumption"),
            {
                (
                    "r2: stronger: low → moderate, now limited by c7 (judgment), "
                    "no longer by c6 (contradicted by c4, c5), which it no longer needs"
                )
            },
        ),
        (
            weighed("c4").replace(b'"c6"', b'"c6-b"').replace(b'"c4"', b'"c4-b"'),
            {
                (
                    "r2: stronger: low → moderate, still limited by c6-b "
                    "(contradicted by c4-b; before: contradicted by c4-b, c5)"
                ),
                "c6-b: stronger: low → moderate, contradicted by c4-b; before: contradicted by c4-b, c5",
                "c6-b: makes r2 stronger: low → moderate",
            },
        ),
    ],
)
def test_what_limits_something_stronger_is_not_said_to_do_so_no_longer(
    cli: Any, tmp_path: Path, new: bytes, told: set[str]
) -> None:
    (tmp_path / "old.toml").write_bytes(weighed("c4", "c5"))
    (tmp_path / "new.toml").write_bytes(new)
    lines = cli(str(tmp_path / "old.toml"), str(tmp_path / "new.toml")).splitlines()
    assert {line[2:] for line in lines if "stronger: " in line} == told


@pytest.fixture
def told(cli: Any, tmp_path: Path) -> Any:
    """The lines that tell of two editions of a brief whose recommendation, `r`, needs `aa` and `bb`, both facts."""

    def lines(old: Any, new: Any, *options: str, evidence: tuple[str, ...] = ("aa", "bb")) -> list[str]:
        for name, data, needed in (("old", old, ("aa", "bb")), ("new", new, evidence)):
            made = data
            if isinstance(data, tuple):
                claims = [
                    {"id": id, "confidence": one, "sources": cite("s")}
                    for id, one in zip(("aa", "bb"), data, strict=True)
                ]
                act = {"id": "r", "title": "Act", "actor": "city", "action": "Do it.", "evidence": list(needed)}
                made = data_of(claims, [{"id": "s"}], recommendations=[act], actors=FULL["actors"])
            (tmp_path / f"{name}.toml").write_bytes(toml(made))
        return list(cli(str(tmp_path / "old.toml"), str(tmp_path / "new.toml"), *options).splitlines())

    return lines


def test_what_has_to_change_together_is_told_together_and_what_would_do_alone_alone(told: Any) -> None:
    def makes(old: tuple[str, str], new: tuple[str, str], **more: Any) -> list[str]:
        return [line[2:] for line in told(old, new, **more) if "makes" in line]

    low, high = ("low", "low"), ("high", "high")
    assert makes(low, high) == [
        "aa: with bb makes r stronger: low → high",
        "bb: with aa makes r stronger: low → high",
    ]
    assert makes(high, low) == ["aa: makes r weaker: high → low", "bb: makes r weaker: high → low"]
    assert makes(high, ("moderate", "low")) == ["bb: makes r weaker: high → low"]
    assert makes(("low", "high"), high) == ["aa: makes r stronger: low → high"]
    dropped = "aa: makes r, which no longer rests on bb, stronger: low → high"
    assert makes(low, ("high", "low"), evidence=("aa",)) == [dropped]


def test_what_limits_now_is_told_with_what_does_no_longer(told: Any) -> None:
    now = "~ r: stronger: low → moderate, now limited by bb (fact), no longer by aa (fact), whose confidence changed"
    assert now in told(("low", "moderate"), ("high", "moderate"))
    still = told(("low", "moderate"), ("moderate", "low"))
    assert "Recommendations: 1 otherwise limited" in still
    assert "~ r: still low, now limited by bb (fact), before by aa (fact)" in still
    assert "recommendations: 1 otherwise limited" in told(("low", "moderate"), ("moderate", "low"), "--stat")


def test_a_claim_that_something_else_limits_now_says_so(told: Any) -> None:
    claims: list[dict[str, Any]] = [
        {"id": "aa", "confidence": "low", "rests_on": ["bb"]},
        {"id": "bb", "confidence": "moderate"},
    ]
    claims = [{**claim, "kind": "assumption"} for claim in claims]
    raised = changed(("claims", 0, "confidence"), "high", data_of(claims))
    assert "~ aa: stronger: low → moderate, now limited by bb (assumption)" in told(data_of(claims), raised)


def test_what_only_cites_does_not_rest_on_it_and_updates_that_cite_are_told(told: Any) -> None:
    claims: list[dict[str, Any]] = [
        {"id": "loose", "sources": cite("s")},
        {"id": "solid", "rests_on": ["loose"], "statement": "So.[^loose]"},
    ]
    claims += [{"id": "aside", "sources": cite("s"), "statement": "So.[^loose]"}]
    note = {"date": date(2025, 1, 1), "status": "open", "response": "none", "note": "It came.[^loose]"}
    acts: list[dict[str, Any]] = [
        {"id": "study", "action": "Do it.[^loose]", "updates": [note]},
        {"id": "build", "evidence": ["loose"], "against": ["loose"], "updates": [note]},
        {"id": "talk", "updates": [{**note, "note": "It came.", "sources": cite("book")}]},
    ]
    acts = [{"title": "Act", "actor": "city", "action": "Do it.", **act} for act in acts]
    sources = [{"id": "s"}, {"id": "book", "note": "So.[^loose]"}, {"id": "copy", "via": "book"}]
    data = data_of(claims, sources, recommendations=acts, actors=FULL["actors"])
    lines = told(data, changed(("claims", 0, "confidence"), "low", data), "--suspects")
    assert [line[2:] for line in lines if line.startswith("?")] == [
        f"{line}, whose confidence changed"
        for line in (
            "study: cites loose",
            "study: note of update 1 cites loose",
            "build: rests on loose",
            "build: note of update 1 cites loose",
            "talk: has an update from book, which cites loose",
            "solid: rests on loose",
            "aside: cites loose",
            "book: cites loose",
            "copy: is known through book, which cites loose",
        )
    ]


def test_fields_that_are_no_nouns_are_told_by_others(told: Any) -> None:
    claims: list[dict[str, Any]] = [{"id": "aa", "sources": cite("s")}, {"id": "bb", "rests_on": ["aa"]}]
    act = {"id": "r", "title": "Act", "actor": "city", "action": "Do it.", "evidence": ["bb"]}
    data = data_of(claims, [{"id": "s"}], recommendations=[act], actors=FULL["actors"])
    lines = told(data, changed(("claims", 1, "rests_on"), [], data))
    assert any(line.endswith("limited by bb (no source), whose grounds changed") for line in lines)
    more = changed(("recommendations", 0, "evidence"), ["aa"], data)
    added = "+ r: Act (for city; moderate, limited by aa (judgment))"
    more = changed(("claims", 0, "confidence"), "moderate", changed(("claims", 0, "kind"), "judgment", more))
    assert added in told({**data, "recommendations": []}, more)


def test_the_same_on_the_days_asked_for_is_not_said_to_be_the_same_brief(cli: Any, tmp_path: Path) -> None:
    (tmp_path / "old.toml").write_bytes(toml(changed(("recommendations", 0, "updates"), [])))
    (tmp_path / "new.toml").write_bytes(toml(FULL))
    both = [str(tmp_path / "old.toml"), str(tmp_path / "new.toml")]
    end = "what came later does not count, nor do order, spacing and comments.\n"
    for option in ("", "--stat", "--suspects"):
        options = ["--as-of", "2024-02-01", *([option] if option else [])]
        assert cli(*both, *options, code=0).endswith(f"\nThe same as known on 1 Feb 2024: {end}")
    days = ["--from", "2024-02-01", "--to", "2024-02-03"]
    said = f"\nThe same as known on 1 Feb 2024 and on 3 Feb 2024: {end}"
    assert cli(both[1], *days, code=0).endswith(said)
    assert cli(both[1], both[1], code=0).endswith("is order, spacing or comments.\n")


def test_an_exception_of_check_is_told_by_its_rule_and_item(cli: Any, tmp_path: Path) -> None:
    let = FULL["exceptions"][0]
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    old.write_bytes(toml({**FULL, "exceptions": [let, {**let, "code": "KZ306", "reason": HOSTILE}]}))
    new.write_bytes(
        toml({**FULL, "exceptions": [{**let, "reason": "Nobody has said a word."}, {**let, "id": "bridge"}]})
    )
    text = cli(str(old), str(new))
    assert "\nExceptions: 1 added, 1 removed, 1 changed\n" in text
    assert "\n~ ferry: KZ305, reason: Nobody has said a [-word against it.-]{+word.+}\n" in text
    assert "\n+ bridge: KZ305: Nobody has said a word against it.\n" in text
    assert "\n- ferry: KZ306: a" in text
    for form in ("panels", "markdown", "json"):
        text = cli(str(old), str(new), "--format", form)
        assert "KZ306" in text
        assert not ACTING.search(text.replace("\n", ""))
    assert cli(str(old), str(new), "--stat").endswith("exceptions: 1 added, 1 removed, 1 changed\n")
    assert "Nothing that stayed rests on what changed." in cli(str(old), str(new), "--suspects")
    fields = [one["field"] for one in json.loads(cli(str(old), str(new), "--json"))["brief"]]
    assert fields == ["exceptions"]


def test_two_editions_on_one_day(cli: Any, tmp_path: Path) -> None:
    data = changed(("recommendations", 0, "updates"), FULL["recommendations"][0]["updates"][:1])
    (tmp_path / "old.toml").write_bytes(toml(data))
    (tmp_path / "new.toml").write_bytes(toml(changed(("title",), "Another")))
    both = [str(tmp_path / "old.toml"), str(tmp_path / "new.toml")]
    assert "new update of 1 Jun 2024" in cli(*both)
    assert "new update of 1 Jun 2024" in cli(*both, "--as-of", "2024-06-01")
    text = cli(*both, "--as-of", "2024-05-31")
    assert "\nAs of 31 Jan 2024, seen on 31 May 2024\n" in text
    assert "update" not in text
    told = json.loads(cli(*both, "--as-of", "2024-05-31", "--json"))
    assert (told["old"]["day"], told["new"]["day"]) == ("2024-05-31", "2024-05-31")
    assert not told["changed"]
    assert "recommendations" not in cli(*both, "--as-of", "2024-05-31", "--stat")


def test_a_long_chain_is_told_by_its_ends_also_where_it_ends_in_an_objection(cli: Any, tmp_path: Path) -> None:
    claims: list[Any] = [{"id": "c0", "statement": "It holds.", "kind": "fact", "confidence": "low"}]
    claims += ({**claims[0], "id": f"c{one}", "rests_on": [f"c{one - 1}"]} for one in range(1, 6))
    against = {**claims[0], "id": "against", "statement": "It does not.", "contradicts": ["c0"]}
    data = {**MINIMAL, "summary": {"bottom_line": "Do it.[^c5]"}}
    (tmp_path / "old.toml").write_bytes(toml({**data, "claims": [*claims, against]}))
    (tmp_path / "new.toml").write_bytes(toml({**data, "claims": claims}))
    lines = cli(str(tmp_path / "old.toml"), str(tmp_path / "new.toml"), "--suspects").splitlines()
    told = "rests on c4, which by way of 4 more was contradicted by against, which is removed"
    assert f"? c5: {told}" in lines
    assert f"? summary: bottom line cites c5, which by way of 5 more {told.partition(' more ')[2]}" in lines
    end = "which rests on c0, which was contradicted by against, which is removed"
    assert f"? c3: rests on c2, which rests on c1, {end}" in lines


def test_markdown_is_what_somebody_has_looked_at(cli: Any, tmp_path: Path) -> None:
    looked_at("diff-markdown", cli("us-kazakhstan", str(write("rewritten", tmp_path)), "--format", "markdown"))


def test_in_a_pipe_a_change_is_a_line_with_a_mark_and_an_id(cli: Any, tmp_path: Path) -> None:
    for name in NAMES[1:]:
        text = cli("us-kazakhstan", str(write(name, tmp_path)), code=0 if name == "only-layout" else 1)
        for part in text.split("\n\n")[1:]:
            _, *lines = part.rstrip("\n").split("\n")
            assert all(re.match(r"[-+~=?] [a-z0-9-]+: ", line) for line in lines)


def test_colours_take_the_place_of_the_marks(cli: Any, tmp_path: Path) -> None:
    path = str(write("new-figure", tmp_path))
    text = cli("us-kazakhstan", path, "--format", "panels", "--color", "always")
    assert "[-" not in text
    assert "\x1b[9;31m$2.1\x1b[0m \x1b[1;32m$2.3\x1b[0m" in text


@pytest.mark.parametrize("option", ["", "--stat", "--suspects"])
def test_json_is_as_its_schema_has_it(cli: Any, option: str, tmp_path: Path) -> None:
    schema = json.loads((ROOT / "schema" / "views.schema.json").read_text("utf-8"))
    wanted = {**schema["properties"][f"diff {option}".strip()], "$defs": schema["$defs"]}
    for name in NAMES:
        arguments = ["us-kazakhstan", str(write(name, tmp_path)), *([option] if option else []), "--json"]
        data = json.loads(cli(*arguments, code=0 if name == "only-layout" else 1))
        Draft202012Validator(wanted).validate(data)
        if name == "only-layout":
            assert data == [] if option else not any(data[key] for key in data if key not in ("old", "new"))


def test_json_says_the_days_of_one_brief_at_two_dates(cli: Any) -> None:
    data = json.loads(cli(*TWO_DATES, "--json"))
    assert (data["old"]["day"], data["new"]["day"]) == ("2020-06-01", "2026-11-24")
    stood, stands = ((data["standings"][0][key]) for key in ("old_status", "new_status"))
    assert (stood, stands) == ("open", "partially-addressed")


def test_one_of_the_dates_may_be_left_out(cli: Any) -> None:
    assert cli("us-kazakhstan", "--to", "2026-11-24").replace("28 May 2020 →", "1 Jun 2020 →") == cli(*TWO_DATES)
    assert "2025" in cli("us-kazakhstan", "--from", "2023-01-01")
    assert "The same" in cli("us-kazakhstan", "--from", "2026-01-01", "--to", "2026-01-02", code=0)
    assert cli("--to", "2026-11-24") == cli("us-kazakhstan", "--to", "2026-11-24")


def test_the_same_brief_is_the_same_however_it_is_written(cli: Any, tmp_path: Path) -> None:
    from kzcli import load
    from kzcli.formats.toml import export

    path = tmp_path / "again.toml"
    path.write_bytes(export(load("us-kazakhstan"), None))  # type: ignore[arg-type] # it heeds none
    assert "The same" in cli("us-kazakhstan", str(path), code=0)
    assert cli("us-kazakhstan", str(path), "--suspects", code=0).count("\n") == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["us-kazakhstan"], "two briefs are compared, and 1 named"),
        ([], "two briefs are compared, and none named"),
        (["a", "b", "c"], "two briefs are compared, and 3 named"),
        (["us-kazakhstan", "us-kazakhstan", "--from", "2020-01-01"], "--from and --to compare one brief"),
        (["us-kazakhstan", "--as-of", "2026-01-01"], "two briefs are compared, and 1 named"),
        (["us-kazakhstan", "--as-of", "2026-01-01", "--to", "2026-01-01"], "leave out one or the other"),
        (["us-kazakhstan", "us-kazakhstan", "--as-of", "today"], "--as-of: 'today' is no day"),
        (["us-kazakhstan", "--from", "yesterday"], "--from: 'yesterday' is no day"),
        (["us-kazakhstan", "--to", "2026-13-01"], "--to: '2026-13-01' is no day"),
        (["-", "-"], "standard input can be read once only"),
        (["us-kazakstan", "us-kazakhstan"], "did you mean us-kazakhstan?"),
        (["us-kazakhstan", "."], "is a directory, not a file"),
        (["us-kazakhstan", "none.toml"], "none.toml cannot be read"),
        (["us-kazakhstan", "us-kazakhstan", "--stat", "--suspects"], "do not go together"),
        (["us-kazakhstan", "us-kazakhstan", "--json", "--format", "plain"], "do not go together"),
        (["us-kazakhstan", "https://example.org/a.toml"], "cannot be read"),
        (["us-kazakhstan", "-x:briefs/a.toml"], "no such option"),
    ],
)
def test_what_cannot_be_compared(cli: Any, arguments: list[str], said: str) -> None:
    assert said in cli(*arguments, code=2)


def test_an_error_says_which_of_the_two_editions_it_is_about(cli: Any, tmp_path: Path) -> None:
    bad, worse = tmp_path / "bad.toml", tmp_path / "worse.toml"
    bad.write_text("id = 'half", encoding="utf-8")
    old, new = (f"kzcli: error: the {side} edition: " for side in ("old", "new"))
    text = cli(str(bad), "us-kazakhstan", code=2)
    assert f"{old}{bad} is not a valid brief: 1 problem\n" in text
    assert new not in text
    text = cli("us-kazakhstan", str(bad), code=2)
    assert f"{new}{bad} is not a valid brief: 1 problem\n" in text
    assert old not in text
    text = cli(str(worse), str(bad), code=2)
    assert text.index(f"{old}{worse} cannot be read") < text.index(f"{bad}:1:") < text.index(f"{new}{bad} is not")
    text = cli(str(worse), "-", code=2)  # which is not waited for
    assert old in text
    assert new not in text
    text = cli(str(bad), "--from", "2020-06-01", code=2)
    assert f"kzcli: error: {bad} is not" in text


def test_one_of_the_two_may_be_standard_input(tmp_path: Path) -> None:
    done = run_kzcli("diff", "us-kazakhstan", "-", stdin=edition("new-figure").encode())
    assert done.returncode == 1
    assert b"~ trade-2018: quantity: $2.1 billion \xe2\x86\x92 $2.3 billion, +9.5 %\n" in done.stdout
    done = run_kzcli("diff", "-", "us-kazakhstan", stdin=b"no brief")
    assert (done.returncode, done.stdout) == (2, b"")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ((0, "USD"), (5, "USD"), "$0 → $5"),
        ((5, "USD"), (5, "EUR"), "$5 → €5, in another unit"),
        ((-4, "USD"), (2, "USD"), "-$4 → $2, +150 %"),
        ((1000, "cars"), (999, "cars"), "1,000 cars → 999 cars, -0.1 %"),
        ((-1.7e308, "USD"), (1.7e308, "USD"), None),
        ((5e-324, "cars"), (1e300, "cars"), None),
        ((2**63 - 1, "cars"), (2**63 - 2, "cars"), "9,223,372,036,854,775,807 cars → 9,223,372,036,854,775,806 cars"),
    ],
)
def test_quantities_change_by_so_much(
    cli: Any, tmp_path: Path, old: tuple[float, str], new: tuple[float, str], said: str | None
) -> None:
    for name, (value, unit) in (("old", old), ("new", new)):
        quantity = {"value": value, "unit": unit, "measure": "Cars"}
        (tmp_path / f"{name}.toml").write_bytes(toml(changed(("claims", 0, "quantity"), quantity)))
    text = cli(str(tmp_path / "old.toml"), str(tmp_path / "new.toml"))
    line = next(line for line in text.splitlines() if "quantity:" in line)
    assert line == f"~ traffic: quantity: {said}" if said else "%" not in line


@pytest.mark.parametrize("form", ["panels", "plain", "markdown", "json"])
def test_nothing_in_a_text_acts(cli: Any, tmp_path: Path, form: str) -> None:
    (tmp_path / "old.toml").write_bytes(toml(FULL))
    for _, data in hostile():
        (tmp_path / "new.toml").write_bytes(toml(data))
        for pair in (("old.toml", "new.toml"), ("new.toml", "old.toml")):
            for more in ([], ["--suspects"]):
                text = cli(*(str(tmp_path / name) for name in pair), *more, "--format", form, "--width", "40")
                assert not ACTING.search(text.replace("\n", ""))
                assert form != "panels" or max(map(len, text.splitlines())) <= 80  # wide letters count twice
    assert HOSTILE


def test_two_files_of_the_largest_size_are_compared_in_no_time(cli: Any, tmp_path: Path) -> None:
    room = (MAX_BYTES - 400) // 2
    for name, word in (("old", "a "), ("new", "b a ")):
        section = {"id": "long", "title": "Long", "body": word * (room * 2 // len(word))}
        (tmp_path / f"{name}.toml").write_bytes(toml({**MINIMAL, "sections": [section]}))
    started = time.perf_counter()
    text = cli(str(tmp_path / "old.toml"), str(tmp_path / "new.toml"))
    assert time.perf_counter() - started < 20
    assert len(text) < 3_000
    for name in ("old", "new"):
        points = [f"{name} {index} b c d e f" for index in range(20_000)]
        (tmp_path / f"{name}.toml").write_bytes(toml({**MINIMAL, "summary": {"bottom_line": "Do.", "points": points}}))
    started = time.perf_counter()
    cli(str(tmp_path / "old.toml"), str(tmp_path / "new.toml"))
    assert time.perf_counter() - started < 20


# Files that git has.


def git(folder: Path, *arguments: str, code: int = 0, **env: str) -> bytes:
    settings = {
        **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "A"), ("EMAIL", "a@example.org"))},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_PAGER": "cat",
    }  # fmt: skip
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=clean_environment(**settings, **env), capture_output=True, check=False
    )
    assert done.returncode == code, done.stderr
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two editions of a brief; the files are as in the second, and a little edited."""
    need("git")
    folder = tmp_path / "repository"
    (folder / "briefs").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    (folder / ".gitattributes").write_text("briefs/*.toml diff=kzcli\n")
    git(folder, "config", "diff.kzcli.command", "kzcli diff --")
    brief = folder / "briefs" / "mine.toml"
    for name in ("", "new-figure"):
        brief.write_text(edition(name) if name else BRIEF.read_text("utf-8"), encoding="utf-8")
        git(folder, "add", ".")
        git(folder, "commit", "-q", "-m", name or "first")
    brief.write_text(edition("weaker-evidence"), encoding="utf-8")
    return folder


def test_a_revision_and_a_path_name_a_file_that_git_has(repository: Path) -> None:
    quantity = b"~ trade-2018: quantity: $2.1 billion \xe2\x86\x92 $2.3 billion, +9.5 %\n"
    briefs = repository / "briefs"
    for cwd, old, new in (
        (repository, "HEAD~1:briefs/mine.toml", "HEAD:briefs/mine.toml"),
        (briefs, "HEAD~1:./mine.toml", "main:briefs/mine.toml"),
        (briefs, "us-kazakhstan", ":./mine.toml"),
    ):
        done = run_kzcli("diff", old, new, cwd=cwd)
        assert (done.returncode, done.stderr) == (1, b"")
        assert quantity in done.stdout
    done = run_kzcli("diff", "HEAD~1:./mine.toml", "mine.toml", "--stat", cwd=briefs)
    assert done.stdout.splitlines()[3:] == [b"recommendations: 1 weaker", b"claims: 1 changed, 3 weaker"]
    (briefs / "HEAD:mine.toml").write_text(BRIEF.read_text("utf-8"), encoding="utf-8")
    assert run_kzcli("diff", "us-kazakhstan", "HEAD:mine.toml", cwd=briefs).returncode == 0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "nothing:briefs/mine.toml",
            "the new edition: nothing:briefs/mine.toml cannot be read: git knows no revision of that name",
        ),
        ("nothing:briefs/mine.toml", "git log --oneline -- :/briefs/mine.toml lists"),
        ("HEAD~9:./mine.toml", "git log --oneline -- ./mine.toml lists"),
        (":briefs/none.toml", "briefs/none.toml is not staged"),
        ("HEAD:briefs/none.toml", "HEAD:briefs/none.toml cannot be read: there is no briefs/none.toml in HEAD"),
        ("HEAD:briefs/none.toml", "the path is that from the repository's root, or begins with ./"),
        ("HEAD:briefs/fresh.toml", "briefs/fresh.toml is on the disk, but not in HEAD"),
        ("HEAD:briefs/fresh.toml", "commit it, or name the file itself, without HEAD:"),
        (":briefs/fresh.toml", "briefs/fresh.toml is on the disk, but not staged"),
        (":briefs/fresh.toml", "git add it, or name the file itself, without :"),
        ("HEAD:mine.toml", "did you mean HEAD:./mine.toml?"),
        ("HEAD:/briefs/mine.toml", "did you mean HEAD:briefs/mine.toml?"),
        ("HEAD:briefs", "the new edition: HEAD:briefs is not a file in that revision"),
        ("HEAD:briefs", "name the file in it: git ls-tree --name-only HEAD:briefs lists them"),
        ("HEAD:", "no brief has the id 'HEAD:'"),
        ("--output=owned:x", "no such option"),
    ],
)
def test_what_git_does_not_have(repository: Path, asked: str, said: str) -> None:
    (repository / "briefs" / "fresh.toml").write_text("", encoding="utf-8")
    done = run_kzcli("diff", "us-kazakhstan", asked, cwd=repository / "briefs")
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()
    assert not list(repository.rglob("owned*"))


def test_a_revision_that_looks_like_an_option_is_none(repository: Path) -> None:
    done = run_kzcli("diff", "us-kazakhstan", "--", "--textconv:x", cwd=repository)
    assert done.returncode == 2
    assert b"a revision does not begin with -" in done.stderr


def test_without_a_repository_or_without_git(tmp_path: Path, repository: Path) -> None:
    done = run_kzcli(
        "diff", "us-kazakhstan", "HEAD:a.toml", cwd=tmp_path, env={"GIT_CEILING_DIRECTORIES": str(tmp_path)}
    )
    assert b"there is no git repository here" in done.stderr
    done = run_kzcli("diff", "us-kazakhstan", "HEAD:briefs/mine.toml", cwd=repository, env={"PATH": str(tmp_path)})
    assert done.returncode == 2
    assert b"with git, which cannot be run" in done.stderr


def test_a_file_of_git_larger_than_a_brief_may_be(repository: Path) -> None:
    (repository / "large.toml").write_bytes(b"#" * (MAX_BYTES * 3))
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "large")
    done = run_kzcli("diff", "us-kazakhstan", "HEAD:large.toml", cwd=repository)
    assert b"HEAD:large.toml is larger than" in done.stderr


def test_git_diff_and_git_log_show_what_changed(repository: Path) -> None:
    """With the two lines of the README."""
    head = "briefs/mine.toml: As of 28 May 2020\n"
    shown = git(repository, "diff").decode()
    assert shown.startswith("The Future of US-Kazakhstan Relations\n" + head)
    assert "~ trilingual: confidence: moderate → low\n" in shown
    assert "\n@@" not in shown
    log = git(repository, "log", "-p", "--ext-diff").decode()
    assert "~ trade-2018: quantity: $2.1 billion → $2.3 billion, +9.5 %\n" in log
    assert "briefs/mine.toml: a new brief\n" in log
    assert "+ summit: Hold a C5+1 summit in the Kazakh capital\n" in log
    assert "+briefs/*.toml diff=kzcli" in log  # other files as ever
    git(repository, "config", "diff.kzcli.command", "kzcli diff --suspects --")
    assert "? education-exchange: rests on trilingual, whose confidence changed" in git(repository, "diff").decode()
    git(repository, "config", "diff.kzcli.command", "kzcli diff --as-of 2021-01-01 --")
    assert "mine.toml: As of 28 May 2020, seen on 1 Jan 2021\n" in git(repository, "diff").decode()


def test_git_diff_goes_on_whatever_is_in_a_file(repository: Path) -> None:
    brief = repository / "briefs" / "mine.toml"
    brief.write_text('id = "half\n', encoding="utf-8")
    (repository / "briefs" / "z.toml").write_text(BRIEF.read_text("utf-8"), encoding="utf-8")
    git(repository, "add", "-N", "briefs/z.toml")
    shown = git(repository, "diff").decode()
    because = "at line 1, the text is not closed on its line"
    told = "briefs/mine.toml, line by line, since the"
    assert f"{told} new edition is not a valid brief: {because} (kzcli check briefs/mine.toml says more)\n" in shown
    assert '\n+id = "half\n' in shown
    assert "briefs/z.toml: a new brief" in shown
    git(repository, "commit", "-q", "-m", "bad", "briefs/mine.toml")
    brief.write_bytes(b"\xff")
    shown = git(repository, "diff").decode()
    assert (
        f"{told} old edition is not a valid brief: {because}; the new edition is not a valid brief: at line 1, "
        in shown
    )
    brief.write_text(BRIEF.read_text("utf-8"), encoding="utf-8")
    shown = git(repository, "diff").decode()
    assert f"{told} old edition is not a valid brief: {because}\n" in shown
    git(repository, "reset", "-q", "--hard", "HEAD~1")
    git(repository, "mv", "briefs/mine.toml", "briefs/yours.toml")
    brief.with_name("yours.toml").write_text(edition("new-figure") + "# and more\n", encoding="utf-8")
    shown = git(repository, "diff", "-M", "HEAD").decode()
    assert "briefs/yours.toml: As of 28 May 2020\nThe same" in shown
    git(repository, "rm", "-q", "-f", "briefs/yours.toml")
    assert "briefs/mine.toml: a brief that is removed" in git(repository, "diff", "--no-renames", "HEAD").decode()


@pytest.mark.parametrize("text", [None, 'id = "half\n'])
def test_whoever_leaves_the_pager_early_is_told_nothing(repository: Path, text: str | None) -> None:
    if text:
        (repository / "briefs" / "mine.toml").write_text(text, encoding="utf-8")
    command = "for i in 1 2 3; do git diff --ext-diff HEAD; done | head -n 1"
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["bash", "-c", command], cwd=repository, env=clean_environment(**settings), capture_output=True, check=False
    )
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_seven_names_that_git_has_not_given_are_too_many(kzcli: Any) -> None:
    done: Completed = kzcli("diff", *"abcdefg")
    assert (done.returncode, done.stdout) == (2, b"")


def test_what_git_names_is_a_file_whatever_its_name_looks_like(repository: Path) -> None:
    names = ("-", "-x.toml", "us-kazakhstan", "HEAD:briefs")
    (repository / ".gitattributes").write_text("* diff=kzcli\n")
    for name in names:
        (repository / name).write_bytes(toml({**MINIMAL, "title": "Old"}))
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "odd names")
    for name in names:
        (repository / name).write_bytes(toml({**MINIMAL, "title": "New"}))
    shown = git(repository, "diff").decode()
    for name in names:
        assert f"Old → New\n{name}: As of 31 Jan 2024\n" in shown


@pytest.mark.parametrize("option", ["--stat", "--suspects"])
def test_lists_for_programs_say_on_which_days_the_editions_are_seen(option: str, tmp_path: Path) -> None:
    schema = json.loads((ROOT / "schema" / "views.schema.json").read_text("utf-8"))
    wanted = {**schema["properties"][f"diff {option}"], "$defs": schema["$defs"]}
    other = tmp_path / "other.toml"
    other.write_text(BRIEF.read_text("utf-8").replace('confidence = "high"', 'confidence = "low"'), "utf-8")
    days = {(): set(), ("--as-of", "2021-01-01"): {("2021-01-01", "2021-01-01")}}
    for asked, said in days.items():
        done = run_kzcli("diff", str(BRIEF), str(other), option, "--json", *asked)
        printed = json.loads(done.stdout)
        assert printed
        Draft202012Validator(wanted).validate(printed)
        assert {(one["old_day"], one["new_day"]) for one in printed if "old_day" in one} == said
        assert len([one for one in printed if "old_day" in one]) in (0, len(printed))
