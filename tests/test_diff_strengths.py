"""What `kzcli diff` says of what is stronger or weaker: which claims make it so, and what limits it now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from briefs import FULL, changed, toml
from weighed import cite, data_of


def test_what_no_longer_limits_is_removed_and_what_says_nothing_of_a_claim_is_not_why(cli: Any, tmp_path: Path) -> None:
    weak = {"id": "weak", "statement": "It rains.", "kind": "assumption", "confidence": "low", "if_wrong": "All."}
    data = {**FULL, "claims": [*FULL["claims"], weak]}
    data = changed(("recommendations", 1, "evidence"), ["weak", "traffic"], data)
    less = changed(("recommendations", 1, "evidence"), ["traffic"], data)
    reworded = changed(("claims", 3, "if_wrong"), "Nearly all.", less)
    (tmp_path / "old.toml").write_bytes(toml(data))
    for new, why in (({**less, "claims": FULL["claims"]}, "which is removed"), (reworded, "which it no longer needs")):
        (tmp_path / "new.toml").write_bytes(toml(new))
        text = cli(str(tmp_path / "old.toml"), str(tmp_path / "new.toml"))
        assert f"~ ferry: stronger: low → high, no longer limited by weak (assumption), {why}\n" in text
        assert "makes ferry" not in text


def weighed(*by: str, evidence: tuple[str, ...] = ("c6",), **c6: Any) -> bytes:
    """A brief with a recommendation, `r2`; and with a claim that is high, `c6`, but for those that contradict it."""
    claims = [{"id": id, "sources": cite(f"s-{id}")} for id in ("c6", "c7", *by)]
    claims[0] |= c6
    claims[1] |= {"kind": "judgment", "confidence": "moderate"}
    for claim in claims[2:]:
        claim["contradicts"] = ["c6"]
    act = {"id": "r2", "title": "Act", "actor": "city", "action": "Do it.", "evidence": list(evidence)}
    sources = [{"id": f"s-{claim['id']}"} for claim in claims]
    return toml(data_of(claims, sources, recommendations=[act], actors=FULL["actors"]))


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (
            weighed("c4"),
            {
                "r2: stronger: low → moderate, still limited by c6 (contradicted by c4; before: contradicted by c4, c5)",
                "c6: stronger: low → moderate, contradicted by c4; before: contradicted by c4, c5",
                "c6: makes r2 stronger: low → moderate",
            },
        ),
        (
            weighed(),
            {
                "r2: stronger: low → high, no longer limited by c6 (contradicted by c4, c5)",
                "c6: stronger: low → high; before: contradicted by c4, c5",
                "c6: makes r2 stronger: low → high",
            },
        ),
        (
            weighed(confidence="moderate"),
            {
                (
                    "r2: stronger: low → moderate, still limited by c6 (fact; before: contradicted by c4, c5), "
                    "whose confidence changed"
                ),
                "c6: stronger: low → moderate; before: contradicted by c4, c5",
                "c6: makes r2 stronger: low → moderate",
            },
        ),
        (
            weighed("c4", evidence=("c7", "c6")),
            {
                "r2: stronger: low → moderate, limited by c7 (judgment), before by c6 (contradicted by c4, c5)",
                "c6: stronger: low → moderate, contradicted by c4; before: contradicted by c4, c5",
                "c6: makes r2 stronger: low → moderate",
            },
        ),
        (
            weighed("c4", "c5", evidence=("c7",), if_wrong="All falls.", kind="assumption"),
            {
                (
                    "r2: stronger: low → moderate, now limited by c7 (judgment), "
                    "no longer by c6 (contradicted by c4, c5), which it no longer needs"
                )
            },
        ),
        (
            weighed("c4").replace(b'"c6"', b'"c6-b"').replace(b'"c4"', b'"c4-b"'),
            {
                (
                    "r2: stronger: low → moderate, still limited by c6-b "
                    "(contradicted by c4-b; before: contradicted by c4-b, c5)"
                ),
                "c6-b: stronger: low → moderate, contradicted by c4-b; before: contradicted by c4-b, c5",
                "c6-b: makes r2 stronger: low → moderate",
            },
        ),
    ],
)
def test_what_limits_something_stronger_is_not_said_to_do_so_no_longer(
    cli: Any, tmp_path: Path, new: bytes, told: set[str]
) -> None:
    (tmp_path / "old.toml").write_bytes(weighed("c4", "c5"))
    (tmp_path / "new.toml").write_bytes(new)
    lines = cli(str(tmp_path / "old.toml"), str(tmp_path / "new.toml")).splitlines()
    assert {line[2:] for line in lines if "stronger: " in line} == told


def test_what_has_to_change_together_is_told_together_and_what_would_do_alone_alone(told: Any) -> None:
    def makes(old: tuple[str, str], new: tuple[str, str], **more: Any) -> list[str]:
        return [line[2:] for line in told(old, new, **more) if "makes" in line]

    low, high = ("low", "low"), ("high", "high")
    assert makes(low, high) == [
        "aa: with bb makes r stronger: low → high",
        "bb: with aa makes r stronger: low → high",
    ]
    assert makes(high, low) == ["aa: makes r weaker: high → low", "bb: makes r weaker: high → low"]
    assert makes(high, ("moderate", "low")) == ["bb: makes r weaker: high → low"]
    assert makes(("low", "high"), high) == ["aa: makes r stronger: low → high"]
    dropped = "aa: makes r, which no longer rests on bb, stronger: low → high"
    assert makes(low, ("high", "low"), evidence=("aa",)) == [dropped]


def test_what_limits_now_is_told_with_what_does_no_longer(told: Any) -> None:
    now = "~ r: stronger: low → moderate, now limited by bb (fact), no longer by aa (fact), whose confidence changed"
    assert now in told(("low", "moderate"), ("high", "moderate"))
    still = told(("low", "moderate"), ("moderate", "low"))
    assert "Recommendations: 1 otherwise limited" in still
    assert "~ r: still low, now limited by bb (fact), before by aa (fact)" in still
    assert "recommendations: 1 otherwise limited" in told(("low", "moderate"), ("moderate", "low"), "--stat")


def test_a_claim_that_something_else_limits_now_says_so(told: Any) -> None:
    claims: list[dict[str, Any]] = [
        {"id": "aa", "confidence": "low", "rests_on": ["bb"]},
        {"id": "bb", "confidence": "moderate"},
    ]
    claims = [{**claim, "kind": "assumption"} for claim in claims]
    raised = changed(("claims", 0, "confidence"), "high", data_of(claims))
    assert "~ aa: stronger: low → moderate, now limited by bb (assumption)" in told(data_of(claims), raised)


def test_fields_that_are_no_nouns_are_told_by_others(told: Any) -> None:
    claims: list[dict[str, Any]] = [{"id": "aa", "sources": cite("s")}, {"id": "bb", "rests_on": ["aa"]}]
    act = {"id": "r", "title": "Act", "actor": "city", "action": "Do it.", "evidence": ["bb"]}
    data = data_of(claims, [{"id": "s"}], recommendations=[act], actors=FULL["actors"])
    lines = told(data, changed(("claims", 1, "rests_on"), [], data))
    assert any(line.endswith("limited by bb (no source), whose grounds changed") for line in lines)
    more = changed(("recommendations", 0, "evidence"), ["aa"], data)
    added = "+ r: Act (for city; moderate, limited by aa (judgment))"
    more = changed(("claims", 0, "confidence"), "moderate", changed(("claims", 0, "kind"), "judgment", more))
    assert added in told({**data, "recommendations": []}, more)
