"""Items that have another id in the new edition, and the same content or nearly so."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from kzcli.brief import PARTS
from kzcli.editions.difference import Renaming
from kzcli.editions.fields import canonical, with_names
from kzcli.values import CITATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kzcli.brief import Brief, Item

ROUNDS = 5
"""How often items are told apart by what they name, once some of that is known to be renamed."""

ALIKE = 0.8
"""From which share of common words on two texts are nearly the same."""

FEWEST = 5
"""Of fewer words, only the same text is the same."""

COMMON = 20
"""A word in more items than this says nothing of which one it is."""

_WORDS = {
    "goals": ("title", "statement"),
    "recommendations": ("title", "action"),
    "sections": ("title", "body"),
    "claims": ("statement",),
    "sources": ("title", "publisher", "authors"),
    "actors": ("name",),
}
"""What an item is known by, when the rest of it is other."""


def renamings(old: Brief, new: Brief) -> Iterator[Renaming]:
    """The items that have another id, in the order of the new edition.

    Args:
        old: a brief as loaded.
        new: another.
    """
    gone, come = _only_in(old, new), _only_in(new, old)
    if not gone or not come:
        return
    names = _by_content(gone, come)
    names |= _by_words(_left(gone, names), _left(come, set(names.values())))
    former = {two: one for one, two in names.items()}
    for part, item in come:
        if item.id in former:
            yield Renaming.model_construct(part=part, old=former[item.id], new=item.id)


_Items = list[tuple[str, "Item"]]


def _only_in(one: Brief, other: Brief) -> _Items:
    found: _Items = []
    for part in PARTS:
        ids = {item.id for item in getattr(other, part)}
        found += ((part, item) for item in getattr(one, part) if item.id not in ids)
    return found


def _left(items: _Items, without: Any) -> _Items:
    return [(part, item) for part, item in items if item.id not in without]


def _by_content(gone: _Items, come: _Items) -> dict[str, str]:
    """The items whose content is the same, when what they name is renamed too; new ids by old ones."""
    names: dict[str, str] = {}
    loose_old = {item.id: "?" for _, item in gone}
    loose_new = {item.id: "?" for _, item in come}
    olds: dict[Any, list[str]] = {}
    news: dict[Any, list[str]] = {}
    for _ in range(ROUNDS):
        known = set(names.values())
        olds = _grouped(_left(gone, names), _content({**loose_old, **names}))
        news = _grouped(_left(come, known), _content({**loose_new, **dict(zip(known, known, strict=True))}))
        found = {ids[0]: news[key][0] for key, ids in olds.items() if len(ids) == len(news.get(key, ())) == 1}
        if not found:
            break
        names |= found
    for key, ids in olds.items():  # twins, of which any may be any
        names |= dict(zip((id for id in ids if id not in names), news.get(key, ()), strict=False))
    return names


def _content(names: dict[str, str]) -> Callable[[str, Item], Any]:
    """What tells the content of an item, when what it names is called otherwise."""

    def content(_: str, item: Item) -> Any:
        plain = with_names(item, names)
        return canonical({name: getattr(plain, name) for name in type(plain).model_fields if name != "id"})

    return content


def _grouped(items: _Items, key: Callable[[str, Item], Any]) -> dict[Any, list[str]]:
    """The ids of items by part and some key."""
    groups: dict[Any, list[str]] = defaultdict(list)
    for part, item in items:
        groups[part, key(part, item)].append(item.id)
    return groups


def _by_words(gone: _Items, come: _Items) -> dict[str, str]:
    """The items whose words are the same, or nearly so where they are of one kind and about the same actors."""
    olds, news = _grouped(gone, _said), _grouped(come, _said)
    names = {ids[0]: news[key][0] for key, ids in olds.items() if len(ids) == len(news.get(key, ())) == 1}
    rest, others = _left(gone, names), _left(come, set(names.values()))
    words_of = {id: _words(part, item) for items in (rest, others) for part, item in items for id in [(part, item.id)]}
    with_word: dict[Any, list[str]] = defaultdict(list)
    for part, item in others:
        for word in words_of[part, item.id]:
            with_word[part, _sort(item), word].append(item.id)
    pairs = []
    for place, (part, item) in enumerate(rest):
        words = words_of[part, item.id]
        shared = Counter(
            id
            for word in words
            for id in with_word.get((part, _sort(item), word), ())[: COMMON + 1]
            if len(with_word[part, _sort(item), word]) <= COMMON
        )
        for id, _ in shared.most_common(3):
            theirs = words_of[part, id]
            alike = 2 * (words & theirs).total() / (words.total() + theirs.total())
            if alike >= ALIKE and min(words.total(), theirs.total()) >= FEWEST:
                pairs.append((-alike, place, item.id, id))
    taken: set[str] = set()
    for _, _, one, two in sorted(pairs):
        if one not in names and two not in taken:
            names[one] = two
            taken.add(two)
    return names


def _sort(item: Item) -> Any:
    return getattr(item, "kind", ""), canonical(getattr(item, "actors", ()))


def _said(part: str, item: Item) -> str:
    found = [getattr(item, name) for name in _WORDS[part]]
    text = " ".join(" and ".join(one) if isinstance(one, tuple) else one for one in found if one)
    return " ".join(CITATIONS.sub("", text).split())


def _words(part: str, item: Item) -> Counter[str]:
    return Counter(re.findall(r"\w+", _said(part, item).lower()))
