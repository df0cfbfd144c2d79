"""What the tests share: ways to run the program, what somebody has looked at, and how thorough Hypothesis is."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any
from unittest import mock

import pytest
from briefs import FULL, toml
from hypothesis import HealthCheck, Phase, settings
from weighed import cite, data_of

from kzcli.cli.app import run

# An assertion in these shows what it compared, as one in a test does.
pytest.register_assert_rewrite("citations", "editions_by_hand", "knot", "ledgers", "poppler")

ROOT = Path(__file__).resolve().parent.parent
BRIEF = ROOT / "briefs" / "us-kazakhstan.toml"
GOLDEN = ROOT / "tests" / "golden"

# Whole briefs shrink for minutes; to make a failing one small, run with --hypothesis-profile=default.
settings.register_profile(
    "suite",
    max_examples=10,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("suite")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show the tables that tests have recorded, also where they ran in other processes."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, value in report.user_properties:
                if name == "table":
                    terminalreporter.write_line(f"\n{value}")


_MEANINGFUL = ("COLUMNS", "FORCE_COLOR", "KZCLI_BRIEF", "NO_COLOR", "PAGER", "PYTHONIOENCODING", "PYTHONUTF8", "TERM")
_SLOW = "PYTHONDONTWRITEBYTECODE"
"""With it every process would compile the program anew."""


def clean_environment(**more: str) -> dict[str, str]:
    """This environment without what kzcli heeds, and with what is given."""
    kept = {name: value for name, value in os.environ.items() if name not in (*_MEANINGFUL, _SLOW)}
    return {**kept, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}", **more}


Completed = subprocess.CompletedProcess[bytes]
Run = Callable[..., Completed]


_STARTING = ("LANG", "LC_", "PYTHON", "TZ", "_KZCLI_COMPLETE")
"""How variables begin that Python heeds when it starts, or a shell's completion sets."""


def run_kzcli(
    *arguments: str, stdin: bytes | None = None, env: dict[str, str] | None = None, cwd: Path | None = None
) -> Completed:
    """Run the program in this process, which takes a tenth of the time of one of its own.

    Its standard streams are files of its own, its environment, folder and caches those of a new process. An error that
    nothing has been provided for is raised here, where the test that meets it shows it.
    """
    started_with = [name for name in env or {} if name.startswith(_STARTING)]
    if started_with:
        raise ValueError(f"only a new process heeds {', '.join(started_with)}: run it with kzcli_process")
    _forget()
    with contextlib.ExitStack() as stack:
        given, out, err = (stack.enter_context(tempfile.TemporaryFile()) for _ in range(3))
        given.write(stdin or b"")
        given.seek(0)
        with (
            _standard_streams(given, out, err),
            mock.patch.dict(os.environ, clean_environment(**(env or {})), clear=True),
            contextlib.chdir(cwd or Path.cwd()),
        ):
            code = run(list(arguments))
        for written in (out, err):
            written.seek(0)
        return Completed(["kzcli", *arguments], code, out.read(), err.read())


@contextlib.contextmanager
def _standard_streams(*files: IO[bytes]) -> Iterator[None]:
    """Let these files be standard input, output and error: for Python, and by their numbers for all else."""
    names = ("stdin", "stdout", "stderr")
    modes, errors = ("r", "w", "w"), ("strict", "strict", "backslashreplace")
    with contextlib.ExitStack() as stack:
        for number, file in enumerate(files):
            before = os.dup(number)
            stack.callback(os.close, before)
            stack.callback(os.dup2, before, number)
            os.dup2(file.fileno(), number)
        for number, (name, mode, error) in enumerate(zip(names, modes, errors, strict=True)):
            text = stack.enter_context(open(number, mode, encoding="utf-8", errors=error, closefd=False))
            stack.enter_context(mock.patch.object(sys, name, text))
        yield


def _forget() -> None:
    """Empty the program's caches: a test may have changed what they remember, such as a folder's settings."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "kzcli":
            for value in list(vars(module).values()):
                if callable(clear := getattr(value, "cache_clear", None)):
                    clear()


def kzcli_process(
    *arguments: str, stdin: bytes | None = None, env: dict[str, str] | None = None, cwd: Path | None = None
) -> Completed:
    """Run the program as a process of its own, for what only a process shows.

    That is how it starts and is stopped, whatever streams it has, locks, memory, encodings, time zones and completion.
    """
    return subprocess.run(
        [sys.executable, "-m", "kzcli", *arguments],
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        env=clean_environment(**(env or {})),
        cwd=cwd,
        timeout=60,
        check=False,
    )


@pytest.fixture
def kzcli() -> Run:
    """The program, in this process."""
    return run_kzcli


@pytest.fixture
def cli(capsysbinary: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`kzcli diff` without the streams and caches of its own that `run_kzcli` gives it: there are many calls."""
    for name in ("COLUMNS", "FORCE_COLOR", "KZCLI_BRIEF"):
        monkeypatch.delenv(name, raising=False)

    def called(*arguments: str, code: int = 1) -> str:
        assert run(["diff", *map(str, arguments)]) == code
        out, err = capsysbinary.readouterr()
        assert (err == b"") is (code != 2)
        return str(out or err, "utf-8")

    return called


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


def looked_at(name: str, text: str) -> None:
    """Hold a text to what somebody has looked at.

    To renew: RENEW_GOLDEN=1 pytest FILE, with the file of the test, then read the difference in git.
    """
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("RENEW_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.read_text("utf-8") == text


def need(*programs: str) -> None:
    """Skip a test on a machine without these programs; in CI a missing one is a failure."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing and os.environ.get("CI"):
        pytest.fail(f"CI must have {', '.join(missing)}")
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")


READERS = ROOT / "tests" / "readers"


def need_readers() -> None:
    """Skip a test where the readers of HTML are not installed; in CI they must be."""
    need("node", "chromium")
    if not (READERS / "node_modules").is_dir():
        missing = "npm ci --prefix tests/readers installs the readers of HTML"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
