"""Where sources come from: the one through which each is known in the end, and what falls with one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kzcli.brief import Source


def origins(sources: Iterable[Source]) -> dict[str, str]:
    """For each source, by id, the one through which alone it is known in the end; itself where it was read itself.

    Args:
        sources: all sources of a brief, none of which is known through itself.
    """
    via = {source.id: source.via for source in sources}
    found: dict[str, str] = {}
    for id in via:
        passed = []
        at = id
        while at not in found and (before := via[at]):
            passed.append(at)
            at = before
        found.update(dict.fromkeys([*passed, at], found.get(at, at)))
    return found


def known_only_through(sources: Iterable[Source], withdrawn: Collection[str]) -> frozenset[str]:
    """The ids of the sources that are withdrawn, with those that are known only through one of them.

    Args:
        sources: all sources of a brief.
        withdrawn: ids, of which those that are of no source count for nothing.
    """
    reached_from: dict[str, list[str]] = {}
    gone = []
    for source in sources:
        if source.via:
            reached_from.setdefault(source.via, []).append(source.id)
        if source.id in withdrawn:
            gone.append(source.id)
    found = set(gone)
    while gone:
        more = [id for id in reached_from.get(gone.pop(), ()) if id not in found]
        found.update(more)
        gone += more
    return frozenset(found)
