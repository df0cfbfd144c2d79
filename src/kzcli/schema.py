"""The JSON Schema of briefs and of what `--json` prints, and the guide to the file format: all from the models."""

from __future__ import annotations

import types
import typing
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode

from kzcli.brief import (
    Actor,
    Author,
    Brief,
    Citation,
    Claim,
    Goal,
    Markup,
    Quantity,
    Recommendation,
    Reference,
    Section,
    Source,
    Summary,
    Update,
)
from kzcli.references import field_mark

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Generator(GenerateJsonSchema):
    """Pydantic's schema without what says nothing here: titles made of names, and null, which TOML does not have."""

    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> dict[str, Any]:
        made = super().default_schema(schema)
        if made.get("default", 0) is None:
            del made["default"]
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:
        del schema
        return False


def brief_schema() -> dict[str, Any]:
    """The JSON Schema of a brief's file and of `kzcli export json`."""
    made = Brief.model_json_schema(schema_generator=_Generator)
    return {
        "$schema": _DIALECT,
        "title": "A policy brief",
        **{key: made[key] for key in made if key != "title"},
    }


def views_schema() -> dict[str, Any]:
    """The JSON Schema of what each command prints with `--json`, under the command's name."""
    from kzcli.views.data import ROWS, BriefEntry, RecommendationData, SummaryData

    items: dict[str, Any] = {
        **ROWS,
        "list": BriefEntry,
        "read": Section,
        "show": Goal | RecommendationData | Section | Claim | Source | Actor,
    }
    mode: JsonSchemaMode = "serialization"
    inputs: list[Any] = [("summary", mode, TypeAdapter(SummaryData))]
    inputs += [(name, mode, TypeAdapter(list[item])) for name, item in items.items()]  # type: ignore[valid-type] # a type of the table
    outputs, definitions = TypeAdapter.json_schemas(inputs, schema_generator=_Generator)
    return {
        "$schema": _DIALECT,
        "title": "What kzcli prints with --json, by command",
        "type": "object",
        "properties": {name: outputs[name, mode] for name, *_ in inputs},
        **definitions,
    }


_TABLES: tuple[tuple[str, str, type[BaseModel]], ...] = (
    ("The brief", "the keys at the top of the file", Brief),
    ("Summary", "`[summary]`", Summary),
    ("Goal", "`[[goals]]`", Goal),
    ("Recommendation", "`[[recommendations]]`", Recommendation),
    ("Update", "`[[recommendations.updates]]`", Update),
    ("Section", "`[[sections]]`", Section),
    ("Claim", "`[[claims]]`", Claim),
    ("Source", "`[[sources]]`", Source),
    ("Actor", "`[[actors]]`", Actor),
    ("Author", "an entry of `authors`", Author),
    ("Citation", "an entry of `sources` in goals, updates and claims", Citation),
    ("Quantity", "`quantity`", Quantity),
)

_GUIDE = """\
# The file format

A brief is one [TOML](https://toml.io) file in UTF-8, of at most 1 MiB. This page is made from the models.

- **Ids** are lower-case letters and digits in words joined by hyphens. They are unique in the whole file.
- **Plain text** stands on one line, and nothing in it is markup.
- **Markdown** is inline: emphasis, links, code. **Markdown blocks** may also hold paragraphs, lists, quotations,
  sub-headings and tables. In both, `[^claim-id]` cites a claim. HTML, images and link definitions are shown as
  they are written; links go to http, https, mailto and doi only.
- **Partial dates** follow EDTF (ISO 8601-2) and are text: `"2018"`, `"2018-11"`, `"2018-11-01"`,
  `"2019-01/2019-05"` (an interval), `"2019~"` (about). **Days** are TOML dates, without quotation marks.
- A key that has nothing to say is left out. Unknown keys are refused, and nothing is converted.
- Every reference must name an item of the right part; `rests_on` and `via` may not go round in a circle.
- Likelihood is one of ICD 203's bands: {likelihoods}; a shared end point belongs to the higher band.
"""


def format_guide() -> str:
    """`docs/format.md`: the file format in the models' own words."""
    from kzcli.values import LIKELIHOODS

    bands = ", ".join(f"`{band}` {share}" for band, share in LIKELIHOODS.items())
    parts = [_GUIDE.format(likelihoods=bands)]
    for title, where, model in _TABLES:
        about = (model.__doc__ or "").strip()
        rows = [
            f"| `{name}` | {_say_type(model, name)} | {'yes' if field.is_required() else ''} | {field.description} |"
            for name, field in model.model_fields.items()
        ]
        head = "| key | what it is | needed | what it says |\n| --- | --- | --- | --- |"
        parts.append(f"## {title}: {where}\n\n{about}\n\n{head}\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def _say_type(model: type[BaseModel], name: str) -> str:
    annotation = model.model_fields[name].annotation
    mark = field_mark(model, name)
    many = "list of " if typing.get_origin(annotation) is tuple else ""
    if isinstance(mark, Reference):
        return f"{many}id of one of the {mark.part}"
    if isinstance(mark, Markup):
        return f"{many}Markdown{' blocks' if mark.blocks else ''}"
    if isinstance(mark, type):
        return f"{many}{mark.__name__.lower()}"
    words = [one for one in _alternatives(annotation) if typing.get_origin(one) is typing.Literal]
    if words:
        return ", ".join(f"`{word}`" for word in typing.get_args(words[0]))
    return many + _SIMPLE.get(_describe(model, name), "plain text")


_SIMPLE = {
    "date": "day",
    "number": "number",
    "edtf": "partial date",
    "id": "id",
    "url": "address",
    "language": "language tag",
}


def _describe(model: type[BaseModel], name: str) -> str:
    schema = model.model_json_schema()["properties"][name]
    branches = [schema, *schema.get("anyOf", [])]
    for branch in branches:
        if branch.get("format") == "date":
            return "date"
        if branch.get("type") in ("number", "integer"):
            return "number"
        pattern = branch.get("pattern", "")
        for start, said in (("^[a-z0-9]", "id"), ("^(https", "url"), ("^[A-Za-z]", "language")):
            if pattern.startswith(start):
                return said
    return "edtf" if name == "date" else ""


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    return typing.get_args(annotation) if isinstance(annotation, types.UnionType) else (annotation,)
