"""A brief as it is being written: all that can be read of a file, however broken it is elsewhere."""

from __future__ import annotations

import copy
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from kzcli.brief import PARTS, Brief, Markup, Reference
from kzcli.capping import MAX_OF_RULE
from kzcli.citing import value_at
from kzcli.links import Links
from kzcli.loader import validate
from kzcli.places import Places
from kzcli.prose import LONGEST, Sentence, sentences
from kzcli.recovery import Recovered, recover
from kzcli.references import Text, texts
from kzcli.source_words import read_all
from kzcli.values import CITATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kzcli.errors import UnreadableError
    from kzcli.findings import Fault, Path
    from kzcli.source import SourceFile

MAX_ROUNDS = 10
"""How often what keeps a file from being a brief is taken out; what is then still none is not looked at as one."""

_ABSENCE = frozenset({"KZ301", "KZ302", "KZ303", "KZ305", "KZ306", "KZ307", "KZ310", "KZ312", "KZ313", "KZ605"})
"""Rules that say that something is not there: it may stand under a misspelt key, or in what could not be read."""

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
        self._lost_grounds = recovered.grounds
        brief, found = validate(self.data)
        sound = brief if not found else None
        self.whole = sound is not None and self.complete
        """Whether the file is a brief as it stands, so that all that is wrong in it can be found."""
        is_told = len(found) < MAX_OF_RULE  # whether all that is wrong is, so that it can be taken out
        if not self.complete:
            found = [fault for fault in found if not self._may_be_lost(fault)]
        self.faults = found
        """What keeps the data from being a brief."""
        self._touched: set[Path] = set()  # items that something was taken out of
        self._taken: set[Path] = set()  # what was taken out, or out of which something was: keys of items
        self._kept: dict[str, list[int]] = {}
        self.plain = self.data
        """The plain data of `brief`, so with its indexes."""
        self._brief = sound or (self._salvage() if is_told else None)
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
                found.update(CITATIONS.findall(text.value))
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
    def english_sentences(self) -> list[SentenceAt]:
        """The sentences that rules about English words look at: none of another language, none that nobody writes."""
        return [at for at in self.sentences if len(at.sentence.text) <= LONGEST] if self.english else []

    @cached_property
    def source_texts(self) -> dict[str, str | UnreadableError]:
        """The words of each source whose text is at hand, or why they cannot be read, by the source's id."""
        return read_all(self.brief.sources, self.name, self._source_files)

    def reads_elsewhere(self, source: str) -> bool:
        """Whether a source's words are to be read from a file that was named for it, not by the brief."""
        return source in self._source_files

    @property
    def source_ids(self) -> frozenset[str]:
        """The ids of the file's sources, and of all that stands in what could not be read."""
        items = self.data.get("sources")
        ids = [item.get("id") for item in items if isinstance(item, dict)] if isinstance(items, list) else []
        return self._maybe | {id for id in ids if isinstance(id, str)}

    @property
    def english(self) -> bool:
        """Whether the brief is in English, whose words some rules know."""
        return self.brief.language.partition("-")[0].lower() == "en"

    def original(self, fault: Fault) -> Fault | None:
        """A fault found in `brief`, with its path in the file; none where what it is about was not read whole."""
        path = fault.path
        if len(path) > 1 and path[0] in self._kept:
            path = (path[0], self._kept[str(path[0])][int(path[1])], *path[2:])
        if any(path[:length] in self._taken for length in (1, 2, 3)):
            return None
        if fault.code in _ABSENCE and (path[:2] in self._touched or self._lost_grounds):
            return None
        return fault._replace(path=path)

    def id_at(self, path: Path) -> str:
        """The id of the item that a path leads into, else the brief's own; empty where neither has one."""
        item = self.item_at(path)
        id = (self.data if item is None else item).get("id")
        return id if isinstance(id, str) else ""

    def item_at(self, path: Path) -> dict[str, Any] | None:
        """The item, as plain data, that a path leads into; none where it leads into none."""
        items = self.data.get(path[0]) if len(path) > 1 and path[0] in PARTS else None
        item = items[path[1]] if isinstance(items, list) and isinstance(path[1], int) else None
        return item if isinstance(item, dict) else None

    @cached_property
    def item_ids(self) -> frozenset[str]:
        """The ids of the brief's items, its own not among them."""
        return frozenset(self.links.items)

    def named_by(self, fault: Fault) -> str:
        """The id that the reference or citation holds that a fault is about."""
        value = value_at(self.data, fault.path)
        if fault.words and isinstance(value, str):
            value = value[slice(*fault.words)].removeprefix("[^").removesuffix("]")
        return value if isinstance(value, str) else ""

    def _may_be_lost(self, fault: Fault) -> bool:
        """Whether a fault may come only from what of the file could not be read."""
        if fault.code in ("KZ106", "KZ704"):
            return True
        return fault.code == "KZ201" and self.named_by(fault) in self._maybe

    def _salvage(self) -> Brief | None:
        """The brief that is left when what is wrong, and what refers to it, is taken out."""
        data = copy.deepcopy(self.data)
        for key, value in _STAND_INS.items():
            if key not in data:
                data[key] = value
                self._taken.add((key,))
        self._kept = {part: list(range(len(data[part]))) for part in PARTS if isinstance(data.get(part), list)}
        for _ in range(MAX_ROUNDS):
            brief, found = validate(data)
            if brief and not found:
                self.plain = data
                return brief
            targets = {fault.path for fault in found if fault.path}
            # Which of two items of one part is meant where their id is named, nobody knows.
            targets |= {fault.first for fault in found if fault.first and fault.first[0] == fault.path[0]}
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
        if kept and rest and isinstance(rest[0], int):
            item = (top, kept[rest[0]])
            self._touched.add(item)
            self._taken.add((*item, *rest[1:2]))
        elif isinstance(inner, dict):
            self._taken.add(path[:2])
        else:
            self._taken.add((top,) if not rest or isinstance(rest[0], int) else (top, rest[0]))
        del inner[path[-1]]
        if len(path) == 1:
            self._kept.pop(str(top), None)
            if top in _STAND_INS:
                data[str(top)] = _STAND_INS[str(top)]
        elif kept and len(path) == 2:
            del kept[int(path[1])]
