"""`kzcli schema`."""

from __future__ import annotations

from typing import Annotated, Any

import typer


def build(name: str) -> Any:
    """The function behind the command."""
    return schema


def schema(
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
) -> None:
    """The JSON Schema of a brief's file, for editors and programs.

    With -o brief.schema.json beside a brief whose first line is #:schema brief.schema.json (kzcli new writes it), an
    editor that knows TOML checks the brief as you type, completes keys and says what each is.
    """
    import json

    from kzcli import files
    from kzcli.schema import brief_schema
    from kzcli.streams import write_bytes

    data = f"{json.dumps(brief_schema(), indent=2, ensure_ascii=False)}\n".encode()
    if output in (None, "-"):
        write_bytes(data)
    else:
        files.write_file(str(output), data)
