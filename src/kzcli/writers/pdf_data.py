"""A page as plain data for the template `brief.typ`, which knows no more of it."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

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
    Listing,
    Page,
    Paragraph,
    Span,
    Table,
    Text,
    Timeline,
    Tree,
    join,
    muted,
    plain,
)
from kzcli.page_walk import as_bullets, as_table
from kzcli.values import direction
from kzcli.writers import FEW_RECORDS, bar_scale, is_record, running_title, year_scale
from kzcli.writers.columns import columns_of
from kzcli.writers.pdf_texts import Texts, cut

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEW_RUN = {"kind": "new page", "same-run": False}
_TABLE = 7300  # twentieths of a point: how wide the text is on the narrower paper
_SHARE = (40, 120)  # characters: the least and the most that count for the width of a column


def page_data(page: Page, paper: str, *, sheet: bool) -> dict[str, Any]:
    """All that the template needs to know.

    Args:
        page: a document.
        paper: `a4` or `letter`.
        sheet: whether it is to fill one page.
    """
    return _Data(page).document(paper, sheet=sheet)


class _Data:
    """A page on its way, its texts apart from its blocks."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._texts = Texts(page)
        self._text = self._texts.text

    def document(self, paper: str, *, sheet: bool) -> dict[str, Any]:
        about = self._page.about
        language, region = _language(about.language)
        title = clean(about.title)
        blocks = _paged(list(self._grouped()))  # which collects the texts, and tells what is led to
        if sheet:
            _align_columns(blocks)
        return {
            "paper": {"letter": "us-letter"}.get(paper, paper),
            "sheet": sheet,
            "language": language,
            "region": region,
            "direction": direction(about.language),
            "about": {
                "title": title,
                "running": cut(running_title(title)),
                "authors": [clean(author) for author in about.authors],
                "description": clean(about.description),
                "keywords": [clean(about.id), "policy brief"],
                "date": [int(part) for part in about.date.split("-")],
                "followed": [int(part) for part in about.followed_to.split("-") if part],
            },
            "blocks": blocks,
            "texts": self._texts.made,
            "anchors": self._texts.anchors(),
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
        told = join(values, " · ")
        if first:
            first = (*first, Span(" "), *muted(block.id))
        else:
            told = join([plain(block.id), told], " · ")
        start: list[Any] = self._texts.anchor(block)
        if block.number is not None:
            start += ({"kind": "look", "look": "name", "text": str(block.number)}, " ")
        texts = [block.title, first, told]
        leading = next(text for text in texts if text)
        title, text, meta = (self._text(text, start if text is leading else []) if text else None for text in texts)
        return {
            "kind": "record",
            "level": _level(block.level),
            "title": title,
            "text": text,
            "meta": meta,
            "blocks": [self._data(one) for one in rest],
        }

    def _data(self, node: Any) -> Any:
        if isinstance(node, str):
            return clean(node)
        if not isinstance(node, tuple):
            return node
        if not hasattr(node, "_fields"):
            return self._text(node) if node and isinstance(node[0], Span) else [self._data(part) for part in node]
        if isinstance(node, Tree | Changes):
            node = as_bullets(node)
        elif isinstance(node, Listing):
            node = as_table(node)
        if type(node) is Paragraph:  # the most frequent, so first
            return {"kind": "paragraph", "text": self._text(node.text)}
        made: dict[str, Any] = {"kind": type(node).__name__.lower()}
        match node:
            case Heading() | Callout():
                made["level"] = _level(node.level)
                if isinstance(node, Heading) and not any(span.text.strip() for span in node.text):
                    made["text"] = self._text(plain("\u200b"))  # PDF/UA takes no heading without a character
            case Card():
                made["level"] = _level(node.level)
                made |= {"id": self._text(plain(node.id)), "title": self._text(node.title, self._texts.anchor(node))}
            case Fields():
                node = node._replace(pairs=tuple(pair for pair in node.pairs if pair[1]))
                lengths = (sum(len(span.text) for span in value) for _, value in node.pairs)
                made["shares"] = [min(max(length, _SHARE[0]), _SHARE[1]) for length in lengths]
            case Code():
                made["lines"] = [self._text((Span(line, ("code",)),)) for line in clean_lines(node.text)]
            case Table():
                columns = columns_of((node.header, *node.rows), _TABLE)
                made |= {"widths": [] if columns.fits else columns.widths, "small": columns.small}
                made["noted"] = any(self._texts.is_note(span) for cell in node.header for span in cell)
                made["header"], *made["rows"] = (
                    [self._texts.text(cell, longest=columns.word) for cell in row] for row in (node.header, *node.rows)
                )
            case Bar():
                label, shown = self._text(plain(node.label)), self._text(plain(node.shown))
                made |= {"label": label, "shown": shown}
            case Bars():
                made["caption"] = clean(node.caption)
                made["zero"], made["drawn"] = bar_scale(node)
                made["alt"] = clean(f"Bars: {'; '.join(f'{bar.label}: {bar.shown}' for bar in node.bars)}")
            case Timeline():
                made["years"] = _years(node)
                later = sum(event.mark == "later" for event in node.events)
                made["alt"] = f"A line of years with {len(node.events)} marks, {later} of them later than the brief"
        for field, value in zip(node._fields, node, strict=True):
            if field not in made:
                made[field] = self._data(value)
        return made


def _paged(blocks: list[Any]) -> list[Any]:
    """In a long brief recommendations and sections begin a page, and so does what follows these.

    Typst lays out runs of pages at the same time; and what goes on from one page to the next is laid out anew with
    each note of the next.
    """
    sections = [index for index, block in enumerate(blocks) if block["kind"] == "card" and block["level"] == 1]
    if not sections or not any(block["kind"] == "registers" and not block["here"] for block in blocks):
        return blocks
    starts = {sections[0]: _NEW_RUN, sections[-1] + 1: _NEW_RUN}
    for index, block in enumerate(blocks):
        if block["kind"] == "card" and block["number"] == 1:
            starts[index - 1] = {"kind": "new page", "same-run": True}  # before the heading
            break
    first = next((index for index, block in enumerate(blocks) if block["kind"] in ("card", "callout")), len(blocks))
    return [
        piece
        for index, block in enumerate(blocks)
        for piece in ((starts[index], block) if index in starts and index > first else (block,))
    ]


def _align_columns(blocks: list[Any]) -> None:
    """Give the columns of labelled values of all cards the same widths, where they have the same labels."""
    widest: dict[tuple[str, ...], list[int]] = {}
    fields = [one for block in blocks if block["kind"] == "card" for one in block["blocks"] if one["kind"] == "fields"]
    for one in fields:
        labels = tuple(label for label, _ in one["pairs"])
        shares = widest.setdefault(labels, one["shares"])
        shares[:] = map(max, shares, one["shares"])
        one["shares"] = shares


def _level(level: int) -> int:
    """A level of heading as PDF has it, where the title is no heading."""
    return max(1, level - 1)


def _years(line: Timeline) -> tuple[int, int, int]:
    """The first and last year of an axis, and how many years there are from one mark on it to the next."""
    first, last, step = year_scale(line.events, 10)
    return first - first % step, last + -last % step, step


def _language(tag: str) -> tuple[str, str | None]:
    """A language and a region as Typst takes them; `und` where the language is none of ISO 639's."""
    match = re.match(r"([A-Za-z]{2,3})(?:-[A-Za-z]{3,4})*(?:-([A-Za-z]{2}))?(?:-|$)", tag)
    return (match[1].lower(), match[2].upper() if match[2] else None) if match else ("und", None)
