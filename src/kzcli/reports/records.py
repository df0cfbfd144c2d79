"""Findings as data: what `check --format json` and `jsonl` print, and its JSON Schema, from the same classes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from kzcli.clean import escape_acting
from kzcli.findings import Severity  # noqa: TC001 (the schema is made from it)
from kzcli.rules import all_rules
from kzcli.toml import Lines

if TYPE_CHECKING:
    from kzcli.checking import Checked
    from kzcli.findings import Edit
    from kzcli.reports import ReportLook

_SCHEMA: dict[str, Any] = {"use_attribute_docstrings": True, "extra": "forbid"}
"""How Pydantic reads the classes below."""


@dataclass(frozen=True)
class Fix:
    """A change of the file that mends a finding."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _SCHEMA

    message: str
    """What it does."""
    start_line: int
    """Where the characters begin that it takes away: the line, from 1."""
    start_column: int
    """The column, in characters, from 1."""
    end_line: int
    """Where they end."""
    end_column: int
    """The column after the last of them; the column of the first where none is taken away."""
    text: str
    """What stands there instead."""


@dataclass(frozen=True)
class Record:
    """A finding."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _SCHEMA

    code: str
    """The rule's code, for example KZ501."""
    name: str
    """The rule's name."""
    severity: Severity
    """How grave it is."""
    path: str
    """The file, as it was named or found."""
    line: int
    """Where it begins: the line, from 1."""
    column: int
    """The column, in characters (Unicode code points), from 1."""
    end_line: int
    """Where it ends."""
    end_column: int
    """The column after the last character that is meant."""
    message: str
    """What was expected and what was found."""
    help: str
    """How to mend it; empty where nothing can be said."""
    id: str
    """The item of the brief that it is about, or the brief itself; empty where neither has an id."""
    let_stand: str | None
    """The reason, where an exception in the brief lets it stand."""
    key: str
    """The key as one would write its path, for example `claims[3].date`; empty where the file is no TOML."""
    fix: Fix | None
    """What --fix does about it; null where only a person can mend it."""


def records(result: Checked) -> Iterator[Record]:
    """The findings about a file, as data."""
    rules = all_rules()
    places = Lines(result.text)
    for one in result.findings:
        yield Record(
            one.code,
            rules[one.code].name if one.code in rules else "",
            one.severity,
            one.path,
            one.line,
            one.column,
            one.end_line,
            one.end_column,
            one.message,
            one.help,
            one.id,
            one.let_stand,
            one.key,
            _fix(one.help, one.edit, places) if one.edit and one.let_stand is None else None,
        )


def _fix(message: str, edit: Edit, places: Lines) -> Fix:
    return Fix(message, *places.place(edit.start), *places.place(edit.end), edit.text)


def json_text(value: object, look: ReportLook, indent: int | None = None) -> str:
    r"""JSON that acts on no terminal and no log: acting characters, and those an encoding lacks, as `\uXXXX`."""
    text = escape_acting(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent))
    try:
        text.encode(look.encoding)
    except UnicodeEncodeError:
        text = json.dumps(value, allow_nan=False, indent=indent)
    return text.replace("##[", "#\\u0023[")  # which begins a command in a log of GitHub Actions


def record_data(record: Record) -> dict[str, Any]:
    """A record as plain data."""
    return {**vars(record), "fix": vars(record.fix) if record.fix else None}


def findings_schema() -> dict[str, Any]:
    """The JSON Schema of what `kzcli check --format json` prints; each line of `jsonl` is one of its items."""
    from pydantic import TypeAdapter
    from pydantic.json_schema import GenerateJsonSchema

    class _Generator(GenerateJsonSchema):
        """Pydantic's schema without titles made of names, which say nothing."""

        def field_title_should_be_set(self, schema: Any) -> bool:
            return False

    made = TypeAdapter(list[Record]).json_schema(mode="serialization", schema_generator=_Generator)
    for name, properties in ((name, one["properties"]) for name, one in made["$defs"].items()):
        made["$defs"][name].pop("title", None)
        for key, schema in properties.items():
            if key.endswith(("line", "column")):
                schema["minimum"] = 1
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What kzcli check finds, with --format json",
        **made,
    }
