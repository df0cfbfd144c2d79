"""JSON Lines of one part: the objects of `kzcli PART --json`, one a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kzcli.clean import escape_acting
from kzcli.formats.json import plain_data
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
    lines = (f"{json.dumps(plain_data(item, terms), ensure_ascii=False, allow_nan=False)}\n" for item in items)
    return escape_acting("".join(lines)).encode()
