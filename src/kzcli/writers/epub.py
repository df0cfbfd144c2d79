"""EPUB 3 (ISO/IEC 23761), a page's HTML as a book."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kzcli.values import direction
from kzcli.writers import escape_xml, read_asset
from kzcli.writers.archive import pack
from kzcli.writers.html import Chapter, Parts, html_parts, words

if TYPE_CHECKING:
    from kzcli.page import Page

_CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_PACKAGE = """\
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{language}">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:identifier id="id">kzcli:{id}:{date}</dc:identifier>
    <dc:title>{title}</dc:title>
    <dc:language>{language}</dc:language>
    {authors}<dc:date>{date}</dc:date>
    {description}<meta property="dcterms:modified">{modified}T00:00:00Z</meta>
    <meta property="schema:accessMode">textual</meta>
    <meta property="schema:accessModeSufficient">textual</meta>
    <meta property="schema:accessibilityFeature">structuralNavigation</meta>
    <meta property="schema:accessibilityFeature">tableOfContents</meta>
    <meta property="schema:accessibilityHazard">none</meta>
    <meta property="schema:accessibilitySummary">Drawings repeat what the text says; notes lead back.</meta>
  </metadata>
  <manifest>
    <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    <item id="text" href="text.xhtml" media-type="application/xhtml+xml"{drawn}/>
    <item id="style" href="style.css" media-type="text/css"/>
  </manifest>
  <spine page-progression-direction="{direction}"><itemref idref="text"/></spine>
</package>
"""
_DOCUMENT = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" \
xml:lang="{language}" dir="{direction}">
<head><title>{title}</title><link rel="stylesheet" href="style.css"/></head>
<body>
{body}
</body>
</html>
"""


def write_epub(page: Page) -> bytes:
    """The page as an EPUB file, the same bytes every time."""
    about = page.about
    parts = html_parts(page)
    values = {
        "language": escape_xml(about.language),
        "direction": direction(about.language),
        "title": escape_xml(about.title),
    }
    body = _xhtml(parts)
    package = _PACKAGE.format(
        **values,
        id=escape_xml(about.id),
        date=escape_xml(about.date),
        modified=escape_xml(about.followed_to or about.date),
        authors="".join(f"<dc:creator>{escape_xml(author)}</dc:creator>\n    " for author in about.authors),
        description=f"<dc:description>{escape_xml(about.description)}</dc:description>\n    "
        if about.description
        else "",
        drawn=' properties="svg"' if "<svg" in body else "",
    )
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "book/package.opf": package,
        "book/nav.xhtml": _DOCUMENT.format(**values, body=_navigation(parts.chapters, values["title"])),
        "book/text.xhtml": _DOCUMENT.format(**values, body=body),
        "book/style.css": read_asset("html.css"),
    }
    return pack({name: content.encode() for name, content in files.items()}, stored=("mimetype",))


def _navigation(chapters: tuple[Chapter, ...], title: str) -> str:
    """The contents; a book must have some, so the title leads to the beginning."""
    entries = [
        f'<li><a href="text.xhtml#{_anchor(chapter.anchor)}">{words(chapter.title)}</a></li>' for chapter in chapters
    ]
    first = f'<li><a href="text.xhtml">{title}</a></li>'
    return f'<nav epub:type="toc"><h1>Contents</h1><ol>{first}{"".join(entries)}</ol></nav>'


def _xhtml(parts: Parts) -> str:
    """A page's HTML as XHTML, with what reading systems know notes by.

    Texts cannot be meant: a quotation mark or `<` of theirs is escaped.
    """
    pieces = (f"<header>{parts.head}</header>", *(chapter.html for chapter in parts.chapters), parts.notes)
    html = re.sub("<(hr|br|wbr)>", r"<\1/>", "\n".join(piece for piece in pieces if piece))
    html = html.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    html = html.replace(' role="doc-noteref"', ' epub:type="noteref" role="doc-noteref"')
    html = html.replace(' role="doc-endnotes"', ' epub:type="endnotes" role="doc-endnotes"')
    return re.sub(r'( id="| aria-labelledby="|href="#)(?=\d)', r"\1_", html)


def _anchor(anchor: str) -> str:
    """In XML a name does not begin with a digit, as an id of a brief may."""
    return f"_{anchor}" if anchor[:1].isdigit() else anchor
