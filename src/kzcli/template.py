"""A new brief: a small sound example with the writer's own words in it, and remarks that say what each part is for."""

from __future__ import annotations

import json
import os
import re
import shlex
import unicodedata
from datetime import date
from string import Template
from typing import NamedTuple

from kzcli.clean import clean
from kzcli.errors import UsageError
from kzcli.values import ID_PATTERN

MAX_ID = 64
"""The longest id that a brief may have."""

USUAL_ID = 30
"""The longest id that is made of a title: it is also the file's name, and is typed often."""

# Letters that are not one of a to z with a mark: Latin ones as they are usually written without them, Cyrillic ones
# by the BGN/PCGN systems of 1947 (Russian) and 1979 (Kazakh) without marks and apostrophes, and without Russian's `ye`
# for `е`, so that one table does for both and for their neighbours' letters.
_LATIN = "łl øo ßss æae œoe ıi đd ðd þth ħh ŧt ŋng əa"
_CYRILLIC = (
    "аa бb вv гg дd еe ёyo жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya"
    " әa ғgh қq ңng өo ұu үu һh іi ґg єye їyi ўw"
)
_PLAIN = str.maketrans({pair[0]: pair[1:] for pair in f"{_LATIN} {_CYRILLIC}".split()})

_KEPT = re.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that Windows gives to devices, whatever ending follows."""

_ASKED = re.compile(r"(?:([^,;:.!?]*) )??should (not )?(\w.*)", re.IGNORECASE)
_SUFFERED = re.compile(r"(?:be|have|get)\b", re.IGNORECASE)
"""What is to be done to something says nothing of who does what: "should be banned"."""
_DO_NOT = re.compile(r"do(?:n['’]t| not)\b", re.IGNORECASE)

# What could be markup in a Markdown text; an ampersand only where an entity could follow.
_MARKUP = re.compile(r"[\\`*_\[\]^<>~]|&(?=#?\w+;)|!(?=\[)")


class Answers(NamedTuple):
    """What is asked of somebody who begins a brief; each has an example as its default."""

    title: str = "Help where it is needed"
    audience: str = "The city council"
    author: str = "Your Name"
    action: str = "Open the advice centre on Saturdays"
    actor: str = "The city council"


def check_answer(text: str) -> str:
    """An answer without blanks around it.

    Raises:
        UsageError: it is blank, or holds a character that a line of text cannot have or that could act on a terminal.
    """
    text = text.strip()
    if not text:
        raise UsageError("some text was expected, and nothing but blanks was found")
    for character in text:
        if clean(character) != character:
            if "\ud800" <= character <= "\udfff":
                raise UsageError("text was expected, and bytes that are none in this terminal's encoding were found")
            what = "a line break" if character in "\r\n" else f"the control character U+{ord(character):04X}"
            raise UsageError(f"one line of plain text was expected, and {what} was found", "leave it out")
    return text


def check_action(text: str, actor: str = "") -> str:
    """What should be done, as an answer, without an "I should", "we should" or "the actor should" before it.

    Args:
        text: what was answered.
        actor: who should do it; empty where that is not known yet.

    Raises:
        UsageError: it is no answer, begins in Latin letters and not with an English verb, or says what somebody else
            should do, or what should be done to something.
    """
    from kzcli.english.titles import begins_with_verb

    text = check_answer(text)
    first = re.search(r"\w", text)
    # The verbs of other languages are not known, but another script shows that they are not English.
    if begins_with_verb(text) or (first and first[0].isalpha() and not re.match("[a-zà-ɏ]", first[0], re.IGNORECASE)):
        return text
    help = "begin with what is to be done: Replace …"
    if (match := _ASKED.fullmatch(text)) and begins_with_verb(match[3]) and not _SUFFERED.match(match[3]):
        deed = f"Do not {match[3]}" if match[2] else match[3][0].upper() + match[3][1:]
        if _subject(match[1] or "") in ("", "i", "we", _subject(actor)):
            return deed
        help = f"begin with what is to be done: {deed}; who should do it is another answer"
    raise UsageError(f"what is to be done was expected, beginning with a verb, and {text!r} was found", help)


def _subject(text: str) -> str:
    """Who is meant, in small letters and without an article."""
    return text.strip().casefold().removeprefix("the ")


def check_id(id: str) -> str:
    """An id, as it was given.

    Raises:
        UsageError: a brief cannot have it.
    """
    if not re.fullmatch(ID_PATTERN, id) or len(id) > MAX_ID:
        near = make_id(os.path.basename(id).removesuffix(".toml"), MAX_ID)
        help = f"did you mean {near}?" if near else "for example clean-air"
        if near and id.endswith(".toml"):
            written = f", which is written to {id}" if id == f"{near}.toml" else f", or -o {shlex.quote(id)}"
            help = f"did you mean {near}{written}?"
        what = f"of more than {MAX_ID} characters" if len(id) > MAX_ID else "with other characters"
        raise UsageError(
            f"an id is lower-case letters and digits in words joined by hyphens, and one {what} was found: {id!r}", help
        )
    if _KEPT.fullmatch(id):
        raise UsageError(f"an id is also a file's name, and Windows keeps {id!r} for itself", f"did you mean {id}-1?")
    return id


def make_id(text: str, longest: int = USUAL_ID) -> str:
    """An id made of a title; empty where no letter of it is, or is like, one of a to z.

    Args:
        text: any text.
        longest: how many characters it may have; it ends with a whole word, if one fits.
    """
    known = unicodedata.normalize("NFKC", text).lower().translate(_PLAIN)
    plain = unicodedata.normalize("NFKD", known).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    id = ""
    for word in words:
        longer = f"{id}-{word}" if id else word[:longest]
        if len(longer) > longest:
            break
        id = longer
    return f"{id}-1" if _KEPT.fullmatch(id) else id


def make_title(id: str) -> str:
    """A title made of an id: `clean-air` is "Clean air"."""
    return id.replace("-", " ").capitalize()


def new_brief(id: str, answers: Answers, today: date) -> str:
    """The text of a new brief.

    Args:
        id: the brief's id.
        answers: the writer's own words, as `check_answer` gives them.
        today: the day up to which the brief knows anything.
    """
    with open(os.path.join(os.path.dirname(__file__), "template.txt"), encoding="utf-8") as file:
        template = Template(file.read())
    actor = answers.actor[:1].upper() + answers.actor[1:]
    ask = f"{actor} should {_DO_NOT.sub('not', _lower_first(answers.action), count=1).rstrip('.')}"
    reason = "more people need help than ever before, and a trial has gone well"
    return template.substitute(
        id=_quote(id),
        title=_quote(answers.title),
        author=_quote(answers.author),
        audience=_quote(_escape(answers.audience)),
        bottom_line=_quote(f"{_escape(ask)}: {reason}.[^need-grew][^trial-worked]"),
        action=_quote(answers.action),
        actor=_quote(answers.actor),
        today=today.isoformat(),
        last_year=f"{today.year - 1:04}",
        review_by=date(today.year + 1, 12, 31).isoformat(),
    )


def _quote(text: str) -> str:
    """A text as TOML writes it; JSON's escapes are TOML's too, and characters that could act are refused before."""
    return json.dumps(text, ensure_ascii=False)


def _escape(text: str) -> str:
    """Plain text as Markdown that shows the same text."""
    return _MARKUP.sub(r"\\\g<0>", text)


def _lower_first(text: str) -> str:
    """The text as it goes on in a sentence: "Open it" is "open it", and "NATO" stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
