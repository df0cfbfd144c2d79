"""What is made from the models is as new as they are."""

from __future__ import annotations

import importlib.util
import re

from conftest import ROOT

import kzcli
from kzcli.guide import format_guide


def test_schemas_and_format_guide_are_current() -> None:
    """Run `python scripts/write_reference.py` when they are not."""
    spec = importlib.util.spec_from_file_location("write_reference", ROOT / "scripts" / "write_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, text in module.reference().items():
        assert (ROOT / name).read_text("utf-8") == text, name


def test_the_small_brief_in_the_guide_is_one() -> None:
    (text,) = re.findall("^```toml\n(.*?)^```$", format_guide(), re.MULTILINE | re.DOTALL)
    brief = kzcli.load(text.encode())
    assert [one.evidence for one in brief.recommendations] == [("queue",)]
    assert len(text.splitlines()) <= 25


def test_the_guide_names_the_words_of_every_enumeration_and_what_is_taken_where_a_key_is_left_out() -> None:
    guide = format_guide()
    assert "| `horizon` | `near`, `medium`, `long` |  |" in guide
    assert "| `likelihood` | `almost-no-chance`, `very-unlikely`, `unlikely`, " in guide
    assert "| `kind` | `article`, `report`, `strategy`, " in guide
    assert "| `shelf_life` | duration |  |" in guide
    assert "| `sources` | list of citation |  |" in guide
    assert "| `evidence` | list of id of one of the claims |  |" in guide
    assert re.search(r"^\| `language` \| language tag \|  \| .*; `en` where it is left out \|$", guide, re.MULTILINE)
