"""The rules about sentences are right about sentences that were written without a look at them."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

import tomli_w
from conftest import ROOT

from kzcli.checking import Checked, check_file
from kzcli.rules import all_rules
from kzcli.source import SourceFile

CORPUS = ROOT / "tests" / "corpus"
BASE = (ROOT / "tests" / "rules" / "base.toml").read_text("utf-8")
FEWEST = 300
PRECISION, RECALL = 0.95, 0.9


class Score(NamedTuple):
    """How often a rule was right and wrong."""

    right: int
    false: int
    missed: int
    silent: int
    """Sentences in which it rightly found nothing."""

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def entries() -> list[dict[str, Any]]:
    return [
        one for path in sorted(CORPUS.glob("*.toml")) for one in tomllib.loads(path.read_text("utf-8"))["sentences"]
    ]


def brief_of(entry: dict[str, Any]) -> dict[str, Any]:
    """A sound brief in which the sentence stands."""
    data = tomllib.loads(BASE)
    data["summary"]["points"].append("The matter is known.[^cited]")
    claim: dict[str, Any] = {
        "id": "cited",
        "statement": entry.get("states", "The matter is as the source says."),
        "kind": "fact",
        "confidence": "high",
    }
    claim |= {key: entry[key] for key in ("kind", "confidence", "likelihood", "quantity", "date") if key in entry}
    claim |= (
        {"sources": [{"id": "words"}], "if_wrong": "Much."}
        if claim["kind"] == "assumption"
        else {"sources": [{"id": "words"}]}
    )
    data["claims"].append(claim)
    if "second" in entry:
        second = {"id": "second", "statement": "It has a second side.", "quantity": entry["second"]}
        data["claims"].append({"kind": "fact", "confidence": "high", "sources": [{"id": "words"}]} | second)
    data["sources"].append({"id": "words", "kind": "report", "title": "Another report", "date": "2020-01"})
    match entry["role"]:
        case "statement":
            claim["statement"] = entry["text"]
        case "body":
            data["sections"].append({"id": "told", "title": "What is told", "body": entry["text"]})
        case "title" | "action":
            data["recommendations"][0][entry["role"]] = entry["text"]
        case "bottom_line":
            data["summary"]["bottom_line"] = entry["text"]
    return data


def pointed(checked: Checked) -> list[tuple[str, str]]:
    """The code of each finding, and the characters that it points at."""
    lines = checked.text.splitlines(keepends=True)
    found = []
    for one in checked.findings:
        piece = lines[one.line - 1 : one.end_line]
        piece[-1] = piece[-1][: one.end_column - 1]
        piece[0] = piece[0][one.column - 1 :]
        told = "".join(piece)
        found.append((one.code, re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), told)))
    return found


def overlap(one: str, two: str) -> bool:
    """Whether two pieces of a sentence share half of the shorter one."""
    one, two = " ".join(one.split()), " ".join(two.split()).replace('\\"', '"')
    if not one or one in two or two in one:
        return True
    longest = SequenceMatcher(None, one, two, autojunk=False).find_longest_match()
    return longest.size * 2 >= min(len(one), len(two))


def check(entry: dict[str, Any], folder: Path) -> list[tuple[str, str]]:
    words = {}
    if "source_text" in entry:
        file = folder / "words.txt"
        file.write_text(entry["source_text"], "utf-8")
        words = {"words": str(file)}
    data = tomli_w.dumps(brief_of(entry)).encode()
    return pointed(check_file(SourceFile("brief.toml", data, None), date(2020, 6, 1), source_files=words))


def judge(folder: Path) -> tuple[dict[str, Score], list[str]]:
    """How each rule did, and every sentence about which one was wrong."""
    corpus = entries()
    counts: dict[str, Counter[str]] = {code: Counter() for code in all_rules()}
    wrong = []
    for entry in corpus:
        found, expected = check(entry, folder), entry["expect"]
        met = {code for code, _ in (*found, *expected)}
        for code, words in expected:
            hit = next((one for one in found if one[0] == code and overlap(words, one[1])), None)
            counts[code]["right" if hit else "missed"] += 1
            if hit:
                found.remove(hit)
            else:
                wrong.append(f"missed {code} {words!r} in {entry['role']}: {entry['text']}")
        for code, words in found:
            counts[code]["false"] += 1
            wrong.append(f"false {code} {words!r} in {entry['role']}: {entry['text']}")
        for code, count in counts.items():
            count["silent"] += code not in met
    return {code: Score(*(counts[code][key] for key in Score._fields)) for code in counts}, wrong


def table(scores: dict[str, Score], sentences: int) -> str:
    """The scores, a rule a line."""
    lines = [f"rules over {sentences} sentences   right  false  missed  silent  precision  recall"]
    quiet = [code for code, one in scores.items() if not (one.right or one.false or one.missed)]
    for code, one in ((code, one) for code, one in scores.items() if code not in quiet):
        shares = f"{one.precision:10.0%} {one.recall:7.0%}"
        lines.append(f"{code:29} {one.right:5} {one.false:6} {one.missed:7} {one.silent:7} {shares}")
    return "\n".join([*lines, f"and {len(quiet)} rules with nothing to find there, which found nothing"])


def test_the_corpus_is_large_and_mostly_sound() -> None:
    corpus = entries()
    assert len(corpus) >= FEWEST
    assert sum(not entry["expect"] for entry in corpus) * 3 >= len(corpus) * 2 - 3


def test_the_rules_are_right_about_it(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    scores, wrong = judge(tmp_path)
    record_property("table", table(scores, len(entries())))
    weak = [code for code, one in scores.items() if one.precision < PRECISION or one.recall < RECALL]
    assert weak == [], "\n".join(one for one in wrong if one.split()[1] in weak)
