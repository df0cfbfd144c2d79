"""Figures: the claims with a quantity, those that share a unit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.page import Bar, Bars, Block
from kzcli.values import show_quantity
from kzcli.views import View, claims
from kzcli.views.mentions import mention
from kzcli.views.words import partial_date

if TYPE_CHECKING:
    from kzcli.brief import Brief, Claim
    from kzcli.links import Links


def _items(brief: Brief) -> tuple[Claim, ...]:
    return tuple(claim for claim in brief.claims if claim.quantity)


def _listing(brief: Brief, links: Links) -> tuple[Block, ...]:
    units: dict[str, list[Bar]] = {}
    for claim in brief.claims:
        if number := claim.quantity:
            shown = show_quantity(number.value, number.unit)
            bar = Bar(
                claim.id,
                number.measure,
                number.value,
                number.unit,
                shown,
                partial_date(claim.date),
                mention(links, claim.id),
            )
            units.setdefault(number.unit, []).append(bar)
    shared = tuple(Bars(unit, tuple(bars)) for unit, bars in units.items() if len(bars) > 1)
    alone = tuple(bars[0] for bars in units.values() if len(bars) == 1)
    return (*shared, *((Bars("", alone),) if alone else ()))


VIEW = View(
    ("id", "value", "unit", "measure", "date"),
    _items,
    _listing,
    claims.VIEW.card,
    claims.VIEW.related,
    claims.VIEW.data,
)
