"""What is broken in a Markdown text, where it stands. Whatever could be meant as it is written is passed over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from kzcli.values import CITATION, CITATIONS

_SAFE = re.compile(r"(?:https?://|mailto:|doi:)[^\s]", re.IGNORECASE)
_FENCE = re.compile(
    r"^[ ]{0,3}(?P<fence>(`{3,})|~{3,})(?(2)[^\n`]*|[^\n]*)(?:\n.*?)??(?P<end>^[ ]{0,3}(?P=fence)[`~]*[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
_OPAQUE = re.compile(rf"{CITATION}|\\[!-/:-@\[-`{{-~]|(?P<ticks>`+)")
"""What is no text, or begins what is none: citations, escaped characters, code."""
_TICKS = re.compile("`+")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]*)>")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>()\[\]]*(?:\([^\s<>()]*\)[^\s<>()\[\]]*)*")
_LINK = re.compile(
    r"(?P<image>!)?\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
    r"\([ \t]*\n?[ \t]*(?P<target><[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
)
_OPEN_LINK = re.compile(
    r"\[[^\[\]\n]{1,500}(?:\]\(|\((?![^\]\n]{0,500}\]))(?=<?(?:https?\b|www\.|mailto:|doi:))", re.IGNORECASE
)
_OPEN_CITATION = re.compile(r"\[\^[a-z0-9]+(?:-[a-z0-9]+)*(?![\w-]|[^\[\]]*\])")
# "the [study] (https://example.org)": words of four letters at least, as [1] and [sic] are no words of a link.
_PARTED_LINK = re.compile(
    r"\[(?=[^\[\]\n]{0,500}[^\W\d_]{4})[^\[\]\n]{1,500}\][ \t]+"
    r"\(<?(?:https?://|www\.|mailto:|doi:)[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*>?\)",
    re.IGNORECASE,
)
_HTML = re.compile(
    r"<!--|</?(?:a|abbr|article|aside|audio|b|big|blockquote|body|br|button|center|cite|code|dd|del|details"
    r"|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|li"
    r"|link|main|mark|meta|nav|object|ol|p|pre|q|s|samp|script|section|small|span|strike|strong|style|sub|summary|sup"
    r"|svg|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul|var|video)(?:\s[^<>]*)?/?>",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-+*][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|>|\|))")
_RUN = re.compile(r"\*+|_+")
_OPAQUE_MARK = "\N{CURRENCY SIGN}"
"""Stands for what is no text: neither a letter nor a blank, as the marks around code and citations."""
_HEADING = re.compile(
    r"^[ ]{0,3}(?P<marks>#{1,6})(?=[ \t]|$)|^[ ]{0,3}[^\s#>*+|`=-][^\n]*\n[ ]{0,3}(?P<line>=+|-+)[ \t]*$", re.MULTILINE
)


class Broken(NamedTuple):
    """A piece of a text whose markup does nothing."""

    start: int
    end: int
    message: str
    help: str


class _Run(NamedTuple):
    start: int
    """Where the marks begin that are not matched yet."""
    end: int
    whole: int
    """How many there were."""
    before: str
    after: str
    opens: bool
    closes: bool


def bad_links(text: str, *, blocks: bool) -> Iterator[tuple[int, int, str]]:
    """Links to anything but http, https, mailto and doi: the extent to point at, and the target.

    Args:
        text: Markdown.
        blocks: whether it may hold several blocks.
    """
    if "](" not in text and "<" not in text:
        return
    bare = without_opaque(text, blocks=blocks)
    for match in _LINK.finditer(bare):
        start, end = match.span("target")
        target = text[start:end].strip("<>")
        if not match["image"] and not _SAFE.match(target):
            yield (start, end, target) if target else (*match.span(), target)
    for match in _AUTOLINK.finditer(bare):
        if not _SAFE.match(match[1]):
            yield (*match.span(1), match[1])


def broken_markup(text: str, *, blocks: bool) -> Iterator[Broken]:
    """Emphasis, code, links and citations that are never closed; HTML; images.

    Args:
        text: Markdown.
        blocks: whether it may hold several blocks.
    """
    if not any(mark in text for mark in "*_`<") and text.count("[") == len(CITATIONS.findall(text)):
        return
    if blocks:
        for fence in _FENCE.finditer(text):
            if not fence["end"]:
                help = "write a line with the same marks where the code ends"
                yield Broken(*fence.span("fence"), f"the code block after {fence['fence']} is never closed", help)
    bare = _AUTOLINK.sub(_blank, without_opaque(text, blocks=blocks))
    opened: set[str] = set()
    for match in _HTML.finditer(bare):
        name = match[0].strip("</>").partition(" ")[0].lower()
        if match[0].startswith("</") and name in opened:
            continue  # one finding for both ends
        opened.add(name)
        help = "write it in Markdown, or put it in backticks where the tag itself is meant"
        yield Broken(*match.span(), f"expected Markdown, found the HTML {_short(text[slice(*match.span())])}", help)
    bare = _HTML.sub(_blank, bare)
    for match in _LINK.finditer(bare):
        if match["image"]:
            help = "say in words what it shows, or write a link without the exclamation mark"
            yield Broken(*match.span(), "found an image, of which a brief shows no more than a link", help)
    bare = _LINK.sub(_blank_target, bare)
    for match in _OPEN_LINK.finditer(bare):
        words = _short(text[slice(*match.span())])
        yield Broken(*match.span(), f"the link that begins with {words} is no whole link", "write [words](address)")
    for match in _PARTED_LINK.finditer(bare):
        message = "a blank stands between the words of a link and its address"
        yield Broken(*match.span(), message, "write [words](address)")
    for match in _OPEN_CITATION.finditer(bare):
        message = f"the citation that begins with {_short(match[0])} is never closed"
        yield Broken(*match.span(), message, "close it with ]")
    bare = _ADDRESS.sub(_blank, bare)
    yield from _open_code(bare)
    yield from _open_emphasis(bare)


def skipped_headings(text: str) -> Iterator[tuple[int, int, int]]:
    """Headings that skip a level: the extent of the number signs, and the level of the heading before.

    Args:
        text: Markdown of several blocks; its first heading may have any level.
    """
    before = 0
    for match in _HEADING.finditer(_FENCE.sub(_blank, text)):
        level = len(match["marks"]) if match["marks"] else 1 if match["line"][0] == "=" else 2
        if before and level > before + 1:
            yield (*match.span("marks"), before)
        before = level


def without_opaque(text: str, *, blocks: bool) -> str:
    """The text with a mark for each character of what is no text: citations, code, escaped characters.

    Args:
        text: Markdown.
        blocks: whether it may hold several blocks.
    """
    text = _FENCE.sub(_blank, text) if blocks else text
    made: list[str] = []
    done = at = 0
    closing = _Closing(text)
    while match := _OPAQUE.search(text, at):
        end = closing.end(match) if match["ticks"] else match.end()
        if end:
            made += [text[done : match.start()], _marks(text[match.start() : end])]
            done = end
        at = end or match.end()
    return "".join([*made, text[done:]])


class _Closing:
    """Where the code of a text ends, found without a look at all that follows for each run of backticks."""

    def __init__(self, text: str) -> None:
        self._runs: dict[int, list[int]] = {}
        for match in reversed(list(_TICKS.finditer(text))) if "`" in text else ():
            self._runs.setdefault(len(match[0]), []).append(match.start())

    def end(self, opening: re.Match[str]) -> int:
        """Where the code ends that a run of backticks begins; 0 where it is never closed."""
        length = len(opening[0])
        runs = self._runs.get(length, [])
        while runs and runs[-1] < opening.end():
            runs.pop()  # those that are asked about later stand behind it too
        return runs[-1] + length if runs else 0


def _blank(match: re.Match[str]) -> str:
    return _marks(match[0])


def _marks(text: str) -> str:
    return re.sub(r"[^\n]", _OPAQUE_MARK, text)


def _blank_target(match: re.Match[str]) -> str:
    """A link without its target: its words stay, since there may be emphasis in them."""
    words = match[0][: match.start("target") - match.start()]
    return words + _OPAQUE_MARK * (len(match[0]) - len(words))


def _short(found: str) -> str:
    return found if len(found) <= 40 else f"{found[:39]}…"


def _open_code(bare: str) -> Iterator[Broken]:
    for match in re.finditer("`+", bare):
        inside = bare[match.start() - 1 : match.start()].isalnum() and bare[match.end() : match.end() + 1].isalnum()
        if not (inside and len(match[0]) == 1):  # the apostrophe of some spellings: O`zbekiston
            help = "close it with as many backticks, or write \\` where a backtick is meant"
            yield Broken(*match.span(), f"the code that begins with {match[0]} is never closed", help)


def _open_emphasis(bare: str) -> Iterator[Broken]:
    """Marks of emphasis that open and are never closed in their block."""
    open_runs: list[_Run] = []
    footnotes: set[str] = set()  # marks that follow a word; the same before a later word then begin a note
    at = 0
    for end in [*(match.start() for match in _BLOCK.finditer(bare)), len(bare)]:
        for run in _unmatched(bare, at, end):
            if run.opens:
                if bare[run.start : run.end] not in footnotes:
                    open_runs.append(run)
            elif run.end - run.start < run.whole == 2:
                marks = bare[run.end - run.whole : run.end]
                message = f"the emphasis that ends with {marks} begins with fewer marks"
                yield Broken(run.end - run.whole, run.end, message, "write as many at both ends")
            else:
                footnotes.add(bare[run.start : run.end])
        at = end
    for run in open_runs:
        marks = bare[run.start : run.start + run.whole]
        if _is_meant(run, bare):
            escaped = "".join(f"\\{mark}" for mark in marks)
            help = f"write {marks} where it ends, or {escaped} where the characters themselves are meant"
            yield Broken(
                run.start, run.start + run.whole, f"the emphasis that begins with {marks} is never closed", help
            )


def _unmatched(bare: str, first: int, last: int) -> Iterator[_Run]:
    """What CommonMark's rules of emphasis leave of the runs of marks in a block; its rule of three is left out."""
    openers: list[_Run] = []
    waiting: Counter[str] = Counter()  # how many of them there are of each mark
    for found in _runs(bare, first, last):
        run = found
        mark = bare[run.start]
        while run.closes and run.start < run.end and waiting[mark]:
            index = next(i for i in reversed(range(len(openers))) if bare[openers[i].start] == mark)
            waiting.subtract(bare[one.start] for one in openers[index:])
            opener = openers[index]
            count = 2 if min(opener.end - opener.start, run.end - run.start) >= 2 else 1
            openers[index:] = [opener._replace(end=opener.end - count)] if opener.end - opener.start > count else []
            waiting[mark] += len(openers) - index
            run = run._replace(start=run.start + count)
        if run.start < run.end and run.opens:
            openers.append(run)
            waiting[mark] += 1
        elif run.start < run.end and run.closes:
            yield run
    yield from openers


def _runs(bare: str, first: int, last: int) -> Iterator[_Run]:
    """The runs of marks, and what each can do by CommonMark's rules of flanking."""
    for match in _RUN.finditer(bare, first, last):
        start, end = match.span()
        before = bare[start - 1] if start > first else " "
        after = bare[end] if end < last else " "
        left = not after.isspace() and (after.isalnum() or not before.isalnum())
        right = not before.isspace() and (before.isalnum() or not after.isalnum())
        inside = match[0][0] == "_" and before.isalnum() and after.isalnum()
        yield _Run(start, end, end - start, before, after, left and not inside, right and not inside)


def _is_meant(run: _Run, bare: str) -> bool:
    """Whether marks that nothing closes are emphasis, and not a product, a pattern or a name."""
    if run.before.isalnum() or not (run.after.isalnum() or run.after in f"\"'“‘([$€£{_OPAQUE_MARK}"):
        return False
    if run.whole > 1:
        return run.whole <= 3
    opening = run.before.isspace() or run.before in "\"'“‘([—–-"
    return opening and not (run.after.isdigit() and bare[run.start] == "*")
