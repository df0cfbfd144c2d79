"""`kzcli summary`."""

from __future__ import annotations

from typing import Any

from kzcli.cli.options import (
    AsOfOption,
    BriefOption,
    ColorOption,
    FormatOption,
    JsonOption,
    WidthOption,
    WithoutOption,
    day_asked,
    load_asked,
    look,
    withdrawn_asked,
)


def build(name: str) -> Any:
    """The function behind the command."""
    return summary


def summary(
    brief: BriefOption = None,
    as_of: AsOfOption = None,
    without: WithoutOption = None,
    format: FormatOption = None,
    json: JsonOption = False,
    width: WidthOption = None,
    color: ColorOption = "auto",
) -> None:
    """The brief in a minute: who wrote it, the bottom line, key points, goals and recommendations."""
    from kzcli.cli.output import emit
    from kzcli.links import Links
    from kzcli.views.summary import summary_page

    day = day_asked(as_of)
    loaded = load_asked(brief, day)
    links = Links(loaded, withdrawn_asked(loaded, without), day)

    def data() -> Any:
        from kzcli.views.data import summary_data

        return summary_data(links, day)

    emit(
        look(format, json, width, color, day, brief),
        lambda: summary_page(links, day),
        data,
        dated=False,
        without=links.withdrawn,
    )
