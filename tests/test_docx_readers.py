"""The Word export, as pandoc and LibreOffice understand it."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

from conftest import need
from docx import Document
from said import spoken
from word import bundled, every, found, hyperlinks, missing, page, shown, written

from kzcli.markup import blocks
from kzcli.page import Callout, Card, Heading, Page
from kzcli.writers.docx import write_docx


def plain_of(node: Any) -> str:
    """All text in a pandoc document, titles and code too."""
    if isinstance(node, list):
        return "".join(map(plain_of, node))
    if not isinstance(node, dict):
        return ""
    kind: str = node.get("t", "")
    content: Any = node.get("c")
    if kind == "Str":
        return str(content)
    if kind in ("Code", "CodeBlock"):
        return str(content[1])
    return plain_of(content[1] if kind in ("Link", "Image") else content if kind else list(node.values()))


def kinds(node: Any) -> Counter[str]:
    made: Counter[str] = Counter()
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        made += kinds(part)
    if isinstance(node, dict) and isinstance(node.get("t"), str):
        made[node["t"]] += 1
    return made


def pandoc(file: bytes) -> Any:
    need("pandoc")
    done = subprocess.run(["pandoc", "-f", "docx", "-t", "json"], input=file, capture_output=True, check=True)
    assert done.stderr == b""
    return json.loads(done.stdout)


def test_pandoc_reads_every_text_and_knows_headings_notes_lists_and_tables() -> None:
    document = pandoc(written())
    assert missing(bundled(), plain_of([document["meta"], document["blocks"]])) == []
    count = kinds(document["blocks"])
    assert count["Note"] == len(page().notes)
    assert count["Table"] == len(Document(io.BytesIO(written())).tables)
    assert count["Image"] == len(found(written(), "//w:drawing"))
    assert count["OrderedList"] == 1
    headed = [block for kind in (Heading, Card, Callout) for block in every(page().blocks, kind)]
    assert count["Header"] == len([one for one in headed if not isinstance(one, Card) or one.title]) - 1  # its title
    assert document["meta"]["title"]


def test_pandoc_reads_code_and_quotations_as_what_they_are() -> None:
    body = "> quoted\n\n```\ncode\n```\n\n`inline` **strong** *emphasis*\n"
    count = kinds(pandoc(write_docx(Page(blocks(body)), "a4"))["blocks"])
    assert [count[kind] for kind in ("BlockQuote", "CodeBlock", "Code", "Strong", "Emph")] == [1, 1, 1, 1, 1]


def office(file: Path, to: str, out: Path) -> Path:
    """A file as LibreOffice makes it of another."""
    need("soffice")
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(out), str(file)]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    made = out / f"{file.stem}.{to}"
    assert made.exists()
    return made


def test_libreoffice_reads_every_text_and_saves_it_again(tmp_path: Path) -> None:
    file = tmp_path / "brief.docx"
    file.write_bytes(written())
    again = office(file, "docx", tmp_path / "again").read_bytes()
    assert missing(bundled(), shown(again)) == []
    assert len(found(again, "//w:footnoteReference")) == len(page().notes)
    assert [one.get("descr") for one in found(again, "//wp:docPr")] == [
        one.get("descr") for one in found(written(), "//wp:docPr")
    ]
    assert set(hyperlinks(again)) == set(hyperlinks(written()))
    styles = Counter(one.style.name for one in Document(io.BytesIO(again)).paragraphs if one.style)
    assert styles["Heading 1"] == 8 - 1 + len(bundled().sections)
    pdf = office(file, "pdf", tmp_path / "pdf")
    need("pdftotext")
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    words = {word for value in spoken(bundled()) for word in re.findall(r"[^\W\d_]{3,}", value)}
    seen = set(re.findall(r"[^\W\d_]{3,}", text))
    assert words - seen == set()
    assert text.count(bundled().title) > 15  # the running title, on all pages but the first
    assert "Error: Reference source not found" not in text
