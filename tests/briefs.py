"""Briefs for tests: the smallest, one with every field, generated ones, and hostile ones."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from typing import Any

import tomli_w
from hypothesis import strategies as st

from kzcli.brief import Brief, Markup
from kzcli.references import texts
from kzcli.values import HORIZONS, LIKELIHOODS

MINIMAL: dict[str, Any] = {
    "format": 1,
    "id": "small",
    "title": "A small brief",
    "as_of": date(2024, 1, 31),
    "summary": {"bottom_line": "Do it."},
}

FULL: dict[str, Any] = {
    "format": 1,
    "id": "full",
    "title": "A full brief",
    "as_of": date(2024, 1, 31),
    "language": "kk",
    "authors": [{"name": "Ада Автор", "affiliation": "Institute of Things"}],
    "audience": "The *minister*",
    "based_on": "report",
    "disclaimer": "Views are the author's.",
    "summary": {"bottom_line": "Build the bridge.[^traffic]", "points": ["Cars queue.[^traffic]", "It **pays**."]},
    "goals": [
        {
            "id": "mobility",
            "title": "People move",
            "statement": "Fewer hours in queues.",
            "owner": "city",
            "sources": [{"id": "report", "locator": "page 3"}],
        }
    ],
    "recommendations": [
        {
            "id": "bridge",
            "title": "Build a bridge",
            "actor": "city",
            "action": "Build it by `2030`.",
            "rationale": "Because.[^traffic]\n\n- one\n- two\n\n> quoted\n\n| a | b |\n| - | - |\n| 1 | 2 |\n",
            "goals": ["mobility"],
            "evidence": ["traffic", "growth"],
            "against": ["cost"],
            "horizon": "long",
            "risks": ["The river floods."],
            "indicators": ["Cars cross."],
            "updates": [
                {
                    "date": date(2024, 5, 1),
                    "status": "implemented",
                    "response": "concurred",
                    "note": "Opened early.",
                    "sources": [{"id": "news", "locator": "minute 4"}],
                },
                {"date": date(2024, 6, 1), "status": "not-implemented", "response": "did-not-concur"},
            ],
        },
        {"id": "ferry", "title": "Keep the ferry", "actor": "city", "action": "Keep it."},
    ],
    "sections": [{"id": "why", "title": "Why now", "body": "### Part\n\nText [link](https://example.org/a).[^cost]\n"}],
    "claims": [
        {
            "id": "traffic",
            "statement": "Ten thousand cars queue.",
            "kind": "fact",
            "confidence": "high",
            "date": "2023-05/2023-06",
            "quantity": {"value": 10_000, "unit": "cars", "measure": "Cars in the queue", "shelf_life": "P18M"},
            "actors": ["city"],
            "sources": [{"id": "report", "locator": "page 7"}, {"id": "news"}],
        },
        {
            "id": "growth",
            "statement": "Traffic is likely to grow.",
            "kind": "forecast",
            "confidence": "moderate",
            "likelihood": "likely",
            "rests_on": ["traffic"],
            "review_by": date(2026, 1, 1),
        },
        {
            "id": "cost",
            "statement": "It costs little.",
            "kind": "assumption",
            "confidence": "low",
            "contradicts": ["growth"],
            "if_wrong": "The city goes broke.",
            "quantity": {"value": 2.5, "unit": "EUR", "measure": "Cost a car"},
            "date": "2023~",
        },
    ],
    "sources": [
        {
            "id": "report",
            "kind": "report",
            "title": "Report on queues",
            "authors": ["B. Writer", "C. Scribe"],
            "publisher": "Institute",
            "date": "2023-07",
            "url": "https://example.org/report",
            "accessed": date(2024, 1, 2),
            "note": "Read in *full*.",
            "text": "words/report.txt",
        },
        {"id": "news", "kind": "interview", "title": "Evening news", "via": "report"},
    ],
    "actors": [{"id": "city", "name": "The city", "kind": "state", "role": "It builds."}],
    "exceptions": [{"code": "KZ305", "id": "ferry", "reason": "Nobody has said a word against it."}],
}


def toml(data: dict[str, Any]) -> bytes:
    """A brief's data as the bytes of its file."""
    return tomli_w.dumps(data).encode()


def changed(path: tuple[str | int, ...], value: Any, data: dict[str, Any] = FULL) -> dict[str, Any]:
    """A copy of a brief with another value at a path."""
    made = copy.deepcopy(data)
    inner: Any = made
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = value
    return made


HOSTILE = (
    "a\x1b[31mred\x1b]0;title\x07\x9b1m\x7f\u202eevil\u2066x\u200f b [red]c[/] [/] :bomb: <script>alert(1)</script> "
    "[x](javascript:alert(1)) # d | e ` f * g _ h & &lt; i <!-- j --> \\ $x$ ~k~ ^l^ @m \u2028n \ufeff o 家 é z"
)
"""Everything at once that could act on a terminal or a page; it begins with `a` and ends with `z`."""


BEFORE, AFTER = HOSTILE.split("\u2028")
HOSTILE_LINE = f"{BEFORE}[^x] [^x]: \x00\t\x0b\x0c\x1c\x85\u2028{AFTER}"
HOSTILE_INLINE = f"{BEFORE}\\[^x] \x00\t\n# h\n- l\r\n\u2028{AFTER}"
HOSTILE_BLOCKS = f"{BEFORE}\n\n    [^x]\n\n```\x9b\n[^x]\x1b\x00\t\n```\n\n# h\r\n\n> \u2028{AFTER}"
"""The same with more: what only a line, an inline or a text of several blocks may hold."""


def hostile() -> Iterator[tuple[str, dict[str, Any]]]:
    """The full brief with each of its free texts in turn hostile, and the text's path."""
    for text in texts(FULL):
        name = text.path[-1] if isinstance(text.path[-1], str) else text.path[-2]
        fixed = name in (
            "id",
            "kind",
            "confidence",
            "likelihood",
            "date",
            "url",
            "horizon",
            "status",
            "response",
            "code",
            "shelf_life",
        )
        if (
            fixed
            or name in ("language", "owner", "actor", "via", "based_on")
            or name == "text"
            or text.path[0] == "exceptions"  # both for check alone
            or not isinstance(text.mark, Markup | None)
        ):
            continue
        more = HOSTILE_LINE
        if isinstance(text.mark, Markup):
            more = HOSTILE_BLOCKS if text.mark.blocks else HOSTILE_INLINE
        yield ".".join(map(str, text.path)), changed(text.path, more)


_LAID_OUT = (
    "a ",
    "*b*",
    "`c`",
    "\\\n",
    "  \n",
    "> ",
    "![d](https://e.org/e)",
    "\n\n| f | g |\n| -: | :-: |\n| `1\\|2` | h |\n\n",
)
_ids = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
_any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).filter(lambda text: text.strip() != "")
_markdown = st.one_of(
    _any_text,
    st.text("ab *_`[]()<>#|!\\^~&\n-1.+>'\"", min_size=1, max_size=60).filter(lambda text: text.strip() != ""),
    st.lists(st.sampled_from(_LAID_OUT), min_size=1, max_size=6).map("".join).filter(lambda text: text.strip() != ""),
).filter(lambda text: "[^" not in text)
# One line, as the models have it; \S of Rust's expressions is Unicode's White_Space, as str.strip nearly is.
_line = _any_text.map(lambda text: text.replace("\n", "n").replace("\r", "r")).filter(
    lambda text: any(map(str.isalnum, text))
)
_days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def briefs(draw: st.DrawFn) -> dict[str, Any]:
    """Valid briefs as plain data, their texts anything that TOML can hold."""
    names = draw(st.lists(_ids, unique=True, min_size=8, max_size=12))
    actor, source, goal, section, recommendation, *claims = names
    made_claims: list[dict[str, Any]] = []
    for index, id in enumerate(claims):
        claim: dict[str, Any] = {
            "id": id,
            "statement": draw(_markdown.filter(lambda text: any(map(str.isalnum, text)))),
            "kind": draw(st.sampled_from(["fact", "judgment", "assumption", "forecast"])),
            "confidence": draw(st.sampled_from(["low", "moderate", "high"])),
            "sources": [{"id": source, "locator": draw(_line)}] if draw(st.booleans()) else [],
            "rests_on": claims[:index] if draw(st.booleans()) else [],
        }
        if claim["kind"] in ("judgment", "forecast"):
            claim["likelihood"] = draw(st.sampled_from(list(LIKELIHOODS)))
        if draw(st.booleans()):
            claim["date"] = draw(st.sampled_from(["2018", "2018-11", "2018-11-01", "2019-01/2019-05", "2019~"]))
        if draw(st.booleans()):
            value = draw(st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False))
            claim["quantity"] = {"value": value, "unit": draw(_line), "measure": draw(_line)}
        if claim["kind"] == "assumption":
            claim["if_wrong"] = draw(_markdown)
        made_claims.append(claim)
    made_recommendation = {
        "id": recommendation,
        "title": draw(_line),
        "actor": actor,
        "action": draw(_markdown),
        "rationale": draw(_markdown),
        "goals": draw(st.sampled_from([[], [goal]])),
        "evidence": claims[: draw(st.integers(0, 2))],
        "against": claims[2:],
        "horizon": draw(st.sampled_from(list(HORIZONS))),
        "risks": draw(st.lists(_markdown, max_size=2)),
        "indicators": draw(st.lists(_markdown, max_size=2)),
        "updates": [
            {
                "date": draw(_days),
                "status": draw(st.sampled_from(["open", "partially-addressed", "implemented", "not-implemented"])),
                "response": draw(st.sampled_from(["concurred", "partly-concurred", "did-not-concur", "none"])),
                "note": draw(_markdown),
                "sources": [{"id": source}],
            }
        ],
    }
    cite = f"[^{claims[0]}]"
    return {
        "format": 1,
        "id": draw(_ids),
        "title": draw(_line),
        "as_of": draw(_days),
        "language": "en",
        "authors": [{"name": draw(_line)}],
        "summary": {"bottom_line": draw(_markdown), "points": [draw(_markdown) + f" {cite}"]},
        "goals": [{"id": goal, "title": draw(_line), "statement": draw(_markdown), "owner": actor, "sources": []}],
        "recommendations": [made_recommendation] if draw(st.booleans()) else [],
        "sections": [{"id": section, "title": draw(_line), "body": draw(_markdown)}],
        "claims": made_claims,
        "sources": [{"id": source, "kind": "web", "title": draw(_line), "authors": []}],
        "actors": [{"id": actor, "name": draw(_line), "kind": "person"}],
    }


def model(data: dict[str, Any]) -> Brief:
    """Data as a brief, by way of its file."""
    from kzcli import load

    return load(toml(data))
