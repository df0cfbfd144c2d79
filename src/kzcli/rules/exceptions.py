"""Exceptions: what a brief lets stand must be there, and must be something that can be let stand."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kzcli.errors import did_you_mean
from kzcli.findings import Fault
from kzcli.rules import Rule, all_rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kzcli.draft import Draft


def needless(draft: Draft, judged: Collection[str], found: Collection[tuple[str, str]]) -> Iterator[Fault]:
    """Exceptions that let nothing stand, of the rules that were judged; none where not all could be found.

    Args:
        draft: a brief.
        judged: the codes of the rules that were looked for.
        found: the exceptions that would let a finding stand, each as its code and id.
    """
    rules = all_rules()
    earlier: set[tuple[str, str]] = set()
    for index, one in enumerate(draft.brief.exceptions if draft.whole else ()):
        if (one.code, one.id) in earlier:
            message = f"{one.code} about {one.id!r} is let stand already, by an exception above"
            yield Fault(
                "KZ901", ("exceptions", index), message, "take one of the two out"
            )  # which, only a person knows
        elif one.code in judged and rules[one.code].excusable and (one.code, one.id) not in found:
            message = f"there is no finding {one.code} about {one.id!r} to let stand"
            yield Fault("KZ901", ("exceptions", index), message, "take the entry out", mend="remove")
        earlier.add((one.code, one.id))


def not_to_be_excused(draft: Draft) -> Iterator[Fault]:
    """Exceptions from rules that do not exist, or that no brief may break."""
    rules = all_rules()
    near = lru_cache(lambda code: did_you_mean(code, list(rules)))
    for index, one in enumerate(draft.brief.exceptions):
        path = ("exceptions", index, "code")
        rule = rules.get(one.code)
        if rule is None:
            yield Fault("KZ902", path, f"no rule has the code {one.code}", near(one.code))
        elif not rule.excusable:
            why = "a file that breaks it is no brief" if rule.binding else "it is about exceptions"
            message = f"{one.code} cannot be let stand: {why}"
            yield Fault("KZ902", path, message, "mend what it finds, and take the entry out")


RULES = (
    Rule(
        "KZ901",
        "needless-exception",
        "warning",
        "An exception lets nothing stand: what it excused is not there any more, or another excuses it already.",
        "An exception that has outlived its reason would hide the next finding of its kind.",
        mends=True,
    ),
    Rule(
        "KZ902",
        "unknown-exception",
        "error",
        "An exception names a rule that does not exist, or one that cannot be let stand: a file must keep it to be a"
        " brief, or it is about exceptions.",
        "A misspelt code excuses nothing, and its author believes that it does.",
        find=not_to_be_excused,
    ),
)
