"""What must be so of the impact of anything in any brief."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from impacts import STRONGER, headings, with_effect
from weighed import weighed_briefs

from kzcli.brief import Brief
from kzcli.impact import ClaimChange, RecommendationChange, impact
from kzcli.page import Page, Paragraph
from kzcli.strength import strengths
from kzcli.values import turn
from kzcli.views.impact import impact_lines, impact_page
from kzcli.views.impact_data import impact_data
from kzcli.views.impact_words import answer, limited
from kzcli.writers.markdown import write_markdown
from kzcli.writers.panels import write_panels
from kzcli.writers.plain import write_plain


@given(weighed_briefs(), st.data())
def test_what_falls_is_what_has_no_ground_any_more(brief: Brief, data: st.DataObject) -> None:
    ids = data.draw(asked(brief))
    found = impact(brief, ids)
    before, after = strengths(brief), strengths(brief, ids)
    claims = {claim.id: claim for claim in brief.claims}
    changes = {one.id: one for one in found.claims}
    assert with_effect(found, "falls", "withdrawn") == {
        id for id in claims if after[id].level == "unsupported" and (before[id].level != "unsupported" or id in ids)
    }
    for id in claims:
        if before[id].level != after[id].level:
            assert id in changes
    for id, one in changes.items():
        assert (one.before, one.after) == (before[id], after[id])
        cited = {citation.id for citation in claims[id].sources}
        assert set(one.ground.lost) | set(one.ground.kept) == (cited if one.ground.lost else set())
        if one.effect == "falls":
            assert one.needs or (one.ground.lost and not one.ground.kept)


@given(weighed_briefs(), st.data())
def test_each_heading_is_true_of_all_below_it(brief: Brief, data: st.DataObject) -> None:
    ids = data.draw(asked(brief))
    links = impact(brief, ids).after
    bare = brief.model_copy(
        update={"claims": tuple(one.model_copy(update={"contradicts": ()}) for one in brief.claims)}
    )
    before, after = strengths(brief), strengths(brief, ids)
    unopposed = strengths(bare), strengths(bare, ids)
    claims = {claim.id: claim for claim in brief.claims}

    def left(id: str) -> list[bool]:
        return [one.id not in links.gone for one in claims[id].sources]

    def holds(id: str) -> bool:
        return after[id].level != "unsupported"

    def less_contradicted(id: str) -> bool:
        was = before[id]
        return was.reason == "contradicted" and any(
            turn(unopposed[0][one].level, unopposed[1][one].level) == "weaker" for one in was.contradicted_by
        )

    def as_before(id: str) -> bool:
        return holds(id) and before[id].level == after[id].level

    true: dict[str, Callable[[str], bool]] = {
        "Withdrawn, or found wrong": lambda at: at in ids,
        "Claims without a source any more": lambda at: not holds(at) and bool(left(at)) and not any(left(at)),
        "Claims that need one that falls": lambda at: not all(map(holds, claims[at].rests_on)),
        "Weaker claims": lambda at: holds(at) and turn(before[at].level, after[at].level) == "weaker",
        STRONGER: less_contradicted,
        "No source of their own left, though what they rest on holds": lambda at: (
            as_before(at) and not any(left(at)) and bool(claims[at].rests_on) and all(map(holds, claims[at].rests_on))
        ),
        "Assumptions that have no source left, and need none": lambda at: (
            as_before(at) and claims[at].kind == "assumption" and not any(left(at)) and not claims[at].rests_on
        ),
        "Fewer sources left, though as strong as before": lambda at: (
            as_before(at) and any(left(at)) and not all(left(at))
        ),
        "Unsupported already, and now with fewer sources, or none": lambda at: (
            before[at].level == after[at].level == "unsupported" and not all(left(at))
        ),
    }
    told = headings(brief, *ids)
    for title in set(true) & set(told):
        for line in told[title]:
            assert true[title](line.split("`")[1]), (title, line)
    if "nothing falls" in answer(impact(brief, ids)):
        assert "Sources that fall with it" not in told
        assert {id for id in after if not holds(id)} == {id for id in before if before[id].level == "unsupported"}


@given(weighed_briefs(), st.data())
def test_what_is_said_to_limit_something_no_longer_does_not(brief: Brief, data: st.DataObject) -> None:
    found = impact(brief, data.draw(asked(brief)))
    needs: dict[str, set[str]] = {}
    for id, claim in sorted(found.after.claims.items()):  # each rests only on those before it
        needs[id] = {id}.union(*(needs[need] for need in claim.rests_on))
    for one in found.recommendations:
        needs[one.id] = {need for id in found.after.recommendations[one.id].evidence for need in needs[id]}
    changes: list[ClaimChange | RecommendationChange] = [*found.claims, *found.recommendations]
    for change in changes:
        said = write_plain(Page((Paragraph(limited(found, change)),))).strip()
        if change.before and change.after and said.startswith(("no longer", "still")):
            limit = change.before.limited_by
            strong = found.after.strengths[limit]
            limits = limit in needs[change.id] and strong[:2] == (change.after.level, limit) and strong.level != "high"
            assert limits is said.startswith("still")


@given(weighed_briefs(), st.data())
def test_each_view_says_what_is_lost_and_the_answer_first(brief: Brief, data: st.DataObject) -> None:
    found = impact(brief, data.draw(asked(brief)))
    plain = write_plain(impact_lines(found)).splitlines()
    assert plain[0] == answer(found)
    assert all(line.count("\t") == 4 for line in plain[1:])
    told = {(line.split("\t")[0], line.split("\t")[1]) for line in plain[1:]}
    for kind in ("claim", "recommendation", "goal", "source"):
        assert {id for part, id in told if part == kind} == {one.id for one in getattr(found, f"{kind}s")}
    for one in found.claims:
        assert re.search(rf"^claim\t{one.id}\t\w+\t\w+\t\S", "\n".join(plain), re.MULTILINE)
    page = impact_page(found)
    assert write_markdown(page).startswith(f"# {answer(found)}\n".replace("(", r"\("))
    for width in (40, 80, 100):
        text = write_panels(page, width, color=False)
        assert max(map(len, text.splitlines())) <= width
        assert " ".join(text.split()).startswith(answer(found))
    assert impact_data(found, brief.as_of).answer == answer(found)
    if found.is_nothing:
        assert "is lost" in answer(found)


@given(weighed_briefs(), st.data())
def test_what_falls_together_is_at_least_what_falls_apart_where_nothing_contradicts(
    brief: Brief, data: st.DataObject
) -> None:
    ids = data.draw(asked(brief))
    together = with_effect(impact(brief, ids), "falls", "withdrawn")
    for id in ids:
        assert with_effect(impact(brief, [id]), "falls", "withdrawn") <= together


def asked(brief: Brief) -> st.SearchStrategy[list[str]]:
    ids = [*(one.id for one in brief.sources), *(one.id for one in brief.claims)]
    return st.lists(st.sampled_from(ids), min_size=1, max_size=3)
