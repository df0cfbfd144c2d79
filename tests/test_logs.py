"""In a log of GitHub Actions, Azure Pipelines or TeamCity no output of ours is a command to what runs the step."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, need, run_kzcli

LOG = {"GITHUB_ACTIONS": "true"}
BASE = (ROOT / "tests" / "rules" / "base.toml").read_text("utf-8")


def commands(text: str) -> list[str]:
    """The lines of a log that order something."""
    return [line for line in text.splitlines() if line.lstrip().startswith("::") or "##[" in line]


def test_an_error_orders_nothing() -> None:
    for name in ("::error::x.toml", "##[error]x.toml", " ::stop-commands::x.toml"):
        done = run_kzcli("summary", "-b", name, env=LOG)
        assert done.returncode == 2
        assert commands(done.stderr.decode()) == []
        assert name in run_kzcli("summary", "-b", name).stderr.decode()


def test_the_problems_of_a_brief_order_nothing(tmp_path: Path) -> None:
    path = tmp_path / "::error::x.toml"
    path.write_text(BASE.replace("[summary]", '"::error::y" = 1\n[summary]', 1), "utf-8")
    done = run_kzcli("summary", "-b", f"./{path.name}", cwd=tmp_path, env=LOG)
    assert "unknown key" in done.stderr.decode()
    assert commands(done.stderr.decode()) == []


def test_a_diff_stands_between_lines_that_stop_commands_and_is_still_taken_by_patch(tmp_path: Path) -> None:
    need("patch")
    order = 'audience = """\n::error::owned\n"""'
    text = BASE.replace('audience = "The city council"\n', "").replace(
        "as_of = 2020", f'{order}\nas_of = "2020-06-01" # 2020'
    )
    text = text.replace(" # 2020-06-01", "")
    path = tmp_path / "a.toml"
    path.write_text(text, "utf-8")
    done = run_kzcli("check", "--diff", "a.toml", cwd=tmp_path, env=LOG)
    first, *between, last = done.stdout.decode().splitlines()
    token = first.removeprefix("::stop-commands::")
    assert re.fullmatch("[0-9a-f]{32}", token)
    assert last == f"::{token}::"
    assert " ::error::owned" in between
    subprocess.run(["patch", "-s", "a.toml"], input=done.stdout, cwd=tmp_path, check=True)
    assert path.read_text("utf-8") == text.replace('"2020-06-01"', "2020-06-01")
    again = run_kzcli("check", "--diff", "a.toml", cwd=tmp_path)
    assert again.stdout == b""


@pytest.mark.parametrize(
    ("env", "order"),
    [
        ({"TF_BUILD": "True"}, "##vso[task.setvariable variable=a]b"),
        ({"TEAMCITY_VERSION": "2025.07"}, "##teamcity[buildStatus status='FAILURE']"),
    ],
)
def test_the_other_logs_order_nothing_either(env: dict[str, str], order: str, tmp_path: Path) -> None:
    text = BASE.replace('audience = "The city council"', f'audience = "{order}"')
    (tmp_path / f"{order}.toml").write_text(text.replace('goals = ["mobility"]', 'goals = ["mobility", "mobility"]'))
    for arguments in (["check"], ["check", "--diff"], ["summary", "-b", f"x{order}"]):
        done = run_kzcli(*arguments, cwd=tmp_path, env=env)
        assert order not in (done.stdout + done.stderr).decode()
        assert order.replace("##", "# #") in (done.stdout + done.stderr).decode()


@pytest.mark.parametrize("format", ["plain", "panels", "markdown"])
def test_what_people_read_of_a_brief_orders_nothing(tmp_path: Path, format: str) -> None:
    text = re.sub('title = "[^"]*"', 'title = "::error::owned"', BASE)
    text = re.sub('bottom_line = "', 'bottom_line = "::add-mask::e ', text)
    for name, more in (("a.toml", ""), ("b.toml", " So it is.")):
        (tmp_path / name).write_text(text.replace("::add-mask::e ", f"::add-mask::e{more} "), "utf-8")
    ids = re.findall(r"\[\[recommendations\]\]\nid = \"(.*)\"", text)
    for arguments in (
        ["diff", "a.toml", "b.toml"],
        ["summary", "-b", "a.toml"],
        ["recommendation", ids[0], "-b", "a.toml"],
    ):
        shown = run_kzcli(*arguments, "--format", format, cwd=tmp_path)
        assert b"error::owned" in shown.stdout
        done = run_kzcli(*arguments, "--format", format, cwd=tmp_path, env=LOG)
        assert commands(done.stdout.decode()) == []
        assert done.stdout.replace(b" ", b"") == shown.stdout.replace(b" ", b"")
