"""The Tab key in bash, zsh and fish, pressed in real terminals."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from briefs import MINIMAL, toml
from conftest import clean_environment, need, run_kzcli

from kzcli.cli.commands import COMMANDS

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals are POSIX's")
pyte = pytest.importorskip("pyte")
if os.name != "posix":
    pytest.skip("pseudo-terminals are POSIX's", allow_module_level=True)

# What each shell is called with, and what makes it complete.
SETUPS: dict[str, tuple[list[str], list[str]]] = {
    "bash": (
        ["bash", "--norc", "--noprofile"],
        ["bind 'set show-all-if-ambiguous on'", 'eval "$(kzcli completion bash)"'],
    ),
    "zsh": (["zsh", "-f"], ["autoload -Uz compinit; compinit -u -D", 'eval "$(kzcli completion zsh)"']),
    "zsh, autoloaded": (
        ["zsh", "-f"],
        ["mkdir f; kzcli completion zsh > f/_kzcli; fpath=($PWD/f $fpath)", "autoload -Uz compinit; compinit -u -D"],
    ),
    "fish": (["fish", "--no-config"], ["function fish_prompt; echo 'READY> '; end", "kzcli completion fish | source"]),
}
EVALUATED = ("bash", "zsh", "fish")

# What is typed before Tab, and what then stands on the screen; the first in a fresh shell.
ONE_FITS = {
    "kzcli summ": "kzcli summary",
    "kzcli claim trump-n": "kzcli claim trump-nazarbayev",
    "kzcli show trade-2018 gjia": "kzcli show trade-2018 gjia-2020",
    "kzcli read outl": "kzcli read outlook",
    "kzcli goals --js": "kzcli goals --json",
    "kzcli goals --format pl": "kzcli goals --format plain",
    "kzcli export tom": "kzcli export toml",
    "kzcli summary -b us-k": "kzcli summary -b us-kazakhstan",
    "kzcli summary -b other.t": "kzcli summary -b other.toml",
    "kzcli export markdown -o other.t": "kzcli export markdown -o other.toml",
    "kzcli claim -b other.toml it": "kzcli claim -b other.toml it-holds",
    "kzcli claim -b 'a folder/other.toml' it": "kzcli claim -b 'a folder/other.toml' it-holds",
}
MANY_FIT = {
    "kzcli claim trade-": ["trade-2018", "trade-officials", "trade-uz-2018"],
    "kzcli goals --format ": ["panels", "plain", "markdown", "json"],
    "kzcli goals --color ": ["auto", "always", "never"],
    "kzcli ": [name for name in COMMANDS if name != "recommendations"],
}
NOTHING_FITS = {
    "kzcli claim -b broken.toml ": "a file that is no brief",
    "kzcli claim -b none.toml ": "no such file",
    "kzcli claim -b - ": "standard input",
    "kzcli claim zzz": "no such id",
    "kzcli nonsense ": "no such command",
}


class Shell:
    """A shell in a terminal."""

    def __init__(self, command: list[str], setup: list[str], folder: Path) -> None:
        self.name = command[0]
        (folder / ".zshrc").touch()
        self._child = pexpect.spawn(
            command[0],
            command[1:],
            dimensions=(60, 120),
            cwd=str(folder),
            env=clean_environment(
                TERM="xterm", HOME=str(folder), ZDOTDIR=str(folder), XDG_CONFIG_HOME=str(folder), PS1="READY> "
            ),
        )
        self._screen = pyte.Screen(120, 60)
        self._stream = pyte.ByteStream(self._screen)
        for line in setup:
            self._child.sendline(line)
        self._child.sendline("clear; echo set''up")
        assert self.see(["setup", "READY>"])

    def see(self, words: list[str], seconds: float = 15) -> str:
        """The screen as soon as all words are on it, and empty if they do not come."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with contextlib.suppress(pexpect.TIMEOUT):
                self._stream.feed(self._child.read_nonblocking(65536, timeout=0.05))
            shown = "\n".join(line.rstrip() for line in self._screen.display if line.strip())
            if all(word in shown for word in words):
                return shown
        return ""

    def type(self, text: str) -> None:
        self._child.send(text)

    def start_over(self) -> None:
        """Ctrl-C, until a new prompt stands on an empty screen: a shell that is still completing does not see it."""
        self._screen.reset()
        for _ in range(10):
            self._child.send("\x03")
            if self.see(["READY>"], 1.5):
                return
        pytest.fail("the shell does not come back")

    def close(self) -> None:
        self._child.close(force=True)


@pytest.fixture
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    command, setup = SETUPS[request.param]
    need(command[0])
    other = toml(
        {**MINIMAL, "claims": [{"id": "it-holds", "statement": "It holds.", "kind": "fact", "confidence": "high"}]}
    )
    (tmp_path / "a folder").mkdir()
    for name in ("other.toml", "a folder/other.toml"):
        (tmp_path / name).write_bytes(other)
    (tmp_path / "broken.toml").write_text('[[claims]]\nid = "half"\n[[claims\n')
    made = Shell(command, setup, tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("shell", EVALUATED, indirect=True)
def test_the_first_tab_completes_what_only_one_fits(shell: Shell) -> None:
    asked = list(ONE_FITS.items())
    if (
        shell.name != "bash"
    ):  # what is known is the same in all; of what each shell does itself, two of a kind are enough
        asked = [*asked[:3], *asked[-4:]]
    for typed, completed in asked:
        shell.type(f"{typed}\t")
        assert shell.see([completed]), typed
        shell.start_over()


@pytest.mark.parametrize("shell", ["zsh, autoloaded"], indirect=True)
def test_the_first_tab_completes_where_zsh_loads_the_function_itself(shell: Shell) -> None:
    for typed in list(ONE_FITS)[:2]:
        shell.type(f"{typed}\t")
        assert shell.see([ONE_FITS[typed]]), typed
        shell.start_over()


@pytest.mark.parametrize("shell", EVALUATED, indirect=True)
def test_tab_lists_what_several_fit(shell: Shell) -> None:
    for typed, offered in MANY_FIT.items():
        shell.type(f"{typed}\t")
        assert shell.see(offered), typed
        shell.start_over()


@pytest.mark.parametrize("shell", EVALUATED, indirect=True)
def test_tab_says_nothing_where_nothing_fits(shell: Shell) -> None:
    for typed in NOTHING_FITS:
        shell.type(f"{typed}\t")
        shell.type("END")
        shown = shell.see(["END"])
        assert shown, typed
        assert not any(word in shown for word in ("Traceback", "error", "Error", "half")), typed
        shell.start_over()


def complete(*words: str, cwd: Path | None = None) -> list[str]:
    """What completion offers for the last word, straight from the program."""
    env = clean_environment(_KZCLI_COMPLETE="complete_bash", COMP_WORDS=" ".join(words), COMP_CWORD=str(len(words) - 1))
    done = subprocess.run([sys.executable, "-m", "kzcli"], capture_output=True, env=env, cwd=cwd, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode().split()


def test_tab_offers_every_command_in_the_order_of_the_help() -> None:
    assert complete("kzcli", "") == list(COMMANDS)


def test_the_help_beside_a_command_is_whole() -> None:
    env = clean_environment(
        _KZCLI_COMPLETE="complete_fish", _TYPER_COMPLETE_ARGS="kzcli ", _TYPER_COMPLETE_FISH_ACTION="get-args"
    )
    done = subprocess.run([sys.executable, "-m", "kzcli"], capture_output=True, env=env, check=True)
    assert done.stdout.decode().splitlines() == [f"{name}\t{command.help}" for name, command in COMMANDS.items()]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ('claims = [{ id = "half" }, { id = 3 }, 4]\nactors = 3\n', ["half"]),
        ('claims = [{ id = "$(touch made)" }, { id = "`touch made`" }, { id = "good" }]\n', ["good"]),
        ('claims = [{ id = "a\\u001b[31mb" }, { id = "a\\nb" }, { id = "a:b" }, { id = "a b" }]\n', []),
        ("\x00", []),
        ("", []),
    ],
)
def test_only_well_formed_ids_are_offered_whatever_else_is_in_the_file(
    text: str, offered: list[str], tmp_path: Path
) -> None:
    (tmp_path / "hostile.toml").write_text(text)
    assert complete("kzcli", "show", "-b", "hostile.toml", "", cwd=tmp_path) == offered
    assert os.listdir(tmp_path) == ["hostile.toml"]


def test_a_pipe_a_folder_or_a_device_does_not_make_tab_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in ("pipe", ".", "/dev/zero"):
        assert complete("kzcli", "claim", "-b", path, "", cwd=tmp_path) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_nothing_is_said_into_the_line_that_is_being_typed(shell: str) -> None:
    """As by Python, when Ctrl-C ends a completion that has hardly begun."""
    script = run_kzcli("completion", shell).stdout.decode()
    calls = script.count("_KZCLI_COMPLETE=complete_")
    assert calls == script.count(" 2>/dev/null") > 0
