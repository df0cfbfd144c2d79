"""The fields in which an item is judged: what it says, and what was weighed for and against it.

Where one of them changed, an item has been looked at again, and what rests on it must be. No other field does either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.brief import Quantity
from kzcli.editions.difference import NewValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzcli.editions.difference import Change

ARGUMENT: dict[str, frozenset[str]] = {
    # Its title only names what its statement says.
    "goals": frozenset({"statement", "owner", "sources"}),
    # Its title only names the action. Who acts and when, what could go wrong, how success would be seen, what became
    # of it, and its goals say nothing of its evidence; its rationale retells that, and is judged text by text.
    "recommendations": frozenset({"action", "evidence", "against"}),
    # Whom it is about follows from what it says; when it must be looked at again, and what falls if it does not hold,
    # are about its use.
    "claims": frozenset(
        {"statement", "kind", "confidence", "likelihood", "date", "quantity", "sources", "rests_on", "contradicts"}
    ),
    # What it is called, where it is found and when it was read do not bear on its quality.
    "sources": frozenset({"kind", "authors", "publisher", "date", "via", "note"}),
}
"""The fields of an argument, for each part whose items rest on others; comments say why the rest are not of it."""


def argued(part: str, changes: Iterable[Change]) -> tuple[str, ...]:
    """The fields of an item's argument that changed.

    Args:
        part: the part that the item is in.
        changes: the fields of it that differ.
    """
    fields = ARGUMENT.get(part, frozenset())
    return tuple(change.field for change in changes if change.field in fields and not _only_its_use(change))


def _only_its_use(change: Change) -> bool:
    """Whether a number is the same, and only how long it may be used is not."""
    if not (isinstance(change, NewValue) and isinstance(change.old, Quantity) and isinstance(change.new, Quantity)):
        return False
    return change.old == change.new.model_copy(update={"shelf_life": change.old.shelf_life})
