"""`kzcli list`."""

from __future__ import annotations

from typing import Any

from kzcli import library
from kzcli.cli.options import ColorOption, FormatOption, JsonOption, WidthOption, look


def build(name: str) -> Any:
    """The function behind the command."""
    return list_briefs


def list_briefs(
    format: FormatOption = None,
    json: JsonOption = False,
    width: WidthOption = None,
    color: ColorOption = "auto",
) -> None:
    """The briefs that -b can name by their ids.

    In a pipe: one a line, tabs between its columns: id, title, as_of, authors.
    """
    from kzcli.cli.output import emit
    from kzcli.views.library import library_data, library_page

    briefs = [library.load(id) for id in library.ids()]
    emit(look(format, json, width, color), lambda: library_page(briefs), lambda: library_data(briefs))
