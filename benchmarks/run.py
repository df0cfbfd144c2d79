"""How long kzcli takes, as ratios to what any program on its libraries must pay, in one run.

    python benchmarks/run.py [ROUNDS]

Each command is timed as a whole process beside `python -c "import typer, rich.console, pydantic"`, the two in turn,
and the median of the pairs' ratios is printed with the goal that it is held to. Run it with the Python that
kzcli is installed in.
"""

from __future__ import annotations

import os
import re
import shutil
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


EXPORTS: dict[str, tuple[list[str], float | None]] = {
    "html": ([], 2.0),
    "csv": (["--part", "claims"], 2.0),
    "docx": ([], 2.5),
    "pdf": ([], 2.8),
    "epub": ([], None),
    "markdown": ([], None),
    "jsonl": (["--part", "claims"], None),
    "sqlite": ([], None),
    "bibtex": ([], None),
}
"""Formats with what else is asked and the goal, if there is one."""


def other_routes(folder: Path) -> dict[str, list[str]]:
    """What one would do instead, from our Markdown on the disk: the commands whose programs are here."""
    markdown = folder / "brief.md"
    markdown.write_bytes(subprocess.run([*KZCLI, "export", "markdown"], capture_output=True, check=True).stdout)
    if not shutil.which("pandoc"):
        return {}
    made = {
        format: ["pandoc", "-s", "--metadata", "title=Brief", str(markdown), "-o", str(folder / f"other.{format}")]
        for format in ("html", "docx", "epub")
    }
    if shutil.which("soffice"):
        convert = f"soffice -env:UserInstallation={(folder / 'profile').as_uri()} --headless --convert-to pdf"
        script = f"pandoc {markdown} -o {folder}/via.docx && {convert} --outdir {folder} {folder}/via.docx"
        made["pdf"] = ["sh", "-c", script]
    return made


def export_table(rounds: int) -> None:
    """Print how long exports take, to the base and to the other routes."""
    print("export, to the same, and to the other route from our Markdown (pandoc; for PDF, pandoc and LibreOffice):")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        others = other_routes(folder)
        for format, (arguments, goal) in EXPORTS.items():
            command = [*KZCLI, "export", format, *arguments, "-o", str(folder / f"ours.{format}")]
            found = ratio(command, BASE, rounds)
            beside = ""
            if format in others:
                few = 3 if format == "pdf" else max(3, rounds // 3)
                beside = f"{ratio(command, others[format], few):7.2f} to the other"
            print(f"  {format:<26} {found:5.2f}  {goal or '':<4} {beside}".rstrip())


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
    export_table(rounds)
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
