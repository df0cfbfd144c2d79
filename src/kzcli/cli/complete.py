"""What Tab offers: briefs, ids of the brief at hand, formats. Completion never says anything else, also on errors."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator

import typer  # noqa: TC002 (Typer reads the annotations when it runs)

from kzcli.errors import KzcliError
from kzcli.values import ID_PATTERN


def briefs(incomplete: str) -> list[str]:
    """The ids of the bundled briefs; the shell itself adds paths."""
    from kzcli import library

    return [id for id in library.ids() if id.startswith(incomplete)]


def formats(incomplete: str) -> list[tuple[str, str]]:
    """The formats that a brief can be exported to."""
    from kzcli.formats import FORMATS

    return [(name, format.help) for name, format in FORMATS.items() if name.startswith(incomplete)]


def document_parts(incomplete: str) -> list[str]:
    """The parts of a document; the other formats have all of these but the summary."""
    from kzcli.formats import DOCUMENT_PARTS

    return [part for part in DOCUMENT_PARTS if part.startswith(incomplete)]


def ids_of(*parts: str) -> Callable[[typer.Context, str], list[str]]:
    """A completion for ids of the brief at hand.

    Args:
        parts: the parts of the file whose ids are offered.
    """

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        return [id for id in _ids(ctx.params.get("brief"), parts) if id.startswith(incomplete)]

    return complete


def _ids(asked: str | None, parts: tuple[str, ...]) -> Iterator[str]:
    """Well-formed ids straight from the file: it need not be a valid brief for them to be of use.

    What is not well-formed could act on the shell that it is offered to.
    """
    from kzcli import library
    from kzcli.source import decode
    from kzcli.toml import TomlError, parse

    asked = asked or os.environ.get("KZCLI_BRIEF") or library.DEFAULT_ID
    if asked == "-":
        return
    try:
        data = parse(decode(library.find(asked)))
    except (KzcliError, TomlError):
        return
    for part in parts:
        items = data.get(part)
        for item in items if isinstance(items, list) else ():
            id = item.get("id") if isinstance(item, dict) else None
            if isinstance(id, str) and re.fullmatch(ID_PATTERN, id):
                yield id
