"""Output that goes wrong, and what the environment asks for."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import clean_environment, kzcli_process, run_kzcli

from kzcli.streams import wrapped

posix = pytest.mark.skipif(os.name != "posix", reason="a POSIX shell and devices")
KZCLI = f"{sys.executable} -m kzcli"


def shell(line: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, env=clean_environment(**env), timeout=60, check=False
    )


WAYS_OUT = [
    "summary",
    "claims",
    "claims --json",
    "summary --format panels",
    "export toml",
    "--help",
    "goals --help",
    "--version",
    "list",
    "",
]


@posix
@pytest.mark.parametrize("arguments", WAYS_OUT)
@pytest.mark.parametrize(
    ("target", "said"), [("> /dev/full", "no space left on device"), (">&-", "standard output is closed")]
)
def test_output_that_cannot_be_written_is_an_error(arguments: str, target: str, said: str) -> None:
    done = shell(f"{KZCLI} {arguments} {target}")
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1


@posix
@pytest.mark.parametrize("arguments", ["claims", "export json", "summary --format panels", "read --format plain"])
def test_a_reader_that_closes_early_ends_it_quietly_as_other_tools_do(arguments: str) -> None:
    done = shell(f"{KZCLI} {arguments} | (exec 0<&-); echo ${{PIPESTATUS[0]}}")
    assert (done.stdout, done.stderr) == (b"141\n", b"")


@posix
def test_a_closed_standard_error_changes_nothing() -> None:
    assert shell(f"{KZCLI} goals 2>&-").stdout.startswith(b"afghan-stability\t")
    assert shell(f"{KZCLI} goal nothing 2>&-").returncode == 2
    assert shell(f"{KZCLI} goal nothing 2>/dev/full").returncode == 2


@pytest.mark.parametrize(
    "env", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}]
)
def test_machine_formats_are_utf_8_whatever_the_locale(env: dict[str, str]) -> None:
    for command in (
        ["export", "json"],
        ["export", "toml"],
        ["export", "markdown"],
        ["claims", "--json"],
        ["claims"],
        ["read"],
    ):
        done = kzcli_process(*command, env=env)
        assert (done.returncode, done.stderr) == (0, b"")
        assert "“special relationship”" in done.stdout.decode("utf-8")


def test_panels_lose_no_letter_in_an_encoding_that_lacks_it() -> None:
    brief = (
        'format = 1\nid = "a"\ntitle = "Қазақстан “ok” – é"\nas_of = 2024-01-31\nsummary = { bottom_line = "Иә." }\n'
    )
    done = kzcli_process(
        "summary", "-b", "-", "--format", "panels", stdin=brief.encode(), env={"PYTHONIOENCODING": "ascii"}
    )
    lines = done.stdout.decode("ascii").splitlines()
    assert "Қазақстан".encode("ascii", "backslashreplace").decode() in "".join(lines)
    assert '"ok" - \\xe9' in "".join(lines)
    assert lines[0].startswith("+- ")
    assert {len(line) for line in lines} == {80}


@pytest.mark.parametrize(
    ("options", "env", "colored"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"NO_COLOR": "", "FORCE_COLOR": "1"}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        (["--color", "auto"], {}, False),
    ],
)
def test_colour_is_decided_once(options: list[str], env: dict[str, str], colored: bool) -> None:
    panels = run_kzcli("summary", "--format", "panels", *options, env=env).stdout
    assert (b"\x1b[" in panels) is colored
    assert b"\x1b" not in run_kzcli("summary", *options, env=env).stdout


def test_colours_are_the_terminals_own_sixteen_and_the_text_is_the_same_without() -> None:
    colored = run_kzcli("recommendation", "summit", "--format", "panels", "--color", "always").stdout.decode()
    codes = set(";".join(re.findall(r"\x1b\[([\d;]*)m", colored)).split(";"))
    assert codes <= {"0", "1", "2", "3", "4", *map(str, range(30, 38)), *map(str, range(90, 98))}
    assert len(codes & set(map(str, range(30, 38)))) <= 4
    plain = run_kzcli("recommendation", "summit", "--format", "panels").stdout.decode()
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == plain


@pytest.mark.parametrize(
    ("columns", "width"),
    [
        ("0", 80),
        ("1", 20),
        ("4", 20),
        ("40", 40),
        ("100", 100),
        ("10000000", 100),
        ("abc", 80),
        ("-5", 80),
        ("", 80),
        ("9" * 5000, 80),
    ],
)
def test_the_width_keeps_to_what_a_page_can_bear(columns: str, width: int) -> None:
    text = run_kzcli("summary", "--format", "panels", env={"COLUMNS": columns}).stdout.decode()
    assert max(map(len, text.splitlines())) == width
    assert "Kazakhstan" in text.replace("\n", "").replace("│", "").replace(" ", "")


def test_results_go_to_standard_output_and_messages_to_standard_error() -> None:
    good, bad = kzcli_process("goals", "--json"), kzcli_process("goal", "nothing")
    assert json.loads(good.stdout)
    assert (good.stderr, bad.stdout) == (b"", b"")
    assert bad.stderr.startswith(b"kzcli: error: ")


@posix
@pytest.mark.parametrize("wait", [0.05, 0.15, 1.0])
def test_ctrl_c_ends_it_with_130_and_without_a_traceback(wait: float) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "kzcli", "summary", "-b", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment(),
    ) as process:
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    if wait < 1:  # Python itself may still be starting, which is not ours to handle
        assert process.returncode in (130, -signal.SIGINT, 1)
        return
    assert (process.returncode, out, err) == (130, b"", b"")


_NO_UTF_8 = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@posix
@pytest.mark.parametrize("command", ["summary", "claims", "figures", "recommendation summit", "read", "list"])
def test_in_the_c_locale_panels_are_ascii_of_the_same_width_and_say_the_same(command: str) -> None:
    ascii_ = kzcli_process(*command.split(), "--format", "panels", env=_NO_UTF_8)
    utf_8 = run_kzcli(*command.split(), "--format", "panels")
    assert (ascii_.returncode, ascii_.stderr) == (0, b"")
    assert max(map(len, ascii_.stdout.decode("ascii").splitlines())) <= 80
    letters = re.compile(r"[A-Za-z0-9]")
    assert letters.findall(ascii_.stdout.decode("ascii")) == letters.findall(utf_8.stdout.decode())


@posix
@pytest.mark.parametrize("env", [{}, _NO_UTF_8])
def test_an_error_repeats_what_was_typed_so_that_it_cannot_act(env: dict[str, str]) -> None:
    argument = "қ\x1b[31m\x9b1m\udcff\n\u202e"
    for words in (
        ["claim", argument],
        [argument],
        ["export", argument],
        ["goals", "--format", argument],
        ["goals", "-b", argument],
        ["goals", f"--{argument}"],
        ["export", "json", "-o", f"none/{argument}"],
    ):
        done = kzcli_process(*words, env=env)
        assert (done.returncode, done.stdout) == (2, b"")
        said = done.stderr.decode()
        assert said.startswith("kzcli: error: ")
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", said)
        assert len(said.splitlines()) == 2


@pytest.mark.parametrize("columns", ["0", "1", "abc", "10000000"])
def test_help_is_whole_whatever_the_columns_are_said_to_be(columns: str) -> None:
    usual = run_kzcli("claims", "--help").stdout.decode().split()
    text = run_kzcli("claims", "--help", env={"COLUMNS": columns}).stdout.decode()
    assert text.split() == usual
    assert max(map(len, text.splitlines())) <= 100


@posix
def test_closed_standard_input_matters_only_to_who_reads_it() -> None:
    assert shell(f"{KZCLI} goals <&-").stdout.startswith(b"afghan-stability\t")
    done = shell(f"{KZCLI} goals -b - <&-")
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, b"kzcli: error: standard input is closed")


@posix
@pytest.mark.parametrize("arguments", [["summary", "--format", "panels"], ["export", "json", "-o", "out.json"]])
def test_python_has_nothing_to_warn_about(arguments: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-m", "kzcli", *arguments],
        capture_output=True,
        cwd=tmp_path,
        env=clean_environment(),
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("message", "lines"),
    [
        ("one two three four", ["one two", "three four"]),
        ("ten cells.", ["ten cells."]),
        ("", [""]),
        ("averylongword of it", ["averylongword", "of it"]),
        ("  help: say what", ["  help:", "  say what"]),
        ("one\n\n  two", ["one", "", "  two"]),
        ("\x1b[2mone two x\x1b[0m", ["\x1b[2mone two x\x1b[0m"]),
        ("北京 北京 北京", ["北京 北京", "北京"]),
        ("қазақ е\u0308\u0308 тіл", ["қазақ е\u0308\u0308", "тіл"]),
        ("  kzcli check clean-air.toml", ["  kzcli check clean-air.toml"]),
        ("kzcli goal help-in-time · kzcli read", ["kzcli goal help-in-time ·", "kzcli read"]),
        ("\x1b[2mkzcli a · kzcli b\x1b[0m", ["\x1b[2mkzcli a ·", "kzcli b\x1b[0m"]),
    ],
)
def test_a_message_is_broken_between_words_and_a_command_nowhere(message: str, lines: list[str]) -> None:
    assert wrapped(message, 10).split("\n") == lines


@posix
def test_on_a_terminal_no_message_runs_over_its_edge() -> None:
    pexpect = pytest.importorskip("pexpect")
    for arguments in (
        ["summary"],
        ["claims", "-b", "no/such/folder/with/a/long/name/and/no/brief.toml"],
        ["goal", "x y"],
    ):
        output, _ = pexpect.run(
            f"{KZCLI} {' '.join(arguments)}", withexitstatus=True, env=clean_environment(TERM="xterm"), timeout=30
        )
        shown = re.sub(r"\x1b\[[\d;]*m", "", output.decode().replace("\r", ""))
        assert max(map(len, shown.splitlines())) <= 80, shown
