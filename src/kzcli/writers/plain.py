"""Plain text for pipes: an item or a paragraph a line, cells parted by tabs, no boxes, colour or wrapping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kzcli.clean import clean, clean_lines
from kzcli.page import (
    Bars,
    Block,
    Branch,
    Bullets,
    Callout,
    Card,
    Changed,
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
    Table,
    Text,
    Timeline,
    Tree,
)
from kzcli.writers import between_marks, text_lines, with_addresses


def write_plain(page: Page, beside: Iterable[str] = ()) -> str:
    """The page as lines of text.

    Args:
        page: the page.
        beside: the cells that end each row of a list for programs.
    """
    row_end = "".join(f"\t{clean(cell)}" for cell in beside)
    lines: list[str] = []
    before: Block | None = None
    for block in page.blocks:
        parted = isinstance(block, Card | Callout) or (
            isinstance(before, Card | Callout) and not isinstance(block, Bullets)
        )
        if lines and parted:
            lines.append("")
        end = row_end if isinstance(block, Listing | Bars | Timeline) else ""
        lines += (f"{line}{end}" for line in _lines(block))
        before = block
    if page.numbered and page.notes:
        lines += ["", *(f"[{clean(note.id)}] {_text(note.text)}" for note in page.notes)]
    return "".join(f"{line}\n" for line in lines)


def _text(text: Text) -> str:
    """A text for people."""
    return "".join(
        f"[{clean(span.target)}]" if "citation" in span.styles else between_marks(span, clean(span.text))
        for span in with_addresses(text)
    )


def _cell(text: Text) -> str:
    """A text for programs: exact values."""
    cell = "".join(
        f"[{clean(span.target)}]"
        if "citation" in span.styles
        else clean(span.text if span.exact is None else span.exact)
        for span in text
    )
    return cell.strip()


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield _text(block.text)
        case Paragraph():
            yield from map(_text, text_lines(block.text))
        case Bullets():
            for number, item in enumerate(block.items, block.first or 0):
                mark = "- " if block.first is None else f"{number}. "
                lines = [line for part in item for line in _lines(part)]
                yield from (f"{mark if index == 0 else '  '}{line}" for index, line in enumerate(lines or [""]))
        case Quotation():
            yield from (f"> {line}" for part in block.blocks for line in _lines(part))
        case Code():
            yield from (f"    {line}" for line in clean_lines(block.text))
        case Divider():
            yield "---"
        case Table():
            yield from ("\t".join(map(_cell, row)) for row in (block.header, *block.rows))
        case Listing():
            yield from ("\t".join(map(_cell, row.cells)) for row in block.rows)
        case Fields():
            yield from (f"{label}: {_text(text)}" for label, text in block.pairs if text)
        case Labelled():
            yield clean(block.label)
            yield from (line for part in block.blocks for line in _lines(part))
        case Callout():
            yield _text(block.title)
            yield from (line for part in block.blocks for line in _lines(part))
        case Card():
            title = _text(block.title) if block.number is None else f"{block.number} · {_text(block.title)}"
            yield f"{title} [{clean(block.id)}]".lstrip() if block.id else title
            yield from (line for part in block.blocks for line in _lines(part))
        case Bars():
            for bar in block.bars:
                yield "\t".join((clean(bar.id), str(bar.value), clean(bar.unit), clean(bar.label), _cell(bar.date)))
        case Timeline():
            events = (event for event in block.events if event.mark != "now")
            for event in events:
                later = "later" if event.mark == "later" else ""
                yield "\t".join((clean(event.id), _cell(event.date), _cell(event.text), later))
        case Changes():
            yield from (line for item in block.items for line in _changed(item))
        case Tree():
            yield from (line for branch in block.branches for line in _branch(branch, ""))


def _changed(item: Changed) -> Iterator[str]:
    for text in item.details or (item.text,):
        yield f"{item.mark} {clean(item.id)}: {_text(text)}".rstrip()


def _branch(branch: Branch, indent: str) -> Iterator[str]:
    detail = _cell(branch.detail)
    yield f"{indent}{_cell(branch.text)}{'  ' if detail else ''}{detail}"
    for one in branch.branches:
        yield from _branch(one, f"{indent}  ")
