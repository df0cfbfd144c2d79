"""Where a brief may come from, and within which limits it is read."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from briefs import FULL, MINIMAL, toml
from conftest import BRIEF, clean_environment, run_kzcli

import kzcli
from kzcli.errors import InvalidBriefError, KzcliError
from kzcli.source import MAX_BYTES

SMALL = toml(MINIMAL)
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX files")


def said(data: bytes) -> str:
    """Line, column and message of the one problem that bytes have."""
    with pytest.raises(InvalidBriefError) as caught:
        kzcli.load(data)
    (problem,) = caught.value.problems
    return f"{problem.line}:{problem.column}: {problem.message}"


def test_a_brief_loads_by_id_path_and_bytes() -> None:
    by_id = kzcli.load("us-kazakhstan")
    assert by_id == kzcli.load(BRIEF) == kzcli.load(str(BRIEF)) == kzcli.load(BRIEF.read_bytes())


def test_a_file_of_exactly_the_limit_is_read_and_one_byte_more_is_not() -> None:
    full = SMALL + b"#" * (MAX_BYTES - len(SMALL))
    assert kzcli.load(full).id == "small"
    with pytest.raises(KzcliError, match="larger than 1,048,576 bytes"):
        kzcli.load(full + b"#")


@pytest.mark.parametrize("text", [b"a = " + b"[" * 500 + b"]" * 500, b"a = " + b"{a=" * 500 + b"1" + b"}" * 500])
def test_deep_nesting_is_refused_at_its_place(text: bytes) -> None:
    # Appended text belongs to the last table; the place is what counts.
    assert said(SMALL + text).startswith("8:")
    assert "nested more than 16 deep" in said(SMALL + text)


@pytest.mark.parametrize(
    "key", ["a." * 20_000 + "a", '"a".' * 20_000 + "a", "a . " * 20_000 + "a", "'a' .\t" * 20_000 + "a"]
)
def test_endless_keys_are_refused(key: str) -> None:
    assert "a key" in said(f"{key} = 1\n".encode())
    assert "the limit for a brief" in said(f"[{key}]\n".encode())


@pytest.mark.parametrize("number", ["1" * 4301, "1_" * 2500 + "1", "0x" + "f" * 5000])
def test_endless_numbers_are_refused(number: str) -> None:
    assert "more than 256 characters" in said(f"format = {number}\n".encode())


BOMBS = {
    "arrays": b"a = " + b"[" * 500_000,
    "tables": b"a = " + b"{a=" * 300_000,
    "dotted key": b"a." * 500_000 + b"a = 1",
    "quoted key": b'"' + b"k" * 1_000_000 + b'" = 1',
    "quoted parts": b"'a' . " * 150_000 + b"b = 1",
    "header": b"[" + b"a . " * 250_000 + b"b]",
    "integer": b"format = " + b"9" * 1_000_000,
    "open text": b'a = "' + b"\\\\" * 500_000,
    "open lines": b'a = """' + b'""\\"' * 250_000,
    "unknown keys": b"".join(b"k%d = 1\n" % index for index in range(9000)),
    "circles": b"".join(
        b'[[claims]]\nid = "c%d"\nrests_on = ["c%d", "c0"]\n' % (index, (index + 1) % 8000) for index in range(8000)
    ),
    "nothing there": b'[[claims]]\nid = "c"\nrests_on = [' + b'"x-1",' * 9000 + b"]\n",
    "citations": b'format = 1\n[summary]\nbottom_line = "' + b"[^q]*_`[" * 20_000 + b'"\n',
    "quotations": b'[[sections]]\nid = "s"\nbody = "[^q]' + b"> " * 200_000 + b'"\n',
}
"""Files of up to 1 MiB that would cost a naive reader its stack, gigabytes, or hours."""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory has no such limit")
@pytest.mark.parametrize("name", BOMBS)
def test_a_file_that_asks_for_much_is_refused_in_little_memory(name: str) -> None:
    """In 256 MB more than the program itself takes, and with no traceback."""
    code = (
        "import resource, sys, kzcli.loader, kzcli.markup, kzcli.cli.app, kzcli.__main__ as main;"
        "taken = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize();"
        "resource.setrlimit(resource.RLIMIT_AS, (taken + 256 * 2**20,) * 2);"
        "sys.argv[1:] = ['summary', '-b', '-']; sys.exit(main.main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=BOMBS[name],
        capture_output=True,
        env=clean_environment(),
        timeout=60,
        check=False,
    )
    last = next(line for line in reversed(done.stderr.decode().splitlines()) if not line.startswith("  help"))
    assert (done.returncode, done.stdout) == (2, b"")
    assert last.startswith("kzcli: error: standard input is not a valid brief: ")
    assert b"Traceback" not in done.stderr
    assert done.stderr.startswith(b"standard input:1:") or len(done.stderr.splitlines()) > 2


def test_long_text_is_no_endless_key() -> None:
    long = {**MINIMAL, "title": "x" * 5000 + "." * 5000, "summary": {"bottom_line": "[" * 5000}}
    assert len(kzcli.load(toml(long)).title) == 10_000


def test_a_byte_order_mark_is_accepted() -> None:
    assert kzcli.load(b"\xef\xbb\xbf" + SMALL).id == "small"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfet\x00", "1:1: the file is UTF-16, not UTF-8"),
        (b'id = "a"\ntitle = "\xe5\xae\xb6 \xff"\n', "2:12: byte 0xFF is not UTF-8"),
        (b"a = 1\x00\n", "1:6: "),
        (b'a = "x\x00"\n', "1:7: "),
        (b"a = 1\rb = 2\n", "1:6: "),
    ],
)
def test_what_is_not_utf_8_text_is_refused_at_its_place(data: bytes, message: str) -> None:
    assert said(data).startswith(message)


def test_line_ends_of_windows_are_read_and_places_stay_right() -> None:
    data = toml(FULL).replace(b"\n", b"\r\n")
    assert kzcli.load(data).id == "full"
    wrong = toml(FULL).replace(b'owner = "city"', b'owner = "town"')
    with pytest.raises(InvalidBriefError) as unix:
        kzcli.load(wrong)
    with pytest.raises(InvalidBriefError) as windows:
        kzcli.load(wrong.replace(b"\n", b"\r\n"))
    assert unix.value.problems == windows.value.problems


@posix
@pytest.mark.parametrize("kind", ["pipe", "directory", "device", "socket", "missing", "empty name", "NUL in name"])
def test_what_is_no_file_gives_its_own_message_and_never_waits(kind: str, tmp_path: Path) -> None:
    path, message = str(tmp_path / "x.toml"), ""
    if kind == "pipe":
        os.mkfifo(path)
        message = "is a named pipe, not a file"
    elif kind == "directory":
        Path(path).mkdir()
        message = "is a directory, not a file"
    elif kind == "device":
        path, message = "/dev/zero", "is a device, not a file"
    elif kind == "socket":
        import socket

        path = str(tmp_path / "s.toml")
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path)
        message = "is a socket, not a file"
    elif kind == "missing":
        message = "no such file or directory"
    elif kind == "empty name":
        path, message = "", "no brief is named"
    else:
        with pytest.raises(KzcliError, match="cannot be the name of a file"):
            kzcli.load("a\x00.toml")
        return
    done = run_kzcli("summary", "-b", path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr.decode()
    assert b"Traceback" not in done.stderr


@posix
def test_an_unreadable_file_says_so(tmp_path: Path) -> None:
    file = tmp_path / "secret.toml"
    file.write_bytes(SMALL)
    file.chmod(0)
    if os.access(file, os.R_OK):
        pytest.skip("this user may read everything")
    assert b"permission denied" in run_kzcli("summary", "-b", str(file)).stderr


def test_standard_input_is_read_when_asked_for() -> None:
    done = run_kzcli("summary", "-b", "-", stdin=SMALL)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"A small brief\n")
    assert run_kzcli("summary", "-b", "-", stdin=b"").returncode == 2
    assert b"larger than" in run_kzcli("summary", "-b", "-", stdin=b"#" * (MAX_BYTES + 1)).stderr


@posix
def test_closed_standard_input_says_so() -> None:
    command = f"{sys.executable} -m kzcli summary -b - <&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, env=clean_environment(), check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"standard input" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_path_that_looks_like_an_id_needs_no_ending(tmp_path: Path) -> None:
    (tmp_path / "mine").write_bytes(SMALL)
    assert run_kzcli("summary", "-b", "mine", cwd=tmp_path).returncode == 0
    assert stat.S_ISREG((tmp_path / "mine").stat().st_mode)


@pytest.mark.parametrize(
    "text",
    [
        '\\"""\n' * 170_000,
        "a = '''" + "x''" * 300_000,
        'a = "' + "[^" * 500_000 + '"\n',
        "".join(f"[[claims]]\nid = 'c{n}'\nrests_on = ['c{n + 1}x']\n" for n in range(18_000)),
    ],
    ids=["quotation marks", "apostrophes", "half citations", "misspelt references"],
)
def test_the_largest_files_that_try_to_cost_time_are_refused_in_the_time_of_a_test(text: str) -> None:
    with pytest.raises(InvalidBriefError):
        kzcli.load(text.encode())
