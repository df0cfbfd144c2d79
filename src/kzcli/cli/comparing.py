"""Two editions on their way to `kzcli diff`: how they are read, and how what differs is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.cli.options import Look, refuse_own_output

if TYPE_CHECKING:
    from datetime import date

    from kzcli.brief import Brief

SIDES = ("the old edition", "the new edition")


def load_edition(asked: str) -> Brief:
    """An edition by its id, its path, `-`, or `REV:PATH` in a repository of git.

    Raises:
        KzcliError: it cannot be read, or standard output is its own file.
    """
    from kzcli import library
    from kzcli.loader import load_file
    from kzcli.revisions import is_revision, read_revision

    source = read_revision(asked) if is_revision(asked) else library.find(asked)
    refuse_own_output(source)
    return load_file(source)


def show_difference(
    old: Brief, new: Brief, days: tuple[date, date] | None, look: Look, *, stat: bool, suspects: bool, path: str = ""
) -> int:
    """Show what differs; the exit code is 0 where nothing does.

    Args:
        old: an edition.
        new: another.
        days: those on which they are looked at, so that what came later is left out; none where all of it counts.
        look: how it is to look.
        stat: whether to count only.
        suspects: whether to show what must be looked at again.
        path: the file that git compares; empty where it does not.
    """
    from kzcli.cli.output import emit
    from kzcli.editions.comparing import compare
    from kzcli.views import editions as views

    if days:
        from kzcli.links import on_day

        old, new = (on_day(one, day) for one, day in zip((old, new), days, strict=True))
    found = compare(old, new)
    if days:
        found = found.model_copy(
            update={
                "old": found.old.model_copy(update={"day": days[0]}),
                "new": found.new.model_copy(update={"day": days[1]}),
            }
        )
    terms = {"old_day": days[0].isoformat(), "new_day": days[1].isoformat()} if days else {}
    if stat:
        from kzcli.editions.counting import counts

        counted = counts(found)
        emit(look, lambda: views.stat_page(found, counted, path), lambda: counted, terms=terms)
    elif suspects:
        from kzcli.editions.suspects import suspects as find

        again = find(found, new)
        emit(look, lambda: views.suspects_page(found, again, new, path), lambda: again, terms=terms, paged=True)
    else:
        emit(look, lambda: views.difference_page(found, old, new, path), lambda: found, paged=not path)
    return 0 if found.is_empty else 1
