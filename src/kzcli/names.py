"""Names of those who wrote or said something."""

from __future__ import annotations

from typing import NamedTuple


class Name(NamedTuple):
    """A name that says which of it is the family's."""

    family: str
    given: str


def split_name(author: str) -> Name | None:
    """A name written `Family, Given`; none for any other, which is to be taken whole."""
    family, _, given = (part.strip() for part in author.partition(","))
    return Name(family, given) if family and given and "," not in given else None
