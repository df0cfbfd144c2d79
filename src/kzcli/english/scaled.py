"""Units of power, energy and weight, of which prose takes a larger or smaller one at will."""

from __future__ import annotations

import re

SCALED = re.compile(
    r"[\s-]?(?:(?P<sign>[kMGT]?)(?P<symbol>Wh?|t)|(?i:(?P<prefix>kilo|mega|giga|tera)?"
    r"(?P<name>watt[\s-]?hour|watt|tonne)s?))\b"
)
"""What follows a number, as symbol or word."""
_PREFIXES = {"": 1.0, "k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12}


def read_scaled(match: re.Match[str]) -> tuple[float, tuple[str, ...]]:
    """What a match of `SCALED` multiplies a number by, and its unit without a prefix: `W`, `Wh` or `t`."""
    name = (match["symbol"] or match["name"]).lower()
    unit = "Wh" if name.endswith(("h", "hour")) else "W" if name[0] == "w" else "t"
    return _PREFIXES[(match["sign"] or match["prefix"] or "")[:1].lower()], (unit,)
