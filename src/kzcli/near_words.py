"""Words that analysts write for a word with a fixed meaning, and the word that it is here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kzcli.values import HORIZONS, LIKELIHOODS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzcli.values import Likelihood

_MEANT = {
    "kind": {
        "article": "newspaper news magazine journal blog post press",
        "report": "paper study book brief white-paper working-paper audit",
        "speech": "statement remarks testimony address",
        "interview": "conversation call meeting",
        "dataset": "data statistics database survey table census",
        "law": "act bill treaty statute regulation ordinance decree directive",
        "web": "website webpage page site online internet tweet",
        "strategy": "plan policy programme program",
        "state": "country nation government",
        "organisation": "organization ngo agency association institution university city council department ministry",
        "company": "business firm corporation enterprise",
        "person": "people individual human politician expert",
        "office": "official president minister mayor post position role",
        "fact": "finding observation evidence figure statistic",
        "judgment": "judgement opinion assessment conclusion analysis view estimate",
        "assumption": "premise hypothesis presumption",
        "forecast": "prediction projection expectation outlook",
    },
    "confidence": {"moderate": "medium middling", "high": "strong certain very-high good", "low": "weak poor little"},
    "likelihood": {
        "almost-no-chance": "remote no-chance",
        "very-unlikely": "highly-improbable highly-unlikely",
        "unlikely": "improbable doubtful",
        "roughly-even-chance": "even roughly-even even-chance roughly-even-odds even-odds toss-up fifty-fifty",
        "likely": "probable probably",
        "very-likely": "highly-probable highly-likely very-probable",
        "almost-certain": "nearly-certain almost-certainly certain",
    },
    "horizon": {
        "near": "soon short short-term near-term now immediate immediately",
        "medium": "mid mid-term medium-term middle",
        "long": "later long-term far",
    },
    "status": {
        "implemented": "done complete completed closed finished adopted",
        "partially-addressed": "partial partially partly started ongoing in-progress",
        "not-implemented": "rejected dropped abandoned not-done failed",
        "open": "todo new pending planned",
    },
    "response": {
        "concurred": "agreed accepted concur agree",
        "partly-concurred": "partly partially partially-concurred partially-agreed",
        "did-not-concur": "disagreed rejected refused not-concurred",
        "none": "silent no-response n/a",
    },
}
_PERCENT = re.compile(r"(\d{1,2}(?:\.\d+)?) ?(?:%|percent|per cent)", re.IGNORECASE)


def meant(key: str, value: str, words: Sequence[str]) -> str:
    """A help line for a word that its key does not have, where it is clear which is meant; else empty.

    Args:
        key: the key.
        value: what stands there.
        words: the words that the key has.
    """
    plain = "-".join(value.lower().split()).replace("_", "-")
    if plain in words:
        return f"write {plain}"
    percent = _PERCENT.fullmatch(value.strip()) if key == "likelihood" else None
    if percent:
        band = _band(float(percent[1]))
        return f"write {band}, the word for {LIKELIHOODS[band]} (ICD 203)" if band else ""
    for word, others in _MEANT.get(key, {}).items():
        if word in words and plain in others.split():
            return f"write {word}{_explained(key, word)}"
    return ""


def _band(percent: float) -> Likelihood | None:
    """The band of ICD 203 that a percentage falls in, if one; a shared end point belongs to the higher one."""
    found: Likelihood | None = None
    for word, told in LIKELIHOODS.items():
        low, high = (float(end) for end in told.removesuffix(" %").split("-"))
        if low <= percent <= high:
            found = word
    return found


def _explained(key: str, word: str) -> str:
    if key == "likelihood":
        return f", the word for {LIKELIHOODS[word]} (ICD 203)"  # type: ignore[index] # it is one of them
    if key == "horizon":
        return f": {HORIZONS[word]}"  # type: ignore[index] # it is one of them
    return ""
