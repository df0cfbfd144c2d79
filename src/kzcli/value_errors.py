"""What keeps data from being a brief, in the words of the file format; read only when something does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from kzcli import hints
from kzcli.capping import MAX_OF_RULE
from kzcli.errors import did_you_mean
from kzcli.findings import Fault

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from kzcli.findings import Mend
    from kzcli.toml import Path


def explain_all(error: ValidationError, data: dict[str, Any], more: Counter[str]) -> list[Fault]:
    """One fault for each value or missing key; of the branches of a union, the last speaks for all.

    Args:
        error: what is wrong with data.
        data: these.
        more: counts, by rule, what is not explained because enough of its kind is.
    """
    found: dict[tuple[Path, str], Fault] = {}
    misspelt: set[tuple[Path, str]] = set()
    codes: dict[str, str] = {}
    explained: Counter[str] = Counter()
    for detail in error.errors(include_url=False):
        kind = detail["type"]
        if explained[kind] >= MAX_OF_RULE:
            more[codes[kind]] += 1
            continue
        fault = _explain(detail, data)
        explained[kind] += 1
        codes[kind] = fault.code
        found[fault.path, str(detail["loc"][-1]) if detail["type"] == "missing" else ""] = fault
        if fault.help.startswith("did you mean "):
            misspelt |= {(fault.path[:-1], word) for word in re.findall(r"[a-z_]+", fault.help)}
    # A key that is there under a misspelt name is not missing as well.
    return [fault for (path, key), fault in found.items() if not key or (path, key) not in misspelt]


def _explain(detail: ErrorDetails, data: dict[str, Any]) -> Fault:
    """Say a Pydantic error in the words of the file format."""
    path = _real_path(detail["loc"], data)
    value = detail["input"]
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            key = str(detail["loc"][-1])
            code = "KZ704" if key == "actor" else "KZ106"
            return Fault(code, path, f"the key {key!r} is missing", hints.meaning(path, key), at_key=True)
        case "extra_forbidden":
            return Fault("KZ103", path, f"unknown key {str(path[-1])!r}", hints.for_key(path, value), at_key=True)
        case "literal_error":
            allowed = re.findall(r"'([^']*)'|(\d+)", str(context["expected"]))
            return _explain_word(path, value, [word or number for word, number in allowed])
        case "string_pattern_mismatch":
            return Fault(*_explain_pattern(path, value, str(context["pattern"])))
        case "string_too_long":
            return Fault("KZ105", path, f"{len(value)} characters; at most {context['max_length']} are allowed")
        case "value_error":
            if help := hints.for_partial_date(value):
                return Fault("KZ105", path, f"expected a date, found {_shown(value)}", f"write {help}")
            help = 'a date is written as "2018", "2018-11", "2018-11-01", "2019-01/2019-05" or "2019~"'
            return Fault("KZ105", path, f"{_shown(value)}: {context['error']}", help)
    expected, tell = _EXPECTED.get(detail["type"], (detail["msg"], None))
    mend: Mend = "unquote" if isinstance(value, str) and hints.is_quoted(expected, value) else ""
    if expected == "text" and type(value) is date:  # not a datetime, of which the day alone is wanted
        mend = "quote"
    return Fault(
        "KZ104", path, f"expected {expected}, found {_shown(value)}", tell(path, value) if tell else "", mend=mend
    )


_EXPECTED: dict[str, tuple[str, Callable[[Path, object], str] | None]] = {
    "string_type": ("text", hints.for_text),
    "date_type": ("a date", hints.for_date),
    "int_type": ("a number", hints.for_number),
    "float_type": ("a number", hints.for_number),
    "finite_number": ("a finite number", None),
    "integer_too_long": ("a number of at most 64 bits", None),
    "tuple_type": ("a list", hints.for_list),
    "model_type": ("a table", hints.for_table),
}
"""What is expected where a value is of another type, and what says what to write."""


def _code(value: str) -> str:
    """What to write for a text that was to be a rule's code; empty where it is no rule's name or code either."""
    from kzcli.rules import all_rules, code_of

    code = code_of("-".join(value.split()))
    return f"write {code}" if code in all_rules() else ""


_PATTERNS: tuple[tuple[str, str, str, str, Callable[[str], str] | None], ...] = (
    ("^[a-z0-9]", "KZ107", "an id", "an id is lower-case letters and digits in words joined by hyphens", hints.for_id),
    ("^(https", "KZ105", "an address", "it starts with https://, http://, mailto: or doi: and has no spaces", None),
    ("^P(", "KZ105", "a stretch of time", "for example P2Y, P18M or P90D (ISO 8601)", None),
    ("^KZ", "KZ105", "the code of a rule", "it is KZ and three digits; kzcli rule lists them", _code),
    ("^[A-Za-z]", "KZ105", "a language tag", "for example en, kk or ru-KZ (BCP 47)", None),
)
"""How a pattern begins, the code of a text that is not like it, what that was to be, and what to write."""


def _explain_word(path: Path, value: object, words: list[str]) -> Fault:
    """Say that a value is none of the words that its key has."""
    if len(words) > 1:
        other = "write one of these words in quotation marks"
        help = _near_word(path, value, words) if isinstance(value, str) else other
        return Fault("KZ105", path, f"{_shown(value)} is not one of: {', '.join(words)}", help)
    quoted = value == words[0]
    help = "write it without quotation marks" if quoted else f"write {path[-1]} = {words[0]}, the only one there is"
    message = f"expected {words[0]}, found {_shown(value)}"
    return Fault("KZ105", path, message, help, mend="unquote" if quoted else "")


def _near_word(path: Path, value: str, words: list[str]) -> str:
    from kzcli.near_words import meant

    return meant(str(path[-1]), value, words) or did_you_mean(value, words)


def _explain_pattern(path: Path, value: str, pattern: str) -> tuple[str, Path, str, str]:
    if not value.strip():
        if isinstance(path[-1], int):
            help = "take the entry out where there is nothing to say"
        elif hints.is_required(path):
            help = f"write it: {hints.meaning(path[:-1], path[-1])}"
        else:
            help = "leave the key out where there is nothing to say"
        return "KZ105", path, "the text is empty", help
    for start, code, expected, help, meant in _PATTERNS:
        if pattern.startswith(start):
            return code, path, f"{_shown(value)} is not {expected}", (meant(value) if meant else "") or help
    return "KZ105", path, "the text has more than one line", "write it on one line"


def _shown(value: object) -> str:
    """A value as one would write it in TOML, shortened where it is long."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f"the text {value!r}" if len(value) <= 60 else f"the text {value[:57]!r}…"
        case dict():
            return "a table"
        case list():
            return "a list"
        case _:
            return str(value) if len(str(value)) <= 60 else "a long number"


def _real_path(location: tuple[int | str, ...], data: object) -> Path:
    """The part of Pydantic's location that is keys and indexes of the file; it names union branches too."""
    path: list[int | str] = []
    for part in location:
        inner = _get(data, part)
        if inner is not _NOTHING:
            data = inner
            path.append(part)
    return tuple(path)


_NOTHING = object()


def _get(data: object, part: int | str) -> object:
    if isinstance(data, dict):
        return data.get(part, _NOTHING)
    return data[part] if isinstance(data, list) and isinstance(part, int) else _NOTHING
