"""Whether English titles and clauses begin with a verb, as a title of a recommendation must."""

from __future__ import annotations

import re

from kzcli.english import listed
from kzcli.english.verbs import ACTIONS, ADJECTIVES_TOO, NOUNS_TOO

FIRST_WORD = re.compile(r"[^\W\d_][\w'’-]*")
"""A title's first word."""
_BEFORE_VERB = listed("not do don't never always also now then first again together")
_LY_VERBS = listed("supply apply comply rely reply ally multiply rally imply")
_DETERMINERS = listed("the a an every each all its their our this that these those")
_NO_VERBS = listed(
    """
    a about above across after against all along also although amid among an and around as at because before
    behind below beneath beside between beyond both but by despite down during even every except for from how if
    in inside into like near nor not of off on once one only onto or out outside over past per since so some
    such than that the these this those though through to toward towards under unlike until up upon what when
    where whether which while who whose why with within without yes yet can could did do does had has is are may
    might must shall should was were will would
    """
)
_OF_VERBS = listed("approve dispose speak think warn conceive")
_PREPOSITIONS = {
    "of": NOUNS_TOO,
    "for": listed(
        """
    water support fund aid finance help demand respect reform review grant research use supply access market
    """
    ),
    "in": listed(
        """
    increase cut change shift reform decline decrease drop gain trade advance growth surge upgrade
    """
    ),
    "on": listed("ban report research debate tax limit sanction cap freeze levy"),
    "to": listed("access aid support approach limit threat change"),
    "between": listed("trade exchange link balance transfer"),
    "with": listed("trade exchange link") - {"trade"},
    "is": NOUNS_TOO,
    "are": NOUNS_TOO,
    "by": NOUNS_TOO - listed("act lead start end help"),
}
# "By June 2027, apply for the grant": when or where something is to be done may stand first.
_ADVERBIAL = re.compile(
    r"^\s*(?:by|in|from|until|before|after|within|during|over|for|on|at|to|if|where|when|as|without|with)\b[^,:;]{1,60},\s+",
    re.IGNORECASE,
)
_DEED = (
    r"[a-z-]+(?:ment|[ts]ion|ing|al|ance|ief)s?|(?:reform|closure|repair|suppl(?:y|ie)|control|support|polic(?:y|ie))s?"
)
_ENDS = r"(?=\s*$|\s*[.:;,]|\s(?:for|in|of|on|by|to|at|across|from|and|under|within|near|with)\b)"
# "Water testing for schools" names a subject: a noun, though it could be a verb, stands before the name of a deed.
_COMPOUND = re.compile(
    rf"\s*(?:(?:water|trade|transport|farm|mine|staff)\s(?:[a-z-]+\s)?(?:{_DEED}){_ENDS}"
    r"|heat\s(?:pump|network|wave|stress|island|meter|loss)(?:s|es)?\b"
    rf"|lead\s(?:pipe|paint|service|line|plumbing|solder|water)s?\s(?:[a-z-]+\s)?(?:{_DEED}){_ENDS}"
    r"|tax\s(?:reliefs?|reforms?|exemptions?|reductions?|incentives?|administration|collection|avoidance|evasion|deductions?"
    rf"|credits?|breaks?|rates?|cuts?|treatment|enforcement|compliance|simplification|harmoni[sz]ation){_ENDS}"
    r"|bus\s(?:lane|route|stop|fare|service|driver|line|depot|fleet|network|pass|shelter|corridor)(?:s|es)?\b)",
    re.IGNORECASE,
)
# "Water bills are high" says how things are: a noun before another, and what they are or have.
_STATES = re.compile(
    r"\s*(?:heat|water|fuel|farm|mine|staff|bus|school|house|tax|trade|transport|market|budget|debt|export|import"
    r"|interest|land|freight|fish|plant|test|traffic|power|state|study|work|design|crew|rail|steel|fund|service)"
    r"\s[a-z-]+s\s(?:are|were|have|had|remain|stay|rose|fell|cost|grew|will|can|could|do)\b",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"^(?:(?:co|cross|de|double|fast|out|over|pre|re|self|un)-(?=\w)|(?:co|de|mis|pre|re|un)(?=\w{3}))"
)
_VERBAL_ENDING = re.compile(r"(?:[^aeiou]i[sz]e|[^aeiou]ify)$")
_NOT_VERBAL = listed(
    "concise enterprise expertise franchise likewise merchandise otherwise paradise precise premise prize size surprise"
    " treatise wise"
)


def begins_with_verb(title: str) -> bool:
    """Whether a title begins with a verb in its base form, after an adverb or `do not` if need be."""
    found = [match[0].lower().replace("’", "'") for _, match in zip(range(8), FIRST_WORD.finditer(title), strict=False)]
    while found and (found[0] in _BEFORE_VERB or (found[0].endswith("ly") and found[0] not in _LY_VERBS)):
        if found[0] == "do" and found[1:2] != ["not"]:
            return True
        found.pop(0)
    if not found:
        return False
    verb, following = found[0], found[1] if len(found) > 1 else ""
    if _COMPOUND.match(title) or _STATES.match(title):
        return False
    if following in _DETERMINERS and verb not in _NO_VERBS and not re.search(r"(?:ing|ed|[^s]s)$", verb):
        return True  # "fence the depot": whatever can stand before "the" and is no small word is a verb
    if verb not in ACTIONS:
        base = _PREFIX.sub("", verb)
        hyphened = "-" in verb and base != verb  # "de-ice": what can be undone with a hyphen is done
        return hyphened or base in ACTIONS or bool(_VERBAL_ENDING.search(verb) and verb not in _NOT_VERBAL)
    if verb in ADJECTIVES_TOO and following not in _DETERMINERS and "for" in found[2:]:
        return False
    if following == "of" and verb in _OF_VERBS:
        return True
    return verb not in _PREPOSITIONS.get(following, ())


def asks_for_action(title: str) -> bool:
    """Whether a clause of a title begins with a verb, after what says when or where if need be."""
    return any(begins_with_verb(_ADVERBIAL.sub("", clause, count=1)) for clause in re.split(r"[:;]\s", title))
