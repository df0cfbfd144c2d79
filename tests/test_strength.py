"""How strong claims and recommendations are: the rule of docs/strength.md, each of its steps and what follows from all."""

from __future__ import annotations

import random
import subprocess
import time
from typing import Any

import pytest
from conftest import ROOT, clean_environment, need
from hypothesis import given
from hypothesis import strategies as st
from test_readme import Example, examples
from weighed import BEHIND, READ, brief_of, cite, weighed_briefs

from kzcli.brief import Brief
from kzcli.links import Links
from kzcli.strength import Strength, strengths
from kzcli.values import LEVELS

HEARD = {"sources": cite("heard")}
OWN = {"sources": cite("read")}


def level(strong: Strength) -> int:
    return LEVELS.index(strong.level)


# One case for each step and each reason, with the claim "a" in question: its level, who limits it and why.
CASES: dict[str, tuple[list[dict[str, Any]], tuple[str, ...], tuple[str, str, str]]] = {
    "as its author says": ([{"id": "a", **OWN, "confidence": "low"}], (), ("low", "a", "confidence")),
    "no ground": ([{"id": "a"}], (), ("unsupported", "a", "no-source")),
    "an assumption needs none": ([{"id": "a", "kind": "assumption"}], (), ("high", "a", "confidence")),
    "a judgment may rest on claims alone": (
        [{"id": "a", "kind": "judgment", "rests_on": ["b"]}, {"id": "b", **OWN}],
        (),
        ("high", "a", "confidence"),
    ),
    "second hand": ([{"id": "a", **HEARD}], (), ("moderate", "a", "second-hand")),
    "second hand, twice through one": (
        [{"id": "a", "sources": cite("heard", "said")}],
        (),
        ("moderate", "a", "second-hand"),
    ),
    "heard and read": ([{"id": "a", "sources": cite("said", "read")}], (), ("high", "a", "confidence")),
    "heard in two places": ([{"id": "a", "sources": cite("heard", "elsewhere")}], (), ("high", "a", "confidence")),
    "heard in two places, of which one is gone": (
        [{"id": "a", "sources": cite("heard", "elsewhere")}],
        ("other",),
        ("moderate", "a", "second-hand"),
    ),
    "second hand is no further limit": ([{"id": "a", **HEARD, "confidence": "low"}], (), ("low", "a", "confidence")),
    "contradicted": (
        [{"id": "a", **OWN}, {"id": "b", **OWN, "contradicts": ["a"]}],
        (),
        ("moderate", "a", "contradicted"),
    ),
    "contradicted by what is weaker": (
        [{"id": "a", **OWN}, {"id": "b", **OWN, "confidence": "moderate", "contradicts": ["a"]}],
        (),
        ("high", "a", "confidence"),
    ),
    "contradicted by what is second hand": (
        [{"id": "a", **OWN}, {"id": "b", **HEARD, "contradicts": ["a"]}],
        (),
        ("high", "a", "confidence"),
    ),
    "contradicted twice by one voice": (
        [{"id": "a", **OWN}, *({"id": id, **OWN, "contradicts": ["a"]} for id in ("b", "c"))],
        (),
        ("moderate", "a", "contradicted"),
    ),
    "contradicted by two voices": (
        [{"id": "a", **OWN}, *({"id": id, "sources": cite(id), "contradicts": ["a"]} for id in ("read", "other"))],
        (),
        ("low", "a", "contradicted"),
    ),
    "contradicted and low already": (
        [{"id": "a", **OWN, "confidence": "low"}, {"id": "b", **OWN, "contradicts": ["a"]}],
        (),
        ("low", "a", "confidence"),
    ),
    "contradicted by what has no ground": (
        [{"id": "a", **OWN, "confidence": "low"}, {"id": "b", "contradicts": ["a"]}],
        (),
        ("low", "a", "confidence"),
    ),
    "each contradicts the other": (
        [{"id": "a", **OWN, "contradicts": ["b"]}, {"id": "b", **OWN, "contradicts": ["a"]}],
        (),
        ("moderate", "a", "contradicted"),
    ),
    "rests on what is weaker": (
        [{"id": "a", **OWN, "rests_on": ["b"]}, {"id": "b", **OWN, "confidence": "low"}],
        (),
        ("low", "b", "confidence"),
    ),
    "rests on it in the end": (
        [{"id": "a", **OWN, "rests_on": ["b"]}, {"id": "b", **OWN, "rests_on": ["c"]}, {"id": "c", **HEARD}],
        (),
        ("moderate", "c", "second-hand"),
    ),
    "rests on what is contradicted": (
        [{"id": "a", **OWN, "rests_on": ["b"]}, {"id": "b", **OWN}, {"id": "c", **OWN, "contradicts": ["b"]}],
        (),
        ("moderate", "b", "contradicted"),
    ),
    "withdrawn": ([{"id": "a", **OWN}], ("a",), ("unsupported", "a", "withdrawn")),
    "its source withdrawn": ([{"id": "a", **OWN}], ("read",), ("unsupported", "a", "withdrawn")),
    "what its source came through withdrawn": (
        [{"id": "a", "sources": cite("said")}],
        ("read",),
        ("unsupported", "a", "withdrawn"),
    ),
    "one of two sources withdrawn": ([{"id": "a", "sources": cite("read", "other")}], ("other",), ("high", "a", "confidence")),
    "what it rests on withdrawn": (
        [{"id": "a", **OWN, "rests_on": ["b"]}, {"id": "b", **OWN}],
        ("b",),
        ("unsupported", "b", "withdrawn"),
    ),
    "its sources withdrawn, with other ground": (
        [{"id": "a", "sources": cite("other"), "rests_on": ["b"]}, {"id": "b", **OWN}],
        ("other",),
        ("high", "a", "confidence"),
    ),
    "its contradiction withdrawn": (
        [{"id": "a", **OWN}, {"id": "b", **OWN, "contradicts": ["a"]}],
        ("b",),
        ("high", "a", "confidence"),
    ),
    "the source of its contradiction withdrawn": (
        [{"id": "a", **OWN}, {"id": "b", "sources": cite("other"), "contradicts": ["a"]}],
        ("other",),
        ("high", "a", "confidence"),
    ),
    "an unknown id changes nothing": ([{"id": "a", **OWN}], ("nothing",), ("high", "a", "confidence")),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_step_of_the_rule(name: str) -> None:
    claims, withdrawn, expected = CASES[name]
    assert strengths(brief_of(claims, BEHIND), withdrawn)["a"][:3] == expected


def test_every_reason_has_a_case() -> None:
    from typing import get_args

    from kzcli.strength import Reason

    assert {expected[2] for _, _, expected in CASES.values()} == set(get_args(Reason))


def test_who_contradicts_is_named() -> None:
    claims = [{"id": "a", **OWN}, {"id": "c", **OWN, "contradicts": ["a"]}, {"id": "b", **OWN, "contradicts": ["a"]}]
    assert strengths(brief_of(claims, BEHIND))["a"].contradicted_by == ("b", "c")


@pytest.mark.parametrize("both", ["b", "z"])
def test_what_one_who_contradicts_shares_with_two_others_makes_these_no_less_independent(both: str) -> None:
    claims = [
        {"id": "a", **OWN},
        {"id": "c", "sources": cite("other"), "contradicts": ["a"]},
        {"id": "d", "sources": cite("read"), "contradicts": ["a"]},
        {"id": both, "sources": cite("other", "read"), "contradicts": ["a"]},
    ]
    assert strengths(brief_of(claims, BEHIND))["a"].level == "low"


def test_what_is_unsupported_for_what_it_rests_on_contradicts_nothing() -> None:
    claims: list[dict[str, Any]] = [
        {"id": "a", **OWN},
        {"id": "ground", "sources": cite("other")},
        {"id": "against", "rests_on": ["ground"], "contradicts": ["a"]},
    ]
    brief = brief_of(claims, BEHIND)
    assert strengths(brief)["a"].level == "moderate"
    assert strengths(brief, ["other"])["a"][:3] == ("high", "a", "confidence")


def test_a_recommendation_is_as_strong_as_the_weakest_claim_that_it_needs() -> None:
    claims = [{"id": "a", **OWN}, {"id": "b", **OWN, "confidence": "low"}]
    made = {"title": "Act", "actor": "city", "action": "Do it."}
    ones = [
        {"id": "needs-both", **made, "evidence": ["a", "b"]},
        {"id": "needs-one", **made, "evidence": ["a"], "against": ["b"]},
        {"id": "names-none", **made},
    ]
    actors = [{"id": "city", "name": "City", "kind": "state"}]
    links = Links(brief_of(claims, BEHIND, recommendations=ones, actors=actors))
    strong = [links.strength(one) for one in links.brief.recommendations]
    assert [one and one.level for one in strong] == ["low", "high", None]


# What follows from the rule, whatever the brief.


@given(weighed_briefs())
def test_no_claim_is_stronger_than_its_author_says(brief: Brief) -> None:
    found = strengths(brief)
    assert all(level(found[claim.id]) <= LEVELS.index(claim.confidence) for claim in brief.claims)


@given(weighed_briefs(), st.data())
def test_no_claim_is_stronger_than_what_it_rests_on(brief: Brief, data: st.DataObject) -> None:
    found = strengths(brief, data.draw(withdrawals(brief)))
    for claim in brief.claims:
        assert all(level(found[claim.id]) <= level(found[id]) for id in claim.rests_on)
        limit = found[found[claim.id].limited_by]
        assert (limit.level, limit.reason) == (found[claim.id].level, found[claim.id].reason)


@given(weighed_briefs())
def test_where_nothing_is_withdrawn_only_what_has_no_ground_is_unsupported(brief: Brief) -> None:
    claims = {claim.id: claim for claim in brief.claims}
    for strong in strengths(brief).values():
        limit = claims[strong.limited_by]
        bare = not limit.sources and not limit.rests_on and limit.kind != "assumption"
        assert (strong.level == "unsupported") == bare == (strong.reason == "no-source")


@given(weighed_briefs(contradictions=False), st.data())
def test_to_withdraw_more_never_strengthens_where_nothing_contradicts(brief: Brief, data: st.DataObject) -> None:
    some, more = (data.draw(withdrawals(brief)) for _ in range(2))
    before, after = strengths(brief, some), strengths(brief, some | more)
    assert all(level(after[id]) <= level(before[id]) for id in before)


@given(weighed_briefs(), st.data())
def test_to_withdraw_more_strengthens_only_what_was_contradicted(brief: Brief, data: st.DataObject) -> None:
    """And only where some of what contradicted it does so no longer."""
    some, more = (data.draw(withdrawals(brief)) for _ in range(2))
    before, after = strengths(brief, some), strengths(brief, some | more)
    for id, strong in before.items():
        if level(after[id]) > level(strong):
            assert strong.reason == "contradicted"
            now = after[strong.limited_by]
            assert set(strong.contradicted_by) - set(now.contradicted_by if now.limited_by == strong.limited_by else ())


@given(weighed_briefs(), st.data())
def test_a_source_falls_with_what_is_known_only_through_it(brief: Brief, data: st.DataObject) -> None:
    withdrawn = data.draw(withdrawals(brief))
    reached = set(withdrawn)
    for _ in brief.sources:
        reached |= {source.id for source in brief.sources if source.via in reached}
    assert strengths(brief, withdrawn) == strengths(brief, reached)


@given(weighed_briefs(), st.randoms(use_true_random=False))
def test_the_order_of_claims_sources_and_lists_does_not_matter_to_how_strong_anything_is(
    brief: Brief, chance: random.Random
) -> None:
    def mixed(values: Any) -> Any:
        return tuple(chance.sample(values, len(values)))

    lists = ("sources", "rests_on", "contradicts")
    claims = [
        claim.model_copy(update={name: mixed(getattr(claim, name)) for name in lists}) for claim in mixed(brief.claims)
    ]
    other = brief.model_copy(update={"claims": tuple(claims), "sources": mixed(brief.sources)})
    found, again = strengths(brief), strengths(other)
    assert {id: strong.level for id, strong in found.items()} == {id: strong.level for id, strong in again.items()}


def withdrawals(brief: Brief) -> st.SearchStrategy[set[str]]:
    return st.sets(st.sampled_from([*(one.id for one in brief.sources), *(one.id for one in brief.claims)]), max_size=4)


# How it grows.


def chain(count: int) -> Brief:
    return brief_of(
        [{"id": f"c{n}", **OWN, "rests_on": [f"c{n + 1}"] if n + 1 < count else []} for n in range(count)], READ
    )


def all_against_the_first(count: int) -> Brief:
    """Each contradicts the first and the one before it."""
    return brief_of(
        [{"id": f"c{n}", **OWN, "contradicts": sorted({"c0", f"c{n - 1}"}) if n else []} for n in range(count)], READ
    )


def hearsay(count: int) -> Brief:
    sources = [{"id": f"s{n}", **({"via": f"s{n - 1}"} if n else {})} for n in range(count)]
    return brief_of([{"id": f"c{n}", "sources": cite(f"s{count - 1 - n}")} for n in range(count)], sources)


@pytest.mark.parametrize("shape", [chain, all_against_the_first, hearsay])
def test_very_many_claims_are_weighed_in_no_time(shape: Any) -> None:
    """Some twenty times as many as the largest file can hold take about a second; in step with the square, minutes."""
    brief = shape(30_000)
    started = time.perf_counter()
    assert len(strengths(brief)) == 30_000
    assert time.perf_counter() - started < 20


# The page that tells the rule.

PAGE = (ROOT / "docs" / "strength.md").read_text("utf-8")


@pytest.mark.parametrize("example", examples(PAGE), ids=lambda example: example.command)
def test_the_examples_in_the_page_are_what_the_program_says(example: Example) -> None:
    need("bash")
    done = subprocess.run(
        ["bash", "-c", example.command], capture_output=True, env=clean_environment(), timeout=60, check=False
    )
    assert (done.stdout.decode(), done.stderr) == (example.output, b"")


def test_the_page_has_an_example_of_each_way_to_look() -> None:
    commands = " ".join(example.command for example in examples(PAGE))
    assert all(part in commands for part in ("claims --without", "recommendations --without", "impact", "claim "))
