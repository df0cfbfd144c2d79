"""Every command in every format, as people and programs see it."""

from __future__ import annotations

import json
import os
import re
import shlex
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import BRIEF, ROOT, Completed, Run, kzcli_process, run_kzcli
from jsonschema import Draft202012Validator

from kzcli.cli.commands import COMMANDS, SINGULARS
from kzcli.formats import FORMATS
from kzcli.views import PARTS, load_view

FORMAT_NAMES = ("panels", "plain", "markdown", "json")
AN_ID = {
    "goals": "afghan-stability",
    "recommendations": "summit",
    "sections": "relations",
    "claims": "trade-2018",
    "timeline": "trade-2018",
    "figures": "trade-2018",
    "sources": "gjia-2020",
    "actors": "kazakhstan",
}
CALLS: dict[str, list[str]] = {
    "summary": ["summary"],
    "read": ["read"],
    "read one": ["read", "outlook"],
    "show": ["show", "trade-2018", "summit", "gjia-2020"],
    "why": ["why", "summit", "trade-2018", "gjia-2020", "afghan-stability", "relations", "summary"],
    "why reverse": ["why", "summit", "trade-2018", "gjia-2020", "afghan-stability", "relations", "--reverse"],
    "list": ["list"],
    "impact": ["impact", "gjia-2020"],
    "impact few": ["impact", "us-strategy-2020", "menafn-2023"],
    "impact nothing": ["impact", "summit-defence"],
    "gaps": ["gaps"],
    "diff": ["diff", "us-kazakhstan", "--from", "2020-06-01"],
    "track": ["track"],
    "track by goal": ["track", "--by-goal"],
    **{part: [part] for part in PARTS},
    **{f"{part} one": [PARTS[part].singular, id] for part, id in AN_ID.items()},
}


@cache
def run(*arguments: str) -> Completed:
    """One run, shared by the tests that look at it."""
    return run_kzcli(*arguments)


def ok(*arguments: str) -> str:
    done = run(*arguments)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def test_the_table_of_commands_is_complete_and_its_names_unique() -> None:
    assert set(AN_ID) == set(PARTS)
    assert set(PARTS) <= set(COMMANDS)
    names = [*COMMANDS, *SINGULARS]
    assert len(set(names)) == len(names)
    assert all(command.help and not command.help.endswith(".") for command in COMMANDS.values())


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_with_an_example_that_runs(name: str, tmp_path: Path) -> None:
    text = ok(name, "--help")
    assert text == ok(name, "-h")
    example = COMMANDS[name].example
    assert text.splitlines()[-1].strip() == f"Example: {example}"
    assert not re.search("<(str|list|int)", text)
    assert "[ID]]" not in text
    program, *arguments = shlex.split(example.split("|")[0])
    assert program == "kzcli"
    ways: dict[Run, tuple[Any, ...]] = {}  # most tests run it in this process, and may
    for number, way in enumerate((kzcli_process, run_kzcli)):
        folder = tmp_path / str(number)
        folder.mkdir()
        done = way(*arguments, cwd=folder)
        ways[way] = done.returncode, done.stdout, done.stderr, {one.name: one.read_bytes() for one in folder.iterdir()}
    assert ways[kzcli_process] == ways[run_kzcli]
    # Two editions that differ are an answer, and it is no.
    assert ways[kzcli_process][0] == (1 if name == "diff" else 0)


def test_kzcli_alone_and_help_name_every_command_by_purpose() -> None:
    text = ok()
    assert text == ok("--help") == ok("-h")
    for name, command in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(command.help)}$", text, re.MULTILINE)
        assert f"$ {command.example}\n" in text
    assert max(map(len, text.splitlines())) <= 100


def test_version() -> None:
    from importlib.metadata import version

    assert ok("--version") == f"kzcli {version('kzcli')}\n"


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("format", FORMAT_NAMES)
def test_each_command_speaks_each_format(call: str, format: str) -> None:
    def printed(*arguments: str) -> str:
        done = run(*CALLS[call], *arguments)
        assert (done.returncode, done.stderr) == (1 if call == "diff" else 0, b"")
        return done.stdout.decode()

    text = printed("--format", format)
    assert text.endswith("\n")
    assert "\x1b" not in text
    if format == "panels":
        assert max(map(len, text.splitlines())) <= 80
    if format == "plain":
        assert not re.search("[╭╰│]", text)
    if format == "json":
        assert text == printed("--json")
        name, *arguments = CALLS[call]
        schema = json.loads((ROOT / "schema" / "views.schema.json").read_text("utf-8"))
        name = SINGULARS.get(name, name)
        wanted = schema["properties"][name]
        if arguments and name not in ("show", "read", "why", "impact", "track", "diff"):
            wanted = wanted["items"]
        Draft202012Validator({**wanted, "$defs": schema["$defs"]}).validate(json.loads(text))


@pytest.mark.parametrize("part", PARTS)
def test_in_a_pipe_a_list_is_one_item_a_line_the_id_first_in_the_columns_that_help_tells(part: str) -> None:
    lines = ok(part).splitlines()
    told = re.sub(r"\s+", " ", ok(part, "--help")).partition("its columns: ")[2].partition(".")[0].split(", ")
    if "with --without also without" in told:
        told.remove("with --without also without")
    assert tuple(told) == (*load_view(part).columns, "seen_on")
    assert {line.rpartition("\t")[2] for line in lines} == {datetime.now().astimezone().date().isoformat()}
    assert {line.count("\t") for line in lines} == {len(told) - 1}
    data = json.loads(ok(part, "--json"))
    assert sorted(line.split("\t")[0] for line in lines) == sorted(item["id"] for item in data)


def test_in_a_pipe_values_are_exact() -> None:
    assert "trade-2018\t2100000000\tUSD\tUS trade with Kazakhstan\t2018\t" in ok("figures")
    assert ok("recommendations").splitlines()[0].split("\t")[:7] == [
        "summit",
        "Hold a C5+1 summit in the Kazakh capital",
        "us-president",
        "moderate",
        "after-covid",
        "confidence",
        "partially-addressed",
    ]
    dates = [line.split("\t")[1] for line in ok("timeline").splitlines()]
    assert "2019-01/2019-05" in dates
    assert [date[:4] for date in dates] == sorted(date[:4] for date in dates)


def test_json_of_a_recommendation_says_where_it_stands_and_how_strong_it_is() -> None:
    first = json.loads(ok("recommendations", "--json"))[0]
    assert (first["status"], first["response"], first["strength"]) == ("partially-addressed", "none", "moderate")
    assert first["limited_by"] in first["evidence"]
    assert (
        first == json.loads(ok("recommendation", "summit", "--json")) == json.loads(ok("show", "summit", "--json"))[0]
    )


def test_the_summary_fits_two_screens() -> None:
    """Two screens of 24 lines, less the prompt and the hint."""
    assert len(ok("summary", "--format", "panels", "--width", "80").splitlines()) <= 46


GOLDEN = {
    **{f"summary-{width}": ["summary", "--format", "panels", "--width", str(width)] for width in (40, 60, 80, 100)},
    "summary-plain": ["summary"],
    "summary-markdown": ["summary", "--format", "markdown"],
    "recommendation-80": ["recommendation", "summit", "--format", "panels", "--width", "80"],
    "recommendations-40": ["recommendations", "--format", "panels", "--width", "40"],
    "recommendations-80": ["recommendations", "--format", "panels", "--width", "80"],
    "recommendations-markdown": ["recommendations", "--format", "markdown"],
    "goal-80": ["goal", "us-investment", "--format", "panels", "--width", "80"],
    "actor-plain": ["actor", "us-president"],
    "claim-80": ["claim", "trade-2018", "--format", "panels", "--width", "80"],
    "claim-plain": ["claim", "trade-2018"],
    "source-80": ["source", "karin-talk-2020", "--format", "panels", "--width", "80"],
    "goals-80": ["goals", "--format", "panels", "--width", "80"],
    "figures-80": ["figures", "--format", "panels", "--width", "80"],
    "figures-40": ["figures", "--format", "panels", "--width", "40"],
    "timeline-80": ["timeline", "--format", "panels", "--width", "80"],
    "timeline-40": ["timeline", "--format", "panels", "--width", "40"],
    "read-outlook-80": ["read", "outlook", "--format", "panels", "--width", "80"],
    "read-outlook-markdown": ["read", "outlook", "--format", "markdown"],
    "impact-80": ["impact", "gjia-2020", "--format", "panels", "--width", "80"],
    "impact-plain": ["impact", "gjia-2020"],
    "impact-one-40": ["impact", "c5-format", "--format", "panels", "--width", "40"],
    "impact-one-80": ["impact", "us-strategy-2020", "--format", "panels", "--width", "80"],
    "impact-one-markdown": ["impact", "diversify-allies", "--format", "markdown"],
    "gaps-80": ["gaps", "--format", "panels", "--width", "80"],
    "gaps-plain": ["gaps"],
    **{f"why-{width}": ["why", "summit", "--format", "panels", "--width", str(width)] for width in (40, 80, 100)},
    "why-both-ways-80": ["why", "trade-2018", "--format", "panels", "--width", "80"],
    "why-plain": ["why", "summit"],
    "why-markdown": ["why", "education-exchange", "--format", "markdown"],
    "why-mermaid": ["why", "education-exchange", "--format", "mermaid"],
    **{f"track-{width}": ["track", "--format", "panels", "--width", str(width)] for width in (40, 80, 100)},
    "track-plain": ["track"],
    "track-markdown": ["track", "--format", "markdown"],
    "track-by-goal-plain": ["track", "--by-goal"],
    "help": [],
    "help-claims": ["claims", "--help"],
}


@pytest.mark.parametrize("name", GOLDEN)
def test_what_people_see_is_what_somebody_has_looked_at(name: str) -> None:
    """To renew: RENEW_GOLDEN=1 pytest tests/test_commands.py, then read the difference in git."""
    path = ROOT / "tests" / "golden" / f"{name}.txt"
    dated = ["--as-of", "2026-11-24"] if name[:4] != "help" else []
    text = ok(*GOLDEN[name], *dated)
    if os.environ.get("RENEW_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_text("utf-8") == text


def test_the_first_lines_of_each_list_in_a_pipe_are_what_somebody_has_looked_at() -> None:
    """To renew: as above."""
    path = ROOT / "tests" / "golden" / "lists-plain.txt"
    lists = {part: ok(part, "--as-of", "2026-11-24").split("\n") for part in PARTS}
    text = "".join(f"$ kzcli {part} | head -2\n" + "\n".join(lines[:2]) + "\n" for part, lines in lists.items())
    if os.environ.get("RENEW_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_text("utf-8") == text


def wrong(*arguments: str, **more: Any) -> str:
    done = run_kzcli(*arguments, **more)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr
    return done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sumary"], "kzcli: error: no command is called 'sumary'\n  help: did you mean summary?\n"),
        (["claim", "trade-2081"], "kzcli: error: no claim has the id 'trade-2081'\n  help: did you mean trade-2018"),
        (["claim", "summit"], "kzcli: error: 'summit' is not a claim; it is one of the recommendations\n  help: kzcli show summit\n"),
        (["show", "sumit"], "kzcli: error: no item has the id 'sumit'\n  help: did you mean summit?\n"),
        (["read", "relation"], "kzcli: error: no section has the id 'relation'\n  help: did you mean relations?\n"),
        (["goals", "--jsn"], "kzcli: error: no such option: --jsn\n  help: did you mean --json?\n"),
        (["goals", "--format", "pannels"], "'pannels' is not one of"),
        (["goals", "--json", "--format", "plain"], "kzcli: error: --json and --format plain do not go together\n"),
        (["goals", "--width", "5"], "'--width'"),
        (["goals", "--width", "wide"], "'--width': should be a whole number"),
        (["export", "markdwn"], "kzcli: error: no format is called 'markdwn'\n  help: did you mean markdown?\n"),
        (["export"], "no format is named"),
        (["summary", "-b", "us-kazakstan"], "  help: did you mean us-kazakhstan?\n"),
        (["summary", "extra"], "unexpected extra argument"),
        (["summary", "-b"], "'-b'"),
        (["-b", "us-kazakhstan", "summary"], "no such option: -b\n  help: options stand after the command, as in kzcli summary -b\n"),
        (["--json", "goals"], "options stand after the command, as in kzcli summary --json\n"),
        (["--versio"], "did you mean --version?"),
        (["goals", "--width", "101"], "less than or equal to 100"),
        (["goals", "--color", "sometimes"], "'sometimes' is not one of 'auto', 'always', 'never'"),
        (["completion", "klingon"], "'klingon' is not one of 'bash', 'zsh', 'fish', 'powershell'"),
        (["show"], "missing argument 'ID'"),
        (["summary", "-b", "none.toml"], "none.toml cannot be read: no such file or directory"),
    ],
)  # fmt: skip
def test_what_is_misspelt_gets_a_did_you_mean_and_exit_code_2(arguments: list[str], said: str) -> None:
    assert said in wrong(*arguments)


def test_which_brief_is_meant(tmp_path: Path) -> None:
    small = b'format = 1\nid = "small"\ntitle = "Small"\nas_of = 2024-01-31\nsummary = { bottom_line = "Do it." }\n'
    (tmp_path / "small.toml").write_bytes(small)
    env = {"KZCLI_BRIEF": str(tmp_path / "small.toml")}
    bundled = b"The Future of US-Kazakhstan Relations\n"
    assert run_kzcli("summary").stdout.startswith(bundled)
    assert run_kzcli("summary", env=env).stdout.startswith(b"Small\n")
    assert run_kzcli("summary", "-b", "us-kazakhstan", env=env).stdout.startswith(bundled)
    assert run_kzcli("summary", "--brief", str(BRIEF), env=env).stdout.startswith(bundled)
    assert run_kzcli("summary", "-b", "-", stdin=small).stdout.startswith(b"Small\n")
    assert run_kzcli("summary", env={"KZCLI_BRIEF": ""}).stdout.startswith(bundled)


def test_a_brief_of_only_a_summary_works_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_text('format = 1\nid = "small"\ntitle = "S"\nas_of = 2024-01-31\nsummary = { bottom_line = "B." }\n')
    for name in ("summary", "read", *PARTS):
        for format in FORMAT_NAMES:
            done = run_kzcli(name, "-b", str(path), "--format", format)
            assert (done.returncode, done.stderr) == (0, b""), (name, format)
    for format, entry in FORMATS.items():
        for parts in [["--part", part] for part in entry.parts] if entry.by_part else [[]]:
            done = run_kzcli("export", format, "-b", str(path), *parts)
            assert (done.returncode, done.stderr) == (0, b""), (format, parts)


def test_list_names_every_bundled_brief_and_each_can_be_shown() -> None:
    ids = [line.split("\t")[0] for line in ok("list").splitlines()]
    assert ids == sorted(path.stem for path in (ROOT / "briefs").glob("*.toml"))
    for id in ids:
        assert ok("summary", "-b", id)


def test_help_can_be_asked_for_as_a_command_too() -> None:
    assert ok("help") == ok("--help")
    assert ok("help", "claims") == ok("claims", "--help")


def test_a_contradicted_claim_says_so() -> None:
    assert "Contradicted by\n- pompeo-c5-tashkent: " in ok("claim", "pompeo-c5")


def test_a_brief_given_as_an_argument_is_told_where_it_goes() -> None:
    assert "a brief is named with -b" in wrong("summary", "mine.toml")
