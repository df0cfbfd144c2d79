"""A Word document turned round, for languages that are written from right to left.

What Word calls left in indents, tabs and lists is where a line begins, so that it needs no change; the borders of
paragraphs do.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from kzcli.writers import escape_xml

_RUN = re.compile(r'<w:r>(?:<w:rPr>((?:(?!</w:rPr>).)*)</w:rPr>)?<w:t(?: xml:space="preserve")?>([^<]*)</w:t></w:r>')
_LEFT_TO_RIGHT = re.compile("l(?:[^r]*[ld])?")
"""A stretch from left to right, in letters as `_KINDS` has them: up to its last letter or digit."""
_KINDS = {"L": "l", "R": "r", "AL": "r", "AN": "r", "EN": "d"}
_FONTS = {"Cambria": "Times New Roman", "Calibri": "Arial", "Consolas": "Courier New"}
"""Fonts that have Arabic and Hebrew letters, which Word's others lack."""
_OFF = '<w:rtl w:val="0"/>'
_CODE_PARAGRAPH = re.compile(r'(w:styleId="SourceCode">.*?)(?=<w:spacing )')
_CODE_LETTERS = re.compile(r'(<w:rFonts w:ascii="Consolas".*?)(?=</w:rPr>)')
_CELL_SIDE = re.compile('(<w:jc w:val=")(left|right)"')
_SIDES = re.compile(r"<w:pBdr>.*?</w:pBdr>")


def turn_text(xml: str) -> str:
    """The body or the notes of a document, its tables, sections and runs from right to left.

    Runs of other scripts become runs of their own: Word lays out all of a run in one direction.
    """
    # Where a cell stands, left and right are sides of the page in a brief, and in Word now the other way round.
    xml = _CELL_SIDE.sub(lambda match: f'{match[1]}{"right" if match[2] == "left" else "left"}"', xml)
    xml = _RUN.sub(_turned_run, xml.replace("<w:b/>", "<w:b/><w:bCs/>").replace("<w:i/>", "<w:i/><w:iCs/>"))
    return xml.replace("<w:tblW ", "<w:bidiVisual/><w:tblW ").replace("</w:sectPr>", "<w:bidi/></w:sectPr>")


def turn_styles(xml: str) -> str:
    """The styles, all paragraphs and runs from right to left but for those of code."""
    for latin, other in _FONTS.items():
        xml = xml.replace(f'w:cs="{latin}"', f'w:cs="{other}"')
    normal = '<w:name w:val="Normal"/><w:qFormat/>'
    xml = xml.replace(normal, f"{normal}<w:pPr><w:bidi/></w:pPr><w:rPr><w:rtl/></w:rPr>")
    xml = _CODE_PARAGRAPH.sub(r'\1<w:bidi w:val="0"/>', xml)
    xml = _CODE_LETTERS.sub(rf"\1{_OFF}", xml)
    return _SIDES.sub(_swapped, xml)


def _turned_run(match: re.Match[str]) -> str:
    properties, text = match[1] or "", unescape(match[2])
    kinds = "".join(_KINDS.get(unicodedata.bidirectional(letter), "n") for letter in text)
    made, at = [], 0
    for found in _LEFT_TO_RIGHT.finditer(kinds):
        made += [_run(properties, text[at : found.start()], ""), _run(properties, text[slice(*found.span())], _OFF)]
        at = found.end()
    return "".join([*made, _run(properties, text[at:], "")])


def _run(properties: str, text: str, direction: str) -> str:
    if not text:
        return ""
    said = f"<w:rPr>{properties}{direction}</w:rPr>" if properties or direction else ""
    return f'<w:r>{said}<w:t xml:space="preserve">{escape_xml(text)}</w:t></w:r>'


def _swapped(match: re.Match[str]) -> str:
    """Borders with left and right exchanged, in the schema's order."""
    sides = {found[1]: found[2] for found in re.finditer(r"<w:(\w+) ([^>]*)/>", match[0])}
    other = {"left": "right", "right": "left"}
    inner = [
        f"<w:{side} {sides[other.get(side, side)]}/>"
        for side in ("top", "left", "bottom", "right")
        if other.get(side, side) in sides
    ]
    return f"<w:pBdr>{''.join(inner)}</w:pBdr>"
