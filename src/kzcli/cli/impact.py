"""`kzcli impact`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kzcli.cli import complete
from kzcli.cli.options import (
    AsOfOption,
    BriefOption,
    ColorOption,
    FormatOption,
    JsonOption,
    WidthOption,
    day_asked,
    load_asked,
    look,
    withdrawn_asked,
)
from kzcli.errors import UsageError

if TYPE_CHECKING:
    from kzcli.brief import Brief


def build(name: str) -> Any:
    """The function behind the command."""
    return impact


def impact(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID",
            help="The sources and claims that are withdrawn or found wrong.",
            autocompletion=complete.ids_of("sources", "claims"),
            show_default=False,
        ),
    ],
    brief: BriefOption = None,
    as_of: AsOfOption = None,
    format: FormatOption = None,
    json: JsonOption = False,
    width: WidthOption = None,
    color: ColorOption = "auto",
) -> None:
    """What is lost when sources or claims are withdrawn, or found wrong.

    A source falls with all that is known only through it. The first line is the answer. In a pipe, what is lost follows
    one thing a line, tabs between its columns: kind, id, from, to, reason.
    """
    from kzcli.cli.output import emit
    from kzcli.impact import impact as find
    from kzcli.views.impact import impact_lines, impact_page

    day = day_asked(as_of)
    loaded = load_asked(brief, day)
    _refuse_others(loaded, ids)
    withdrawn_asked(loaded, ids)
    found = find(loaded, ids)
    shown = look(format, json, width, color, day, brief)

    def data() -> Any:
        from kzcli.views.impact_data import impact_data

        return impact_data(found)

    page = impact_lines if shown.format == "plain" else impact_page
    emit(shown, lambda: page(found), data, paged=True)


def _refuse_others(brief: Brief, ids: list[str]) -> None:
    """Refuse what cannot be withdrawn.

    Raises:
        UsageError: an id is of another part than sources and claims.
    """
    part_of = {
        item.id: part for part in ("goals", "recommendations", "sections", "actors") for item in getattr(brief, part)
    }
    for id in ids:
        if id in part_of:
            help = "only sources and claims can be withdrawn; kzcli why shows on which of them it rests"
            raise UsageError(f"{id!r} is one of the {part_of[id]}", help)
