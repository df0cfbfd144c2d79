"""Abbreviations in English prose, and whether a text spells one out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kzcli.amounts import CURRENCIES
from kzcli.wordlists import COMMON_ABBREVIATIONS, EMPHASISED, UNIT_CODES

_ABBREVIATION = re.compile(
    r"(?<![\w&+.'’@#/-])(?:[A-Z]{2,9}[0-9]*(?=s?(?:['’]s?)?(?![\w&+@]))|[A-Z]&[A-Z](?!\w)|[A-Z]{1,2}[a-z][A-Z]{1,2}(?=s?(?![\w&+@])))"
)
_MAYBE = re.compile(r"[A-Z][a-z&]?[A-Z]")
_ROMAN = re.compile(r"[IVX]+")
_IN_CAPITALS = re.compile(r"\b[A-Z]{2,}(?:['’]?s)?(?:[\s,:-]+(?:[A-Z]{2,}|[A-Z0-9])\b){2,}")
_PLACE = re.compile(r"[A-Z][a-z]+,\s$")
_SMALL = "(?:of|the|for|and|on|in|to|a|de|la|du|des|et|y|per|&|against)"


def abbreviations(text: str) -> Iterator[re.Match[str]]:
    """The abbreviations of a text that not every reader knows.

    Args:
        text: prose without markup and quotations.
    """
    if not _MAYBE.search(text):
        return
    loud = {at for one in _IN_CAPITALS.finditer(text) for at in range(*one.span())}
    for match in _ABBREVIATION.finditer(text):
        found = match[0]
        bare = found.rstrip("0123456789").upper()
        known = bare in COMMON_ABBREVIATIONS or found in UNIT_CODES or found in CURRENCIES or found in EMPHASISED
        if known or found in ("R&D", "Q&A") or _ROMAN.fullmatch(found):
            continue
        if len(found) == 2 and _PLACE.search(text, max(0, match.start() - 30), match.start()):
            continue  # Boston, MA
        if match.start() not in loud:
            yield match


def spelled_out(abbreviation: str, texts: str) -> bool:
    """Whether texts spell an abbreviation out, before it, behind it, or anywhere by its initials.

    Args:
        abbreviation: letters and digits, without a plural's s.
        texts: all texts of a brief.
    """
    letters = re.sub("[^A-Z]", "", abbreviation.upper())
    written = re.escape(abbreviation)
    for match in re.finditer(rf"\(\s*(?:the\s+|hereafter\s+|or\s+)?[\"“]?{written}s?[\"”]?\s*[,;)]", texts):
        before = re.findall(r"[^\W_]+", texts[max(0, match.start() - 120) : match.start()])
        if any(_has_letters(letters, before[-count:]) for count in range(1, 2 * len(letters) + 2)):
            return True
    for match in re.finditer(
        rf"\b{written}s?[\"”]?\s*(?:\(|,\s(?:or\s)?|[–—]\s?|\bis\sshort\sfor\b|\bstands\sfor\b)", texts
    ):
        after = re.findall(r"[^\W_]+", texts[match.end() : match.end() + 120].partition(")")[0])
        if any(_has_initials(letters, after[start : start + 2 * len(letters)]) for start in (0, 1)):
            return True
    initials = rf"\w*[\s-]+(?:{_SMALL}[\s-]+){{0,2}}".join(letters)
    return re.search(rf"\b{initials}[a-z]", texts) is not None


def initials_of(names: Iterable[str]) -> str:
    """The initials of names, each name with and without its small words, joined by blanks."""
    made = []
    for name in names:
        words = re.findall(r"[^\W_]+", name)
        made.append("".join(word[0] for word in words).upper())
        made.append("".join(word[0] for word in words if word[0].isupper()))
    return " ".join(made)


def _has_letters(letters: str, words: list[str]) -> bool:
    """Whether an abbreviation's letters stand in words in order, the first and most of them as initials."""
    if not words or words[0][0].upper() != letters[0]:
        return False
    rest = iter("".join(words).upper())
    significant = [word for word in words if not re.fullmatch(_SMALL, word)]
    return all(letter in rest for letter in letters) and len(significant) <= len(letters) + 1


def _has_initials(letters: str, words: list[str]) -> bool:
    rest = iter("".join(word[0] for word in words).upper())
    return bool(words) and words[0][0].upper() == letters[0] and all(letter in rest for letter in letters)
