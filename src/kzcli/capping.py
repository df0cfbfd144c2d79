"""How many faults are told: enough to mend a file by, and never so many that nobody could read them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kzcli.findings import Fault, Path

MAX_IN_VALUE = 100
"""How many faults of one rule are told of one text."""

MAX_OF_RULE = 1000
"""How many faults of one rule are told of a file."""


def capped(faults: Iterable[Fault], more: Counter[str] | None = None) -> list[Fault]:
    """The faults that are told, in order; the last of a rule says how many more there are.

    Args:
        faults: faults of one file, as they are found.
        more: how many faults of each rule are known of besides.
    """
    told: list[Fault] = []
    last: dict[str, int] = {}
    of_rule: Counter[str] = Counter()
    in_value: Counter[tuple[str, Path]] = Counter()
    left_out: Counter[str] = Counter(more or {})
    for fault in faults:
        code = fault.code
        if of_rule[code] >= MAX_OF_RULE or in_value[code, fault.path] >= MAX_IN_VALUE:
            left_out[code] += 1
            continue
        of_rule[code] += 1
        in_value[code, fault.path] += 1
        last[code] = len(told)
        told.append(fault)
    for code, count in left_out.items():
        if code in last:
            fault = told[last[code]]
            told[last[code]] = fault._replace(message=f"{fault.message}; and {count:,} more of {code} in this file")
    return told
