"""What is said to make a recommendation stronger or weaker does so: tried out claim by claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefs import FULL
from hypothesis import given, settings
from hypothesis import strategies as st
from weighed import brief_of

from kzcli.editions import causes
from kzcli.editions.causes import Causes
from kzcli.editions.comparing import compare
from kzcli.links import Links
from kzcli.values import LEVELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

    from kzcli.brief import Brief

IDS = tuple("abcde")


def brief(levels: Mapping[str, str], grounds: Mapping[str, list[str]], evidence: list[str]) -> Brief:
    """A brief of assumptions that one recommendation rests on."""
    claims = [
        {"id": id, "kind": "assumption", "confidence": level, "rests_on": grounds.get(id, [])}
        for id, level in levels.items()
    ]
    act = {"id": "act", "title": "Act", "actor": "city", "action": "Act.", "evidence": evidence}
    return brief_of(claims, recommendations=[act], actors=FULL["actors"])


def strength(edition: Brief) -> int:
    links = Links(edition)
    found = links.strength(links.recommendations["act"])
    assert found
    return LEVELS.index(found.level)


_levels = st.fixed_dictionaries(dict.fromkeys(IDS, st.sampled_from(["low", "moderate", "high"])))
_grounds = st.fixed_dictionaries(
    {id: st.lists(st.sampled_from(IDS[:index] or [""]), max_size=2 * bool(index), unique=True) for index, id in enumerate(IDS)}
)  # fmt: skip


@settings(max_examples=60)
@given(_levels, _levels, _grounds, st.lists(st.sampled_from(IDS), min_size=1, max_size=3, unique=True))
def test_each_cause_alone_or_with_those_named_beside_it_and_never_without_them(
    before: dict[str, str], after: dict[str, str], grounds: dict[str, list[str]], evidence: list[str]
) -> None:
    old, new = brief(before, grounds, evidence), brief(after, grounds, evidence)
    found = list(Causes(Links(old), Links(new)).of(compare(old, new).strengths))

    def tried(*changed: str) -> int:
        return strength(brief(before | {id: after[id] for id in changed}, grounds, evidence))

    assert bool(found) is (strength(old) != strength(new))
    for one in found:
        assert not one.more
        assert not one.dropped
        if strength(new) < strength(old):
            assert not one.together
            assert tried(one.claim) == strength(new)
        else:
            every = {one.claim, *one.together}
            assert tried(*every) >= strength(new)
            assert all(tried(*every - {id}) < strength(new) for id in every)


@given(_levels, _levels, st.lists(st.sampled_from(IDS), min_size=1, unique=True), st.sampled_from(IDS))
def test_what_is_newly_needed_is_no_cause_and_what_is_needed_no_longer_is_told(
    before: dict[str, str], after: dict[str, str], evidence: list[str], last: str
) -> None:
    old, new = brief(before, {}, evidence), brief(after, {}, [last])
    for one in Causes(Links(old), Links(new)).of(compare(old, new).strengths):
        assert one.claim == last
        assert last in evidence
        assert not one.together
        level = strength(new)
        gone = [id for id in evidence if id != last and LEVELS.index(before[id]) < level]
        assert list(one.dropped) == (gone if level > strength(old) else [])


def test_of_many_causes_a_few_are_told_and_of_far_too_many_none(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [f"c{number}" for number in range(9)]
    low, high = (brief(dict.fromkeys(ids, level), {}, ids) for level in ("low", "high"))

    def told(old: Brief, new: Brief) -> list[tuple[str, Any, int]]:
        made = Causes(Links(old), Links(new)).of(compare(old, new).strengths)
        return [(one.claim, one.together, one.more) for one in made]

    assert told(low, high)[0] == ("c0", ("c1", "c2", "c3", "c4"), 4)
    assert len(told(low, high)) == len(told(high, low)) == causes.MOST_CAUSES
    monkeypatch.setattr(causes, "MOST_STEPS", 17)
    assert told(low, high) == []
