"""Pipelines as people type them, in bash, zsh and fish."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

import pytest
from conftest import BRIEF, clean_environment, need, run_kzcli

if os.name != "posix":
    pytest.skip("POSIX shells", allow_module_level=True)

SHELLS = ("bash", "zsh", "fish")


def run(shell: str, line: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    (folder / "brief.toml").write_bytes(BRIEF.read_bytes())
    quiet = {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    return subprocess.run(
        [shell, *quiet, "-c", line], capture_output=True, cwd=folder, env=clean_environment(), timeout=60, check=False
    )


@cache
def direct(*arguments: str) -> bytes:
    """What a command prints when no shell stands between."""
    return run_kzcli(*arguments).stdout


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    need(name)
    return name


def test_a_reader_that_has_enough_ends_kzcli_with_sigpipes_code_and_no_word(shell: str, tmp_path: Path) -> None:
    """The reader closes its end before kzcli writes, so the outcome does not hang on who is faster."""
    leaving = "sh -c 'exec 0<&-'"
    line = {
        "bash": f"set -o pipefail; kzcli claims | {leaving}; echo $?",
        "zsh": f"set -o pipefail; kzcli claims | {leaving}; echo $?",
        "fish": f"kzcli claims | {leaving}; echo $pipestatus[1]",
    }[shell]
    done = run(shell, line, tmp_path)
    assert (done.stdout, done.stderr) == (b"141\n", b"")


def test_the_head_of_a_list_is_whole_lines_in_the_order_of_the_brief(shell: str, tmp_path: Path) -> None:
    done = run(shell, "kzcli claims | cut -f1 | head -3", tmp_path)
    whole = [line.split(b"\t")[0] for line in direct("claims").splitlines()]
    assert (done.returncode, done.stdout.splitlines(), done.stderr) == (0, whole[:3], b"")


def test_jq_reads_the_titles(shell: str, tmp_path: Path) -> None:
    need("jq")
    done = run(shell, "kzcli recommendations --json | jq -r '.[].title'", tmp_path)
    titles = [line.split("\t")[1] for line in direct("recommendations").decode().splitlines()]
    assert (done.returncode, done.stdout.decode().splitlines(), done.stderr) == (0, titles, b"")


def test_pandoc_makes_a_word_document_in_which_every_cited_claim_stands(shell: str, tmp_path: Path) -> None:
    need("pandoc")
    done = run(shell, "kzcli export markdown | pandoc -t docx -o x.docx && echo ok", tmp_path)
    assert (done.stdout, done.stderr) == (b"ok\n", b"")
    back = subprocess.run(
        ["pandoc", "-f", "docx", "-t", "plain", "--wrap=none", tmp_path / "x.docx"], capture_output=True, check=True
    )
    text = back.stdout.decode()
    assert "Hold a C5+1 summit in the Kazakh capital" in text
    assert "US trade with Kazakhstan amounted to $2.1 billion in 2018." in text
    assert "[^" not in text


@pytest.mark.parametrize(
    "line",
    [
        "kzcli export toml | kzcli summary -b -",
        "kzcli summary -b - < brief.toml",
        "cat brief.toml | kzcli summary -b - | cat",
        "kzcli summary --brief=brief.toml",
        "env KZCLI_BRIEF=brief.toml kzcli summary",
    ],
)
def test_a_brief_comes_in_by_every_door_and_is_the_same(line: str, shell: str, tmp_path: Path) -> None:
    done = run(shell, line, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, direct("summary"), b"")


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_process_substitution_is_a_file_to_read_from_and_one_to_write_to(shell: str, tmp_path: Path) -> None:
    need(shell)
    done = run(shell, "kzcli export json -o >(cat > copy.json); sleep 0.3", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "copy.json").read_bytes() == direct("export", "json")
    for line in ("kzcli goals -b <(cat brief.toml)", "cat brief.toml | kzcli goals -b /dev/stdin"):
        done = run(shell, line, tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, direct("goals"), b"")


def test_standard_output_can_be_named_as_a_device(shell: str, tmp_path: Path) -> None:
    done = run(shell, "kzcli export json -o /dev/stdout | cat", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, direct("export", "json"), b"")


@pytest.mark.parametrize(
    "command", ["summary", "claims", "goal us-investment", "show summit", "read outlook", "export toml"]
)
def test_no_command_appends_to_the_brief_that_it_reads(command: str, tmp_path: Path) -> None:
    need("bash")
    for line in (f"kzcli {command} -b brief.toml >> brief.toml", f"kzcli {command} -b - < brief.toml >> brief.toml"):
        done = run("bash", line, tmp_path)
        assert (done.returncode, (tmp_path / "brief.toml").read_bytes()) == (2, BRIEF.read_bytes())
        assert b"standard output is the brief that is being read" in done.stderr


def test_an_error_in_the_middle_of_a_pipeline_is_on_the_screen_and_not_in_the_pipe(shell: str, tmp_path: Path) -> None:
    done = run(shell, "kzcli claim trade-2081 | cat", tmp_path)
    assert done.stdout == b""
    assert done.stderr.startswith(b"kzcli: error: no claim has the id 'trade-2081'\n  help: did you mean trade-2018")


def test_a_file_that_the_shell_appends_to_by_the_name_of_a_device_keeps_what_it_has(tmp_path: Path) -> None:
    need("bash")
    (tmp_path / "log").write_text("kept\n")
    done = run("bash", "kzcli export json -o /dev/stdout >> log", tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "log").read_bytes() == b"kept\n" + run_kzcli("export", "json").stdout


def test_completion_asked_for_by_no_shell_is_no_traceback(tmp_path: Path) -> None:
    need("bash")
    done = run("bash", "_KZCLI_COMPLETE=complete_bash kzcli", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")
