"""Abbreviations in English prose, and whether a text spells one out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kzcli.english import listed
from kzcli.english.amounts import CURRENCIES

_COMMON = listed(
    """
    AD AI AIDS AM ASEAN ATM BBC BC BCE BRICS CD CE CEO CFO CIA CNN CO COP COVID CV DC DNA DVD EU EUROPOL FAQ FBI GDP
    GPS HIV HQ HR HTML ID IMF INTERPOL IQ IT LED MBA MDF MP MPS NASA NATO NB NGO NGOS NY OECD OK OPEC PC PDF PET PHD PIN
    PM PR PS PVC RNA RSVP SARS SMS TB TV UAE UK UN UNESCO UNICEF URL US USA USB USSR VAT VIP WHO WTO
    """
)
"""Abbreviations that any reader of briefs knows, in capitals."""

_UNIT_CODES = listed(
    """
    BN BTU CM DB GB GHZ GW GWH HA HZ KB KG KHZ KM KV KW KWH MB MG MHZ MM MN MT MW MWH PH TB TN TW TWH
    """
)
"""Units that are written in capitals."""

_EMPHASISED = listed(
    """
    A ALL AN AND ANY ARE AS AT BE BUT BY CAN DO FOR IF IN IS MAY MUST NEVER NEW NO NONE NOT NOW OF ON ONE ONLY
    OR SHALL SO THE THIS TO VERY WE WILL WITH YES
    """
)
"""Words that writers set in capitals to stress them."""

_ABBREVIATION = re.compile(
    r"(?<![\w&+.'’@#/-])(?:[A-Z]{2,9}[0-9]*(?=s?(?:['’]s?)?(?![\w&+@¢$€£₵]))|[A-Z]&[A-Z](?!\w)|[A-Z]{1,2}[a-z][A-Z]{1,2}(?=s?(?![\w&+@])))"
)
_MAYBE = re.compile(r"[A-Z][a-z&]?[A-Z]")
_ROMAN = re.compile(r"[IVX]+")
_IN_CAPITALS = re.compile(r"\b[A-Z]{2,}(?:['’]?s)?(?:[\s,:-]+(?:[A-Z]{2,}|[A-Z0-9])\b){2,}")
_PLACE = re.compile(r"[A-Z][a-z]+,\s$")
# "Table ES-1" and "ISO 24510" are names of a table and of a document.
_NAMES_A_PART = re.compile(
    r"\b(?:table|figure|fig\.|annex|box|appendix|chart|exhibit|map|section|form|page)\s$", re.IGNORECASE
)
_NUMBER = re.compile(r"(?:[-–.]|\s)?[A-Z]?\d")
_STANDARDS = listed("ISO IEC EN DIN ASTM ANSI IEEE BS RFC NSF SAE NFPA IFRS")
_OPENED = re.compile(r"\(\s*(?:the\s+|hereafter\s+|or\s+)?[\"“]?$")
_CLOSED = re.compile(r"s?[\"”]?\s*[,;)]")
_EXPLAINED = re.compile(
    r"s?[\"”]?(?:(?:\s[\w'’-]+){0,2}\s*\(|\s*(?:,\s(?:or\s)?|[–—]\s?|\bis\sshort\sfor\b|\bstands\sfor\b))"
)
_NEAR = 120
"""How many characters before and after an abbreviation are looked at."""
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
        known = bare in _COMMON or found in _UNIT_CODES or found in CURRENCIES or found in _EMPHASISED
        if known or found in ("R&D", "Q&A") or _ROMAN.fullmatch(found):
            continue
        if len(found) == 2 and _PLACE.search(text, max(0, match.start() - 30), match.start()):
            continue  # Boston, MA
        if _NUMBER.match(text, match.end()) and (
            found in _STANDARDS or _NAMES_A_PART.search(text, max(0, match.start() - 30), match.start())
        ):
            continue
        if match.start() not in loud:
            yield match


def spelled_out(abbreviation: str, texts: str) -> bool:
    """Whether texts spell an abbreviation out, before it, behind it, or anywhere by its initials.

    Args:
        abbreviation: letters and digits, without a plural's s.
        texts: all texts of a brief.
    """
    letters = re.sub("[^A-Z]", "", abbreviation.upper())
    for match in re.finditer(re.escape(abbreviation), texts):  # which is fast, for it begins with no alternatives
        first, end = match.span()
        opened = _OPENED.search(texts, max(0, first - _NEAR), first)
        if opened and _CLOSED.match(texts, end):
            before = re.findall(r"[^\W_]+", texts[max(0, opened.start() - _NEAR) : opened.start()])
            if any(_has_letters(letters, before[-count:]) for count in range(1, 2 * len(letters) + 2)):
                return True
        explained = _EXPLAINED.match(texts, end) if not texts[first - 1 : first].isalnum() else None
        if explained:
            after = re.findall(r"[^\W_]+", texts[explained.end() : explained.end() + _NEAR].partition(")")[0])
            if any(_has_initials(letters, after[start : start + 2 * len(letters)]) for start in (0, 1)):
                return True
    # The pattern begins with a letter, and not with a boundary, so that it is looked for only where that letter is.
    between = rf"\w{{0,40}}[\s-]{{1,9}}(?:{_SMALL}[\s-]{{1,9}}){{0,2}}"
    initials = rf"{letters[0]}(?<!\w{letters[0]}){between}{between.join(letters[1:])}[a-z]"
    return re.search(initials, texts) is not None


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
