"""One self-contained HTML page: no script, nothing from the network, every text escaped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kzcli.page import About, Callout, Card, Heading, Page, Span, Text, id_text, plain_words
from kzcli.values import direction
from kzcli.writers import escape_xml, is_record, read_asset, running_title
from kzcli.writers.html_blocks import BlockWriter

_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"


class Chapter(NamedTuple):
    """A part of a document that its contents lead to."""

    anchor: str
    title: Text
    html: str


class Parts(NamedTuple):
    """A page as pieces of HTML."""

    head: str
    """What stands before the first chapter: the title and what is said of the whole."""
    chapters: tuple[Chapter, ...]
    notes: str
    """The notes under their own heading; empty where there are none."""


def write_html(page: Page) -> str:
    """The page as an HTML document."""
    import base64
    import hashlib

    parts = html_parts(page)
    style = read_asset("html.css") + read_asset("html_page.css") + _running_head(page.about.title)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    about = page.about
    contents = "".join(f'<li><a href="#{chapter.anchor}">{words(chapter.title)}</a></li>' for chapter in parts.chapters)
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape_xml(about.language)}" dir="{direction(about.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY.format(digest)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{escape_xml(about.title)}</title>",
        *_metadata(about),
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#main_">To the text</a>',
        f"<header>{parts.head}</header>",
        *([f'<nav aria-label="Contents"><ul>{contents}</ul></nav>'] if len(parts.chapters) > 1 else []),
        '<main id="main_">',
        *(chapter.html for chapter in parts.chapters),
        parts.notes,
        "</main>",
        "</body>",
        "</html>",
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _running_head(title: str) -> str:
    """CSS for paper: the title at the head of every page but the first, each of its characters by its number."""
    shown = "".join(f"\\{ord(one):06x}" for one in running_title(title))
    return f'@page {{ @top-left {{ content: "{shown}"; }} }}\n@page :first {{ @top-left {{ content: none; }} }}\n'


def html_parts(page: Page) -> Parts:
    """The pieces that a document of the page is put together from."""
    writer = BlockWriter(page)
    head: list[str] = []
    chapters: list[tuple[str, Text, list[str], str]] = []
    for block, following in zip(page.blocks, (*page.blocks[1:], None), strict=True):
        if isinstance(block, Heading | Callout | Card) and block.level == 2:
            anchor, title, start = _chapter(writer, block, f"part_{len(chapters) + 1}")
            register = following is not None and is_record(following)
            begin, end = ('<div class="register">', "</div></section>") if register else ("", "</section>")
            chapters.append((anchor, title, [start, begin], end))
        else:
            (chapters[-1][2] if chapters else head).append(writer.block(block))
    made = tuple(Chapter(anchor, title, "".join([*html, end])) for anchor, title, html, end in chapters)
    return Parts("".join(head), made, writer.notes())


def _metadata(about: About) -> Iterator[str]:
    """Title, authors and date as Dublin Core (DCMI Metadata Terms), and as what search engines read."""
    pairs = [
        ("author", ", ".join(about.authors)),
        ("description", about.description),
        ("dcterms.title", about.title),
        *(("dcterms.creator", author) for author in about.authors),
        ("dcterms.date", about.date),
        ("dcterms.modified", about.followed_to),
        ("dcterms.language", about.language),
        ("dcterms.identifier", about.id),
        ("dcterms.abstract", about.description),
    ]
    return (f'<meta name="{name}" content="{escape_xml(value)}">' for name, value in pairs if value)


def words(text: Text) -> str:
    """A text's bare words as HTML."""
    return escape_xml(plain_words(text))


def _chapter(writer: BlockWriter, block: Heading | Callout | Card, anchor: str) -> tuple[str, Text, str]:
    """A chapter's anchor, title and beginning; what follows it, and its end, are to be added."""
    if isinstance(block, Heading):
        start = f'<section aria-labelledby="{anchor}">{writer.heading(2, block.text, anchor)}'
        return anchor, block.text, start
    id = escape_xml(block.id) if isinstance(block, Card) and block.id else anchor
    shown = (Span(" "), *id_text(block.id)) if isinstance(block, Card) and block.id else ()
    inner = f"{writer.heading(2, (*block.title, *shown), f'title_{id}')}{writer.blocks(block.blocks)}"
    body = f'<div class="callout">{inner}</div>' if isinstance(block, Callout) else inner
    return id, block.title, f'<section id="{id}" aria-labelledby="title_{id}">{body}'
