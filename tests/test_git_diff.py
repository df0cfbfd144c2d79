"""`kzcli diff` of files that git has, and what git itself shows with it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from briefs import MINIMAL, toml
from conftest import BRIEF, Completed, clean_environment, need, run_kzcli
from editions_by_hand import edition

from kzcli.source import MAX_BYTES


def git(folder: Path, *arguments: str, code: int = 0, **env: str) -> bytes:
    settings = {
        **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "A"), ("EMAIL", "a@example.org"))},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_PAGER": "cat",
    }  # fmt: skip
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=clean_environment(**settings, **env), capture_output=True, check=False
    )
    assert done.returncode == code, done.stderr
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two editions of a brief; the files are as in the second, and a little edited."""
    need("git")
    folder = tmp_path / "repository"
    (folder / "briefs").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    (folder / ".gitattributes").write_text("briefs/*.toml diff=kzcli\n")
    git(folder, "config", "diff.kzcli.command", "kzcli diff --")
    brief = folder / "briefs" / "mine.toml"
    for name in ("", "new-figure"):
        brief.write_text(edition(name) if name else BRIEF.read_text("utf-8"), encoding="utf-8")
        git(folder, "add", ".")
        git(folder, "commit", "-q", "-m", name or "first")
    brief.write_text(edition("weaker-evidence"), encoding="utf-8")
    return folder


def test_a_revision_and_a_path_name_a_file_that_git_has(repository: Path) -> None:
    quantity = b"~ trade-2018: quantity: $2.1 billion \xe2\x86\x92 $2.3 billion, +9.5 %\n"
    briefs = repository / "briefs"
    for cwd, old, new in (
        (repository, "HEAD~1:briefs/mine.toml", "HEAD:briefs/mine.toml"),
        (briefs, "HEAD~1:./mine.toml", "main:briefs/mine.toml"),
        (briefs, "us-kazakhstan", ":./mine.toml"),
    ):
        done = run_kzcli("diff", old, new, cwd=cwd)
        assert (done.returncode, done.stderr) == (1, b"")
        assert quantity in done.stdout
    done = run_kzcli("diff", "HEAD~1:./mine.toml", "mine.toml", "--stat", cwd=briefs)
    assert done.stdout.splitlines()[3:] == [b"recommendations: 1 weaker", b"claims: 1 changed, 3 weaker"]
    (briefs / "HEAD:mine.toml").write_text(BRIEF.read_text("utf-8"), encoding="utf-8")
    assert run_kzcli("diff", "us-kazakhstan", "HEAD:mine.toml", cwd=briefs).returncode == 0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "nothing:briefs/mine.toml",
            "the new edition: nothing:briefs/mine.toml cannot be read: git knows no revision of that name",
        ),
        ("nothing:briefs/mine.toml", "git log --oneline -- :/briefs/mine.toml lists"),
        ("HEAD~9:./mine.toml", "git log --oneline -- ./mine.toml lists"),
        (":briefs/none.toml", "briefs/none.toml is not staged"),
        ("HEAD:briefs/none.toml", "HEAD:briefs/none.toml cannot be read: there is no briefs/none.toml in HEAD"),
        ("HEAD:briefs/none.toml", "the path is that from the repository's root, or begins with ./"),
        ("HEAD:briefs/fresh.toml", "briefs/fresh.toml is on the disk, but not in HEAD"),
        ("HEAD:briefs/fresh.toml", "commit it, or name the file itself, without HEAD:"),
        (":briefs/fresh.toml", "briefs/fresh.toml is on the disk, but not staged"),
        (":briefs/fresh.toml", "git add it, or name the file itself, without :"),
        ("HEAD:mine.toml", "did you mean HEAD:./mine.toml?"),
        ("HEAD:/briefs/mine.toml", "did you mean HEAD:briefs/mine.toml?"),
        ("HEAD:briefs", "the new edition: HEAD:briefs is not a file in that revision"),
        ("HEAD:briefs", "name the file in it: git ls-tree --name-only HEAD:briefs lists them"),
        ("HEAD:", "no brief has the id 'HEAD:'"),
        ("--output=owned:x", "no such option"),
    ],
)
def test_what_git_does_not_have(repository: Path, asked: str, said: str) -> None:
    (repository / "briefs" / "fresh.toml").write_text("", encoding="utf-8")
    done = run_kzcli("diff", "us-kazakhstan", asked, cwd=repository / "briefs")
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()
    assert not list(repository.rglob("owned*"))


def test_a_revision_that_looks_like_an_option_is_none(repository: Path) -> None:
    done = run_kzcli("diff", "us-kazakhstan", "--", "--textconv:x", cwd=repository)
    assert done.returncode == 2
    assert b"a revision does not begin with -" in done.stderr


def test_without_a_repository_or_without_git(tmp_path: Path, repository: Path) -> None:
    done = run_kzcli(
        "diff", "us-kazakhstan", "HEAD:a.toml", cwd=tmp_path, env={"GIT_CEILING_DIRECTORIES": str(tmp_path)}
    )
    assert b"there is no git repository here" in done.stderr
    done = run_kzcli("diff", "us-kazakhstan", "HEAD:briefs/mine.toml", cwd=repository, env={"PATH": str(tmp_path)})
    assert done.returncode == 2
    assert b"with git, which cannot be run" in done.stderr


def test_a_file_of_git_larger_than_a_brief_may_be(repository: Path) -> None:
    (repository / "large.toml").write_bytes(b"#" * (MAX_BYTES * 3))
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "large")
    done = run_kzcli("diff", "us-kazakhstan", "HEAD:large.toml", cwd=repository)
    assert b"HEAD:large.toml is larger than" in done.stderr


def test_git_diff_and_git_log_show_what_changed(repository: Path) -> None:
    """With the two lines of the README."""
    head = "briefs/mine.toml: As of 28 May 2020\n"
    shown = git(repository, "diff").decode()
    assert shown.startswith("The Future of US-Kazakhstan Relations\n" + head)
    assert "~ trilingual: confidence: moderate → low\n" in shown
    assert "\n@@" not in shown
    log = git(repository, "log", "-p", "--ext-diff").decode()
    assert "~ trade-2018: quantity: $2.1 billion → $2.3 billion, +9.5 %\n" in log
    assert "briefs/mine.toml: a new brief\n" in log
    assert "+ summit: Hold a C5+1 summit in the Kazakh capital\n" in log
    assert "+briefs/*.toml diff=kzcli" in log  # other files as ever
    git(repository, "config", "diff.kzcli.command", "kzcli diff --suspects --")
    assert "? education-exchange: rests on trilingual, whose confidence changed" in git(repository, "diff").decode()
    git(repository, "config", "diff.kzcli.command", "kzcli diff --as-of 2021-01-01 --")
    assert "mine.toml: As of 28 May 2020, seen on 1 Jan 2021\n" in git(repository, "diff").decode()


def test_git_diff_goes_on_whatever_is_in_a_file(repository: Path) -> None:
    brief = repository / "briefs" / "mine.toml"
    brief.write_text('id = "half\n', encoding="utf-8")
    (repository / "briefs" / "z.toml").write_text(BRIEF.read_text("utf-8"), encoding="utf-8")
    git(repository, "add", "-N", "briefs/z.toml")
    shown = git(repository, "diff").decode()
    because = "at line 1, the text is not closed on its line"
    told = "briefs/mine.toml, line by line, since the"
    assert f"{told} new edition is not a valid brief: {because} (kzcli check briefs/mine.toml says more)\n" in shown
    assert '\n+id = "half\n' in shown
    assert "briefs/z.toml: a new brief" in shown
    git(repository, "commit", "-q", "-m", "bad", "briefs/mine.toml")
    brief.write_bytes(b"\xff")
    shown = git(repository, "diff").decode()
    assert (
        f"{told} old edition is not a valid brief: {because}; the new edition is not a valid brief: at line 1, "
        in shown
    )
    brief.write_text(BRIEF.read_text("utf-8"), encoding="utf-8")
    shown = git(repository, "diff").decode()
    assert f"{told} old edition is not a valid brief: {because}\n" in shown
    git(repository, "reset", "-q", "--hard", "HEAD~1")
    git(repository, "mv", "briefs/mine.toml", "briefs/yours.toml")
    brief.with_name("yours.toml").write_text(edition("new-figure") + "# and more\n", encoding="utf-8")
    shown = git(repository, "diff", "-M", "HEAD").decode()
    assert "briefs/yours.toml: As of 28 May 2020\nThe same" in shown
    git(repository, "rm", "-q", "-f", "briefs/yours.toml")
    assert "briefs/mine.toml: a brief that is removed" in git(repository, "diff", "--no-renames", "HEAD").decode()


@pytest.mark.parametrize("text", [None, 'id = "half\n'])
def test_whoever_leaves_the_pager_early_is_told_nothing(repository: Path, text: str | None) -> None:
    if text:
        (repository / "briefs" / "mine.toml").write_text(text, encoding="utf-8")
    command = "for i in 1 2 3; do git diff --ext-diff HEAD; done | head -n 1"
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["bash", "-c", command], cwd=repository, env=clean_environment(**settings), capture_output=True, check=False
    )
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_seven_names_that_git_has_not_given_are_too_many(kzcli: Any) -> None:
    done: Completed = kzcli("diff", *"abcdefg")
    assert (done.returncode, done.stdout) == (2, b"")


def test_what_git_names_is_a_file_whatever_its_name_looks_like(repository: Path) -> None:
    names = ("-", "-x.toml", "us-kazakhstan", "HEAD:briefs")
    (repository / ".gitattributes").write_text("* diff=kzcli\n")
    for name in names:
        (repository / name).write_bytes(toml({**MINIMAL, "title": "Old"}))
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "odd names")
    for name in names:
        (repository / name).write_bytes(toml({**MINIMAL, "title": "New"}))
    shown = git(repository, "diff").decode()
    for name in names:
        assert f"Old → New\n{name}: As of 31 Jan 2024\n" in shown
