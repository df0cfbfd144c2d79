"""A brief as it is being written: all that can be read of a file, however broken it is elsewhere."""

from __future__ import annotations

import copy
import re
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from kzcli.brief import PARTS, Brief, Markup, Reference
from kzcli.errors import UnreadableError
from kzcli.links import Links
from kzcli.loader import validate
from kzcli.places import Extent, Places
from kzcli.prose import Sentence, sentences
from kzcli.recovery import Recovered, recover
from kzcli.references import Text, texts
from kzcli.source import read_words, read_words_beside
from kzcli.values import CITATION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kzcli.findings import Fault, Path
    from kzcli.source import SourceFile

MAX_ROUNDS = 10
"""How often what keeps a file from being a brief is taken out; what is then still none is not looked at as one."""

_STAND_INS: dict[str, Any] = {
    "format": 1,
    "id": "unknown",
    "title": "-",
    "as_of": date(9999, 12, 31),
    "summary": {"bottom_line": "-"},
}
"""For what every brief must have and this one lacks; nothing is said about them."""


class SentenceAt(NamedTuple):
    """A sentence, and the text that it stands in."""

    path: Path
    sentence: Sentence


class Draft:
    """A brief as it is being written.

    Args:
        file: its file.
        today: the day that it is looked at, for what is overdue.
        source_files: files with the words of sources, by the source's id, besides those that the brief names.
    """

    def __init__(self, file: SourceFile, today: date, source_files: Mapping[str, str] | None = None) -> None:
        self.name = file.name
        self.today = today
        self._source_files = source_files or {}
        recovered: Recovered = recover(file)
        self.text = recovered.text
        """The file's text; what could not be read of it is blank."""
        self.shown = recovered.shown
        """The file's text as it is, line ends as line feeds."""
        self.data = recovered.data
        self.broken = recovered.broken
        """Where the file is no TOML, or no UTF-8."""
        self.complete = not recovered.broken
        """Whether all of the file could be read as TOML, so that what is not in it is missing."""
        self._maybe = recovered.ids
        brief, found = validate(self.data)
        sound = brief if not found else None
        self.whole = sound is not None and self.complete
        """Whether the file is a brief as it stands, so that all that is wrong in it can be found."""
        if not self.complete:
            found = [fault for fault in found if not self._may_be_lost(fault)]
        self.faults = found
        """What keeps the data from being a brief."""
        self._touched: set[Path] = set()
        self._kept: dict[str, list[int]] = {}
        self.plain = self.data
        """The plain data of `brief`, so with its indexes."""
        self._brief = sound or self._salvage()
        self.readable = self._brief is not None
        """Whether there is a brief in what could be read."""

    @property
    def brief(self) -> Brief:
        """The brief without what is wrong in it.

        Raises:
            ValueError: nothing is left; ask `readable` first.
        """
        if self._brief is None:
            raise ValueError("nothing of the brief could be read")
        return self._brief

    @cached_property
    def links(self) -> Links:
        """The items of the brief by id."""
        return Links(self.brief)

    @cached_property
    def places(self) -> Places:
        """Where everything stands in the file."""
        return Places(self.text)

    @cached_property
    def texts(self) -> list[Text]:
        """Every text of the brief, in the order of the models."""
        return list(texts(self.plain))

    @cached_property
    def mentions(self) -> frozenset[str]:
        """Every id that something in the file refers to, in a field or by a citation, also where that is wrong."""
        found = set()
        for text in self.texts if self.plain is self.data else texts(self.data):
            if isinstance(text.mark, Reference):
                found.add(text.value)
            elif isinstance(text.mark, Markup):
                found.update(re.findall(CITATION, text.value))
        return frozenset(found)

    @cached_property
    def sentences(self) -> list[SentenceAt]:
        """Every sentence of the brief's Markdown, in the order of the models."""
        return [
            SentenceAt(text.path, sentence)
            for text in self.texts
            if isinstance(text.mark, Markup)
            for sentence in sentences(text.value, blocks=text.mark.blocks)
        ]

    @cached_property
    def source_texts(self) -> dict[str, str | UnreadableError]:
        """The words of each source whose text is at hand, or why they cannot be read, by the source's id.

        What a brief names stands in its own folder or below: a brief from somebody else reads no other files.
        """
        found: dict[str, str | UnreadableError] = {}
        for source in self.brief.sources:
            asked = self._source_files.get(source.id)
            if asked is None and source.text is None:
                continue
            try:
                found[source.id] = read_words(asked) if asked else read_words_beside(self.name, source.text or "")
            except UnreadableError as error:
                found[source.id] = error
        return found

    @property
    def english(self) -> bool:
        """Whether the brief is in English, whose words some rules know."""
        return self.brief.language.partition("-")[0].lower() == "en"

    def original(self, fault: Fault) -> Fault | None:
        """A fault found in `brief`, with its path in the file; none where what it is about was not read whole."""
        path = fault.path
        if len(path) > 1 and path[0] in self._kept:
            path = (path[0], self._kept[str(path[0])][int(path[1])], *path[2:])
        if path[:2] in self._touched or path[:1] in self._touched:
            return None
        return fault._replace(path=path)

    def extent(self, fault: Fault) -> Extent:
        """Where in the file's text a fault is."""
        return self.places.extent(fault)

    def id_at(self, path: Path) -> str:
        """The id of the item that a path leads into, else the brief's own; empty where neither has one."""
        items = self.data.get(path[0]) if path and path[0] in PARTS else None
        item = items[path[1]] if isinstance(items, list) and len(path) > 1 and isinstance(path[1], int) else self.data
        id = item.get("id") if isinstance(item, dict) else None
        return id if isinstance(id, str) else ""

    def _may_be_lost(self, fault: Fault) -> bool:
        """Whether a fault may come only from what of the file could not be read."""
        if fault.code in ("KZ106", "KZ704"):
            return True
        return fault.code == "KZ201" and any(id in fault.message for id in self._maybe)

    def _salvage(self) -> Brief | None:
        """The brief that is left when what is wrong, and what refers to it, is taken out."""
        data = copy.deepcopy(self.data)
        for key, value in _STAND_INS.items():
            if key not in data:
                data[key] = value
                self._touched.add((key,))
        self._kept = {part: list(range(len(data[part]))) for part in PARTS if isinstance(data.get(part), list)}
        for _ in range(MAX_ROUNDS):
            brief, found = validate(data)
            if brief and not found:
                self.plain = data
                return brief
            targets = {fault.path for fault in found if fault.path}
            for path in sorted(
                targets, key=lambda path: [(isinstance(part, int), part) for part in path], reverse=True
            ):
                self._take_out(data, path)
        return None

    def _take_out(self, data: dict[str, Any], path: Path) -> None:
        """Take a value out of plain data; later ones of a list before earlier ones."""
        inner: Any = data
        for part in path[:-1]:
            inner = inner[part]
        top, *rest = path
        kept = self._kept.get(str(top))
        self._touched.add((top, kept[rest[0]]) if kept and rest and isinstance(rest[0], int) else (top,))
        del inner[path[-1]]
        if len(path) == 1:
            self._kept.pop(str(top), None)
            if top in _STAND_INS:
                data[str(top)] = _STAND_INS[str(top)]
        elif kept and len(path) == 2:
            del kept[int(path[1])]
