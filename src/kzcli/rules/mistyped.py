"""Citations that are mistyped, so that readers see their characters and no note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kzcli.brief import Markup
from kzcli.findings import Fault
from kzcli.prose import unquoted
from kzcli.rules.markdown import without_opaque
from kzcli.values import CITATIONS, ID_PATTERN

if TYPE_CHECKING:
    from kzcli.draft import Draft

_ID = ID_PATTERN.strip("^$")
_LIKE_ONE = re.compile(
    rf"\^\[[\^@]?[ ]*(?P<after>{_ID})[ ]*\](?!\()"
    rf"|\[[ ]*[\^@][ ]*(?P<spaced>{_ID}(?:[ ]*[,;][ ]*[\^@]?{_ID})*)[ ]*\](?!\()"
    rf"|\[[ ]*(?P<turned>{_ID})[ ]*\^[ ]*\](?!\()"
    rf"|\([ ]*\^[ ]*(?P<round>{_ID})[ ]*\)"
    rf"|(?<![\[(^])\^(?=[a-z][a-z0-9-]{{2}})(?P<caret>{_ID})(?![\w\]^])"
    rf"|\[[ ]*(?P<bare>{_ID})[ ]*\](?!\(|:[ ]*(?:<|https?:))"
)
_ENDS = re.compile(r"[^\w\s(\[“\"‘'/-]$|[.!?][\"”’)]*\s$")
"""What stands before a note, and before no word that an editor has put in brackets."""
_ONE_ID = re.compile(_ID)

LIKE, VERY_LIKE, EXACT = 0.7, 0.8, 1.0
"""How like an id must be to one that is misspelt: where the marks are a citation's, where they are not, and where they
are those of a power, as in m^2."""
MAX_ID = 80
"""A longer one is near none."""
MAX_COMPARISONS = 20_000
"""How many ids are compared in all: each costs microseconds, and a file could ask for millions."""


class _Claims:
    """The ids of a brief's claims, and which of them a misspelt one is near."""

    def __init__(self, ids: list[str]) -> None:
        self._ids = ids
        self._near = {(id, cutoff): id for id in ids for cutoff in (LIKE, VERY_LIKE, EXACT)}
        self._left = MAX_COMPARISONS

    def nearest(self, id: str, cutoff: float) -> str:
        """The claim of the id, or of one that is as like it as the cutoff says; empty where there is none."""
        if (id, cutoff) not in self._near:
            near: list[str] = []
            if cutoff < EXACT and self._left >= len(self._ids) and len(id) <= MAX_ID:
                from difflib import get_close_matches  # only for what may be mistyped

                self._left -= len(self._ids)
                near = get_close_matches(id, self._ids, n=1, cutoff=cutoff)
            self._near[id, cutoff] = near[0] if near else ""
        return self._near[id, cutoff]


def mistyped_citations(draft: Draft) -> Iterator[Fault]:
    """What was to cite a claim and does not: other marks around its id, or a text that is shown as it is written."""
    claims = _Claims([claim.id for claim in draft.brief.claims])
    for text in draft.texts:
        if isinstance(text.mark, Markup):
            if "[" in text.value or "^" in text.value:
                for start, end, ids in _mistyped(text.value, claims, blocks=text.mark.blocks):
                    marks = "".join(f"[^{id}]" for id in ids)
                    message = f"{text.value[start:end]!r} cites nothing: it is shown as it is written"
                    yield Fault("KZ112", text.path, message, f"write {marks}", words=(start, end))
        elif text.mark is None and "[^" in text.value:
            for match in CITATIONS.finditer(text.value):
                if _is_meant(text.path[0], match[1], claims):
                    key = next(part for part in reversed(text.path) if isinstance(part, str))
                    message = f"{match[0]!r} cites nothing: {key} is plain text, shown as it is written"
                    help = "take it out, and cite the claim in a text that may hold Markdown: a statement, a body"
                    yield Fault("KZ112", text.path, message, help, words=match.span())


def _is_meant(part: str | int, id: str, claims: _Claims) -> bool:
    """Whether a mark in plain text was to be a citation: what a source is called is not the author's to choose."""
    return bool(claims.nearest(id, VERY_LIKE)) or (part != "sources" and _ONE_ID.fullmatch(id) is not None)


def _mistyped(text: str, claims: _Claims, *, blocks: bool) -> Iterator[tuple[int, int, list[str]]]:
    """Where a text has a mark that is like a citation, and the claims that are meant."""
    if not any(CITATIONS.match(text, match.start()) is None for match in _LIKE_ONE.finditer(text)):
        return  # as almost always, and cheaper than to look for code
    bare = without_opaque(text, blocks=blocks)
    own = unquoted(bare)
    for match in _LIKE_ONE.finditer(bare):
        cutoff = {"bare": VERY_LIKE, "caret": EXACT}.get(match.lastgroup or "", LIKE)
        ids = [claims.nearest(id, cutoff) for id in _ONE_ID.findall(match[match.lastgroup or 0])]
        if match.lastgroup == "bare":
            # An editor's brackets in a quotation, [sic], a box to tick: only what can be nothing else is told.
            hyphened = "-" in match["bare"]
            follows = _ENDS.search(bare, max(0, match.start() - 4), match.start())
            if own[match.start()] != "[" or not (hyphened or follows):
                continue
        if all(ids):
            yield (*match.span(), ids)
