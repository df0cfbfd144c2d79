"""`examples/` holds the bundled brief in every format, as this version writes it."""

from __future__ import annotations

import io
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, need

import kzcli
from kzcli.formats import FORMATS

sys.path.insert(0, str(ROOT / "scripts"))
from write_examples import examples


def content(name: str, data: bytes) -> Any:
    """What is in a file, apart from what compression and the version of a program decide."""
    if name.endswith((".docx", ".epub")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {member: archive.read(member) for member in archive.namelist()}
    if name.endswith(".db"):
        made = sqlite3.connect(":memory:")
        made.deserialize(data)
        return list(made.iterdump())
    if name.endswith(".pdf"):
        need("pdftotext")
        return subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True).stdout
    return data


@pytest.mark.parametrize("name", examples())
def test_the_example_is_current(name: str) -> None:
    """`python scripts/write_examples.py` renews it."""
    format, options = examples()[name]
    made = kzcli.export(kzcli.load("us-kazakhstan"), format, options)
    assert content(name, (ROOT / "examples" / name).read_bytes()) == content(name, made)


def test_there_is_one_of_each_format_and_nothing_else() -> None:
    assert {format for format, _ in examples().values()} == set(FORMATS)
    assert {path.name for path in Path(ROOT / "examples").iterdir()} == {*examples(), "README.md"}
