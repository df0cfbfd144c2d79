"""What became of a recommendation, as an entry for its brief's file, with the source that it comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kzcli.entries import Addition
from kzcli.errors import UsageError, did_you_mean
from kzcli.links import Links, standing
from kzcli.values import show_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from kzcli.brief import Brief, Recommendation
    from kzcli.values import Response, Status

_ADDRESS = re.compile(r"(?i)https?://|mailto:|doi:")
_HOST = re.compile(r"(?i)(?:https?://(?:[^/@]*@)?|mailto:[^@]*@?)(?:www\.)?([^/:?#]*)|doi(?=:)")


class Report(NamedTuple):
    """What is to be entered."""

    recommendation: str
    """Its id."""
    status: Status
    response: Response | None
    """None means that it is as it was."""
    note: str
    sources: tuple[str, ...]
    """Ids or addresses of sources."""
    source_title: str | None
    """The title of the one whose address is new."""
    day: date
    today: date


def additions(brief: Brief, report: Report) -> list[Addition]:
    """What is to be added to a brief's file: the entry, and the source whose address is new.

    Args:
        brief: the brief as it is.
        report: what is to be entered; its recommendation is one of the brief's.

    Raises:
        UsageError: the entry is there already, of a day that has not come yet or is before the brief, or a source is
            unknown.
    """
    at, recommendation = next(
        (at, one) for at, one in enumerate(brief.recommendations) if one.id == report.recommendation
    )
    if report.day > report.today:
        raise UsageError(f"--date: {report.day} has not come yet", "an entry says what has happened")
    # A later edition of a brief may have the entries of an earlier one.
    if report.day < brief.as_of and all(one.date >= brief.as_of for one in recommendation.updates):
        said = f"--date: {show_day(report.day)} is before the brief's own day, {show_day(brief.as_of)}"
        raise UsageError(said, "an entry says what came of a recommendation after it was made")
    ids, new = [], []
    for asked in report.sources:
        id = _known(brief, asked)
        if id is None:
            new.append(asked)
            id = _id_for(asked, report.day, Links(brief).items)
        ids.append(id)
    if not new:
        _refuse_repeated(recommendation, report, ids)
    made = Addition(
        ("recommendations", at, "updates"),
        {
            "date": report.day,
            "status": report.status,
            "response": report.response or standing(recommendation, brief.as_of).response,
            "note": report.note,
            "sources": [{"id": id} for id in dict.fromkeys(ids)],
        },
        len(recommendation.updates),
    )
    if report.source_title is None and new:
        help = "--source-title adds it to the sources under that title; kzcli sources lists those that are there"
        raise UsageError(f"no source has the address {new[0]}", help)
    if report.source_title is None:
        return [made]
    if len(set(new)) != 1:
        found = "none of those given is such" if not new else f"{len(set(new))} of those given are such"
        raise UsageError("--source-title is for one address that is not among the sources yet", found)
    source = {
        "id": ids[report.sources.index(new[0])],
        "kind": "web",
        "title": report.source_title,
        "url": new[0],
        "accessed": report.today,
    }
    return [made, Addition(("sources",), source, len(brief.sources))]


def _refuse_repeated(recommendation: Recommendation, report: Report, ids: Iterable[str]) -> None:
    """Raise UsageError where an entry says all of a report; what it says no more of, as the response, may be any."""
    wanted = (report.day, report.status, report.note, {(id, None) for id in ids})
    for one in recommendation.updates:
        there = (one.date, one.status, one.note, {(cited.id, cited.locator) for cited in one.sources})
        if there == wanted and report.response in (None, one.response):
            raise UsageError("this entry is there already", f"kzcli recommendation {recommendation.id} shows it")


def _known(brief: Brief, asked: str) -> str | None:
    """The id of a source of the brief by its id or address; none where its address is new.

    Raises:
        UsageError: it is no address, and no source has such an id.
    """
    ids = [one.id for one in brief.sources]
    if asked in ids:
        return asked
    if not _ADDRESS.match(asked):
        help = did_you_mean(asked, ids) or "kzcli sources lists them; a new one is named by its address"
        raise UsageError(f"no source has the id {asked!r}", help)
    return next((one.id for one in brief.sources if one.url and _bare(one.url) == _bare(asked)), None)


def _bare(url: str) -> str:
    """An address without what makes no other page of it."""
    return re.sub(r"(?i)^https?://(?:www\.)?", "", url.partition("#")[0]).rstrip("/")


def _id_for(url: str, day: date, taken: Collection[str]) -> str:
    """An id for a source: its site's name and the year, with a number where it is taken."""
    match = _HOST.match(url)
    words = re.findall("[a-z0-9]+", (match[1] or match[0] if match else "").lower())
    name = "-".join(words[:-1] or words)[:50].strip("-") or "source"
    made = f"{name}-{day.year}"
    number = 1
    while made in taken:
        number += 1
        made = f"{name}-{day.year}-{number}"
    return made
