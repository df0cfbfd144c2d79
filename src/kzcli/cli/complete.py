"""What Tab offers: briefs, ids of the brief at hand, formats. Completion never says anything else, also on errors."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator

import typer  # noqa: TC002 (Typer reads the annotations when it runs)

from kzcli.errors import KzcliError, UsageError
from kzcli.values import ID_PATTERN, STATUSES


def briefs(incomplete: str) -> list[str]:
    """The ids of the bundled briefs; the shell itself adds paths."""
    from kzcli import library

    return [id for id in library.ids() if id.startswith(incomplete)]


def formats(incomplete: str) -> list[tuple[str, str]]:
    """The formats that a brief can be exported to."""
    from kzcli.formats import FORMATS

    return [(name, format.help) for name, format in FORMATS.items() if name.startswith(incomplete)]


def parts_of_format(ctx: typer.Context, incomplete: str) -> list[str]:
    """The parts that the format asked for has; those of a document where none is named so far."""
    from kzcli.formats import DOCUMENT_PARTS, FORMATS
    from kzcli.formats.endings import format_of_file

    # The option that is being completed has no value yet, at which Typer leaves off and the argument in `args`.
    words = (ctx.params.get("format"), *ctx.args)
    format = next((FORMATS[word] for word in words if word in FORMATS), None)
    if format is None and ctx.params.get("output"):
        with contextlib.suppress(UsageError):
            format = FORMATS[format_of_file(ctx.params["output"])]
    return [part for part in (format.parts if format else DOCUMENT_PARTS) if part.startswith(incomplete)]


def rules(incomplete: str) -> list[tuple[str, str]]:
    """The rules of `check`, by code."""
    from kzcli.rules import all_rules

    return [(code, rule.what) for code, rule in all_rules().items() if code.startswith(incomplete.upper())]


def statuses(incomplete: str) -> list[str]:
    """The words for where a recommendation stands."""
    return [status for status in STATUSES if status.startswith(incomplete)]


def ids_of(*parts: str) -> Callable[[typer.Context, str], list[str]]:
    """A completion for ids of the brief at hand.

    Args:
        parts: the parts of the file whose ids are offered.
    """

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        # As in `parts_of_format`, an argument may still stand in `args`.
        targets = [*(ctx.params["targets"] or ()), *ctx.args] if "targets" in ctx.params else [None]
        asked = ctx.params.get("brief") or next(iter(targets), None)
        return [id for id in _ids(asked, parts) if id.startswith(incomplete)]

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
