"""`kzcli check --fix` and what else is there: owners, other names, links, a run that is stopped; and our own faults."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, NoReturn

import pytest
from conftest import clean_environment, kzcli_process, need
from test_check import BASE, TWICE, write

from kzcli import __main__
from kzcli.cli import app

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

SOUND = BASE.replace('goals = ["mobility"]', 'goals = ["mobility"] # twice')

as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")


def test_what_is_mended_is_said_even_where_nothing_can_be_written_afterwards(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{at}.toml", TWICE + "[unknown]\n") for at in range(3)]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kzcli", "check", "--fix", "."],
            stdout=full,
            stderr=subprocess.PIPE,
            env=clean_environment(),
            cwd=tmp_path,
            check=False,
        )
    assert done.returncode == 2
    changed = [path.name for path in paths if path.read_text("utf-8") != TWICE + "[unknown]\n"]
    assert changed
    assert [name for name in ("0.toml", "1.toml", "2.toml") if f"mended {name}:".encode() in done.stderr] == changed


def test_a_file_with_two_names_is_left_as_it_is(kzcli: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", TWICE)
    os.link(path, tmp_path / "b.txt")
    done = kzcli("check", "--fix", str(path))
    assert done.returncode == 2
    assert b"hard link" in done.stderr
    assert (tmp_path / "b.txt").read_text("utf-8") == path.read_text("utf-8") == TWICE
    assert b"mended a" not in done.stderr


@as_root
def test_a_mended_file_keeps_its_owner_or_is_left_as_it_is(
    kzcli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.toml", TWICE)
    os.chown(path, 12_345, 54_321)
    with monkeypatch.context() as patch:

        def refuse(*_: object) -> NoReturn:
            raise PermissionError

        patch.setattr(os, "chown", refuse)
        done = kzcli("check", "--fix", str(path))
        assert done.returncode == 2
        assert b"another owner" in done.stderr
        assert path.read_text("utf-8") == TWICE
        assert os.listdir(tmp_path) == ["a.toml"]
    assert kzcli("check", "--fix", str(path)).returncode == 0
    assert path.read_text("utf-8") == SOUND
    assert (path.stat().st_uid, path.stat().st_gid) == (12_345, 54_321)


def test_in_a_folder_no_link_leads_to_a_change_outside(kzcli: Run, tmp_path: Path) -> None:
    outside = write(tmp_path / "out" / "o.toml", TWICE)
    inside = write(tmp_path / "in" / "below" / "i.toml", TWICE)
    (tmp_path / "in" / "link.toml").symlink_to(outside)
    (tmp_path / "in" / "near.toml").symlink_to(inside)
    done = kzcli("check", "--fix", "in", cwd=tmp_path)
    assert done.returncode == 2
    assert b"in/link.toml is a link to a file outside of the folder" in done.stderr
    assert outside.read_text("utf-8") == TWICE
    assert inside.read_text("utf-8") == SOUND
    assert kzcli("check", "--fix", "in/link.toml", cwd=tmp_path).returncode == 0
    assert outside.read_text("utf-8") == SOUND


def test_a_diff_of_a_file_with_blanks_in_its_name_is_a_patch(kzcli: Run, tmp_path: Path) -> None:
    need("patch")
    path = write(tmp_path / "my brief.toml", TWICE)
    done = kzcli("check", "--diff", path.name, cwd=tmp_path)
    subprocess.run(["patch", "-p0", "-s"], input=done.stdout, cwd=tmp_path, check=True)
    assert path.read_text("utf-8") == SOUND


def test_a_large_file_is_mended_in_few_rounds(kzcli: Run, tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.toml", BASE.replace('goals = ["mobility"', 'goals = ["mobility"' + ', "mobility"' * 2_450)
    )
    padded = write(tmp_path / "b.toml", path.read_text("utf-8") + "#" * 800_000)
    kzcli("check", "--fix", str(path), str(padded))
    assert [one.read_text("utf-8").count(', "mobility"') for one in (path, padded)] == [0, 450]


def test_an_error_that_nothing_provides_for_is_no_answer(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object) -> NoReturn:
        raise RuntimeError("a\x1bb")

    monkeypatch.setattr(app, "run", fail)
    assert __main__.main() == 2
    said = capfd.readouterr().err
    assert "kzcli: error: this is a fault of kzcli itself: RuntimeError: a␛b" in said
    assert "Traceback" in said
    assert "\x1b" not in said


def test_many_spellings_of_a_rule_in_the_settings_cost_nothing(tmp_path: Path) -> None:
    name = "listed-twice"
    spelt = (
        "".join(one.upper() if at >> place & 1 else one for place, one in enumerate(name)) for at in range(1 << 12)
    )
    listed = ", ".join(f'"{one}"' for one in (*spelt, *(["kz204"] * 20_000)))
    write(tmp_path / "kzcli.toml", f"ignore = [{listed}]\n")
    write(tmp_path / "a.toml", TWICE)
    assert kzcli_process("check", cwd=tmp_path).returncode == 0
