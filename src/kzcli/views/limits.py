"""By what something that is stronger than it was is limited now, and was before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kzcli.page import Span, Text, id_text
from kzcli.views.strengths import limit, reason

if TYPE_CHECKING:
    from kzcli.links import Links
    from kzcli.strength import Strength


class Eased(NamedTuple):
    """How a limit is said: `still limited by …`, or with what it is in front."""

    adverb: str
    """`now`, `still`, `no longer`; empty where another claim limits it, which may do so beside the first."""
    by: Text
    """`by` and a claim, with the reason; where it is otherwise than it was, with what it was."""


def eased(old: Links, then: Strength, new: Links, now: Strength) -> Eased:
    """By what something stronger is limited; only what does not limit it afterwards no longer does.

    Args:
        old: the items as they were, under the ids that they have now.
        then: how strong it was.
        new: the items as they are.
        now: how strong it is.
    """
    id = then.limited_by
    was = (Span("by "), *limit(old, then))
    own = new.strengths.get(id)
    if not now.is_limited:
        return Eased("no longer", was)
    if own is None or (own.level, own.limited_by) != (now.level, id):
        return Eased("now", (Span("by "), *limit(new, now), Span(", no longer "), *was))
    if now.limited_by != id:
        return Eased("", (Span("by "), *limit(new, now), Span(", before "), *was))
    more = before(old, then, new, now)
    if not more:
        return Eased("still", (Span("by "), *limit(new, now)))
    return Eased("still", (Span("by "), *id_text(id), Span(" ("), *reason(new, new.claims[id], now), *more, Span(")")))


def before(old: Links, then: Strength, new: Links, now: Strength) -> Text:
    """`; before: contradicted by b, c` after the reason why a claim is limited; nothing where it was the same."""
    was = reason(old, old.claims[then.limited_by], then)
    return () if was == reason(new, new.claims[now.limited_by], now) else (Span("; before: "), *was)
