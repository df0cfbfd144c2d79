"""The bundled brief: its counts, its references, its words."""

from __future__ import annotations

from collections import Counter
from functools import cache

from conftest import ROOT, run_kzcli

import kzcli
from kzcli.brief import Brief, Markup, Reference
from kzcli.links import standing
from kzcli.markup import cited
from kzcli.page_walk import spans
from kzcli.references import texts


@cache
def brief() -> Brief:
    return kzcli.load("us-kazakhstan")


def test_it_is_what_the_article_says_in_these_numbers() -> None:
    assert brief().as_of.isoformat() == "2020-05-28"
    assert len(brief().claims) >= 45
    assert (len(brief().goals), len(brief().recommendations), len(brief().sections)) == (3, 3, 5)
    kinds = Counter(claim.kind for claim in brief().claims)
    assert set(kinds) == {"fact", "judgment", "assumption", "forecast"}
    assert set(Counter(claim.confidence for claim in brief().claims)) == {"low", "moderate", "high"}


def test_quantities_are_quantities() -> None:
    found = {(claim.quantity.value, claim.quantity.unit) for claim in brief().claims if claim.quantity}
    assert found >= {
        (2_100_000_000, "USD"),
        (315_000_000, "USD"),
        (240_000_000, "USD"),
        (120, "troops"),
        (524, "people"),
        (2000, "head a day"),
    }


def test_the_summary_is_short() -> None:
    from kzcli.markup import inline

    words = " ".join(span.text for span in inline(brief().summary.bottom_line) if "citation" not in span.styles).split()
    assert len(words) <= 60
    assert 4 <= len(brief().summary.points) <= 6
    assert all("[^" in point for point in brief().summary.points)


def test_the_running_text_is_between_500_and_900_words_and_cites_claims_throughout() -> None:
    from kzcli.markup import blocks

    words = 0
    for section in brief().sections:
        parts = tuple(spans(blocks(section.body)))
        words += sum(len(span.text.split()) for span in parts if "citation" not in span.styles)
        assert sum("citation" in span.styles for span in parts) >= 4
    assert 500 <= words <= 900


def test_each_recommendation_has_all_that_makes_it_one() -> None:
    for one in brief().recommendations:
        assert one.rationale
        for part in (one.goals, one.evidence, one.against, one.risks, one.indicators, one.updates):
            assert part
        assert standing(one, brief().as_of).status == "partially-addressed"
        assert all(update.date > brief().as_of and update.sources and update.note for update in one.updates)


def test_every_claim_is_used_and_every_source_goal_and_actor_named() -> None:
    data = brief().model_dump()
    named: set[str] = set()
    for text in texts(data):
        if isinstance(text.mark, Reference):
            named.add(text.value)
        elif isinstance(text.mark, Markup):
            named.update(cited(text.value, blocks=text.mark.blocks))
    for part in ("claims", "sources", "goals", "actors"):
        assert [item["id"] for item in data[part] if item["id"] not in named] == []


def test_every_claim_has_a_source_and_every_assumption_says_what_falls_with_it() -> None:
    assert [claim.id for claim in brief().claims if not claim.sources] == []
    assert all(claim.if_wrong for claim in brief().claims if claim.kind == "assumption")


def test_attributions_are_sources_known_through_the_article() -> None:
    through = [source for source in brief().sources if source.via == brief().based_on]
    assert len(through) >= 5
    assert {"Karin, Yerlan"} <= {author for source in through for author in source.authors}


def test_who_wrote_the_article_when_and_whose_views_these_are_is_shown() -> None:
    for command in (["summary"], ["read"], ["export", "markdown"]):
        shown = run_kzcli(*command).stdout.decode()
        assert "Wilder Alejandro Sanchez" in shown
        assert "Sanchez 2020" in shown
        assert "followed up to 6 Nov 2025" in shown
        assert "28 May 2020" in shown
        assert "opinions are its author's alone" in shown
    assert "Georgetown Journal of International Affairs, 28 May 2020" in shown
    assert "https://gjia.georgetown.edu/2020/05/28/" in run_kzcli("source", "gjia-2020").stdout.decode()


def test_the_file_names_its_schema_for_editors() -> None:
    first = (ROOT / "briefs" / "us-kazakhstan.toml").read_text("utf-8").splitlines()[0]
    assert first == "#:schema ../schema/brief.schema.json"


def test_every_field_of_every_model_is_shown_somewhere() -> None:
    """In the document, or in the card of an item: a field that nobody sees would be no use."""
    from briefs import FULL, model

    from kzcli.page import Card
    from kzcli.values import show_day, show_partial_date, show_quantity, show_word
    from kzcli.views.document import document_page

    full = model(FULL)
    page = document_page(full)
    shown = "".join(span.text for span in spans(page) if "citation" not in span.styles)
    shown += " ".join(block.id for block in page.blocks if isinstance(block, Card))
    unseen = []

    def look(value: object, path: str) -> None:
        match value:
            case dict() if "measure" in value:
                look(value["measure"], f"{path}.measure")
                if show_quantity(value["value"], value["unit"]) not in shown:
                    unseen.append(path)
            case dict():
                for key, inner in value.items():
                    if f"{path}.{key}" not in (".exceptions", ".sources.text"):  # for `check`, not for readers
                        look(inner, f"{path}.{key}")
            case list() | tuple():
                for inner in value:
                    look(inner, path)
            case None | int():
                return
            case str():
                plain = "".join(span.text for span in spans(_as_shown(value, path)) if "citation" not in span.styles)
                if not any(text in shown for text in (plain, show_word(value), _maybe(show_partial_date, value))):
                    unseen.append(path)
            case _:
                if show_day(value) not in shown:  # type: ignore[arg-type] # only days are left
                    unseen.append(path)

    look(full.model_dump(), "")
    assert unseen == []


def _as_shown(value: str, path: str) -> object:
    from kzcli.markup import blocks, inline

    return blocks(value) if path.endswith((".body", ".rationale")) else inline(value)


def _maybe(show: object, value: str) -> str:
    try:
        return str(show(value))  # type: ignore[operator] # a function of this file's caller
    except (ValueError, IndexError):
        return "\0"
