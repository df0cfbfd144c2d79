"""What two editions of a brief differ in."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from kzcli.brief import PARTS, Brief, Entity, Quantity, Update
from kzcli.editions.difference import (
    Change,
    ChangedItem,
    Difference,
    Edition,
    NewEntries,
    NewStanding,
    NewStrength,
    NewValue,
    OneItem,
)
from kzcli.editions.fields import canonical, fields_of, renamed_brief, says_the_same
from kzcli.editions.renaming import renamings
from kzcli.links import Links, standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kzcli.brief import Item, Recommendation
    from kzcli.strength import Strength


def compare(old: Brief, new: Brief) -> Difference:
    """What differs between two editions of a brief, or two briefs.

    Args:
        old: a brief as loaded.
        new: another.
    """
    renamed = tuple(renamings(old, new))
    names = {one.old: one.new for one in renamed}
    before = renamed_brief(old, names)
    removed: list[OneItem] = []
    added: list[OneItem] = []
    changed: list[ChangedItem] = []
    for part in PARTS:
        olds: dict[str, Item] = {item.id: item for item in getattr(before, part)}
        news: dict[str, Item] = {item.id: item for item in getattr(new, part)}
        removed += (OneItem.model_construct(part=part, item=item) for id, item in olds.items() if id not in news)
        added += (OneItem.model_construct(part=part, item=item) for id, item in news.items() if id not in olds)
        for id, item in news.items():
            if id in olds and (changes := tuple(differences(olds[id], item))):
                changed.append(ChangedItem.model_construct(part=part, id=id, changes=changes))
    return Difference.model_construct(
        old=_edition(old),
        new=_edition(new),
        brief=tuple(differences(before, new)),
        renamed=renamed,
        removed=tuple(removed),
        added=tuple(added),
        changed=tuple(changed),
        strengths=tuple(_strengths(Links(old), Links(new), names)),
        standings=tuple(_standings(before, new)),
    )


def differences(old: Entity, new: Entity, before: str = "") -> Iterator[Change]:
    """The fields in which two of a kind differ, but for their items.

    Args:
        old: a model.
        new: another of the same class.
        before: what stands before a field's name: `summary.`.
    """
    for name, mark in fields_of(type(old)):
        one, two = getattr(old, name), getattr(new, name)
        if isinstance(one, tuple):
            lost, gained = _entries(one, two) if one != two else ((), ())
            if lost or gained:
                yield NewEntries.model_construct(field=before + name, lost=lost, gained=gained)
        elif isinstance(one, Entity) and isinstance(two, Entity) and not isinstance(one, Quantity):
            yield from differences(one, two, f"{name}.")
        elif not says_the_same(one, two, mark):
            yield NewValue.model_construct(field=before + name, old=_value(one), new=_value(two))


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _entries(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The entries of a list that are gone, and those that are new."""
    if isinstance((old or new)[0], Update):
        return _updates(old, new)
    return _without(old, new), _without(new, old)


def _without(entries: Sequence[Any], others: Sequence[Any]) -> tuple[Any, ...]:
    """The entries that are not among others; one that is there twice is so only where it is twice among them too."""
    there = Counter(map(canonical, others))
    left = []
    for entry in entries:
        key = canonical(entry)
        if there[key]:
            there[key] -= 1
        else:
            left.append(entry)
    return tuple(left)


def _updates(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The same of updates, of which on one day the last says where a recommendation stands: there order counts."""
    days: dict[date, tuple[list[Update], list[Update]]] = {}
    for index, updates in enumerate((old, new)):
        for update in updates:
            days.setdefault(update.date, ([], []))[index].append(update)
    lost: list[Update] = []
    gained: list[Update] = []
    for olds, news in days.values():
        less, more = _without(olds, news), _without(news, olds)
        left = _without(olds, less)
        if list(map(canonical, (*left, *more))) != list(map(canonical, news)):
            less, more = tuple(olds), tuple(news)
        lost += less
        gained += more
    return tuple(lost), tuple(gained)


def _strengths(old: Links, new: Links, names: Mapping[str, str]) -> Iterator[NewStrength]:
    """What both have and is stronger, weaker or limited by another claim, recommendations first."""
    held = {names.get(id, id): one.level for id, one in old.strengths.items() if one.limited_by == id}
    hold = {id: one.level for id, one in new.strengths.items() if one.limited_by == id}

    def told(part: str, id: str, one: Strength | None, two: Strength | None) -> Iterator[NewStrength]:
        if one and two and one.level == two.level:
            # Of several that limit it, one is named: only one that did not, or does not, is another.
            by = (held.get(two.limited_by), hold.get(names.get(one.limited_by, one.limited_by)))
            differs = one.is_limited and one.level not in by
        else:
            differs = one is not two
        if differs:
            yield NewStrength.model_construct(
                part=part,
                id=id,
                old=one.level if one else None,
                new=two.level if two else None,
                old_limited_by=one.limited_by if one and one.is_limited else None,
                old_limited_because=one.reason if one and one.is_limited else None,
                new_limited_by=two.limited_by if two and two.is_limited else None,
                new_limited_because=two.reason if two and two.is_limited else None,
            )

    for before in old.recommendations.values():
        after = new.recommendations.get(names.get(before.id, before.id))
        if after:
            yield from told("recommendations", after.id, old.strength(before), new.strength(after))
    for claim, strong in old.strengths.items():
        id = names.get(claim, claim)
        if id in new.strengths:
            yield from told("claims", id, strong, new.strengths[id])


def _standings(old: Brief, new: Brief) -> Iterator[NewStanding]:
    """The recommendations that both have and that stand elsewhere."""
    before: dict[str, Recommendation] = {one.id: one for one in old.recommendations}
    for after in new.recommendations:
        if after.id in before:
            then, now = standing(before[after.id], old.as_of), standing(after, new.as_of)
            if then[:2] != now[:2]:
                yield NewStanding.model_construct(
                    id=after.id,
                    old_status=then.status,
                    new_status=now.status,
                    old_response=then.response,
                    new_response=now.response,
                    since=now.since,
                )


def _edition(brief: Brief) -> Edition:
    return Edition.model_construct(id=brief.id, title=brief.title, as_of=brief.as_of, day=None)
