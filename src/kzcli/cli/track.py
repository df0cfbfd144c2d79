"""`kzcli track`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kzcli import library
from kzcli.cli import complete
from kzcli.cli.options import (
    AsOfOption,
    ColorOption,
    FormatOption,
    JsonOption,
    WidthOption,
    day_asked,
    look,
    refuse_own_output,
)
from kzcli.errors import KzcliError, UsageError, did_you_mean
from kzcli.ledger import Sort, Wanted
from kzcli.streams import report, say
from kzcli.values import STATUSES, Status

if TYPE_CHECKING:
    from datetime import date

    from kzcli.brief import Brief


def build(name: str) -> Any:
    """The function behind the command."""
    return track


def track(
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE|FOLDER|ID|-]...",
            help=f"Files, folders with briefs, ids, or - for standard input."
            f" [default: $KZCLI_BRIEF, else {library.DEFAULT_ID}]",
            autocompletion=complete.briefs,
            show_default=False,
        ),
    ] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help="Only these: open, partially-addressed, implemented or not-implemented; may be given several times.",
            autocompletion=complete.statuses,
            show_default=False,
        ),
    ] = None,
    actor: Annotated[
        list[str] | None,
        typer.Option(
            "--actor",
            metavar="ID",
            help="Only those for this actor; may be given several times.",
            autocompletion=complete.ids_of("actors"),
            show_default=False,
        ),
    ] = None,
    goal: Annotated[
        list[str] | None,
        typer.Option(
            "--goal",
            metavar="ID",
            help="Only those that serve this goal; may be given several times.",
            autocompletion=complete.ids_of("goals"),
            show_default=False,
        ),
    ] = None,
    overdue: Annotated[
        bool,
        typer.Option(
            "--overdue",
            help="Only those that are neither implemented nor not-implemented though their horizon has passed:"
            " near, a year after the brief's day, or medium, three years; long has no end.",
        ),
    ] = False,
    sort: Annotated[
        Sort | None,
        typer.Option(
            "--sort",
            metavar="BY",
            help="brief, id, title, status, since, updated (longest without an entry first), age (oldest first), actor,"
            " strength (weakest first) or due. [default: as in the files]",
            show_default=False,
        ),
    ] = None,
    by_goal: Annotated[
        bool,
        typer.Option(
            "--by-goal",
            help="The goals in place of the recommendations: how far each is addressed. JSON has both anyway.",
        ),
    ] = False,
    as_of: AsOfOption = None,
    format: FormatOption = None,
    json: JsonOption = False,
    width: WidthOption = None,
    color: ColorOption = "auto",
) -> None:
    """What became of the recommendations of one or many briefs, and how far their goals are addressed.

    A goal is addressed when all recommendations that serve it are implemented, partially addressed when at least one
    shows progress, and else not addressed (the rule of GAO's Action Tracker).

    In a pipe: one a line, tabs between its columns: id, title, brief, status, response, since, last_update, age_days,
    actor, actor_name, goals, strength, limited_by, limited_because, horizon, due, overdue, seen_on; with --by-goal: id,
    title, brief, status, implemented, recommendations, seen_on.
    """
    from kzcli.cli.output import emit
    from kzcli.ledger import ledger
    from kzcli.views.ledger import ledger_page, ledger_table

    day = day_asked(as_of)
    wanted = Wanted(_statuses(status or ()), actor or (), goal or (), overdue)
    shown = look(format, json, width, color, day)
    reading = _Reading(targets or [os.environ.get("KZCLI_BRIEF") or library.DEFAULT_ID])
    made = ledger(reading.briefs(), day, wanted, sort)

    def data() -> Any:
        from kzcli.views.ledger_data import ledger_data

        return ledger_data(made, day)

    if made.briefs:
        page = ledger_table if shown.format == "plain" else ledger_page
        emit(shown, lambda: page(made, day, by_goal=by_goal), data, dated=True, rows=True)
        if not made.recommendations:
            say(_nothing(wanted, day))
    if reading.failed:
        raise typer.Exit(KzcliError.exit_code)


def _nothing(wanted: Wanted, day: date) -> str:
    """That no recommendation is among those that are asked for, in the words of what was asked."""
    from kzcli.values import show_day

    if wanted == Wanted():
        return "no recommendation is in the ledger"
    told = "no recommendation" if wanted.statuses else "nothing"
    told += f" for {' or '.join(wanted.actors)}" if wanted.actors else ""
    told += f" that serves {' or '.join(wanted.goals)}" if wanted.goals else ""
    held = [f"had the status {' or '.join(wanted.statuses)}"] if wanted.statuses else []
    held += ["was overdue"] if wanted.overdue else []
    return f"{told} {' and '.join(held) or 'was in the ledger'} on {show_day(day)}"


def _statuses(asked: Iterable[str]) -> tuple[Status, ...]:
    known: dict[str, Status] = {status: status for status in STATUSES}
    for one in asked:
        if one not in known:
            help = did_you_mean(one, STATUSES) or f"one of {', '.join(STATUSES)}"
            raise UsageError(f"no status is called {one!r}", help)
    return tuple(known[one] for one in asked)


class _Reading:
    """Briefs on their way in.

    Args:
        targets: paths of files, folders, ids of bundled briefs, or `-`.
    """

    def __init__(self, targets: list[str]) -> None:
        self._targets = targets
        self.failed = False
        """Whether something could not be read, of which people have been told."""

    def briefs(self) -> Iterator[Brief]:
        """The briefs that can be read, one after the other."""
        from kzcli.clean import clean
        from kzcli.folders import files_in
        from kzcli.loader import load_file

        seen: set[str] = set()
        for file in files_in(self._targets, self._tell):
            refuse_own_output(file)
            try:
                brief = load_file(file)
            except KzcliError as error:
                self._tell(error)
                continue
            if brief.id in seen:
                say(f"{clean(file.name)} is another edition of {brief.id}: what both recommend is counted twice")
            seen.add(brief.id)
            yield brief
            del brief

    def _tell(self, error: KzcliError) -> None:
        self.failed = True
        report(error)
