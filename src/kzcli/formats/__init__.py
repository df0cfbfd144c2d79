"""The formats that a brief can be exported to.

To add one: a module here with `export`, a function from a brief to bytes, and its line in `FORMATS`. The
command, its help, completion and the tests read the table.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kzcli.brief import Brief


class Format(NamedTuple):
    """An entry of the table."""

    help: str
    """What it is and who wants it."""


FORMATS = {
    "markdown": Format("the whole brief as one document with footnotes, for pandoc, GitHub and editors"),
    "toml": Format("the brief's own format, tidied, to be edited and read back"),
    "json": Format("the same data for jq and other programs, of the published schema"),
}


def export(brief: Brief, format: str) -> bytes:
    """A brief in a format, as the bytes of a file.

    Args:
        brief: the brief.
        format: a key of `FORMATS`.
    """
    made: bytes = import_module(f"kzcli.formats.{format}").export(brief)
    return made
