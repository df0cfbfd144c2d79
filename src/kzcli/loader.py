"""From bytes to a Brief, or to every problem that keeps them from being one."""

from __future__ import annotations

import re
import typing
from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from kzcli.brief import PARTS, Brief
from kzcli.capping import MAX_OF_RULE, capped
from kzcli.errors import InvalidBriefError, Problem, did_you_mean
from kzcli.findings import Fault
from kzcli.references import faults
from kzcli.source import SourceFile, decode
from kzcli.toml import Path, TomlError, parse

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails


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
        found = capped(_explain_all(error, data, more), more)
    across = capped(faults(data))
    if found and across:  # a name instead of an id is one thing wrong, not two
        unknown = {fault.path for fault in across if fault.code == "KZ201"}
        found = [fault for fault in found if fault.code != "KZ107" or fault.path not in unknown]
    return brief, [*dict.fromkeys([*found, *across])]


def _problems(found: list[Fault], text: str) -> tuple[Problem, ...]:
    from kzcli.places import Places

    places = Places(text)
    problems = []
    for fault in found:
        line, column = places.place(places.extent(fault).start)
        problems.append(Problem(line, column, show_path(fault.path), fault.message, fault.help))
    return tuple(sorted(problems, key=lambda problem: problem[:2]))


def show_path(path: Path) -> str:
    """A path as one would write it: `claims[3].sources[0].id`; lists count from 0, as in jq."""
    shown = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return shown.removeprefix(".")


def _explain_all(error: ValidationError, data: dict[str, Any], more: Counter[str]) -> list[Fault]:
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
            return Fault(code, path, f"the key {key!r} is missing", _meaning(path, key), at_key=True)
        case "extra_forbidden":
            model = _model_at(path[:-1])
            known = list(model.model_fields) if model else []
            help = did_you_mean(str(path[-1]), known) or f"known here: {', '.join(known)}"
            return Fault("KZ103", path, f"unknown key {str(path[-1])!r}", help, at_key=True)
        case "literal_error":
            allowed = re.findall(r"'([^']*)'|(\d+)", str(context["expected"]))
            words = [word or number for word, number in allowed]
            if len(words) == 1:
                quoted = value == words[0]
                help = "write it without quotation marks" if quoted else ""
                message = f"expected {words[0]}, found {_shown(value)}"
                return Fault("KZ105", path, message, help, mend="unquote" if quoted else "")
            help = _near_word(path, value, words) if isinstance(value, str) else ""
            return Fault("KZ105", path, f"{_shown(value)} is not one of: {', '.join(words)}", help)
        case "string_pattern_mismatch":
            return Fault(*_explain_pattern(path, value, str(context["pattern"])))
        case "string_too_long":
            return Fault("KZ105", path, f"{len(value)} characters; at most {context['max_length']} are allowed")
        case "value_error":
            help = 'a date is written as "2018", "2018-11", "2018-11-01", "2019-01/2019-05" or "2019~"'
            return Fault("KZ105", path, f"{_shown(value)}: {context['error']}", help)
        case "tuple_type" if isinstance(value, dict) and len(path) == 1:
            help = f"write [[{path[0]}]] with two brackets on each side"
            return Fault("KZ104", path, "expected a list, found a table", help)
    expected, help = _EXPECTED.get(detail["type"], (detail["msg"], ""))
    quoted = isinstance(value, str) and _is_quoted(expected, value)
    message = f"expected {expected}, found {_shown(value)}"
    if expected == "a table" and isinstance(value, str):
        help = _as_table(path, value)
    elif isinstance(value, str):
        help = _unquoted(expected, value) or help
    elif isinstance(value, datetime):
        day = value.date().isoformat()
        help = f"write the day alone: {day}" if expected == "a date" else f'write the day in quotation marks: "{day}"'
    return Fault("KZ104", path, message, help, mend="unquote" if quoted else "")


_GROUPED = re.compile(r"\d{1,3}(?:[, ]\d{3})+")
_NUMBER = re.compile(r"[1-9][0-9]{0,17}(\.[0-9]{1,9})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _is_quoted(expected: str, value: str) -> bool:
    """Whether a text is what is expected, and needs but to lose its quotation marks."""
    if expected == "a number":
        return _NUMBER.fullmatch(value) is not None
    try:
        return expected == "a date" and _DAY.fullmatch(value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False


_EXPECTED = {
    "string_type": ("text", "put it in quotation marks"),
    "date_type": ("a date", "write year, month and day without quotation marks: 2026-11-20"),
    "int_type": ("a number", "write it without quotation marks; _ may part its digits: 2_100_000_000"),
    "float_type": ("a number", "write it without quotation marks; _ may part its digits: 2_100_000_000"),
    "finite_number": ("a finite number", ""),
    "integer_too_long": ("a number of at most 64 bits", ""),
    "tuple_type": ("a list", "put it in square brackets"),
    "model_type": ("a table", ""),
}


_PATTERNS = (
    ("^[a-z0-9]", "KZ107", "an id", "an id is lower-case letters and digits in words joined by hyphens"),
    ("^(https", "KZ105", "an address", "it starts with https://, http://, mailto: or doi: and has no spaces"),
    ("^P(", "KZ105", "a stretch of time", "for example P2Y, P18M or P90D (ISO 8601)"),
    ("^KZ", "KZ105", "the code of a rule", "it is KZ and three digits; kzcli rule lists them"),
    ("^[A-Za-z]", "KZ105", "a language tag", "for example en, kk or ru-KZ (BCP 47)"),
)


def _near_word(path: Path, value: str, words: list[str]) -> str:
    from kzcli.near_words import meant

    return meant(str(path[-1]), value, words) or did_you_mean(value, words)


def _unquoted(expected: str, value: str) -> str:
    """How to write a date or a number that stands in quotation marks; empty where it is none."""
    if _is_quoted(expected, value):
        return f"write it without quotation marks: {value}"
    if expected == "a number" and _GROUPED.fullmatch(value):
        return f"write it without quotation marks: {re.sub('[^0-9]', '_', value)}"
    return ""


def _as_table(path: Path, value: str) -> str:
    """How to write a table that only a text stands for."""
    if len(path) < 2:
        return f"write [{path[0]}] and its keys below"
    if len(path) == 2 and path[0] in PARTS:
        return f"write [[{path[0]}]] and its keys below, once for each"
    model = _model_at(path)
    required = [name for name, field in model.model_fields.items() if field.is_required()] if model else []
    told = [f'{name} = "{"…" if index else value}"' for index, name in enumerate(required)]
    if required[:1] == ["value"]:  # of a quantity, and a number
        told[0] = "value = 1000"
    return f"write {{ {', '.join(told)} }}" if told else ""


def _explain_pattern(path: Path, value: str, pattern: str) -> tuple[str, Path, str, str]:
    if not value.strip():
        key = str(path[-1])
        model = _model_at(path[:-1])
        field = model.model_fields.get(key) if model else None
        if isinstance(path[-1], int):
            help = "take the entry out where there is nothing to say"
        elif field and field.is_required():
            help = f"write it: {_meaning(path[:-1], key)}"
        else:
            help = "leave the key out where there is nothing to say"
        return "KZ105", path, "the text is empty", help
    for start, code, expected, help in _PATTERNS:
        if pattern.startswith(start):
            return code, path, f"{_shown(value)} is not {expected}", help
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


def _model_at(path: Path) -> type[BaseModel] | None:
    from kzcli.references import field_mark

    model: type[BaseModel] | None = Brief
    for part in path:
        if isinstance(part, str):
            mark = field_mark(model, part) if model else None
            model = mark if isinstance(mark, type) else None
    return model


def _meaning(path: Path, key: str) -> str:
    model = _model_at(path)
    field = model.model_fields.get(key) if model else None
    if field is None:
        return ""
    words = [str(word) for word in typing.get_args(field.annotation) if isinstance(word, str)]
    told = f"{key} is {field.description}"
    return told if all(word in told for word in words) else f"{told}: {', '.join(words)}"
