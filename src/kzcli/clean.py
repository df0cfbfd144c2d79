"""Text from outside made safe to show: what could act on a terminal becomes a visible symbol.

The data itself is never changed; cleaning happens where text leaves for a screen or a page.
"""

from __future__ import annotations

import re

# Control characters (C0, DEL, C1), line and paragraph separators, the byte order mark, lone surrogates, what XML
# cannot hold, and the characters with the Unicode property Bidi_Control, which reorder what is around them.
ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile("[\t\n\r]+")


def _symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)  # Unicode's pictures of the control characters
    if code == 0x7F:
        return "␡"
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file name that is no text (PEP 383)
        return f"<{code - 0xDC00:02X}>"
    return f"<U+{code:04X}>"


def clean(text: str) -> str:
    """The text on one line, with every character that could act on a terminal made visible.

    Tabs and line breaks become one space: they lay out the writers' own output, so they cannot come from a
    brief.
    """
    return text if text.isascii() and text.isprintable() else ACTING.sub(_symbol, _SPACES.sub(" ", text))


def clean_lines(text: str, tab: str = "    ") -> list[str]:
    """The lines of a preformatted text, each cleaned.

    Args:
        text: the text.
        tab: what stands for a tab.
    """
    return [tab.join(map(clean, line.split("\t"))) for line in re.split("\r\n|\n|\r", text)]


_TYPOGRAPHY = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "--", "…": "...", "·": "-", "•": "*", "→": "->", "◀": "<"}
)


def fit(text: str, encoding: str) -> str:
    r"""The text as an encoding can show it, losing no letter.

    Marks of typography become their ASCII likenesses, and any other character that the encoding lacks its
    escape, `\u049b`.

    Args:
        text: any text.
        encoding: what Python calls the encoding.
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_TYPOGRAPHY).encode(encoding, "backslashreplace").decode(encoding)
    return text


def escape_acting(text: str) -> str:
    r"""JSON or TOML text with acting characters inside its strings written as `\uXXXX`.

    Both formats read the escape as the same character, so the data stays as it is. Line feeds and tabs are
    layout there and stay.
    """
    return ACTING.sub(lambda m: m[0] if m[0] in "\n\t" else f"\\u{ord(m[0]):04x}", text)
