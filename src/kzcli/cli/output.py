"""A result on its way out: a page or data, in the format that was asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from kzcli.clean import clean
from kzcli.errors import UsageError, did_you_mean
from kzcli.logs import for_people
from kzcli.streams import page_text, say, write_bytes, write_pieces, write_text

if TYPE_CHECKING:
    from datetime import date

    from pydantic import BaseModel

    from kzcli.cli.options import Look
    from kzcli.page import Page
    from kzcli.source import SourceFile

T = TypeVar("T")


def emit(
    look: Look,
    page: Callable[[], Page],
    data: Callable[[], BaseModel | Sequence[BaseModel]],
    *,
    paged: bool = False,
    dated: bool = False,
    without: Collection[str] = (),
    terms: Mapping[str, str | list[str]] | None = None,
    rows: bool = False,
) -> None:
    """Write a result to standard output.

    Args:
        look: how it is to look.
        page: makes what people read.
        data: makes what programs read.
        paged: whether it is long enough for the pager.
        dated: whether it is to say on which day it was seen, as it does not by itself: people are told below it, and
            programs in each object.
        without: the ids of what does not count, of which people are told above it.
        terms: what each object for programs says besides; none where that is what `dated` and `without` mean.
        rows: whether as plain text it is lines for programs, in which both are cells at the end.
    """
    if terms is None:
        terms = _terms(look.day, without) if dated else {}
    if look.format == "json":
        from kzcli.formats.json import dump

        write_bytes(dump(data(), terms))
        return
    made = page()
    as_rows = rows and look.format == "plain"
    if not as_rows:
        made = _with_terms(made, look.day if dated else None, without)
    if look.format == "plain":
        from kzcli.writers.plain import write_plain

        beside = [value if isinstance(value, str) else ", ".join(value) for value in terms.values()] if as_rows else ()
        write_pieces([for_people(write_plain(made, beside))], is_terminal=look.is_terminal)
        return
    if look.format == "markdown":
        from kzcli.writers.markdown import write_markdown

        write_bytes(for_people(write_markdown(made)).encode())
        return
    from kzcli.writers.panels import write_panels

    text = for_people(write_panels(made, look.width, color=look.color, encoding=look.encoding))
    if paged and look.is_terminal:
        page_text(text, os.environ)
    else:
        write_text(text)
    if made.hint and look.brief != "-" and look.is_terminal and sys.stderr is not None and sys.stderr.isatty():
        hint = f"{made.hint}{_with_brief(look.brief)}" if look.brief else made.hint
        say(f"\x1b[2m{hint}\x1b[0m" if look.color else hint)


def _with_brief(brief: str) -> str:
    """What a hint adds where another brief is looked at than the one that its commands would take."""
    import shlex

    return f" · each with -b {shlex.quote(clean(brief))}"


def _with_terms(page: Page, day: date | None, without: Collection[str]) -> Page:
    """A page that says on which day it was looked at, below it, and above it what does not count in it."""
    from kzcli.page import Paragraph, muted
    from kzcli.values import show_day
    from kzcli.views.words import supposed

    above = (Paragraph(supposed(without)),) if without else ()
    below = (Paragraph(muted(f"Seen on {show_day(day)}.")),) if day else ()
    return page._replace(blocks=(*above, *page.blocks, *below))


def _terms(day: date, without: Collection[str]) -> dict[str, str | list[str]]:
    """The same for programs, as `views.schema.json` has it."""
    return {"seen_on": day.isoformat(), **({"without": sorted(without)} if without else {})}


def _from_here(file: SourceFile) -> str:
    """The name of a file from where we are, if it is below: `patch` takes no absolute one."""
    try:
        return file.name.removeprefix(os.path.join(os.getcwd(), ""))
    except OSError:  # the folder we are in is gone
        return file.name


def difference(before: SourceFile, after: bytes, *, clean_for_terminal: bool) -> Iterator[str]:
    """What would change in a file, as a unified diff that `patch` takes, line by line.

    Args:
        before: the file as it was read.
        after: its bytes as they would be.
        clean_for_terminal: whether what could act on a terminal is made visible.
    """
    import re
    from difflib import unified_diff

    old, new = (re.findall("[^\n]*\n|[^\n]+", data.decode("utf-8")) for data in (before.data, after))
    name = clean(_from_here(before))  # which could have a line break in it
    name += "\t" * (" " in name)  # after which `patch` looks for no more of the name
    for line in unified_diff(old, new, name, name):
        shown = f"{clean(line[:-1])}\n" if clean_for_terminal and line.endswith("\n") else line
        yield shown if shown.endswith("\n") else f"{shown}\n\\ No newline at end of file\n"


def find_item(
    items: Mapping[str, T],
    id: str,
    singular: str,
    plural: str = "",
    elsewhere: Mapping[str, tuple[str, object]] | None = None,
) -> T:
    """An item by its id.

    Args:
        items: the items that may be meant.
        id: what was asked for.
        singular: what one of them is called.
        plural: the command that lists them; empty where there is none.
        elsewhere: any id of the brief, with the part that it is in and the item, as `Links.items` has it.

    Raises:
        UsageError: there is none; near ids, or where the id is to be found, are in its help.
    """
    if id in items:
        return items[id]
    part, _ = (elsewhere or {}).get(id, ("", None))
    if part and part != plural:
        raise UsageError(f"{id!r} is not a {singular}; it is one of the {part}", f"kzcli show {id}")
    if id.endswith(".toml"):
        help = f"did you mean -b {id}?"
    else:
        listed = f"kzcli {plural} lists them; " if plural else ""
        help = did_you_mean(id, list(items)) or f"{listed}-b names another brief"
    raise UsageError(f"no {singular} has the id {id!r}", help)
