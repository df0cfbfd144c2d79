"""Form: whether the file is a brief's at all, and whether its texts are what they seem."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kzcli.brief import Markup
from kzcli.clean import ACTING
from kzcli.findings import Fault
from kzcli.rules import Rule
from kzcli.rules.markdown import bad_links, broken_markup, skipped_headings
from kzcli.rules.mistyped import mistyped_citations
from kzcli.values import direction

if TYPE_CHECKING:
    from kzcli.draft import Draft
    from kzcli.findings import Mend

# Tabs and line feeds lay a text out, and act on nothing else.
_ACTING_RUN = re.compile(rf"(?:(?![\t\n]){ACTING.pattern})+")
# What text that is written from right to left needs besides: marks that stand for a letter of one direction.
_MARKS = "\u061c\u200e\u200f"
_ACTING_BESIDE_MARKS = re.compile(rf"(?:(?![\t\n{_MARKS}]){ACTING.pattern})+")
_BREAKING = re.compile("[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SLIPS = re.compile(r"([\b\f])([a-z])")
"""What a backslash too many has made of a word: small\\firms. Of which letter it was the first one cannot be sure."""
_ADDRESSES = ("text", "url")


def acting_characters(draft: Draft) -> Iterator[Fault]:
    """Characters that act on a terminal, or turn the order of what is shown."""
    leftwards = direction(draft.brief.language) == "rtl"
    for text in draft.texts:
        if text.value.isascii() and text.value.isprintable():
            continue
        runs = _ACTING_BESIDE_MARKS if leftwards or _has_leftward_letters(text.value) else _ACTING_RUN
        # Nothing would be left, and the file would be no brief; of an address nobody knows what it was to be.
        stays = text.path[-1] in _ADDRESSES or not runs.sub("", text.value).strip()
        for match in runs.finditer(text.value):
            count = len(match[0])
            more = f" and {count - 1} more like it" if count > 1 else ""
            message = f"expected characters that can be seen, found {_named(match[0][0])}{more}"
            mend = _mend(text.value, match)
            slip = _SLIPS.fullmatch(text.value, match.start(), match.end() + 1)
            help = "write the text without it" if stays else _HELP[mend]
            if slip:
                escape = "\\b" if slip[1] == "\b" else "\\f"
                help = f"TOML reads {escape} as one character: take the backslash out, or write two for one"
            yield Fault("KZ108", text.path, message, help, words=match.span(), mend="" if stays or slip else mend)


_HELP: dict[Mend, str] = {"cut": "take it out", "blank": "write a blank in its place"}


def _mend(value: str, run: re.Match[str]) -> Mend:
    """How characters go: what breaks words or lines leaves a blank, unless there is one beside it."""
    before, after = value[run.start() - 1 : run.start()], value[run.end() : run.end() + 1]
    parts_words = before.strip() and after.strip() and _BREAKING.search(run[0])
    return "blank" if parts_words else "cut"


def _has_leftward_letters(value: str) -> bool:
    """Whether a text has letters that are written from right to left."""
    return any(mark in value for mark in _MARKS) and any(
        one.isalpha() and unicodedata.bidirectional(one) in ("R", "AL") for one in value
    )


def _named(character: str) -> str:
    name = unicodedata.name(character, "a control character").lower()
    return f"U+{ord(character):04X} ({name})"


def unsafe_links(draft: Draft) -> Iterator[Fault]:
    """Links to what no reader of a brief should follow, or can."""
    for text in draft.texts:
        if isinstance(text.mark, Markup):
            for start, end, target in bad_links(text.value, blocks=text.mark.blocks):
                found = repr(target) if target else "nothing"
                message = f"expected a link to http, https, mailto or doi, found one to {found}"
                help = "write the whole address, with https:// in front, or the words without a link"
                yield Fault("KZ109", text.path, message, help, words=(start, end))


def broken_markdown(draft: Draft) -> Iterator[Fault]:
    """Markup that is never closed, or that a brief does not have, so that readers see its characters."""
    for text in draft.texts:
        if isinstance(text.mark, Markup):
            for broken in broken_markup(text.value, blocks=text.mark.blocks):
                yield Fault("KZ110", text.path, broken.message, broken.help, words=(broken.start, broken.end))


def heading_order(draft: Draft) -> Iterator[Fault]:
    """Headings of a text that skip a level."""
    for text in draft.texts:
        if isinstance(text.mark, Markup) and text.mark.blocks and "#" in text.value:
            for start, end, before in skipped_headings(text.value):
                message = f"a heading of level {end - start} stands under one of level {before}"
                help = f"write {'#' * (before + 1)} in front of it"
                yield Fault("KZ111", text.path, message, help, words=(start, end))


_TOML = "TOML 1.1.0"

RULES = (
    Rule(
        "KZ101",
        "not-utf8",
        "error",
        "The file holds bytes that are not UTF-8.",
        "TOML is UTF-8; what is not cannot be read as text by anybody for sure.",
        _TOML,
        binding=True,
    ),
    Rule(
        "KZ102",
        "broken-toml",
        "error",
        "The file is not TOML: a text is not closed, a sign is missing, a key stands there twice.",
        "What cannot be read is in no export and under no other rule.",
        _TOML,
        binding=True,
    ),
    Rule(
        "KZ103",
        "unknown-key",
        "error",
        "A key that the file format does not know.",
        "It is a misspelt one as a rule, and what it says would be shown nowhere.",
        binding=True,
    ),
    Rule(
        "KZ104",
        "wrong-type",
        "error",
        "A value of another type than its key has: text for a date, a text for a list.",
        "Nothing is converted in silence, because a guess could change what is meant.",
        binding=True,
    ),
    Rule(
        "KZ105",
        "wrong-value",
        "error",
        "A value that its key cannot have: a word that is none of its words, a date that is none, an empty text.",
        "Words with a fixed meaning keep briefs comparable, and a date that is none sorts nowhere.",
        "Extended Date/Time Format (ISO 8601-2:2019) for dates, ISO 8601-1:2019 for stretches of time,"
        " BCP 47 for languages",
        binding=True,
    ),
    Rule(
        "KZ106",
        "missing-key",
        "error",
        "A key that every brief, or every item of its part, must have.",
        "Without it the item cannot be named, shown or judged.",
        binding=True,
    ),
    Rule(
        "KZ107",
        "bad-id",
        "error",
        "An id that is not lower-case letters and digits in words joined by hyphens.",
        "Ids are typed in a shell, cited in texts and part of addresses; so they are plain.",
        binding=True,
    ),
    Rule(
        "KZ108",
        "acting-character",
        "warning",
        "A text holds control characters, or characters that turn the direction of writing.",
        "They are not seen, yet act on a terminal or make a text read otherwise than it is.",
        "Unicode Technical Report 36, Unicode Security Considerations",
        acting_characters,
        mends=True,
    ),
    Rule(
        "KZ109",
        "unsafe-link",
        "warning",
        "A link leads to something else than an address with http, https, mailto or doi.",
        "It is left out of every page: such an address could run a program, or means nothing to other readers.",
        "RFC 3986, Uniform Resource Identifier, section 7",
        unsafe_links,
    ),
    Rule(
        "KZ110",
        "broken-markdown",
        "warning",
        "Emphasis, code, a link or a citation is opened and never closed, or a text holds HTML or an image.",
        "Readers would see the characters of the markup instead of what it was meant to do, and a link for an image.",
        "CommonMark Spec 0.31.2",
        broken_markdown,
    ),
    Rule(
        "KZ111",
        "heading-order",
        "warning",
        "A heading inside a text skips a level.",
        "Who listens to a page, or skims it, finds the way by its headings, and misses the one that is not there.",
        "W3C Web Accessibility Tutorials, Page Structure: Headings",
        heading_order,
    ),
    Rule(
        "KZ112",
        "mistyped-citation",
        "warning",
        "What was to cite a claim does not: [id], ^[id], ^id, [^ id ] or (^id) instead of [^id], or [^id] in a plain"
        " text.",
        "Readers see the characters and find no note, so the sentence rests on nothing that they can follow.",
        find=mistyped_citations,
    ),
)
