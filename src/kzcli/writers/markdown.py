"""Markdown that pandoc and GitHub both read as meant: real footnotes, tables, every text escaped for its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kzcli.clean import clean, clean_lines
from kzcli.page import (
    Bars,
    Block,
    Bullets,
    Card,
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
    id_text,
    plain,
)

# What can start something inside a line in CommonMark, GitHub's or pandoc's Markdown.
_ALWAYS = frozenset("\\`*_[]<>|~$^@{}")
# What can start a block, up to the character to escape; pandoc knows lists by letters and roman numbers too.
_EMOJI = re.compile(r":[\w+-]+:")
_LINE_START = re.compile(r"(?=[#>+=:%-])|\(?[A-Za-z0-9]+(?=[.)](?:\s|$))")


def write_markdown(page: Page) -> str:
    """The page as a Markdown document, with a footnote for each citation."""
    parts = ["\n".join(_lines(block)) for block in page.blocks]
    parts += [f"[^{note.id}]: {_text(note.text)}" for note in page.notes]
    return "\n\n".join(part for part in parts if part) + "\n" if parts else ""


def escape(text: str) -> str:
    """Plain text written so that a Markdown reader sees the same text and nothing else."""
    made = []
    text = clean(text)
    for index, character in enumerate(text):
        following = text[index + 1 : index + 2]
        special = (
            character in _ALWAYS
            or (character == "&" and (following.isalpha() or following == "#"))
            or (character == "!" and following in ("[", ""))
            or (character == "#" and (following in ("#", "", " ") or following.isdigit()))
            or (character == ":" and _EMOJI.match(text, index))
        )
        made.append(f"\\{character}" if special else character)
    return "".join(made)


def _text(text: Text) -> str:
    """A text inside a paragraph; what could start a block at its beginning is escaped."""
    made: list[str] = []
    index = 0
    while index < len(text):
        span = text[index]
        if "link" in span.styles:
            end = index
            while end < len(text) and "link" in text[end].styles and text[end].target == span.target:
                end += 1
            label = "".join(_span(part) for part in text[index:end])
            made.append(_link(label, span.target, text[index:end]))
            index = end
            continue
        made.append(_span(span))
        index += 1
    written = "".join(made)
    match = _LINE_START.match(written)
    return f"{match[0]}\\{written[match.end() :]}" if match else written


def _link(label: str, target: str, text: Text) -> str:
    if len(text) == 1 and text[0].text == target and re.fullmatch(r"https?://[^\s<>]+", target):
        return f"<{target}>"
    address = re.sub(r"[\s<>()\\]", lambda match: f"%{ord(match[0]):02X}", target)
    return f"[{label}]({address})"


def _span(span: Span) -> str:
    if "citation" in span.styles:
        return f"[^{span.target}]"
    if "code" in span.styles or "id" in span.styles:
        return _code(span.text) if span.text.strip() else span.text
    written = escape(span.text)
    for style, mark in (("emphasis", "*"), ("strong", "**")):
        if style in span.styles and written.strip():
            # Marks must touch the words that they are for.
            bare = written.strip()
            start = written.index(bare)
            written = f"{written[:start]}{mark}{bare}{mark}{written[start + len(bare) :]}"
    return written


def _code(text: str) -> str:
    text = clean(text)
    lead = text[: len(text) - len(text.lstrip())]
    body = text.strip()
    fence = "`" * (max((len(run) for run in re.findall("`+", body)), default=0) + 1)
    pad = " " if body.startswith("`") or body.endswith("`") else ""
    return f"{lead}{fence}{pad}{body}{pad}{fence}"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {_text(block.text)}"
        case Paragraph():
            yield _text(block.text)
        case Bullets():
            yield from _bullets(block)
        case Quotation():
            yield from (f"> {line}".rstrip() for line in _joined(block.blocks))
        case Code():
            lines = clean_lines(block.text)
            fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", block.text) or [""]))
            yield f"{fence}{re.sub('[^A-Za-z0-9_+-]', '', block.language)}"
            yield from lines
            yield fence
        case Divider():
            yield "---"
        case Table():
            yield from _table(block.header, block.rows)
        case Listing():
            header = tuple(plain(column) for column in block.columns)
            yield from _table(header, tuple(row.cells for row in block.rows))
        case Fields():
            pairs = [(label, text) for label, text in block.pairs if text]
            ends = ["\\"] * (len(pairs) - 1) + [""]  # a backslash at its end breaks a line
            yield from (f"**{label}:** {_text(text)}{end}" for (label, text), end in zip(pairs, ends, strict=True))
        case Labelled():
            yield from _joined((Paragraph((Span(block.label, ("strong",)),)), *block.blocks))
        case Card():
            heading = (*block.title, Span(" "), *id_text(block.id)) if block.id else block.title
            yield from _joined((Heading(block.level, heading), *block.blocks))
        case Bars():
            header = tuple(map(plain, ("id", "measure", "date", "quantity")))
            rows = tuple((id_text(bar.id), plain(bar.label), bar.date, plain(bar.shown)) for bar in block.bars)
            yield from _table(header, rows)
        case Timeline():
            header = tuple(map(plain, ("date", "what", "id")))
            yield from _table(header, tuple(_event(event.date, event.text, event.id) for event in block.events))


def _event(date: Text, text: Text, id: str) -> tuple[Text, ...]:
    return (date, text, id_text(id) if id else ())


def _joined(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The lines of several blocks, with an empty line between any two."""
    started = False
    for block in blocks:
        lines = list(_lines(block))
        if lines:
            yield from ([""] if started else [])
            yield from lines
            started = True


def _bullets(block: Bullets) -> Iterator[str]:
    loose = any(len(item) > 1 for item in block.items)
    for index, item in enumerate(block.items):
        mark = "- " if block.first is None else f"{block.first + index}. "
        if loose and index:
            yield ""
        lines = list(_joined(item)) or [""]
        yield from (
            f"{mark if number == 0 else ' ' * len(mark) if line else ''}{line}" for number, line in enumerate(lines)
        )


def _table(header: tuple[Text, ...], rows: tuple[tuple[Text, ...], ...]) -> Iterator[str]:
    yield f"| {' | '.join(map(_cell, header))} |"
    yield f"|{' --- |' * len(header)}"
    yield from (f"| {' | '.join(map(_cell, row))} |" for row in rows)


def _cell(text: Text) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", _text(text))
