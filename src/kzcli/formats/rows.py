"""The rows of a part: what CSV, JSON Lines and SQLite hold."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING

from kzcli.views import item_data, load_view

if TYPE_CHECKING:
    from pydantic import BaseModel

    from kzcli.brief import Brief
    from kzcli.formats import Options
    from kzcli.links import Links


def part_asked(options: Options) -> str:
    """The part that is asked for; `by_part` in the table of formats sees to it that there is one."""
    (part,) = options.parts
    return part


def rows(brief: Brief, part: str, links: Links) -> list[BaseModel]:
    """What `kzcli PART --json` says, item by item.

    Args:
        brief: the brief.
        part: one of its parts.
        links: the brief's, which are made once for all parts.
    """
    view = load_view(part)
    return [item_data(view, links, item) for item in view.items(brief)]


def is_list(model: type[BaseModel], name: str) -> bool:
    """Whether a field of a model holds several values."""
    return typing.get_origin(model.model_fields[name].annotation) is tuple
