"""What the tests of BibTeX, CSL-JSON and RIS share: briefs of sources, and what programs read of their files."""

from __future__ import annotations

import json
import re
import subprocess
from typing import Any

from briefs import MINIMAL, model
from conftest import need

from kzcli.brief import Brief
from kzcli.clean import clean
from kzcli.formats import export

SOURCE: dict[str, Any] = {"id": "s", "kind": "report", "title": "T"}


def sources(*more: dict[str, Any]) -> Brief:
    """A brief with a source for each set of fields."""
    return model({**MINIMAL, "sources": [{**SOURCE, "id": f"s{at}", **one} for at, one in enumerate(more)]})


def pandoc(*arguments: str, stdin: bytes = b"") -> str:
    need("pandoc")
    done = subprocess.run(["pandoc", *arguments], input=stdin, capture_output=True, timeout=60, check=True)
    assert done.stderr == b""
    return done.stdout.decode()


def read_bibtex(brief: Brief) -> list[dict[str, Any]]:
    """What pandoc understands of a brief's BibTeX."""
    read: list[dict[str, Any]] = json.loads(pandoc("-f", "biblatex", "-t", "csljson", stdin=export(brief, "bibtex")))
    return sorted(read, key=lambda entry: [one.id for one in brief.sources].index(entry["id"]))


def read_csl(brief: Brief) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(export(brief, "csl-json"))
    return read


def read_ris(brief: Brief) -> list[list[tuple[str, str]]]:
    """The tags and values of each entry of a brief's RIS."""
    text = export(brief, "ris").decode()
    entries: list[list[tuple[str, str]]] = []
    for line in text.split("\r\n")[:-1]:
        match = re.fullmatch("([A-Z][A-Z0-9])  - (.*)", line)
        assert match, line
        if match[1] == "TY":
            entries.append([])
        entries[-1].append((match[1], match[2]))
    assert all([tag for tag, _ in entry].count("ER") == 1 and entry[-1][0] == "ER" for entry in entries)
    return entries


def drawn(text: str) -> str:
    """A text as TeX and pandoc draw it: on one line, each run of spaces one, apostrophes curved."""
    return " ".join(clean(text).replace("'", "’").split())
