"""What the tests of the Word export share: the bundled brief as a file, and what is found in one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

from conftest import BRIEF
from said import spoken

import kzcli
from kzcli.brief import Brief
from kzcli.page import Page, Span
from kzcli.views.document import document_page
from kzcli.writers.docx import write_docx

PARTS = ("word/document.xml", "word/footnotes.xml")
etree: Any = import_module("lxml.etree")  # it says nothing of its types
NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def bundled() -> Brief:
    return kzcli.load(BRIEF)


@cache
def page() -> Page:
    return document_page(bundled())


@cache
def written() -> bytes:
    return write_docx(page(), "a4")


def tree(file: bytes, part: str = PARTS[0]) -> Any:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return etree.fromstring(package.read(part))


def found(file: bytes, path: str, part: str = PARTS[0]) -> list[Any]:
    made: list[Any] = within(tree(file, part), path)
    return made


def within(element: Any, path: str) -> Any:
    return etree._Element.xpath(element, path, namespaces=NAMES)  # noqa: SLF001 (python-docx hides it in its own classes)


def value(element: Any, name: str = "val") -> str:
    return str(element.get(f"{W}{name}"))


def every(node: object, kind: type[Any]) -> Iterator[Any]:
    """Every block of a kind in a page."""
    if isinstance(node, kind):
        yield node
    if isinstance(node, tuple) and not isinstance(node, Span):
        for part in node:
            yield from every(part, kind)


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def shown(file: bytes) -> str:
    """The text of the body and of the notes, line by line."""
    lines = [
        "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
        for part in PARTS
        for paragraph in found(file, "//w:p", part)
    ]
    return "\n".join(lines)


def missing(brief: Brief, text: str) -> list[str]:
    squeezed = squeeze(text)
    return [one for one in map(squeeze, spoken(brief)) if one not in squeezed]


def hyperlinks(file: bytes) -> list[str]:
    """The targets of all relationships of links."""
    made = []
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                relations = etree.fromstring(package.read(name))
                made += [one.get("Target") for one in relations if one.get("TargetMode") == "External"]
    return made
