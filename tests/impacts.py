"""What the tests of `kzcli impact` share: what it finds by its effect, and what it says under each heading."""

from __future__ import annotations

from kzcli.brief import Brief
from kzcli.impact import Impact, impact
from kzcli.views.impact import impact_page
from kzcli.writers.markdown import write_markdown


def with_effect(found: Impact, *effects: str) -> set[str]:
    return {one.id for one in found.claims if one.effect in effects}


def headings(brief: Brief, *ids: str) -> dict[str, list[str]]:
    """What people are told in lists, by the headings without their counts."""
    found: dict[str, list[str]] = {}
    title = ""
    for line in write_markdown(impact_page(impact(brief, ids))).splitlines():
        if line.startswith("## "):
            title = line[3:].partition(" (")[0]
        elif line.startswith("- "):
            found.setdefault(title, []).append(line[2:])
    return found


STRONGER = "Stronger claims, for less contradicts them or what they rest on"
