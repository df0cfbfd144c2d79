"""What the tests share: the program as a real process, and how thorough Hypothesis is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

ROOT = Path(__file__).resolve().parent.parent
BRIEF = ROOT / "briefs" / "us-kazakhstan.toml"

# Whole briefs shrink for minutes; to make a failing one small, run with --hypothesis-profile=default.
settings.register_profile(
    "suite",
    max_examples=40,
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


def clean_environment(**more: str) -> dict[str, str]:
    """This environment without what kzcli heeds, and with what is given."""
    kept = {name: value for name, value in os.environ.items() if name not in _MEANINGFUL}
    return {**kept, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}", **more}


Completed = subprocess.CompletedProcess[bytes]
Run = Callable[..., Completed]


def run_kzcli(
    *arguments: str, stdin: bytes | None = None, env: dict[str, str] | None = None, cwd: Path | None = None
) -> Completed:
    """Run the program as a process of its own."""
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
    """The program as a process."""
    return run_kzcli


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
