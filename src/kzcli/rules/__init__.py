"""The rules that a brief is checked by: one file a family, each with its table of rules.

A rule is a function from a `Draft` to faults. What is wrong with a file's form is found while it is read; those rules
have no function, and their faults come with the draft.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kzcli.draft import Draft
    from kzcli.findings import Fault, Severity

Find = Callable[["Draft"], Iterator["Fault"]]


class Rule(NamedTuple):
    """Something that is looked for in briefs."""

    code: str
    """KZ and three digits; the first of them is its family's."""
    name: str
    """Two or three words joined by hyphens that say what is wrong."""
    severity: Severity
    what: str
    """What it finds, in a sentence."""
    why: str
    """Why that is worth mending."""
    source: str = ""
    """Where the rule comes from: a standard, a guide; empty where it is the file format's own."""
    find: Find | None = None
    """Finds its faults in a draft; none where they are found while the file is read."""
    mends: bool = False
    """Whether `check --fix` mends it."""
    binding: bool = False
    """Whether a brief that breaks it is no brief, so that no exception lets it stand."""
    english: bool = False
    """Whether it knows only English, and passes over briefs in other languages."""

    @property
    def excusable(self) -> bool:
        """Whether an exception can let its findings stand; those about exceptions would excuse themselves."""
        return not self.binding and not self.code.startswith("KZ9")


class Family(NamedTuple):
    """Rules about one thing."""

    title: str
    module: str


FAMILIES = {
    "KZ1": Family("Form", "form"),
    "KZ2": Family("References", "use"),
    "KZ3": Family("Evidence", "evidence"),
    "KZ4": Family("Time", "time"),
    "KZ5": Family("Numbers", "numbers"),
    "KZ6": Family("Words of likelihood", "likelihood"),
    "KZ7": Family("Writing", "writing"),
    "KZ8": Family("Quotations and copying", "quotations"),
    "KZ9": Family("Exceptions", "exceptions"),
}
"""The families by the start of their codes."""


_CODE = re.compile("KZ[0-9]{1,3}", re.IGNORECASE)


@lru_cache
def all_rules() -> dict[str, Rule]:
    """Every rule by its code, in order."""
    return {code: rule for family in FAMILIES for code, rule in family_rules(family).items()}


@lru_cache
def family_rules(family: str) -> dict[str, Rule]:
    """The rules of one family by their codes, in order; only its module is imported.

    Args:
        family: the start of their codes, a key of `FAMILIES`.
    """
    return {rule.code: rule for rule in import_module(f"kzcli.rules.{FAMILIES[family].module}").RULES}


@lru_cache
def code_of(asked: str) -> str:
    """The code of a rule that is asked for by its name, and a code, or the beginning of one, in capitals."""
    if _CODE.fullmatch(asked):
        return asked.upper()
    named = asked.lower()
    return next((rule.code for rule in all_rules().values() if rule.name == named), asked.upper())
