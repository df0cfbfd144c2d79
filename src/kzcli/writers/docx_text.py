"""The text of a Word document: runs, links, bookmarks, footnotes and references to them, as WordprocessingML."""

from __future__ import annotations

import re
from itertools import groupby

from kzcli.addresses import web_address
from kzcli.page import Page, Span, Text, id_text
from kzcli.page_walk import card_ids
from kzcli.writers import escape_xml

KEEP = "<w:keepNext/>"
"""Keeps a paragraph on the page of the next."""

_TONES = {"good": "Good", "fair": "Fair", "poor": "Poor"}
_LOOKS = {"code": "VerbatimChar", "muted": "Muted", **_TONES}


def paragraph(style: str, content: str, more: str = "") -> str:
    """A paragraph.

    Args:
        style: the id of its style; none for running text.
        content: its runs.
        more: other properties, in the schema's order.
    """
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
    return f"<w:p>{properties}{content}</w:p>"


def run(text: str, style: str = "", marks: str = "") -> str:
    """A run of plain text.

    Args:
        text: its words.
        style: the id of its style; none for that of the paragraph.
        marks: other properties, in the schema's order.
    """
    written = escape_xml(text)
    # Word drops spaces at the ends of a text that does not ask for them.
    space = ' xml:space="preserve"' if written[:1] == " " or written[-1:] == " " else ""
    return _run(f"<w:t{space}>{written}</w:t>", style, marks)


def _run(content: str, style: str = "", marks: str = "") -> str:
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    properties = f"<w:rPr>{named}{marks}</w:rPr>" if named or marks else ""
    return f"<w:r>{properties}{content}</w:r>"


class TextWriter:
    """Writes texts, and keeps which addresses they link to and which notes they cite.

    Args:
        page: what the texts are of: links lead to its cards, citations to its notes.
    """

    def __init__(self, page: Page) -> None:
        self.links: dict[str, str] = {}
        """The relationships of the addresses that were linked to so far."""
        self._notes = {note.id: (*note.text, Span(" "), *note.mention) for note in page.notes} if page.numbered else {}
        self._numbers: dict[str, int] = {}
        # Word takes 40 characters of letters, digits and underscores.
        self._bookmarks = {
            id: f"id_{re.sub('[^A-Za-z0-9]', '_', id)[:28]}_{number}"
            for number, id in enumerate(dict.fromkeys(card_ids(page.blocks)), 1)
        }
        self._unset = set(self._bookmarks)
        self._marked = 0
        self._known: dict[tuple[Span, bool], str] = {}  # of a brief's spans four in five are the same as another

    def text(self, text: Text, *, toned: bool = False) -> str:
        """The runs of a text.

        Args:
            text: the text.
            toned: whether words of praise and blame have their colours.
        """
        made = []
        for (target, cites), group in groupby(text, _kind):
            if cites:  # two numbers side by side would be read as one
                between = _run("<w:t>,</w:t>", "FootnoteReference") if self._notes else ""
                made.append(between.join(map(self._citation, group)))
                continue
            runs = "".join([self._known.get((span, toned)) or self._span(span, toned=toned) for span in group])
            if target:
                id = self.links.setdefault(target, f"link{len(self.links) + 1}")
                runs = f'<w:hyperlink r:id="{id}">{runs}</w:hyperlink>'
            made.append(runs)
        return "".join(made)

    def _span(self, span: Span, *, toned: bool) -> str:
        if "break" in span.styles:
            return _run("<w:br/>")
        marks = f"{'<w:b/>' if 'strong' in span.styles else ''}{'<w:i/>' if 'emphasis' in span.styles else ''}"
        links = "link" in span.styles and span.target
        looks = [_LOOKS[style] for style in span.styles if style in _LOOKS and (toned or style not in _TONES)]
        id = (span.target or span.text) if "id" in span.styles else ""
        style = "Hyperlink" if links else "Id" if id and not span.target else looks[0] if looks else ""
        anchor = self._bookmarks.get(id)
        style = "Mention" if anchor and span.target else style
        made = run(span.text, "VerbatimChar" if "code" in span.styles else style, marks)
        if anchor:
            made = f'<w:hyperlink w:anchor="{anchor}">{made}</w:hyperlink>'
        self._known[span, toned] = made
        return made

    def _citation(self, span: Span) -> str:
        id = span.target
        if id not in self._notes:
            return self.text((Span("["), *id_text(id), Span("]")))
        if id in self._numbers:
            # A field, so that Word counts anew when an editor puts a note before it.
            number = self._numbers[id]
            parts = (
                '<w:fldChar w:fldCharType="begin"/>',
                f'<w:instrText xml:space="preserve"> NOTEREF _Ref_note_{number} \\h </w:instrText>',
                '<w:fldChar w:fldCharType="separate"/>',
                f"<w:t>{number}</w:t>",
                '<w:fldChar w:fldCharType="end"/>',
            )
            return "".join(_run(part, "FootnoteReference") for part in parts)
        number = self._numbers[id] = len(self._numbers) + 1
        mark = _run(f'<w:footnoteReference w:id="{number}"/>', "FootnoteReference")
        return self._bookmark(f"_Ref_note_{number}", mark)

    def _bookmark(self, name: str, content: str) -> str:
        self._marked += 1
        start = f'<w:bookmarkStart w:id="{self._marked}" w:name="{name}"/>'
        return f'{start}{content}<w:bookmarkEnd w:id="{self._marked}"/>'

    def target(self, id: str, content: str) -> str:
        """Runs that links to a card lead to; of two cards with one id, the first."""
        if id not in self._unset:
            return content
        self._unset.remove(id)
        return self._bookmark(self._bookmarks[id], content)

    def notes(self) -> tuple[str, ...]:
        """The paragraphs of the notes that were cited so far; after it, citations are ids, as in notes."""
        cited, self._notes = [self._notes[id] for id in self._numbers], {}
        mark = _run("<w:footnoteRef/>", "FootnoteReference")
        made = []
        for text in cited:
            said = self.text(text)
            made.append(paragraph("FootnoteText", f"{mark}{run(' ')}{said}"))
        return tuple(made)


def _kind(span: Span) -> tuple[str, bool]:
    """What parts a text into runs: the address of a link, and whether it is a citation."""
    cites = "citation" in span.styles
    return ("" if cites or "link" not in span.styles else web_address(span.target), cites)
