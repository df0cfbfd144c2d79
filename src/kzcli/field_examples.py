"""A short example for each field whose type does not already say it all, for those who write with an editor.

Enumerations are their own examples, and lists of tables have the examples of their tables.
"""

from __future__ import annotations

from typing import Any

FIELD_EXAMPLES: dict[str, dict[str, Any]] = {
    "Brief": {
        "id": "us-kazakhstan",
        "title": "The Future of US-Kazakhstan Relations",
        "as_of": "2020-05-28",
        "language": "en",
        "authors": [{"name": "Wilder Alejandro Sanchez", "affiliation": "Analyst based in Washington, DC"}],
        "audience": "Those in the US government who shape policy on Central Asia",
        "based_on": "gjia-2020",
        "disclaimer": "The opinions are the author's alone, not those of any institution that he works with.",
    },
    "Author": {"name": "Wilder Alejandro Sanchez", "affiliation": "Analyst based in Washington, DC"},
    "Citation": {"id": "gjia-2020", "locator": "Introduction, paragraph 1"},
    "Quantity": {
        "value": 2_100_000_000,
        "unit": "USD",
        "measure": "US trade with Kazakhstan",
        "shelf_life": "P2Y",
    },
    "Summary": {
        "bottom_line": "The United States should draw Kazakhstan closer once the pandemic allows.[^closer-ties]",
        "points": ["The two countries traded $2.1 billion in 2018.[^trade-2018]"],
    },
    "Goal": {
        "id": "us-investment",
        "title": "US investment and development",
        "statement": "American capital plays a larger part in the region's economies and helps them to develop.",
        "owner": "united-states",
        "sources": [{"id": "us-strategy-2020", "locator": "Objective on investment"}],
    },
    "Update": {
        "date": "2023-09-19",
        "note": "The first C5+1 summit of presidents took place, but in New York.",
        "sources": [{"id": "kazinform-2023"}],
    },
    "Recommendation": {
        "id": "summit",
        "title": "Hold a C5+1 summit in the Kazakh capital",
        "actor": "us-president",
        "action": "Visit Kazakhstan, and meet the other Central Asian heads of state there.",
        "rationale": "The C5+1 already brings the United States and all five states to one table.[^c5-format]",
        "goals": ["afghan-stability", "counter-terrorism"],
        "evidence": ["c5-format", "summit-symbol"],
        "against": ["limited-attention"],
        "risks": ["The visit remains a gesture: nothing is agreed that outlasts the day."],
        "indicators": ["All five Central Asian heads of state attend."],
    },
    "Section": {
        "id": "outlook",
        "title": "A partner, not a remote country",
        "body": "Washington has other priorities.[^other-priorities]\n\nThat is not to say that it looks away.",
    },
    "Claim": {
        "id": "trade-2018",
        "statement": "US trade with Kazakhstan amounted to $2.1 billion in 2018.",
        "date": "2018",
        "quantity": {"value": 2_100_000_000, "unit": "USD", "measure": "US trade with Kazakhstan"},
        "actors": ["united-states", "kazakhstan"],
        "sources": [{"id": "gjia-2020", "locator": "A Summary of Bilateral Relations, paragraph 4"}],
        "rests_on": ["independence-1991"],
        "contradicts": ["pompeo-c5"],
        "if_wrong": "Nothing of the kind can begin, and the proposals have to wait.",
        "review_by": "2021-01-01",
    },
    "Source": {
        "id": "gjia-2020",
        "title": "The Future of US-Kazakhstan Relations",
        "authors": ["Wilder Alejandro Sanchez"],
        "publisher": "Georgetown Journal of International Affairs",
        "date": "2020-05-28",
        "url": "https://example.org/article",
        "accessed": "2026-11-24",
        "via": "gjia-2020",
        "note": "An official record of the meeting, published on the same day.",
        "text": "sources/gjia-2020.txt",
    },
    "Actor": {"id": "kazakhstan", "name": "Kazakhstan", "role": "The largest economy of Central Asia."},
    "Exemption": {
        "code": "KZ305",
        "id": "education-exchange",
        "reason": "Nobody who was asked knew of anything that speaks against it.",
    },
}
"""By model and field; days stand as text, as JSON has them."""
