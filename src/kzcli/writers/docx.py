"""Word documents: the page as WordprocessingML with real styles, lists, tables, footnotes, links and bookmarks."""

from __future__ import annotations

from typing import NamedTuple

from kzcli.clean import clean_lines
from kzcli.page import (
    Bars,
    Block,
    Bullets,
    Callout,
    Card,
    Changes,
    Code,
    Divider,
    Fields,
    Heading,
    Labelled,
    Listing,
    Page,
    Paragraph,
    Quotation,
    Span,
    Table,
    Text,
    Timeline,
    Tree,
    join,
)
from kzcli.page_walk import as_bullets, as_table
from kzcli.writers import FEW_RECORDS, bar_scale, is_record
from kzcli.writers.columns import columns_of
from kzcli.writers.docx_bars import gap, picture
from kzcli.writers.docx_grid import grid
from kzcli.writers.docx_package import Content, pack_document, text_width
from kzcli.writers.docx_text import KEEP, TextWriter, paragraph, run

# Lengths are twentieths of a point, as most of Word's are.
_STEP = 360
"""How far the items of a list stand in from what is around it."""
_QUOTE = 400
"""How far a quotation stands in."""
_OWN_INDENTS = {"Quote": _QUOTE, "Callout": 280}
"""How far the styles stand in by themselves."""
_VALUES = 1_560
"""Where the column of the values of labels begins, in the style of theirs."""
_BAR_HEIGHT = 150
_LAST_NUMBER = 32_767
"""The highest number that Word counts to in a list."""
_MOST_COLUMNS = 63
"""How many columns a table of Word's can have."""


class _Place(NamedTuple):
    """Where a block stands."""

    style: str = ""
    """The style of paragraphs there; none for running text."""
    indent: int = 0
    depth: int = 0
    """How many lists it is in."""
    dense: bool = False
    """Whether it is an entry of a register, set smaller than running text."""


def write_docx(page: Page, paper: str) -> bytes:
    """The page as a Word document.

    Args:
        page: the page.
        paper: `a4` or `letter`.
    """
    return pack_document(_Writer(page, text_width(paper)).content(), page.about, paper)


class _Writer:
    """Writes blocks, and keeps count of lists and drawings."""

    def __init__(self, page: Page, width: int) -> None:
        self._page = page
        self._width = width
        self._texts = TextWriter(page)
        self._text = self._texts.text
        self._drawn = 0
        self._lists: list[tuple[int, int]] = []

    def content(self) -> Content:
        """Everything that goes into the file."""
        blocks = self._page.blocks
        records = [index for index, block in enumerate(blocks) if is_record(block)]
        start = records[0] - 1 if len(records) > FEW_RECORDS else len(blocks)  # with the heading before the first
        body, registers = self._blocks(blocks[:start], _Place()), self._blocks(blocks[start:], _Place())
        links, self._texts.links = self._texts.links, {}
        notes = self._texts.notes()
        return Content(body, registers, links, notes, self._texts.links, tuple(self._lists), self._drawn > 0)

    def _blocks(self, blocks: tuple[Block, ...], place: _Place) -> str:
        following = (*blocks[1:], None)
        return "".join([self._block(block, place, after) for block, after in zip(blocks, following, strict=False)])

    def _block(self, block: Block, place: _Place, after: Block | None = None) -> str:
        """A block; a paragraph that leads to what comes after it stays with it."""
        match block:
            case Heading():
                return _placed(_heading_style(block.level), self._text(block.text), place)
            case Paragraph():
                leads = isinstance(after, Bullets | Fields | Quotation | Code | Table)
                return _placed(place.style, self._text(block.text), place, KEEP if leads else "")
            case Bullets():
                return self._bullets(block, place)
            case Quotation():
                return self._blocks(block.blocks, place._replace(style="Quote", indent=place.indent + _QUOTE))
            case Code():
                return _placed("SourceCode", "<w:r><w:br/></w:r>".join(map(run, clean_lines(block.text))), place)
            case Divider():
                return _placed("Divider", "", place)
            case Table():
                return self._table(block, place)
            case Listing():
                return self._block(as_table(block), place)
            case Fields():
                return self._fields(block, place)
            case Labelled():
                return self._labelled(block, place)
            case Callout():
                inner = self._blocks(block.blocks, _Place("Callout", _OWN_INDENTS["Callout"]))
                return f"{paragraph('CalloutHeading', self._text(block.title))}{inner}"
            case Card():
                return self._card(block, place)
            case Bars():
                return self._bars(block, place)
            case Timeline():
                return self._timeline(block, place)
            case Tree() | Changes():
                return self._bullets(as_bullets(block), place)

    def _card(self, card: Card, place: _Place) -> str:
        if not card.title:
            inner = place._replace(style="Register", dense=True)
            first = card.blocks[0] if card.blocks else None
            lead = first.text if isinstance(first, Paragraph) else ()
            number = "" if card.number is None else f"{run(str(card.number), 'FieldLabel', '<w:b/>')}{run('  ')}"
            said = self._texts.target(card.id, f"{number}{self._text(lead)}{run('  ')}{run(card.id, 'HeadingId')}")
            entry = _placed("RegisterEntry", said, place)
            return f"{entry}{self._blocks(card.blocks[1:] if lead else card.blocks, inner)}"
        dense = all(isinstance(block, Fields) for block in card.blocks)
        number = "" if card.number is None else run(f"{card.number}. ")
        id = f"{run('  ')}{run(card.id, 'HeadingId')}" if card.id else ""
        title = self._texts.target(card.id, f"{number}{self._text(card.title)}{id}")
        style = "RegisterHeading" if dense and card.level > 2 else _heading_style(card.level)
        return f"{_placed(style, title, place)}{self._blocks(card.blocks, place._replace(dense=dense))}"

    def _fields(self, block: Fields, place: _Place, *, toned: bool = True) -> str:
        """Labels in a column beside their values; in a register, one after the other."""
        pairs = [(label, self._text(text, toned=toned)) for label, text in block.pairs if text]
        if place.dense:
            said = [f"{run(f'{label}: ', 'Muted')}{value}" for label, value in pairs]
            return _placed("Register", run(" · ").join(said), place) if said else ""
        column = [f"{run(f'{label}:', 'FieldLabel', '<w:b/>')}<w:r><w:tab/></w:r>{value}" for label, value in pairs]
        # No page ends within them.
        return "".join(paragraph("Fields", line, KEEP if line is not column[-1] else "") for line in column)

    def _labelled(self, block: Labelled, place: _Place) -> str:
        if place.dense and (text := _short_list(block.blocks)):
            return self._fields(Fields(((block.label, text),)), place, toned=False)
        if place.dense:
            label = _placed("RegisterLabel", run(f"{block.label}:"), place)
            return label + self._blocks(block.blocks, place._replace(indent=place.indent + _VALUES))
        return _placed("Label", run(block.label), place) + self._blocks(block.blocks, place)

    def _bullets(self, block: Bullets, place: _Place) -> str:
        style = "ListNumber" if block.first is not None else "RegisterBullet" if place.dense else "ListBullet"
        level = min(place.depth, 8)
        inner = place._replace(indent=place.indent + _STEP, depth=place.depth + 1)
        number, counted = 1, True
        if block.first is not None:
            counted = block.first + len(block.items) <= _LAST_NUMBER
            self._lists += [(level, block.first)] if counted else []
            number = len(self._lists) + 2 if counted else 0
        more = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        if inner.indent != _STEP * (level + 1) or not counted:
            more += f'<w:ind w:left="{inner.indent}" w:hanging="{_STEP}"/>'
        made = []
        for index, item in enumerate(block.items, block.first or 0):
            first = item[0] if item else None
            words = self._text(first.text) if isinstance(first, Paragraph) else ""
            made.append(paragraph(style, words if counted else f"{run(f'{index}. ')}{words}", more))
            made.append(self._blocks(item[1:] if isinstance(first, Paragraph) else item, inner))
        return "".join(made)

    def _table(self, table: Table, place: _Place) -> str:
        """A table whose columns are as wide as their words ask for."""
        header, rows, aligned = table
        if len(header) > _MOST_COLUMNS:
            lines = (join(row, " | ") for row in (header, *rows))
            return "".join(_placed("SourceCode", self._text(line), place) for line in lines)
        width = self._width - place.indent
        columns = columns_of((header, *rows), width)
        head = list(map(self._text, header))  # before the rows, as notes are counted in the order of the text
        made = [list(map(self._text, row)) for row in rows]
        return grid(columns.widths, head, made, width, place.indent, aligned=aligned, small=columns.small)

    def _bars(self, block: Bars, place: _Place) -> str:
        scale = bar_scale(block)
        rows = []
        for bar, (start, length) in zip(block.bars, scale.bars, strict=True):
            shown = run(bar.shown, marks="<w:b/>")
            if length or scale.zero:
                drawn = self._drawing(start, length, scale.zero, f"{bar.label}: {bar.shown}", place)
                shown = f"{drawn}{run('  ')}{shown}"
            found = f"<w:r><w:br/></w:r>{self._text(bar.mention)}" if bar.mention else ""
            rows.append((f"{run(bar.label)}{found}", self._text(bar.date), shown))
        caption = _placed("Caption", run(block.caption), place)
        header = list(map(run, ("Measure", "Date", "Quantity")))
        return caption + grid((46, 18, 56), header, rows, self._width - place.indent, place.indent)

    def _drawing(self, start: float, length: float, zero: float, words: str, place: _Place) -> str:
        """A bar; where its scale has something below zero, with a line at zero."""
        across = 0.25 * (self._width - place.indent)
        if not zero:
            return self._picture(max(round(across * length), 15), _BAR_HEIGHT, words)
        before = gap(round(across * start))
        bar = self._picture(round(across * length), _BAR_HEIGHT, words) if length else ""
        line = self._picture(15, 2 * _BAR_HEIGHT, "")
        return f"{before}{bar}{line}" if start < zero else f"{before}{line}{bar}"

    def _picture(self, width: int, height: int, words: str) -> str:
        self._drawn += 1
        return picture(self._drawn, width, height, words)

    def _timeline(self, block: Timeline, place: _Place) -> str:
        rows, now = [], -1
        for index, event in enumerate(block.events):
            text = event.text
            if event.mark == "later":
                text = (*text, Span(" (later than the brief)", ("muted",)))
            elif event.mark == "now":
                now, text = index, tuple(span._replace(styles=(*span.styles, "strong")) for span in text)
            rows.append((self._text(event.date), self._text(text), self._text(event.mention)))
        header, shares = list(map(run, ("Date", "What", "From"))), (22, 72, 30)
        columns = 3 if any(event.mention for event in block.events) else 2
        made = [row[:columns] for row in rows]
        return grid(shares[:columns], header[:columns], made, self._width - place.indent, place.indent, now)


def _placed(style: str, content: str, place: _Place, keep: str = "") -> str:
    """A paragraph, indented as its place is."""
    indented = place.indent != _OWN_INDENTS.get(style, 0)
    return paragraph(style, content, keep + (f'<w:ind w:left="{place.indent}"/>' if indented else ""))


def _short_list(blocks: tuple[Block, ...]) -> Text:
    """A list that fits on a line as the text of it, or has only one item; nothing where it is neither."""
    block = blocks[0]
    if not isinstance(block, Bullets) or len(blocks) > 1 or block.first is not None:
        return ()
    texts = [first.text for first, *more in block.items if isinstance(first, Paragraph) and not more]
    size = sum(len(span.text) for text in texts for span in text)
    return join(texts, "; ") if len(texts) == len(block.items) and (len(texts) == 1 or size <= 120) else ()


def _heading_style(level: int) -> str:
    return "Title" if level == 1 else f"Heading{min(level - 1, 3)}"
