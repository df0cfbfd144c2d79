"""Pairs of briefs for the tests of editions: two of their own, or one and what hands have made of it."""

from __future__ import annotations

import copy
import re
from typing import Any

from briefs import FULL, briefs
from hypothesis import strategies as st

from kzcli.brief import PARTS, Markup, Reference
from kzcli.references import texts
from kzcli.values import CITATIONS

Data = dict[str, Any]
FREE = {
    "statement",
    "title",
    "bottom_line",
    "points",
    "body",
    "rationale",
    "action",
    "risks",
    "name",
    "note",
    "locator",
    "reason",
}
_LINE = st.from_regex(r"[A-Za-z]{1,6}( [A-Za-z0-9.,]{1,6}){0,5}", fullmatch=True)


_NEW_IDS = st.from_regex("new-[a-z]{1,4}", fullmatch=True)


def _free(id: str, taken: list[str]) -> str:
    """An id that is not taken yet."""
    while id in taken:
        id += "z"
    return id


def put(data: Data, path: tuple[str | int, ...], value: Any) -> None:
    """Put a value at a path of plain data."""
    inner: Any = data
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = value


def renamed(data: Data, old: str, new: str) -> Data:
    """Data in which an item has another id, wherever it is named."""
    made = copy.deepcopy(data)
    for text in list(texts(data)):
        if isinstance(text.mark, Reference) and text.value == old:
            put(made, text.path, new)
        elif isinstance(text.mark, Markup):
            put(made, text.path, CITATIONS.sub(lambda m: f"[^{new if m[1] == old else m[1]}]", text.value))
    for part in PARTS:
        for item in made.get(part, ()):
            item["id"] = new if item["id"] == old else item["id"]
    for one in made.get("exceptions", ()):
        one["id"] = new if one["id"] == old else one["id"]
    return made


def without(data: Data, claim: str) -> Data:
    """Data without a claim, wherever it is named."""

    def gone(value: Any) -> Any:
        if isinstance(value, str):
            return re.sub(rf"\[\^{claim}\]", "", value).strip() or "Nothing."
        if isinstance(value, list):
            return [gone(one) for one in value if one != claim]
        return {key: gone(one) for key, one in value.items()} if isinstance(value, dict) else value

    made: Data = gone(data)
    made["claims"] = [one for one in made["claims"] if one["id"] != claim]
    return made


@st.composite
def reordered(draw: st.DrawFn, data: Data) -> Data:
    """The same data with items and entries in another order, and blanks where blanks are."""
    made = copy.deepcopy(data)

    def shuffle(inner: Any, name: str = "") -> Any:
        if isinstance(inner, dict):
            return {key: shuffle(inner[key], key) for key in draw(st.permutations(list(inner)))}
        if isinstance(inner, list):
            one_day = name == "updates" and len({update["date"] for update in inner}) < len(inner)
            return [shuffle(one) for one in (inner if one_day else draw(st.permutations(inner)))]
        return inner

    result: Data = shuffle(made)
    for text in list(texts(result)):
        if isinstance(text.mark, Markup) and not text.mark.blocks and draw(st.booleans()):
            put(result, text.path, re.sub(" +", lambda _: "  ", text.value))
    return result


@st.composite
def edited(draw: st.DrawFn, data: Data) -> Data:
    """What hands have made of a brief: texts edited, claims dropped, added and renamed, words changed."""
    made = copy.deepcopy(data)
    for _ in range(draw(st.integers(1, 5))):
        claims = made.get("claims", [])
        ids = [item["id"] for part in PARTS for item in made.get(part, ())]
        match draw(
            st.sampled_from(["edit", "drop", "add", "rename", "word", "quantity", "update", "exception", "order"])
        ):
            case "edit":
                free = [text for text in texts(made) if FREE & set(text.path[-2:])]
                put(made, draw(st.sampled_from(free)).path, draw(_LINE))
            case "drop" if claims:
                made = without(made, draw(st.sampled_from(claims))["id"])
            case "add":
                rests_on = [draw(st.sampled_from(claims))["id"]] if claims else []
                more = {"statement": draw(_LINE), "kind": "fact", "confidence": "low", "rests_on": rests_on}
                made["claims"] = [{"id": _free(draw(_NEW_IDS), ids), **more}, *claims]
            case "rename":
                made = renamed(made, draw(st.sampled_from(ids)), _free(draw(_NEW_IDS), ids))
            case "word" if claims:
                draw(st.sampled_from(claims))["confidence"] = draw(st.sampled_from(["low", "moderate", "high"]))
            case "quantity" if claims:
                value = draw(st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False))
                draw(st.sampled_from(claims))["quantity"] = {"value": value, "unit": "USD", "measure": "Cost"}
            case "update" if made.get("recommendations"):
                one = draw(st.sampled_from(made["recommendations"]))
                day = draw(st.dates())
                entry = {"date": day, "status": "open", "response": draw(st.sampled_from(["none", "concurred"]))}
                updates = one.get("updates", [])
                others = [[*updates, entry], [entry, *updates, entry], updates[1:], updates[::-1]]
                one["updates"] = draw(st.sampled_from(others))
            case "exception":
                let = {"code": draw(st.sampled_from(["KZ305", "KZ604"])), "id": draw(st.sampled_from(ids))}
                exceptions = made.get("exceptions", [])
                made["exceptions"] = draw(
                    st.sampled_from([[*exceptions, {**let, "reason": draw(_LINE)}], exceptions[1:]])
                )
            case "order":
                made = draw(reordered(made))
    return made


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Data, Data]:
    """A brief, and another edition of it or another brief."""
    old = draw(st.just(FULL) | briefs())
    new = draw(edited(old) | briefs())
    return (old, new) if draw(st.booleans()) else (new, old)
