"""A difference put to work: the old edition with it is the new one."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from kzcli.brief import Brief
from kzcli.editions.difference import Change, Difference, NewValue
from kzcli.editions.fields import canonical, renamed_brief

if TYPE_CHECKING:
    from collections.abc import Iterable


def apply(difference: Difference, brief: Brief) -> Brief:
    """The edition that a difference leads to from another.

    What never counts, such as the order of items, may be otherwise than in the edition that was compared.

    Args:
        difference: what `compare` says, also after its way through JSON.
        brief: the old edition that it is from.

    Raises:
        ValueError: it is from another brief.
    """
    renamed = renamed_brief(brief, {one.old: one.new for one in difference.renamed})
    data = _plain(renamed)
    _change(data, difference.brief)
    for one in difference.removed:
        items = data[one.part]
        data[one.part] = [item for item in items if item["id"] != one.item.id]
        if len(items) == len(data[one.part]):
            raise ValueError(f"there is no {one.item.id} in it")
    by_id = {(part, item["id"]): item for part in data for item in _items(data[part])}
    for changed in difference.changed:
        if (changed.part, changed.id) not in by_id:
            raise ValueError(f"there is no {changed.id} in it")
        _change(by_id[changed.part, changed.id], changed.changes)
    for one in difference.added:
        data[one.part].append(_plain(one.item))
    return Brief.model_validate_json(json.dumps(data))


def _items(value: Any) -> list[Any]:
    return [one for one in value if isinstance(one, dict) and "id" in one] if isinstance(value, list) else []


def _change(data: dict[str, Any], changes: Iterable[Change]) -> None:
    """Change fields of plain data in place."""
    for change in changes:
        *outer, name = change.field.split(".")
        inner = data[outer[0]] if outer else data
        if isinstance(change, NewValue):
            inner[name] = _plain(change.new)
            if change.new is None:
                del inner[name]
            continue
        gone = Counter(canonical(_plain(entry)) for entry in change.lost)
        kept = []
        for entry in inner[name]:
            key = canonical(entry)
            if gone[key]:
                gone[key] -= 1
            else:
                kept.append(entry)
        if +gone:
            raise ValueError(f"not all that {change.field} loses is in it")
        inner[name] = kept + [_plain(entry) for entry in change.gained]


def _plain(value: Any) -> Any:
    """A value as JSON has it, without what is not said."""
    return value.model_dump(mode="json", exclude_none=True) if hasattr(value, "model_dump") else value
