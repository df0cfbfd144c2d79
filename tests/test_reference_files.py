"""What is made from the models is as new as they are."""

from __future__ import annotations

import importlib.util

from conftest import ROOT


def test_schemas_and_format_guide_are_current() -> None:
    """Run `python scripts/write_reference.py` when they are not."""
    spec = importlib.util.spec_from_file_location("write_reference", ROOT / "scripts" / "write_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, text in module.reference().items():
        assert (ROOT / name).read_text("utf-8") == text, name
