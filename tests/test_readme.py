"""The README's commands work as they stand there.

A fenced block of `console` holds lines that start with `$ `, each followed by what it prints, or by nothing; a
block of `sh` is one command a line. Each runs in a copy of the briefs, with this environment's kzcli. On the line
before a fence, `<!-- not run…: why -->` leaves a block out, and `<!-- output is checked -->` compares what it prints.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT, clean_environment, need

from kzcli.formats import FORMATS

README = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.compile(
    r"(?:^<!-- (?P<mark>.*?) -->\n+)?^```(?P<language>console|sh)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)


class Example(NamedTuple):
    """A command of the README and what it is to print; nothing where that is not checked."""

    command: str
    output: str | None


def examples(text: str) -> list[Example]:
    found: list[Example] = []
    for block in BLOCK.finditer(text):
        mark = block["mark"] or ""
        if mark.startswith("not run"):
            continue
        checked = mark == "output is checked"
        if block["language"] == "sh":
            found += [Example(line, None) for line in block["body"].splitlines() if line and not line.startswith("#")]
            continue
        for part in re.split(r"^\$ ", block["body"].replace("\\\n", ""), flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append(Example(command, output if checked else None))
    return found


EXAMPLES = examples(README)


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.command for example in EXAMPLES])
def test_a_command_of_the_readme_works_as_it_stands_there(example: Example, tmp_path: Path) -> None:
    need("bash", *{"jq", "pandoc"} & set(re.findall(r"\w+", example.command)))
    shutil.copytree(ROOT / "briefs", tmp_path / "briefs")
    done = subprocess.run(
        ["bash", "-c", example.command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=tmp_path,
        env=clean_environment(),
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    # These two say on standard error what they have done.
    assert done.stderr == b"" or re.match(r"kzcli (?:new|check) ", example.command)
    target = re.search(r" -o (\S+)", example.command)
    assert (tmp_path / target[1]).stat().st_size if target else done.stdout or done.stderr
    if example.output is not None:
        assert done.stdout.decode() == example.output


def test_the_readme_shows_how_to_read_to_pipe_and_to_export() -> None:
    commands = " ".join(example.command for example in EXAMPLES)
    assert all(part in commands for part in ("kzcli summary", "kzcli export", "--json | jq", "| cut", "-b -"))


def test_the_python_example_of_the_readme_runs() -> None:
    blocks = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})  # noqa: S102 (it is our own README)


def test_every_relative_link_of_the_readme_leads_to_a_file() -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_marks_before_a_fence_are_heeded() -> None:
    text = (
        "<!-- not run here: it takes long -->\n```sh\nnever\n```\n\n"
        "```console\n$ one\n$ two\nsaid\n```\n\n"
        "<!-- output is checked -->\n```console\n$ three\nsaid\nmore\n$ four\n```\n"
        "```sh\n# why\nfive | six\n```\n"
    )
    assert examples(text) == [
        ("one", None),
        ("two", None),
        ("three", "said\nmore\n"),
        ("four", ""),
        ("five | six", None),
    ]


def test_the_table_of_formats_is_that_of_the_program() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*) \| (.*) \|$", README, re.MULTILINE)
    shown = {name: (re.sub(r"\[(.*?)\]\(.*?\)", r"\1", help), readers) for name, help, readers in rows}
    assert shown == {name: (format.help, format.readers) for name, format in FORMATS.items()}
    assert [name for name, *_ in rows] == list(FORMATS)
