"""A drawing of items and what is between them, for programs that lay it out."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Dot(NamedTuple):
    """An item of a drawing."""

    id: str
    """What people call it."""
    text: str
    """What it says."""
    detail: str
    """What else is to be said of it."""
    shape: Literal["aim", "action", "text", "statement", "source"]
    gone: bool = False
    """Whether it does not count."""


class Line(NamedTuple):
    """From one item of a drawing to another."""

    start: int
    """Which of the items, by its place among them."""
    end: int
    label: str
    opposing: bool = False
    """Whether the one speaks against the other."""


class Graph(NamedTuple):
    """Items, each once, and the lines between them."""

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    caption: str = ""
    """What stands beside it."""
