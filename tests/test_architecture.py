"""The code is laid out as CONTRIBUTING says: imports go one way, and few of them come from outside."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, clean_environment

import kzcli

SOURCE = ROOT / "src" / "kzcli"
MODULES = sorted(SOURCE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """The modules that a file imports when it runs, anywhere in it."""
    tree = ast.parse(path.read_text("utf-8"))
    only_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    return names(tree, only_types)


def names(tree: ast.AST, without: set[int] | frozenset[int] = frozenset()) -> set[str]:
    """The modules, and what is taken from them, that import statements anywhere under a node name."""
    found = set()
    for node in ast.walk(tree):
        if id(node) in without:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


# What each part may not import. The package's own __init__ and __main__ are the way in and may import anything.
FORBIDDEN = {
    "errors.py": ("kzcli",),
    "references.py": ("kzcli.source", "kzcli.loader", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.page"),
    "schema.py": ("kzcli.source", "kzcli.loader", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.page"),
    "values.py": ("kzcli",),
    "logs.py": ("kzcli",),
    "origins.py": ("kzcli.source", "kzcli.loader", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.page"),
    "strength.py": ("kzcli.source", "kzcli.loader", "kzcli.links", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.page"),
    "clean.py": ("kzcli",),
    "page.py": ("kzcli",),
    "page_walk.py": ("kzcli.brief", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli"),
    "addresses.py": ("kzcli",),
    "simple_markup.py": ("kzcli.brief", "kzcli.markup", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli"),
    "brief.py": ("kzcli.source", "kzcli.loader", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.page"),
    "toml.py": ("kzcli.errors", "kzcli.findings", "kzcli.brief", "kzcli.source", "kzcli.loader", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli"),
    "toml_errors.py": ("kzcli.errors", "kzcli.findings", "kzcli.brief", "kzcli.source", "kzcli.loader", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli"),
    "toml_brackets.py": ("kzcli.errors", "kzcli.findings", "kzcli.brief", "kzcli.source", "kzcli.loader", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli"),
    "toml_spot.py": ("kzcli.errors", "kzcli.findings", "kzcli.brief", "kzcli.source", "kzcli.loader", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli"),
    "written_dates.py": ("kzcli",),
    "written_numbers.py": ("kzcli",),
    "hints.py": ("kzcli.source", "kzcli.loader", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.page"),
    "value_errors.py": ("kzcli.source", "kzcli.loader", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.page"),
    "near_words.py": ("kzcli.brief", "kzcli.source", "kzcli.loader", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli"),
    "places.py": ("kzcli.brief", "kzcli.views", "kzcli.writers", "kzcli.cli"),
    "source.py": ("kzcli.brief", "kzcli.loader", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli"),
    "loader.py": ("kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.page"),
    "ledger.py": ("kzcli.source", "kzcli.loader", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.page"),
    "edits.py": ("kzcli.brief", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.streams", "kzcli.files"),
    "entries.py": ("kzcli.brief", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.streams", "kzcli.files"),
    "links.py": ("kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.page"),
    "markup.py": ("kzcli.brief", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli"),
    "views": ("kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.streams", "kzcli.source", "kzcli.loader"),
    "writers": ("kzcli.brief", "kzcli.views", "kzcli.formats", "kzcli.cli", "kzcli.links", "kzcli.streams"),
    "formats": ("kzcli.cli", "kzcli.streams", "kzcli.files", "kzcli.source"),
    "impact.py": ("kzcli.source", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.page"),
    "graph.py": ("kzcli",),
    "tracing.py": ("kzcli.source", "kzcli.loader", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.page"),
    "gaps.py": ("kzcli.source", "kzcli.loader", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.page"),
    "passages.py": ("kzcli.source", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli"),
    "editions": ("kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.streams", "kzcli.source", "kzcli.loader"),
    "revisions.py": ("kzcli.brief", "kzcli.loader", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli"),
    "findings.py": ("kzcli",),
    "prose.py": ("kzcli.brief", "kzcli.loader", "kzcli.rules", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.page"),
    "english": ("kzcli.brief", "kzcli.source", "kzcli.loader", "kzcli.draft", "kzcli.rules", "kzcli.checking", "kzcli.reports", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli"),
    "recovery.py": ("kzcli.brief", "kzcli.loader", "kzcli.rules", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli"),
    "draft.py": ("kzcli.rules", "kzcli.checking", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.page", "kzcli.streams"),
    "rules": ("kzcli.checking", "kzcli.reports", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.streams", "kzcli.files"),
    "mending.py": ("kzcli.brief", "kzcli.rules", "kzcli.checking", "kzcli.views", "kzcli.writers", "kzcli.cli", "kzcli.streams", "kzcli.files"),
    "settings.py": ("kzcli.checking", "kzcli.draft", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.streams"),
    "checking.py": ("kzcli.reports", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.streams", "kzcli.files"),
    "runs.py": ("kzcli.reports", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.streams"),
    "reports": ("kzcli.brief", "kzcli.draft", "kzcli.loader", "kzcli.source", "kzcli.views", "kzcli.writers", "kzcli.formats", "kzcli.cli", "kzcli.streams", "kzcli.files"),
    "folders.py": ("kzcli.brief", "kzcli.loader", "kzcli.views", "kzcli.writers", "kzcli.cli"),
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
    if path.name not in ("panels.py", "pen.py", "cells.py"):
        assert not [name for name in found if name.split(".")[0] == "rich"]


ALLOWED_AT_THE_TOP = {
    "brief.py": {"pydantic", "pydantic_core"},
    "loader.py": {"pydantic"},
    "references.py": {"pydantic"},
    "schema.py": {"pydantic"},
    "toml.py": {"tomli"},
    "places.py": {"tomli"},
    "formats/toml.py": {"tomli_w"},
    "views/data.py": {"pydantic"},
    "editions/difference.py": {"pydantic"},
    "views/ledger_data.py": {"pydantic"},
    "views/impact_data.py": {"pydantic"},
    "views/why_data.py": {"pydantic"},
    "writers/panels.py": {"rich"},
    "writers/pen.py": {"rich"},
}
"""Packages that are not the standard library's, imported as soon as a module is; under `cli/`, Typer."""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_packages_from_outside_are_imported_only_where_they_are_needed(path: Path) -> None:
    """`markdown_it` for one is dear, and most commands come without it."""
    name = path.relative_to(SOURCE).as_posix()
    body = ast.parse(path.read_text("utf-8")).body
    top = ast.Module([node for node in body if isinstance(node, ast.Import | ast.ImportFrom)], [])
    found = {name.split(".")[0] for name in names(top)} - sys.stdlib_module_names - {"kzcli"}
    allowed = {"typer"} if name.startswith("cli/") else ALLOWED_AT_THE_TOP.get(name, set())
    assert found <= allowed


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import kzcli; print(sorted(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=clean_environment(), check=True
    )
    assert [name for name in ast.literal_eval(done.stdout) if name.split(".")[0] not in sys.stdlib_module_names] == [
        "kzcli"
    ]


def test_every_part_of_the_map_is_there() -> None:
    assert len(MODULES) > 30
    assert {name for name in FORBIDDEN if not (SOURCE / name).exists()} == set()


def test_no_file_is_long_without_a_reason() -> None:
    long = {path.name for path in MODULES if len(path.read_text("utf-8").splitlines()) > 300}
    assert long == set()


def test_every_public_name_of_the_package_is_there() -> None:
    for name in kzcli.__all__:
        assert getattr(kzcli, name) is not None
    with pytest.raises(AttributeError, match="nothing"):
        kzcli.nothing  # type: ignore[attr-defined] # noqa: B018 (that it fails is the point)
    assert (SOURCE / "py.typed").exists()
