"""The table of commands: help, completion and the tests read it, and only the command that is called is built."""

from __future__ import annotations

from typing import NamedTuple

from kzcli.views import PARTS


class Command(NamedTuple):
    """An entry of the table: what is known of a command before its module is imported."""

    purpose: str
    """Under which heading the help shows it."""
    help: str
    """What it does, in a few words."""
    example: str
    module: str
    """The module in this folder whose `build` makes it."""
    singular: str = ""
    """Another name for it."""


READ, TRACE, SHARE = "Read a brief", "Trace and follow it", "Pass it on"
WRITE, FIND = "Write one", "Find your way"

COMMANDS = {
    "summary": Command(
        READ, "The brief in a minute: the bottom line, goals and recommendations", "kzcli summary", "summary"
    ),
    "read": Command(READ, "The running text, with notes, through your pager", "kzcli read strategy", "read"),
    **{name: Command(READ, part.help, part.example, "parts", part.singular) for name, part in PARTS.items()},
    "show": Command(READ, "Anything that has an id, in full", "kzcli show trade-2018 gjia-2020", "show"),
    "why": Command(
        TRACE, "On what something rests, who said so and when, and what rests on it", "kzcli why summit", "why"
    ),
    "impact": Command(
        TRACE, "What is lost if sources or claims are withdrawn or found wrong", "kzcli impact gjia-2020", "impact"
    ),
    "gaps": Command(TRACE, "What is missing: evidence, sources, objections, what is of no use", "kzcli gaps", "gaps"),
    "diff": Command(
        TRACE,
        "What changed between two editions, and what that does to the recommendations",
        "kzcli diff us-kazakhstan --from 2020-06-01",
        "diff",
    ),
    "track": Command(
        TRACE, "What became of the recommendations of one or many briefs", "kzcli track --sort updated", "track"
    ),
    "update": Command(
        TRACE,
        "Enter in a brief's file what became of a recommendation",
        "kzcli update summit --status open --note Off. --source gjia-2020 -n",
        "update",
    ),
    "export": Command(SHARE, "The brief in a format for people or programs", "kzcli export pdf -o brief.pdf", "export"),
    "new": Command(WRITE, "Begin a brief: a small sound example to put your words into", "kzcli new clean-air", "new"),
    "check": Command(
        WRITE, "What is wrong or weak in a brief, and how to mend it", "kzcli check us-kazakhstan", "check"
    ),
    "rule": Command(WRITE, "What a rule of check finds, and why", "kzcli rule KZ303", "rule", "rules"),
    "schema": Command(WRITE, "The JSON Schema of a brief's file, for editors", "kzcli schema", "schema"),
    "list": Command(FIND, "The briefs that can be named by id", "kzcli list", "list"),
    "completion": Command(
        FIND,
        "The script that makes your shell complete commands and ids",
        "kzcli completion bash",
        "completion",
    ),
}

SINGULARS = {command.singular: name for name, command in COMMANDS.items() if command.singular}
