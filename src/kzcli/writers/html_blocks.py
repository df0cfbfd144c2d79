"""Blocks of a page as HTML, every text escaped.

It is also good XHTML, save for `<hr>`, `<br>` and `<wbr>`, so that the EPUB writer can take it over. Anchors of our own
have an underscore in them, which no id of a brief has.
"""

from __future__ import annotations

import re

from kzcli.addresses import web_address
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
    Event,
    Fields,
    Heading,
    Labelled,
    Listing,
    Page,
    Paragraph,
    Quotation,
    Span,
    Style,
    Table,
    Text,
    Timeline,
    Tree,
    id_text,
)
from kzcli.page_walk import as_bullets, as_table, card_ids
from kzcli.writers import bar_scale, escape_xml
from kzcli.writers.svg import bar, timeline
from kzcli.writers.word_breaks import break_words, table_fit

_TAGS: dict[Style, str] = {"strong": "strong", "emphasis": "em", "code": "code"}
_CLASSES = ("muted", "good", "fair", "poor")
_TIME = re.compile(r"\d{4}(-\d\d){0,2}")


class BlockWriter:
    """Writes blocks, and keeps count of the citations that it has written."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._anchors = frozenset(card_ids(page.blocks))
        self._numbers = {note.id: number for number, note in enumerate(page.notes, 1)} if page.numbered else {}
        self._cited = dict.fromkeys(self._numbers, 0)
        self._tables = 0

    def notes(self) -> str:
        """The notes, each with ways back to where it is cited."""
        if not self._numbers:
            return ""
        items = []
        for note in self._page.notes:
            backs = "".join(
                f' <a href="#ref_{escape_xml(note.id)}_{time}" role="doc-backlink" '
                f'aria-label="Back to where note {self._numbers[note.id]} is cited, {time}">↩</a>'
                for time in range(1, self._cited[note.id] + 1)
            )
            text = self.text((*note.text, Span(" "), *note.mention))
            items.append(f'<li id="note_{escape_xml(note.id)}">{text}{backs}</li>')
        return (
            '<section role="doc-endnotes" aria-labelledby="notes_"><h2 id="notes_">Notes</h2>'
            f"{_ordered(items)}</section>"
        )

    def text(self, text: Text) -> str:
        """Spans, each in the elements of its styles; what links to one place is one link."""
        made: list[str] = []
        link = end = ""  # the address that is being linked to, and what closes the element that is open
        for span in text:
            cites = "citation" in span.styles
            target = span.target if "link" in span.styles and not cites else ""
            if cites and end == "</sup>":
                made.append(", ")
            elif cites or target != link or end == "</sup>":
                made.append(f"{end}{'<sup>' if cites else self._link(target) if target else ''}")
                end = "</sup>" if cites else "</a>" if target else ""
            made.append(self._citation(span) if cites else self._span(span))
            link = target
        return f"{''.join(made)}{end}"

    def _link(self, target: str) -> str:
        return f'<a href="{escape_xml(web_address(target))}">'

    def _span(self, span: Span) -> str:
        if "break" in span.styles:
            return "<br>"
        written = escape_xml(span.text)
        for style in span.styles:
            if style == "id":
                written = self._mention(span, written)
            elif style in _TAGS:
                written = f"<{_TAGS[style]}>{written}</{_TAGS[style]}>"
            elif style in _CLASSES:
                written = f'<span class="{style}">{written}</span>'
        return written

    def _mention(self, span: Span, written: str) -> str:
        """An id, or words that stand for one, as a link to the card of it where the page has that."""
        target, kind = (span.target, "") if span.target else (span.text, ' class="id"')
        if target in self._anchors:
            return f'<a{kind} href="#{escape_xml(target)}">{written}</a>'
        return f"<span{kind}>{written}</span>" if kind else written

    def _citation(self, span: Span) -> str:
        id = escape_xml(span.target)
        if span.target not in self._numbers:
            return f"[{id}]"
        self._cited[span.target] += 1
        anchor = f"ref_{id}_{self._cited[span.target]}"
        number = self._numbers[span.target]
        return f'<a id="{anchor}" href="#note_{id}" role="doc-noteref" aria-label="Note {number}">{number}</a>'

    def heading(self, level: int, text: Text, anchor: str = "") -> str:
        """A heading, with the anchor that leads to it, if any."""
        id = f' id="{anchor}"' if anchor else ""
        return f"<h{level}{id}>{self.text(text)}</h{level}>"

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        """Blocks one after the other."""
        return "".join(map(self.block, blocks))

    def block(self, block: Block) -> str:
        """A block."""
        match block:
            case Heading():
                return self.heading(block.level, block.text)
            case Paragraph():
                return f"<p>{self.text(block.text)}</p>"
            case Bullets():
                return self._bullets(block)
            case Quotation():
                return f"<blockquote>{self.blocks(block.blocks)}</blockquote>"
            case Code():
                lines = "\n".join(escape_xml(line) for line in clean_lines(block.text))
                return f"<pre><code>{lines}</code></pre>"
            case Divider():
                return "<hr>"
            case Table():
                return self._table(block)
            case Listing():
                return self.block(as_table(block))
            case Fields():
                pairs = [(label, text) for label, text in block.pairs if text]
                made = "".join(
                    f"<div><dt>{escape_xml(label)}</dt><dd>{self.text(text)}</dd></div>" for label, text in pairs
                )
                return f"<dl>{made}</dl>" if made else ""
            case Labelled():
                label = f'<p class="label">{escape_xml(block.label)}</p>'
                return f'<div class="labelled">{label}{self.blocks(block.blocks)}</div>'
            case Callout():
                inner = self.heading(block.level, block.title) + self.blocks(block.blocks)
                return f'<div class="callout">{inner}</div>'
            case Card():
                return self._card(block)
            case Bars():
                return self._bars(block)
            case Timeline():
                return self._timeline(block)
            case Tree() | Changes():
                return self._bullets(as_bullets(block))

    def _card(self, card: Card) -> str:
        id = escape_xml(card.id)
        anchor = f' id="{id}"' if id else ""
        if not card.title:
            first = card.blocks[0] if card.blocks else None
            lead = first.text if isinstance(first, Paragraph) else ()
            rest = card.blocks[1:] if lead else card.blocks
            number = "" if card.number is None else f'<span class="number">{card.number}</span> '
            start = f"<p>{number}{self.text(lead)} {self.text(id_text(card.id))}</p>"
            return f'<div class="entry"{anchor}>{start}{self.blocks(rest)}</div>'
        number = "" if card.number is None else f'<span class="number">{card.number}.</span> '
        shown = f" {self.text(id_text(card.id))}" if card.id else ""
        heading = f"<h{card.level}>{number}{self.text(card.title)}{shown}</h{card.level}>"
        name = "card" if card.number is None else "card numbered"
        return f'<article class="{name}"{anchor}>{heading}{self.blocks(card.blocks)}</article>'

    def _bullets(self, block: Bullets) -> str:
        items = []
        for item in block.items:
            tight = len(item) == 1 and isinstance(item[0], Paragraph)
            inner = self.text(item[0].text) if tight and isinstance(item[0], Paragraph) else self.blocks(item)
            items.append(f"<li>{inner}</li>")
        if block.first is None:
            return f"<ul>{''.join(items)}</ul>"
        return _ordered(items, min(block.first, 2**31 - len(items)))

    def _table(self, table: Table) -> str:
        self._tables += 1
        header, rows, aligned = table
        sides = [f' class="{side}"' if side else "" for side in aligned] or [""] * len(header)
        fit, length = table_fit((header, *rows))
        name = f' class="{fit}"' if fit else ""
        head = self._row('th scope="col"', header, sides)
        body = "".join(self._row("td", row, sides) for row in rows)
        made = f"<table{name}><thead>{head}</thead><tbody>{body}</tbody></table>"
        made = break_words(made, length)
        # On a phone a wide table is scrolled, which must also work from the keyboard.
        return f'<section class="scroll" aria-label="Table {self._tables}" tabindex="0">{made}</section>'

    def _row(self, start: str, cells: tuple[Text, ...], sides: list[str]) -> str:
        end = start[:2]
        made = [f"<{start}{side}>{self.text(cell)}</{end}>" for cell, side in zip(cells, sides, strict=True)]
        return f"<tr>{''.join(made)}</tr>"

    def _bars(self, block: Bars) -> str:
        scale = bar_scale(block)
        rows = []
        for one, (start, length) in zip(block.bars, scale.bars, strict=True):
            drawn = bar(start, length, scale.zero) if scale.is_drawn else ""
            date = f' <span class="date">{self.text(one.date)}</span>' if one.date else ""
            rows.append(
                f'<tr><th scope="row">{escape_xml(one.label)}{date}</th>'
                f"<td>{drawn}<strong>{escape_xml(one.shown)}</strong> {self.text(one.mention)}</td></tr>"
            )
        head = '<thead><tr><th scope="col">Measure</th><th scope="col">Quantity</th></tr></thead>'
        caption = f"<caption>{escape_xml(block.caption)}</caption>"
        return f'<table class="bars">{caption}{head}<tbody>{"".join(rows)}</tbody></table>'

    def _timeline(self, block: Timeline) -> str:
        drawn = timeline(block.events, "The events below on a line of years") if len(block.events) > 1 else ""
        return f'{drawn}<ol class="timeline">{"".join(map(self._event, block.events))}</ol>'

    def _event(self, event: Event) -> str:
        exact = event.date[0].exact or event.date[0].text
        date = self.text(event.date)
        if _TIME.fullmatch(exact):
            date = f'<time datetime="{exact}">{date}</time>'
        id = f" {self.text(event.mention)}" if event.mention else ""
        later = ' <span class="muted">(later than the brief)</span>' if event.mark == "later" else ""
        return f'<li class="{event.mark}"><span class="date">{date}</span> {self.text(event.text)}{later}{id}</li>'


def _ordered(items: list[str], first: int = 1) -> str:
    """A numbered list, with as much room before it as its numbers need."""
    digits = len(str(first + len(items) - 1))
    name = "" if digits <= 2 else ' class="long"' if digits <= 4 else ' class="longest"'
    start = "" if first == 1 else f' start="{first}"'
    return f"<ol{name}{start}>{''.join(items)}</ol>"
