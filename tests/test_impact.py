"""`kzcli impact` of the bundled brief: what a careful analyst would say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from briefs import HOSTILE, changed, toml
from conftest import ROOT, run_kzcli
from impacts import with_effect

from kzcli import load
from kzcli.impact import Echo, Ground, Impact, impact
from kzcli.views.impact_words import answer

BUNDLED = load("us-kazakhstan")


def of(*ids: str) -> Impact:
    return impact(BUNDLED, ids)


def texts(found: Impact) -> dict[str, set[str]]:
    return {one.place: set(one.cites) for one in found.texts}


# What was worked out by hand: tests/data/impact/us-kazakhstan.md has the reasons. Numbers and ids are written out here, not
# computed, so that the rule cannot move them along with itself.


def test_without_the_article_little_is_left() -> None:
    found = of("gjia-2020")
    assert answer(found) == (
        "Without gjia-2020, 3 of 3 recommendations are no longer supported: "
        "84 of 90 claims fall and 2 are left without a source."
    )
    assert found.restates == "gjia-2020"
    assert {one.id for one in found.sources} == {
        "us-strategy-2020",
        "white-house-statement",
        "state-report-2016",
        "karin-talk-2020",
        "tyson-announcement-2019",
        "industry-reports",
    }
    assert {one.through for one in found.sources} == {"gjia-2020"}
    fallen = with_effect(found, "falls")
    assert len(fallen) == 84
    assert {claim.id for claim in BUNDLED.claims} - fallen == {
        "pompeo-c5-tashkent",
        "strategy-objectives",
        "strategy-published",
        "tyson-cost",
        "violence-stops-development",
        "after-covid",
    }
    changes = {one.id: one for one in found.claims}
    assert changes["strategy-published"].ground == Ground(("gjia-2020",), ("diplomat-2020",))
    assert with_effect(found, "no-source-left") == {"violence-stops-development", "after-covid"}
    assert changes["tyson-start"].needs == ("tyson-agreement",)
    assert not changes["tyson-start"].ground.lost
    assert {
        (one.id, len(one.needs), one.needed, len(one.objections), one.objected) for one in found.recommendations
    } == {
        ("summit", 5, 6, 3, 3),
        ("investment-partnerships", 6, 7, 2, 2),
        ("education-exchange", 5, 6, 2, 2),
    }
    assert {one.outcome for one in found.recommendations} == {"unsupported"}
    assert [one.before.level for one in found.recommendations if one.before] == ["moderate", "low", "moderate"]
    assert [one.id for one in found.goals if one.unserved_by and not one.ground.kept] == [
        "afghan-stability",
        "counter-terrorism",
        "us-investment",
    ]
    assert not found.updates
    assert set(texts(found)) == {
        "bottom line",
        *(f"point {number}" for number in (1, 2, 4, 5)),
        *(f"rationale of {id}" for id in ("summit", "investment-partnerships", "education-exchange")),
        *(f"section {id}" for id in ("introduction", "relations", "strategy", "proposals", "outlook")),
    }
    assert texts(found)["bottom line"] == {"closer-ties"}


def test_without_a_source_that_only_the_article_reports_nothing_falls_and_that_is_told() -> None:
    found = of("us-strategy-2020")
    assert answer(found) == (
        "Without us-strategy-2020, nothing falls: 3 claims and 3 goals lose a source and keep only a report of it."
    )
    assert with_effect(found, "fewer-sources") == {
        "strategy-afghan-aim",
        "strategy-terror-aim",
        "strategy-investment-aim",
    }
    report = Ground(("us-strategy-2020",), ("gjia-2020",), (Echo("gjia-2020", "us-strategy-2020", "gjia-2020"),))
    assert {one.ground for one in found.claims} == {one.ground for one in found.goals} == {report}
    assert (found.recommendations, found.texts, found.sources, found.updates) == ((), (), (), ())
    karin = of("karin-talk-2020")
    assert [(one.id, one.effect) for one in karin.claims] == [("zhusan-returns", "fewer-sources")]
    at_stake = with_effect(of("zhusan-returns"), "falls")
    assert at_stake == {
        "zhusan-lead",
        "own-solutions",
        "deradicalisation-model",
        "situation-stable",
        "returnees-relapse",
        "ideal-partner",
        "support-partners",
        "central-partner",
    }


def test_without_a_source_that_claims_rest_on_alone_they_fall_or_stand_on_other_claims() -> None:
    found = of("kursiv-2019")
    assert answer(found) == (
        "Without kursiv-2019, no recommendation is weaker: 1 of 90 claims falls and 1 is left without a source."
    )
    assert with_effect(found, "falls") == {"tyson-cost"}
    assert with_effect(found, "no-source-left") == {"tyson-start"}
    assert texts(found) == {"section proposals": {"tyson-cost"}}
    assert (found.recommendations, found.goals) == ((), ())


def test_if_the_make_up_of_the_forum_is_wrong_the_summit_loses_its_support() -> None:
    found = of("c5-format")
    assert answer(found) == "Without c5-format, 1 of 3 recommendations is no longer supported: 2 of 90 claims fall."
    assert with_effect(found, "withdrawn") == {"c5-format"}
    assert with_effect(found, "falls") == {"summit-symbol"}
    assert [(one.id, one.needs, one.needed, one.objections) for one in found.recommendations] == [
        ("summit", ("c5-format", "summit-symbol"), 6, ())
    ]
    assert [(one.id, one.unserved_by) for one in found.goals] == [
        ("afghan-stability", ("summit",)),
        ("counter-terrorism", ("summit",)),
    ]
    assert texts(found) == {
        "rationale of summit": {"c5-format", "summit-symbol"},
        "section relations": {"c5-format"},
        "section proposals": {"summit-symbol"},
    }


def test_a_claim_that_looks_harmless_takes_the_bottom_line_with_it() -> None:
    found = of("diversify-allies")
    assert (
        answer(found) == "Without diversify-allies, 1 of 3 recommendations is no longer supported: 9 of 90 claims fall."
    )
    assert with_effect(found, "falls") == {
        "kazakh-view-balance",
        "pompeo-visit-weight",
        "pro-us-government",
        "valuable-partner",
        "soft-power",
        "closer-ties",
        "summit-symbol",
        "central-partner",
    }
    assert [(one.id, one.needs) for one in found.recommendations] == [("summit", ("summit-symbol",))]
    assert [one.id for one in found.goals] == ["afghan-stability", "counter-terrorism"]
    assert set(texts(found)) == {
        "bottom line",
        "rationale of summit",
        "rationale of investment-partnerships",
        "section introduction",
        "section proposals",
        "section outlook",
    }


def test_several_are_taken_out_together() -> None:
    assert answer(of("c5-format", "kursiv-2019", "c5-format")).startswith("Without c5-format and kursiv-2019, 1 of 3")
    many = [source.id for source in BUNDLED.sources]
    assert answer(of(*many)).startswith(f"Without these {len(many)} sources and claims, 3 of 3")


# On the command line.


def wrong(*arguments: str) -> str:
    done = run_kzcli("impact", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    return done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["c5-formt"], "no source or claim has the id 'c5-formt'\n  help: did you mean c5-format?\n"),
        (["nothing-like-it"], "kzcli sources and kzcli claims list them\n"),
        (["summit"], "'summit' is one of the recommendations\n  help: only sources and claims can be withdrawn"),
        (["gjia-2020", "us-investment"], "'us-investment' is one of the goals\n"),
        (["relations"], "'relations' is one of the sections\n"),
        (["dfc"], "'dfc' is one of the actors\n"),
        ([], "missing argument 'ID'"),
    ],
)
def test_only_sources_and_claims_can_be_withdrawn(arguments: list[str], said: str) -> None:
    assert said in wrong(*arguments)


def test_later_updates_do_not_count_on_an_earlier_day() -> None:
    def said(*arguments: str) -> str:
        return run_kzcli("impact", "menafn-2023", *arguments).stdout.decode()

    assert (
        said("--as-of", "2026-11-24") == "Without menafn-2023, nothing falls: 1 update loses a source.\n"
        "update\tsummit\t\t\t2023-09-19: still from kazinform-2023\t2026-11-24\n"
    )
    done = run_kzcli("impact", "menafn-2023", "--as-of", "2020-06-01")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "no source or claim has the id 'menafn-2023'" in done.stderr.decode()


def test_json_says_all_that_is_lost() -> None:
    data = json.loads(run_kzcli("impact", "us-strategy-2020", "--json").stdout)
    assert data["without"] == ["us-strategy-2020"]
    assert data["answer"].startswith("Without us-strategy-2020, nothing falls")
    assert data["claims"][0]["echoes"] == data["claims"][0]["sources_left"] == ["gjia-2020"]
    assert data["recommendations"] == data["texts"] == data["updates"] == []


def test_hostile_texts_do_not_act_on_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "hostile.toml"
    data = changed(("recommendations", 0, "title"), HOSTILE)
    path.write_bytes(toml({**data, "claims": [{**claim, "statement": HOSTILE} for claim in data["claims"]]}))
    for format in ("panels", "plain", "markdown"):
        text = run_kzcli("impact", "report", "-b", str(path), "--format", format).stdout.decode()
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2028]", text)


def test_what_was_worked_out_by_hand_is_kept() -> None:
    text = (ROOT / "tests" / "data" / "impact" / "us-kazakhstan.md").read_text("utf-8")
    assert {"gjia-2020", "us-strategy-2020", "kursiv-2019", "c5-format", "diversify-allies"} <= set(
        re.findall("`(.*?)`", text)
    )
