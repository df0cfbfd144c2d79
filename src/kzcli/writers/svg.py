"""Drawings as SVG: the bars of figures and the line of a timeline. What they show also stands beside them in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.writers import year_scale

if TYPE_CHECKING:
    from kzcli.page import Event

WIDTH, MIDDLE, BASE = 1000, 24, 48
"""The timeline's own units: how wide it is, where the marks stand, and where the line of years is."""


def bar(start: float, length: float, zero: float) -> str:
    """A bar; where its scale has something below zero, with a line at zero.

    Args:
        start: where it begins, from 0 to 1, which is where the space for it ends.
        length: how long it is, likewise.
        zero: where the zero of its scale is; 0 if nothing is below it.
    """
    svg = 'svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"'
    if not zero:
        drawn = f'<rect width="{max(100 * length, 0.5):.4g}" height="1"/>' if length else ""
        return f"<{svg}>{drawn}</svg>"
    drawn = f'<rect x="{100 * start:.4g}" width="{100 * length:.4g}" height="1"/>' if length else ""
    at = f'x1="{100 * zero:.4g}" x2="{100 * zero:.4g}" y1="-0.15" y2="1.15"'
    line = f'<line {at} stroke="currentColor" vector-effect="non-scaling-stroke"/>'
    return f'<{svg} overflow="visible">{drawn}{line}</svg>'


def timeline(events: tuple[Event, ...], label: str) -> str:
    """Events on a line of years.

    Args:
        events: at least one.
        label: what it shows, for those who do not see it; safe to stand in an attribute.
    """
    first, last, step = year_scale(events, 7)

    def across(year: float) -> str:
        return f"{20 + (WIDTH - 40) * (year - first) / (last - first):.4g}"

    years = range(first + -first % step, last + 1, step)
    drawn = [f'<line class="axis" x1="20" x2="{WIDTH - 20}" y1="{BASE}" y2="{BASE}"/>']
    drawn += [f'<line class="axis" x1="{across(y)}" x2="{across(y)}" y1="{BASE}" y2="{BASE + 6}"/>' for y in years]
    drawn += [f'<text x="{across(year)}" y="{BASE + 32}">{year}</text>' for year in years]
    for event in events:
        start, end = across(event.start), across(event.end)
        if event.mark == "now":
            drawn.append(f'<line class="now" x1="{start}" x2="{start}" y1="0" y2="{BASE}"/>')
        elif event.mark == "stretch":
            drawn.append(f'<line class="stretch" x1="{start}" x2="{end}" y1="{MIDDLE}" y2="{MIDDLE}"/>')
        else:
            drawn.append(f'<circle class="{event.mark}" cx="{start}" cy="{MIDDLE}" r="6"/>')
    return f'<svg class="years" viewBox="0 0 {WIDTH} 90" role="img" aria-label="{label}">{"".join(drawn)}</svg>'
