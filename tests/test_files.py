"""`-o FILE`: whole or not at all, and never the brief that is being read."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from briefs import MINIMAL, toml
from conftest import BRIEF, Completed, Run, clean_environment, kzcli_process, run_kzcli

from kzcli.errors import WriteError
from kzcli.files import write_file

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX files")
EXPECTED = run_kzcli("export", "json").stdout


def export(target: Path | str, *more: str, run: Run = run_kzcli) -> Completed:
    return run("export", "json", "-o", str(target), *more)


def test_a_new_file_is_written_quietly(tmp_path: Path) -> None:
    done = export(tmp_path / "out.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "out.json").read_bytes() == EXPECTED
    assert os.listdir(tmp_path) == ["out.json"]


def test_a_dash_is_standard_output() -> None:
    assert export("-", run=kzcli_process).stdout == EXPECTED


@posix
def test_a_new_file_obeys_the_umask_and_an_old_one_keeps_its_permissions(tmp_path: Path) -> None:
    old = tmp_path / "old.json"
    old.write_text("something longer than nothing")
    old.chmod(0o640)
    command = f"umask 027; exec {sys.executable} -m kzcli export json -o "
    for path in ("new.json", "old.json"):
        subprocess.run(["sh", "-c", command + path], cwd=tmp_path, env=clean_environment(), check=True)
    assert stat.S_IMODE((tmp_path / "new.json").stat().st_mode) == 0o640
    old.chmod(0o604)
    assert export(old).returncode == 0
    assert stat.S_IMODE(old.stat().st_mode) == 0o604
    assert old.read_bytes() == EXPECTED


@posix
def test_the_target_of_a_link_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "file.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real/file.json")
    assert export(tmp_path / "link.json").returncode == 0
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real" / "file.json").read_bytes() == EXPECTED


@posix
def test_devices_and_pipes_are_written_to_directly(tmp_path: Path) -> None:
    assert export("/dev/null", run=kzcli_process).returncode == 0
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    assert export(pipe, run=kzcli_process).returncode == 0
    reader.join(30)
    assert got == [EXPECTED]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    full = export("/dev/full", run=kzcli_process)
    assert (full.returncode, b"no space left on device" in full.stderr) == (2, True)


@posix
@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("", "no file is named"),
        (".", "is a directory"),
        ("none/out.json", "no such file or directory"),
        ("file/out.json", "not a directory"),
        ("loop", "too many levels of symbolic links"),
    ],
)
def test_what_cannot_be_written_says_why(target: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "loop").symlink_to("loop")
    before = sorted(os.listdir(tmp_path))
    done = run_kzcli("export", "json", "-o", target, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert sorted(os.listdir(tmp_path)) == before


def test_a_name_with_nul_is_refused() -> None:
    with pytest.raises(WriteError, match="cannot be the name of a file"):
        write_file("a\x00b", b"")


@posix
def test_a_write_protected_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    file.write_text("kept")
    file.chmod(0o444)
    if os.access(file, os.W_OK):
        pytest.skip("this user may write everything")
    assert export(file).returncode == 2
    assert file.read_text() == "kept"


@posix
@pytest.mark.parametrize("way", ["same", "dotted", "link", "hard link", "standard input", "append"])
def test_the_brief_that_is_being_read_is_never_the_output(way: str, tmp_path: Path) -> None:
    brief = tmp_path / "mine.toml"
    brief.write_bytes(toml(MINIMAL))
    (tmp_path / "link.toml").symlink_to("mine.toml")
    os.link(brief, tmp_path / "hard.toml")
    line = {
        "same": "-b mine.toml -o mine.toml",
        "dotted": "-b mine.toml -o ./../$(basename $PWD)/mine.toml",
        "link": "-b link.toml -o mine.toml",
        "hard link": "-b mine.toml -o hard.toml",
        "standard input": "-b - -o link.toml < mine.toml",
        "append": "-b mine.toml >> mine.toml",
    }[way]
    command = f"{sys.executable} -m kzcli export toml {line}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, env=clean_environment(), capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"is the brief that is being read" in done.stderr
    assert brief.read_bytes() == toml(MINIMAL)


def test_the_bundled_brief_is_never_the_output() -> None:
    before = BRIEF.read_bytes()
    assert export(BRIEF).returncode == 2
    assert BRIEF.read_bytes() == before


def test_an_invalid_brief_leaves_the_output_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("format = 1\n")
    (tmp_path / "out.json").write_text("old")
    assert export(tmp_path / "out.json", "-b", str(tmp_path / "bad.toml")).returncode == 2
    assert (tmp_path / "out.json").read_text() == "old"


# Writes a file and stops between the last byte and the renaming, until it reads a line or its input ends.
_SLOW = """
import os, sys
from kzcli import files
from kzcli.errors import KzcliError
replace = os.replace
def slow(*names):
    print("ready", flush=True)
    sys.stdin.readline()
    replace(*names)
files.os.replace = slow
try:
    files.write_file(sys.argv[1], b"new")
except KzcliError as error:
    sys.exit(error.exit_code)
"""


def slow_writer(path: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", _SLOW, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=clean_environment(),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return process


@posix
def test_a_kill_leaves_the_old_file_whole_and_the_next_run_clears_up(tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    file.write_text("old")
    with slow_writer(file) as process:
        process.kill()
    assert file.read_text() == "old"
    assert len(os.listdir(tmp_path)) == 2
    assert export(file, run=kzcli_process).returncode == 0
    assert file.read_bytes() == EXPECTED
    assert os.listdir(tmp_path) == ["out.json"]


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_stop_leaves_the_old_file_and_no_litter(number: signal.Signals, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    file.write_text("old")
    with slow_writer(file) as process:
        process.send_signal(number)
        process.wait(30)
    assert process.returncode in (128 + number, -number, 1)
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.json"]


@posix
def test_two_at_once_are_each_whole_and_do_not_disturb_each_other(tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    with slow_writer(file) as process:
        assert export(file, run=kzcli_process).returncode == 0
        assert file.read_bytes() == EXPECTED
        process.communicate(b"go on\n", timeout=30)
        assert process.returncode == 0
    assert file.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["out.json"]


@posix
def test_a_full_disk_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    file.write_text("old")
    command = f"ulimit -f 8; trap '' XFSZ; exec {sys.executable} -m kzcli export json -o out.json"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, env=clean_environment(), capture_output=True, check=False
    )
    assert (done.returncode, b"file too large" in done.stderr) == (2, True)
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.json"]


_MANY = """
import sys
from kzcli.files import write_file
for _ in range(60):
    write_file(sys.argv[1], sys.argv[2].encode() * 1000)
"""


@posix
def test_many_at_once_all_succeed_and_leave_one_whole_file(tmp_path: Path) -> None:
    """What one clears up must never be what another has just begun."""
    file = tmp_path / "out"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _MANY, str(file), letter], stderr=subprocess.PIPE, env=clean_environment()
        )
        for letter in "abcd"
    ]
    assert [(process.communicate()[1], process.returncode) for process in running] == [(b"", 0)] * 4
    assert file.read_bytes() in [letter * 1000 for letter in (b"a", b"b", b"c", b"d")]
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize(
    "name",
    ["n" * 250 + ".json", "家" * 80 + ".json", "Қазақстан — сауда.json", "-o.json", " a  b .json", "a'b\"c.json"],
    ids=["255 bytes of Latin", "245 bytes of CJK", "Kazakh", "a hyphen first", "spaces", "quotes"],
)
@posix
def test_any_name_that_a_file_can_have_will_do(name: str, tmp_path: Path) -> None:
    for _ in range(2):
        assert run_kzcli("export", "json", f"--output={name}", cwd=tmp_path).returncode == 0
    assert os.listdir(tmp_path) == [name]
    assert (tmp_path / name).read_bytes() == EXPECTED


@posix
def test_a_link_that_leads_nowhere_gets_its_target(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to("new.json")
    assert export(tmp_path / "link.json").returncode == 0
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "new.json").read_bytes() == EXPECTED


@posix
def test_a_folder_that_may_not_be_written_to_keeps_what_it_has(tmp_path: Path) -> None:
    folder = tmp_path / "shut"
    folder.mkdir()
    (folder / "out.json").write_text("old")
    folder.chmod(0o555)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("this user may write everywhere")
        done = export(folder / "out.json")
        assert (done.returncode, b"permission denied" in done.stderr) == (2, True)
        assert (folder / "out.json").read_text() == "old"
        assert os.listdir(folder) == ["out.json"]
    finally:
        folder.chmod(0o755)
