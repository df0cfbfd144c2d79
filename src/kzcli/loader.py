"""From bytes to a Brief, or to every problem that keeps them from being one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from kzcli.brief import Brief
from kzcli.capping import capped
from kzcli.errors import InvalidBriefError, Problem
from kzcli.references import faults
from kzcli.source import SourceFile, decode
from kzcli.toml import Path, TomlError, parse

if TYPE_CHECKING:
    from kzcli.findings import Fault


def load_file(file: SourceFile) -> Brief:
    """Read a brief.

    Raises:
        InvalidBriefError: the bytes are no valid brief; all problems are in it, in the order of the file.
    """
    text = decode(file)
    try:
        data = parse(text)
    except TomlError as error:
        problem = Problem(*error.place, "", error.message, error.help)
        raise InvalidBriefError(file.name, (problem,)) from error
    brief, found = validate(data)
    if brief is None or found:
        raise InvalidBriefError(file.name, _problems(found, text))
    return brief


def validate(data: dict[str, Any]) -> tuple[Brief | None, list[Fault]]:
    """The brief that plain data are, or none, and all that is wrong with them.

    Args:
        data: the plain data of a brief, whatever their shape.
    """
    found: list[Fault] = []
    brief = None
    more: Counter[str] = Counter()
    try:
        brief = Brief.model_validate(data)
    except ValidationError as error:
        from kzcli.value_errors import explain_all  # only for what is no brief

        found = capped(explain_all(error, data, more), more)
    across = capped(faults(data))
    if found and across:  # a name instead of an id is one thing wrong, not two, and so is a text instead of a list
        unknown = {fault.path for fault in across if fault.code == "KZ201"}
        found = [fault for fault in found if fault.code != "KZ107" or fault.path not in unknown]
        mistyped = {fault.path for fault in found if fault.code == "KZ104"}
        across = [fault for fault in across if fault.path not in mistyped]
    return brief, [*dict.fromkeys([*found, *across])]


def _problems(found: list[Fault], text: str) -> tuple[Problem, ...]:
    from kzcli.places import Places

    places = Places(text)
    problems = []
    for fault in found:
        line, column = places.place(places.extent(fault).start)
        problems.append(Problem(line, column, show_path(fault.path), places.message(fault), fault.help))
    return tuple(sorted(problems, key=lambda problem: problem[:2]))


def show_path(path: Path) -> str:
    """A path as one would write it: `claims[3].sources[0].id`; lists count from 0, as in jq."""
    shown = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return shown.removeprefix(".")
