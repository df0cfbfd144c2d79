"""Markdown that pandoc and GitHub both read as meant: real footnotes, tables, every text escaped for its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from kzcli.addresses import encode
from kzcli.clean import clean, clean_lines, escape_acting
from kzcli.page import (
    Alignment,
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
    Style,
    Table,
    Text,
    Timeline,
    Tree,
    id_text,
    join,
    plain,
)
from kzcli.page_walk import as_bullets, as_table
from kzcli.writers import parted, text_lines

# What can start something inside a line in CommonMark, GitHub's or pandoc's Markdown.
_ALWAYS = frozenset("\\`*_[]<>|~$^@{}")
_MAY_MEAN = re.compile(r"[\\`*_\[\]<>|~$^@{}&!#:]|--|\.\.")  # most texts have none of these
_EMOJI = re.compile(r":[\w+-]+:")
_DEFINITION = re.compile(r"^(\[\^[^\]]+\]):")  # a citation before a colon would define the note anew
# What can start a block, up to the character to escape; pandoc knows lists by letters and roman numbers too.
_LINE_START = re.compile(r"(?=[#>+=:%-])|\(?[A-Za-z0-9]+(?=[.)](?:\s|$))")


_RULES: dict[str, str] = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}
"""What stands under the heading of a column."""
_MARKS: tuple[tuple[Style, str], ...] = (("deleted", "~~"), ("inserted", "**"), ("strong", "**"), ("emphasis", "*"))
"""What stands around a style; strikethrough is GitHub's and pandoc's."""


def write_markdown(page: Page) -> str:
    """The page as a Markdown document, with a footnote for each citation."""
    parts = ["\n".join(_joined(page.blocks))]
    parts += [f"[^{note.id}]: {_text((*note.text, Span(' '), *note.mention))}" for note in page.notes]
    return "\n\n".join(part for part in parts if part) + "\n" if parts else ""


def front_matter(page: Page) -> str:
    """What the page is, as YAML for pandoc: JSON strings, which YAML reads as they are."""
    import json

    about = page.about
    pairs = {
        # What pandoc finds here it reads as Markdown.
        "title": escape(about.title),
        "author": list(map(escape, about.authors)),
        "date": about.date,
        "lang": about.language,
        "description": escape(about.description),
        "identifier": about.id,
    }
    lines = [f"{key}: {escape_acting(json.dumps(value, ensure_ascii=False))}" for key, value in pairs.items() if value]
    return "\n".join(["---", *lines, "---", "", ""])


def escape(text: str) -> str:
    """Plain text written so that a Markdown reader sees the same text and nothing else."""
    text = clean(text)
    if not _MAY_MEAN.search(text):
        return text
    made = []
    for index, character in enumerate(text):
        following = text[index + 1 : index + 2]
        special = (
            character in _ALWAYS
            or (character == "&" and (following.isalpha() or following == "#"))
            or (character == "!" and following in ("[", ""))
            or (character == "#" and (following in ("#", "", " ") or following.isdigit()))
            or (character == ":" and (_EMOJI.match(text, index) or text.startswith("://", index)))
            or (character in "-." and text[index - 1 : index] == character)
        )
        made.append(f"\\{character}" if special else character)
    return "".join(made)


def _text(text: Text) -> str:
    """A text inside a paragraph; what could start a block at its beginning is escaped."""
    made: list[str] = []
    for target, group in groupby(parted(text), lambda span: span.target if "link" in span.styles else None):
        run = tuple(group)
        made.append(_run(run) if target is None else _link(_run(run), target, run))
    written = "".join(made).strip()  # spaces at the beginning of a line could make it code
    written = _DEFINITION.sub(r"\1\\:", written)
    match = _LINE_START.match(written)
    return f"{match[0]}\\{written[match.end() :]}" if match else written


def _link(label: str, target: str, text: Text) -> str:
    acts = clean(target) != target
    if len(text) == 1 and text[0].text == target and re.fullmatch(r"https?://[^\s<>]+", target) and not acts:
        return f"<{target}>"
    address = encode(target).replace("(", "%28").replace(")", "%29")
    return f"[{label}]({address})"


def _span(span: Span) -> str:
    if "citation" in span.styles:
        return f"[^{span.target}]"
    if "code" in span.styles or ("id" in span.styles and not span.target):
        return _code(clean(span.text))
    return escape(span.text)


def _run(text: Text, styles: tuple[tuple[Style, str], ...] = _MARKS) -> str:
    """Spans with their marks, one pair around all that follow each other in a style."""
    if not styles:
        return "".join(map(_span, text))
    (style, mark), *inner = styles
    made = []
    for marked, group in groupby(text, lambda span: style in span.styles):
        written = _run(tuple(group), tuple(inner))
        bare = written.strip()
        if marked and bare:
            # Marks must touch the words that they are for.
            start = written.index(bare)
            written = f"{written[:start]}{mark}{bare}{mark}{written[start + len(bare) :]}"
        made.append(written)
    return "".join(made)


def _code(text: str) -> str:
    lead = text[: len(text) - len(text.lstrip())]
    body = text.strip()
    if not body:
        return text
    fence = "`" * (max((len(run) for run in re.findall("`+", body)), default=0) + 1)
    pad = " " if body.startswith("`") or body.endswith("`") else ""
    return f"{lead}{fence}{pad}{body}{pad}{fence}"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {_text(block.text)}"
        case Paragraph():
            lines = "\n".join(map(_text, text_lines(block.text))).strip("\n").split("\n")
            yield from _broken(lines)
        case Bullets():
            yield from _bullets(block)
        case Quotation():
            yield from (f"> {line}".rstrip() for line in _joined(block.blocks))
        case Code():
            lines = clean_lines(block.text, tab="\t")
            fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", block.text) or [""]))
            yield f"{fence}{re.sub('[^A-Za-z0-9_+-].*', '', block.language)}"
            yield from lines
            yield fence
        case Divider():
            yield "***"  # in a list, dashes would be more list
        case Table():
            yield from _table(*block)
        case Listing():
            yield from _lines(as_table(block))
        case Fields():
            pairs = [(label, text) for label, text in block.pairs if text]
            lines = [f"**{label}:** {_text(text)}" for label, text in pairs]
            yield from _broken(lines)
        case Labelled():
            yield from _joined((Paragraph((Span(block.label, ("strong",)),)), *block.blocks))
        case Callout():
            yield from _joined((Heading(block.level, block.title), *block.blocks))
        case Card():
            yield from _card(block)
        case Bars():
            yield from (_text((Span(block.caption, ("strong",)),)), "")
            bars = [(plain(bar.label), bar.date, plain(bar.shown), bar.mention) for bar in block.bars]
            yield from _mentioning(("measure", "date", "quantity", "from"), bars)
        case Timeline():
            events = [(event.date, event.text, event.mention) for event in block.events]
            yield from _mentioning(("date", "what", "from"), events)
        case Tree() | Changes():
            yield from _bullets(as_bullets(block))


def _broken(lines: list[str]) -> Iterator[str]:
    """The lines of a paragraph; a backslash at its end breaks a line."""
    yield from (f"{line}\\" for line in lines[:-1])
    yield from lines[-1:]


def _card(card: Card) -> Iterator[str]:
    if not card.title:
        first = card.blocks[0] if card.blocks else None
        lead = first.text if isinstance(first, Paragraph) else ()
        counted = () if card.number is None else (Span(str(card.number), ("strong",)),)
        said = Paragraph(join([counted, lead, id_text(card.id)], " "))
        yield from _joined((said, *(card.blocks[1:] if lead else card.blocks)))
        return
    number = "" if card.number is None else f"{card.number}. "
    id = (Span(" "), *id_text(card.id)) if card.id else ()
    yield f"{'#' * card.level} {number}{_text((*card.title, *id))}"
    if lines := list(_joined(card.blocks)):
        yield from ("", *lines)


def _joined(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The lines of several blocks, with an empty line between any two."""
    before: Block | None = None
    other = False
    for block in blocks:
        # Of two lists side by side the second has another mark, or they would be one.
        other = isinstance(before, Bullets) and isinstance(block, Bullets) and not other
        lines = list(_bullets(block, other=other) if isinstance(block, Bullets) else _lines(block))
        if lines:
            yield from ([""] if before else [])
            yield from lines
            before = block


def _bullets(block: Bullets, *, other: bool = False) -> Iterator[str]:
    loose = any(len(item) > 1 for item in block.items)
    for index, item in enumerate(block.items):
        if block.first is None:
            mark = "* " if other else "- "
        else:  # CommonMark reads numbers of nine digits, and of a list only the first
            mark = f"{min(block.first + index, 999_999_999)}{')' if other else '.'} "
        if loose and index:
            yield ""
        lines = list(_joined(item)) or [""]
        yield from (
            f"{mark if number == 0 else ' ' * len(mark) if line else ''}{line}" for number, line in enumerate(lines)
        )


def _mentioning(columns: tuple[str, ...], rows: Sequence[tuple[Text, ...]]) -> Iterator[str]:
    """A table whose last column says which item a row is of; where none does, without that column."""
    end = len(columns) if any(row[-1] for row in rows) else -1
    yield from _table(tuple(map(plain, columns[:end])), tuple(row[:end] for row in rows))


def _table(
    header: tuple[Text, ...], rows: tuple[tuple[Text, ...], ...], aligned: tuple[Alignment, ...] = ()
) -> Iterator[str]:
    yield f"| {' | '.join(map(_cell, header))} |"
    yield f"| {' | '.join(_RULES[side] for side in aligned or [''] * len(header))} |"
    yield from (f"| {' | '.join(map(_cell, row))} |" for row in rows)


def _cell(text: Text) -> str:
    # Readers disagree about a pipe in code in a table, so it stands between two pieces of code.
    text = tuple(part for span in text for part in (_around_pipes(span) if "code" in span.styles else (span,)))
    return re.sub(r"(?<!\\)\|", r"\\|", _text(text))


def _around_pipes(span: Span) -> Iterator[Span]:
    if "|" not in span.text:
        yield span
        return
    bare = tuple(style for style in span.styles if style != "code")
    for index, part in enumerate(re.split(r"((?<!\s)\s*\|[\s|]*)", span.text)):
        yield span._replace(text=part, styles=bare if index % 2 else span.styles)
