"""What programs may rely on: `import kzcli`."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from briefs import FULL, MINIMAL, toml
from conftest import BRIEF, clean_environment, run_kzcli

import kzcli
from kzcli.formats import FORMATS


def test_a_brief_is_loaded_by_id_path_path_object_or_bytes() -> None:
    by_id = kzcli.load("us-kazakhstan")
    assert isinstance(by_id, kzcli.Brief)
    assert by_id == kzcli.load(str(BRIEF)) == kzcli.load(BRIEF) == kzcli.load(BRIEF.read_bytes())
    assert (by_id.id, by_id.as_of) == ("us-kazakhstan", date(2020, 5, 28))
    assert by_id.recommendations[0].title == "Hold a C5+1 summit in the Kazakh capital"


def test_a_brief_cannot_be_changed() -> None:
    brief = kzcli.load(toml(MINIMAL))
    with pytest.raises(ValueError, match="frozen"):
        brief.title = "Another"
    assert isinstance(brief.claims, tuple)


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_is_the_bytes_that_the_command_line_writes(format: str) -> None:
    by_part = FORMATS[format].by_part
    options = kzcli.Options(parts=("claims",)) if by_part else kzcli.Options()
    arguments = ["--part", "claims"] if by_part else []
    assert kzcli.export(kzcli.load("us-kazakhstan"), format, options) == run_kzcli("export", format, *arguments).stdout


def test_exports_read_back() -> None:
    brief = kzcli.load(toml(FULL))
    assert kzcli.load(kzcli.export(brief, "toml")) == brief
    assert json.loads(kzcli.export(brief, "json"))["title"] == brief.title


@pytest.mark.parametrize("asked", ["no-such-brief", "no/such/file.toml", ".", "", Path("no-such-file")])
def test_what_cannot_be_read_is_an_unreadable_error(asked: str | Path) -> None:
    with pytest.raises(kzcli.UnreadableError) as raised:
        kzcli.load(asked)
    assert isinstance(raised.value, kzcli.KzcliError)
    assert raised.value.message


def test_an_invalid_brief_raises_all_its_problems_with_their_places() -> None:
    with pytest.raises(kzcli.InvalidBriefError) as raised:
        kzcli.load(
            b'format = 1\nid = "A b"\ntitle = "T"\nas_of = 2020-01-01\nsummary = { bottom_line = "B" }\ntitel = 1\n'
        )
    assert isinstance(raised.value, kzcli.KzcliError)
    assert [problem[:4] for problem in raised.value.problems] == [
        (2, 6, "id", "the text 'A b' is not an id"),
        (6, 1, "titel", "unknown key 'titel'"),
    ]
    assert raised.value.problems[1] == kzcli.Problem(6, 1, "titel", "unknown key 'titel'", "did you mean title?")


def test_how_strong_a_recommendation_is_and_where_it_stands() -> None:
    brief = kzcli.load(toml(FULL))
    links = kzcli.Links(brief)
    assert kzcli.standing(brief.recommendations[0], brief.as_of)[:2] == ("not-implemented", "did-not-concur")
    assert set(links.claims) == {claim.id for claim in brief.claims}


def test_every_public_name_is_there_and_no_other() -> None:
    assert all(getattr(kzcli, name).__module__.startswith("kzcli.") for name in kzcli.__all__)
    with pytest.raises(AttributeError, match="'kzcli' has no attribute 'lod'"):
        kzcli.lod  # type: ignore[attr-defined] # noqa: B018 (that is the point)


def test_importing_it_imports_nothing_dear_and_prints_nothing() -> None:
    code = "import sys, kzcli; print(sorted({'pydantic', 'typer', 'rich', 'tomli', 'tomli_w'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=clean_environment(), check=True)
    assert (done.stdout, done.stderr) == (b"[]\n" if sys.platform != "win32" else b"[]\r\n", b"")


def test_it_says_that_it_is_typed() -> None:
    assert kzcli.__file__ is not None
    assert (Path(kzcli.__file__).parent / "py.typed").is_file()
