"""Numbers: what a text says of a claim's number must be the number, and each number must say what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from kzcli.citing import group_of, groups, value_at
from kzcli.english import listed
from kzcli.english.amounts import CURRENCIES, amounts
from kzcli.english.bounds import tells
from kzcli.english.derived import follows, is_multiple
from kzcli.english.elsewhere import is_elsewhere
from kzcli.english.figures import figure_of
from kzcli.english.number_words import SCALES
from kzcli.english.slips import is_slip
from kzcli.findings import Fault
from kzcli.prose import LONGEST
from kzcli.rules import Rule
from kzcli.values import show_number, show_quantity
from kzcli.written_numbers import multiplied, scale_of

if TYPE_CHECKING:
    from kzcli.brief import Claim
    from kzcli.draft import Draft, SentenceAt
    from kzcli.english.amounts import Amount
    from kzcli.english.figures import Figure
    from kzcli.english.units import Unit

_SAYS_NOTHING = listed(
    """
    number numbers num no. no unit units none n/a na n.a. - – — -- ? # x count counts amount amounts quantity
    value values figure figures total various unknown tbd null nil
    """
)
_SIGN = r"[A-Z]{0,3}[$€£¥₸₽₹]"
_UNIT_WITH_SCALE = re.compile(
    rf"(?P<currency>{_SIGN}(?= ?[A-Za-z])|[A-Z]{{3}}(?= ?[a-z]| [A-Z])) ?(?P<last>[A-Za-z]+)"
    rf"|(?P<first>[A-Za-z]+)(?:(?: (?:of )?|(?={_SIGN}))(?P<of>.+))?"
)
_PLURAL = re.compile(r"(?<=\w\w[^s\W])s\b")
_ARTICLE = re.compile(r"\b(?:the|an?)\s+")
_PAIRED = 4
"""How many numbers of a sentence are paired off with as many claims."""
_NEAR = 10
"""How many times another number an amount may be, and still seem to be meant for it."""
_MOST_CLAIMS = 20
"""How many claims with numbers a sentence may cite; one that cites more is passed over."""
_MOST_PAIRS = 20_000
"""How many amounts of a brief are held against a claim's number: more than the largest brief can need."""


def other_number(draft: Draft) -> Iterator[Fault]:
    """Numbers of a claim's unit, in a sentence that cites or states it, that are not the claim's.

    Of a brief that is all numbers only the first ones are looked at, and of a sentence that is, none.
    """
    if not draft.english:
        return
    figures = {
        claim.id: figure for index, claim in enumerate(draft.brief.claims) if (figure := figure_of(index, claim))
    }
    misstated: set[str] = set()
    stating: list[tuple[SentenceAt, str]] = []
    citing: list[tuple[SentenceAt, str]] = []
    for at in draft.english_sentences if figures else ():
        own = draft.brief.claims[int(at.path[1])].id if at.path[0] == "claims" and at.path[2] == "statement" else ""
        if own in figures:
            stating.append((at, own))
        elif not figures.keys().isdisjoint(at.sentence.cites):
            citing.append((at, ""))
    pairs = 0
    for at, own in [*stating, *citing]:
        told = amounts(at.sentence.text)
        cited = len(figures.keys() & at.sentence.cites)
        if not told or cited > _MOST_CLAIMS:
            continue
        pairs += len(told) * max(1, cited)
        if pairs > _MOST_PAIRS:
            return
        for fault in _check_sentence(draft, figures, at, own, told, misstated):
            misstated.update([own] if own else ())
            yield fault


def _check_sentence(
    draft: Draft, figures: dict[str, Figure], at: SentenceAt, own: str, told: list[Amount], misstated: set[str]
) -> Iterator[Fault]:
    text = at.sentence.text
    spoken = _spoken(draft, figures, at, own, told)
    right = {
        id
        for id, said in spoken.items()
        if any(tells(one, figures[id].value, text) for one in said)
        or any(figures[id].is_told_bare(one, text) for one in told)
    }
    others = [
        figures[id] for id in dict.fromkeys(at.sentence.cites) if id in figures and (id in right or id not in spoken)
    ]
    cited = (draft.links.claims[id] for id in dict.fromkeys(at.sentence.cites) if id in draft.links.claims)
    # A statement that is wrong itself excuses nothing.
    statements = [claim.statement for claim in cited if claim.id not in misstated]
    beside = [figures[id] for id in dict.fromkeys(at.sentence.cites) if id in figures][:_PAIRED]
    reported: set[Amount] = set()
    for id, all_said in spoken.items():
        figure = figures[id]
        if id in right:
            continue
        # A statement with a single number states its quantity, whatever it says of the time.
        said = [one for one in all_said if (own and len(told) == 1) or not is_elsewhere(figure, one, told, text)]
        said = said if own else [one for one in said if not is_multiple(one, figure, told, text)]
        left = [one for one in said if not any(_is_of(one, other) for other in others)]
        if not own:
            left = [one for one in left if not follows(one, beside)]
        if not left or left[0] in reported:
            continue
        first = left[0]
        if len(left) < len(said) and not _is_last_pair(first, id, all_said, spoken, right, figures, text):
            continue  # another claim's number stands here, and this one's may not be told at all
        if id != own and any(_stands_in(first, figure.unit, statement) for statement in statements):
            continue
        reported.add(first)
        words = (at.sentence.start + first.start, at.sentence.start + first.end)
        yield _disagreement(draft, figure, at, text[first.start : first.end].strip(), first, words)


def _spoken(
    draft: Draft, figures: dict[str, Figure], at: SentenceAt, own: str, told: list[Amount]
) -> dict[str, list[Amount]]:
    """The amounts of a sentence that may be a claim's number, by the claim's id."""
    cited = groups(value_at(draft.plain, at.path), at.sentence)
    spoken: dict[str, list[Amount]] = {}
    for amount in told:
        group = group_of(cited, amount.end)
        ids = (own, *at.sentence.cites) if own else group.claims if group else ()
        for id in dict.fromkeys(ids):
            if id not in figures:
                continue
            marked = group is not None and group.start == amount.end and _is_slip_alone(figures[id], amount)
            if marked or figures[id].speaks_of(amount, at.sentence.text):
                spoken.setdefault(id, []).append(amount)
    return spoken


def _is_slip_alone(figure: Figure, amount: Amount) -> bool:
    """Whether an amount that its claim's mark follows at once, with no unit, can be nothing but that claim's number."""
    return not (figure.unit.codes or amount.units or amount.is_year or amount.is_one) and is_slip(figure, amount)


def _is_last_pair(
    amount: Amount,
    id: str,
    said: list[Amount],
    spoken: dict[str, list[Amount]],
    right: set[str],
    figures: dict[str, Figure],
    text: str,
) -> bool:
    """Whether an amount and a claim are what is left when as many amounts as claims of one unit are paired off."""
    if len(said) > _PAIRED:
        return False
    rivals = [other for other, amounts in spoken.items() if amounts == said and other != id]
    value = abs(figures[id].value)
    near = value / _NEAR <= amount.told <= value * _NEAR
    paired = len(rivals) == len(said) - 1 and right.issuperset(rivals)
    return paired and near and not re.search(r"\bby (?:\w+ )?$", text[: amount.start])


def _disagreement(
    draft: Draft, figure: Figure, at: SentenceAt, found: str, amount: Amount, words: tuple[int, int]
) -> Fault:
    id, quantity = figure.claim.id, figure.quantity
    shown = show_quantity(quantity.value, quantity.unit)
    stated = "its own quantity" if at.path[0] == "claims" and at.path[2] == "statement" else f"the claim {id!r}"
    help = f"write {shown}, correct the quantity of {id!r}, or cite another claim"
    if at.path[0] == "claims" and at.path[2] == "statement":
        help = f"write {shown}, or correct the quantity of {id!r}"
    written = draft.plain["claims"][figure.place]["quantity"]["value"]
    if isinstance(written, float) and amount.fits(figure.value * 1000):
        thousand = f"{written:.3f}"
        help = f"TOML reads {thousand} as {show_number(quantity.value)}: write value = {thousand.replace('.', '_')}"
    return Fault("KZ501", at.path, f"expected {shown}, as {stated} says, found {found!r}", help, words=words)


def _is_of(amount: Amount, figure: Figure) -> bool:
    """Whether an amount is another claim's."""
    return amount.fits(figure.value) and (not figure.unit.codes or bool(set(figure.unit.codes) & set(amount.units)))


def _stands_in(amount: Amount, unit: Unit, statement: str) -> bool:
    """Whether a statement that is cited says the same, beside its claim's own number."""
    same = (one for one in _amounts_of(statement) if unit.measures(one, statement))
    return any(amount.fits(one.told) and not amount.is_loose(one.told) for one in same)


@lru_cache(maxsize=256)
def _amounts_of(statement: str) -> list[Amount]:
    """The amounts of a statement, which is asked for them again for each sentence that cites it."""
    return amounts(statement) if len(statement) <= LONGEST else []


def empty_unit(draft: Draft) -> Iterator[Fault]:
    """Units that do not say what is counted, or hold a part of the number."""
    for index, claim in enumerate(draft.brief.claims):
        if claim.quantity is None:
            continue
        unit, path = claim.quantity.unit.strip(), ("claims", index, "quantity", "unit")
        scaled = _UNIT_WITH_SCALE.fullmatch(unit)
        if scaled and (whole := multiplied(str(claim.quantity.value), _scale_in(scaled))):
            left = scaled["of"] or scaled["currency"]
            help = f"write value = {whole}" + (
                f' and unit = "{left}"' if left else ", and name in unit what is counted"
            )
            yield Fault("KZ502", path, f"the unit {unit!r} holds a part of the number", help)
        elif unit.lower() in _SAYS_NOTHING:
            help = "name what is counted: troops, km, % or a currency by its code, such as USD"
            yield Fault("KZ502", path, f"the unit {unit!r} does not say what is counted", help)


def _scale_in(unit: re.Match[str]) -> int:
    """What a unit multiplies by; of money an m is a million, and of all else metres as often."""
    word, of = unit["first"] or unit["last"], unit["of"] or unit["currency"] or ""
    is_money = of in CURRENCIES or re.fullmatch(_SIGN, of)
    return scale_of(word) or (SCALES.get(word.lower(), 0) if is_money else 0)


def two_values(draft: Draft) -> Iterator[Fault]:
    """Claims that give one measure, of one date and in one unit, two values."""
    first: dict[tuple[str, str, str | None], Claim] = {}
    for index, claim in enumerate(draft.brief.claims):
        quantity = claim.quantity
        if quantity is None:
            continue
        other = first.setdefault((_even(quantity.measure), _even(quantity.unit), claim.date), claim)
        if other.quantity is None or other.quantity.value == quantity.value:
            continue
        if other.id in claim.contradicts or claim.id in other.contradicts:
            continue  # the brief says itself that they differ
        there = show_quantity(other.quantity.value, other.quantity.unit)
        here = show_quantity(quantity.value, quantity.unit)
        message = f"{quantity.measure!r} is {here} here, and {there} in the claim {other.id!r}"
        help = f"give the value that holds, let the measures say how they differ, or list {other.id!r} in contradicts"
        yield Fault("KZ503", ("claims", index, "quantity", "value"), message, help)


def _even(text: str) -> str:
    """Words without case, articles and a plural's s, by which measures and units are compared."""
    return _PLURAL.sub("", _ARTICLE.sub("", " ".join(text.casefold().split())))


RULES: tuple[Rule, ...] = (
    Rule(
        "KZ501",
        "number-disagrees",
        "warning",  # which words tell the number is judged by a heuristic: its false alarms must fail no run unasked
        "A sentence that cites or states a claim gives its number another value than the claim's quantity."
        " A number is compared where the quantity's unit stands beside it, or where its citation follows at once and"
        " it is a digit off.",
        "A reader who checks one number and finds it wrong believes none of the others.",
        "GAO-21-368G, Government Auditing Standards: reports are accurate",
        find=other_number,
        english=True,
    ),
    Rule(
        "KZ502",
        "no-unit",
        "warning",
        "A quantity's unit does not say what is counted, or holds a part of the number: million, thousand USD.",
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
