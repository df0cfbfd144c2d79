"""From bytes to a Brief, or to every problem that keeps them from being one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from kzcli.brief import Brief
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
    try:
        brief = Brief.model_validate(data)
    except ValidationError as error:
        found = _explain_all(error, data)
    return brief, [*dict.fromkeys([*found, *faults(data)])]


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


def _explain_all(error: ValidationError, data: dict[str, Any]) -> list[Fault]:
    """One fault for each value or missing key; of the branches of a union, the last speaks for all."""
    found: dict[tuple[Path, str], Fault] = {}
    misspelt: set[tuple[Path, str]] = set()
    for detail in error.errors(include_url=False):
        fault = _explain(detail, data)
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
            help = did_you_mean(value, words) if isinstance(value, str) else ""
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
    quoted = expected in ("a date", "a number") and isinstance(value, str) and _UNQUOTED.fullmatch(value)
    message = f"expected {expected}, found {_shown(value)}"
    return Fault("KZ104", path, message, help, mend="unquote" if quoted else "")


_UNQUOTED = re.compile(r"\d{4}-\d\d-\d\d|[1-9][0-9]{0,17}(\.[0-9]{1,9})?")


_EXPECTED = {
    "string_type": ("text", "put it in quotation marks"),
    "date_type": ("a date", "write it without quotation marks: 2020-05-28"),
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


def _explain_pattern(path: Path, value: str, pattern: str) -> tuple[str, Path, str, str]:
    if not value.strip():
        return "KZ105", path, "the text is empty", "leave the key out where there is nothing to say"
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
    return f"{key} is {field.description}" if field else ""
