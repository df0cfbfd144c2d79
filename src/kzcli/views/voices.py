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

    def __call__(self, cited: tuple[Citation, ...]) -> Text:
        """Citations one after the other; nothing where there are none."""
        places: dict[str, list[Text]] = {}
        for one in cited:
            places.setdefault(one.id, []).append(optional(one.locator))
        made = []
        said: set[str] = set()
        for id in places:
            if id not in said:
                chain = self._chain(id)
                made.append(
                    join([self._at(one, () if one in said else places.get(one, ())) for one in chain], " through ")
                )
                said.update(chain)
        return join(made, "; ")

    def first(self, cited: tuple[Citation, ...]) -> Text:
        """Who said it and when, in a word: without places, and without those who only pass on what another said."""
        ids = dict.fromkeys(one.id for one in cited)
        through = {self._links.sources[id].via for id in ids}
        return join([self._dated(id) for id in ids if id not in through], "; ")

    def _dated(self, id: str) -> Text:
        """A source, and where it has no date those through which it is known, up to one that has."""
        chain = self._chain(id)
        end = next((at for at, one in enumerate(chain) if self._links.sources[one].date), len(chain))
        return join([self._name(one) for one in chain[: end + 1]], " through ")

    def _at(self, id: str, places: Iterable[Text]) -> Text:
        return join([self._name(id), join([*places], "; ")], ", ")

    def _chain(self, id: str) -> list[str]:
        """A source, that through which it is known, and that through which it is known in the end."""
        chain = (id, self._links.sources[id].via, self._links.origins[id])
        return list(dict.fromkeys(one for one in chain if one))

    def _name(self, id: str) -> Text:
        source = self._links.sources[id]
        when = "" if source.date or source.via else ", undated"
        withdrawn = (Span(" (withdrawn)", ("poor",)),) if id in self._links.gone else ()
        return (*plain(f"{short_name(source)}{when}"), *withdrawn)
