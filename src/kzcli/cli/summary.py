"""`kzcli summary`."""

from __future__ import annotations

from typing import Any

from kzcli.cli.options import (
    BriefOption,
    ColorOption,
    FormatOption,
    JsonOption,
    WidthOption,
    load_asked,
    look,
)


def build(name: str) -> Any:
    """The function behind the command."""
    return summary


def summary(
    brief: BriefOption = None,
    format: FormatOption = None,
    json: JsonOption = False,
    width: WidthOption = None,
    color: ColorOption = "auto",
) -> None:
    """The brief in a minute: who wrote it, the bottom line, key points, goals and recommendations."""
    from kzcli.cli.output import emit
    from kzcli.links import Links
    from kzcli.views.summary import summary_page

    loaded = load_asked(brief)

    def data() -> Any:
        from kzcli.views.data import summary_data

        return summary_data(loaded, Links(loaded))

    emit(look(format, json, width, color), lambda: summary_page(loaded), data)
