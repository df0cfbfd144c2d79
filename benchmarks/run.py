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
        _check(subprocess.run(command, env=environ, capture_output=True, check=False))
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
    _check(
        subprocess.run(
            command, env={**environ, "TERM": "xterm", "PAGER": "cat"}, stdout=inner, stderr=inner, check=False
        )
    )
    taken = time.perf_counter() - started
    os.close(inner)
    reader.join()
    os.close(outer)
    return taken


def _check(done: subprocess.CompletedProcess[bytes]) -> None:
    """Refuse a run that failed; 1 is an answer too: two editions differ."""
    if done.returncode > 1 or b"Traceback" in (done.stderr or b""):
        raise subprocess.CalledProcessError(done.returncode, done.args, stderr=done.stderr)


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


def large_brief(*, dense: bool = False) -> str:
    """The bundled brief with its claims repeated under new ids until the file is at the limit.

    Args:
        dense: whether each of them rests on the six before it, and the first recommendation on the last.
    """
    text = BRIEF.read_text(encoding="utf-8")
    claims = re.findall(r"^\[\[claims\]\]\n(?:(?!\[\[).*\n)*", text, re.MULTILINE)
    made, size, round_number = [text], len(text.encode()), 0
    ids: list[str] = []
    while True:
        round_number += 1
        for claim in claims:
            copy = re.sub(r'^id = "(.*)"$', rf'id = "\1-{round_number}"', claim, count=1, flags=re.MULTILINE)
            if dense:
                needs = ", ".join(f'"{id}"' for id in ids[-6:])
                copy = f"{re.sub(r'^rests_on = .*$', '', copy, flags=re.MULTILINE).rstrip()}\nrests_on = [{needs}]\n"
            size += len(copy.encode()) + 1
            if size > LIMIT - 100:
                linked = text.replace("evidence = [", f'evidence = ["{ids[-1]}", ', 1) if dense else text
                return "\n".join([linked, *made[1:]])
            ids += re.findall(r'^id = "(.*)"$', copy, re.MULTILINE)
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


def edited(text: str) -> str:
    """Another edition: one claim in ten less sure, a figure and the texts that tell it."""
    text = text.replace("$2.1 billion", "$2.3 billion").replace("2_100_000_000", "2_300_000_000")
    ids = iter(range(len(text)))
    return re.sub('confidence = "moderate"', lambda word: word[0] if next(ids) % 10 else 'confidence = "low"', text)


def diff_table(rounds: int) -> None:
    """Print how long it takes to compare the bundled brief with another edition, and two at the limit."""
    terminal = os.name == "posix"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pairs = {}
        for size, text in (("bundled", BRIEF.read_text(encoding="utf-8")), ("dense", large_brief(dense=True))):
            paths = (folder / f"{size}.toml", folder / f"{size}-edited.toml")
            for path, made in zip(paths, (text, edited(text)), strict=True):
                path.write_text(made, encoding="utf-8")
            pairs[size] = [str(path) for path in paths]
        print("diff, to the same:")
        cases: tuple[tuple[str, list[str], bool], ...] = (
            ("on a terminal", [], terminal),
            ("in a pipe", [], False),
            ("--suspects", ["--suspects"], False),
            ("--json", ["--json"], False),
        )
        for what, options, shown in cases:
            command = [*KZCLI, "diff", *pairs["bundled"], *options]
            print(f"  {what:<26} {ratio(command, BASE, rounds, terminal=shown):5.2f}  2.0")
        print("diff of two briefs of 1 MiB, densely linked, to that of the bundled one:")
        for what, options, shown in cases:
            command, base = ([*KZCLI, "diff", *pairs[size], *options] for size in ("dense", "bundled"))
            few = max(3, rounds // 3)
            found = ratio(command, base, few, terminal=shown, base_terminal=shown)
            print(f"  {what:<26} {found:5.2f}  4.0")


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    can_be_terminal = os.name == "posix"
    tab = {"_KZCLI_COMPLETE": "complete_bash", "COMP_WORDS": "kzcli claim tra", "COMP_CWORD": "2"}
    cases: list[tuple[str, list[str], float, dict[str, str] | None, bool]] = [
        ("summary, on a terminal", ["summary"], 2.1, None, can_be_terminal),
        ("summary, in a pipe", ["summary"], 1.8, None, False),
        ("claims, in a pipe", ["claims"], 1.8, None, False),
        ("why, on a terminal", ["why", "summit"], 2.0, None, can_be_terminal),
        ("why, in a pipe", ["why", "summit"], 2.0, None, False),
        ("impact, on a terminal", ["impact", "gjia-2020"], 2.0, None, can_be_terminal),
        ("impact, in a pipe", ["impact", "gjia-2020"], 2.0, None, False),
        ("gaps, in a pipe", ["gaps"], 2.0, None, False),
        ("track, in a pipe", ["track"], 2.0, None, False),
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
    diff_table(rounds)
    export_table(rounds)
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large.toml"
        large.write_text(large_brief(), encoding="utf-8")
        print("a brief of 1 MiB to the bundled one:")
        for name, terminal in (("summary, on a terminal", can_be_terminal), ("summary, in a pipe", False)):
            command = [*KZCLI, "summary", "-b", str(large)]
            found = ratio(command, [*KZCLI, "summary"], max(3, rounds // 3), terminal=terminal, base_terminal=terminal)
            print(f"  {name:<26} {found:5.2f}  3.0")
        dense = Path(folder) / "dense.toml"
        dense.write_text(large_brief(dense=True), encoding="utf-8")
        print("a brief of 1 MiB, densely linked, to the bundled one:")
        for name, arguments, terminal in (
            ("why, on a terminal", ["why", "summit"], can_be_terminal),
            ("why, in a pipe", ["why", "summit"], False),
            ("why, both ways", ["why", "trade-2018"], False),
            ("impact, on a terminal", ["impact", "gjia-2020"], can_be_terminal),
            ("impact, in a pipe", ["impact", "gjia-2020"], False),
        ):
            command, base = [*KZCLI, *arguments, "-b", str(dense)], [*KZCLI, *arguments]
            found = ratio(command, base, max(3, rounds // 3), terminal=terminal, base_terminal=terminal)
            print(f"  {name:<26} {found:5.2f}  4.0")


if __name__ == "__main__":
    main()
