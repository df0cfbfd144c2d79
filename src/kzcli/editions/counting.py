"""How much changed, part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzcli.brief import PARTS
from kzcli.editions.difference import PartCount

if TYPE_CHECKING:
    from kzcli.editions.difference import Difference


def counts(difference: Difference) -> tuple[PartCount, ...]:
    """The parts in which something changed, each with how much; of the brief and its summary, fields are counted."""
    of_summary = sum(change.field.startswith("summary.") for change in difference.brief)
    found = [
        PartCount.model_construct(
            part="brief", added=0, removed=0, changed=len(difference.brief) - of_summary, renamed=0
        ),
        PartCount.model_construct(part="summary", added=0, removed=0, changed=of_summary, renamed=0),
        *(
            PartCount.model_construct(
                part=part,
                added=sum(one.part == part for one in difference.added),
                removed=sum(one.part == part for one in difference.removed),
                changed=sum(one.part == part for one in difference.changed),
                renamed=sum(one.part == part for one in difference.renamed),
            )
            for part in PARTS
        ),
    ]
    return tuple(one for one in found if one.added or one.removed or one.changed or one.renamed)
