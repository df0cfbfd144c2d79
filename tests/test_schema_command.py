"""`kzcli schema`: the published schema, with which an editor checks a brief as it is typed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from conftest import BRIEF, ROOT, clean_environment, run_kzcli
from jsonschema import Draft202012Validator

from kzcli.field_examples import FIELD_EXAMPLES
from kzcli.schema import brief_schema
from kzcli.template import Answers, new_brief
from kzcli.toml import parse

SCHEMA: dict[str, Any] = brief_schema()
MODELS = {"Brief": SCHEMA, **SCHEMA["$defs"]}


def test_it_prints_the_published_schema_or_writes_it(tmp_path: Path) -> None:
    published = (ROOT / "schema" / "brief.schema.json").read_bytes()
    for arguments in ([], ["-o", "-"]):
        done = run_kzcli("schema", *arguments)
        assert (done.returncode, done.stdout, done.stderr) == (0, published, b"")
    for _ in range(2):
        assert run_kzcli("schema", "-o", "brief.schema.json", cwd=tmp_path).returncode == 0
        assert (tmp_path / "brief.schema.json").read_bytes() == published
    assert run_kzcli("schema", "-o", "none/x.json", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize("model", MODELS)
def test_every_field_is_described_and_has_an_example_unless_its_words_are_listed(model: str) -> None:
    for name, field in MODELS[model]["properties"].items():
        assert len(field["description"]) > 5
        listed = "enum" in field or "const" in field
        tables = "$ref" in json.dumps(field.get("items", ""))
        assert bool(field.get("examples")) or listed or tables or "$ref" in field, name
        assert not (listed and field.get("examples"))


@pytest.mark.parametrize("model", FIELD_EXAMPLES)
def test_every_example_is_as_the_schema_asks(model: str) -> None:
    for name, example in FIELD_EXAMPLES[model].items():
        schema = {**MODELS[model]["properties"][name], "$defs": SCHEMA["$defs"]}
        Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(example)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("2018", True),
        ("2018-11", True),
        ("2018-11-01", True),
        ("2019-01/2019-05", True),
        ("2019~", True),
        ("2018-13", False),
        ("2018-11-32", False),
        ("18", False),
        ("in 2018", False),
        ("2018/2019/2020", False),
    ],
)
def test_partial_dates_have_a_pattern(text: str, good: bool) -> None:
    assert Draft202012Validator(MODELS["Claim"]["properties"]["date"]).is_valid(text) is good


def tombi() -> str:
    found = shutil.which("tombi", path=clean_environment()["PATH"])
    if found is None and os.environ.get("CI"):
        pytest.fail("CI must have tombi")
    return found or pytest.skip("needs tombi, an editor's TOML checker: pip install tombi")


def lint(path: Path) -> list[str]:
    """What an editor would underline: the lines that tombi finds fault with."""
    done = subprocess.run(
        [tombi(), "lint", "--offline", "--error-on-warnings", path.name],
        capture_output=True,
        text=True,
        cwd=path.parent,
        env=clean_environment(NO_COLOR="1"),
        timeout=60,
        check=False,
    )
    lines = path.read_text("utf-8").splitlines()
    found = re.findall(rf"at {re.escape(path.name)}:(\d+):", re.sub(r"\x1b\[[\d;]*m", "", done.stderr + done.stdout))
    assert bool(found) == bool(done.returncode), done.stderr
    return [lines[int(line) - 1] for line in dict.fromkeys(found)]


def new_text() -> str:
    return new_brief("clean-air", Answers(), date(2026, 11, 24))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert run_kzcli("schema", "-o", "brief.schema.json", cwd=tmp_path).returncode == 0
    return tmp_path


def test_an_editor_finds_nothing_in_a_new_brief_and_in_the_bundled_one(folder: Path) -> None:
    path = folder / "clean-air.toml"
    path.write_text(new_text(), encoding="utf-8")
    assert lint(path) == []
    (folder / "schema").mkdir()
    shutil.move(folder / "brief.schema.json", folder / "schema")
    (folder / "briefs").mkdir()
    assert lint(Path(shutil.copy(BRIEF, folder / "briefs"))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('confidence = "high"\ndate', 'confidence = "hihg"\ndate'),
        ('language = "en"', 'langauge = "en"'),
        ("as_of = 2026-11-24", 'as_of = "2026-11-24"'),
        ("value = 12_500", 'value = "12,500"'),
        ('id = "need-grew"', 'id = "Need_grew"'),
        ('date = "2025"\n#', 'date = "2025-13"\n#'),
        ('url = "https://', 'url = "www.'),
    ],
)
def test_an_editor_underlines_what_is_wrong(old: str, new: str, folder: Path) -> None:
    text = new_text()
    assert text.count(old) == 1
    path = folder / "clean-air.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    (line,) = lint(path)
    assert new.partition("\n")[0] in line


def test_an_editor_misses_what_is_missing(folder: Path) -> None:
    data = parse(new_text())
    del data["summary"]
    path = folder / "clean-air.toml"
    path.write_text("#:schema brief.schema.json\n" + tomli_w.dumps(data), encoding="utf-8")
    assert lint(path)
