"""Writing: what a reader in a hurry must find in a bottom line, a summary, a title and a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kzcli.draft import SentenceAt
from kzcli.english.abbreviations import abbreviations, initials_of, spelled_out
from kzcli.english.titles import FIRST_WORD, asks_for_action, begins_with_verb
from kzcli.findings import Fault
from kzcli.prose import LONGEST, Sentence, unmarked, unquoted, word_spans, words
from kzcli.references import texts
from kzcli.rules import Rule

if TYPE_CHECKING:
    from kzcli.draft import Draft
    from kzcli.findings import Path

MAX_BOTTOM_LINE = 60
MAX_SENTENCE = 35
WORDS_A_MINUTE = 238
MAX_ABBREVIATIONS = 200
"""How many are looked up: each costs a search of the whole brief, and a file could ask for thousands."""
MAX_SEARCHED = 30_000_000
"""How many characters are searched for them in all, so that of a very large brief fewer are looked up."""

_PLAIN_LANGUAGE = "Plain Language Guidelines (plainlanguage.gov)"

_ASKS = re.compile(
    r"\b(?:(?<!^)(?<![.!?] )(?:should|must)(?! have \w+(?:ed|en|ne|wn|st|nt|ld)\b)|ought|shall|needs?|needed"
    r"|has to|have to|had better|recommend\w*|urg(?:e|es|ed|ing)|propos(?:e|es|ed|als?)"
    r"|advis(?:e|es|ed)|advocate\w*|suggest\w*|call(?:s|ing)? (?:on|for|upon)|ask(?:s|ing)? (?:that|for|the)"
    r"|let us|let['’]s"
    r"|it (?:falls to|is (?:up to|for)) [^.;:]{1,80}? to\b"
    r"|(?:^|(?<=[.!?;:] ))better to\b"
    r"|(?:^|(?<=[.!?;:] ))no (?:(?!(?:ha[sd]|have|is|are|was|were|can|could|will|would|do|does|did)\b)[\w'’-]+ ){1,6}?"
    r"(?:until|before(?! \d)|unless|without)"
    r"|would do well|do well to|(?:is|are) (?:best )?(?:to|right to)|(?:is|are|be) (?:asked|invited|requested"
    r"|urged|advised|called|wanted)|it is time|the time (?:has come|to)|requires?|deserves?"
    r"|(?:is|are|be) (?:necessary|essential|vital|imperative|urgent)|we want|(?:best|right|first|next"
    r"|only) (?:step|course|option|way|choice)"
    r"|priority|in (?:[\w'’]+ ){1,4}interests? to"
    r"|would be (?:(?:un)?wise|right|wrong|(?:well|ill)[- ]advised|foolish|rash|reckless|a mistake)"
    r"|can and|worth)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?:^|[.!?;:–—]\s+|,\s+(?:and\s+|then\s+|so\s+)?|\bto\s+)[\"“(]*((?:[A-Za-z]+ly\s+)?[A-Za-z-]+)")


def long_bottom_line(draft: Draft) -> Iterator[Fault]:
    """A bottom line that is no line any more."""
    if not draft.english:
        return
    spans = word_spans(unmarked(draft.brief.summary.bottom_line, blocks=False))
    if len(spans) > MAX_BOTTOM_LINE:
        message = f"expected at most {MAX_BOTTOM_LINE} words in the bottom line, found {len(spans)}"
        help = "say only what is to be done, by whom and why now; move the rest to the points"
        at = (spans[MAX_BOTTOM_LINE][0], spans[-1][1])
        yield Fault("KZ701", ("summary", "bottom_line"), message, help, words=at)


def asks_nothing(draft: Draft) -> Iterator[Fault]:
    """A bottom line that only tells how things are."""
    if not draft.english or not draft.complete:
        return
    text = unquoted(unmarked(draft.brief.summary.bottom_line, blocks=False)).strip()
    if not text.strip(" -") or len(text) > LONGEST:
        return  # nothing is said, or more than is a bottom line, which has a rule of its own
    if _ASKS.search(text) or any(_is_order(match) for match in _CLAUSE.finditer(text)):
        return
    message = "the bottom line asks for nothing: it says how things are, not what is to be done"
    yield Fault("KZ702", ("summary", "bottom_line"), message, "say who should do what, in its first sentence")


def _is_order(match: re.Match[str]) -> bool:
    """Whether a clause begins as an order does: at the start of a sentence, with a verb."""
    begins = match.start(1) == 0 or match[0][0] in ".!?;:–—"
    return begins and begins_with_verb(match.string[match.start(1) :])


def no_verb(draft: Draft) -> Iterator[Fault]:
    """Titles of recommendations that name a subject and no action."""
    for index, one in enumerate(draft.brief.recommendations if draft.english else ()):
        if len(one.title) <= LONGEST and not asks_for_action(one.title):
            first = FIRST_WORD.search(one.title)
            found = first[0] if first else one.title
            message = f"the title of {one.id!r} begins with {found!r}, not with a verb that says what is to be done"
            help = "begin it with the action: 'Hold', 'Build', 'End', 'Do not sell'"
            at = first.span() if first else None
            yield Fault("KZ703", ("recommendations", index, "title"), message, help, words=at)


def long_sentence(draft: Draft) -> Iterator[Fault]:
    """Sentences that no one can hold in mind."""
    for path, sentence in draft.sentences if draft.english else ():
        # A word and the blank after it are two characters at least, so that most sentences need no counting.
        if len(sentence.text) >= 2 * MAX_SENTENCE and (count := len(words(sentence.text))) > MAX_SENTENCE:
            message = f"expected at most {MAX_SENTENCE} words in a sentence, found {count}"
            yield Fault("KZ705", path, message, "make two sentences of it, or a list", words=sentence.extent)


def unexplained_abbreviation(draft: Draft) -> Iterator[Fault]:
    """Abbreviations that nothing in the brief spells out, each where it stands first; the first few hundred of them."""
    if not draft.english:
        return
    actors = draft.brief.actors
    units = (claim.quantity.unit for claim in draft.brief.claims if claim.quantity)
    names = " ".join([*(f"{one.id.upper()} {one.name}" for one in actors), *units])
    initials = initials_of(one.name for one in actors)
    unread = () if draft.whole else (draft.shown,)
    judged: set[str] = set()
    all_texts, searched = "", 0
    for path, sentence in [*draft.english_sentences, *_titles(draft)]:
        for match in abbreviations(unquoted(sentence.text)):
            found = match[0]
            if found in judged:
                continue
            if len(judged) >= MAX_ABBREVIATIONS or searched > MAX_SEARCHED:
                return
            judged.add(found)
            if found in initials or (found in names and re.search(rf"\b{re.escape(found)}\b", names)):
                continue
            # What could not be read may spell it out as well.
            all_texts = all_texts or "\n".join([*(text.value for text in texts(draft.plain)), *unread])
            searched += len(all_texts)
            if spelled_out(found, all_texts):
                continue
            message = f"the abbreviation {found!r} is spelled out nowhere in the brief"
            help = f"write the name in full, and {found} in brackets after it, where it stands first"
            at = (sentence.start + match.start(), sentence.start + match.end())
            yield Fault("KZ706", path, message, help, words=at)


def _titles(draft: Draft) -> list[SentenceAt]:
    """The titles of the brief and of its items, but not those of sources, which are others' words."""
    brief = draft.brief
    titles: list[tuple[Path, str]] = [(("title",), brief.title)]
    titles += [(("goals", index, "title"), one.title) for index, one in enumerate(brief.goals)]
    titles += [(("recommendations", index, "title"), one.title) for index, one in enumerate(brief.recommendations)]
    titles += [(("sections", index, "title"), one.title) for index, one in enumerate(brief.sections)]
    return [SentenceAt(path, Sentence(0, title, ())) for path, title in titles if len(title) <= LONGEST]


def long_summary(draft: Draft) -> Iterator[Fault]:
    """A summary that takes longer than a minute."""
    if not draft.english:
        return
    summary = draft.brief.summary
    told = (summary.bottom_line, *summary.points)
    count = sum(len(words(unmarked(text, blocks=False))) for text in told)
    if count > WORDS_A_MINUTE:
        message = f"expected a summary of at most {WORDS_A_MINUTE} words, which is a minute's reading, found {count}"
        path = ("summary", "points", len(summary.points) - 1) if summary.points else ("summary", "bottom_line")
        yield Fault("KZ707", path, message, "keep the four to six points that the decision hangs on, and shorten them")


RULES: tuple[Rule, ...] = (
    Rule(
        "KZ701",
        "long-bottom-line",
        "warning",
        f"The bottom line is longer than {MAX_BOTTOM_LINE} words.",
        "It may be all that is read.",
        "Army Regulation 25-50: bottom line up front",
        find=long_bottom_line,
        english=True,
    ),
    Rule(
        "KZ702",
        "asks-nothing",
        "warning",
        "The bottom line does not say what is to be done.",
        "A brief that only describes leaves the decision to whoever reads it next.",
        "Army Regulation 25-50: bottom line up front",
        find=asks_nothing,
        english=True,
    ),
    Rule(
        "KZ703",
        "no-verb",
        "warning",
        "A recommendation's title does not begin with a verb.",
        "A title without a verb names a subject, and nobody can do a subject.",
        "GAO-21-368G, Government Auditing Standards: recommendations flow logically and say what actions to take",
        find=no_verb,
        english=True,
    ),
    Rule(
        "KZ704",
        "no-actor",
        "error",
        "A recommendation does not say who is to act.",
        "What everybody should do, nobody does.",
        "GAO-21-368G, Government Auditing Standards: recommendations are addressed to parties that can act",
        binding=True,
    ),
    Rule(
        "KZ705",
        "long-sentence",
        "warning",
        f"A sentence is longer than {MAX_SENTENCE} words.",
        "Long sentences hold several thoughts, and readers lose the first before they reach the last.",
        f"{_PLAIN_LANGUAGE}: write short sentences",
        find=long_sentence,
        english=True,
    ),
    Rule(
        "KZ706",
        "unexplained-abbreviation",
        "warning",
        "An abbreviation that not everybody knows is spelled out nowhere in the brief.",
        "Who does not know it cannot look it up in the brief, and may take it for another one.",
        f"{_PLAIN_LANGUAGE}: minimize abbreviations",
        find=unexplained_abbreviation,
        english=True,
    ),
    Rule(
        "KZ707",
        "long-summary",
        "warning",
        f"The summary takes longer to read than a minute, at {WORDS_A_MINUTE} words.",
        "Who has a minute reads no further than the minute.",
        "Brysbaert 2019, How many words do we read per minute? (silent reading of English non-fiction)",
        find=long_summary,
        english=True,
    ),
)
