"""Quotations and copying: a source's words stand in quotation marks, and in quotation marks stand its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kzcli.brief import Markup
from kzcli.citing import Group, group_of, groups, value_at
from kzcli.findings import Fault
from kzcli.prose import blank, quotations, unmarked, unquoted, word_spans, words
from kzcli.references import texts
from kzcli.rules import Rule
from kzcli.wording import RUN, Search, Words, pieces, plain_quotation, readings, small_words

if TYPE_CHECKING:
    from kzcli.draft import Draft, SentenceAt

MIN_QUOTATION = 4
MAX_NAMED = 3
"""How many sources a message names."""
_BLOCK_QUOTE = re.compile(r"^[ ]{0,3}>.*$", re.MULTILINE)


def misquotation(draft: Draft) -> Iterator[Fault]:
    """Quotations that are not in any of the sources that the text names."""
    at_hand = _at_hand(draft)
    grounds = _Grounds(draft, at_hand)
    search = Search()
    read: dict[str, tuple[str, ...]] = {}
    known: dict[tuple[str, frozenset[str]], bool] = {}
    for at in draft.sentences if at_hand else ():
        found = quotations(at.sentence.text)
        cites = groups(value_at(draft.plain, at.path), at.sentence) if found else []
        for start, _ in found:
            end = at.sentence.text.find(at.sentence.text[start - 1].replace("“", "”"), start)
            raw = value_at(draft.plain, at.path)[at.sentence.start + start : at.sentence.start + end]
            quoted = plain_quotation(raw)
            if len(words(quoted)) < MIN_QUOTATION:
                continue
            ground = grounds.of(at, group_of(cites, end))
            wanted = pieces(quoted)
            if not ground or not wanted:
                continue
            asked = (quoted, ground.texts)
            if asked not in known:
                for text in ground.texts - read.keys():
                    read[text] = readings(text)
                known[asked] = any(search.finds(wanted, reading) for text in ground.texts for reading in read[text])
            if not known[asked]:
                message = f"the quotation {_shortened(quoted)} does not stand in the text of {ground.named}"
                help = "quote it word for word, with … for what is left out and [ ] for what is put in"
                span = (at.sentence.start + start, at.sentence.start + end)
                yield Fault("KZ801", at.path, message, help, words=span)


def _at_hand(draft: Draft) -> dict[str, str]:
    """The texts of the sources that could be read, by the source's id."""
    return {id: text for id, text in draft.source_texts.items() if isinstance(text, str)}


class _Ground(NamedTuple):
    """Where the words of a quotation must come from."""

    texts: frozenset[str]
    """The texts of the sources that it can be of."""
    named: str
    """These sources, as a message names them."""


class _Grounds:
    """What quotations can come from; none where that is not sure, or not at hand.

    The words of a source that is known only through another one stand in that one.
    """

    def __init__(self, draft: Draft, at_hand: dict[str, str]) -> None:
        self._draft = draft
        self._at_hand = at_hand
        self._origins: dict[str, str] = {}
        self._of_claims: dict[tuple[str, ...], _Ground | None] = {}

    def of(self, at: SentenceAt, group: Group | None) -> _Ground | None:
        """What words come from that stand before a group of citations, or else in an item that has sources."""
        if group:
            if group.claims not in self._of_claims:
                self._of_claims[group.claims] = self._ground(self._cited(group.claims))
            return self._of_claims[group.claims]
        if len(at.path) > 2 and at.path[-1] in ("statement", "note") and at.path[0] != "sources":
            item = value_at(self._draft.plain, at.path[:-1])
            return self._ground([one["id"] for one in item.get("sources", ())])
        return None

    def _cited(self, claims: tuple[str, ...]) -> list[str]:
        """The sources of claims; none where one of these has none."""
        found = []
        for id in claims:
            claim = self._draft.links.claims.get(id)
            if claim is None or not claim.sources:
                return []
            found += [one.id for one in claim.sources]
        return found

    def _ground(self, sources: list[str]) -> _Ground | None:
        origins = {self._origin(id) for id in sources}
        if not origins or not origins <= self._at_hand.keys():
            return None
        named = [*map(repr, sorted(origins)[:MAX_NAMED]), *(["another"] if len(origins) > MAX_NAMED else ())]
        return _Ground(frozenset(self._at_hand[id] for id in origins), " or ".join(named))

    def _origin(self, id: str) -> str:
        """The nearest source, from one on to those through which it is known, whose text is at hand; else the last."""
        passed = []
        links = self._draft.links
        while id not in self._origins:
            passed.append(id)
            via = links.sources[id].via
            if not via or id in self._draft.source_texts:
                self._origins[id] = id
            else:
                id = via
        for one in passed:
            self._origins[one] = self._origins[id]
        return self._origins[id]


def _shortened(text: str) -> str:
    told = " ".join(text.split())
    return f"“{told}”" if len(told) <= 60 else f"“{told[:40].rstrip()} … {told[-15:].lstrip()}”"


def copied_words(draft: Draft) -> Iterator[Fault]:
    """Runs of a source's words outside quotation marks."""
    at_hand = _at_hand(draft)
    if not at_hand:
        return
    told = [(path, words, words.runs()) for path, words in _own_words(draft)]
    runs = {run for _, _, found in told for _, run in found}
    first_of = {text: id for id, text in reversed(at_hand.items())}
    for text, id in reversed(first_of.items()):
        theirs = small_words(text, word_spans(text))
        shared = runs.intersection(zip(*(theirs[shift:] for shift in range(RUN)), strict=False))
        for path, own, found in told if shared else ():
            for first, last in _joined([index for index, run in found if run in shared]):
                count = last + RUN - first
                message = f"{count} words in a row are those of the source {id!r}, without quotation marks"
                help = "say it in your own words, or put it in quotation marks and cite it"
                yield Fault("KZ802", path, message, help, words=(own.spans[first][0], own.spans[last + RUN - 1][1]))


def _own_words(draft: Draft) -> Iterator[tuple[tuple[str | int, ...], Words]]:
    """The words of the brief outside quotations, by the text that they stand in."""
    for text in texts(draft.plain):
        is_title = text.path[-1] == "title" and text.path[0] != "sources"
        if not (is_title or isinstance(text.mark, Markup)) or len(text.value) < 2 * RUN:
            continue
        blocks = isinstance(text.mark, Markup) and text.mark.blocks
        bare = text.value if is_title else unmarked(text.value, blocks=blocks)
        own = unquoted(bare)
        if blocks and ">" in own:
            own = _BLOCK_QUOTE.sub(blank, own)
        yield text.path, Words(own, bare)


def _joined(indexes: list[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each row of indexes that follow one another."""
    for index, here in enumerate(indexes):
        if index == 0 or indexes[index - 1] != here - 1:
            first = here
        if index + 1 == len(indexes) or indexes[index + 1] != here + 1:
            yield first, here


def no_text(draft: Draft) -> Iterator[Fault]:
    """Texts of sources that cannot be read."""
    for index, source in enumerate(draft.brief.sources):
        error = draft.source_texts.get(source.id)
        if error is not None and not isinstance(error, str):
            key = "text" if source.text is not None else "id"
            if draft.reads_elsewhere(source.id):
                key, help = "id", error.help or f"name another file: --source {source.id}=FILE"
            else:
                help = error.help or "name a file in the brief's folder or below it, or take the key out"
            message = f"the text of the source {source.id!r} cannot be read: {error}"
            yield Fault("KZ803", ("sources", index, key), message, help)


RULES: tuple[Rule, ...] = (
    Rule(
        "KZ801",
        "misquotation",
        "error",
        "A quotation is not in the text of the source that it is cited from, word for word.",
        "What stands in quotation marks is testimony: one wrong word makes it somebody else's.",
        "Chicago Manual of Style, 17th edition, 13.7",
        find=misquotation,
    ),
    Rule(
        "KZ802",
        "copied-words",
        "warning",
        f"{RUN} or more of a source's words in a row stand outside quotation marks.",
        "Words that are taken over without a mark pass for the authors' own.",
        "US Office of Research Integrity: guide on avoiding plagiarism (M. Roig)",
        find=copied_words,
    ),
    Rule(
        "KZ803",
        "no-text",
        "warning",
        "The file that a source's key `text` names cannot be read.",
        "Without it no quotation of the source is checked, and nobody would notice.",
        find=no_text,
    ),
)
