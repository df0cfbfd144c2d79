"""docs/writing.md works as it stands there: its commands run in order, and its texts go into the file as it says.

A block of `console` holds commands; `<!-- finds CODES -->` before it says that the check finds just these, and
`<!-- fails on CODES -->` that it ends with 1 as well. A block of `toml` goes into the brief: `<!-- in place of PART -->`
or `<!-- at the end -->`. A block of `diff` changes lines of it.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from conftest import ROOT, clean_environment, need, run_kzcli

GUIDE = (ROOT / "docs" / "writing.md").read_text("utf-8")
BLOCK = re.compile(r"(?:^<!-- (?P<mark>.*?) -->\n)?^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
HEADER = re.compile(r"^\[\[?([a-z]+)")


def in_place_of(part: str, text: str, new: str) -> str:
    """The brief with all tables of a part replaced; the remarks between tables stay."""
    made: list[str] = []
    inside = done = False
    for line in text.splitlines(keepends=True):
        header = HEADER.match(line)
        if header:
            inside = header[1] == part
            if inside and not done:
                made.append(f"{new}\n")
                done = True
        if not inside or line.startswith("#"):
            made.append(line)
    assert done, part
    return "".join(made)


def changed(text: str, diff: str) -> str:
    old, new = ("".join(line[1:] for line in diff.splitlines(keepends=True) if line[0] == sign) for sign in "-+")
    assert text.count(old) == 1, old
    return text.replace(old, new)


def test_an_article_becomes_a_checked_brief_as_the_guide_says(tmp_path: Path) -> None:
    need("bash")
    brief = tmp_path / "night-buses.toml"
    seen = set()
    for block in BLOCK.finditer(GUIDE):
        mark, language, body = block["mark"] or "", block["language"], block["body"]
        seen.add(language)
        if language == "toml" and mark == "at the end":
            brief.write_text(f"{brief.read_text('utf-8')}\n{body}", encoding="utf-8")
        elif language == "toml":
            part = mark.removeprefix("in place of ")
            brief.write_text(in_place_of(part, brief.read_text("utf-8"), body), encoding="utf-8")
        elif language == "diff":
            brief.write_text(changed(brief.read_text("utf-8"), body), encoding="utf-8")
        else:
            run_all(body, mark, tmp_path)
    assert seen == {"console", "toml", "diff"}
    assert (tmp_path / "night-buses.docx").stat().st_size
    assert b"example" not in run_kzcli("export", "toml", "-b", str(brief)).stdout


def run_all(body: str, mark: str, folder: Path) -> None:
    """Run the commands of a block; a check finds what the mark says."""
    codes = set(re.findall(r"KZ\d+", mark))
    nothing, *lines = re.split(r"^\$ ", body, flags=re.MULTILINE)
    assert not nothing
    for line in lines:
        done = subprocess.run(
            ["bash", "-c", line],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd=folder,
            env=clean_environment(),
            timeout=60,
            check=False,
        )
        assert done.returncode == mark.startswith("fails on"), (line, done.stdout, done.stderr)
        if line.startswith("kzcli check "):
            found = json.loads(run_kzcli(*line.split()[1:], "--json", cwd=folder).stdout)
            assert {one["code"] for one in found} == codes, done.stdout


def test_the_guide_is_short_and_its_links_lead_somewhere() -> None:
    assert len(GUIDE.splitlines()) < 260
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", GUIDE)
    assert links
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []
