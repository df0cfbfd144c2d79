"""What a hostile or a hopeless file costs `kzcli check`: little time, little memory, and findings that can be read."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from conftest import clean_environment
from test_check import BASE

from kzcli.capping import MAX_IN_VALUE, MAX_OF_RULE, capped
from kzcli.findings import Fault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BODY = BASE[BASE.index('body = """') : BASE.index('"""', BASE.index('body = """') + 10) + 3]
CLAIM = '[[claims]]\nid = "c{}"\nstatement = "It."\nkind = "judgment"\nconfidence = "high"\n'


def body(text: str) -> str:
    return BASE.replace(BODY, f"body = '''\n{text}'''")


def claims() -> str:
    chain = "".join(CLAIM.format(at) + f'rests_on = ["c{at + 1}"]\n' for at in range(5000))
    needed = "".join(
        f'[[recommendations]]\nid = "r{at}"\ntitle = "Do"\nactor = "city"\naction = "Do."\nevidence = ["c{at}"]\n'
        for at in range(4000)
    )
    return f'{BASE}{chain}{CLAIM.format(5000)}sources = [{{ id = "count" }}]\n{needed}'


def sources() -> str:
    source = '[[sources]]\nid = "s{}"\nkind = "web"\ntitle = "T"\n'
    chain = "".join(source.format(at) + f'via = "s{at + 1}"\n' for at in range(7000))
    cited = "".join(CLAIM.format(at) + f'sources = [{{ id = "s{at}" }}]\n' for at in range(4000))
    return f"{BASE}{chain}{source.format(7000)}{cited}"


def exceptions() -> str:
    entry = '[[exceptions]]\ncode = "KZ{:03}"\nid = "x"\nreason = "r"\n'
    return BASE + "".join(entry.format(at % 100) for at in range(8_000))


HOSTILE: dict[str, tuple[Callable[[], str], str]] = {
    "characters that act": (lambda: BASE.replace('line = "', 'line = "' + "\\u202Ea" * 120_000, 1), "KZ108"),
    "backticks of all lengths": (lambda: body("".join("`" * length + " " for length in range(1, 1300))), "KZ110"),
    "emphasis": (lambda: body("*a " * 100_000), "KZ110"),
    "emphasis of two marks": (lambda: body("_a " * 100_000 + "a* " * 100_000), "KZ110"),
    "links that are open": (lambda: body("[" + "(http " * 100_000), ""),
    "unknown citations": (lambda: body(" ".join(f"[^x{at}]" for at in range(30_000))), "KZ201"),
    "claims that rest on claims": (claims, "KZ302"),
    "sources through sources": (sources, "KZ307"),
    "claims without anything": (lambda: BASE + "[[claims]]\n" * 30_000, "KZ106"),
    "entries of a wrong type": (lambda: BASE.replace("points = [", "points = [" + "1," * 200_000), "KZ104"),
    "unknown keys": (lambda: BASE + "".join(f"[a{at}]\n" for at in range(30_000)), "KZ103"),
    "tables that are to be lists": (lambda: BASE + "[claims]\n" * 40_000, ""),
    "lines that are no TOML": (lambda: BASE + "[[claims]]\nid = \n" * 20_000, ""),
    "ids twice": (lambda: BASE.replace('goals = ["', 'goals = ["' + 'mobility", "' * 30_000), "KZ204"),
    "exceptions twice": (exceptions, "KZ902"),
}


def limited() -> None:
    """In the child: as much memory as a browser's tab, and no more; the greediest of these files takes half of it."""
    resource.setrlimit(resource.RLIMIT_AS, (500 * 1024 * 1024,) * 2)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_file_takes_long_or_much_memory_or_has_more_findings_than_can_be_read(name: str, tmp_path: Path) -> None:
    make, code = HOSTILE[name]
    path = tmp_path / "a.toml"
    path.write_text(make(), "utf-8")
    assert path.stat().st_size < 1024 * 1024
    done = subprocess.run(
        [sys.executable, "-m", "kzcli", "check", str(path), "--json"],
        capture_output=True,
        text=True,
        env=clean_environment(),
        timeout=20,
        preexec_fn=limited,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    counted = {one["code"]: sum(other["code"] == one["code"] for other in found) for one in found}
    assert all(count <= MAX_OF_RULE for count in counted.values())
    said = [one["message"] for one in found if f" more of {code} in this file" in one["message"]]
    assert len(said) == bool(code)


def test_of_one_text_and_of_one_file_only_so_many_faults_are_told_and_the_last_says_how_many_more() -> None:
    one_text = [Fault("KZ110", ("audience",), "m", words=(at, at + 1)) for at in range(MAX_IN_VALUE + 7)]
    told = capped(one_text)
    assert told[:-1] == one_text[: MAX_IN_VALUE - 1]
    assert told[-1] == one_text[MAX_IN_VALUE - 1]._replace(message="m; and 7 more of KZ110 in this file")
    others = [Fault("KZ106", ("claims", at), "m") for at in range(MAX_OF_RULE + 2)]
    told = capped([*one_text, *others], None)
    assert len(told) == MAX_IN_VALUE + MAX_OF_RULE
    assert [fault.message for fault in told if "more of" in fault.message] == [
        "m; and 7 more of KZ110 in this file",
        "m; and 2 more of KZ106 in this file",
    ]
    assert capped(others[:5]) == others[:5]


def test_an_exception_for_a_finding_that_is_not_told_any_more_is_not_needless(tmp_path: Path) -> None:
    from datetime import date

    from kzcli.checking import check_file
    from kzcli.source import SourceFile

    made = "".join(CLAIM.format(at) for at in range(MAX_OF_RULE + 100))
    excuse = f'[[exceptions]]\ncode = "KZ306"\nid = "c{MAX_OF_RULE + 50}"\nreason = "It is told of nowhere."\n'
    data = f"{BASE}{made}{excuse}".encode()
    found = check_file(SourceFile(str(tmp_path / "a.toml"), data, None), date(2026, 11, 24)).findings
    assert "KZ901" not in {one.code for one in found}
