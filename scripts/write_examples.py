"""Renew `examples/`: the bundled brief in every format.

python scripts/write_examples.py [FOLDER]
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import kzcli
from kzcli.formats import FORMATS, Options

ROOT = Path(__file__).resolve().parent.parent
BRIEF = "us-kazakhstan"
SEEN_ON = date(2026, 11, 24)
"""The day of which the ages of its recommendations are."""


def examples() -> dict[str, tuple[str, Options]]:
    """The files by name: the format of each, and what is asked of it."""
    made = {}
    for name, format in FORMATS.items():
        part = "claims" if format.by_part else ""
        ending = format.extensions[0]
        made[f"{BRIEF}{f'-{part}' if part else ''}{ending}"] = (name, Options(parts=(part,) if part else ()))
    made[f"{BRIEF}-sheet.pdf"] = ("pdf", Options(one_page=True))
    made[f"{BRIEF}-recommendations.csv"] = ("csv", Options(parts=("recommendations",), day=SEEN_ON))
    return made


def main() -> None:
    """Write the files."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "examples"
    folder.mkdir(exist_ok=True)
    brief = kzcli.load(ROOT / "briefs" / f"{BRIEF}.toml")
    for name, (format, options) in examples().items():
        (folder / name).write_bytes(kzcli.export(brief, format, options))
        print(f"wrote {folder / name}")


if __name__ == "__main__":
    main()
