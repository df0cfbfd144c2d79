"""TOML: the brief's own format, keys in the order of the models, what is not said left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tomli_w

from kzcli.clean import escape_acting

if TYPE_CHECKING:
    from kzcli.brief import Brief
    from kzcli.formats import Options


def export(brief: Brief, options: Options) -> bytes:
    """The brief as a file that reads back as the same brief, and then exports to the same bytes.

    Characters that could act on a terminal are written as escapes, which mean the same characters.
    """
    data = _without_nothing(brief.model_dump())
    return escape_acting(tomli_w.dumps(data)).encode()


def _without_nothing(value: Any) -> Any:
    """Plain data without absent values and empty lists, which TOML has no need to write."""
    if isinstance(value, dict):
        return {key: _without_nothing(inner) for key, inner in value.items() if inner not in (None, (), [])}
    if isinstance(value, list | tuple):
        return [_without_nothing(inner) for inner in value]
    return value
