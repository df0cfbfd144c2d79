"""Terms of likelihood in English prose: the two rows of ICD 203, and what qualifies a term."""

from __future__ import annotations

import re
from typing import NamedTuple

from kzcli.prose import unquoted
from kzcli.values import LIKELIHOODS, Likelihood, show_word

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
    before = text[: term.start]
    negated = _NOT.search(before)
    if negated:
        return negated.start(), _OPPOSITE.get(term.band, ())
    if _NOT_AFTER.match(text, term.end):
        return term.start, _OPPOSITE.get(term.band, ())
    qualified = _BEFORE_TERM.search(before)
    if qualified:
        how = qualified[0].strip().lower()
        if how in ("highly", "extremely") and term.word in ("likely", "unlikely"):
            bands: tuple[Likelihood, ...] = (
                ("very-likely", "almost-certain") if term.word == "likely" else ("very-unlikely", "almost-no-chance")
            )
            return qualified.start(), bands
        return term.start, (term.band,) if how in ("quite", "rather", "somewhat", "fairly") else ()
    return term.start, (term.band,)
