"""The JSON Schema of briefs and of what `--json` prints, from the models."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode

from kzcli.brief import Actor, Brief, Goal, Section, Source
from kzcli.field_examples import FIELD_EXAMPLES

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TERMS: dict[str, Any] = {
    "seen_on": {"description": "the day on which it is looked at", "format": "date", "type": "string"},
    "without": {
        "description": "the sources and claims that do not count, if any",
        "items": {"type": "string"},
        "type": "array",
    },
}
"""What the items of a list say besides: on which day, and on what supposition, they are seen."""

_DAYS: dict[str, Any] = {
    f"{side}_day": {
        "description": f"the day that the {side} edition is looked at on; absent where all that it says counts",
        "format": "date",
        "type": "string",
    }
    for side in ("old", "new")
}
"""The same of what differs between two editions."""


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
    for name, examples in FIELD_EXAMPLES.items():
        properties = (made if name == "Brief" else made["$defs"][name])["properties"]
        for field, example in examples.items():
            properties[field]["examples"] = [example]
    return {
        "$schema": _DIALECT,
        "title": "A policy brief",
        **{key: made[key] for key in made if key != "title"},
    }


def views_schema() -> dict[str, Any]:
    """The JSON Schema of what each command prints with `--json`, under the command's name."""
    from kzcli.editions.difference import Difference, PartCount, Suspect
    from kzcli.views.data import ROWS, BriefEntry, ClaimData, GapData, RecommendationData, RuleEntry, SummaryData
    from kzcli.views.impact_data import ImpactData
    from kzcli.views.ledger_data import LedgerData
    from kzcli.views.why_data import TraceData

    items: dict[str, Any] = {
        **ROWS,
        "gaps": GapData,
        "list": BriefEntry,
        "rule": RuleEntry,
        "read": Section,
        "why": TraceData,
        "diff --stat": PartCount,
        "diff --suspects": Suspect,
        "show": Goal | RecommendationData | Section | ClaimData | Source | Actor,
    }
    objects: dict[str, Any] = {"summary": SummaryData, "track": LedgerData, "impact": ImpactData, "diff": Difference}
    mode: JsonSchemaMode = "serialization"
    inputs: list[Any] = [(name, mode, TypeAdapter(one)) for name, one in objects.items()]
    inputs += [(name, mode, TypeAdapter(list[item])) for name, item in items.items()]  # type: ignore[valid-type] # a type of the table
    outputs, definitions = TypeAdapter.json_schemas(inputs, schema_generator=_Generator)
    for name in (*ROWS, "gaps", "read", "show"):
        outputs[name, mode]["items"] = _seen(outputs[name, mode]["items"], definitions["$defs"], _TERMS, ["seen_on"])
    for name in ("diff --stat", "diff --suspects"):
        outputs[name, mode]["items"] = _seen(outputs[name, mode]["items"], definitions["$defs"], _DAYS, [])
    return {
        "$schema": _DIALECT,
        "title": "What kzcli prints with --json, by command",
        "type": "object",
        "properties": {name: outputs[name, mode] for name, *_ in inputs},
        **definitions,
    }


def _seen(
    schema: dict[str, Any], definitions: dict[str, Any], terms: dict[str, Any], needed: list[str]
) -> dict[str, Any]:
    """The schema of an item that says besides on what terms it is seen; it is added to the definitions.

    Args:
        schema: of the item alone: a reference, or several of which one holds.
        definitions: what references lead to, by name.
        terms: the schemas of what it says besides.
        needed: which of these it always says.
    """
    if "anyOf" in schema:
        return {"anyOf": [_seen(one, definitions, terms, needed) for one in schema["anyOf"]]}
    name = schema["$ref"].rpartition("/")[2]
    item = definitions[name]
    definitions[f"Seen{name}"] = {
        **item,
        "properties": {**item["properties"], **terms},
        "required": [*item["required"], *needed],
        "title": f"Seen{name}",
    }
    return {"$ref": f"#/$defs/Seen{name}"}
