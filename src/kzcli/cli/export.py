"""`kzcli export`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kzcli import library
from kzcli.cli import complete
from kzcli.cli.options import BriefOption, brief_asked, refuse_own_output
from kzcli.errors import UsageError, did_you_mean
from kzcli.formats import FORMATS


def build(name: str) -> Any:
    """The function behind the command."""
    lines = "\n".join(f"  {name:9} {format.help}" for name, format in FORMATS.items())
    export.__doc__ = f"The whole brief in a format for people or programs.\n\n\b\nFormats:\n{lines}"
    return export


def export(
    format: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help=f"{', '.join(FORMATS)}.",
            autocompletion=complete.formats,
            show_default=False,
        ),
    ],
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
    brief: BriefOption = None,
) -> None:
    """Replaced in `build` by a text that names the formats."""
    from kzcli import files, formats
    from kzcli.loader import load_file
    from kzcli.streams import write_bytes

    if format not in FORMATS:
        help = did_you_mean(format, list(FORMATS)) or f"known formats: {', '.join(FORMATS)}"
        raise UsageError(f"no format is called {format!r}", help)
    source = library.find(brief_asked(brief))
    if output is None or output == "-":
        refuse_own_output(source)
        write_bytes(formats.export(load_file(source), format))
    else:
        files.refuse_overwrite(output, source)
        files.write_file(output, formats.export(load_file(source), format))
