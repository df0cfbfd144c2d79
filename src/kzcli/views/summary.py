"""The summary: who wrote it and when, the bottom line first, key points, goals and recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.markup import cited, inline
from kzcli.page import Block, Bullets, Callout, Card, Fields, Page, Paragraph, Span, Text, faded, id_text, plain
from kzcli.values import show_count, show_day
from kzcli.views import words
from kzcli.views.mentions import short_name
from kzcli.views.notes import page
from kzcli.views.strengths import strength

if TYPE_CHECKING:
    from datetime import date

    from kzcli.brief import Brief, Recommendation
    from kzcli.links import Links


def summary_page(links: Links, day: date) -> Page:
    """The brief in a minute, as seen on a day."""
    brief = links.brief
    hint = ""
    if brief.recommendations:
        hint = f"kzcli why {brief.recommendations[0].id} · kzcli read · kzcli track · kzcli export --help"
    blocks: tuple[Block, ...] = (
        Card(plain(brief.title), (Paragraph(byline(links, day)),), level=1),
        bottom_line(links),
        *points(links),
        *_goals(links),
        *(_recommendation(links, number, one) for number, one in enumerate(brief.recommendations, 1)),
        *((Paragraph(faded(inline(brief.disclaimer))),) if brief.disclaimer else ()),
    )
    return page(links, blocks, hint=hint)


def byline(links: Links, day: date | None = None) -> Text:
    """Who answers for it, what it is based on, its dates and its size.

    Who wrote what it is based on need not have issued it, so the two are told apart.

    Args:
        links: the brief's items.
        day: the day on which it is seen; none where that is not told.
    """
    brief = links.brief
    names = ", ".join(author.name for author in brief.authors)
    if brief.based_on:
        source = short_name(links.sources[brief.based_on])
        names = f"Analysis by {names}, based on {source}" if names else f"Based on {source}"
    counts = f"{show_count(len(brief.claims), 'claim')}, {show_count(len(brief.sources), 'source')}"
    return plain(" · ".join(part for part in (names, f"{dates(brief)}{seen(brief, day)}", counts) if part))


def dates(brief: Brief) -> str:
    """The day up to which a brief knew anything, and that of the last update since."""
    last = followed_to(brief)
    return f"as of {show_day(brief.as_of)}" + (f", followed up to {show_day(last)}" if last else "")


def seen(brief: Brief, day: date | None) -> str:
    """What follows the dates of a brief: the day on which it is seen; nothing where that is not told."""
    before = ", before that day" if day and day < brief.as_of else ""
    return f", seen {show_day(day)}{before}" if day else ""


def followed_to(brief: Brief) -> date | None:
    """The day of the last update that is later than the brief; none where nothing has been entered since."""
    days = [update.date for one in brief.recommendations for update in one.updates]
    return max((day for day in days if day > brief.as_of), default=None)


def bottom_line(links: Links) -> Callout:
    """The answer, in a box."""
    return Callout(plain("Bottom line"), (Paragraph(_as_it_stands(links, links.brief.summary.bottom_line)),))


def points(links: Links) -> tuple[Block, ...]:
    """The key points as a list, each with what of it has lost its ground; nothing where there are none."""
    return words.items_list(_as_it_stands(links, point) for point in links.brief.summary.points)


def _as_it_stands(links: Links, text: str) -> Text:
    """A text; where something is withdrawn, with those of the claims that it cites that nothing holds any more."""
    said = inline(text)
    if not links.withdrawn:
        return said
    fallen = unsupported(links, text)
    return (*said, Span(" (without ground: ", ("poor",)), *words.ids(fallen), Span(")", ("poor",))) if fallen else said


def unsupported(links: Links, text: str) -> tuple[str, ...]:
    """The claims that a text cites and that nothing holds."""
    return tuple(id for id in dict.fromkeys(cited(text, blocks=False)) if links.strengths[id].level == "unsupported")


def _goals(links: Links) -> tuple[Block, ...]:
    unserved = unserved_goals(links) if links.withdrawn else ()
    said = (Span("  (no recommendation that holds serves it)", ("poor",)),)
    goals = tuple(
        (Paragraph((*plain(one.title), Span("  "), *id_text(one.id), *(said if one.id in unserved else ()))),)
        for one in links.brief.goals
    )
    return (Card(plain("Goals"), (Bullets(goals, 1),)),) if goals else ()


def unserved_goals(links: Links) -> tuple[str, ...]:
    """The goals whose recommendations have lost their ground, or never had any, as `impact` has it."""
    levels: dict[str, set[str | None]] = {}
    for one in links.brief.recommendations:
        strong = links.strength(one)
        for id in one.goals:
            levels.setdefault(id, set()).add(strong.level if strong else None)
    return tuple(id for id, found in levels.items() if "unsupported" in found and found <= {"unsupported", None})


def _recommendation(links: Links, number: int, recommendation: Recommendation) -> Card:
    return Card(
        plain(recommendation.title),
        (
            Fields(
                (
                    ("To act", plain(links.actors[recommendation.actor].name)),
                    ("Serves", words.ids(recommendation.goals)),
                    ("Rests on", strength(links, recommendation)),
                    ("Status", words.status(links, recommendation)),
                )
            ),
        ),
        recommendation.id,
        number=number,
    )
