"""What runs `kzcli check` for its users: the pre-commit hook, the workflow, the problem matcher."""

from __future__ import annotations

import json
import re

import pytest
from conftest import ROOT, run_kzcli

from kzcli.findings import SEVERITIES

HOOK = dict(re.findall(r"^(?:- |  )(\w+): (.*)$", (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"), re.MULTILINE))
WORKFLOW = (ROOT / "docs" / "ci" / "kzcli.yml").read_text("utf-8")
MATCHERS = json.loads((ROOT / "docs" / "ci" / "kzcli-matcher.json").read_text("utf-8"))["problemMatcher"]


@pytest.mark.parametrize(
    ("path", "chosen"),
    [
        ("briefs/us-kazakhstan.toml", True),
        ("policy/briefs/2026/air.toml", True),
        ("briefs/kzcli.toml", False),
        ("pyproject.toml", False),
        ("debriefs/a.toml", False),
        ("src/briefs.toml", False),
    ],
)
def test_the_hook_chooses_the_files_in_folders_of_briefs(path: str, chosen: bool) -> None:
    """As pre-commit does: by search, after the type."""
    assert HOOK["types"] == "[toml]"
    assert bool(re.search(HOOK["files"], path) and not re.search(HOOK["exclude"], path)) is chosen


@pytest.mark.parametrize("command", [HOOK["entry"], *re.findall(r"run: (kzcli .*)$", WORKFLOW, re.MULTILINE)])
def test_the_commands_of_hook_and_workflow_are_ours(command: str) -> None:
    arguments = command.split()
    assert arguments[:2] == ["kzcli", "check"]
    assert run_kzcli(*arguments[1:], cwd=ROOT / "briefs").returncode == 0


def matched(line: str) -> list[tuple[str, dict[str, str]]]:
    """What GitHub's runner makes of a line: the matcher that fits, and what it takes from the line."""
    found = []
    for matcher in MATCHERS:
        (pattern,) = matcher["pattern"]
        if match := re.search(pattern["regexp"], line):
            taken = {name: match[group] for name, group in pattern.items() if name != "regexp"}
            found.append((matcher["owner"], {"severity": matcher.get("severity", ""), **taken}))
    return found


@pytest.mark.parametrize("severity", SEVERITIES)
def test_the_problem_matcher_reads_a_line_of_each_severity(severity: str) -> None:
    ((_, taken),) = matched(f"my briefs/a:b.toml:12:3: KZ305 {severity} nothing: 1:2: KZ302 error is against it")
    assert taken == {
        "file": "my briefs/a:b.toml",
        "line": "12",
        "column": "3",
        "code": "KZ305",
        "severity": {"note": "notice"}.get(severity, severity),
        "message": "nothing: 1:2: KZ302 error is against it",
    }


def test_the_problem_matcher_reads_what_check_writes() -> None:
    broken = (
        (ROOT / "briefs" / "us-kazakhstan.toml").read_bytes().replace(b'confidence = "high"', b'confidence = "hihg"')
    )
    done = run_kzcli("check", "--format", "concise", "-", stdin=broken)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1
    assert len(lines) > 10
    for line in (line for line in lines if "[let stand: " not in line):
        ((_, taken),) = matched(line)
        assert int(taken["line"]) > 1


def test_the_problem_matcher_reads_no_other_lines() -> None:
    assert matched("nothing found in 1 file") == []
    assert matched("kzcli: error: a.toml cannot be read") == []
    assert matched("a.toml:1:2: KZ305 warning nothing is against it [let stand: nobody knows of anything]") == []
    assert matched("a.toml:1:2: KZ604 note vague [let stand: it is a quotation]") == []
