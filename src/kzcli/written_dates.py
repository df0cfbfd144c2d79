"""Dates as people write them, and as a brief does: 27/05/2026, 27 May 2026 and 2026-5-27 are 2026-05-27."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
NUMBERS = r"\d{1,4}(?P<mark>[-/.‐‑–—])\d{1,2}(?:\d{2})?(?:(?P=mark)\d{1,4})?~?"
WORDS = rf"(?i:(?:\d{{1,2}}(?:st|nd|rd|th|\.)? )?{_MONTH}(?: \d{{1,2}}(?:st|nd|rd|th)?,?)? \d{{4}})"
_YEARS = re.compile(r"(\d{4}) ?[-/–—] ?(\d{4})")
_PARTS = re.compile(r"[0-9]+|[A-Za-z]{3,}")


def iso_dates(text: str) -> list[str]:
    """The dates that a text may mean, as ISO 8601 writes them.

    There are two where day and month may change places, the European one first, and none where it means none.

    Args:
        text: for example `27/05/2026`, `27 May 2026`, `2026-5`, `1990-1999`.
    """
    text = text.strip()
    if years := _YEARS.fullmatch(text):
        return ["/".join(years.groups())] if years[1] < years[2] else []
    if re.fullmatch(WORDS, text):
        month = next(part for part in _PARTS.findall(text) if part[:3].lower() in _MONTHS)
        *day, year = (part for part in _PARTS.findall(text) if part.isdigit())
        if len(day) > 1:
            return []
        return _valid([(year, str(_MONTHS.index(month[:3].lower()) + 1), *day)])
    if not re.fullmatch(NUMBERS, text):
        return []
    parts = re.findall(r"\d+", text)
    if len(parts[0]) == 4:
        return _valid([tuple(parts)])
    if len(parts) == 2:
        return _valid([(parts[1], parts[0])]) if len(parts[1]) == 4 else []
    return _valid([(parts[2], parts[1], parts[0]), (parts[2], parts[0], parts[1])]) if len(parts[2]) == 4 else []


def _valid(found: list[tuple[str, ...]]) -> list[str]:
    """Those of years, months and days that there are, as ISO 8601 writes them."""
    made = []
    for year, month, *day in found:
        try:
            written = date(int(year), int(month), int(day[0]) if day else 1).isoformat()
        except ValueError:
            continue
        made.append(written if day else written[:7])
    return list(dict.fromkeys(made))
