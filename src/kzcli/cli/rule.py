"""`kzcli rule`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kzcli.cli import complete
from kzcli.cli.options import ColorOption, FormatOption, JsonOption, WidthOption, look
from kzcli.errors import KzcliError, did_you_mean


class UnknownRuleError(KzcliError):
    """No rule has the code or name that was asked for."""

    exit_code = 1


def build(name: str) -> Any:
    """The function behind the command."""
    return rule


def rule(
    codes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CODE]...",
            help="Explain these rules, by code, name or the beginning of a code; all in short without.",
            autocompletion=complete.rules,
            show_default=False,
        ),
    ] = None,
    format: FormatOption = None,
    json: JsonOption = False,
    width: WidthOption = None,
    color: ColorOption = "auto",
) -> None:
    """What a rule of `kzcli check` finds, why, and an example of it wrong and right.

    In a pipe: one a line, tabs between its columns: code, name, severity, what.
    """
    from kzcli.cli.output import emit
    from kzcli.rules import all_rules
    from kzcli.rules.examples import examples_of
    from kzcli.views.rules import rule_card, rule_data, rules_page

    rules = all_rules()
    chosen = [one for asked in codes for one in _named(asked)] if codes else list(rules.values())
    shown = look(format, json, width, color)

    def page() -> Any:
        from kzcli.page import Page

        if not codes:
            return rules_page(chosen)
        return Page(tuple(rule_card(one, examples_of(one.code)) for one in chosen))

    emit(shown, page, lambda: [rule_data(one, examples_of(one.code)) for one in chosen])


def _named(asked: str) -> list[Any]:
    """The rules that a code, the beginning of one, or a name names.

    Raises:
        UnknownRuleError: there is none.
    """
    from kzcli.rules import all_rules

    rules = all_rules()
    found = [one for one in rules.values() if one.name == asked or one.code.startswith(asked.upper())]
    if not asked or not found:
        near = did_you_mean(asked, [*rules, *(one.name for one in rules.values())])
        raise UnknownRuleError(f"no rule is called {asked!r}", near or "kzcli rule lists them")
    return found
