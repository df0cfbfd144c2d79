"""English words that assert: what tells of the future, and what leaves no doubt. When unsure, nothing is found."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from kzcli.english import MONTHS, MOST, NEAR
from kzcli.english.number_words import ONES, TENS
from kzcli.prose import LONGEST, unmarked, unquoted

if TYPE_CHECKING:
    from datetime import date

_REPORTED = re.compile(
    r"\b(?:sa(?:y|ys|id)|announce[sd]?|declare[sd]?|promise[sd]|pledge[sd]|vow(?:s|ed)|predict(?:s|ed)?|insist(?:s|ed)?"
    r"|argue[sd]?|believe[sd]?|warn(?:s|ed)|told|tells|according to|by [\w’' ]{1,40} (?:account|estimate|reckoning)"
    r"|confirm(?:s|ed)|wrote|writes|asserts?|asserted|maintain(?:s|ed) that|suggest(?:s|ed) that"
    r"|(?:agree[sd]?|decide[sd]?|hope[sd]?|think(?:s)?|thought|fear(?:s|ed)?|expect(?:s|ed)?|forecasts?|forecasted"
    r"|project(?:s|ed)?|estimate[sd]?|claim(?:s|ed)?|plan(?:s|ned)?|report(?:s|ed)?|state[sd]?|note[sd]?|assume[sd]?)"
    r" (?:that|it|he|she|they|there|its?|the|growth|prices|demand)(?= ))\b",
    re.IGNORECASE,
)
_ATTRIBUTED_AFTER = re.compile(
    r"\baccording to\b"
    r"|,\s+(?:as\s+)?(?:the\s+)?(?:\w+\s+){0,4}(?:said|says|expect(?:s|ed)|predict(?:s|ed)|told|believes?)\b",
    re.IGNORECASE,
)

_FUTURE = re.compile(
    r"\b(?P<will>will)\b"
    r"|\b(?P<shall>shall)\b(?= (?:fail|collapse|vanish|disappear|perish|run (?:dry|out))\b)"
    r"|\bwon['’]t\b|(?<=[a-z])['’]ll\b"
    r"|(?:\b(?:is|are)|(?<=\w)['’](?:s|re))(?: \w+ly)?(?: now| also| not| still)?"
    r" (?:(?P<going>going)|(?:widely |generally |now )?(?:expected|forecast|forecasted|projected|predicted|anticipated)"
    r"|set|poised|bound|about|destined|likely|unlikely|certain|sure|on course|on track) to\b(?= (?!the\b)\w)"
)
_VERB = re.compile(r"(?: (?:not|also|be|have|been|only|soon|\w+ly))* [\w’'-]+")
_NO_VERB = re.compile(
    r"\s*(?:[.,;:)!?]|(?:of|to|is|was|are|were|has|had|for|in|on|and|or|among|that|as|at|by|power)\b|$)"
)
_NOUN = re.compile(
    r"\b(?:the|a|an|his|her|their|its|our|my|your|no|of|at|free|good|ill|own|last|living|iron|general|political|popular"
    r"|public|national|collective|strong|people['’]s|god['’]s|\w+['’]s)\s+$",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"\b(?:that|whether|how|what|why|if|until|unless|when|where|(?<!, )which|(?<!, )who)\s+(?:[\w’'-]+\s+){0,4}$",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\s*(?:under|by|in|according to) (?:the |an? |its |their |this |that )?(?:terms of |text of )?(?:the |an? )?"
    r"(?:[\w’'-]+ ){0,3}?"
    r"(?:lease|agreement|accord|contract|treaty|truce|deal|law|act|code|convention|charter|constitution|statute|protocol"
    r"|licen[cs]e|concession|terms|rules?|regulations?|directive|memorandum|mandate|ceasefire|settlement)\b",
    re.IGNORECASE,
)
"""What binds its parties says what they will do; that it says so is a fact."""
_ENDS_UNLESS = re.compile(
    r" (?:expire|lapse|end|terminate)\b[^.;]{0,100}?\bunless\b"
    r"[^.;]{0,100}?\b(?:renew|exten|prolong|reauthori|confirm|vote)"
)
"""That a law ends unless it is renewed is laid down in it."""
_DECIDED_ON = re.compile(
    r"\b(?:motion|bill|bid|application|claim|appeal|vote|proposal|amendment|nomination|petition|candidates?|if|where|without)\b",
    re.IGNORECASE,
)
_TO_A_PLACE = re.compile(
    r" (?:the|an?|his|her|its|their|our|my|this|these|those|school|work|war|court|church|university|college|prison|jail"
    r"|bed|market|press|trial|waste|\d\S*|[A-Z]\w*|\w+(?:[^s]s|ity|ness|ism|people|women|men|children|education|agriculture))\b"
)


_LATER = re.compile(
    r"\s*(?P<when>(?:by|in|from|after)\s(?:(?:the\s)?(?:end|middle|start|summer|spring|autumn|winter)\sof\s|early\s|late\s|mid-?\s?"
    rf"|(?:{MONTHS})\s)?(?P<year>20\d\d|21\d\d))"
    r"\b,?\s(?!(?:prices|dollars|euros|terms|standards|rules|levels)\b)",
    re.IGNORECASE,
)
_IN_YEARS = re.compile(
    rf"\s*(?P<when>in\s(?:a|an?other|{'|'.join((*ONES, *TENS))}|\d+)"
    r"\s(?:years?|decades?)(?P<ahead>['’](?:s\s)?\s?time|\sfrom\snow)?),?\s",
    re.IGNORECASE,
)
# "In ten years the port has grown" tells what was, so only of what is gone then is it sure.
_GONE = re.compile(r"\b(?:has|have)\s(?:no|nothing)\b[^,;]{0,60}?\bleft\b|\b(?:is|are)\s(?:gone|used up|exhausted)\b")
_PRESENT = re.compile(
    r"\b(?:is|are|has|have|remains?|reach(?:es)?|falls?|rises?|grows?|costs?|exceeds?|doubles?|halves|shrinks?|becomes?"
    r"|disappears?|faces?|loses?|accounts?|drops?|stands?|lives?|needs?|runs? (?:dry|short))\b",
)
# What is laid down, scheduled or wished for a later year is so today; a past tense tells what was.
_LAID_DOWN = re.compile(
    r"\b(?:must|shall|should|may|can|could|would|might|require[sd]?|allow(?:s|ed)?|obliges?|bound|by law|law|act|treaty"
    r"|contract|agreements?|lease|licen[cs]e|deadline|schedule[sd]?|planned|plans?|targets?|goals?|aims?|pledge[sd]?"
    r"|due|to be|is to|are to|has to|have to|need(?:s|ed)? to|expires?|ends?|begins?|starts?|opens?|closes|was|were|had"
    r"|did|agreed|set|budget(?:ed)?|scenario|projection|forecasts?|model|expected|projected|promised|committed|if|assum\w+)\b",
    re.IGNORECASE,
)


def _present_of_later(bare: str, as_of: date) -> tuple[int, int] | None:
    """The later year of a statement that begins with it and goes on in the present tense."""
    match = _LATER.match(bare)
    ahead = None if match else _IN_YEARS.match(bare)
    if match and int(match["year"]) <= as_of.year:
        return None
    match = match or ahead
    if not match:
        return None
    sentence = re.split(r"[.!?;](?:\s|$)", bare[match.end() :])[0]
    told = _LAID_DOWN.search(sentence) or _REPORTED.search(sentence) or _ATTRIBUTED_AFTER.search(sentence)
    present = _GONE if ahead and not ahead["ahead"] else _PRESENT
    return match.span("when") if present.search(sentence) and not told else None


def future(statement: str, as_of: date) -> tuple[int, int] | None:
    """The first words with which a statement itself tells of the future; none where it reports or plans.

    Args:
        statement: one paragraph of Markdown; only its first characters are looked at, as many as a sentence may have.
        as_of: the day of what is known.
    """
    statement = statement[:LONGEST]
    if _LATER.match(statement) or _IN_YEARS.match(statement):
        later = _present_of_later(unquoted(unmarked(statement, blocks=False)), as_of)
        if later:
            return later
    if not any(hint in statement for hint in ("will", "won", "ll ", " to ", "shall")):
        return None  # which costs less than the pattern
    bare = unquoted(unmarked(statement, blocks=False))
    for match in islice(_FUTURE.finditer(bare), MOST):
        before, after = bare[max(0, match.start() - NEAR) : match.start()], bare[match.end() : match.end() + NEAR]
        sentence = re.split(r"[.!?;]\s", before)[-1]
        rest = re.split(r"[.!?;](?:\s|$)", after)[0]
        if match["will"] and (_NO_VERB.match(after) or _NOUN.search(before)):
            continue
        if match["will"] and _BOUND.match(sentence):
            continue
        if match["will"] and _ENDS_UNLESS.match(after):
            continue
        if match["shall"] and _DECIDED_ON.search(sentence + rest):
            continue
        if match["going"] and _TO_A_PLACE.match(after):
            continue
        if _SUBORDINATE.search(sentence) or _REPORTED.search(sentence) or _ATTRIBUTED_AFTER.search(rest):
            continue
        verb = _VERB.match(bare, match.end())
        return match.start(), verb.end() if verb else match.end()
    return None


# The words that are found are the verb's; what has to follow it is only looked at.
_ADVERB = r"(?:\w+ly |once and for all |again |now |also )?"
_BUT_SUPERLATIVES = (
    r"(?:the|its|their|our|his|her)(?! (?:most|least|best|worst|better|worse|only|first|last|decisive|exception|rule"
    r"|undoing|downfall))"
)
_DOUBT = r"(?:beyond|without) (?:any |all |a |reasonable |serious |the shadow of a )*(?:doubt|question|dispute)"
_STRONG = re.compile(
    r"\b(?:"
    rf"prov(?:e|es|ed|en|ing)(?= {_ADVERB}(?:that|how|why|what|this|these|those|it|beyond|without|conclusively|there"
    rf"|{_BUT_SUPERLATIVES}|(?-i:[A-Z])\w+)\b)"
    r"|prove[sd]?(?=\s*[.;])"
    r"|(?:is|are|was|were|been) (?:\w+ly )?prove[nd](?! (?:to|reserves?|track))"
    r"|(?:is|are|offers?|provides?|gives?|has|have) (?:clear |final |conclusive |hard |firm |the |ample )*proof"
    r"(?= (?:of|that))"
    rf"|demonstrat(?:e|es|ed|ing)(?= {_ADVERB}(?:that|how|why|what|the|this|beyond|without|clearly|conclusively)\b)"
    rf"|demonstrates(?= {_ADVERB}(?!in\b|against\b|for\b|outside\b|on\b|over\b|at\b)[\w’'-])"
    rf"|confirm(?:s|ed|ing)?(?= {_ADVERB}(?:that|how|why|what|this|these|it|the|beyond|an?|there|our|[a-z]+ing)\b)"
    r"|(?:is|are|been|was|were) (?:\w+ly )?(?:confirmed|demonstrated|established)"
    r"(?= (?:that|by|beyond|through)\b|\s*[.;,])"
    rf"|establish(?:es|ed)?(?= {_ADVERB}(?:that|beyond|why|how|the (?:fact|truth|cause|link)|conclusively)\b)"
    r"|(?:well[- ])?established fact"
    r"|(?:will|can|shall) guarantee|guarantees?(?= that)|(?:is|are) guaranteed(?= to\b|\s*[.;,])"
    r"|guarantees(?= (?:an?|the|its|their|that|less|more|lower|higher|faster|shorter|success|growth|jobs|peace)\b)"
    rf"|shows? (?:\w+ ){{0,6}}?{_DOUBT}|{_DOUBT}"
    r"|(?:there is|there can be|leaves?|left|with) (?:no|little) (?:\w+ )?(?:doubt|question)(?= that|\s*[.,;]|\s*$)"
    r"|no room for (?:any )?doubt|(?:is|are) (?:\w+ly )?conclusive(?! (?:only|on neither|about neither))"
    r"|it is (?:now |quite |very |already |perfectly |abundantly )?clear(?= (?:that|from)\b)"
    r"|no doubt|with (?:absolute |complete |full |total )?certainty|it is (?:absolutely |quite )?certain(?= that)"
    r"|(?:is|are) (?:absolutely |quite |now )?certain(?= to\b|\s*[.;]|\s*$)"
    r"|certainly|undoubtedly|doubtless|indubitably|unquestionabl[ey]|undeniabl[ey]|indisputabl[ey]|irrefutabl[ey]"
    r"|incontrovertibl[ey]|incontestabl[ey]|conclusively|definitely|definitively(?= (?:show|prove|establish))"
    r"|inevitably|(?:is|are) inevitable|conclusive (?:evidence|proof)|surely|assuredly|without fail"
    r")(?![\w-])",
    re.IGNORECASE,
)
_STEMS = (
    *("prov", "proof", "demonstrat", "confirm", "establish", "guarantee", "doubt", "question", "disput", "certain"),
    *(
        "denia",
        "refut",
        "controv",
        "contest",
        "conclusive",
        "definit",
        "clear",
        "inevitabl",
        "surely",
        "assured",
        "fail",
    ),
)
"""One of them is in all strong words; to look for them costs a tenth of the pattern."""
_TAKEN_BACK = re.compile(
    r"(?:\b(?:not|cannot|never|nor|neither|hardly|scarcely|barely|nothing|none|nobody|no one|unable|fail(?:s|ed)?"
    r"|yet to|far from|less|little|almost|nearly|virtually|near|by no means|rather than|instead of|without|difficult"
    r"|hard|impossible|remains|too early|slowly but|may|might|could|should|must|need(?:s|ed)?|would|to|few)|n['’]t)"
    r"(?:\s+[\w’'-]+){0,3}\s+$|\bno\s+(?:[\w’'-]+\s+){1,4}$",
    re.IGNORECASE,
)
_ON_CONDITION = re.compile(r"\b(?:if|unless|until|whether|once|in case|when)\b[^,;]*$", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\b(?:he|she|they|we|minist(?:er|ers|ry|ries)|presidents?|spokes\w+|officials?|secretar(?:y|ies)|ambassadors?|leaders?"
    r"|governments?|compan(?:y|ies)|councils?|police|mayor|governor|parliament|senate|congress|court|embassy|sides|parties"
    r"|house|states|committee|board|commission|doctors?|diplomats?|applicants?|treat(?:y|ies)|laws?|acts?|constitution"
    r"|charter|agreements?|conventions?|articles?|statutes?|contracts?|memorandum|bank|fund|agency|corporation|insurers?"
    r"|nato|security|loan|export|credit|legal|state|price|bail|sovereign|partial)\s+(?:[\w’'-]+\s+){0,2}$",
    re.IGNORECASE,
)
_BY_PEOPLE = re.compile(r"prov|demonstr|confirm|establish|guarant", re.IGNORECASE)

_BY_NOBODY = re.compile(r"\s+(?:by|to|in)\s+(?:nobody|no one|none|no\b|neither|nothing|few\b|hardly)", re.IGNORECASE)


def strong_words(sentence: str) -> list[tuple[int, int]]:
    """The words of a sentence, as offsets in it, that leave no room for doubt, and are not taken back.

    What stands in quotation marks or is said by somebody else is not the brief's own assertion.

    Args:
        sentence: a sentence whose markup is blanked out; nothing is found in one longer than any that is written,
            and only its first candidates are looked at.
    """
    if len(sentence) > LONGEST or sentence.endswith("?"):
        return []
    lowered = sentence.lower()
    if not any(stem in lowered for stem in _STEMS):
        return []
    bare = unquoted(sentence)
    if "according to" in bare.lower():
        return []
    reported = _REPORTED.search(bare)
    said = reported.end() if reported else len(bare)
    found = []
    for match in islice(_STRONG.finditer(bare), MOST):
        start, near = match.start(), max(0, match.start() - NEAR)
        if start >= said:
            break  # what comes after it is somebody else's
        taken_back = _TAKEN_BACK.search(bare, near, start) or _BY_NOBODY.match(bare, match.end())
        kept = not (taken_back or _ON_CONDITION.search(bare, near, start))
        people = _BY_PEOPLE.match(match[0]) and _PEOPLE.search(bare, near, start)
        if kept and not people:
            found.append(match.span())
    return found
