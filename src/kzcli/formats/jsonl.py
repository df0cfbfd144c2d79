"""JSON Lines of one part: the objects of `kzcli PART --json`, one a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kzcli.clean import escape_acting
from kzcli.formats.rows import part_asked, rows
from kzcli.links import Links

if TYPE_CHECKING:
    from kzcli.brief import Brief
    from kzcli.formats import Options


def export(brief: Brief, options: Options) -> bytes:
    """One part as JSON Lines; a part without items is an empty file.

    Each object says on which day it is seen, where one is asked for.
    """
    terms = {"seen_on": options.seen_on.isoformat()} if options.seen_on else {}
    items = rows(brief, part_asked(options), Links(brief))
    plain = (item.model_dump(mode="json", exclude_none=True) | terms for item in items)
    lines = (f"{json.dumps(one, ensure_ascii=False, allow_nan=False)}\n" for one in plain)
    return escape_acting("".join(lines)).encode()
