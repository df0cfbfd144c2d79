"""In a real terminal: panels, colours, the pager."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import clean_environment

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals are POSIX's")
pyte = pytest.importorskip("pyte")
if os.name != "posix":
    pytest.skip("pseudo-terminals are POSIX's", allow_module_level=True)

KZCLI = [sys.executable, "-m", "kzcli"]


def terminal(arguments: list[str], rows: int = 24, columns: int = 80, **env: str) -> tuple[bytes, int]:
    """What the program writes to a terminal, and its exit code."""
    child = pexpect.spawn(
        KZCLI[0],
        [*KZCLI[1:], *arguments],
        dimensions=(rows, columns),
        env=clean_environment(**{"TERM": "xterm-256color", "PAGER": "cat", **env}),
        timeout=30,
    )
    output = child.read()
    child.close()
    return output, child.exitstatus if child.exitstatus is not None else 128 + child.signalstatus


def screen(output: bytes, rows: int, columns: int) -> Any:
    """The terminal's screen after the output, long enough to hold all of it."""
    made = pyte.Screen(columns, rows)
    pyte.ByteStream(made).feed(output)
    return made


@pytest.mark.parametrize(("rows", "columns"), [(24, 80), (50, 200), (24, 40), (24, 20)])
def test_a_terminal_gets_panels_in_colour_that_fit_it_and_a_hint_last(rows: int, columns: int) -> None:
    output, code = terminal(["summary"], rows, columns)
    assert code == 0
    lines = [line.rstrip() for line in screen(output, 400, columns).display if line.strip()]
    width = min(columns, 100)
    assert max(map(len, lines)) <= max(width, 20)
    assert ("╭─ Bottom line" in "\n".join(lines)) == (columns >= 50)
    assert b"\x1b[36m" in output
    hint = "kzcli why summit · kzcli read"
    assert hint.replace(" ", "") in "".join(lines).replace(" ", "")
    if columns >= 80:
        assert lines[-1].startswith(hint)


def test_the_summary_scrolls_through_no_more_than_two_screens() -> None:
    output, _ = terminal(["summary"])
    assert output.count(b"\n") <= 47


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_where_it_is_not_wanted(env: dict[str, str]) -> None:
    output, code = terminal(["summary"], 24, 80, **env)
    assert code == 0
    assert b"\x1b" not in output
    assert "╭─ Bottom line".encode() in output


def test_a_list_and_json_and_plain_text_on_a_terminal() -> None:
    assert b"served by" in terminal(["goals"])[0]
    assert terminal(["goals", "--format", "plain"])[0].startswith(b"afghan-stability\t")
    assert terminal(["goals", "--json"])[0].startswith(b"[\r\n")


def pager(folder: Path, script: str) -> str:
    path = folder / "pager"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_the_running_text_goes_through_the_pager(tmp_path: Path) -> None:
    shown = tmp_path / "shown"
    output, code = terminal(["read"], PAGER=pager(tmp_path, f'cat > {shown}; echo "LESS=$LESS"'))
    assert (code, output) == (0, b"LESS=FRX\r\n")
    text = re.sub(r"\x1b\[[\d;]*m", "", shown.read_text("utf-8"))
    assert text.startswith("The Future of US-Kazakhstan Relations\n")
    assert "[1] " in text


@pytest.mark.parametrize("value", ["", "cat", "no-such-pager --at-all", "'unclosed"])
def test_without_a_pager_the_text_is_shown_directly(value: str) -> None:
    output, code = terminal(["read", "outlook"], PAGER=value)
    assert code == 0
    assert b"A partner, not a remote country" in output


def test_a_pager_that_is_left_early_ends_it_quietly(tmp_path: Path) -> None:
    output, code = terminal(["read"], PAGER=pager(tmp_path, "exit 0"))
    assert (output, code) == (b"", 0)


def test_reading_a_brief_from_a_terminal_says_so_at_once() -> None:
    output, code = terminal(["summary", "-b", "-"])
    assert code == 2
    assert b"standard input is a terminal, not a brief" in output


def test_the_hint_is_for_eyes_and_goes_into_no_file(tmp_path: Path) -> None:
    line = f"{sys.executable} -m kzcli summary 2> messages"
    child = pexpect.spawn(
        "sh", ["-c", line], dimensions=(24, 80), cwd=str(tmp_path), env=clean_environment(TERM="xterm"), timeout=30
    )
    output = child.read()
    child.close()
    assert b"Bottom line" in output
    assert (tmp_path / "messages").read_bytes() == b""


@pytest.mark.parametrize("columns", [20, 50])
@pytest.mark.parametrize(
    "arguments", [["recommendation", "summit"], ["claims"], ["timeline"], ["figures"], ["sources"], ["read"], ["list"]]
)
def test_nothing_is_wider_than_the_screen(arguments: list[str], columns: int) -> None:
    output, code = terminal(arguments, 24, columns)
    assert code == 0
    lines = re.sub(r"\x1b\[[\d;]*m", "", output.decode()).split("\r\n")
    assert "\x1b" not in "".join(lines)
    assert max(len(line) for line in lines if not line.startswith("kzcli ")) <= columns  # the hint is one line to copy


def test_colours_are_of_the_sixteen_in_every_view() -> None:
    for arguments in (["show", "summit", "trade-2018", "gjia-2020"], ["timeline"]):
        codes = set(";".join(re.findall(r"\x1b\[([\d;]*)m", terminal(arguments)[0].decode())).split(";"))
        assert codes <= {"0", "1", "2", "3", "4", *map(str, range(30, 38)), *map(str, range(90, 98))}


def test_ctrl_c_in_the_pager_or_before_it_leaves_quietly(tmp_path: Path) -> None:
    child = pexpect.spawn(
        KZCLI[0],
        [*KZCLI[1:], "read"],
        env=clean_environment(TERM="xterm", PAGER=pager(tmp_path, "echo paging; exec sleep 30")),
        timeout=30,
    )
    child.expect("paging")
    child.sendintr()
    output = child.read()
    child.close()
    assert child.exitstatus == 130
    assert output.replace(b"^C", b"").strip() == b""


def test_a_pager_that_fails_is_an_error(tmp_path: Path) -> None:
    output, code = terminal(["read"], PAGER=pager(tmp_path, "exit 3"))
    assert code == 2
    assert b"kzcli: error: the pager ended with 3" in output
