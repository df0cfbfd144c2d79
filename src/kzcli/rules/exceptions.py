"""Exceptions: what a brief lets stand must be there, and must be something that can be let stand."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from kzcli.errors import did_you_mean
from kzcli.findings import Fault
from kzcli.rules import Rule, all_rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kzcli.draft import Draft
    from kzcli.findings import Mend


_OF_TIME, _OF_WORDS = "KZ4", "KZ8"
"""How the codes of rules begin that find one thing today and another tomorrow, or only with the words of sources."""


MAX_NEAR = 20
"""For how many ids that no item has one is looked for that is like it: each look costs milliseconds."""


def needless(draft: Draft, judged: Collection[str], found: Collection[tuple[str, str]]) -> Iterator[Fault]:
    """Exceptions that let nothing stand, of the rules that were judged; none where not all could be found.

    Of rules about time this is said on the present day only: what is needless on another may be needed on it.

    Args:
        draft: a brief.
        judged: the codes of the rules that were looked for.
        found: the exceptions that would let a finding stand, each as its code and id.
    """
    rules = all_rules()
    if not draft.whole:
        return
    known = {draft.brief.id, *draft.item_ids}
    unknown: list[str] = []
    earlier: set[tuple[str, str]] = set()
    for index, one in enumerate(draft.brief.exceptions):
        path, rule = ("exceptions", index), rules.get(one.code)
        if (one.code, one.id) in earlier:
            message = f"{one.code} about {one.id!r} is let stand already, by an exception above"
            yield Fault("KZ901", path, message, "take one of the two out")  # which, only a person knows
        elif rule and rule.excusable and one.id not in known:  # perhaps a misspelt one, with a reason to be kept
            unknown.append(one.id)
            near = did_you_mean(one.id, sorted(known)) if len(unknown) <= MAX_NEAR else ""
            help = near or "name the item that it is about, or take the entry out"
            yield Fault("KZ901", (*path, "id"), f"no item has the id {one.id!r}", help)
        elif (
            rule
            and rule.excusable
            and one.code in judged
            and (one.code, one.id) not in found
            and _is_all_looked_for(draft, rule)
        ):
            message = f"there is no finding {one.code} about {one.id!r} to let stand"
            # Of what depends on more than the brief, there may be one elsewhere, or tomorrow.
            mend: Mend = "" if one.code.startswith((_OF_TIME, _OF_WORDS)) else "remove"
            yield Fault("KZ901", path, message, "take the entry out", mend=mend)
        earlier.add((one.code, one.id))


def _is_all_looked_for(draft: Draft, rule: Rule) -> bool:
    """Whether all that a rule finds in a brief today was looked for."""
    if rule.code.startswith(_OF_TIME) and draft.today != date.today():  # noqa: DTZ011 (the user's day)
        return False
    if rule.code.startswith(_OF_WORDS) and not _all_words_at_hand(draft):
        return False
    return draft.english or not rule.english


def _all_words_at_hand(draft: Draft) -> bool:
    return all(isinstance(draft.source_texts.get(source.id), str) for source in draft.brief.sources)


def not_to_be_excused(draft: Draft) -> Iterator[Fault]:
    """Exceptions from rules that do not exist, or that no brief may break."""
    rules = all_rules()
    near = lru_cache(lambda code: did_you_mean(code, sorted(_turned(code) & rules.keys()) or list(rules)))
    for index, one in enumerate(draft.brief.exceptions):
        path = ("exceptions", index, "code")
        rule = rules.get(one.code)
        if rule is None:
            yield Fault("KZ902", path, f"no rule has the code {one.code}", near(one.code))
        elif not rule.excusable:
            why = "a file that breaks it is no brief" if rule.binding else "it is about exceptions"
            message = f"{one.code} cannot be let stand: {why}"
            yield Fault("KZ902", path, message, "mend what it finds, and take the entry out")


def _turned(code: str) -> set[str]:
    """The code with two digits beside each other changed about, which is the commonest slip."""
    return {f"{code[:at]}{code[at + 1]}{code[at]}{code[at + 2 :]}" for at in range(len("KZ"), len(code) - 1)}


RULES = (
    Rule(
        "KZ901",
        "needless-exception",
        "warning",
        "An exception lets nothing stand: what it excused is not there any more, another excuses it already, or no item"
        " has its id.",
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
