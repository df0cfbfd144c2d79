"""The guide to the file format, `docs/format.md`, in the models' own words."""

from __future__ import annotations

import types
import typing
from datetime import date
from typing import Any

from kzcli.brief import (
    Actor,
    Author,
    Blocks,
    Brief,
    Citation,
    Claim,
    Duration,
    Entity,
    Exemption,
    Goal,
    Id,
    Inline,
    LanguageTag,
    Line,
    Number,
    PartialDate,
    Quantity,
    Recommendation,
    Reference,
    RuleCode,
    Section,
    Source,
    Summary,
    Update,
    Url,
)
from kzcli.values import LIKELIHOODS

_TABLES: tuple[tuple[str, str, type[Entity]], ...] = (
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
    ("Exemption", "`[[exceptions]]`", Exemption),
)

_KINDS: tuple[tuple[Any, str], ...] = (
    (Id, "id"),
    (Line, "plain text"),
    (Inline, "Markdown"),
    (Blocks, "Markdown blocks"),
    (PartialDate, "partial date"),
    (date, "day"),
    (Duration, "duration"),
    (Url, "address"),
    (LanguageTag, "language tag"),
    (Number, "number"),
    (RuleCode, "code of a rule"),
)
"""What the types of fields are called; all other fields have words of their own, a model, or a reference."""

_GUIDE = """\
# The file format

A brief is one [TOML](https://toml.io) file in UTF-8, of at most 1 MiB. This page is made from the models. A whole
brief, though a small one:

```toml
format = 1
id = "bridge"
title = "A bridge for the city"
as_of = 2024-01-31
summary = {{ bottom_line = "The council should build a bridge this year: the ferry is full.[^queue]" }}
actors = [{{ id = "council", name = "The city council", kind = "organisation" }}]
sources = [{{ id = "count", kind = "report", title = "Traffic count of 2023", publisher = "The city" }}]

[[recommendations]]
id = "build"
title = "Build a bridge"
actor = "council"
action = "Decide on the bridge before the year ends."
evidence = ["queue"]

[[claims]]
id = "queue"
statement = "Ten thousand cars wait at the ferry on a working day."
kind = "fact"
confidence = "high"
sources = [{{ id = "count", locator = "page 7" }}]
```

- **Ids** are lower-case letters and digits in words joined by hyphens. They are unique in the whole file.
- **Plain text** stands on one line, and nothing in it is markup.
- **Markdown** is inline: emphasis, links, code. **Markdown blocks** may also hold paragraphs, in which a backslash or
  two blanks at the end of a line break it, lists, quotations, sub-headings, code and tables, whose columns may be
  aligned. In both, `[^claim-id]` cites a claim. HTML and link definitions are shown as they are written, and so are
  links to anything but http, https, mailto and doi; an image is not shown but linked to. A citation among a link's
  words is no part of the link.
- **Partial dates** follow EDTF (ISO 8601-2) and are text: `"2018"`, `"2018-11"`, `"2018-11-01"`,
  `"2019-01/2019-05"` (an interval), `"2019~"` (about). **Days** are TOML dates, without quotation marks.
- **Durations** are years, months or days as ISO 8601 has them: `"P2Y"`, `"P18M"`, `"P90D"`.
- **Names** of a source's `authors` that are written `Family, Given` are cited by the family's name. Any other, with no
  comma or with several, is taken whole, as an institution's is.
- A key that has nothing to say is left out. Unknown keys are refused, and nothing is converted.
- Every reference must name an item of the right part; `rests_on` and `via` may not go round in a circle.
- Likelihood is one of ICD 203's bands: {likelihoods}; a shared end point belongs to the higher band.
- A news item is a source of the kind `article`, its newspaper or agency the `publisher`.
"""


def format_guide() -> str:
    """`docs/format.md`, whole."""
    bands = ", ".join(f"`{band}` {share}" for band, share in LIKELIHOODS.items())
    parts = [_GUIDE.format(likelihoods=bands)]
    for title, where, model in _TABLES:
        about = (model.__doc__ or "").strip()
        types_of = typing.get_type_hints(model, include_extras=True)
        rows = [
            f"| `{name}` | {_say_type(types_of[name])} | {'yes' if field.is_required() else ''} |"
            f" {field.description}{_say_default(field.default)} |"
            for name, field in model.model_fields.items()
        ]
        head = "| key | what it is | needed | what it says |\n| --- | --- | --- | --- |"
        parts.append(f"## {title}: {where}\n\n{about}\n\n{head}\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def _say_type(annotation: Any) -> str:
    """What a field holds.

    Raises:
        TypeError: nothing here says what its type is called.
    """
    for kind, said in _KINDS:
        if annotation == kind:
            return said
    if isinstance(annotation, type) and issubclass(annotation, Entity):
        return annotation.__name__.lower()
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Literal:
        return ", ".join(f"`{word}`" for word in arguments)
    if origin is tuple:
        return f"list of {_say_type(arguments[0])}"
    if origin in (typing.Union, types.UnionType):
        (one,) = (argument for argument in arguments if argument is not types.NoneType)
        return _say_type(one)
    if origin is typing.Annotated:
        referred = [mark.part for mark in arguments[1:] if isinstance(mark, Reference)]
        return f"id of one of the {referred[0]}" if referred else _say_type(arguments[0])
    raise TypeError(f"no name for the type {annotation}")


def _say_default(value: object) -> str:
    """What a field is where the file does not say it."""
    return f"; `{value}` where it is left out" if isinstance(value, str) else ""
