"""What `kzcli check` writes for editors and other programs, whose own schemas read it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from conftest import ROOT
from reported import LINES, checked, finding, hostile, made, plain_findings

from kzcli.checking import Checked, check_file
from kzcli.reports import REPORTS
from kzcli.reports.records import findings_schema
from kzcli.source import SourceFile

DATA = ROOT / "tests" / "data"


def test_concise_lines_are_what_editors_read() -> None:
    lines = made("concise", checked(*plain_findings())).splitlines()
    assert len(lines) == len(plain_findings())
    for line, one in zip(lines, plain_findings(), strict=True):
        match = re.fullmatch(r"(.+?):(\d+):(\d+): (KZ\d{3}) (error|warning|note) (.+)", line)
        assert match
        assert (match[1], int(match[2]), int(match[3])) == (one.path, one.line, one.column)
    assert " error [*] 'mobility' is listed twice" in lines[9]


@pytest.mark.parametrize("make", [lambda: checked(*plain_findings()), hostile])
def test_json_keeps_to_its_schema_and_jsonl_says_the_same(make: Callable[[], Checked]) -> None:
    data = json.loads(made("json", make(), make()))
    schema = findings_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)
    assert [json.loads(line) for line in made("jsonl", make(), make()).splitlines()] == data
    assert [one["message"] for one in data] == [one.message for one in make().findings] * 2
    assert json.loads(made("json", make(), make(), encoding="ascii")) == data


def test_the_published_schema_is_of_today() -> None:
    assert json.loads((ROOT / "schema" / "findings.schema.json").read_text("utf-8")) == findings_schema()


def test_a_fix_in_json_says_what_to_put_where() -> None:
    data = json.loads(made("json", checked(*plain_findings())))
    (fix,) = [one["fix"] for one in data if one["fix"]]
    line = LINES[fix["start_line"] - 1]
    assert fix["start_line"] == fix["end_line"]
    assert line[: fix["start_column"] - 1] + fix["text"] + line[fix["end_column"] - 1 :] == 'goals = ["mobility"]'


def test_without_findings_there_is_an_empty_list() -> None:
    assert made("json", checked()) == "[]\n"
    assert made("json") == "[]\n"
    assert {made(name, checked()) for name in ("text", "concise", "jsonl", "github")} == {""}


def sarif(*results: Checked, **look: Any) -> Any:
    data = json.loads(made("sarif", *results, **look))
    schema = json.loads((DATA / "sarif-2.1.0.json").read_text("utf-8"))
    jsonschema.validate(data, schema, format_checker=jsonschema.FormatChecker())
    (run,) = data["runs"]
    return run


@pytest.mark.parametrize("results", [(), (checked(),), (checked(*plain_findings()), checked()), (hostile(),)])
def test_sarif_keeps_to_the_schema_of_oasis(results: tuple[Checked, ...]) -> None:
    run = sarif(*results)
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == sum(len(one.findings) for one in results)
    for one in run["results"]:
        if "ruleIndex" in one:
            assert rules[one["ruleIndex"]]["id"] == one["ruleId"]


def test_sarif_says_where_what_is_let_stand_and_how_to_mend_it() -> None:
    results = sarif(checked(*plain_findings()))["results"]
    place = results[1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "briefs/mine.toml", "uriBaseId": "%SRCROOT%"}
    region = place["region"]
    assert LINES[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == "$3.4 billion"
    assert [one.get("suppressions") for one in results[-2:]] == [
        None,
        [{"kind": "inSource", "justification": "The only source there is: nobody else has counted."}],
    ]
    (fix,) = results[-2]["fixes"]
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    assert "insertedContent" not in replacement
    deleted = replacement["deletedRegion"]
    assert LINES[deleted["startLine"] - 1][deleted["startColumn"] - 1 : deleted["endColumn"] - 1] == ', "mobility"'


def test_sarif_has_the_addresses_of_files_whatever_they_are_called(tmp_path: Path) -> None:
    def address(name: str, **look: Any) -> dict[str, str]:
        (one,) = sarif(checked(finding("trade"), name=name), **look)["results"]
        place: dict[str, str] = one["locations"][0]["physicalLocation"]["artifactLocation"]
        return place

    name = "a b/қ%3A#?:\udcff.toml"
    found = address(str(tmp_path / name), root=str(tmp_path))
    assert found["uriBaseId"] == "%SRCROOT%"
    assert unquote_to_bytes(found["uri"]) == os.fsencode(name)
    assert set(found["uri"]) <= set("abcdefghijklmnopqrstuvwxyzABCDEF0123456789/%.")
    assert address(str(tmp_path / "x y.toml"), root=str(tmp_path / "elsewhere")) == {
        "uri": f"{tmp_path.as_uri()}/x%20y.toml"
    }
    assert address("../x.toml", root=os.path.dirname(os.getcwd()))["uri"] == "x.toml"


def test_braces_in_a_sarif_message_are_no_placeholders() -> None:
    (one,) = sarif(checked(finding("trade", message="a {0} is meant", help="")))["results"]
    assert one["message"]["text"] == "a {{0}} is meant"


def test_github_reads_commands_with_nothing_loose_in_them() -> None:
    lines = made("github", checked(*plain_findings(), name="a:b,c%.toml")).splitlines()
    assert len(lines) == len(plain_findings()) - 1
    assert lines[1] == (
        "::error file=a%3Ab%2Cc%25.toml,line=7,endLine=7,title=KZ901 needless-exception,col=30,endColumn=42"
        "::the text says $3.4 billion, claim trade-2018 says 2,100,000,000 USD"
        "%0Ahelp: write $2.1 billion, or correct the claim's quantity (line 12)"
    )
    assert lines[0].startswith("::notice ")
    assert "col=" not in lines[8]
    (first, _) = made("github", hostile()).splitlines()
    empty, command, _ = first.split("::", 2)  # as GitHub does
    assert (empty, command[:13]) == ("", "error file=a\u241b")
    assert command.endswith(",title=KZ901 needless-exception,col=7,endColumn=52")


@pytest.mark.parametrize("results", [(), (checked(),), (checked(*plain_findings()), checked()), (hostile(),)])
def test_junit_keeps_to_the_schema_that_jenkins_reads_by(results: tuple[Checked, ...]) -> None:
    from lxml import etree  # type: ignore[import-untyped] # no stubs are installed for one test

    schema = etree.XMLSchema(etree.parse(DATA / "junit-10.xsd"))
    for encoding in ("utf-8", "ascii"):
        schema.assertValid(etree.fromstring(made("junit", *results, encoding=encoding).encode()))


def test_junit_has_a_suite_a_file_and_a_case_a_finding() -> None:
    root = ET.fromstring(made("junit", checked(*plain_findings()), checked(name="b.toml")))  # noqa: S314 (our own)
    first, second = root
    assert first.attrib == {"name": "briefs/mine.toml", "tests": "11", "failures": "10", "errors": "0", "skipped": "1"}
    assert [len(case) for case in first] == [1] * 11
    assert len({case.attrib["name"] for case in first}) == 11
    failure = first[1][0]
    assert failure.attrib["message"] == plain_findings()[1].message
    assert (failure.text or "").startswith("briefs/mine.toml:7:30: KZ901 error the text says")
    assert first[10][0].attrib["message"] == "let stand: The only source there is: nobody else has counted."
    assert [case.attrib["name"] for case in second] == ["nothing found"]
    assert second[0].find("failure") is None


def test_a_real_file_in_every_format() -> None:
    file = SourceFile("x.toml", b'\xef\xbb\xbfid = "a"\r\nid = "b\r\nformat = \xff\r\n', None)
    result = check_file(file, date(2026, 11, 24))
    assert result.findings
    for name in REPORTS:
        assert "KZ101" in made(name, result)
    sarif(result)
