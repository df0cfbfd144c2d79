"""The blocks that a page is made of. Views make pages, writers turn them into what people read.

A page knows nothing of briefs and nothing of terminals. Everything in it is a tuple, so it can be walked
without knowing its kinds.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Tone = Literal["muted", "good", "fair", "poor", "deleted", "inserted"]
Style = Literal["emphasis", "strong", "code", "link", "citation", "id", "break"] | Tone
"""How a span is meant, not how it looks. A `break`, whose text is a blank, ends a line of a paragraph."""
Alignment = Literal["", "left", "center", "right"]


class Span(NamedTuple):
    """A run of text with one meaning."""

    text: str
    styles: tuple[Style, ...] = ()
    target: str = ""
    """The address of a link; the id that a citation cites; the id that a mention of an item stands for, where the
    text is not that id itself."""
    exact: str | None = None
    """What a program reads instead of the text: `2100000000` for `$2.1 billion`; none where it is the same."""


Text = tuple[Span, ...]


class Heading(NamedTuple):
    """A heading; level 1 is the page's title, and no level is left out between one and the next."""

    level: int
    text: Text


class Paragraph(NamedTuple):
    """A paragraph."""

    text: Text


class Bullets(NamedTuple):
    """A list, each of its items a few blocks."""

    items: tuple[tuple[Block, ...], ...]
    first: int | None = None
    """The number of the first item; none for a list without numbers."""


class Quotation(NamedTuple):
    """Somebody else's words."""

    blocks: tuple[Block, ...]


class Code(NamedTuple):
    """Text that keeps its lines and spaces."""

    text: str
    language: str = ""


class Divider(NamedTuple):
    """A break between two parts of a text."""


class Table(NamedTuple):
    """A table with a header row, as a brief's own text may hold."""

    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    aligned: tuple[Alignment, ...] = ()
    """Where the cells of each column stand, empty where nobody said; none where that is so of all."""


class Row(NamedTuple):
    """An item of a listing."""

    cells: tuple[Text, ...]


class Listing(NamedTuple):
    """Items one after the other: in a pipe one a line, its cells parted by tabs.

    The first column is the item's id, the second says what it is, the others say things about it.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


class Fields(NamedTuple):
    """Labelled values."""

    pairs: tuple[tuple[str, Text], ...]


class Labelled(NamedTuple):
    """Blocks under a label, within a card."""

    label: str
    blocks: tuple[Block, ...]


class Callout(NamedTuple):
    """Blocks that nobody is to miss, under a title: a box."""

    title: Text
    blocks: tuple[Block, ...]
    level: int = 2


class Card(NamedTuple):
    """Blocks that belong together: a panel on a terminal, a headed part elsewhere."""

    title: Text
    """Its heading; where it is empty, its number stands before its first words and its id after them."""
    blocks: tuple[Block, ...]
    id: str = ""
    level: int = 2
    number: int | None = None
    """Its number among its like; none where they are not numbered."""


class Bar(NamedTuple):
    """One quantity of a chart."""

    id: str
    label: str
    value: float
    unit: str
    shown: str
    """Value and unit as people write them."""
    date: Text
    mention: Text
    """How people are told which item it is of."""


class Bars(NamedTuple):
    """Quantities side by side."""

    unit: str
    """The unit of all of them; empty where they differ, so that nothing can be drawn to one scale."""
    bars: tuple[Bar, ...]

    @property
    def caption(self) -> str:
        """What stands above them."""
        return f"In {self.unit}" if self.unit else "In other units"


class Event(NamedTuple):
    """A point or a stretch on a line of dates."""

    date: Text
    mark: Literal["point", "stretch", "later", "now"]
    """A day, month or year; an interval; something later than the brief; the brief's own date."""
    text: Text
    id: str
    start: float
    """Where it begins, as a decimal year: 2018.5 is the middle of 2018."""
    end: float
    """Where it ends; the same where it is one day."""
    mention: Text = ()
    """How people are told which item it is of; empty for the brief's own date."""


class Timeline(NamedTuple):
    """Events in the order of their dates."""

    events: tuple[Event, ...]


class Branch(NamedTuple):
    """An entry of a tree, with those under it."""

    text: Text
    detail: Text = ()
    """What else is to be said of it, after the text or below it."""
    branches: tuple[Branch, ...] = ()


class Tree(NamedTuple):
    """Entries with others under them; nowhere more than some fifty levels of them."""

    branches: tuple[Branch, ...]


class Changed(NamedTuple):
    """An item of a list of changes, and what is told of it."""

    mark: Literal["+", "-", "~", "=", "?"]
    """Whether it was added, removed, changed or renamed, or is in question."""
    id: str
    text: Text
    """What the item is."""
    details: tuple[Text, ...] = ()
    """What is told of it; in a pipe each is a line, and where there are any the text is left out."""


class Changes(NamedTuple):
    """What is otherwise than it was: in a pipe, lines that begin with a mark and an id."""

    items: tuple[Changed, ...]


Block = (
    Heading
    | Paragraph
    | Bullets
    | Quotation
    | Code
    | Divider
    | Table
    | Listing
    | Fields
    | Labelled
    | Callout
    | Card
    | Bars
    | Timeline
    | Tree
    | Changes
)


class Note(NamedTuple):
    """What a citation cites."""

    id: str
    text: Text
    mention: Text
    """How people are told which item it is of."""


class About(NamedTuple):
    """What a document says of itself in its properties."""

    id: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    """The day of the brief, as ISO 8601 has it."""
    language: str = "en"
    """A BCP 47 tag."""
    description: str = ""
    followed_to: str = ""
    """The day of the last update that is later than it, likewise; empty where there is none."""


class Page(NamedTuple):
    """What a view shows, in order."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    """What the citations in the blocks cite, in the order of their first mention."""
    numbered: bool = False
    """Whether citations are numbered and the notes stand below; else a citation shows its id."""
    hint: str = ""
    """Where a reader may go next; for a terminal only."""
    about: About = About()
    """What the page is, where it is a document of its own."""


def plain(text: str) -> Text:
    """Plain text as a text of one span."""
    return (Span(text),)


def muted(text: str) -> Text:
    """Text that may be skipped."""
    return (Span(text, ("muted",)),)


def faded(text: Text) -> Text:
    """A text of which may be skipped what has no look of its own."""
    return tuple(span if span.styles else Span(span.text, ("muted",), exact=span.exact) for span in text)


def id_text(id: str) -> Text:
    """An id that can be typed into `show`."""
    return (Span(id, ("id",)),)


def join(texts: tuple[Text, ...] | list[Text], between: str) -> Text:
    """Texts one after the other, with something between; empty ones are left out."""
    joined: list[Span] = []
    for text in texts:
        if text:
            joined += [Span(between), *text] if joined else text
    return tuple(joined)


def plain_words(text: Text) -> str:
    """A text without its styles and citations."""
    return "".join(span.text for span in text if "citation" not in span.styles)
