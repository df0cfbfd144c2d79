"""`kzcli update` enters what became of a recommendation, or says why not and leaves the file as it is."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from briefs import FULL, changed, model, toml
from conftest import BRIEF, clean_environment, need, run_kzcli

from kzcli.cli.app import run
from kzcli.errors import WriteError
from kzcli.files import replace_file
from kzcli.follow_up import Report, additions
from kzcli.source import read_path

TODAY = date.today()  # noqa: DTZ011 (as the program has it)
ENTRY = ("--status", "implemented", "--note", "It was held in Astana.", "--source", "gjia-2020")
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX files")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A brief's file of one's own."""
    made = tmp_path / "mine.toml"
    made.write_bytes(BRIEF.read_bytes())
    return made


def update(path: Path | str, *arguments: str, id: str = "summit", **more: Any) -> subprocess.CompletedProcess[bytes]:
    return run_kzcli("update", id, *arguments, "-b", str(path), **more)


def refused(path: Path, *arguments: str, **more: Any) -> str:
    """What is said of an entry that is not made."""
    before = path.read_bytes()
    done = update(path, *arguments, **more)
    assert (done.returncode, done.stdout) == (2, b"")
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]
    assert b"Traceback" not in done.stderr
    return done.stderr.decode()


def test_an_entry_is_made_and_where_is_told(path: Path) -> None:
    before = path.read_text("utf-8")
    done = update(path, *ENTRY, "--response", "concurred", "--date", "2026-11-01")
    assert (done.returncode, done.stdout) == (0, b"")
    after = path.read_text("utf-8")
    entry = """
[[recommendations.updates]]
date = 2026-11-01
status = "implemented"
response = "concurred"
note = "It was held in Astana."
sources = [{ id = "gjia-2020" }]
"""
    head, found, tail = after.partition(entry)
    assert found
    assert head + tail == before
    line = head.count("\n") + 2
    assert done.stderr.decode() == f"entered in {path}:{line}: summit is implemented on 1 Nov 2026\n"
    row = run_kzcli("track", str(path)).stdout.decode().split("\n")[0].split("\t")
    assert row[3:7] == ["implemented", "concurred", "2026-11-01", "2026-11-01"]
    assert run_kzcli("check", str(path)).returncode == 0


def test_what_is_left_out_is_today_and_the_response_that_was_there(path: Path) -> None:
    assert update(path, *ENTRY, "--response", "partly-concurred", "--date", "2026-11-01").returncode == 0
    assert update(path, *ENTRY).returncode == 0
    entry = path.read_text("utf-8").split("[[recommendations.updates]]\n")[4]
    assert entry.startswith(f'date = {TODAY}\nstatus = "implemented"\nresponse = "partly-concurred"\n')
    data = changed(("recommendations", 1, "goals"), [])
    path.write_bytes(toml(data))
    assert update(path, "--status", "open", "--note", "Not yet.", "--source", "news", id="ferry").returncode == 0
    assert b'response = "none"\nnote = "Not yet."' in path.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "needed and not given: --status, --note, --source\n  help: kzcli update REC --status"),
        (["--note", "x"], "needed and not given: --status, --source\n"),
        (["--status", "done"], "'--status': 'done' is not one of 'open', 'partially-addressed'"),
        ([*ENTRY, "--response", "agreed"], "'--response': 'agreed' is not one of 'concurred'"),
        ([*ENTRY, "--date", "yesterday"], "--date: 'yesterday' is no day"),
        ([*ENTRY, "--date", str(TODAY + timedelta(1))], "has not come yet"),
        ([*ENTRY, "--source", "gjia-2002"], "no source has the id 'gjia-2002'\n  help: did you mean gjia-2020?"),
        ([*ENTRY, "--source", "https://example.org/a"], "no source has the address https://example.org/a\n"),
        ([*ENTRY, "--source-title", "T"], "--source-title is for one address"),
        (
            [*ENTRY, "--source", "https://a.org", "--source", "https://b.org", "--source-title", "T"],
            "2 of those given are such",
        ),
        ([*ENTRY, "--date", "2023-01-01"], "KZ402 warning: the update of 1 Jan 2023 stands after that of 6 Nov 2025"),
        (["--status", "open", "--note", "", "--source", "gjia-2020"], "KZ105 error: the text is empty"),
        (["--status", "open", "--note", "See [^nope].", "--source", "gjia-2020"], "KZ201 error: cites [^nope], but"),
        (
            ["--status", "open", "--note", "[a](javascript:b)", "--source", "gjia-2020"],
            "KZ109 warning: expected a link",
        ),
        (
            [*ENTRY[:4], "--source", "https://a.org/ b", "--source-title", "T"],
            "KZ105 error: the text 'https://a.org/ b' is not an address",
        ),
        ([*ENTRY[:4], "--source", "https://a.org/b", "--source-title", ""], "KZ105 error: the text is empty"),
        (["--status", "open", "--note", "a\x1b[31mb", "--source", "gjia-2020"], "KZ108 warning: expected characters"),
    ],
)
def test_what_would_be_wrong_is_refused_and_the_file_stays(path: Path, arguments: list[str], said: str) -> None:
    told = refused(path, *arguments)
    assert said in told
    assert "\x1b" not in told
    if said.startswith("KZ"):
        assert re.search(r"^ +--> .*mine\.toml:\d+:\d+  [a-z0-9-]+$", told, re.MULTILINE)
        assert "nothing was entered in" in told


def test_an_unknown_recommendation_or_brief_is_told(path: Path) -> None:
    assert "did you mean summit?" in refused(path, *ENTRY, id="sumit")
    assert "'gjia-2020' is not a recommendation" in refused(path, *ENTRY, id="gjia-2020")
    assert b"cannot be read" in update(path.parent / "none.toml", *ENTRY).stderr
    path.write_text("format = 1\n")
    assert "is not a valid brief" in refused(path, *ENTRY)


@posix
def test_bytes_that_are_no_text_are_refused(path: Path) -> None:
    assert "--note: the text is not UTF-8" in refused(path, *ENTRY, "--note", "a\udcff")
    title = ("--source-title", "T")
    assert "--source: the text is not UTF-8" in refused(path, *ENTRY[:4], "--source", "https://a.org/\udcff", *title)


def test_the_same_entry_is_not_made_twice(path: Path) -> None:
    assert update(path, *ENTRY).returncode == 0
    assert "this entry is there already" in refused(path, *ENTRY)
    assert update(path, *ENTRY, "--note", "And again.").returncode == 0


@pytest.mark.parametrize(
    "more",
    [
        ("--source", "menafn-2023"),
        ("--response", "did-not-concur"),
        ("--date", str(TODAY - timedelta(1))),
        ("--source", "https://example.org/a", "--source-title", "A"),
    ],
)
def test_an_entry_that_differs_in_anything_is_another_one(path: Path, more: tuple[str, ...]) -> None:
    first, other = (ENTRY, more) if more[0] != "--date" else ((*ENTRY, *more), ())
    assert update(path, *first).returncode == 0
    assert update(path, *ENTRY, *other).returncode == 0
    assert path.read_text("utf-8").count("It was held in Astana.") == 2
    assert run_kzcli("check", str(path)).returncode == 0
    assert "this entry is there already" in refused(path, *ENTRY, *other)


def test_an_entry_from_another_place_in_a_source_is_another_one(path: Path) -> None:
    assert update(path, *ENTRY).returncode == 0
    text = path.read_text("utf-8")
    entry = 'note = "It was held in Astana."\nsources = [{ id = "gjia-2020" }]'
    path.write_text(text.replace(entry, entry.replace('" }', '", locator = "page 3" }')), "utf-8")
    assert update(path, *ENTRY).returncode == 0


def test_the_same_entry_is_known_however_its_sources_are_named(path: Path) -> None:
    address = re.search(r'id = "menafn-2023"\n(?:.*\n)*?url = "(https://.*)"', path.read_text("utf-8"))
    assert address
    assert update(path, *ENTRY, "--source", "menafn-2023").returncode == 0
    told = refused(path, *ENTRY[:4], "--source", address[1], "--source", "gjia-2020", "--source", "menafn-2023")
    assert "this entry is there already" in told
    new = (*ENTRY[:4], "--source", "https://example.org/a", "--source-title", "A")
    assert update(path, *new).returncode == 0
    assert "this entry is there already" in refused(path, *new)


def test_entries_told_again_without_a_response_are_there_already_whatever_it_is_by_now(path: Path) -> None:
    assert update(path, *ENTRY).returncode == 0
    later = (*ENTRY, "--note", "They agreed.", "--response", "concurred")
    assert update(path, *later).returncode == 0
    assert "this entry is there already" in refused(path, *ENTRY)
    assert "this entry is there already" in refused(path, *later)
    assert update(path, *ENTRY, "--response", "concurred").returncode == 0


def test_nothing_has_come_of_a_recommendation_before_its_brief(path: Path) -> None:
    path.write_bytes(toml(FULL))
    entry = ("--status", "implemented", "--note", "Done.", "--source", "news")
    told = refused(path, *entry, "--date", "2024-01-30", id="ferry")
    assert "30 Jan 2024 is before the brief's own day, 31 Jan 2024" in told
    assert update(path, *entry, "--date", "2024-01-31", id="ferry").returncode == 0
    earlier = {"date": date(2023, 5, 1), "status": "open", "response": "none"}
    path.write_bytes(toml(changed(("recommendations", 1, "updates"), [earlier])))  # as a later edition has it
    assert update(path, *entry, "--date", "2023-06-01", id="ferry").returncode == 0


def test_what_was_wrong_before_is_no_reason_to_refuse(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"date = 2025-11-06", b"date = 2022-11-06", 1))
    assert b"KZ402" in run_kzcli("check", str(path)).stdout
    assert update(path, *ENTRY).returncode == 0


def test_what_the_folders_settings_ignore_is_no_reason_to_refuse(path: Path) -> None:
    (path.parent / "kzcli.toml").write_text('ignore = ["KZ402"]\n')
    assert update(path, *ENTRY, "--date", "2023-01-01").returncode == 0


def test_a_source_is_found_by_its_address_or_added_with_a_title(path: Path) -> None:
    known = re.search(r'id = "menafn-2023"\n(?:.*\n)*?url = "(https://.*)"', path.read_text("utf-8"))
    assert known
    assert update(path, *ENTRY[:4], "--source", f"{known[1].replace('https', 'http')}/#top").returncode == 0
    text = path.read_text("utf-8")
    assert 'note = "It was held in Astana."\nsources = [{ id = "menafn-2023" }]' in text
    new = "https://www.astanatimes.com/2026/11/summit"
    done = update(path, *ENTRY[:2], "--note", "B.", "--source", "gjia-2020", "--source", new, "--source-title", "Held")
    assert done.returncode == 0
    text = path.read_text("utf-8")
    assert f'id = "astanatimes-{TODAY.year}"\nkind = "web"\ntitle = "Held"\nurl = "{new}"\naccessed = {TODAY}\n' in text
    assert f'  {{ id = "gjia-2020" }},\n  {{ id = "astanatimes-{TODAY.year}" }},\n]' in text
    assert run_kzcli("check", str(path)).returncode == 0
    told = refused(path, *ENTRY, "--note", "C.", "--source", new, "--source-title", "Held")  # it is there now
    assert "none of those given is such" in told


@pytest.mark.parametrize(
    ("url", "id"),
    [
        ("https://www.example.org/a", "example-2024"),
        ("http://user@news.gov.kz:80/a", "news-gov-2024"),
        ("https://localhost", "localhost-2024"),
        ("https://қаз.қз/a", "source-2024"),
        ("mailto:press@example.org", "example-2024"),
        ("doi:10.1000/182", "doi-2024"),
        ("https://traffic.org", "traffic-2024"),
        ("https://news-2024.org", "news-2024-2024"),
        (f"https://{'a' * 80}.org", f"{'a' * 50}-2024"),
    ],
)
def test_the_id_of_a_new_source_is_made_of_its_site_and_the_year(url: str, id: str) -> None:
    brief = model(FULL)
    report = Report("ferry", "open", None, "N.", (url,), "T", date(2024, 7, 1), TODAY)
    entry, source = additions(brief, report)
    assert source.item["id"] == id
    assert entry.item["sources"] == [{"id": id}]
    model(changed(("sources",), [*FULL["sources"], source.item]))  # which has it so


def test_an_id_that_is_taken_gets_a_number() -> None:
    brief = model(changed(("sources", 1, "id"), "example-2024", changed(("claims", 0, "sources"), [], _no_news())))
    report = Report("ferry", "open", None, "N.", ("https://example.org",), "T", date(2024, 7, 1), TODAY)
    assert additions(brief, report)[1].item["id"] == "example-2024-2"


def _no_news() -> dict[str, Any]:
    return changed(("recommendations", 0, "updates"), [])


def test_a_dry_run_names_a_file_from_here_since_patch_takes_no_absolute_name(path: Path) -> None:
    need("patch")
    (path.parent / "sub").mkdir()
    inside = path.rename(path.parent / "sub" / path.name)
    before = inside.read_bytes()
    done = update(inside, *ENTRY, "--dry-run", cwd=path.parent)
    assert done.stdout.startswith(b"--- sub/mine.toml\n+++ sub/mine.toml\n")
    subprocess.run(["patch", "-s", "-p0"], input=done.stdout, cwd=path.parent, check=True)
    assert len(inside.read_bytes()) > len(before)


def test_a_dry_run_shows_a_diff_that_patch_takes_and_changes_nothing(path: Path) -> None:
    need("patch")
    for ends in (b"\n", b"\r\n"):
        before = BRIEF.read_bytes().replace(b"\n", ends)
        path.write_bytes(before)
        done = update(path, *ENTRY, "--dry-run")
        assert (done.returncode, done.stderr, path.read_bytes()) == (0, b"", before)
        made = update(path, *ENTRY)
        assert made.returncode == 0
        after = path.read_bytes()
        path.write_bytes(before)
        command = ["patch", "--binary", "-s", str(path)]
        subprocess.run(command, input=done.stdout, check=True, env=clean_environment())
        assert path.read_bytes() == after != before


def test_standard_input_can_only_be_tried(tmp_path: Path) -> None:
    done = update("-", *ENTRY, stdin=BRIEF.read_bytes(), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"standard input cannot be changed in place" in done.stderr
    done = update("-", *ENTRY, "-n", stdin=BRIEF.read_bytes(), cwd=tmp_path)
    assert done.returncode == 0
    assert b'+note = "It was held in Astana."\n' in done.stdout


def test_the_installed_brief_is_not_changed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("kzcli.library.is_installed", lambda file: True)
    assert run(["update", "summit", *ENTRY]) == 2
    said = capsys.readouterr().err
    assert "a part of kzcli" in said
    assert "kzcli export toml -b us-kazakhstan -o us-kazakhstan.toml" in said
    assert run(["update", "summit", *ENTRY, "-n"]) == 0


@posix
def test_links_are_followed_and_permissions_kept(path: Path, tmp_path: Path) -> None:
    path.chmod(0o604)
    link = tmp_path / "link.toml"
    link.symlink_to(path.name)
    assert update(link, *ENTRY).returncode == 0
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o604
    assert b"It was held in Astana." in path.read_bytes()


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everything")
def test_a_write_protected_file_stays(path: Path) -> None:
    path.chmod(0o444)
    assert "write-protected" in refused(path, *ENTRY)


def test_output_into_the_brief_itself_is_refused(path: Path) -> None:
    before = path.read_bytes()
    command = [sys.executable, "-m", "kzcli", "update", "summit", *ENTRY, "-n", "-b", str(path)]
    with path.open("ab") as file:
        done = subprocess.run(command, stdout=file, stderr=subprocess.PIPE, env=clean_environment(), check=False)
    assert done.returncode == 2
    assert path.read_bytes() == before


def test_of_ten_runs_at_once_nothing_is_lost_and_each_loser_is_told(path: Path) -> None:
    before = path.read_bytes()
    command = [sys.executable, "-m", "kzcli", "update", "summit", *ENTRY, "-b", str(path)]
    runs = [
        subprocess.Popen(
            [*command, "--note", f"Note {number}."],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=clean_environment(),
        )
        for number in range(10)
    ]
    ended = [(*one.communicate(timeout=120), one.returncode) for one in runs]
    after = path.read_bytes()
    won = [number for number, (_, _, code) in enumerate(ended) if code == 0]
    assert won
    assert [number for number in range(10) if f'note = "Note {number}."'.encode() in after] == won
    for _, told, code in ended:
        assert code == 0 or (code == 2 and b"nothing was written; do the same again" in told)
    assert after.count(b"[[recommendations.updates]]") == before.count(b"[[recommendations.updates]]") + len(won)
    assert run_kzcli("check", str(path)).returncode == 0
    assert os.listdir(path.parent) == [path.name]


def test_a_file_that_somebody_else_has_changed_or_is_changing_is_left_as_it_is(path: Path) -> None:
    file = read_path(str(path))
    path.write_bytes(b"new")
    with pytest.raises(WriteError, match="has changed since it was read"):
        replace_file(file, b"mine")
    file = read_path(str(path))
    path.unlink()
    with pytest.raises(WriteError, match="cannot be written"):
        replace_file(file, b"mine")
    path.write_bytes(b"new")
    if os.name == "posix":
        import fcntl

        with path.open() as other:
            fcntl.flock(other, fcntl.LOCK_EX)
            with pytest.raises(WriteError, match="being changed by another run"):
                replace_file(file, b"mine")
    assert path.read_bytes() == b"new"
    replace_file(file, b"mine")
    assert path.read_bytes() == b"mine"
