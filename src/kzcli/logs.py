"""Output in a log of GitHub Actions, Azure Pipelines or TeamCity, where a line can order what runs the step."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

# A command begins a line, after blanks, or stands anywhere in the older form and in those of Azure Pipelines and
# TeamCity. Colour before it is left out of account.
_COMMAND = r"(?m)^(?:\s|\x1b\[[\d;]*m)*:(?=:)|#(?=#(?:vso|teamcity)?\[)"


def is_log() -> bool:
    """Whether what is written may go to such a log."""
    return _is_of_github() or any(os.environ.get(name) for name in ("TF_BUILD", "TEAMCITY_VERSION"))


def _is_of_github() -> bool:
    return os.environ.get("GITHUB_ACTIONS") == "true"


def harmless(pieces: Iterable[str]) -> Iterator[str]:
    """Text that orders nothing: a blank breaks what would be a command, `: :` and `# #[`.

    Args:
        pieces: whole lines.
    """
    for piece in pieces:
        yield re.sub(_COMMAND, lambda match: f"{match[0]} ", piece)


def for_people(text: str) -> str:
    """Whole lines that people are to read: where they may go to a log, they order nothing."""
    return "".join(harmless([text])) if is_log() else text


def unheeded(pieces: Iterable[str]) -> Iterator[str]:
    """Text whose every byte counts, between two lines that tell a log to heed no command in it.

    `patch` passes over such lines. What ends it must be a word that nobody can guess (GitHub, "Workflow commands for
    GitHub Actions"). The others have no such lines, so there a command is broken.
    """
    if not _is_of_github():
        yield from harmless(pieces)
        return
    import secrets  # which few runs need

    token = secrets.token_hex(16)
    yield f"::stop-commands::{token}\n"
    yield from pieces
    yield f"::{token}::\n"
