"""Typst at work: the template `brief.typ`, its data, and the fonts that have their characters."""

from __future__ import annotations

import os
import re
import warnings

from kzcli.errors import LostCharacterWarning
from kzcli.values import show_first

_NAMED = 5  # so many characters that no font has are named
_NO_FONT = "could not be displayed"  # what Typst says of a text for which it has no font


def typeset(data: str) -> bytes:
    """A PDF by Typst's own fonts, the same everywhere; by the computer's where those lack a character.

    What these lack too is shown by its number, with a warning.

    Args:
        data: what the template reads, as JSON.

    Raises:
        typst.TypstError: the template refuses.

    Warns:
        LostCharacterWarning: no font has some of the characters.
    """
    import typst

    try:
        return _compile(data)
    except typst.TypstError as error:
        if _NO_FONT not in str(error):
            raise
    # Not in the alphabets that Typst's own fonts are known to have: Latin, Greek, Cyrillic and their punctuation.
    known = " -~\u00a0-\u02ff\u0384-\u038a\u0390-\u03a1\u03a3-\u04ff\u1e00-\u1eff\u2010-\u2040\u20a0-\u20c0"
    unsure = set(re.findall(f"[^{known}]", data))
    lacking: set[str] = set()
    while True:
        numbers = {ord(one): f"<U+{ord(one):04X}>\u200b" for one in lacking}  # between them a line may break
        try:
            made = _compile(data.translate(numbers), system_fonts=True)
        except typst.TypstError as error:
            if _NO_FONT not in str(error) or lacking == unsure:
                raise
            # What Typst names, as Rust writes it, where that is news; else all that it may mean.
            said = re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), error.diagnostic)
            named = unsure.intersection(said)
            lacking = unsure if named <= lacking else lacking | named
            continue
        if lacking:
            warnings.warn(LostCharacterWarning(_lost(lacking)), stacklevel=5)
        return made


def _lost(lacking: set[str]) -> str:
    """Which characters no font has, the first of them by name."""
    named = show_first([f"U+{ord(one):04X}" for one in sorted(lacking)], _NAMED)
    return f"no font of this computer has {named}: shown by number; a font such as Noto has most"


def _compile(data: str, *, system_fonts: bool = False) -> bytes:
    import typst

    here = os.path.dirname(__file__)
    made: bytes = typst.compile(
        os.path.join(here, "brief.typ"),
        root=here,
        ignore_system_fonts=not system_fonts,
        sys_inputs={"page": data},
        pdf_standards=["ua-1"],
        timestamp=0,
    )
    return made
