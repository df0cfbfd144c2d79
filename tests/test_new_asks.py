"""`kzcli new` on a terminal: what it asks, what it asks again, and that it leaves nothing behind when it is stopped."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import clean_environment

import kzcli

ANSWERED = ["--audience", "B", "--author", "C", "--action", "Do it"]


def on_terminal(folder: Path, arguments: list[str], line: str = "", columns: int = 120) -> Any:
    """The program in a terminal, with its output apart where a shell's line says so."""
    pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals are POSIX's")
    if os.name != "posix":
        pytest.skip("pseudo-terminals are POSIX's")
    command = [sys.executable, "-m", "kzcli", "new", *arguments] if not line else ["sh", "-c", line]
    return pexpect.spawn(
        command[0],
        command[1:],
        cwd=str(folder),
        env=clean_environment(TERM="xterm", PYTHON=sys.executable),
        timeout=30,
        dimensions=(24, columns),
        encoding="utf-8",
    )


def finish(child: Any) -> tuple[str, int]:
    output = child.read()
    child.close()
    return output, child.exitstatus


def test_on_a_terminal_it_asks_and_enter_takes_the_default(tmp_path: Path) -> None:
    child = on_terminal(tmp_path, [])
    answers = {"Title": "Cleaner air in “Almaty”", "Whom": "", "Your name": "Ада", "What should": "", "Who should": ""}
    for question, answer in answers.items():
        child.expect(rf"{question}[^\[]*\[[^\n]*\]: ")
        child.sendline(answer)
    output, code = finish(child)
    assert code == 0
    assert "kzcli check cleaner-air-in-almaty.toml" in output
    brief = kzcli.load(tmp_path / "cleaner-air-in-almaty.toml")
    assert (brief.title, brief.audience, brief.authors[0].name) == (
        "Cleaner air in “Almaty”",
        "The city council",
        "Ада",
    )


def test_on_a_terminal_it_asks_only_what_the_options_leave_open(tmp_path: Path) -> None:
    child = on_terminal(tmp_path, ["air", *ANSWERED, "--title", "A"])
    child.expect(r"Who should do it\? \[The city council\]: ")
    assert child.before.count("[") == 0
    child.sendline("D")
    assert finish(child)[1] == 0
    assert kzcli.load(tmp_path / "air.toml").actors[0].name == "D"
    child = on_terminal(tmp_path, ["b", *ANSWERED, "--actor", "D", "--title", "A"])
    assert "[" not in finish(child)[0]


@pytest.mark.parametrize("key", ["\x03", "\x04"])
@pytest.mark.parametrize("after", [0, 3])
def test_ctrl_c_and_ctrl_d_leave_nothing_behind(key: str, after: int, tmp_path: Path) -> None:
    child = on_terminal(tmp_path, ["air"])
    for _ in range(after):
        child.expect(r"\]: ")
        child.sendline("x")
    child.expect(r"\]: ")
    child.send(key)
    output, code = finish(child)
    assert (code, os.listdir(tmp_path)) == (130, [])
    assert "Traceback" not in output
    assert output.replace("^C", "").replace("^D\b\b", "") == "\r\n"


def test_an_answer_that_ctrl_d_ends_counts_and_the_next_question_begins_its_own_line(tmp_path: Path) -> None:
    child = on_terminal(tmp_path, ["air", *ANSWERED])
    child.expect(r"\]: ")
    child.send("Good\x04\x04")
    child.expect(r"\nWho should do it[^\n]*\]: ")
    child.sendline("")
    assert finish(child)[1] == 0
    assert kzcli.load(tmp_path / "air.toml").title == "Good"


def test_what_cannot_stand_in_a_brief_is_asked_again(tmp_path: Path) -> None:
    child = on_terminal(tmp_path, ["air", *ANSWERED, "--actor", "D"])
    child.expect(r"\]: ")
    child.sendline("a\u202eb")
    child.expect("the control character U\\+202E was found")
    child.expect(r"Title[^\n]*\]: ")
    child.sendline("Good")
    assert finish(child)[1] == 0
    assert kzcli.load(tmp_path / "air.toml").title == "Good"


def test_an_action_without_a_verb_is_asked_for_again(tmp_path: Path) -> None:
    child = on_terminal(tmp_path, ["air", "--title", "A", "--audience", "B", "--author", "C", "--actor", "The city"])
    for typed in ("New pipes", "The city should replace the pipes"):
        child.expect(r"What should be done[^\[]*\[[^\n]*\]: ")
        said = child.before
        child.sendline(typed)
    assert "begin with what is to be done: Replace …; the same answer again keeps it" in " ".join(said.split())
    assert finish(child)[1] == 0
    brief = kzcli.load(tmp_path / "air.toml")
    assert brief.recommendations[0].title == "Replace the pipes"
    assert brief.summary.bottom_line.startswith("The city should replace the pipes: ")


def test_a_verb_that_is_not_known_is_taken_when_it_is_typed_again(tmp_path: Path) -> None:
    child = on_terminal(tmp_path, ["air", "--title", "A", "--audience", "B", "--author", "C", "--actor", "The city"])
    for typed in ("Rewild bogs", "Rewild bogs"):
        child.expect(r"What should be done[^\[]*\[[^\n]*\]: ")
        child.sendline(typed)
    assert finish(child)[1] == 0
    assert kzcli.load(tmp_path / "air.toml").recommendations[0].title == "Rewild bogs"


@pytest.mark.parametrize("columns", [40, 80, 100])
def test_what_is_said_on_a_terminal_fits_it_and_breaks_no_word_and_no_command(columns: int, tmp_path: Path) -> None:
    child = on_terminal(tmp_path, [], columns=columns)
    for answer in ("Milltown should take its lead out", "", "", "Pipes", "Replace the lead lines", ""):
        child.expect(r"\]: ")
        child.sendline(answer)
    output, code = finish(child)
    assert code == 0
    lines = output.replace("\r", "").splitlines()
    commands = [line for line in lines if line.startswith("  kzcli ")]
    assert [line.split("  ")[1] for line in commands] == [
        "kzcli summary -b milltown-should-take-its-lead.toml",
        "kzcli check milltown-should-take-its-lead.toml",
        "kzcli schema -o brief.schema.json",
    ]
    said = [line for line in lines if line not in commands or "  " in line.strip()]
    assert max(map(len, said)) <= columns
    assert "Put your own words in its place;" in " ".join(" ".join(said).split())


def test_questions_are_asked_beside_a_pipe_and_not_into_it(tmp_path: Path) -> None:
    child = on_terminal(tmp_path, [], line='"$PYTHON" -m kzcli new -o - > out')
    for _ in range(5):
        child.expect(r"\]: ")
        child.sendline("")
    assert finish(child)[1] == 0
    assert (tmp_path / "out").read_text().startswith("#:schema brief.schema.json\n")


def test_without_a_terminal_for_answers_or_for_questions_nothing_is_asked(tmp_path: Path) -> None:
    for line in ('"$PYTHON" -m kzcli new a < /dev/null', '"$PYTHON" -m kzcli new b 2> said'):
        output, code = finish(on_terminal(tmp_path, [], line=line))
        assert code == 0
        assert "]: " not in output


@pytest.mark.parametrize("arguments", [["air"], ["-o", "none/air.toml"], ["trees.toml"], ["--action", "Pipes"]])
def test_what_cannot_be_written_is_refused_before_anything_is_asked(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "air.toml").touch()
    output, code = finish(on_terminal(tmp_path, arguments))
    assert code == 2
    assert "]: " not in output
