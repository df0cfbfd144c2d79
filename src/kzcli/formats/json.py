"""JSON: UTF-8, in the order of the schema, lists always there, what is not said absent."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kzcli.clean import escape_acting

if TYPE_CHECKING:
    from pydantic import BaseModel

    from kzcli.brief import Brief
    from kzcli.formats import Options


def export(brief: Brief, options: Options) -> bytes:
    """The brief as JSON of `schema/brief.schema.json`."""
    return dump(brief)


def dump(data: BaseModel | Sequence[BaseModel], terms: Mapping[str, object] | None = None) -> bytes:
    """Models as JSON, one or a list of them.

    Characters that could act on a terminal are written as escapes, which mean the same characters.

    Args:
        data: the models.
        terms: what each of them says besides, at its end.
    """
    plain = [plain_data(one, terms) for one in data] if isinstance(data, Sequence) else plain_data(data, terms)
    text = json.dumps(plain, ensure_ascii=False, allow_nan=False, indent=2)
    return f"{escape_acting(text)}\n".encode()


def plain_data(model: BaseModel, terms: Mapping[str, object] | None = None) -> dict[str, object]:
    """A model as plain data, what is not said absent.

    Args:
        model: the model.
        terms: what it says besides, at its end.
    """
    return {**model.model_dump(mode="json", exclude_none=True), **(terms or {})}
