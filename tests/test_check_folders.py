"""Folders: no brief in them is passed over, however it is written or deep it lies, and none is changed unseen."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from test_check import BASE as WITH_SCHEMA

from kzcli.errors import UnreadableError
from kzcli.folders import briefs_in
from kzcli.settings import settings_for

if TYPE_CHECKING:
    from conftest import Run

BASE = WITH_SCHEMA[WITH_SCHEMA.index("# A sound brief") :]
"""Without its first line, by which any file with it is taken for a brief."""


def refuse(error: UnreadableError) -> None:
    raise error


WRITTEN = {
    "UTF-16 with a mark": BASE.encode("utf-16"),
    "UTF-16 without one": BASE.encode("utf-16-le"),
    "lone carriage returns": BASE.replace("\n", "\r").encode(),
    "indented": "\n".join(f"  {line}" for line in BASE.split("\n")).encode(),
    "blanks in brackets": BASE.replace("as_of", '"as_of"')
    .replace("[[", "[[ ")
    .replace("[summary]", "[ summary ]")
    .encode(),
    "quoted names": BASE.replace("as_of", "'as_of'")
    .replace("[summary]", '["summary"]')
    .replace("[[", '[["')
    .replace("]]", '"]]')
    .encode(),
    "a byte order mark": b'\xef\xbb\xbf[summary]\nbottom_line = "A."\n',
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_brief_in_a_folder_is_found_however_it_is_written(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(WRITTEN[name])
    (tmp_path / "other.toml").write_bytes(b"[tool]\nas_offset = 1\nx = '[summary]'\n")
    assert list(briefs_in(str(tmp_path), refuse)) == [str(tmp_path / "a.toml")]


def test_a_brief_that_is_no_utf_8_is_told_of_in_a_folder(kzcli: Run, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(WRITTEN["UTF-16 without one"])
    done = kzcli("check", str(tmp_path))
    assert done.returncode == 1
    assert b"KZ101" in done.stdout


def test_folders_are_walked_in_order_and_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    for name in ("b/z.toml", "b/a.toml", "a/c/d.toml", "a/x.toml", "c.toml", "node_modules/n.toml", ".git/g.toml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("[summary]\n")
    (tmp_path / "again").symlink_to(tmp_path / "b")
    (tmp_path / "folder.toml").mkdir()
    found = [os.path.relpath(path, tmp_path) for path in briefs_in(str(tmp_path), refuse)]
    assert found == ["c.toml", "a/x.toml", "a/c/d.toml", "b/a.toml", "b/z.toml"]


def test_a_brief_hundreds_of_folders_deep_is_found_and_heeds_the_settings_above(tmp_path: Path) -> None:
    (tmp_path / "kzcli.toml").write_text('ignore = ["KZ3"]\n')
    here = os.getcwd()
    try:
        os.chdir(tmp_path)
        for _ in range(950):
            os.mkdir("d")
            os.chdir("d")
        Path("a.toml").write_text("[summary]\n")
        (found,) = briefs_in(str(tmp_path), refuse)
        assert settings_for(os.path.dirname(found)).ignore == ("KZ3",)
        Path("a.toml").unlink()
        for _ in range(950):
            os.chdir("..")
            os.rmdir("d")
    finally:
        os.chdir(here)
