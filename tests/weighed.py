"""Generated briefs in which claims rest on, contradict and share sources with each other, in all ways that may be."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from kzcli.brief import Brief

READ = [{"id": "read"}, {"id": "other"}]
BEHIND = [*READ, {"id": "heard", "via": "read"}, {"id": "said", "via": "heard"}, {"id": "elsewhere", "via": "other"}]
"""Sources, some of which are known only through others."""


def brief_of(claims: list[dict[str, Any]], sources: list[dict[str, Any]] | None = None, **more: Any) -> Brief:
    """A brief of some claims and sources, with what every one must have filled in.

    Args:
        claims: keys of claims; kind is a fact, confidence high, where they are not given.
        sources: keys of sources.
        more: other keys of the brief.
    """
    return Brief.model_validate(data_of(claims, sources, **more))


def data_of(claims: list[dict[str, Any]], sources: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "format": 1,
        "id": "weighed",
        "title": "Weighed",
        "as_of": date(2024, 1, 31),
        "summary": {"bottom_line": "Do it."},
        "claims": [{"statement": "It is so.", "kind": "fact", "confidence": "high", **claim} for claim in claims],
        "sources": [{"kind": "web", "title": "A page", **source} for source in sources or ()],
        **more,
    }


def cite(*ids: str) -> list[dict[str, str]]:
    """Citations of sources."""
    return [{"id": id} for id in ids]


@st.composite
def weighed_briefs(draw: st.DrawFn, *, contradictions: bool = True) -> Brief:
    """Briefs of up to nine claims and six sources, with a recommendation, a goal and texts."""
    source_ids = [f"s{number}" for number in range(draw(st.integers(0, 6)))]
    sources: list[dict[str, Any]] = []
    for index, id in enumerate(source_ids):
        via = draw(st.sampled_from([None, *source_ids[:index]]))
        sources.append({"id": id, **({"via": via} if via else {})})
    ids = [f"c{number}" for number in range(draw(st.integers(1, 9)))]
    claims: list[dict[str, Any]] = []
    for index, id in enumerate(ids):
        claims.append(
            {
                "id": id,
                "kind": draw(st.sampled_from(["fact", "judgment", "assumption", "forecast"])),
                "confidence": draw(st.sampled_from(["low", "moderate", "high", "high"])),
                "sources": cite(*draw(_some(source_ids, 3))),
                "rests_on": draw(_some(ids[:index], 3)),
                "contradicts": draw(_some([other for other in ids if other != id], 2)) if contradictions else [],
            }
        )
    goal = {"id": "goal", "title": "Goal", "statement": "Get there.", "sources": cite(*draw(_some(source_ids, 2)))}
    recommendation = {
        "id": "act",
        "title": "Act",
        "actor": "city",
        "action": "Do it.",
        "goals": ["goal"],
        "evidence": draw(_some(ids, 4)),
        "against": draw(_some(ids, 2)),
        "updates": [
            {
                "date": date(2025, 1, 1),
                "status": "open",
                "response": "none",
                "sources": cite(*draw(_some(source_ids, 2))),
            }
        ],
    }
    texts = [f"It is so.[^{id}]" for id in draw(_some(ids, 3))]
    return brief_of(
        draw(st.permutations(claims)),
        draw(st.permutations(sources)),
        summary={"bottom_line": "Do it.", "points": texts},
        goals=[goal],
        recommendations=[recommendation],
        actors=[{"id": "city", "name": "City", "kind": "state"}],
    )


def _some(values: list[str], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=most) if values else st.just([])
