"""Who said something and when, in as few words as can be: each source once, with that through which it is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kzcli.page import Span, Text, join, plain
from kzcli.views.mentions import short_name
from kzcli.views.words import optional

if TYPE_CHECKING:
    from kzcli.brief import Citation
    from kzcli.links import Links


class Voices:
    """Says citations as names, years and places: `The White House through Sanchez 2020, paragraph 2`.

    Args:
        links: the brief's items.
    """

    def __init__(self, links: Links) -> None:
        self._links = links

    def __call__(self, cited: Iterable[Citation], *, places: bool = True) -> Text:
        """Citations one after the other; nothing where there are none.

        Args:
            cited: the citations.
            places: whether it is told where in a source.
        """
        where: dict[str, list[Text]] = {}
        for one in cited:
            where.setdefault(one.id, []).append(optional(one.locator if places else None))
        said: dict[str, Text] = {}
        told: set[str] = set()
        # Who only passes on what another says is told of with that one.
        passing = {self._links.sources[id].via for id in where}
        for id in sorted(where, key=passing.__contains__):
            if id not in told:
                chain = self._chain(id)
                said[id] = join(
                    [self._at(one, () if one in told else where.get(one, ())) for one in chain], " through "
                )
                told.update(chain)
        return join([said[id] for id in where if id in said], "; ")

    def _at(self, id: str, places: Iterable[Text]) -> Text:
        return join([self._name(id), join([*places], "; ")], ", ")

    def _chain(self, id: str) -> list[str]:
        """A source, that through which it is known, and that through which it is known in the end."""
        chain = (id, self._links.sources[id].via, self._links.origins[id])
        return list(dict.fromkeys(one for one in chain if one))

    def _name(self, id: str) -> Text:
        source = self._links.sources[id]
        when = "" if source.date else ", undated"
        withdrawn = (Span(" (withdrawn)", ("poor",)),) if id in self._links.gone else ()
        return (*plain(f"{short_name(source)}{when}"), *withdrawn)
