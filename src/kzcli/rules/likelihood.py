"""Words of likelihood: of one row, apart from confidence, and the same as the claim's key `likelihood` says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from kzcli.english import MOST, NEAR
from kzcli.english.likelihood import FIRST_ROW, SECOND_ROW, chances, meaning, same_event, terms
from kzcli.findings import Fault
from kzcli.prose import LONGEST, unquoted
from kzcli.rules import Rule
from kzcli.values import LIKELIHOODS, show_word

if TYPE_CHECKING:
    from kzcli.brief import Claim
    from kzcli.draft import Draft

_CONFIDENCE = re.compile(
    r"\b(?:(?:very|extremely|relatively|fairly)\s+)?(?:high|moderate|low|medium|limited|strong)"
    r"(?:(?:\s+|-)to(?:\s+|-)(?:high|moderate|low|medium))?\s+(?:(?:degree|level)\s+of\s+)?confidence\b"
    r"|\bconfidence\s+(?:\w+\s+){0,6}?(?:is|remains)\s+(?:\w+\s+)?(?:high|moderate|low|medium|limited)\b"
    r"|\b(?:we|I)\s+(?:are|am|remain)\s+(?:\w+\s+)?confident\b",
    re.IGNORECASE,
)
_JUDGES = re.compile(
    r"\b(?:we|I|our|analysts?|authors?|assessors?|assess|judge|estimate|expect|believe|conclude)\b"
    r"|\b(?:assessment|judge?ment|estimate|forecast|conclusion|finding|analysis)s?\b|\bthis\s+brief\b|\bcommunity\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:consumer|business|investor|market|public|popular|voter|mutual|vote\s+of\s+no|vote\s+of)(?:s?['’]s?)?\s+$",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(r"\s+(?:that|in)\b", re.IGNORECASE)
_OF_JUDGMENT = re.compile(
    r"\s+(?:that\b|in\s+(?:(?:this|these|that|the|our|its|their|both|all)\s+)?(?:\w+\s+)?"
    r"(?:judge?ment|assessment|estimate|forecast|conclusion|finding|analys[ie]s|projection|prediction|view"
    r"|expectation|hypothesis|claim|account)s?\b)",
    re.IGNORECASE,
)
# "Voters have high confidence in the courts" is no judgment of the authors'.
_HOLDER = re.compile(
    r"\b(?:voters?|investors?|consumers?|citizens?|residents?|households?|business(?:es)?|firms?|compan(?:y"
    r"|ies)|markets?|people"
    r"|public|traders?|parents?|customers?|pupils?|students?|patients?|workers?|employers?|banks?|buyers?"
    r"|farmers?|donors?"
    r"|managers?|owners?|families|creditors?|lenders?)\b"
    r"(?:\s+\w+){0,4}\s+(?:ha(?:ve|s|d)|hold|holds|express(?:es|ed)?|retains?)\s+(?:an?\s+)?$",
    re.IGNORECASE,
)

_VAGUE = re.compile(
    r"\b(?:may|might|could)\b(?!\s+(?:not\s+have|of\b|as\s+well\s+be\s+that\b))"
    r"|\b(?:[Pp]ossibly|[Pp]erhaps|[Mm]aybe)\b"
    r"(?!\s(?:\d|(?:the\s)?(?:most|least|more|best|worst|only|\w+est)\b|because\b|half\b|an?\s(?:third|quarter|dozen)\b))"
    r"|\b[Tt]here\s(?:is|remains)\s(?:a|some)\s(?:chance|possibility)(?=\s(?:that|of)\b)"
    r"|\bpossible\b(?=\s+that\b)"
    r"|(?<=\bis )possible\b|(?<=\bare )possible\b|(?<=\bremains )possible\b|(?<=\bremain )possible\b"
    r"|(?<=\bseems )possible\b"
    r"|(?<=\bbe )possible\b|(?<=\balso )possible\b|(?<=\bstill )possible\b|(?<=\bquite )possible\b"
    r"|(?<=\bit )possible\b(?=\s+that\b)"
)
# What somebody is said to expect is as likely as they say.
_OF_SOMEBODY = re.compile(
    r"\baccording\s+to\b|\b(?:expect|project|predict|foresee|forecast|plan|hope|intend|promise|announce|agree|pledge|say|said"
    r"|estimate|aim|warn|think|thought|believe|assume|propose|want)(?:s|es|ed|d|ing)?\b|\bforesaw\b"
    r"|\b(?:scheduled|due|set|bound|obliged|required|legally)\b|\bif\b|\bunless\b",
    re.IGNORECASE,
)
_CHANCE = re.compile(
    r"(?:%|\bper\s?cent)\s+(?:chance|probability|likelihood|risk)\b|\bodds\b|\bchances?\s+(?:is|are|of)\b",
    re.IGNORECASE,
)
_ALLOWED = re.compile(
    r"\b(?:under|by)\s+(?:the\s+|its\s+|this\s+|their\s+)?(?:\w+\s+){0,3}?(?:law|treaty|act|agreement"
    r"|constitution|charter|statute"
    r"|rules?|convention|article|decree|regulations?|terms|protocol)s?\b"
    r"|\b(?:no|only|neither|permits?|permitted|allowed|entitled|lawfully|legally)\b",
    re.IGNORECASE,
)


def mixed_rows(draft: Draft) -> Iterator[Fault]:
    """Terms of the row of ICD 203 that the brief uses less."""
    used = [(at, term) for at in draft.english_sentences for term in terms(at.sentence.text)]
    second = sum(term.is_second for _, term in used)
    most = second > len(used) - second
    row = SECOND_ROW if most else FIRST_ROW
    for at, term in used if 0 < second < len(used) else ():
        if term.is_second != most:
            words = (at.sentence.start + term.start, at.sentence.start + term.end)
            kept = f"most terms of likelihood here ({max(second, len(used) - second)} of {len(used)}) are of the row of"
            message = f"{term.word!r} is of ICD 203's other row: {kept} {row['likely']!r}"
            help = f"write {row[term.band]!r}, or a word of that row"
            if second * 2 == len(used):
                other = next(one for _, one in used if not one.is_second)
                message = f"{term.word!r} and {other.word!r} are of ICD 203's two rows, and neither has more terms here"
                instead = f"{SECOND_ROW[other.band]!r} for {other.word!r}"
                help = f"keep to one: write {row[term.band]!r} for {term.word!r}, or {instead}"
            yield Fault("KZ601", at.path, message, help, words=words)


def confidence_with_likelihood(draft: Draft) -> Iterator[Fault]:
    """Sentences that say how likely something is and how sure the authors are."""
    for at in draft.english_sentences:
        text = at.sentence.text
        if "confiden" not in text.lower():
            continue
        told = terms(text)
        candidates = islice(_CONFIDENCE.finditer(bare := unquoted(text)), MOST) if told else ()
        match = next((one for one in candidates if _is_analytic(bare, one)), None)
        if match:
            words = (at.sentence.start + match.start(), at.sentence.start + match.end())
            found = " ".join(match[0].split())
            message = f"{found!r} and {told[0].word!r} stand in one sentence, and say two things that readers confuse"
            help = "say how likely it is in one sentence, and how sure you are, and why, in another"
            yield Fault("KZ602", at.path, message, help, words=words)


def _is_analytic(text: str, match: re.Match[str]) -> bool:
    """Whether confidence is that of those who judge, not that of voters or investors."""
    before = text[max(0, match.start() - NEAR) : match.start()]
    if _OF_OTHERS.search(before):
        return False
    if "confident" in match[0].lower():
        return True
    if _HOLDER.search(before):
        return False
    if _OF_JUDGMENT.match(text, match.end()) or re.search(r"\bwith\s+(?:an?\s+)?$", before, re.IGNORECASE):
        return True
    if _OF_WHAT.match(text, match.end()):
        return False
    return bool(_JUDGES.search(text)) or before.rstrip().endswith("(")


def other_band(draft: Draft) -> Iterator[Fault]:
    """Statements, and sentences that cite their claim, that say another likelihood than the claim's `likelihood`."""
    judged = {claim.id: claim for claim in draft.brief.claims if claim.likelihood}
    for at in draft.english_sentences if judged else ():
        stated = _stated(draft, at.path)
        if not (stated or at.sentence.cites):
            continue
        ids = {stated.id} if stated else judged.keys() & at.sentence.cites
        if len(ids) != 1 or ids.isdisjoint(judged):
            continue  # which of several claims the words are about is not sure
        claim = judged[ids.pop()]
        words = _other_likelihood(at.sentence.text, claim, cited=stated is None)
        if words and claim.likelihood:
            found = " ".join(at.sentence.text[slice(*words)].split())
            band, where = show_word(claim.likelihood), "its statement" if stated else "this sentence"
            told = f"the likelihood of {claim.id!r} is {band} ({LIKELIHOODS[claim.likelihood]}), {where} says {found!r}"
            help = f"write {band!r}, or give {claim.id!r} the likelihood that {where} says"
            at_words = (at.sentence.start + words[0], at.sentence.start + words[1])
            yield Fault("KZ603", at.path, told, help, words=at_words)


def _other_likelihood(text: str, claim: Claim, *, cited: bool) -> tuple[int, int] | None:
    """The words of a sentence that say another likelihood than a claim's; none where that is not sure."""
    told = [(start, term.end, bands) for term in terms(text) for start, bands in (meaning(text, term),)]
    numbers = [] if told else chances(text)
    if numbers and claim.likelihood:
        words = (numbers[0].start, numbers[0].end)
        other = len(numbers) == 1 and not numbers[0].is_in(claim.likelihood)
    elif told:
        words = told[0][:2]
        other = bool(told[0][2]) and not any(claim.likelihood in bands for *_, bands in told)
    else:
        return None
    if cited and other:
        other = len(told) < 2 and same_event(text, *words, claim.statement)
    return words if other else None


def vague(draft: Draft) -> Iterator[Fault]:
    """Judgments and forecasts that say only that something is possible."""
    for at in draft.english_sentences:
        claim = _stated(draft, at.path)
        if claim is None or claim.kind not in ("judgment", "forecast"):
            continue
        if not any(word in at.sentence.text for word in ("may", "might", "could", "ossib", "erhaps", "aybe", "chance")):
            continue
        text = unquoted(at.sentence.text)
        candidates = islice(_VAGUE.finditer(text), MOST)
        match = next((one for one in candidates if _is_vague(claim, text, one)), None)
        if match and not terms(text) and not _CHANCE.search(text):
            words = (at.sentence.start + match.start(), at.sentence.start + match.end())
            message = f"{match[0]!r} does not say how likely the {claim.kind} {claim.id!r} is"
            help = (
                "say it in one of ICD 203's terms, such as 'unlikely' or 'likely', and give the claim that likelihood"
            )
            yield Fault("KZ604", at.path, message, help, words=words)


def no_likelihood(draft: Draft) -> Iterator[Fault]:
    """Forecasts that say neither in their key nor in a vague word how likely they are, and are nobody else's."""
    told = {fault.path[1] for fault in vague(draft)} if draft.english else set()
    for index, claim in enumerate(draft.brief.claims if draft.english else ()):
        if claim.kind != "forecast" or claim.likelihood or index in told or len(claim.statement) > LONGEST:
            continue
        text = unquoted(claim.statement)
        said = terms(text)
        if _OF_SOMEBODY.search(text) or chances(text) or len(said) > 1:
            continue
        bands = meaning(text, said[0])[1] if said else ()
        key = f'likelihood = "{bands[0]}", as its statement says' if len(bands) == 1 else "one of ICD 203's bands"
        message = f"the forecast {claim.id!r} does not say how likely it is"
        help = f"give it {key}" if said else f"give it a likelihood: {key}, {', '.join(LIKELIHOODS)}"
        yield Fault("KZ605", ("claims", index, "kind"), message, help)


def _is_vague(claim: Claim, text: str, match: re.Match[str]) -> bool:
    word = match[0]
    before, after = text[max(0, match.start() - NEAR) : match.start()], text[match.end() : match.end() + NEAR]
    if word == "might" and re.search(
        r"\b(?:the|its|their|his|her|all|with|military|economic|financial|political|industrial|commercial"
        r"|imperial|naval)\s$",
        before.lower(),
    ):
        return False  # military might
    if word == "may" and _ALLOWED.search(text):
        return False
    if word == "could":
        past = claim.kind == "judgment" and claim.date is not None
        if past or before.endswith("who ") or re.match(r"\s+(?:not|have|no longer|only)\b|\s*(?:[,;.]|$)", after):
            return False  # what somebody was able to do, or would have been
    if word == "may" and re.search(r"\b(?:in|since|by|until|of|from|early|late|mid|\d+)\s$", before, re.IGNORECASE):
        return False
    if word == "possible":
        return not re.search(r"\b(?:as|if|where|when|when\w*|wher\w*|than|make|makes|made)\s+(?:\w+\s+){0,3}$", before)
    return True


def _stated(draft: Draft, path: tuple[str | int, ...]) -> Claim | None:
    """The claim whose statement a text is."""
    if path[0] == "claims" and path[2:] == ("statement",):
        return draft.brief.claims[int(path[1])]
    return None


RULES: tuple[Rule, ...] = (
    Rule(
        "KZ601",
        "mixed-terms",
        "warning",
        "Terms of both of ICD 203's rows of likelihood stand in one brief.",
        "Readers look for a difference between 'likely' and 'probable', and there is none.",
        "ICD 203, Analytic Standards: do not mix terms from different rows",
        find=mixed_rows,
        english=True,
    ),
    Rule(
        "KZ602",
        "confidence-with-likelihood",
        "warning",
        "One sentence says how likely something is and how confident the authors are.",
        "Confidence is about a judgment's ground and likelihood about the event; together they read as one number.",
        "ICD 203, Analytic Standards: confidence and likelihood do not stand in the same sentence",
        find=confidence_with_likelihood,
        english=True,
    ),
    Rule(
        "KZ603",
        "likelihood-disagrees",
        "error",
        "A claim's statement says another likelihood than its key `likelihood`, or a sentence that cites the claim"
        " does, in words so like the statement's that it surely speaks of the same.",
        "Readers see the words and programs the key, and they would be told two things.",
        "ICD 203, Analytic Standards: seven bands of likelihood",
        find=other_band,
        english=True,
    ),
    Rule(
        "KZ604",
        "vague-judgment",
        "note",
        "A judgment or forecast says only that something may be.",
        "What may happen may also not happen: no event proves it wrong, so that nobody can act on it.",
        "ICD 203, Analytic Standards: likelihood is told in terms with set bands",
        find=vague,
        english=True,
    ),
    Rule(
        "KZ605",
        "no-likelihood",
        "note",
        "A forecast has no likelihood, in no word and no key, and is not told as somebody else's.",
        "A forecast that is not told to be likely or unlikely reads as certain, and its author rarely is.",
        "ICD 203, Analytic Standards: analytic products express uncertainty, with terms of likelihood",
        find=no_likelihood,
        english=True,
    ),
)
