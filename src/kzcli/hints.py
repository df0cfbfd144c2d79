"""How to mend a key or a value that a brief cannot have: what to write instead, to the letter where that is clear."""

from __future__ import annotations

import json
import re
import typing
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kzcli.brief import PARTS, Brief, Reference
from kzcli.errors import did_you_mean
from kzcli.references import field_mark
from kzcli.written_dates import iso_dates
from kzcli.written_numbers import WRITTEN, plain

if TYPE_CHECKING:
    from pydantic import BaseModel

    from kzcli.toml import Path

LONGEST = 60
"""The longest value that is written again in a hint."""

# What others call a key of an item, and what to write instead; `{}` is the value.
_OTHER_KEYS = {
    "Source": {
        **dict.fromkeys(("journal", "magazine", "newspaper", "site", "website"), "write publisher = {}"),
        **dict.fromkeys(("year", "published"), 'write date = "{}"'),
        "doi": 'write url = "doi:{}"',
        **dict.fromkeys(("page", "pages"), 'say it where the source is cited: {{ id = "…", locator = "page {}" }}'),
    },
    "Citation": dict.fromkeys(("page", "pages"), 'write locator = "page {}"'),
    "Claim": {"year": 'write date = "{}"', "source": "write sources = [{{ id = {} }}]"},
    "Brief": {"updates": "write [[recommendations.updates]], below the recommendation that it is of"},
}
_OF_BRIEF = frozenset({"format", "as_of", "language", "authors", "audience", "based_on", "disclaimer"})
_OF_RECOMMENDATION = frozenset(
    {"actor", "action", "rationale", "goals", "evidence", "against", "horizon", "risks", "indicators"}
)

_GROUPED = re.compile(r"\d{1,3}(?:[, ]\d{3})+")
_NUMBER = re.compile(r"[1-9][0-9]{0,17}(\.[0-9]{1,9})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def for_key(path: Path, value: object) -> str:
    """What to write instead of an unknown key.

    Args:
        path: the way to the key.
        value: what it has.
    """
    key, model = str(path[-1]), model_at(path[:-1])
    name = model.__name__ if model else ""
    if (other := _OTHER_KEYS.get(name, {}).get(key)) and (told := _plain(value)):
        return other.format(told if '"' in other else json.dumps(told, ensure_ascii=False))
    if name == "Update" and key in _OF_RECOMMENDATION:
        return "it is the recommendation's: write it above its [[recommendations.updates]]"
    known = list(model.model_fields) if model else []
    if key in _OF_BRIEF and name != "Brief":
        return "it is the brief's own: write it above [summary]"
    return did_you_mean(key, known) or f"known here: {', '.join(known)}"


def _plain(value: object) -> str:
    """A value without quotation marks, on one line and not too long; that of a table or a list is left out."""
    told = "…" if isinstance(value, dict | list) else str(value)
    return told if len(told) <= LONGEST and told.isprintable() else "…"


def for_text(path: Path, value: object) -> str:
    """What to write where a text is expected, for a value of another type."""
    inner = value
    if isinstance(value, list) and len(value) == 1:
        (inner,) = value
    elif isinstance(value, dict):
        inner = value.get("name", next(iter(value.values())) if len(value) == 1 else None)
    if path[-1] == "shelf_life" and isinstance(value, int):
        return f'write "P{value}Y" for years, or "P{value}M" for months (ISO 8601)'
    if isinstance(value, datetime):
        return f'write the day in quotation marks: "{value.date().isoformat()}"'
    if inner is not value and isinstance(inner, str):
        return f"write {_quoted(inner)}"
    if isinstance(value, int | float | date) and not isinstance(value, bool):
        return f'put it in quotation marks: "{_plain(value)}"'
    return "put it in quotation marks" if not isinstance(value, dict | list) else "write one text"


def for_list(path: Path, value: object) -> str:
    """What to write where a list is expected, for a value of another type."""
    key, in_header = str(path[-1]), len(path) == 1 or path[-1] == "updates"
    if isinstance(value, dict):
        name = ".".join(part for part in path if isinstance(part, str))
        return (
            f"write [[{name}]] with two brackets on each side" if in_header else "put square brackets around it: [{…}]"
        )
    model = model_at(path[:-1])
    mark = field_mark(model, key) if model else None
    if not isinstance(value, str):
        return "put it in square brackets"
    if isinstance(mark, type):
        one = f"{{ {_keys(mark, value)} }}"
        return f"write [[{key}]] and its keys below, once for each" if in_header and key in PARTS else f"write [{one}]"
    texts = [one for one in re.split(r"[,;\s]+", value) if one] if isinstance(mark, Reference) else [value]
    return f"write [{', '.join(map(_quoted, texts))}]"


def for_table(path: Path, value: object) -> str:
    """What to write where a table is expected, for a value of another type."""
    if isinstance(value, list):
        return f"write [{path[0]}] with one bracket on each side" if len(path) == 1 else "take the square brackets out"
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    if len(path) < 2:
        return f"write [{path[0]}] and its keys below"
    if len(path) == 2 and path[0] in PARTS:
        return f"write [[{path[0]}]] and its keys below, once for each"
    model = model_at(path)
    told = _keys(model, value) if model else ""
    return f"write {{ {told} }}" if told else ""


def _keys(model: type[BaseModel], value: str | float) -> str:
    """The keys that a table of a model must have, a value in the first."""
    required = [name for name, field in model.model_fields.items() if field.is_required()]
    told = [f"{name} = {_quoted('…' if index else str(value))}" for index, name in enumerate(required)]
    if required[:1] == ["value"]:  # of a quantity, and a number
        told[0] = f"value = {1000 if isinstance(value, str) else value}"
    return ", ".join(told)


def _quoted(text: str) -> str:
    return json.dumps(text if len(text) <= LONGEST else "…", ensure_ascii=False)


def for_date(path: Path, value: object) -> str:
    """What to write where a day is expected, for a value of another type."""
    if isinstance(value, datetime):
        return f"write the day alone: {value.date().isoformat()}"
    days = [day for day in iso_dates(value) if _DAY.fullmatch(day)] if isinstance(value, str) else []
    if days:
        return f"write it without quotation marks: {' or '.join(days)}"
    return "write year, month and day without quotation marks: 2026-11-20"


def for_partial_date(value: str) -> str:
    """What to write for a text that was to be a date; empty where it is none."""
    return " or ".join(f'"{day}"' for day in iso_dates(value))


def for_number(path: Path, value: object) -> str:
    """What to write where a number is expected, for a value of another type."""
    told = str(value)
    if isinstance(value, str) and (is_quoted("a number", value) or _GROUPED.fullmatch(value)):
        return f"write it without quotation marks: {re.sub('[^0-9.]', '_', told)}"
    if isinstance(value, str) and (written := WRITTEN.fullmatch(value)):
        whole = plain(written)
        return f"write it without quotation marks: {whole}"
    return "write it without quotation marks; _ may part its digits: 2_100_000_000"


def is_quoted(expected: str, value: str) -> bool:
    """Whether a text is what is expected, and needs but to lose its quotation marks."""
    if expected == "a number":
        return _NUMBER.fullmatch(value) is not None
    try:
        return expected == "a date" and _DAY.fullmatch(value) is not None and bool(date.fromisoformat(value))
    except ValueError:
        return False


def for_id(value: str) -> str:
    """What to write for a text that was to be an id; empty where it has no letter that an id can have."""
    from kzcli.template import MAX_ID, make_id

    made = make_id(value, MAX_ID)
    return f"write {made}" if made else ""


def meaning(path: Path, key: str) -> str:
    """What a key of the table at a path is; empty for an unknown one."""
    model = model_at(path)
    field = model.model_fields.get(key) if model else None
    if field is None:
        return ""
    words = [str(word) for word in typing.get_args(field.annotation) if isinstance(word, str)]
    told = f"{key} is {field.description}"
    return told if all(word in told for word in words) else f"{told}: {', '.join(words)}"


def is_required(path: Path) -> bool:
    """Whether the table of a key must have it."""
    model = model_at(path[:-1])
    field = model.model_fields.get(str(path[-1])) if model else None
    return field is not None and field.is_required()


def model_at(path: Path) -> type[BaseModel] | None:
    """The model of the table at a path; none where there is to be no table."""
    model: type[BaseModel] | None = Brief
    for part in path:
        if isinstance(part, str):
            mark: Any = field_mark(model, part) if model else None
            model = mark if isinstance(mark, type) else None
    return model
