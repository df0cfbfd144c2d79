"""Reports in a log of GitHub Actions, where a line can be a command to what runs the step."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

# A command begins a line, after blanks, or stands anywhere in the older form. Colour before it is left out of account.
_COMMAND = re.compile(r"^(?:\s|\x1b\[[\d;]*m)*:(?=:)|#(?=#\[)", re.MULTILINE)


def is_log() -> bool:
    """Whether what is written may go to a log of GitHub Actions."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def harmless(pieces: Iterable[str]) -> Iterator[str]:
    """Text that orders nothing: a blank breaks what would be a command, `: :` and `# #[`.

    Args:
        pieces: whole lines.
    """
    for piece in pieces:
        yield _COMMAND.sub(lambda match: f"{match[0]} ", piece)
