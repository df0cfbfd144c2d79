"""How long `kzcli check` takes for many briefs, beside reading and validating them alone, and what memory it needs.

    python benchmarks/check.py [BRIEFS]

Writes generated briefs of about 36 KB each into a folder, checks them in one process on one core, and prints the time
as a ratio to tomli and pydantic alone in the same run, and the peak of memory for a tenth of them and for all.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import tomli_w

SIZE = 36_000
PLACES = ("Riverton", "the northern districts", "the coast", "the capital", "the border region", "the old harbour")
THINGS = ("bridges", "schools", "clinics", "rail lines", "water mains", "housing", "ports", "wind farms", "markets")
VERBS = ("carry", "serve", "connect", "supply", "support", "attract", "replace", "delay")
WORDS = ("traffic", "trade", "patients", "pupils", "freight", "investment", "visitors", "exports", "jobs", "savings")
READ_ALONE = (
    "import sys, pathlib, tomli; from kzcli.brief import Brief; "
    "[Brief.model_validate(tomli.loads(p.read_text('utf-8'))) for p in sorted(pathlib.Path(sys.argv[1]).iterdir())]"
)


class Said(NamedTuple):
    """A sentence of ordinary prose, and the number in it."""

    text: str
    kind: str = "fact"
    quantity: dict[str, Any] | None = None
    likelihood: str | None = None


def sentence(chance: random.Random) -> Said:
    """A sentence, now and then with a number, a likelihood or a weakness that rules know."""
    place, thing, verb, word = (chance.choice(one) for one in (PLACES, THINGS, VERBS, WORDS))
    number = chance.randrange(2, 900)
    cost = {"value": number * 1_000_000, "unit": "USD", "measure": f"Cost of the {thing} of {place}, {number}"}
    return chance.choice(
        (
            Said(f"The {thing} of {place} {verb} more {word} than ten years ago, and most are older than planned."),
            Said(f"In 2018 the {thing} of {place} cost ${number} million, most of which the city paid.", quantity=cost),
            Said(f"{place[:1].upper()}{place[1:]} is likely to {verb} {word} for longer.", "judgment", None, "likely"),
            Said(f"The {thing} {verb} {word} where the council has paid for it, officials say.", "judgment"),
            Said(f"A survey of {number} households found that {word} matter more to them than {thing}."),
            Said(f"The {thing} could {verb} {word} if the council agrees to pay for it.", "judgment"),
        )
    )


def brief(number: int) -> dict[str, Any]:
    """A brief of about 36 KB as plain data; the same for the same number."""
    chance = random.Random(number)  # noqa: S311 (nothing secret)
    claims: list[dict[str, Any]] = []
    sources = [{"id": f"source-{n}", "kind": "report", "title": f"Report {n}", "date": "2019"} for n in range(15)]
    made: dict[str, Any] = {
        "format": 1,
        "id": f"brief-{number}",
        "title": f"What to build next, part {number}",
        "as_of": date(2020, 1, 1) + timedelta(days=number % 365),
        "summary": {"bottom_line": "The council should build first what carries most.", "points": []},
        "goals": [{"id": "goal", "title": "More is carried", "statement": "More is carried than last year."}],
        "recommendations": [],
        "sections": [],
        "claims": claims,
        "sources": sources,
        "actors": [{"id": "council", "name": "The council", "kind": "office"}],
    }
    size = 0
    while size < SIZE - 7_000:
        id, said = f"claim-{len(claims)}", sentence(chance)
        claim: dict[str, Any] = {
            "id": id,
            "statement": said.text,
            "kind": said.kind,
            "confidence": chance.choice(("low", "moderate", "high", "high")),
            "date": "2018",
            "actors": ["council"],
            "sources": [{"id": f"source-{chance.randrange(15)}", "locator": "page 3"}],
        }
        claim |= {"quantity": said.quantity} if said.quantity else {}
        claim |= {"likelihood": said.likelihood} if said.likelihood else {}
        claims.append(claim)
        size += len(tomli_w.dumps(claim))
        if len(claims) % 12 == 0:
            body = " ".join(f"{one['statement']}[^{one['id']}]" for one in claims[-12:])
            made["sections"].append(
                {"id": f"section-{len(claims)}", "title": "A part", "body": f"{body}\n\n- {body}\n"}
            )
            size += 2 * len(body)
    for index in range(3):
        needed = claims[index::9][:6]
        made["recommendations"].append(
            {
                "id": f"recommendation-{index}",
                "title": "Build what carries most",
                "actor": "council",
                "action": "Build it before the others.",
                "rationale": " ".join(f"{one['statement']}[^{one['id']}]" for one in needed),
                "goals": ["goal"],
                "evidence": [one["id"] for one in needed],
            }
        )
    made["summary"]["points"] = [f"{one['statement']}[^{one['id']}]" for one in claims[:4]]
    return made


def run(command: list[str]) -> tuple[float, float]:
    """The seconds of a core that a process takes, which has one thread, and the most memory that it has, in MiB."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        few, many = Path(name) / "few", Path(name) / "many"
        few.mkdir()
        many.mkdir()
        size = 0
        for number in range(count):
            data = tomli_w.dumps(brief(number)).encode()
            size += len(data)
            (many / f"{number:05}.toml").write_bytes(data)
            if number < count // 10:
                (few / f"{number:05}.toml").write_bytes(data)
        check = [sys.executable, "-m", "kzcli", "check", "--format", "concise"]
        alone, _ = run([sys.executable, "-c", READ_ALONE, str(many)])
        _, small = run([*check, str(few)])
        taken, large = run([*check, str(many)])
        print(f"{count} briefs of {size / count / 1000:.0f} KB each, on one core:")
        print(f"  tomli and pydantic alone   {alone:6.1f} s")
        print(f"  kzcli check                {taken:6.1f} s   {taken / alone:.1f} to that; goal 9.2 (12 s to 1.3 s)")
        print(f"  peak of memory             {large:6.1f} MiB; {small:.1f} MiB for a tenth of them")


if __name__ == "__main__":
    main()
