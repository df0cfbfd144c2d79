"""The bundled brief as hands have edited it: `tests/data/editions/` tells what was done to it, not what it says now."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import tomli
from conftest import BRIEF, ROOT

FOLDER = ROOT / "tests" / "data" / "editions"
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))
PAGES = {
    "plain": ["--format", "plain"],
    "80": ["--format", "panels", "--width", "80"],
    "100": ["--format", "panels", "--width", "100"],
}
"""The forms in which somebody has looked at what `kzcli diff` prints of them, with the options that ask for each."""
_ITEM = re.compile(r"^\[\[(?:goals|recommendations|sections|claims|sources|actors)\]\]\n", re.MULTILINE)
_NEXT = re.compile(
    r"^(?:#.*\n)*\[\[(?:goals|recommendations|sections|claims|sources|actors|exceptions)\]\]", re.MULTILINE
)


@cache
def edition(name: str) -> str:
    """The text of an edition."""
    text = BRIEF.read_text("utf-8")
    for edit in tomli.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["edits"]:
        text = _edited(text, edit)
    return text


def write(name: str, folder: Path) -> Path:
    """An edition as a file of its name."""
    path = folder / f"{name}.toml"
    path.write_text(edition(name), encoding="utf-8", newline="\n")
    return path


def _edited(text: str, edit: dict[str, Any]) -> str:
    if "append" in edit:
        return text + str(edit["append"])
    start, end = 0, len(text)
    if "item" in edit:
        found = [match for match in _ITEM.finditer(text) if text.startswith(f'id = "{edit["item"]}"\n', match.end())]
        assert len(found) == 1, edit
        start = found[0].start()
        after = _NEXT.search(text, found[0].end())
        end = after.start() if after else end
    inner = text[start:end]
    if "end" in edit:
        inner = inner.rstrip("\n") + "\n" + str(edit["end"]) + "\n"
    elif edit.get("remove"):
        inner = ""
    else:
        count = inner.count(edit["old"])
        assert count == 1 or (count and (edit.get("all") or edit.get("first"))), edit
        inner = inner.replace(edit["old"], edit["new"], 1 if edit.get("first") else -1)
    return text[:start] + inner + text[end:]
