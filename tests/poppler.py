"""What the tests of PDF share: briefs as documents, and what poppler's programs read of them."""

from __future__ import annotations

import re
import subprocess
import tempfile
import unicodedata
from functools import cache
from typing import Any

from briefs import model
from conftest import BRIEF, need

from kzcli import load
from kzcli.formats import Options, export


def poppler(program: str, *arguments: str, pdf: bytes) -> str:
    """What one of poppler's programs says of a document."""
    need(program)
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        output = ["-"] if program == "pdftotext" else []
        done = subprocess.run([program, *arguments, file.name, *output], capture_output=True, check=True)
    # It wants a number for Suspects and a name for a colour, where the standard has what Typst writes.
    assert not re.findall(rb"^(?!.*(?:Suspects|BorderColor)).+", done.stderr, re.MULTILINE)
    return done.stdout.decode(errors="replace")


def read(pdf: bytes) -> str:
    """The text in the order in which it was written, without spaces, which line breaks take away."""
    return squeezed(poppler("pdftotext", "-raw", pdf=pdf))


def unread(wanted: list[str], found: str) -> list[str]:
    """The texts that cannot be found, whole or, where a page ended within them, in two pieces."""

    def is_there(text: str) -> bool:
        return text in found or any(text[:cut] in found and text[cut:] in found for cut in range(1, len(text)))

    return [text for text in wanted if not is_there(squeezed(text))]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))


def pages(pdf: bytes) -> int:
    return int(properties(pdf)["Pages"])


def properties(pdf: bytes) -> dict[str, str]:
    lines = (line.partition(":") for line in poppler("pdfinfo", "-isodates", "-enc", "UTF-8", pdf=pdf).splitlines())
    return {name: value.strip() for name, _, value in lines}


def made(data: dict[str, Any], **options: Any) -> bytes:
    return export(model(data), "pdf", Options(**options))


@cache
def bundled(**options: Any) -> bytes:
    return export(load(BRIEF.read_bytes()), "pdf", Options(**options))
