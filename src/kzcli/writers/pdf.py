"""A typeset document, tagged for accessibility (PDF/UA-1), by Typst.

The page travels as data, as JSON for the template `brief.typ`: no text of a brief is ever Typst's own markup or code.
"""

from __future__ import annotations

import re

from kzcli.clean import clean
from kzcli.errors import KzcliError
from kzcli.page import Callout, Heading, Page, plain_words
from kzcli.page_walk import spans
from kzcli.writers.pdf_data import page_data
from kzcli.writers.typesetting import typeset

_FULL = re.compile(r"the sheet is full: ([\d.]+)")  # what the template says where even its smallest type does not fit
_PICTURES = re.compile("[\u2400-\u241f\u2421]")  # of control characters; no font has them


def write_pdf(page: Page, paper: str, *, one_page: bool = False) -> bytes:
    """The page as PDF, with a footnote for each claim that is cited; the same bytes for the same page.

    Args:
        page: a document, which says in `about` what it is.
        paper: `a4` or `letter`.
        one_page: whether it is to fill one page, its type as large as fits.

    Raises:
        KzcliError: it does not fit one page.
    """
    import typst
    from pydantic_core import to_json

    data = to_json(page_data(page, paper, sheet=one_page)).decode()
    data = _PICTURES.sub(lambda match: f"<U+{ord(match[0]) - 0x2400 if match[0] != '␡' else 0x7F:04X}>", data)
    try:
        return typeset(data)
    except typst.TypstError as error:
        if full := _FULL.search(str(error)):
            raise _too_long(page, paper, float(full[1])) from None
        raise


def _too_long(page: Page, paper: str, pages: float) -> KzcliError:
    """That a sheet does not fit, and what in it is longest."""
    lengths: dict[str, int] = {}
    title = page.about.title
    for block in page.blocks:
        if isinstance(block, Heading | Callout):
            title = plain_words(block.title if isinstance(block, Callout) else block.text)
        lengths[title] = lengths.get(title, 0) + sum(len(span.text) for span in spans(block))
    longest = max(lengths, key=lambda title: lengths[title])
    said = "more than one page" if pages < 1.1 else f"{pages:.1f} pages"
    return KzcliError(
        f"the sheet takes {said} of {paper.title()} even in its smallest type",
        f"most of its text is under {clean(longest)!r}: shorten that, or leave out --one-page",
    )
