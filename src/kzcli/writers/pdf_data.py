"""A page as plain data for the template `brief.typ`, which knows no more of it."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kzcli.addresses import web_address
from kzcli.clean import clean, clean_lines
from kzcli.page import (
    Bar,
    Bars,
    Bullets,
    Callout,
    Card,
    Changes,
    Code,
    Fields,
    Heading,
    Page,
    Paragraph,
    Span,
    Style,
    Text,
    Timeline,
    Tree,
    faded,
    join,
    muted,
    plain,
)
from kzcli.page_walk import as_bullets, card_ids
from kzcli.values import direction
from kzcli.writers import FEW_RECORDS, bar_lengths, is_record, year_scale

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONG_WORD = re.compile(r"[^\s-]{25,}")
_PIECE = re.compile("[^/?&=.,:;_#]{1,24}[/?&=.,:;_#\u0300-\u036f]*|[/?&=.,:;_#]{1,24}")
_TONES = ("good", "fair", "poor", "muted")
_RUNNING = 90  # characters of a title fit the head of a page
_LONGEST_ADDRESS = 8000  # Typst refuses longer ones
_NEW_LINE = {"kind": "line"}
_LOOKS_ONLY = {"kind", "styles"}  # the keys of what leads nowhere


def page_data(page: Page, paper: str, *, sheet: bool) -> dict[str, Any]:
    """All that the template needs to know.

    Args:
        page: a document.
        paper: `a4` or `letter`.
        sheet: whether it is to fill one page.
    """
    return _Data(page).document(paper, sheet=sheet)


class _Data:
    """A page on its way: what has been numbered and labelled in it so far."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._notes = {note.id: (*note.text, Span(" "), *note.mention) for note in page.notes} if page.numbered else {}
        self._cards = frozenset(card_ids(page.blocks))
        self._labels: dict[str, str] = {}  # of what stands on the page already, with what it is called
        self._numbers: dict[str, str] = {}  # of the notes among it
        self._led_to: set[str] = set()  # the labels that links lead to

    def document(self, paper: str, *, sheet: bool) -> dict[str, Any]:
        about = self._page.about
        language, region = _language(about.language)
        title = clean(about.title)
        return {
            "paper": {"letter": "us-letter"}.get(paper, paper),
            "sheet": sheet,
            "language": language,
            "region": region,
            "direction": direction(about.language),
            "about": {
                "title": title,
                "running": _pieces(title if len(title) <= _RUNNING else f"{title[: _RUNNING - 1].rstrip()}…"),
                "authors": [clean(author) for author in about.authors],
                "description": clean(about.description),
                "keywords": [clean(about.id), "policy brief"],
                "date": [int(part) for part in about.date.split("-")],
                "followed": [int(part) for part in about.followed_to.split("-") if part],
            },
            "blocks": list(self._grouped()),  # which tells what of it is led to
            "anchors": [(label, name) for label, name in self._labels.items() if label in self._led_to],
        }

    def _grouped(self) -> Iterator[Any]:
        """The blocks, those of registers together, and the list that follows a callout within it."""
        blocks: list[Any] = []
        for block in self._page.blocks:
            if isinstance(block, Bullets) and blocks and isinstance(blocks[-1], Callout):
                blocks[-1] = blocks[-1]._replace(blocks=(*blocks[-1].blocks, block))
            else:
                blocks.append(block)

        def in_register(index: int) -> bool:
            following = index + 1 if isinstance(blocks[index], Heading) else index
            return following < len(blocks) and is_record(blocks[following])

        for dense, group in groupby(range(len(blocks)), in_register):
            indices = list(group)
            make = self._register_block if dense else self._data
            made = [make(blocks[index]) for index in indices]
            here = len(indices) <= FEW_RECORDS or all(
                isinstance(block, Paragraph | Fields) for block in blocks[1 : indices[0]]
            )
            yield from [{"kind": "registers", "blocks": made, "here": here}] if dense else made

    def _register_block(self, block: Heading | Card) -> Any:
        """A heading or an entry; of an entry the texts are put together, as each paragraph of its own costs time."""
        if isinstance(block, Heading):
            return self._data(block)
        rest, values = list(block.blocks), []
        first: Text = ()
        if rest and isinstance(rest[0], Paragraph):
            first = rest[0].text
            del rest[0]
        while rest and isinstance(rest[0], Fields):
            values += [(Span(f"{label}: "), *value) for label, value in rest[0].pairs if value]
            del rest[0]
        id, told = muted(block.id), faded(join(values, " · "))
        lines = [(*first, Span(" "), *id), told] if first else [join([id, told], " · ")]
        return {
            "kind": "record",
            "level": _level(block.level),
            "number": block.number,
            "title": self._text(block.title),
            "text": [piece for line in lines if line for piece in (_NEW_LINE, *self._text(line))][1:],
            "blocks": [self._data(one) for one in rest],
            **self._labelled(block),
        }

    def _labelled(self, card: Card) -> dict[str, str]:
        """The label of a card that links lead to, where it is the first of its id."""
        if not card.id or card.id in self._labels:
            return {}
        self._labels[card.id] = f"entry {card.id}"
        return {"label": card.id}

    def _data(self, node: Any) -> Any:
        if isinstance(node, str):
            return clean(node)
        if not isinstance(node, tuple):
            return node
        if not hasattr(node, "_fields"):
            return self._text(node) if node and isinstance(node[0], Span) else [self._data(part) for part in node]
        if isinstance(node, Tree | Changes):
            node = as_bullets(node)
        if type(node) is Paragraph:  # the most frequent, so first
            return {"kind": "paragraph", "text": self._text(node.text)}
        made: dict[str, Any] = {"kind": type(node).__name__.lower()}
        match node:
            case Heading() | Callout():
                made["level"] = _level(node.level)
                if isinstance(node, Heading) and not any(span.text.strip() for span in node.text):
                    made["text"] = ["\u200b"]  # PDF/UA takes no heading without a character
            case Card():
                made["level"] = _level(node.level)
                made |= {"id": self._text(plain(node.id)), **self._labelled(node)}
            case Fields():
                node = node._replace(pairs=tuple(pair for pair in node.pairs if pair[1]))
            case Code():
                made["lines"] = [self._text((Span(line, ("code",)),)) for line in clean_lines(node.text)]
            case Bar():
                label, shown = self._text(plain(node.label)), self._text(plain(node.shown))
                made |= {"label": label, "shown": shown}
            case Bars():
                made["lengths"] = bar_lengths(node)
                made["alt"] = clean(f"Bars: {'; '.join(f'{bar.label}: {bar.shown}' for bar in node.bars)}")
            case Timeline():
                made["years"] = _years(node)
                later = sum(event.mark == "later" for event in node.events)
                made["alt"] = f"A line of years with {len(node.events)} marks, {later} of them later than the brief"
        for field, value in zip(node._fields, node, strict=True):
            if field not in made:
                made[field] = self._data(value)
        return made

    def _text(self, text: Text, *, toned: bool = True) -> list[Any]:
        made: list[Any] = []
        before: dict[str, Any] | None = None  # the look of the last piece, where more can be added to it
        for span in text:
            if "citation" in span.styles and span.target in self._notes:
                if made and isinstance(made[-1], dict) and made[-1]["kind"] == "note":
                    made.append({"kind": "comma"})
                made.append(self._note(span.target))
                before = None
                continue
            look = self._look(span, toned=toned) if span.styles else {}
            first, *others = pieces = _pieces(clean(span.text))
            if look and look == before and not others:
                made[-1]["text"] += first  # since each change of look costs time
            elif look:
                made.append({**look, "pieces": pieces} if others else {**look, "text": first})
            elif look == before:
                made[-1] += first
            else:
                made.append(first)
            before = None if look and (others or look.keys() != _LOOKS_ONLY) else look
            if not look:
                for piece in others:
                    made += ({"kind": "break"}, piece)
        return made

    def _look(self, span: Span, *, toned: bool) -> dict[str, Any]:
        styles = _styles(span.styles, toned=toned)
        made: dict[str, Any] = {"kind": "span", "styles": styles} if styles else {}
        if "link" in span.styles:
            address = web_address(span.target)
            made |= {"address": address} if len(address) <= _LONGEST_ADDRESS else {}
        elif "id" in span.styles:
            if (id := span.target or span.text) in self._cards:
                self._led_to.add(id)
                made["card"] = id
            if span.target:
                made["styles"] = tuple("mention" if style == "id" else style for style in styles)
        return made

    def _note(self, id: str) -> dict[str, Any]:
        label = f"note_{id}"  # no id has an underscore
        number = self._numbers.setdefault(id, str(len(self._numbers) + 1))
        made: dict[str, Any] = {"kind": "note", "label": label, "number": number}
        if label in self._labels:
            self._led_to.add(label)
            return made
        self._labels[label] = f"note {number}"
        return made | {"text": self._text(self._notes[id], toned=False)}


@cache
def _styles(styles: tuple[Style, ...], *, toned: bool) -> tuple[str, ...]:
    """The names that the template has for styles."""
    made = [style for style in styles if style != "citation" and (toned or style not in _TONES)]
    return tuple(sorted(made, key=lambda style: style != "code"))  # code first, since Typst makes it of a string


def _level(level: int) -> int:
    """A level of heading as PDF has it, where the title is no heading."""
    return max(1, level - 1)


def _pieces(text: str) -> list[str]:
    """A text cut where a line may break besides the usual places: inside words that might fit no line."""
    if len(text) < 25 or not _LONG_WORD.search(text):
        return [text]
    return _LONG_WORD.sub(lambda match: "\n".join(_PIECE.findall(match[0])), text).split("\n")


def _years(line: Timeline) -> tuple[int, int, int]:
    """The first and last year of an axis, and how many years there are from one mark on it to the next."""
    first, last, step = year_scale(line.events, 10)
    return first - first % step, last + -last % step, step


def _language(tag: str) -> tuple[str, str | None]:
    """A language and a region as Typst takes them; `und` where the language is none of ISO 639's."""
    match = re.match(r"([A-Za-z]{2,3})(?:-[A-Za-z]{3,4})*(?:-([A-Za-z]{2}))?(?:-|$)", tag)
    return (match[1].lower(), match[2].upper() if match[2] else None) if match else ("und", None)
