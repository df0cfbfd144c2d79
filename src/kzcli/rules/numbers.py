"""Numbers: what a text says of a claim's number must be the number, and each number must say what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kzcli.amounts import Amount, amounts
from kzcli.citing import group_of, groups, value_at
from kzcli.findings import Fault
from kzcli.rules import Rule
from kzcli.units import Unit, read_unit
from kzcli.values import show_quantity
from kzcli.wordlists import listed

if TYPE_CHECKING:
    from kzcli.brief import Claim
    from kzcli.draft import Draft, SentenceAt

_SAYS_NOTHING = listed(
    """
    number numbers num no. no unit units none n/a na n.a. - – — -- ? # x count counts amount amounts quantity
    value values figure figures total various unknown tbd null nil
    """
)
_CHANGE = re.compile(
    r"\b(?:gr[eo]w|grow(?:s|ing|n|th)|ris(?:e|es|ing|en)|rose|increas\w*|f[ae]ll(?:s|ing|en)?|declin\w*|drop\w*|chang\w*|reduc\w*"
    r"|cut\w*|shr[aiu]nk\w*|gain\w*|los[st]\w*|expan\w*|climb\w*|surg\w*|up|down|soar\w*|slump\w*|plung\w*|jump\w*|contract\w*"
    r"|inflation|higher|lower)\b",
    re.IGNORECASE,
)
_HEDGE = (
    r"(?:(?:about|around|nearly|almost|roughly|some|over|under|more than|less than|at least|up to|only|just) ){0,2}"
)
_CHANGED_BY = re.compile(rf"{_CHANGE.pattern}(?: \w+){{0,4}} by {_HEDGE}$|{_CHANGE.pattern} {_HEDGE}$", re.IGNORECASE)
_AIM = re.compile(
    r"\b(?:target|goal|aim)(?:s|ed|ing)?\b(?: \w+){0,4} (?:of|to|is|was|at|be|reach|by) (?:\w+ )?$", re.IGNORECASE
)
_AIMED = re.compile(r"\b(?:target|goal|aim|plan)", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:another|a further|an additional|an extra|the remaining|the other)\s$",
    re.IGNORECASE,
)


class _Figure(NamedTuple):
    """A claim with a quantity that prose can be held against."""

    claim: Claim
    value: float
    unit: Unit
    of_change: bool
    """Whether it measures a change."""
    of_aim: bool
    """Whether it measures something intended."""

    def speaks_of(self, amount: Amount, text: str) -> bool:
        """Whether an amount can be this figure, right or wrong."""
        if not self.unit.measures(amount, text):
            return False
        before = text[max(0, amount.start - 60) : amount.start]
        if _MORE.search(before):
            return False
        return (self.of_change or not _CHANGED_BY.search(before)) and (self.of_aim or not _AIM.search(before))


def _figures(draft: Draft) -> dict[str, _Figure]:
    found = {}
    for claim in draft.brief.claims:
        quantity = claim.quantity
        unit = read_unit(quantity.unit, quantity.measure) if quantity else None
        if quantity and unit:
            about = f"{quantity.measure} {claim.statement if claim.kind == 'forecast' else ''}"
            changes, aims = _CHANGE.search(about), _AIMED.search(about)
            found[claim.id] = _Figure(claim, quantity.value * unit.scale, unit, bool(changes), bool(aims))
    return found


def other_number(draft: Draft) -> Iterator[Fault]:
    """Numbers of a claim's unit, in a sentence that cites or states it, that are not the claim's."""
    if not draft.english:
        return
    figures = _figures(draft)
    for at in draft.sentences if figures else ():
        own = ""
        if at.path[0] == "claims" and at.path[2:] == ("statement",):
            own = draft.brief.claims[int(at.path[1])].id
        if own in figures or any(id in figures for id in at.sentence.cites):
            yield from _check_sentence(draft, figures, at, own)


def _check_sentence(draft: Draft, figures: dict[str, _Figure], at: SentenceAt, own: str) -> Iterator[Fault]:
    text = at.sentence.text
    told = amounts(text)
    if not told:
        return
    cited = groups(value_at(draft.plain, at.path), at.sentence)
    spoken: dict[str, list[Amount]] = {}
    for amount in told:
        group = group_of(cited, amount.end)
        ids = (own, *at.sentence.cites) if own else group.claims if group else ()
        for id in dict.fromkeys(ids):
            if id in figures and figures[id].speaks_of(amount, text):
                spoken.setdefault(id, []).append(amount)
    right = {id for id, said in spoken.items() if any(one.fits(figures[id].value) for one in said)}
    others = [figures[id] for id in at.sentence.cites if id in figures and (id in right or id not in spoken)]
    statements = [draft.links.claims[id].statement for id in at.sentence.cites if id in draft.links.claims]
    reported: set[Amount] = set()
    for id, said in spoken.items():
        figure = figures[id]
        if id in right:
            continue
        left = [one for one in said if not any(_is_of(one, other) for other in others)]
        if not left or len(left) < len(said) or left[0] in reported:
            continue  # another claim's number stands here, and this one's may not be told at all
        first = left[0]
        if id != own and any(_stands_in(first, figure.unit, statement) for statement in statements):
            continue
        reported.add(first)
        words = (at.sentence.start + first.start, at.sentence.start + first.end)
        shown = show_quantity(figure.value, figure.claim.quantity.unit if figure.claim.quantity else "")
        stated = "its own quantity" if id == own else f"the claim {id!r}"
        message = f"expected {shown}, as {stated} says, found {text[first.start : first.end].strip()!r}"
        yield Fault("KZ501", at.path, message, f"write {shown}, or correct the quantity of {id!r}", words=words)


def _is_of(amount: Amount, figure: _Figure) -> bool:
    """Whether an amount is another claim's."""
    return amount.fits(figure.value) and (not figure.unit.codes or bool(set(figure.unit.codes) & set(amount.units)))


def _stands_in(amount: Amount, unit: Unit, statement: str) -> bool:
    """Whether a statement that is cited says the same, beside its claim's own number."""
    same = (one for one in amounts(statement) if unit.measures(one, statement))
    return any(amount.low <= (one.low + one.high) / 2 <= amount.high for one in same)


def empty_unit(draft: Draft) -> Iterator[Fault]:
    """Units that do not say what is counted."""
    for index, claim in enumerate(draft.brief.claims):
        if claim.quantity and claim.quantity.unit.strip().lower() in _SAYS_NOTHING:
            message = f"the unit {claim.quantity.unit!r} does not say what is counted"
            help = "name what is counted: troops, km, % or a currency by its code, such as USD"
            yield Fault("KZ502", ("claims", index, "quantity", "unit"), message, help)


def two_values(draft: Draft) -> Iterator[Fault]:
    """Claims that give one measure, of one date and in one unit, two values."""
    first: dict[tuple[str, str, str | None], Claim] = {}
    for index, claim in enumerate(draft.brief.claims):
        quantity = claim.quantity
        if quantity is None:
            continue
        measure = " ".join(quantity.measure.casefold().split())
        other = first.setdefault((measure, quantity.unit.casefold(), claim.date), claim)
        if other.quantity is None or other.quantity.value == quantity.value:
            continue
        if other.id in claim.contradicts or claim.id in other.contradicts:
            continue  # the brief says itself that they differ
        there = show_quantity(other.quantity.value, other.quantity.unit)
        here = show_quantity(quantity.value, quantity.unit)
        message = f"{quantity.measure!r} is {here} here, and {there} in the claim {other.id!r}"
        help = f"give the value that holds, let the measures say how they differ, or list {other.id!r} in contradicts"
        yield Fault("KZ503", ("claims", index, "quantity", "value"), message, help)


RULES: tuple[Rule, ...] = (
    Rule(
        "KZ501",
        "number-disagrees",
        "error",
        "A sentence that cites or states a claim gives its number another value than the claim's quantity.",
        "A reader who checks one number and finds it wrong believes none of the others.",
        "GAO-21-368G, Government Auditing Standards: reports are accurate",
        find=other_number,
    ),
    Rule(
        "KZ502",
        "no-unit",
        "warning",
        "A quantity's unit does not say what is counted.",
        "A number without its unit cannot be read alone, compared or drawn.",
        "SI Brochure, 5.4: a quantity's value is a number and a unit",
        find=empty_unit,
    ),
    Rule(
        "KZ503",
        "two-values",
        "warning",
        "Two claims give one measure, in one unit and of one date, two values.",
        "Only one of them can hold, and the brief must say which, or that its sources disagree.",
        "GAO-21-368G, Government Auditing Standards: reports are accurate",
        find=two_values,
    ),
)
