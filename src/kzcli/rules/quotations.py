"""Quotations and copying: a source's words stand in quotation marks, and in quotation marks stand its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kzcli.brief import Markup
from kzcli.citing import Group, group_of, groups, value_at
from kzcli.findings import Fault
from kzcli.prose import blank, quotations, unmarked, unquoted, word_spans, words
from kzcli.references import texts
from kzcli.rules import Rule
from kzcli.wording import RUN, Words, pieces, plain_quotation, readings, small_words, stands_in

if TYPE_CHECKING:
    from kzcli.draft import Draft, SentenceAt

MIN_QUOTATION = 4
_BLOCK_QUOTE = re.compile(r"^[ ]{0,3}>.*$", re.MULTILINE)


def misquotation(draft: Draft) -> Iterator[Fault]:
    """Quotations that are not in any of the sources that the text names."""
    at_hand = {id: text for id, text in draft.source_texts.items() if isinstance(text, str)}
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
            cited = _sources(draft, at, group_of(cites, end))
            wanted = pieces(quoted)
            if not cited or not wanted or not cited <= set(at_hand):
                continue
            for id in cited - set(read):
                read[id] = readings(at_hand[id])
            asked = (quoted, frozenset(cited))
            if asked not in known:
                known[asked] = any(stands_in(wanted, text) for id in cited for text in read[id])
            if not known[asked]:
                named = " or ".join(repr(id) for id in sorted(cited))
                message = f"the quotation {_shortened(quoted)} does not stand in the text of {named}"
                help = "quote it word for word, with … for what is left out and [ ] for what is put in"
                span = (at.sentence.start + start, at.sentence.start + end)
                yield Fault("KZ801", at.path, message, help, words=span)


def _sources(draft: Draft, at: SentenceAt, group: Group | None) -> set[str]:
    """The sources that words before a group of citations can come from; none where that is not sure.

    The words of a source that is known only through another one stand in that one.
    """
    links = draft.links
    at_hand = draft.source_texts
    used: list[str] = []
    for id in group.claims if group else ():
        claim = links.claims.get(id)
        if claim is None or not claim.sources:
            return set()
        used += [one.id for one in claim.sources]
    if not used and len(at.path) > 2 and at.path[-1] in ("statement", "note") and at.path[0] != "sources":
        item = value_at(draft.plain, at.path[:-1])
        used = [one["id"] for one in item.get("sources", ())]
    found = set()
    for id in used:
        source = links.sources[id]
        while source.id not in at_hand and source.via:
            source = links.sources[source.via]
        found.add(source.id)
    return found


def _shortened(text: str) -> str:
    told = " ".join(text.split())
    return f"“{told}”" if len(told) <= 60 else f"“{told[:40].rstrip()} … {told[-15:].lstrip()}”"


def copied_words(draft: Draft) -> Iterator[Fault]:
    """Runs of a source's words outside quotation marks."""
    at_hand = {id: text for id, text in draft.source_texts.items() if isinstance(text, str)}
    if not at_hand:
        return
    told = [(path, words, words.runs()) for path, words in _own_words(draft)]
    runs = {run for _, _, found in told for _, run in found}
    for id, text in at_hand.items():
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
