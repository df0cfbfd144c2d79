"""Terms of likelihood in English prose: the two rows of ICD 203, and what qualifies a term."""

from __future__ import annotations

import re
from typing import NamedTuple

from kzcli.english.number_words import ONES, WORTH
from kzcli.prose import unquoted
from kzcli.values import CITATION, LIKELIHOODS, Likelihood, show_word

# The two rows of ICD 203, band by band.
FIRST_ROW: dict[Likelihood, str] = {band: show_word(band) for band in LIKELIHOODS}
SECOND_ROW: dict[Likelihood, str] = {
    "almost-no-chance": "remote",
    "very-unlikely": "highly improbable",
    "unlikely": "improbable",
    "roughly-even-chance": "roughly even odds",
    "likely": "probable",
    "very-likely": "highly probable",
    "almost-certain": "nearly certain",
}
_BAND: dict[str, Likelihood] = {
    **{word: band for row in (FIRST_ROW, SECOND_ROW) for band, word in row.items()},
    "almost certainly": "almost-certain",
    "nearly certainly": "almost-certain",
    "improbably": "unlikely",
    "probably": "likely",
    "highly improbably": "very-unlikely",
    "highly probably": "very-likely",
}
_SECOND_WORD = re.compile("probabl|remote|odds|nearly", re.IGNORECASE)
_MAYBE = ("likely", "certain", "probabl", "remote", "roughly", "no chance")
_TERM = re.compile(
    r"\b(?:almost\s+no\s+chance|very\s+unlikely|very\s+likely|roughly\s+even\s+(?:chance|odds)"
    r"|(?:almost|nearly)\s+certain(?:ly)?|highly\s+(?:im)?probabl[ey]|(?:im)?probabl[ey]"
    r"|(?<=is\s)remote|(?<=are\s)remote|(?<=seems\s)remote|(?<=remains\s)remote|(?<=looks\s)remote"
    r"|remote(?=\s+(?:chance|possibility|prospect|likelihood|probability|risk)s?\b)"
    r"|(?<!more\s)(?<!less\s)(?<!most\s)(?<!least\s)(?<!as\s)(?<!equally\s)(?:un)?likely)\b",
    re.IGNORECASE,
)
# "Probable cause" is a term of law, "an unlikely ally" an odd one.
_NO_TERM = re.compile(
    r"\s+(?:causes?|maximum\s+loss|reserves|ally|allies|alliances?|partners?|pair|couple|friends?|hero(?:es)?"
    r"|bedfellows?"
    r"|coalitions?|candidates?|places?|sources?|voters?)\b",
    re.IGNORECASE,
)
_CHANCES = re.compile(r"\b(?:chance|possibilit|prospect|likelihood|probabilit|risk)", re.IGNORECASE)
_NOT = re.compile(
    r"(?:\b(?:not|no longer|never|hardly|scarcely|neither|nor)|n['’]t)\s+(?:(?:at all|seem|seems|be|look|looks"
    r"|appear|appears)\s+)?$",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(r"\s+not\b", re.IGNORECASE)
_BEFORE_TERM = re.compile(
    r"\b(?:very|highly|extremely|quite|rather|somewhat|fairly|too|how|whether|if)\s+$", re.IGNORECASE
)
_OPPOSITE: dict[Likelihood, tuple[Likelihood, ...]] = {
    "likely": ("unlikely", "very-unlikely", "almost-no-chance"),
    "very-likely": ("unlikely", "very-unlikely"),
    "almost-certain": ("almost-no-chance",),
}

_COUNT = rf"\d+|{'|'.join(ONES[:10])}"
_PERCENT = r"(?P<{0}low>\d+(?:\.\d+)?)(?:\s?%?\s?(?:[-–—]|to)\s?(?P<{0}high>\d+(?:\.\d+)?))?(?:\s?%|\sper\s?cent)"
_CHANCE = re.compile(
    rf"{_PERCENT.format('')}\s(?:chance|probability|likelihood)\b"
    r"|\b(?:chance|probability|likelihood)\s(?:of\s[^,.;:]{1,60}?\s)?(?:is|at|of)\s(?:about\s|around\s|roughly\s)?"
    rf"{_PERCENT.format('is_')}"
    rf"|\b(?P<count>{_COUNT})[\s-](?:in|out\sof)[\s-](?:an?\s)?(?P<of>{_COUNT})[\s-](?:chance|probability)\b",
    re.IGNORECASE,
)
# "Little chance of passing" is a likelihood, "little chance to speak" an occasion.
_LITTLE_CHANCE = re.compile(
    r"\b(?:has|have|stands?|there\sis)\s(?P<words>(?:very\s)?(?P<how>little|scant|no)\schance)"
    r"(?=\s(?:of\s\w+ing|that)\b)",
    re.IGNORECASE,
)
_HOW_LITTLE = {"little": 45.0, "scant": 45.0, "no": 5.0}
_ABOUT = re.compile(r"\b(?:about|around|roughly|some|approximately)\s+(?:an?\s+)?$", re.IGNORECASE)
_BOUND = re.compile(
    r"(?:\b(?:than|over|under|above|below|up to|at least|at most|not|no|never|nearly|almost|only|from"
    r"|with|what)|n['’]t)"
    r"\s+(?:an?\s+)?$",
    re.IGNORECASE,
)
# What makes another event of an event: its opposite, a condition, a comparison.
_TURNED = re.compile(
    r"\b(?:not|no|none|nobody|never|nor|neither|without|if|unless|until|once|whether|but|although|though|while|whereas"
    r"|however|unlike|instead|rather|otherwise|than|more|less|fewer|faster|slower|only|again|further|sooner|later|fails?"
    r"|hardly|even|before|after|would|were)\b|n['’]t\b|\?",
    re.IGNORECASE,
)
_CITED = re.compile(CITATION)
_WILL = re.compile(r"\b(?:is|are|seems?) to\b|\bwill\b")
_POINTS_BACK = re.compile(r"\b(?:it|they|this|that|these|which|who)\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?!(?:judge|assess|believe|think|say|said|find|found|hold|held|conclude|expect|estimate|show|mean|feel|clear)(?:e?s|ed)?\b)"
    r"\w+\s(?:that|which|who|whose)\s([^,;:]*)$",
    re.IGNORECASE,
)
_LITTLE = frozenset(
    ("that", "this", "have", "been", "their", "there", "will", "with", "from", "very", "most", "also", "soon", "both")
)

_BEFORE = 40
"""How many characters before a term are looked at for what qualifies it."""


class Term(NamedTuple):
    """A term of likelihood, and where it stands in a sentence."""

    start: int
    end: int
    word: str
    is_second: bool
    """Whether it is of ICD 203's second row."""

    @property
    def band(self) -> Likelihood:
        """The band that it stands for."""
        return _BAND[self.word]


def terms(text: str) -> list[Term]:
    """The terms of a sentence, outside quotations; comparisons and what is no probability are none."""
    small = text.lower()
    if not any(word in small for word in _MAYBE):
        return []
    return [
        Term(match.start(), match.end(), word := " ".join(match[0].lower().split()), bool(_SECOND_WORD.search(word)))
        for match in _TERM.finditer(unquoted(text))
        if not _NO_TERM.match(text, match.end())
        and (match[0].lower() != "remote" or _CHANCES.search(text))  # "the village is remote" is none
    ]


def meaning(text: str, term: Term) -> tuple[int, tuple[Likelihood, ...]]:
    """Where a term begins with what qualifies it, and the bands that it may mean; none where that is not sure."""
    first = max(0, term.start - _BEFORE)
    negated = _NOT.search(text, first, term.start)
    if negated:
        return negated.start(), _OPPOSITE.get(term.band, ())
    if _NOT_AFTER.match(text, term.end):
        return term.start, _OPPOSITE.get(term.band, ())
    qualified = _BEFORE_TERM.search(text, first, term.start)
    if qualified:
        how = qualified[0].strip().lower()
        if how in ("highly", "extremely") and term.word in ("likely", "unlikely"):
            bands: tuple[Likelihood, ...] = (
                ("very-likely", "almost-certain") if term.word == "likely" else ("very-unlikely", "almost-no-chance")
            )
            return qualified.start(), bands
        return term.start, (term.band,) if how in ("quite", "rather", "somewhat", "fairly") else ()
    return term.start, (term.band,)


class Chance(NamedTuple):
    """A probability told as a number, in per cent."""

    start: int
    end: int
    low: float
    high: float

    def is_in(self, band: Likelihood) -> bool:
        """Whether it may lie in a band, its end points included."""
        least, most = map(float, LIKELIHOODS[band].removesuffix(" %").split("-"))
        return self.high >= (0 if least == 1 else least) and self.low <= (100 if most == 99 else most)


def chances(text: str) -> list[Chance]:
    """The probabilities that a sentence tells as numbers, or as little chance or none; mere bounds are none."""
    small = text.lower()
    if not any(word in small for word in ("chance", "probability", "likelihood")):
        return []
    bare = unquoted(text)
    numbers = [
        _chance(text, match)
        for match in _CHANCE.finditer(bare)
        if not _BOUND.search(text, max(0, match.start() - _BEFORE), match.start())
    ]
    little = (
        Chance(*match.span("words"), 0, _HOW_LITTLE[match["how"].lower()]) for match in _LITTLE_CHANCE.finditer(bare)
    )
    return [*numbers, *little]


def _chance(text: str, match: re.Match[str]) -> Chance:
    if match["count"]:
        count, of = (int(WORTH.get(told.lower(), told)) for told in (match["count"], match["of"]))
        low = high = 100 * count / max(of, 1)
    else:
        low = float(match["low"] or match["is_low"])
        high = float(match["high"] or match["is_high"] or low)
    about = (
        5
        if _ABOUT.search(text, max(0, match.start() - _BEFORE), match.start())
        or "about" in match[0]
        or "roughly" in match[0]
        else 0
    )
    return Chance(*match.span(), low - about, high + about)


def same_event(text: str, start: int, end: int, statement: str) -> bool:
    """Whether a sentence surely speaks of the event that a statement is about, and not of its opposite.

    Args:
        text: a sentence with a likelihood in it.
        start: where the words of likelihood begin.
        end: where they end.
        statement: what the likelihood of a claim is about.
    """
    if _said_of(text, (start, end)) == _said_of(statement, *(_whole(statement, term) for term in terms(statement))):
        return True
    known = _stems(statement)
    turned, stated = ([word.lower() for word in _TURNED.findall(one)] for one in (text, statement))
    if turned != stated or (turned and not known.issuperset(_stems(text[:start] + text[end:]))):
        return False
    if set(re.findall(r"\d{4}", text)) - set(re.findall(r"\d{4}", statement)):
        return False
    clause = re.split(r"[,.;:]", text[end:])[0]
    after = re.findall(r"[^\W\d_]{4,}", clause.lower())
    told = [_stem(word) for word in after if word not in _LITTLE and not word.endswith("ly")]
    if not told:
        return False
    if re.match(r"\s+(?:that|of)\b", clause):
        return known.issuperset(told)
    subject = text[:start]
    which = _RELATIVE.search(subject)
    if which and not known.issuperset(_stems(which[1])):
        return False  # "a watch that sleeps" is another one than a watch
    return told[0] in known and bool(_stems(subject) & known or _POINTS_BACK.search(subject))


def _whole(text: str, term: Term) -> tuple[int, int]:
    """The extent of a term with what qualifies it."""
    return meaning(text, term)[0], term.end


def _said_of(text: str, *likelihoods: tuple[int, int]) -> str:
    """A sentence without its words of likelihood and without its citations, in small letters."""
    for start, end in sorted(likelihoods, reverse=True):
        text = text[:start] + text[end:]
    plain = " ".join(re.findall(r"[\w%]+", _CITED.sub(" ", text).lower()))
    return _WILL.sub("will", plain)


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in re.findall(r"[^\W\d_]{4,}", text.lower()) if word not in _LITTLE}


def _stem(word: str) -> str:
    """What a word begins with, whatever its ending: `sav` of save, saves, saved and saving."""
    bare = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    for ending in ("ing", "ed", "e"):
        if bare.endswith(ending) and len(bare) - len(ending) >= 3:
            return bare.removesuffix(ending)[:5]
    return bare[:5]
