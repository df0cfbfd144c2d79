"""What two editions of a brief differ in, as data: `kzcli diff --json` prints it, and `applying` takes it."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import ConfigDict, Field

from kzcli.brief import Author, Citation, Entity, Exemption, Id, Item, Many, Quantity, Update
from kzcli.strength import Reason
from kzcli.values import Level, Response, Status, turn

Value = str | Quantity | Citation | Author | Update | Exemption
"""A value of a field, or of a list in one; a day is text, as ISO 8601 writes it."""


class _Found(Entity):
    """What is found out here, and need not be checked: only JSON, in and out, takes what that costs to prepare.

    So these are made with `model_construct`.
    """

    model_config = ConfigDict(defer_build=True)


class Edition(_Found):
    """One of the two that are compared."""

    id: Id = Field(description="the brief's id")
    title: str = Field(description="its title")
    as_of: date = Field(description="what it knew, it knew on this day")
    day: date | None = Field(None, description="the day that it is looked at on; absent where all that it says counts")


class NewValue(_Found):
    """A field with another value."""

    field: str = Field(description="the field, as the file names it; `summary.bottom_line` for one of the summary")
    old: Value | None = Field(None, description="what it was; absent where it was not there")
    new: Value | None = Field(None, description="what it is; absent where it is gone")


class NewEntries(_Found):
    """A list with other entries."""

    field: str = Field(description="the list, as the file names it; `summary.points` for that of the summary")
    lost: Many[Value] = Field((), description="the entries that are gone")
    gained: Many[Value] = Field((), description="the entries that are new")


Change = NewValue | NewEntries


class Renaming(_Found):
    """An item that has another id, and the same content or nearly so."""

    part: str = Field(description="the part of the brief that it is in")
    old: Id = Field(description="the id that it had")
    new: Id = Field(description="the id that it has")


class OneItem(_Found):
    """An item that only one of the two has."""

    part: str = Field(description="the part of the brief that it is in")
    item: Item = Field(description="the item, as its part's schema has it")


class ChangedItem(_Found):
    """An item that both have, and that is not the same in them."""

    part: str = Field(description="the part of the brief that it is in")
    id: Id = Field(description="its id; the new one where it has been renamed")
    changes: Many[Change] = Field(description="its fields that differ; references to renamed items do not")


class NewStrength(_Found):
    """A claim or a recommendation that is stronger, weaker or limited by another claim: it follows from the rest."""

    part: str = Field(description="claims or recommendations")
    id: Id = Field(description="which it is, by its new id")
    old: Level | None = Field(None, description="how strong it was; absent for a recommendation without evidence")
    new: Level | None = Field(None, description="how strong it is; likewise")
    old_limited_by: Id | None = Field(None, description="the claim that kept it from being stronger, by its old id")
    old_limited_because: Reason | None = Field(None, description="what kept that claim from being stronger")
    new_limited_by: Id | None = Field(None, description="the claim that keeps it from being stronger")
    new_limited_because: Reason | None = Field(None, description="what keeps that claim from being stronger")

    @property
    def turn(self) -> Literal["stronger", "weaker"] | None:
        """Whether it is stronger or weaker; none where it is neither, or there is, or was, no evidence."""
        return turn(self.old, self.new) if self.old and self.new else None


class NewStanding(_Found):
    """A recommendation that stands elsewhere than it did: it follows from its updates."""

    id: Id = Field(description="which it is, by its new id")
    old_status: Status = Field(description="its status before")
    new_status: Status = Field(description="its status now")
    old_response: Response = Field(description="the response to it before")
    new_response: Response = Field(description="the response to it now")
    since: date | None = Field(None, description="from when on the new status has been the same")


class Difference(_Found):
    """What two editions of a brief differ in; nothing in its lists where they are the same."""

    old: Edition = Field(description="the edition that is compared with")
    new: Edition = Field(description="the edition that is compared")
    brief: Many[Change] = Field((), description="fields of the brief itself, of its summary, and its exceptions")
    renamed: Many[Renaming] = Field((), description="items with another id")
    removed: Many[OneItem] = Field((), description="items that only the old one has")
    added: Many[OneItem] = Field((), description="items that only the new one has")
    changed: Many[ChangedItem] = Field((), description="items that both have, and that differ")
    strengths: Many[NewStrength] = Field((), description="what is stronger, weaker or otherwise limited for all that")
    standings: Many[NewStanding] = Field((), description="recommendations that stand elsewhere")

    @property
    def is_empty(self) -> bool:
        """Whether the two are the same to a reader."""
        return not (self.brief or self.renamed or self.removed or self.added or self.changed)

    @property
    def exceptions(self) -> Iterator[tuple[Exemption | None, Exemption | None]]:
        """Each exception of a rule for an item that differs, as it was and as it is; none where there is none."""
        change = next((one for one in self.brief if one.field == "exceptions"), None)
        if not isinstance(change, NewEntries):
            return
        lost: dict[tuple[str, str], list[Exemption]] = {}
        for one in change.lost:
            if isinstance(one, Exemption):
                lost.setdefault((one.code, one.id), []).append(one)
        for one in change.gained:
            if isinstance(one, Exemption):
                same = lost.get((one.code, one.id))
                yield same.pop() if same else None, one
        yield from ((one, None) for same in lost.values() for one in same)

    @property
    def no_longer_contradicted(self) -> Iterator[tuple[str, str]]:
        """Each claim that another one contradicted until it was removed or took that back, and that other one."""
        for one in self.removed:
            yield from ((id, one.item.id) for id in getattr(one.item, "contradicts", ()))
        for changed in self.changed:
            for change in changed.changes:
                if change.field == "contradicts" and isinstance(change, NewEntries):
                    yield from ((id, changed.id) for id in change.lost if isinstance(id, str))


class PartCount(_Found):
    """How many items of a part changed: `kzcli diff --stat`."""

    part: Literal[
        "brief", "summary", "goals", "recommendations", "sections", "claims", "sources", "actors", "exceptions"
    ] = Field(description="the part; of the brief itself and of its summary, fields are counted")
    added: int = Field(description="items that are new")
    removed: int = Field(description="items that are gone")
    changed: int = Field(description="items that differ, renamed or not")
    renamed: int = Field(description="items with another id")
    stronger: int = Field(description="claims or recommendations that are stronger, whether or not they differ")
    weaker: int = Field(description="claims or recommendations that are weaker, likewise")
    otherwise_limited: int = Field(description="claims or recommendations that are as strong, limited by another claim")


class Suspect(_Found):
    """What was not looked at again, and rests on something that changed: `kzcli diff --suspects`."""

    part: str = Field(description="the part that it is in; of the brief itself, summary or brief")
    id: Id = Field(description="which it is; of the summary and the brief, the brief's id")
    place: str | None = Field(
        None, description="the text in it that did not change: `point 2`, `paragraph 3`; absent for an item as a whole"
    )
    on: Id = Field(description="what it rests on, nearest to it: what changed, or an item that is listed here itself")
    cause: Id = Field(description="what changed, on which it rests in the end")
    steps: int = Field(description="how many steps it is from there: 1 where it rests on that itself")
    changed: Many[str] = Field(description="what changed in that: the fields of its argument, added or removed")
