"""English words: what rules about sentences know of them. It knows nothing of rules, drafts or files."""

from __future__ import annotations

MOST = 20
"""How many words of one kind are looked at in a sentence; what anybody writes has fewer."""
NEAR = 300
"""How many characters before and after a word are looked at for what it means there."""

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
"""As a regular expression."""


def listed(words: str) -> frozenset[str]:
    """The words of a text with blanks between them."""
    return frozenset(words.split())
