"""A new brief: a small sound example with the writer's own words in it, and remarks that say what each part is for."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from datetime import date
from string import Template
from typing import NamedTuple

from kzcli.clean import clean
from kzcli.errors import UsageError
from kzcli.values import ID_PATTERN

MAX_ID = 64
"""The longest id that a brief may have."""

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
            what = "a line break" if character in "\r\n" else f"the control character U+{ord(character):04X}"
            raise UsageError(f"one line of plain text was expected, and {what} was found", "leave it out")
    return text


def check_id(id: str) -> str:
    """An id, as it was given.

    Raises:
        UsageError: a brief cannot have it.
    """
    if not re.fullmatch(ID_PATTERN, id) or len(id) > MAX_ID:
        near = make_id(id)
        help = f"did you mean {near}?" if near else "for example clean-air"
        what = f"of more than {MAX_ID} characters" if len(id) > MAX_ID else "with other characters"
        raise UsageError(
            f"an id is lower-case letters and digits in words joined by hyphens, and one {what} was found: {id!r}", help
        )
    return id


def make_id(text: str) -> str:
    """An id made of a title; empty where no letter of it is, or is like, one of a to z.

    Args:
        text: any text.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    id = ""
    for word in words:
        longer = f"{id}-{word}" if id else word[:MAX_ID]
        if len(longer) > 40 and id:
            break
        id = longer
    return id


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
    ask = f"{actor} should {_lower_first(answers.action).rstrip('.')}"
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
