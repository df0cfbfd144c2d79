"""`kzcli check` as its users meet it: files, folders, pipes, settings, exceptions, mending and exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from conftest import ROOT, Run, need

if TYPE_CHECKING:
    from pathlib import Path

BASE = (ROOT / "tests" / "rules" / "base.toml").read_text("utf-8")

UNSOURCED = BASE.replace(
    'sources = [{ id = "outlook" }]\n\n[[claims]]\nid = "opened"', 'sources = []\n\n[[claims]]\nid = "opened"'
)
assert UNSOURCED != BASE
"""One warning: a claim without a source, KZ306."""
CONTRADICTION = BASE.replace("would cost $90 million.[^cost]", "would cost $50 million.[^cost]")
"""One warning: a number that disagrees with its claim, KZ501."""
TWICE = BASE.replace('goals = ["mobility"]', 'goals = ["mobility", "mobility"] # twice')
"""One error that can be mended: an id listed twice, KZ204."""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def found(output: bytes) -> list[tuple[str, str]]:
    return [(one["path"], one["code"]) for one in json.loads(output)]


def codes(output: bytes) -> list[str]:
    return [code for _, code in found(output)]


def test_a_sound_brief_passes_silently(kzcli: Run, tmp_path: Path) -> None:
    done = kzcli("check", str(write(tmp_path / "a.toml", BASE)))
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr == b"nothing found in 1 file\n"


def test_the_bundled_brief_passes(kzcli: Run) -> None:
    done = kzcli("check", "us-kazakhstan", "--fail-on", "note")
    assert done.returncode == 0, done.stdout.decode()


def test_a_finding_says_what_where_and_how_to_mend_it(kzcli: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", CONTRADICTION)
    done = kzcli("check", str(path), "--json", "--fail-on", "warning")
    assert done.returncode == 1
    (one,) = json.loads(done.stdout)
    line = CONTRADICTION.splitlines()[one["line"] - 1]
    assert line[one["column"] - 1 : one["end_column"] - 1] == "$50 million"
    assert one["line"] == one["end_line"]
    assert (one["code"], one["severity"], one["path"], one["id"]) == ("KZ501", "warning", str(path), "background")
    assert "$50 million" in one["message"]
    assert "cost" in one["message"]
    assert one["help"]
    assert one["let_stand"] is None


def test_the_readme_shows_what_a_finding_looks_like(kzcli: Run, tmp_path: Path) -> None:
    write(tmp_path / "briefs" / "bridge.toml", CONTRADICTION)
    shown = kzcli("check", "briefs", cwd=tmp_path, env={"COLUMNS": "100"}).stdout.decode()
    assert f"```text\n{shown}```" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize(("text", "code"), [(UNSOURCED, "KZ306"), (CONTRADICTION, "KZ501")])
def test_what_a_run_fails_on_can_be_chosen(kzcli: Run, tmp_path: Path, text: str, code: str) -> None:
    path = str(write(tmp_path / "a.toml", text))
    assert kzcli("check", path).returncode == 0
    assert kzcli("check", path, "--fail-on", "warning").returncode == 1
    assert kzcli("check", path, "--fail-on", "warning", "--ignore", code).returncode == 0


def test_rules_are_chosen_by_code_or_its_beginning(kzcli: Run, tmp_path: Path) -> None:
    path = str(
        write(
            tmp_path / "a.toml", UNSOURCED.replace("would cost $90 million.[^cost]", "would cost $50 million.[^cost]")
        )
    )
    assert codes(kzcli("check", path, "--json").stdout) == ["KZ501", "KZ306"]
    assert codes(kzcli("check", path, "--json", "--select", "KZ3").stdout) == ["KZ306"]
    assert codes(kzcli("check", path, "--json", "--ignore", "KZ3,KZ501").stdout) == []
    assert codes(kzcli("check", path, "--json", "--ignore", "KZ", "--select", "KZ306").stdout) == ["KZ306"]
    wrong = kzcli("check", path, "--select", "XX")
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert b"no rule's code begins with 'XX'" in wrong.stderr


def test_every_brief_of_a_folder_is_checked_and_nothing_else(kzcli: Run, tmp_path: Path) -> None:
    write(tmp_path / "b" / "one.toml", CONTRADICTION)
    write(tmp_path / "a" / "deep" / "two.toml", TWICE)
    write(tmp_path / "pyproject.toml", "[project]\nname = 'x'\n")
    write(tmp_path / "other.toml", "[settings]\nsummary = 1\n")
    write(tmp_path / ".hidden" / "three.toml", CONTRADICTION)
    done = kzcli("check", str(tmp_path), "--json")
    assert found(done.stdout) == [
        (str(tmp_path / "a" / "deep" / "two.toml"), "KZ204"),
        (str(tmp_path / "b" / "one.toml"), "KZ501"),
    ]
    assert b"1 error and 1 warning in 2 files" in done.stderr
    assert kzcli("check", "--json", cwd=tmp_path).stdout.count(b'"KZ') == 2


def test_a_folder_without_briefs_is_an_error(kzcli: Run, tmp_path: Path) -> None:
    done = kzcli("check", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"no brief is in" in done.stderr


def test_one_file_that_cannot_be_read_keeps_no_other_from_being_checked(kzcli: Run, tmp_path: Path) -> None:
    path = str(write(tmp_path / "a.toml", CONTRADICTION))
    done = kzcli("check", str(tmp_path / "missing.toml"), path, "--json")
    assert done.returncode == 2
    assert codes(done.stdout) == ["KZ501"]
    assert b"missing.toml cannot be read" in done.stderr


def test_a_file_named_twice_is_checked_once(kzcli: Run, tmp_path: Path) -> None:
    path = str(write(tmp_path / "a.toml", CONTRADICTION))
    assert codes(kzcli("check", path, path, str(tmp_path), "--json").stdout) == ["KZ501"]


def test_a_pipe_is_checked(kzcli: Run) -> None:
    done = kzcli("check", "-", "--json", "--fail-on", "warning", stdin=CONTRADICTION.encode())
    assert found(done.stdout) == [("standard input", "KZ501")]
    assert done.returncode == 1


def test_what_is_broken_in_one_place_is_checked_elsewhere(kzcli: Run, tmp_path: Path) -> None:
    """Neither what was lost nor what referred to it is told as missing."""
    text = CONTRADICTION.replace('statement = "Fewer hours are lost in queues."', 'statement = "Fewer hours')
    text = text.replace('kind = "organisation"', 'kind = "organization"')
    path = str(write(tmp_path / "a.toml", text))
    assert codes(kzcli("check", path, "--json").stdout) == ["KZ102", "KZ501", "KZ105"]


def test_bytes_that_are_no_text_are_told_and_the_rest_is_checked(kzcli: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(CONTRADICTION.encode().replace(b"Riverton", b"River\xfft\xf6n", 1))
    assert codes(kzcli("check", str(path), "--json").stdout)[:1] == ["KZ101"]
    assert "KZ501" in codes(kzcli("check", str(path), "--json").stdout)


def exception(code: str, id: str, reason: str = 'reason = "It has been looked at."') -> str:
    return f'\n[[exceptions]]\ncode = "{code}"\nid = "{id}"\n{reason}\n'


def test_a_finding_that_is_let_stand_stays_visible_with_its_reason(kzcli: Run, tmp_path: Path) -> None:
    path = str(write(tmp_path / "a.toml", UNSOURCED + exception("KZ306", "cost")))
    done = kzcli("check", path, "--json", "--fail-on", "warning")
    (one,) = json.loads(done.stdout)
    assert (one["code"], one["let_stand"], done.returncode) == ("KZ306", "It has been looked at.", 0)
    assert b"It has been looked at." in kzcli("check", path).stdout
    assert b"1 let stand" in done.stderr


def test_an_exception_that_is_not_needed_any_more_is_itself_a_finding(kzcli: Run, tmp_path: Path) -> None:
    path = str(write(tmp_path / "a.toml", BASE + exception("KZ306", "cost")))
    assert codes(kzcli("check", path, "--json").stdout) == ["KZ901"]
    # Whether it is needed cannot be said where its rule was not looked at.
    assert codes(kzcli("check", path, "--json", "--ignore", "KZ306").stdout) == []


def test_an_exception_without_a_reason_is_refused(kzcli: Run, tmp_path: Path) -> None:
    for reason in ("", 'reason = ""', 'reason = "  "'):
        path = str(write(tmp_path / "a.toml", UNSOURCED + exception("KZ306", "cost", reason)))
        done = kzcli("check", path, "--json")
        assert set(codes(done.stdout)) <= {"KZ105", "KZ106", "KZ306"}
        assert len(codes(done.stdout)) == 2
        assert done.returncode == 1
        assert kzcli("summary", "-b", path).returncode == 2


def test_what_keeps_a_file_from_being_a_brief_cannot_be_let_stand(kzcli: Run, tmp_path: Path) -> None:
    path = str(write(tmp_path / "a.toml", TWICE + exception("KZ204", "bridge-plan")))
    assert codes(kzcli("check", path, "--json").stdout) == ["KZ204", "KZ902"]


def test_settings_of_the_folder_or_one_above_count(kzcli: Run, tmp_path: Path) -> None:
    path = str(write(tmp_path / "briefs" / "a.toml", UNSOURCED))
    write(tmp_path / "kzcli.toml", 'fail-on = "warning"\n')
    assert kzcli("check", path).returncode == 1
    assert kzcli("check", path, "--fail-on", "error").returncode == 0
    write(tmp_path / "kzcli.toml", 'ignore = ["KZ3"]\n')
    assert codes(kzcli("check", path, "--json").stdout) == []
    write(tmp_path / "briefs" / "pyproject.toml", '[tool.kzcli]\nselect = ["KZ306"]\n')
    assert codes(kzcli("check", path, "--json").stdout) == ["KZ306"]
    write(tmp_path / "briefs" / "pyproject.toml", "[tool.other]\n")
    assert codes(kzcli("check", path, "--json").stdout) == []


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("ignore = 'KZ3'\n", "ignore is a list of codes"),
        ("ignores = []\n", "no setting is called 'ignores'"),
        ('ignore = ["KZ0"]\n', "no rule's code begins with 'KZ0'"),
        ('fail-on = "info"\n', "fail-on is one of error, warning, note"),
        ("ignore = [\n", "kzcli.toml:"),
    ],
)
def test_wrong_settings_are_told(kzcli: Run, tmp_path: Path, settings: str, said: str) -> None:
    path = str(write(tmp_path / "a.toml", BASE))
    write(tmp_path / "kzcli.toml", settings)
    done = kzcli("check", path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()


def test_the_day_can_be_chosen(kzcli: Run, tmp_path: Path) -> None:
    path = str(write(tmp_path / "a.toml", BASE))
    assert codes(kzcli("check", path, "--json", "--as-of", "2099-01-01").stdout) == []
    assert codes(kzcli("check", path, "--json", "--as-of", "2099-01-02").stdout) == ["KZ403"]
    assert kzcli("check", path, "--as-of", "tomorrow").returncode == 2
    assert kzcli("check", path, "--as-of", "2099-01-01").stderr == b"nothing found in 1 file on 1 Jan 2099\n"
    assert kzcli("check", path, "--as-of", "9999-12-31").returncode == 0


def test_what_can_be_mended_is_mended_and_every_other_byte_stays(kzcli: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbf" + TWICE.replace("\n", "\r\n").encode())
    os.chmod(path, 0o640)
    done = kzcli("check", str(path), "--fix")
    assert done.returncode == 0
    assert b"KZ204" in done.stderr
    assert (
        path.read_bytes()
        == b"\xef\xbb\xbf"
        + BASE.replace('goals = ["mobility"]', 'goals = ["mobility"] # twice').replace("\n", "\r\n").encode()
    )
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_is_let_stand_or_not_selected_is_not_mended(kzcli: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", TWICE)
    kzcli("check", str(path), "--fix", "--ignore", "KZ204")
    assert path.read_text("utf-8") == TWICE


def test_a_diff_shows_what_would_be_mended_and_changes_nothing(kzcli: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", TWICE)
    done = kzcli("check", "a.toml", "--diff", cwd=tmp_path)
    assert done.returncode == 1
    lines = done.stdout.decode().splitlines()
    assert '-goals = ["mobility", "mobility"] # twice' in lines
    assert '+goals = ["mobility"] # twice' in lines
    assert path.read_text("utf-8") == TWICE
    write(tmp_path / "a.toml", BASE)
    assert kzcli("check", "a.toml", "--diff", cwd=tmp_path).returncode == 0


def test_a_needless_exception_is_taken_out_with_nothing_around_it(kzcli: Run, tmp_path: Path) -> None:
    needed = f"\n# This one is needed.{exception('KZ306', 'cost')}"
    text = UNSOURCED + exception("KZ305", "bridge-plan") + needed + exception("KZ301", "bridge-plan")
    path = write(tmp_path / "a.toml", text)
    done = kzcli("check", str(path), "--fix")
    assert done.returncode == 0
    assert done.stderr.decode().count("KZ901") == 2
    assert path.read_text("utf-8").rstrip("\n") == (UNSOURCED + needed).rstrip("\n")


def test_a_diff_is_a_patch_whatever_ends_the_lines(kzcli: Run, tmp_path: Path) -> None:
    """Of characters that Python takes for line ends, and without a line end at the end of the file."""
    need("patch")
    text = (
        TWICE.replace("It is narrow.", "It is\x85 narrow\u2028.")
        .replace("A second bridge for", "A second\u202e bridge for")
        .rstrip("\n")
    )
    path = write(tmp_path / "a.toml", f"{text} # the end")
    done = kzcli("check", "a.toml", "--diff", cwd=tmp_path)
    assert done.returncode == 1
    mended = subprocess.run(["patch", "-p0", "-s"], input=done.stdout, cwd=tmp_path, check=False, capture_output=True)
    assert (mended.returncode, mended.stdout) == (0, b"")
    assert kzcli("check", "a.toml", "--select", "KZ108,KZ204", cwd=tmp_path).returncode == 0
    assert path.read_text("utf-8").endswith("# the end")


def test_the_name_of_a_file_cannot_act_in_a_diff(kzcli: Run, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"nl\n+++ b\x1b[31m\xff.toml")
    path.write_text(TWICE, "utf-8")
    done = kzcli("check", str(path), "--diff")
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout
    assert done.stdout.count(b"\n+++ ") == 1


def test_what_was_not_written_is_not_said_to_be_mended(kzcli: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.toml", TWICE)
    with path.open("rb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "kzcli", "check", "--fix", "/dev/stdin", "--json"],
            stdin=file,
            capture_output=True,
            check=False,
        )
    assert done.returncode == 2
    assert codes(done.stdout) == ["KZ204"]
    assert b"cannot be changed in place" in done.stderr
    assert b"mended " not in done.stderr.replace(b"be mended ", b"")
    assert path.read_text("utf-8") == TWICE
    assert kzcli("check", "--fix", env={"KZCLI_BRIEF": "-"}, stdin=TWICE.encode()).returncode == 2


def test_standard_input_cannot_be_mended_in_place(kzcli: Run) -> None:
    done = kzcli("check", "-", "--fix", stdin=TWICE.encode())
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--diff" in done.stderr


def test_the_words_of_a_source_can_be_given(kzcli: Run, tmp_path: Path) -> None:
    text = BASE.replace("It is narrow.", "It is, the count says, “much too narrow for buses”.[^traffic]")
    path = str(write(tmp_path / "a.toml", text))
    words = write(tmp_path / "count.txt", "The bridge is much too narrow for buses and trucks.")
    wrong = write(tmp_path / "wrong.txt", "The bridge is wide.")
    assert codes(kzcli("check", path, "--json").stdout) == []
    assert codes(kzcli("check", path, "--json", "--source", f"count={words}").stdout) == []
    assert codes(kzcli("check", path, "--json", "--source", f"count={wrong}").stdout) == ["KZ801"]
    assert kzcli("check", path, "--source", "count").returncode == 2


def test_a_brief_reads_no_files_outside_its_folder(kzcli: Run, tmp_path: Path) -> None:
    write(tmp_path / "secret.txt", "words")
    for named in ("../secret.txt", str(tmp_path / "secret.txt"), "link.txt", "/dev/stdin"):
        text = BASE.replace('id = "count"\nkind', f'id = "count"\ntext = "{named}"\nkind')
        path = write(tmp_path / "briefs" / "a.toml", text)
        link = path.parent / "link.txt"
        if not link.is_symlink():
            link.symlink_to(tmp_path / "secret.txt")
        assert codes(kzcli("check", str(path), "--json").stdout) == ["KZ803"]


def test_the_formats_say_the_same(kzcli: Run, tmp_path: Path) -> None:
    path = str(write(tmp_path / "a.toml", CONTRADICTION))
    (one,) = json.loads(kzcli("check", path, "--json").stdout)
    place = f"{path}:{one['line']}:{one['column']}"
    assert kzcli("check", path, "--format", "concise").stdout.decode().startswith(f"{place}: KZ501 warning ")
    assert place in kzcli("check", path).stdout.decode()
    for name in ("jsonl", "sarif", "github", "junit"):
        done = kzcli("check", path, "--format", name, "--fail-on", "warning")
        assert done.returncode == 1
        assert b"KZ501" in done.stdout


def rule_entries(output: bytes) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(output)
    return entries


def test_a_rule_is_explained_by_code_name_or_family(kzcli: Run) -> None:
    shown = kzcli("rule", "KZ303").stdout.decode()
    assert "circular-reporting" in shown
    assert "[[sources]]" in shown
    assert kzcli("rule", "circular-reporting").stdout.decode() == shown
    everything = rule_entries(kzcli("rule", "--json").stdout)
    assert len(everything) > 50
    assert all(one["why"] and one["bad"] and one["good"] for one in everything)
    family = rule_entries(kzcli("rule", "KZ3", "--json").stdout)
    assert [one["code"] for one in family] == [one["code"] for one in everything if one["code"].startswith("KZ3")]
    assert len(kzcli("rules").stdout.decode().splitlines()) == len(everything)
    unknown = kzcli("rule", "KZ000")
    assert (unknown.returncode, unknown.stdout) == (1, b"")
