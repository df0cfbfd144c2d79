"""Every text of a brief that cites a claim is found, with its place in words."""

from __future__ import annotations

from briefs import changed, toml

from kzcli import load
from kzcli.passages import passages


def test_every_text_of_a_brief_that_cites_a_claim_is_found_and_named() -> None:
    places = {
        ("disclaimer",): "disclaimer",
        ("summary", "bottom_line"): "bottom line",
        ("summary", "points", 1): "point 2",
        ("goals", 0, "statement"): "statement of mobility",
        ("recommendations", 0, "action"): "action of bridge",
        ("recommendations", 0, "risks", 0): "risk 1 of bridge",
        ("recommendations", 0, "indicators", 0): "indicator 1 of bridge",
        ("recommendations", 0, "updates", 0, "note"): "note of update 1 of bridge",
        ("sections", 0, "body"): "section why",
        ("claims", 0, "statement"): "statement of traffic",
        ("claims", 2, "if_wrong"): "“if wrong” of cost",
        ("sources", 0, "note"): "note of report",
        ("actors", 0, "role"): "role of city",
    }
    for path, place in places.items():
        brief = load(toml(changed(path, "It is so.[^growth]")))
        found = [one for one in passages(brief) if "growth" in one.cites]
        assert [one.place for one in found] == [place]
        assert found[0].key.startswith(str(path[0]))
