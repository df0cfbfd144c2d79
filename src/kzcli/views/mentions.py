"""How an item of a brief is mentioned where something else is shown.

On a terminal it is mentioned by its id, which can be typed. In a document it is mentioned by its number or its name,
which leads to it there, also on paper; where the document does not have it, in words that lead nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from kzcli.links import Links
from kzcli.markup import inline
from kzcli.names import split_name
from kzcli.page import Block, Paragraph, Span, Text, id_text, join, muted, plain
from kzcli.values import show_list
from kzcli.views.words import items_list, optional, partial_date, with_id, withdrawn, word

if TYPE_CHECKING:
    from kzcli.brief import Brief, Citation, Claim, Source


class DocumentLinks(Links):
    """A brief's items, with what is known of those that a document of it has.

    Args:
        brief: the brief.
        parts: the parts that the document has.
    """

    def __init__(self, brief: Brief, parts: Collection[str]) -> None:
        super().__init__(brief)
        self.parts = frozenset(parts)
        self.labels = _labels(brief.sources)
        """What each source is called in few words, no two alike."""
        self.numbers = {
            item.id: number
            for part in ("recommendations", "claims")
            if part in self.parts
            for number, item in enumerate(getattr(brief, part), 1)
        }
        """The numbers of the recommendations and claims that stand in the document, each among its like."""

    def lead(self, id: str, text: str) -> Text:
        """A text that leads to the card of an item, where the document has it."""
        return (Span(text, ("id",), id),) if self.items[id][0] in self.parts else plain(text)


def named(links: Links, id: str | None, name: str) -> Text:
    """A name with the id that can be typed; nothing where there is no id."""
    if not id:
        return ()
    if isinstance(links, DocumentLinks):
        return links.lead(id, name)
    return (Span(f"{name} ("), *id_text(id), Span(")"))


def title_line(links: Links, title: str, id: str) -> Text:
    """A title after the id that it can be shown by."""
    return links.lead(id, title) if isinstance(links, DocumentLinks) else with_id(id, plain(title))


def mention(links: Links, id: str, *, first: bool = False) -> Text:
    """A claim or a recommendation in few words: its id, or its number; nothing where a document does not have it.

    Args:
        links: the brief's items.
        id: which it is.
        first: whether a sentence begins with it.
    """
    if not isinstance(links, DocumentLinks):
        return id_text(id)
    if id not in links.numbers:
        return ()
    said = f"{links.items[id][0].removesuffix('s')} {links.numbers[id]}"
    return (Span(said.capitalize() if first else said, ("id",), id),)


def claim_line(links: Links, claim: Claim) -> Text:
    """A claim in a line: its statement, what it is, and how it can be found."""
    kind = join([word(claim.kind), confidence(links, claim, "confidence"), partial_date(claim.date)], ", ")
    if not isinstance(links, DocumentLinks):
        return with_id(claim.id, (*inline(claim.statement), Span(" ("), *kind, Span(")")))
    return (*inline(claim.statement), Span(" ("), *join([mention(links, claim.id), kind], ": "), Span(")"))


def claims_list(links: Links, claim_ids: Iterable[str]) -> tuple[Block, ...]:
    """Claims as a list of lines."""
    return items_list(claim_line(links, links.claims[id]) for id in claim_ids)


def claim_numbers(links: DocumentLinks, claim_ids: Iterable[str]) -> Text:
    """Claims of a document that has them, by their numbers."""
    return join([(Span(str(links.numbers[id]), ("id",), id),) for id in claim_ids], ", ")


def confidence(links: Links, claim: Claim, label: str = "") -> Text:
    """A claim's confidence, and where what it rests on holds less, how strong it is.

    Args:
        links: the brief's items.
        claim: the claim.
        label: what follows the word: `confidence`.
    """
    strong = links.strengths[claim.id]
    stated = word(claim.confidence, label)
    if strong.level == claim.confidence:
        return stated
    return (*stated, Span(" stated, "), *word(strong.level))


def who(source: Source) -> str:
    """Who speaks in a source; where it does not say, its title."""
    return show_list(source.authors) or source.publisher or source.title


def short_name(source: Source) -> str:
    """A source in few words: the family names of its authors, or else its publisher or title, and the year."""
    names = [name.family if (name := split_name(author)) else author for author in source.authors]
    said = f"{names[0]} and others" if len(names) > 2 else " and ".join(names) or who(source)
    years = dict.fromkeys(end[:4] for end in (source.date or "").split("/"))
    return f"{said} {'-'.join(years)}".rstrip()


def source_line(links: Links, source: Source) -> Text:
    """A source as a reference: who, what, where, when; in a document its title leads to its card or its address."""
    title = plain(source.title)
    if isinstance(links, DocumentLinks):
        here = "sources" in links.parts
        title = links.lead(source.id, source.title) if here or not source.url else _linked(source.title, source.url)
    return join(
        [
            plain(show_list(source.authors)) if source.authors else (),
            (Span("“"), *title, Span("”")) if title[0].styles else plain(f"“{source.title}”"),
            optional(source.publisher),
            partial_date(source.date),
        ],
        ", ",
    )


def citation_list(links: Links, cited: tuple[Citation, ...]) -> tuple[Block, ...]:
    """Citations as a list, or in a line where the document has the sources; nothing where there are none."""
    line = citation_line(links, cited)
    return (Paragraph(line),) if line else items_list(_citation(links, one) for one in cited)


def citation_line(links: Links, cited: tuple[Citation, ...]) -> Text:
    """Citations in a line, for a document that has the sources; nothing elsewhere."""
    if not isinstance(links, DocumentLinks) or "sources" not in links.parts:
        return ()
    named = {one.id for one in cited}
    return join([_citation(links, one, named) for one in cited], "; ")


def _citation(links: Links, cited: Citation, named: Collection[str] = ()) -> Text:
    """A citation: the reference, the place in it, and what it is known through, where that is not named with it."""
    source = links.sources[cited.id]
    through = next(links.origin(source), None)
    via: Text = ()
    if not isinstance(links, DocumentLinks):
        via = muted(f"known through {through.id}") if through else ()
        gone = withdrawn(source.id in links.gone)
        return with_id(cited.id, join([source_line(links, source), optional(cited.locator), via, gone], ", "))
    if through and through.id not in named:
        via = (*muted("known through "), *_label(links, through))
    reference = _label(links, source) if "sources" in links.parts else source_line(links, source)
    return join([reference, optional(cited.locator), via], ", ")


def references(links: Links, cited: tuple[Citation, ...]) -> Text:
    """Citations in few words: of each source who and when, and the places in it.

    A document that does not have the sources says their titles too, which lead to their addresses.
    """
    places: dict[str, list[Text]] = {}
    for one in cited:
        places.setdefault(one.id, []).append(optional(one.locator))
    made = []
    for id, locators in places.items():
        source, places_in_it = links.sources[id], join(locators, "; ")
        if not isinstance(links, DocumentLinks):
            said = [plain(who(source)), partial_date(source.date), places_in_it, withdrawn(id in links.gone)]
            made.append(with_id(id, join(said, ", ")))
        elif "sources" in links.parts:
            made.append(join([_label(links, source), places_in_it], ", "))
        else:
            made.append(join([source_line(links, source), places_in_it], ", "))
    return join(made, "; ")


def short_source(links: DocumentLinks, source: Source) -> Text:
    """A source in few words and by its title, which leads to its address."""
    title = _linked(source.title, source.url) if source.url else plain(source.title)
    if who(source) == source.title:
        return join([title, partial_date(source.date)], ", ")
    return join([plain(links.labels[source.id]), title], ", ")


def _label(links: DocumentLinks, source: Source) -> Text:
    return links.lead(source.id, links.labels[source.id])


def _linked(text: str, address: str) -> Text:
    return (Span(text, ("link",), address),)


def _labels(sources: tuple[Source, ...]) -> dict[str, str]:
    """Short names, told apart by a number where they would be the same."""
    names = [short_name(source) for source in sources]
    counts, seen = Counter(names), Counter[str]()
    made = {}
    for source, name in zip(sources, names, strict=True):
        seen[name] += 1
        made[source.id] = name if counts[name] == 1 else f"{name} ({seen[name]})"
    return made
