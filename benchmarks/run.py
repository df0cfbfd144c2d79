"""How long kzcli takes, as ratios to what any program on its libraries must pay, in one run.

    python benchmarks/run.py [ROUNDS]

Each command is timed as a whole process beside `python -c "import typer, rich.console, pydantic"`, the two in turn,
and the median of the pairs' ratios is printed with the goal that it is held to. Run it with the Python that
kzcli is installed in.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BRIEF = ROOT / "briefs" / "us-kazakhstan.toml"
BASE = [sys.executable, "-c", "import typer, rich.console, pydantic"]
KZCLI = [sys.executable, "-m", "kzcli"]
LIMIT = 1024 * 1024


def seconds(command: list[str], env: dict[str, str] | None = None, *, terminal: bool = False) -> float:
    """The time of a whole process, its output read and thrown away."""
    environ = {**os.environ, **(env or {})}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has been compiled
    if not terminal:
        started = time.perf_counter()
        subprocess.run(command, env=environ, capture_output=True, check=True)
        return time.perf_counter() - started
    import pty

    outer, inner = pty.openpty()

    def drain() -> None:
        try:
            while os.read(outer, 65536):
                pass
        except OSError:  # what Linux says when the other end is closed
            return

    reader = threading.Thread(target=drain)
    reader.start()
    started = time.perf_counter()
    subprocess.run(command, env={**environ, "TERM": "xterm"}, stdout=inner, stderr=inner, check=True)
    taken = time.perf_counter() - started
    os.close(inner)
    reader.join()
    os.close(outer)
    return taken


def ratio(
    command: list[str],
    base: list[str],
    rounds: int,
    env: dict[str, str] | None = None,
    *,
    terminal: bool = False,
    base_terminal: bool = False,
) -> float:
    """The median ratio of a command's time to another's, taken in turn."""
    seconds(command, env, terminal=terminal)  # the first run may have to compile
    seconds(base, terminal=base_terminal)
    pairs = [seconds(command, env, terminal=terminal) / seconds(base, terminal=base_terminal) for _ in range(rounds)]
    return statistics.median(pairs)


def large_brief() -> str:
    """The bundled brief with its claims repeated under new ids until the file is at the limit."""
    text = BRIEF.read_text(encoding="utf-8")
    claims = re.findall(r"^\[\[claims\]\]\n(?:(?!\[\[).*\n)*", text, re.MULTILINE)
    made, size, round_number = [text], len(text.encode()), 0
    while True:
        round_number += 1
        for claim in claims:
            copy = re.sub(r'^id = "(.*)"$', rf'id = "\1-{round_number}"', claim, count=1, flags=re.MULTILINE)
            size += len(copy.encode()) + 1
            if size > LIMIT:
                return "\n".join(made)
            made.append(copy)


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    can_be_terminal = os.name == "posix"
    tab = {"_KZCLI_COMPLETE": "complete_bash", "COMP_WORDS": "kzcli claim tra", "COMP_CWORD": "2"}
    cases: list[tuple[str, list[str], float, dict[str, str] | None, bool]] = [
        ("summary, on a terminal", ["summary"], 2.1, None, can_be_terminal),
        ("summary, in a pipe", ["summary"], 1.8, None, False),
        ("claims, in a pipe", ["claims"], 1.8, None, False),
        ("export json", ["export", "json"], 1.8, None, False),
        ("--help", ["--help"], 1.5, None, False),
        ("Tab on a claim's id", [], 1.7, tab, False),
        ("--version", ["--version"], 1.5, None, False),
    ]
    print(f"{'command':<28} ratio  goal   (medians of {rounds} pairs, whole processes)")
    print('to python -c "import typer, rich.console, pydantic":')
    for name, arguments, goal, env, terminal in cases:
        found = ratio([*KZCLI, *arguments], BASE, rounds, env, terminal=terminal)
        print(f"  {name:<26} {found:5.2f}  {goal:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large.toml"
        large.write_text(large_brief(), encoding="utf-8")
        print("a brief of 1 MiB to the bundled one:")
        for name, terminal in (("summary, on a terminal", can_be_terminal), ("summary, in a pipe", False)):
            command = [*KZCLI, "summary", "-b", str(large)]
            found = ratio(command, [*KZCLI, "summary"], max(3, rounds // 3), terminal=terminal, base_terminal=terminal)
            print(f"  {name:<26} {found:5.2f}  3.0")


if __name__ == "__main__":
    main()
