"""What is lost when sources or claims are withdrawn: the answer in a sentence, then all of it, the gravest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kzcli.markup import inline
from kzcli.page import (
    Block,
    Card,
    Fields,
    Heading,
    Listing,
    Page,
    Paragraph,
    Row,
    Span,
    Text,
    id_text,
    plain,
)
from kzcli.views.impact_words import (
    OUTCOMES,
    answer,
    claim_reason,
    goal_reason,
    ground,
    limited,
    recommendation_reason,
    share,
)
from kzcli.views.mentions import source_line
from kzcli.views.notes import page
from kzcli.views.words import day, ids, items_list, row, with_id, word

if TYPE_CHECKING:
    from kzcli.impact import ClaimChange, Effect, Impact, RecommendationChange
    from kzcli.strength import Strength

COLUMNS = ("kind", "id", "from", "to", "reason")
"""What a pipe gets of each thing that is lost."""

TITLES: dict[tuple[Effect, str], str] = {
    ("withdrawn", ""): "Withdrawn, or found wrong",
    ("falls", ""): "Claims without a source any more",
    ("falls", "needs"): "Claims that need one that falls",
    ("weaker", ""): "Weaker claims",
    ("stronger", ""): "Stronger claims, for less contradicts them or what they rest on",
    ("no-source-left", ""): "No source of their own left, though what they rest on holds",
    ("no-source-left", "assumed"): "Assumptions that have no source left, and need none",
    ("fewer-sources", ""): "Fewer sources left, though as strong as before",
    ("no-source-left", "unsupported"): "Unsupported already, and now with fewer sources, or none",
    ("fewer-sources", "unsupported"): "Unsupported already, and now with fewer sources, or none",
}
"""Over the claims of which something changes: what changes, and in which case, the gravest first."""

MAX_IN_FULL = 20
"""How many claims of a kind people are told with what they state; of more, the ids."""


def impact_page(found: Impact) -> Page:
    """What is lost, for people."""
    links = found.before
    sources = ((one.id, source_line(links, links.sources[one.id]), ()) for one in found.sources)
    blocks = (
        Heading(1, plain(answer(found))),
        *((Paragraph((Span("The whole brief "), *_restates(found.restates), Span("."))),) if found.restates else ()),
        *(_recommendation(found, one) for one in found.recommendations),
        *_listed("Goals", ((one.id, plain(links.goals[one.id].title), goal_reason(one)) for one in found.goals)),
        *_headed(
            "Texts that cite what falls", items_list((Span(f"{one.place}: "), *ids(one.cites)) for one in found.texts)
        ),
        *_listed("Updates that lose a source", ((one.id, day(one.date), ground(one.ground)) for one in found.updates)),
        *_listed("Sources that fall with it", sources),
        *(block for title, chosen in _claim_groups(found) for block in _claims(found, title, chosen)),
    )
    first = found.withdrawn[0]
    doubtful = next((one.id for one in found.claims if one.effect in ("no-source-left", "fewer-sources")), "")
    more = f"kzcli impact {doubtful}" if doubtful else "kzcli why ID"
    return page(links, blocks, hint=f"kzcli summary --without {first} · {more}")


def impact_lines(found: Impact) -> Page:
    """What is lost, for programs: the answer, then one thing a line."""
    brief = found.before.brief
    restated = [_line("brief", brief.id, _restates(found.restates))] if found.restates else []
    rows = (
        *restated,
        *(
            _line("recommendation", one.id, recommendation_reason(found, one), one.before, one.after)
            for one in found.recommendations
        ),
        *(_line("goal", one.id, goal_reason(one)) for one in found.goals),
        *(_line("text", one.id, (Span(f"{one.place} cites "), *ids(one.cites))) for one in found.texts),
        *(_line("update", one.id, (*day(one.date), Span(": "), *ground(one.ground))) for one in found.updates),
        *(_line("source", one.id, (Span("known only through "), *id_text(one.through))) for one in found.sources),
        *(
            _line("claim", one.id, claim_reason(found, one), one.before, one.after)
            for _, chosen in _claim_groups(found)
            for one in chosen
        ),
    )
    return Page((Paragraph(plain(answer(found))), *((Listing(COLUMNS, rows),) if rows else ())))


def _line(kind: str, id: str, reason: Text, before: Strength | None = None, after: Strength | None = None) -> Row:
    levels = (word(one.level) if one else () for one in (before, after))
    return row(plain(kind), id_text(id), *levels, reason)


def _headed(title: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return (Heading(2, plain(title)), *blocks) if blocks else ()


def _listed(title: str, lines: Iterator[tuple[str, Text, Text]]) -> tuple[Block, ...]:
    """Items under a title, each with its id, what it is, and what becomes of it."""
    return _headed(title, items_list(_item(*line) for line in lines))


def _item(id: str, text: Text, reason: Text) -> Text:
    return (*with_id(id, text), *((Span(" ("), *reason, Span(")")) if reason else ()))


def _restates(source: str | None) -> Text:
    return (Span("restates "), *id_text(source)) if source else ()


def _recommendation(found: Impact, change: RecommendationChange) -> Card:
    return Card(
        plain(found.before.recommendations[change.id].title),
        (
            Fields(
                (
                    ("Strength", _levels(change)),
                    ("Limited", limited(found, change)),
                    ("Needs", share(change.needs, change.needed)),
                    ("Against it", share(change.objections, change.objected)),
                )
            ),
        ),
        change.id,
    )


def _levels(change: RecommendationChange) -> Text:
    if not change.before or not change.after:
        return ()
    was = word(change.before.level)
    if change.outcome in ("weaker", "stronger"):
        return (Span("was "), *was, Span(", now "), *word(change.after.level))
    if change.outcome in ("fewer-objections", "less-support"):
        return (*was, Span(", as before"))
    return (Span("was "), *was, Span(", "), Span(OUTCOMES[change.outcome], ("poor",)))


def _claim_groups(found: Impact) -> Iterator[tuple[str, list[ClaimChange]]]:
    """The claims of which something changes, under titles that say what, the gravest first."""
    groups: dict[str, list[ClaimChange]] = {title: [] for title in TITLES.values()}
    for change in found.claims:
        groups[TITLES[change.effect, _case(found, change)]].append(change)
    return ((title, chosen) for title, chosen in groups.items() if chosen)


def _case(found: Impact, change: ClaimChange) -> str:
    """What tells claims apart of which the same becomes: `TITLES` has the cases of each effect."""
    match change.effect:
        case "falls" if change.needs:
            return "needs"
        case "no-source-left" | "fewer-sources" if change.after.level == "unsupported":
            return "unsupported"
        case "no-source-left" if not found.before.claims[change.id].rests_on:
            return "assumed"
        case _:
            return ""


def _claims(found: Impact, title: str, chosen: list[ClaimChange]) -> tuple[Block, ...]:
    """Claims under a title, with a reason where it says more than the title."""
    told = any(one.needs for one in chosen) or chosen[0].effect not in ("withdrawn", "falls")
    shown = [
        _item(one.id, inline(found.before.claims[one.id].statement), claim_reason(found, one) if told else ())
        for one in chosen[:MAX_IN_FULL]
    ]
    more = chosen[MAX_IN_FULL:]
    if more:
        shown.append((Span(f"and {len(more)} more: "), *ids(one.id for one in more)))
    return _headed(f"{title} ({len(chosen)})", items_list(shown))
