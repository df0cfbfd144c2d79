"""What must hold between the parts of a brief, checked on its plain data.

The models check each field alone. These rules look across fields, and on data rather than on models, so that
they speak even where another part of the file is wrong.
"""

from __future__ import annotations

import re
import types
import typing
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel

from kzcli.brief import PARTS, Brief, Markup, Reference
from kzcli.errors import did_you_mean
from kzcli.findings import Fault
from kzcli.values import CITATIONS, ID_PATTERN, show_first

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kzcli.toml import Path

_ID = re.compile(ID_PATTERN)

MAX_COMPARISONS = 50_000
"""How many ids are compared for suggestions in all: each costs microseconds, and a file could ask for billions."""

MAX_TOLD = 5
"""How many ids a hint names."""

MAX_CIRCLE = 12
"""How many links a circle may have to be told whole; of a longer one its ends are."""


class Text(NamedTuple):
    """A text of a brief, its path, and what its model says of it."""

    path: Path
    value: str
    mark: Reference | Markup | None


def texts(data: dict[str, Any], model: type[BaseModel] = Brief, path: Path = ()) -> Iterator[Text]:
    """Every text under known keys of the data, in the models' order, with its mark.

    Args:
        data: the plain data of a brief, or of the model given; parts of a wrong shape are passed over.
        model: the model that the data is for.
        path: where the data stands.
    """
    for name, fields in _plan(model):
        if name not in data:
            continue
        value, here = data[name], (*path, name)
        for index, one in enumerate(value) if isinstance(value, list | tuple) else ((None, value),):
            at = here if index is None else (*here, index)
            if isinstance(one, str):
                yield Text(at, one, fields if isinstance(fields, Reference | Markup) else None)
            elif isinstance(one, dict) and isinstance(fields, type):
                yield from texts(one, fields, at)


@lru_cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, Reference | Markup | type[BaseModel] | None], ...]:
    return tuple((name, _mark(field.annotation, field.metadata)) for name, field in model.model_fields.items())


def field_mark(model: type[BaseModel], name: str) -> Reference | Markup | type[BaseModel] | None:
    """What a field of a model holds: a marked text, another model, or neither; none for an unknown name."""
    return dict(_plan(model)).get(name)


def _mark(annotation: Any, metadata: typing.Sequence[Any] = ()) -> Reference | Markup | type[BaseModel] | None:
    """What an annotation holds, inside lists and options: a marked text, a model, or neither."""
    for mark in metadata:
        if isinstance(mark, Reference | Markup):
            return mark
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        inner, *marks = typing.get_args(annotation)
        return _mark(inner, marks)
    if origin in (tuple, typing.Union, types.UnionType):
        found = (_mark(argument) for argument in typing.get_args(annotation))
        return next((mark for mark in found if mark is not None), None)
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def faults(data: dict[str, Any]) -> Iterator[Fault]:
    """Everything that does not hold between the parts of a brief.

    Args:
        data: the plain data of a brief, whatever its shape.
    """
    ids = _Ids(data)
    yield from ids.repeated
    listed: set[tuple[Path, str]] = set()
    for text in texts(data):
        if isinstance(text.mark, Reference):
            if isinstance(text.path[-1], int):
                if (text.path[:-1], text.value) in listed:
                    message = f"{text.value!r} is listed twice"
                    yield Fault("KZ204", text.path, message, "take one of them out", mend="remove")
                listed.add((text.path[:-1], text.value))
            yield from ids.check(text.path, text.value, text.mark.part)
            if text.path[2:3] == ("contradicts",) and data["claims"][text.path[1]].get("id") == text.value:
                help = "take it out, or name the claim that is meant"
                yield Fault("KZ205", text.path, f"{text.value!r} contradicts itself", help)
        elif isinstance(text.mark, Markup) and "[^" in text.value:
            yield from _check_citations(ids, text, blocks=text.mark.blocks)
    yield from _cycles(data, "claims", "rests_on")
    yield from _cycles(data, "sources", "via")
    yield from _check_kinds(data)


class _Ids:
    """The ids of a brief, by part."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.repeated: list[Fault] = []
        self.part_of: dict[str, str] = {}
        self._index_of: dict[str, int] = {}
        self._known: dict[str, list[str]] = {part: [] for part in PARTS}
        self._data = data
        self._comparisons = MAX_COMPARISONS
        for part, index, item in _items(data):
            id = item.get("id")
            if not isinstance(id, str):
                continue
            if id in self.part_of:
                other = "this part" if self.part_of[id] == part else self.part_of[id]
                message = f"the id {id!r} is already used in {other}"
                help = "ids are unique in the whole file"
                first = (self.part_of[id], self._index_of[id], "id")
                self.repeated.append(Fault("KZ202", (part, index, "id"), message, help, first=first))
            else:
                self.part_of[id] = part
                self._index_of[id] = index
                self._known[part].append(id)

    def check(self, path: Path, id: str, part: str) -> Iterator[Fault]:
        """Faults of a reference that must name an item of a part."""
        singular = part.removesuffix("s")
        article = "an" if singular[0] in "aeiou" else "a"
        found = self.part_of.get(id)
        if found is None:
            if id in self._misplaced or not isinstance(self._data.get(part, []), list):
                return  # it may be there, under a key that is misspelt, or in what is no list, of which that is told
            near = self._named.get((part, id.casefold())) or self._near(id, self._known[part])
            new = f"write {article} [[{part}]] with this id, or take it out"
            help = near or (new if _ID.match(id) else f"write here the id of one of the [[{part}]], or take it out")
            yield Fault("KZ201", path, f"no {singular} has the id {id!r}", help)
        elif found != part:
            message = f"{id!r} is one of the {found}; {article} {singular} is expected here"
            yield Fault("KZ203", path, message, self._beside(id, found, part))

    def _beside(self, id: str, found: str, part: str) -> str:
        """What may be meant for an id of another part: of a source the claims from it, of a claim its sources."""
        if (found, part) == ("sources", "claims"):
            ids = self._claims_from.get(id, [])
        elif (found, part) == ("claims", "sources"):
            ids = [one for one, claims in self._claims_from.items() if id in claims and self.part_of.get(one) == part]
        else:
            ids = []
        if not ids:
            return f"name one of the [[{part}]]"
        return f"{'claims from it' if part == 'claims' else 'its sources'}: {show_first(ids, MAX_TOLD)}"

    @cached_property
    def _claims_from(self) -> dict[str, list[str]]:
        """The ids of the claims that come from each source."""
        found: dict[str, list[str]] = {}
        for part, _, item in _items(self._data):
            citations = item.get("sources") if part == "claims" else None
            for one in citations if isinstance(citations, list) else ():
                if isinstance(one, dict) and isinstance(one.get("id"), str) and isinstance(item.get("id"), str):
                    found.setdefault(one["id"], []).append(item["id"])
        return found

    @cached_property
    def _misplaced(self) -> set[str]:
        """The ids of what stands under keys that a brief does not have, and what else may be an id."""
        unknown = [value for key, value in self._data.items() if key not in Brief.model_fields]
        items = [item for value in unknown for item in (value if isinstance(value, list) else [value])]
        ids = [item.get("id") for item in items if isinstance(item, dict)]
        for _, _, item in _items(self._data):
            ids += item.values() if "id" not in item else ()  # one of them may be the id, under another key
        wrong = [id for part in PARTS for id in self._known[part] if not _ID.match(id)]
        if wrong:
            from kzcli.template import MAX_ID, make_id

            ids += [make_id(id, MAX_ID) for id in wrong]
        return {id for id in ids if isinstance(id, str)}

    @cached_property
    def _named(self) -> dict[tuple[str, str], str]:
        """What to write for an item's name or title, by its part."""
        found: dict[tuple[str, str], str] = {}
        for part, _, item in _items(self._data):
            for name in (item.get("name"), item.get("title"), item.get("id")):
                if isinstance(name, str) and isinstance(item.get("id"), str):
                    found.setdefault((part, name.casefold()), f"write its id: {item['id']}")
        return found

    def _near(self, id: str, known: list[str]) -> str:
        cost = len(known) * (1 + len(id) // 10)  # a long id takes longer
        if self._comparisons < cost:
            return ""
        self._comparisons -= cost
        return did_you_mean(id, known)


def _items(data: dict[str, Any]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    for part in PARTS:
        entries = data.get(part)
        for index, item in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(item, dict):
                yield part, index, item


def _check_citations(ids: _Ids, text: Text, *, blocks: bool) -> Iterator[Fault]:
    found = [(match[1], match.span()) for match in CITATIONS.finditer(text.value)]
    if all(ids.part_of.get(id) == "claims" for id, _ in found):
        return
    # The pattern also finds what stands in code or behind a backslash; only a real parse knows.
    from kzcli.markup import cited

    first = dict(reversed(found))
    for id in dict.fromkeys(cited(text.value, blocks=blocks)):
        for fault in ids.check(text.path, id, "claims"):
            yield fault._replace(message=f"cites [^{id}], but {fault.message}", words=first.get(id))


def _cycles(data: dict[str, Any], part: str, key: str) -> Iterator[Fault]:
    links: dict[str, list[tuple[str, Path]]] = {}
    for its_part, index, item in _items(data):
        if its_part != part or not isinstance(item.get("id"), str):
            continue
        value = item.get(key)
        path = (part, index, key)
        if isinstance(value, str):
            links[item["id"]] = [(value, path)]
        elif isinstance(value, list):
            links[item["id"]] = [(to, (*path, i)) for i, to in enumerate(value) if isinstance(to, str)]
    done: set[str] = set()
    for start in links:
        yield from _cycles_from(start, links, done, key)


def _cycles_from(start: str, links: dict[str, list[tuple[str, Path]]], done: set[str], key: str) -> Iterator[Fault]:
    """Depth-first search with a stack of its own, so that a long chain cannot exhaust Python's."""
    if start in done:
        return
    trail, steps, position = [start], [iter(links[start])], {start: 0}
    while trail:
        step = next(steps[-1], None)
        if step is None:
            steps.pop()
            here = trail.pop()
            del position[here]
            done.add(here)
            continue
        to, path = step
        if to in position:
            first, length = position[to], len(trail) - position[to]
            shown = trail[first:] if length <= MAX_CIRCLE else [*trail[first : first + 3], "…", *trail[-2:]]
            circle = " → ".join([*shown, to])
            count = f" of {length}" if length > MAX_CIRCLE else ""
            yield Fault("KZ205", path, f"{key} goes round in a circle{count}: {circle}", "take one of these links out")
        elif to in links and to not in done:
            position[to] = len(trail)
            trail.append(to)
            steps.append(iter(links[to]))


def _check_kinds(data: dict[str, Any]) -> Iterator[Fault]:
    """Fields that only some kinds of claim may have."""
    rules: dict[str, tuple[Callable[[Any], bool], str]] = {
        "likelihood": (
            lambda kind: kind in ("judgment", "forecast"),
            "only a judgment or a forecast has a likelihood",
        ),
        "if_wrong": (lambda kind: kind == "assumption", "only an assumption has if_wrong"),
    }
    for part, index, item in _items(data):
        if part == "claims" and isinstance(item.get("kind"), str):
            for key, (allowed, message) in rules.items():
                if key in item and not allowed(item["kind"]):
                    told = f"{message}; this claim is of the kind {item['kind']}"
                    help = "take the key out, or change the kind"
                    yield Fault("KZ210", (part, index, key), told, help, at_key=True)
