"""What breaks each rule, and what does not: two pieces of a brief in TOML, each in a file of its own."""

from __future__ import annotations

import os


def examples_of(code: str) -> tuple[str, str]:
    """What breaks a rule, and what does not; bytes that are not UTF-8 are replaced.

    Args:
        code: the rule's code.
    """
    return _read(f"{code}.bad.toml"), _read(f"{code}.good.toml")


def _read(name: str) -> str:
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8", errors="replace") as file:
        return file.read().removeprefix("# alone\n")
