"""The rules that briefs are checked by: what each finds, why, and an example of it wrong and right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.page import (
    Block,
    Card,
    Code,
    Fields,
    Heading,
    Labelled,
    Listing,
    Page,
    Paragraph,
    Row,
    Span,
    Style,
    id_text,
    plain,
)
from kzcli.views.data import RuleEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kzcli.findings import Severity
    from kzcli.rules import Family, Rule

COLUMNS = ("code", "name", "severity", "what")

_TONES: dict[Severity, Style] = {"error": "poor", "warning": "fair", "note": "muted"}


def rule_data(rule: Rule, examples: tuple[str, str]) -> RuleEntry:
    """A rule as data.

    Args:
        rule: the rule.
        examples: what breaks it, and what does not, in TOML.
    """
    bad, good = examples
    return RuleEntry(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        what=rule.what,
        why=rule.why,
        source=rule.source or None,
        fixable=rule.mends,
        binding=rule.binding,
        english=rule.english,
        bad=bad,
        good=good,
    )


def rules_page(rules: Iterable[Rule]) -> Page:
    """The rules, one after the other."""
    rows = tuple(
        Row((id_text(rule.code), plain(rule.name), _severity(rule), plain(rule.what.rstrip(".")))) for rule in rules
    )
    return Page((Listing(COLUMNS, rows),), hint="kzcli rule CODE · kzcli check")


def rules_document(families: Mapping[str, Family], rules: Mapping[str, tuple[Rule, tuple[str, str]]]) -> Page:
    """A document of all rules, family by family.

    Args:
        families: the families, by the start of their codes.
        rules: each rule with its examples, by its code.
    """
    blocks: list[Block] = [
        Heading(1, plain("The rules")),
        Paragraph(plain("What check looks for. This page is made from the rules themselves; kzcli rule shows each.")),
    ]
    for start, family in families.items():
        blocks.append(Heading(2, plain(f"{family.title} ({start})")))
        blocks += [rule_card(*entry, level=3) for code, entry in rules.items() if code.startswith(start)]
    return Page(tuple(blocks))


def rule_card(rule: Rule, examples: tuple[str, str], level: int = 2) -> Card:
    """A rule in full, as a card."""
    bad, good = examples
    fields = [("Severity", _severity(rule))]
    if rule.mends:
        fields.append(("Mended by", (Span("kzcli check --fix", ("code",)),)))
    if rule.english:
        fields.append(("Language", plain("it knows only English, and passes over other languages")))
    if rule.binding:
        fields.append(("Exceptions", plain("none: a file that breaks it is no brief")))
    if rule.source:
        fields.append(("Source", plain(rule.source)))
    return Card(
        plain(rule.name),
        (
            Paragraph(plain(rule.what)),
            Paragraph(plain(rule.why)),
            Fields(tuple(fields)),
            Labelled("Not so", (Code(bad.strip("\n"), "toml"),)),
            Labelled("But so", (Code(good.strip("\n"), "toml"),)),
        ),
        id=rule.code,
        level=level,
    )


def _severity(rule: Rule) -> tuple[Span, ...]:
    return (Span(rule.severity, (_TONES[rule.severity],)),)
