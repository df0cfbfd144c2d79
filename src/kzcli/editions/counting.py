"""How much changed, part by part."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from kzcli.brief import PARTS
from kzcli.editions.difference import PartCount

if TYPE_CHECKING:
    from kzcli.editions.difference import Change, Difference


def counts(difference: Difference) -> tuple[PartCount, ...]:
    """The parts in which something changed, each with how much; of the brief and its summary, fields are counted.

    Strength follows from the evidence, so a part may count what is stronger or weaker and nothing else.
    """
    many = Counter((part_of(change), "changed") for change in difference.brief if part_of(change) != "exceptions")
    many.update(
        ("exceptions", "changed" if old and new else "added" if new else "removed")
        for old, new in difference.exceptions
    )
    for name in ("added", "removed", "changed", "renamed"):
        many.update((one.part, name) for one in getattr(difference, name))
    many.update((one.part, one.turn) for one in difference.strengths if one.turn)
    many.update((one.part, "otherwise_limited") for one in difference.strengths if one.old == one.new)
    names = [name for name in PartCount.model_fields if name != "part"]
    found: list[PartCount] = []
    for part in ("brief", "summary", *PARTS, "exceptions"):
        numbers: dict[str, Any] = {name: many[part, name] for name in names}
        if any(numbers.values()):
            found.append(PartCount.model_construct(part=part, **numbers))
    return tuple(found)


def part_of(change: Change) -> str:
    """The part that a change of the brief's own fields is told in: brief, summary or exceptions."""
    if change.field == "exceptions":
        return change.field
    return "summary" if change.field.startswith("summary.") else "brief"
