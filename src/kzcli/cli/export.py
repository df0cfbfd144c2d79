"""`kzcli export`."""

from __future__ import annotations

import sys
import warnings
from typing import Annotated, Any

import typer

from kzcli import files, library
from kzcli.clean import clean
from kzcli.cli import complete
from kzcli.cli.options import AsOfOption, BriefOption, brief_asked, day_asked, refuse_own_output
from kzcli.errors import LostCharacterWarning, UsageError
from kzcli.formats import FORMATS, Options, Paper, check


def build(name: str) -> Any:
    """The function behind the command."""
    lines = "\n".join(f"  {name:9} {format.help} ({format.readers})" for name, format in FORMATS.items())
    export.__doc__ = f"The brief, or parts of it, in a format for people or programs.\n\n\b\nFormats:\n{lines}"
    return export


def export(
    format: Annotated[
        str | None,
        typer.Argument(
            metavar="FORMAT",
            help="One of these; left out, the ending of FILE names it.",
            autocompletion=complete.formats,
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write to this file, replacing it whole. [default: standard output]",
            show_default=False,
        ),
    ] = None,
    part: Annotated[
        list[str] | None,
        typer.Option(
            "--part",
            metavar="PART",
            help="Only this part, such as claims; a document takes several.",
            autocompletion=complete.parts_of_format,
            show_default=False,
        ),
    ] = None,
    notes: Annotated[
        bool,
        typer.Option(
            "--notes/--no-notes",
            help="Whether texts cite their claims, in notes; what recommendations need stands there anyway.",
        ),
    ] = True,
    one_page: Annotated[bool, typer.Option("--one-page", help="A sheet of one page (pdf).")] = False,
    front_matter: Annotated[
        bool, typer.Option("--front-matter", help="Begin with title, author and date as YAML (markdown).")
    ] = False,
    paper: Annotated[
        Paper, typer.Option("--paper", metavar="SIZE", help="a4 or letter (pdf, docx).", case_sensitive=False)
    ] = "a4",
    brief: BriefOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Replaced in `build` by a text that names the formats."""
    from kzcli import formats
    from kzcli.formats.endings import format_of_file, refuse_other_ending
    from kzcli.loader import load_file
    from kzcli.streams import say, write_bytes

    output = None if output == "-" else output
    if output is not None:
        files.refuse_directory(output)
        format = format or format_of_file(output)
    if format is None:
        raise UsageError("no format is named", f"one of {', '.join(FORMATS)}")
    options = Options(tuple(dict.fromkeys(part or ())), notes, one_page, front_matter, paper)
    entry = check(format, options)
    if output is not None:
        refuse_other_ending(format, output)
    if entry.binary and output is None and sys.stdout is not None and sys.stdout.isatty():
        raise UsageError(f"{format} is not for a terminal", f"-o brief{entry.extensions[0]} writes a file")
    options = options._replace(day=day_asked(as_of), dated=as_of is not None)
    source = library.find(brief_asked(brief))
    if output is None:
        refuse_own_output(source)
    else:
        files.refuse_overwrite(output, source)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        made = formats.export(load_file(source), format, options)
    if output is None:
        write_bytes(made)
    else:
        files.write_file(output, made)
    for one in caught:
        if issubclass(one.category, LostCharacterWarning):
            say(f"kzcli: warning: {clean(str(one.message))}")
