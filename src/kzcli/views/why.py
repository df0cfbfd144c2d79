"""The argument under an item, and what rests on it: trees in which every line says who said so, and when."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple, cast

from kzcli.markup import inline
from kzcli.page import Block, Branch, Labelled, Page, Paragraph, Span, Text, Tree, faded, id_text, join, muted, plain
from kzcli.page_walk import without_citations
from kzcli.tracing import MAX_DEPTH, SUMMARY, Key, Node, Trace, on_what, what_on
from kzcli.values import show_age_of, show_day, show_list
from kzcli.views.mentions import confidence
from kzcli.views.strengths import limit, reason, strength
from kzcli.views.voices import Voices
from kzcli.views.words import optional, partial_date, withdrawn, word

if TYPE_CHECKING:
    from datetime import date

    from kzcli.brief import Claim, Goal, Recommendation, Source
    from kzcli.links import Links

BOTH_WAYS = ("claims", "sources")
"""The parts of whose items both is shown: what they rest on, and what rests on them."""


class Argument(NamedTuple):
    """What was found on some items."""

    down: Trace
    """On what they rest: of those of them of which that was asked for."""
    up: Trace
    """What rests on them, likewise."""


def argument(links: Links, asked: Collection[Key], depth: int, *, reverse: bool) -> Argument:
    """What there is to know of some items.

    Args:
        links: the brief's items.
        asked: the items, none of which is an actor.
        depth: how many levels to show, from 1 to `MAX_DEPTH`.
        reverse: whether only what rests on them is asked for.
    """
    up = [key for key in asked if reverse or key[0] in BOTH_WAYS]
    return Argument(on_what(links, () if reverse else asked, depth), what_on(links, up, depth))


def why_page(links: Links, asked: Collection[Key], found: Argument, day: date) -> Page:
    """Trees as a page, as seen on a day."""
    view = _View(links, day)
    down = {(node.part, node.id): node for node in found.down.roots}
    up = {(node.part, node.id): node for node in found.up.roots}
    blocks: list[Block] = []
    for key in asked:
        both = key in down and key in up
        for label, node in (
            (
                "On what it rests, and with what it conflicts" if _conflicts(down.get(key)) else "On what it rests",
                down.get(key),
            ),
            ("What rests on it", up.get(key)),
        ):
            if node:
                nothing = muted("nothing in the brief rests on it") if node is up.get(key) and not node.children else ()
                root = view.root(node, nothing, short=both and node is up.get(key))
                blocks.append(Labelled(label, (Tree((root,)),)) if both else Tree((root,)))
    blocks.append(Paragraph(muted(f"Seen on {show_day(day)}.{_more(found)}")))
    return Page(tuple(blocks), hint=_hint(links, asked))


def weakest_needed(links: Links, recommendation: Recommendation) -> tuple[str, ...]:
    """The claims that a recommendation needs and that keep it from being stronger; none where all are strong."""
    strong = links.strength(recommendation)
    if strong is None or strong.level == "high":
        return ()
    return tuple(id for id in recommendation.evidence if links.strengths[id].level == strong.level)


def stated(links: Links, part: str, id: str) -> Text:
    """What an item says in a line: its statement or its title; nothing for the summary."""
    if part == "claims":
        return cast("Text", without_citations(inline(links.claims[id].statement)))
    return () if part == SUMMARY else plain(getattr(links, part)[id].title)


def _conflicts(node: Node | None) -> bool:
    """Whether a tree tells what its root contradicts, besides what that rests on."""
    return node is not None and any(one.relation == "contradicts" for one in node.children)


def _more(found: Argument) -> str:
    """How many items are deeper than what is shown, and how to see them."""
    hidden = found.down.hidden + found.up.hidden
    deepest = max(found.down.deepest, found.up.deepest)
    how = f"--depth {deepest} shows all" if deepest <= MAX_DEPTH else "kzcli why, with one of the last ids, goes on"
    return f" {hidden} more below: {how}." if hidden else ""


def _hint(links: Links, asked: Collection[Key]) -> str:
    part, id = next(iter(asked))
    if part == SUMMARY:
        return "kzcli summary · kzcli why ID"
    weakest = weakest_needed(links, links.recommendations[id]) if part == "recommendations" else ()
    return " · ".join((f"kzcli show {id}", *(f"kzcli why {one}" for one in weakest[:1]), "kzcli why --help"))


class _View:
    """Says of each node of a tree what it is."""

    def __init__(self, links: Links, day: date) -> None:
        self._links = links
        self._day = day
        self._voices = Voices(links)

    def root(self, node: Node, nothing: Text, *, short: bool) -> Branch:
        """A tree: at its root the item that was asked for."""
        text, detail = self._said(node, ())
        bold = tuple(span._replace(styles=(*span.styles, "strong")) for span in text)
        head = id_text(node.id) if short else join([id_text(node.id), bold], "  ")
        said = join([() if short else detail, nothing], " · ")
        return Branch(head, faded(said), tuple(self._branch(one, self._weakest(node)) for one in node.children))

    def _branch(self, node: Node, weakest: tuple[str, ...]) -> Branch:
        head: Text = (Span(f"{node.relation} "), *id_text(node.id))
        place = optional(node.place)
        if node.repeated:
            return Branch(join([head, place], "  "), muted(f"shown {node.repeated}"))
        text, detail = self._said(node, weakest)
        under = tuple(self._branch(one, self._weakest(node)) for one in node.children)
        more = optional(f"{node.hidden} more below" if node.hidden else "")
        return Branch(join([head, text], "  "), faded(join([place, detail, more], " · ")), under)

    def _weakest(self, node: Node) -> tuple[str, ...]:
        """Which of the branches of a node are to be marked."""
        if node.part != "recommendations":
            return ()
        return weakest_needed(self._links, self._links.recommendations[node.id])

    def _said(self, node: Node, weakest: tuple[str, ...]) -> tuple[Text, Text]:
        """What an item states, and what else there is to say of it."""
        links, id = self._links, node.id
        text = stated(links, node.part, id)
        match node.part:
            case "claims":
                claim = links.claims[id]
                sure = self._strength(claim, marked=id in weakest and node.relation == "needs")
                return join([text, sure], "  "), self._of_claim(claim)
            case "recommendations":
                return text, strength(links, links.recommendations[id])
            case "goals":
                return text, self._of_goal(links.goals[id], asked=not node.relation)
            case "sources":
                return text, self._of_source(links.sources[id])
        return text or (() if node.relation else plain("The bottom line and the points")), ()

    def _strength(self, claim: Claim, *, marked: bool) -> Text:
        """How strong a claim is; where that is less than its author's confidence, why."""
        links, strong = self._links, self._links.strengths[claim.id]
        sure = confidence(links, claim)
        if strong.level != claim.confidence and strong.limited_by == claim.id:
            sure = (*sure, Span(" ("), *reason(links, claim, strong), Span(")"))
        elif strong.level != claim.confidence:
            sure = (*sure, Span(", limited by "), *limit(links, strong))
        return (*sure, Span(" ◀weakest", word(strong.level)[0].styles)) if marked else sure

    def _of_claim(self, claim: Claim) -> Text:
        what = join([word(claim.kind), self._dated(claim.date)], ", ")
        silent = "" if claim.sources or claim.rests_on else "no source"
        return join([what, self._voices(claim.sources), optional(silent)], " · ")

    def _of_goal(self, goal: Goal, *, asked: bool) -> Text:
        """Who states a goal: with the places, or in a word where the goal is not what was asked for."""
        if not goal.sources:
            return plain("no source")
        voices = self._voices(goal.sources, places=asked)
        return (Span("stated in "), *voices) if asked else voices

    def _of_source(self, source: Source) -> Text:
        based = "the brief restates it" if self._links.brief.based_on == source.id else ""
        gone = withdrawn(source.id in self._links.gone)
        who = show_list(source.authors) or source.publisher
        return join([optional(who), word(source.kind), self._dated(source.date), optional(based), gone], ", ")

    def _dated(self, value: str | None) -> Text:
        old = show_age_of(value, self._day) if value else ""
        return (*partial_date(value), *((Span(f", {old} ago"),) if old else ()))
