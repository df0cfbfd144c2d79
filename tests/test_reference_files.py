"""What is made from the models is as new as they are, and the code is laid out as CONTRIBUTING says."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path

import pytest
from conftest import ROOT

import kzcli

SOURCE = ROOT / "src" / "kzcli"
MODULES = sorted(SOURCE.rglob("*.py"))


def test_schemas_and_format_guide_are_current() -> None:
    """Run `python scripts/write_reference.py` when they are not."""
    spec = importlib.util.spec_from_file_location("write_reference", ROOT / "scripts" / "write_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, text in module.reference().items():
        assert (ROOT / name).read_text("utf-8") == text, name


def imports(path: Path) -> set[str]:
    """The modules that a file imports when it runs, anywhere in it."""
    found = set()
    tree = ast.parse(path.read_text("utf-8"))
    only_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in only_types:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


# What each part may not import. The package's own __init__ and __main__ are the way in and may import anything.
FORBIDDEN = {
    "errors.py": ("kzcli",),
    "values.py": ("kzcli",),
    "clean.py": ("kzcli",),
    "page.py": ("kzcli",),
    "brief.py": ("kzcli.source", "kzcli.loader", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.page"),
    "toml.py": ("kzcli",),
    "places.py": ("kzcli.brief", "kzcli.views", "kzcli.writers", "kzcli.cli"),
    "source.py": ("kzcli.brief", "kzcli.loader", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli"),
    "loader.py": ("kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.page"),
    "links.py": ("kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.page"),
    "markup.py": ("kzcli.brief", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli"),
    "views": ("kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.streams", "kzcli.source", "kzcli.loader"),
    "writers": ("kzcli.brief", "kzcli.views", "kzcli.formats", "kzcli.cli", "kzcli.links", "kzcli.streams"),
    "formats": ("kzcli.cli", "kzcli.streams", "kzcli.files", "kzcli.source"),
    "streams.py": ("kzcli.brief", "kzcli.views", "kzcli.writers", "kzcli.cli"),
    "files.py": ("kzcli.brief", "kzcli.views", "kzcli.writers", "kzcli.cli"),
    "library.py": ("kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli"),
}  # fmt: skip


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_go_one_way(path: Path) -> None:
    part = path.relative_to(SOURCE).parts[0]
    found = imports(path)
    for forbidden in FORBIDDEN.get(part, ()):
        assert not [name for name in found if name == forbidden or name.startswith(f"{forbidden}.")]
    if part != "cli":
        assert not [name for name in found if name.split(".")[0] == "typer"]
    if path.name != "panels.py":
        assert not [name for name in found if name.split(".")[0] == "rich"]


def test_every_part_of_the_map_is_there() -> None:
    assert len(MODULES) > 30
    assert {name for name in FORBIDDEN if not (SOURCE / name).exists()} == set()


def test_no_file_is_long_without_a_reason() -> None:
    """The panels writer lays out a dozen kinds of block, which belong together."""
    long = {path.name for path in MODULES if len(path.read_text("utf-8").splitlines()) > 300}
    assert long <= {"panels.py"}


def test_every_public_name_of_the_package_is_there() -> None:
    for name in kzcli.__all__:
        assert getattr(kzcli, name) is not None
    with pytest.raises(AttributeError, match="nothing"):
        kzcli.nothing  # type: ignore[attr-defined] # noqa: B018 (that it fails is the point)
    assert (SOURCE / "py.typed").exists()
