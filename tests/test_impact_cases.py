"""What `kzcli impact` says in the cases that the bundled brief does not have."""

from __future__ import annotations

from typing import Any

from briefs import FULL, toml
from conftest import run_kzcli
from impacts import STRONGER, headings
from weighed import brief_of, cite

from kzcli.brief import Brief
from kzcli.impact import impact
from kzcli.views.impact import MAX_IN_FULL, impact_lines, impact_page
from kzcli.views.impact_data import impact_data
from kzcli.views.impact_words import answer
from kzcli.writers.panels import write_panels
from kzcli.writers.plain import write_plain

SOURCES = [{"id": "read"}, {"id": "other"}, {"id": "heard", "via": "read"}, {"id": "said", "via": "read"}]
ACTORS = [{"id": "city", "name": "City", "kind": "state"}]


def acting(evidence: list[str], **more: Any) -> dict[str, Any]:
    return {"id": "act", "title": "Act", "actor": "city", "action": "Do it.", "evidence": evidence, **more}


def small(claims: list[dict[str, Any]], *recommendations: dict[str, Any], **more: Any) -> Brief:
    return brief_of(claims, SOURCES, recommendations=list(recommendations), actors=ACTORS, **more)


def lines(brief: Brief, *ids: str) -> list[str]:
    return write_plain(impact_lines(impact(brief, ids))).splitlines()


def test_a_recommendation_all_of_whose_evidence_falls_is_left_without() -> None:
    brief = small([{"id": "a", "sources": cite("read")}], acting(["a"]))
    assert lines(brief, "read") == [
        "Without read, 1 of 1 recommendation is left without evidence: 1 of 1 claim falls.",
        "recommendation\tact\thigh\tunsupported\tleft without evidence; of what it needs, 1 of 1 claim falls: a",
        "source\theard\t\t\tknown only through read",
        "source\tsaid\t\t\tknown only through read",
        "claim\ta\thigh\tunsupported\tno source left",
    ]


def test_what_is_weaker_is_told_with_what_limits_it() -> None:
    brief = small([{"id": "a", "sources": cite("heard", "other")}, {"id": "b", "rests_on": ["a"]}], acting(["b"]))
    assert lines(brief, "other") == [
        "Without other, 1 of 1 recommendation is weaker: 2 of 2 claims are weaker.",
        "recommendation\tact\thigh\tmoderate\tweaker; limited by a (second-hand)",
        "claim\ta\thigh\tmoderate\tlimited by a (second-hand); still from heard",
        "claim\tb\thigh\tmoderate\tlimited by a (second-hand)",
    ]


def test_what_is_no_longer_contradicted_is_stronger() -> None:
    claims = [{"id": "a", "sources": cite("read")}, {"id": "b", "sources": cite("other"), "contradicts": ["a"]}]
    assert lines(small(claims, acting(["a"], against=["b"])), "other") == [
        "Without other, 1 of 1 recommendation is stronger: 1 of 2 claims falls and 1 is stronger.",
        (
            "recommendation\tact\tmoderate\thigh\tstronger; limited no longer by a (contradicted by b);"
            " of what speaks against it, 1 of 1 claim falls: b"
        ),
        "claim\tb\thigh\tunsupported\tno source left",
        "claim\ta\tmoderate\thigh\tlimited no longer by a (contradicted by b)",
    ]


def test_what_limits_something_stronger_is_not_said_to_do_so_no_longer() -> None:
    claims: list[dict[str, Any]] = [{"id": "a", "sources": cite("read")}, {"id": "fair", "confidence": "moderate"}]
    claims[1] |= {"kind": "judgment", "sources": cite("read")}
    claims += ({"id": id, "sources": cite(source), "contradicts": ["a"]} for id, source in (("b", "other"), ("c", "s")))
    sources = [*SOURCES, {"id": "s"}]
    for evidence, wanted in (
        (["a"], "limited still by a (contradicted by c; before: contradicted by b, c)"),
        (["a", "fair"], "limited still by a (contradicted by c; before: contradicted by b, c)"),
        (["fair", "a"], "limited by fair (judgment), before by a (contradicted by b, c)"),
    ):
        brief = brief_of(claims, sources, recommendations=[acting(evidence)], actors=ACTORS)
        found = lines(brief, "b")
        assert f"recommendation\tact\tlow\tmoderate\tstronger; {wanted}" in found
        still = "limited still by a (contradicted by c; before: contradicted by b, c)"
        assert f"claim\ta\tlow\tmoderate\t{still}" in found
        now = "now by fair (judgment), " if "fair" in evidence else ""
        told = lines(brief, "b", "c")[1].split("\t")[4]
        assert told == f"stronger; limited {now}no longer by a (contradicted by b, c)"


def test_what_rests_on_something_that_is_less_contradicted_is_stronger_for_that() -> None:
    claims: list[dict[str, Any]] = [
        {"id": "y", "sources": cite("read")},
        {"id": "z", "rests_on": ["y"]},
        {"id": "b", "sources": cite("other"), "contradicts": ["y"]},
    ]
    assert headings(small(claims), "b")[STRONGER] == [
        "`y`: It is so. (limited no longer by `y` (contradicted by `b`))",
        "`z`: It is so. (limited no longer by `y` (contradicted by `b`))",
    ]


def test_what_contradicts_too_weakly_now_may_be_as_strong_as_before() -> None:
    claims: list[dict[str, Any]] = [
        {"id": "a", "sources": cite("read")},
        {"id": "b", "sources": cite("heard", "other"), "contradicts": ["a"]},
        *({"id": id, "sources": cite(id), "contradicts": ["b"]} for id in ("s", "t")),
    ]
    brief = brief_of(claims, [*SOURCES, {"id": "s"}, {"id": "t"}])
    assert lines(brief, "other")[1:] == [
        "claim\ta\tmoderate\thigh\tlimited no longer by a (contradicted by b)",
        "claim\tb\tlow\tlow\tstill from heard",
    ]
    assert [one.split("`")[1] for one in headings(brief, "other")[STRONGER]] == ["a"]


def test_a_claim_without_a_source_is_said_to_stand_only_on_what_holds() -> None:
    claims: list[dict[str, Any]] = [
        {"id": "x"},
        {"id": "y", "sources": cite("read")},
        {"id": "z", "sources": cite("other"), "rests_on": ["x"]},
        {"id": "w", "sources": cite("other", "read"), "rests_on": ["z", "y"]},
        {"id": "ok", "sources": cite("other"), "rests_on": ["y"]},
        {"id": "fine", "sources": cite("other", "read"), "rests_on": ["y"]},
        {"id": "taken", "kind": "assumption", "sources": cite("other"), "if_wrong": "All falls."},
    ]
    brief = small(claims)
    already = "unsupported already, limited by x (no source)"
    assert lines(brief, "other") == [
        "Without other, 3 of 7 claims are left without a source.",
        "claim\tok\thigh\thigh\tno source left, stands on y",
        "claim\ttaken\thigh\thigh\tno source left, stands as an assumption",
        "claim\tfine\thigh\thigh\tstill from read",
        f"claim\tz\tunsupported\tunsupported\tno source left; {already}",
        f"claim\tw\tunsupported\tunsupported\tstill from read; {already}",
    ]
    assert {title: [one.split("`")[1] for one in ones] for title, ones in headings(brief, "other").items()} == {
        "No source of their own left, though what they rest on holds": ["ok"],
        "Assumptions that have no source left, and need none": ["taken"],
        "Fewer sources left, though as strong as before": ["fine"],
        "Unsupported already, and now with fewer sources, or none": ["z", "w"],
    }
    assert f"claim\tw\tunsupported\tunsupported\tneeds y; no source left; {already}" in lines(brief, "other", "read")
    data = impact_data(impact(brief, ["other"]), brief.as_of)
    assert {(one.after, one.limited_by, one.limited_because) for one in data.claims if one.id in "zw"} == {
        ("unsupported", "x", "no-source")
    }


def test_nothing_is_not_said_to_fall_where_a_source_falls_that_was_not_named() -> None:
    brief = small([{"id": "a", "confidence": "moderate", "sources": cite("heard", "other")}])
    assert lines(brief, "read")[0] == "Without read, no claim falls: 1 claim loses a source."
    assert lines(brief, "heard")[0] == "Without heard, nothing falls: 1 claim loses a source."


def test_what_is_left_is_said_to_report_what_is_lost_only_where_it_reports_all_of_that() -> None:
    brief = small([{"id": "a", "confidence": "moderate", "sources": cite("heard", "other", "read")}])
    assert lines(brief, "heard", "other")[0] == "Without heard and other, nothing falls: 1 claim loses a source."
    brief = small([{"id": "a", "confidence": "moderate", "sources": cite("heard", "said", "read")}])
    assert lines(brief, "heard", "said")[0].endswith("1 claim loses a source and keeps only a report of it.")


def test_a_recommendation_against_which_less_speaks_is_told() -> None:
    brief = small(
        [{"id": "a", "sources": cite("read")}, {"id": "b", "sources": cite("other")}], acting(["a"], against=["b"])
    )
    (change,) = impact(brief, ["b"]).recommendations
    assert (change.outcome, change.objections) == ("fewer-objections", ("b",))
    assert lines(brief, "b")[0] == "Without b, no recommendation is weaker: 1 of 2 claims falls."


def test_a_second_source_that_comes_through_the_same_one_is_no_second_voice() -> None:
    brief = small([{"id": "a", "confidence": "moderate", "sources": cite("heard", "said")}])
    assert (
        lines(brief, "heard")[1]
        == "claim\ta\tmoderate\tmoderate\tstill from said, known through read alone, as heard is"
    )


def test_an_update_that_loses_its_sources_is_told() -> None:
    update = {"date": FULL["as_of"], "status": "open", "response": "none", "sources": cite("other", "read")}
    assert lines(small([], acting([], updates=[update])), "other") == [
        "Without other, nothing falls: 1 update loses a source.",
        "update\tact\t\t\t2024-01-31: still from read",
    ]


def test_an_update_without_a_source_left_is_told_of_in_the_answer() -> None:
    def first(*ids: str) -> bytes:
        return run_kzcli("impact", *ids, "--as-of", "2026-11-24").stdout.splitlines()[0]

    assert first("inform-2021") == b"Without inform-2021, nothing falls: 1 update is left without a source."
    assert first("news-central-asia-2025") == (
        b"Without news-central-asia-2025, nothing falls: 1 update loses a source and 1 update is left without a source."
    )


def test_what_is_unsupported_already_is_not_lost() -> None:
    claims: list[dict[str, Any]] = [{"id": "a", "sources": cite("s")}, {"id": "bare"}]
    act = {"id": "act", "title": "Act", "actor": "city", "action": "Do it.", "evidence": ["a", "bare"]}
    city = {"id": "city", "name": "City", "kind": "state"}
    found = impact(brief_of(claims, [{"id": "s"}], recommendations=[act], actors=[city]), ["s"])
    assert answer(found) == "Without s, no recommendation is weaker: 1 of 2 claims falls."
    assert [one.outcome for one in found.recommendations] == ["less-support"]


def test_where_nothing_is_lost_that_is_said() -> None:
    brief = small([{"id": "a", "sources": cite("read")}, {"id": "b", "sources": cite("read")}], acting(["a"]))
    assert lines(brief, "other") == ["Without other, nothing is lost."]
    assert lines(brief, "b") == ["Without b, nothing else is lost.", "claim\tb\thigh\tunsupported\tnamed here"]
    assert impact(brief, ["b"]).is_nothing
    done = run_kzcli(
        "impact",
        "unused",
        "-b",
        "-",
        stdin=toml({**FULL, "sources": [*FULL["sources"], {"id": "unused", "kind": "web", "title": "U"}]}),
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"Without unused, nothing is lost.\n", b"")


def test_of_very_many_claims_people_are_told_all_ids_and_only_what_the_first_state() -> None:
    brief = small([{"id": f"c{number}", "sources": cite("read")} for number in range(150)])
    text = write_panels(impact_page(impact(brief, ["read"])), 80, color=False)
    assert text.count("It is so.") == MAX_IN_FULL
    assert f"and {150 - MAX_IN_FULL} more: c{MAX_IN_FULL}, c" in text
    assert len(lines(brief, "read")) == 1 + 2 + 150


def test_what_had_no_ground_before_does_not_fall_again() -> None:
    brief = small([{"id": "a"}, {"id": "b", "sources": cite("other"), "rests_on": ["a"]}], acting(["a", "b"]))
    found = impact(brief, ["other"])
    assert [(one.id, one.effect) for one in found.claims] == [("b", "no-source-left")]
    assert not found.recommendations
