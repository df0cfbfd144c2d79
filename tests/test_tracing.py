"""Trees of what rests on what in any brief: each item once, and no line wider than asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

from briefs import briefs, model
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kzcli.links import Links
from kzcli.tracing import MAX_DEPTH, Node, Trace, on_what, what_on
from kzcli.views.why import argument, why_page
from kzcli.writers.panels import write_panels


def all_nodes(trace: Trace) -> list[Node]:
    """In the order in which they are read."""
    found, waiting = [], list(reversed(trace.roots))
    while waiting:
        found.append(waiting.pop())
        waiting += reversed(found[-1].children)
    return found


def levels(root: Node) -> list[list[Node]]:
    """The nodes of a tree, level by level."""
    found = [[root]]
    while below := [child for node in found[-1] for child in node.children]:
        found.append(below)
    return found


@given(briefs(), st.integers(1, 6))
def test_each_item_is_shown_once_and_only_what_is_deeper_is_hidden(data: dict[str, Any], depth: int) -> None:
    links = Links(model(data))
    keys = [(part, id) for id, (part, _) in links.items.items() if part != "actors"]
    for trace_of in (on_what, what_on):
        for asked in ([key] for key in keys):
            whole, part = all_nodes(trace_of(links, asked)), trace_of(links, asked, depth)
            shown = all_nodes(part)
            once = [(node.part, node.id) for node in shown if not node.repeated]
            assert len(once) == len(set(once))
            assert set(once) <= {(node.part, node.id) for node in whole}
            assert len(once) + part.hidden == len({(node.part, node.id) for node in whole})
            assert sum(node.hidden for node in shown) == part.hidden
            assert all(len(levels(root)) <= depth + 1 for root in part.roots)
            assert all(node.repeated or not node.hidden for node in whole)
            for at, node in enumerate(shown):
                if node.repeated:
                    first = next(i for i, one in enumerate(shown) if one[:2] == node[:2] and not one.repeated)
                    assert (first < at) == (node.repeated == "above")


@given(briefs())
def test_what_a_claim_rests_on_and_what_rests_on_a_claim_are_each_other_s_mirror(data: dict[str, Any]) -> None:
    links = Links(model(data))
    for id in links.claims:
        up = {node.id for node in all_nodes(what_on(links, [("claims", id)])) if node.part == "recommendations"}
        for recommendation in links.recommendations:
            down = all_nodes(on_what(links, [("recommendations", recommendation)]))
            assert id not in {node.id for node in down} or recommendation in up


@given(briefs(), st.integers(20, 100), st.sampled_from(["utf-8", "ascii"]))
def test_no_line_is_wider_than_asked_for_whatever_stands_in_a_brief(
    data: dict[str, Any], width: int, encoding: str
) -> None:
    links = Links(model(data))
    keys = [(part, id) for id, (part, _) in links.items.items() if part != "actors"]
    found = argument(links, keys, MAX_DEPTH, reverse=False)
    text = write_panels(why_page(links, keys, found, date(2026, 11, 24)), width, color=False, encoding=encoding)
    assert max(map(cell_len, text.split("\n"))) <= width
    text.encode(encoding)
