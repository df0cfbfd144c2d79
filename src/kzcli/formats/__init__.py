"""The formats that a brief can be exported to.

To add one: a module here with `export`, a function from a brief and the options to bytes, and its line in `FORMATS`.
The command, its help, completion, the README's table and the tests read the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Literal, NamedTuple

from kzcli.errors import MissingExtraError, UsageError, did_you_mean
from kzcli.views import PARTS

if TYPE_CHECKING:
    from datetime import date

    from kzcli.brief import Brief

Paper = Literal["a4", "letter"]


class Options(NamedTuple):
    """What can be asked of an export; each format says which of them it heeds."""

    parts: tuple[str, ...] = ()
    """Parts of the brief; none means all."""
    notes: bool = True
    """Whether texts cite their claims, in notes."""
    one_page: bool = False
    """Whether to make a sheet of one page instead of the whole document."""
    front_matter: bool = False
    """Whether to begin with YAML that says what the document is."""
    paper: Paper = "a4"
    day: date | None = None
    """The day that it is seen on: later updates are left out; none means all that the brief holds."""
    dated: bool = False
    """Whether that day was asked for: then it is said, and no format is whole."""

    @property
    def seen_on(self) -> date | None:
        """The day that is said to be the one that it is seen on, if any."""
        return self.day if self.dated else None


DEFAULTS = Options()


class Format(NamedTuple):
    """An entry of the table: what is known of a format before its module is imported."""

    help: str
    """What it is, in a few words."""
    readers: str
    """Who wants it."""
    extensions: tuple[str, ...]
    """What names of its files end with, the first the usual one."""
    options: tuple[str, ...] = ()
    """The fields of `Options` that it heeds."""
    parts: tuple[str, ...] = ()
    """The parts that it can be asked for."""
    by_part: bool = False
    """Whether it holds one part at a time, which must be named."""
    whole: bool = False
    """Whether it is the file in other words, of which no more is left out than what is asked to be."""
    binary: bool = False
    """Whether it is no text, so that a terminal cannot show it."""
    package: str = ""
    """The package that makes it, if it is in the extra of the format's own name."""


DOCUMENT_PARTS = (
    "summary",
    "goals",
    "recommendations",
    "sections",
    "figures",
    "timeline",
    "claims",
    "sources",
    "actors",
)
"""The parts of a document, in its order."""

FORMATS: dict[str, Format] = {
    "html": Format(
        "one self-contained page",
        "web teams, phones, screen readers",
        (".html", ".htm"),
        options=("parts", "notes"),
        parts=DOCUMENT_PARTS,
    ),
    "pdf": Format(
        "a typeset document, tagged for accessibility",
        "whoever prints or forwards it",
        (".pdf",),
        options=("parts", "notes", "one_page", "paper"),
        parts=DOCUMENT_PARTS,
        binary=True,
        package="typst",
    ),
    "docx": Format(
        "a Word document with real footnotes",
        "editors, ministries' offices",
        (".docx",),
        options=("parts", "notes", "paper"),
        parts=DOCUMENT_PARTS,
        binary=True,
    ),
    "epub": Format(
        "a book for reading devices",
        "whoever reads on the way",
        (".epub",),
        options=("parts", "notes"),
        parts=DOCUMENT_PARTS,
        binary=True,
    ),
    "markdown": Format(
        "one document with footnotes",
        "editors, GitHub, pandoc",
        (".md", ".markdown"),
        options=("parts", "notes", "front_matter"),
        parts=DOCUMENT_PARTS,
    ),
    "csv": Format(
        "one part as a table",
        "spreadsheets, R, pandas",
        (".csv",),
        options=("parts",),
        parts=tuple(PARTS),
        by_part=True,
    ),
    "jsonl": Format(
        "one part, an object a line",
        "logs, pandas, streaming programs",
        (".jsonl", ".ndjson"),
        options=("parts",),
        parts=tuple(PARTS),
        by_part=True,
    ),
    "sqlite": Format("a database of related tables", "SQL, Datasette", (".db", ".sqlite", ".sqlite3"), binary=True),
    "bibtex": Format("the sources for LaTeX", "biblatex, pandoc, JabRef", (".bib",)),
    "csl-json": Format("the sources for citation processors", "Zotero, pandoc", (".csl.json",)),
    "ris": Format("the sources for reference managers", "EndNote, Zotero, libraries", (".ris",)),
    "toml": Format("the brief's own format, tidied", "whoever goes on writing", (".toml",), whole=True),
    "json": Format("the same data, of the published schema", "programs, jq", (".json",), whole=True),
}


def export(brief: Brief, format: str, options: Options = DEFAULTS) -> bytes:
    """A brief in a format, as the bytes of a file.

    Args:
        brief: the brief.
        format: a key of `FORMATS`.
        options: what else is asked.

    Raises:
        UsageError: there is no such format or part, or the format does not heed what is asked.
        MissingExtraError: the package that makes the format is not installed.

    Warns:
        LostCharacterWarning: the format cannot show some characters, and has their numbers instead.
    """
    entry = check(format, options)
    if options.day and (options.dated or not entry.whole):
        from kzcli.links import on_day

        brief = on_day(brief, options.day)
    try:
        made: bytes = import_module(f"kzcli.formats.{format.replace('-', '_')}").export(brief, options)
    except ModuleNotFoundError as error:
        if not entry.package or (error.name or "").partition(".")[0] != entry.package:
            raise
        raise MissingExtraError(format, entry.package) from error
    return made


_HEEDED_BY_ALL = ("day", "dated")
"""Options that every format takes."""


def check(name: str, options: Options) -> Format:
    """The format of a name, if it heeds what is asked.

    Raises:
        UsageError: there is no such format or part, or the format does not heed what is asked.
    """
    if name not in FORMATS:
        from kzcli.formats.endings import help_for_name

        raise UsageError(f"no format is called {name!r}", help_for_name(name))
    format = FORMATS[name]
    for field, value in options._asdict().items():
        if value != getattr(DEFAULTS, field) and field not in (*format.options, *_HEEDED_BY_ALL):
            takers = [other for other, entry in FORMATS.items() if field in entry.options]
            raise UsageError(f"{name} takes no {_said(field)}", f"it goes with {', '.join(takers)}")
    if options.one_page and options.parts:
        raise UsageError("--one-page and --part do not go together", "the sheet has parts of its own")
    for part in options.parts:
        if part not in format.parts:
            help = did_you_mean(part, format.parts) or f"{name} has {', '.join(format.parts)}"
            raise UsageError(f"{name} has no part {part!r}", help)
    if format.by_part and len(options.parts) > 1:
        given = f"{len(options.parts)} were given: {', '.join(options.parts)}"
        raise UsageError(f"{name} holds one part at a time; {given}", "export each to a file of its own")
    if format.by_part and not options.parts:
        raise UsageError(f"{name} holds one part of a brief", f"say which: --part {_or(format.parts)}")
    return format


def _said(field: str) -> str:
    """An option as the command line has it."""
    return {"parts": "--part", "notes": "--no-notes"}.get(field, f"--{field.replace('_', '-')}")


def _or(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"
