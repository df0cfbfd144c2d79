"""`kzcli export`: what is asked, what is refused and how it is said, for every format of the table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from briefs import FULL, MINIMAL, changed, toml
from conftest import Run, clean_environment, kzcli_process, need, run_kzcli

import kzcli
from kzcli.formats import DOCUMENT_PARTS, FORMATS, Options
from kzcli.formats.endings import format_of_file
from kzcli.views.document import MAKERS

DOCUMENTS = [name for name, format in FORMATS.items() if "notes" in format.options]
BINARY = [name for name, format in FORMATS.items() if format.binary]
BY_PART = [name for name, format in FORMATS.items() if format.by_part]


def arguments(format: str) -> list[str]:
    return [format, *(["--part", "claims"] if format in BY_PART else [])]


def refused(*command: str) -> str:
    done = run_kzcli("export", *command)
    assert (done.returncode, done.stdout) == (2, b"")
    return done.stderr.decode()


def many_claims(count: int) -> dict[str, Any]:
    """The full brief with many more claims, each cited by a text."""
    more = [
        {
            **FULL["claims"][0],
            "id": f"claim-{n}",
            "statement": f"The {n}th of many statements that a brief of this size makes.",
        }
        for n in range(count)
    ]
    body = "\n\n".join(f"Paragraph {n} has something to say.[^claim-{n}]" for n in range(count))
    return changed(("claims",), [*FULL["claims"], *more], changed(("sections", 0, "body"), body))


@pytest.mark.parametrize("format", DOCUMENTS)
@pytest.mark.parametrize("data", [None, many_claims(200), MINIMAL], ids=["bundled", "many", "minimal"])
def test_a_document_of_any_brief_can_be_written(
    kzcli: Run, tmp_path: Path, format: str, data: dict[str, Any] | None
) -> None:
    if data is not None:
        (tmp_path / "brief.toml").write_bytes(toml(data))
    brief = [] if data is None else ["-b", "brief.toml"]
    done = kzcli("export", format, "-o", "out", *brief, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "out").stat().st_size > 50


@pytest.mark.parametrize("format", FORMATS)
def test_the_ending_of_the_file_names_the_format(tmp_path: Path, format: str) -> None:
    _, *more = arguments(format)
    for ending in FORMATS[format].extensions:
        assert format_of_file(f"a.b{ending}") == format_of_file(f"A{ending.upper()}") == format
    path = tmp_path / f"brief{FORMATS[format].extensions[0]}"
    assert run_kzcli("export", "-o", str(path), *more).returncode == 0
    assert path.read_bytes() == run_kzcli("export", format, *more).stdout


@pytest.mark.parametrize(
    ("format", "name"), [("json", "out"), ("json", "out.txt"), ("csl-json", "out.json"), ("html", "out.HTM")]
)
def test_a_format_that_is_named_goes_into_a_file_of_any_ending_that_is_not_anothers(
    kzcli: Run, tmp_path: Path, format: str, name: str
) -> None:
    assert kzcli("export", format, "-o", name, cwd=tmp_path).returncode == 0
    assert os.listdir(tmp_path) == [name]


@pytest.mark.parametrize(
    ("format", "name", "said"),
    [
        ("pdf", "brief.docx", "brief.docx ends as docx does, and pdf is asked for\n  help: -o brief.pdf, or leave pdf out\n"),
        ("json", "a.b.CSL.json", "a.b.CSL.json ends as csl-json does, and json is asked for\n  help: -o a.b.json, or leave json out\n"),
        ("csv", "my claims.html", "help: -o 'my claims.csv', or leave csv out\n"),
    ],
)  # fmt: skip
def test_an_ending_of_another_format_is_refused_before_a_brief_is_read(
    format: str, name: str, said: str, tmp_path: Path
) -> None:
    more = arguments(format)[1:]
    done = run_kzcli("export", format, *more, "-o", name, "-b", "none.toml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()


@pytest.mark.parametrize(
    "command", [["-o", "folder"], ["-o", "folder/"], ["pdf", "-o", "new/"], ["nonsense", "-o", "folder"]]
)
def test_a_folder_for_a_file_is_told_before_anything_else(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    done = run_kzcli("export", *command, "-b", "none.toml", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode() == f"kzcli: error: {command[-1]} is a directory\n  help: name a file in it\n"


@pytest.mark.skipif(sys.platform == "win32", reason="its errors have other words")
def test_a_folder_that_is_missing_is_told_with_the_command_that_makes_it(tmp_path: Path) -> None:
    done = run_kzcli("export", "-o", "my new/folder/brief.md", cwd=tmp_path)
    assert (done.returncode, os.listdir(tmp_path)) == (2, [])
    assert done.stderr.decode() == (
        "kzcli: error: my new/folder/brief.md cannot be written: no such file or directory\n"
        "  help: its folder is missing: mkdir -p 'my new/folder'\n"
    )


def test_the_size_of_paper_is_read_in_any_case() -> None:
    assert run_kzcli("export", "docx", "--paper", "Letter").stdout == kzcli.export(
        kzcli.load("us-kazakhstan"), "docx", Options(paper="letter")
    )


def test_no_two_formats_have_an_ending_in_common() -> None:
    endings = [ending for format in FORMATS.values() for ending in format.extensions]
    assert len(endings) == len(set(endings))


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made by pty")
@pytest.mark.parametrize("format", BINARY)
def test_a_terminal_is_spared_what_is_no_text(format: str) -> None:
    import pexpect

    for command in (["export", format], ["export", format, "-o", "-"]):
        child = pexpect.spawn(
            sys.executable, ["-m", "kzcli", *command], env={**clean_environment(), "TERM": "xterm"}, encoding="utf-8"
        )
        child.expect(pexpect.EOF)
        shown = str(child.before)
        child.close()
        assert child.exitstatus == 2
        assert shown.replace("\r", "") == (
            f"kzcli: error: {format} is not for a terminal\n  help: -o brief{FORMATS[format].extensions[0]} writes a file\n"
        )


@pytest.mark.parametrize("format", [name for name, format in FORMATS.items() if format.package])
def test_a_missing_package_is_named_with_the_command_that_installs_it(format: str, tmp_path: Path) -> None:
    hidden = f"import sys; sys.modules[{FORMATS[format].package!r}] = None\nimport runpy; runpy.run_module('kzcli', run_name='__main__')"
    command = [sys.executable, "-c", hidden, "export", format, "-o", "out"]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, env=clean_environment(), check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert f'-m pip install "kzcli[{format}]"' in done.stderr.decode()
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("format", DOCUMENTS)
def test_each_part_alone_is_a_document(format: str) -> None:
    brief = kzcli.load(toml(FULL))
    whole = kzcli.export(brief, format)
    for part in DOCUMENT_PARTS:
        assert 50 < len(kzcli.export(brief, format, Options(parts=(part,)))) < len(whole)


def test_parts_stand_in_the_documents_order_whatever_the_order_asked() -> None:
    one = run_kzcli("export", "markdown", "--part", "claims", "--part", "goals", "--part", "goals").stdout.decode()
    assert one == run_kzcli("export", "markdown", "--part", "goals", "--part", "claims").stdout.decode()
    assert "## Goals" in one
    assert one.index("## Goals") < one.index("## Claims")
    assert "## Recommendations" not in one
    assert tuple(MAKERS) == DOCUMENT_PARTS


def test_markdown_without_notes_and_with_front_matter() -> None:
    written = run_kzcli("export", "markdown", "--no-notes", "--front-matter", "--part", "summary").stdout.decode()
    assert "[^" not in written
    assert written.startswith(
        '---\ntitle: "The Future of US-Kazakhstan Relations"\nauthor: ["Wilder Alejandro Sanchez"]\ndate: "2020-05-28"\n'
    )


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["-o", "brief"], "the name 'brief' does not say which format\n  help: known endings are .html, .pdf, .docx, "),
        (["-o", "brief"], ".json; or name the format: kzcli export html -o brief\n"),
        (["-o", "a.b/.x.yaml"], "no format ends in .yaml\n  help: known endings are .html, "),
        (["-o", "brief.XLSX"], "no format ends in .XLSX\n  help: spreadsheets open csv: kzcli export csv --part claims -o brief.csv; known endings are .html, "),
        (["-o", "brief.xls"], "help: spreadsheets open csv: "),
        (["-o", "brief.ods"], "help: spreadsheets open csv: "),
        (["-o", "a.doc"], "no format ends in .doc\n  help: did you mean docx (a Word document with real footnotes)? known endings are .html, "),
        (["word"], "no format is called 'word'\n  help: did you mean docx (a Word document with real footnotes)?\n"),
        (["Doc"], "did you mean docx ("),
        (["excel"], "no format is called 'excel'\n  help: spreadsheets open csv: kzcli export csv --part claims -o brief.csv\n"),
        (["xlsx"], "help: spreadsheets open csv: "),
        (["tex"], "did you mean bibtex (the sources for LaTeX)?"),
        (["endnote"], "did you mean ris ("),
        (["powerpoint"], "no format is called 'powerpoint'\n  help: known formats: html, "),
        ([], "no format is named\n  help: one of html, "),
        (["htm"], "no format is called 'htm'\n  help: did you mean html?"),
        (["md"], "no format is called 'md'\n  help: did you mean markdown?"),
        (["HTML"], "no format is called 'HTML'\n  help: did you mean html?"),
        (["csv", "--part", "nothing", "-b", "none.toml"], "csv has no part 'nothing'"),
        (["csv"], "csv holds one part of a brief\n  help: say which: --part goals, recommendations"),
        (["jsonl"], "jsonl holds one part of a brief\n  help: say which: --part goals, recommendations"),
        (["csv", "--part", "goals", "--part", "claims"], "csv holds one part at a time; 2 were given: goals, claims\n  help: export each to a file of its own"),
        (["csv", "--part", "claim"], "csv has no part 'claim'\n  help: did you mean claims?"),
        (["csv", "--part", "summary"], "csv has no part 'summary'\n  help: csv has goals, "),
        (["json", "--part", "claims"], "json takes no --part\n  help: it goes with html, "),
        (["html", "--one-page"], "html takes no --one-page\n  help: it goes with pdf"),
        (["html", "--front-matter"], "html takes no --front-matter\n  help: it goes with markdown"),
        (["toml", "--no-notes"], "toml takes no --no-notes\n  help: it goes with html, "),
        (["html", "--paper", "letter"], "html takes no --paper\n  help: it goes with "),
        (["pdf", "--paper", "a3"], "'a3' is not one of 'a4', 'letter'"),
        (["pdf", "--one-page", "--part", "goals"], "--one-page and --part do not go together"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_told(command: list[str], said: str) -> None:
    assert said in refused(*command)


def test_help_says_of_each_format_what_it_is_and_who_wants_it(kzcli: Run) -> None:
    shown = " ".join(kzcli("export", "--help", env={"COLUMNS": "100"}).stdout.decode().split())
    for name, format in FORMATS.items():
        assert f"{name} {format.help} ({format.readers})" in shown


def test_tab_offers_formats_and_parts() -> None:
    def offered(line: str) -> list[str]:
        words = line.split(" ")
        env = {"_KZCLI_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
        return kzcli_process(env=env).stdout.decode().split()

    assert offered("kzcli export ht") == ["html"]
    assert offered("kzcli export html --part s") == ["summary", "sections", "sources"]
    assert offered("kzcli export --part s") == ["summary", "sections", "sources"]
    assert offered("kzcli export csv --part s") == ["sections", "sources"]
    assert offered("kzcli export -o brief.csv --part s") == ["sections", "sources"]
    assert offered("kzcli export json --part s") == []
    assert offered("kzcli export nonsense --part su") == ["summary"]


def test_without_notes_nothing_is_left_where_they_were() -> None:
    data = changed(
        ("summary",), {"bottom_line": "A [^traffic], b [^cost].[^cost] See [^cost]", "points": ["[^cost]", "c"]}
    )
    written = kzcli.export(kzcli.load(toml(data)), "markdown", Options(notes=False, parts=("summary",))).decode()
    assert written.endswith("## Bottom line\n\nA, b. See\n\n- c\n")


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "*b* $x^2$ @x [l](javascript:x) :emoji:", "\ufffe\uffff\x1b\u2028"]
)
def test_pandoc_reads_the_front_matter_as_it_is_meant(text: str) -> None:
    need("pandoc")
    data = changed(
        ("title",), f"a {text} z".replace("\u2028", " "), changed(("authors", 0, "name"), f"a {text} z", FULL)
    )
    written = kzcli.export(kzcli.load(toml(data)), "markdown", Options(front_matter=True))
    command = ["pandoc", "-s", "-t", "html"]
    page = subprocess.run(command, input=written, capture_output=True, check=True).stdout.decode()
    assert "<script>alert" not in page
    meta = json.loads(subprocess.run(["pandoc", "-t", "json"], input=written, capture_output=True, check=True).stdout)[
        "meta"
    ]
    kinds = {node["t"] for node in [*meta["title"]["c"], *meta["author"]["c"][0]["c"]]}
    assert kinds <= {"Str", "Space", "SoftBreak"}


def test_a_write_that_takes_only_a_part_goes_on(tmp_path: Path) -> None:
    """As on a full disk, with PYTHONUNBUFFERED, which makes Python's own writes partial."""
    if sys.platform == "win32":
        pytest.skip("limits of file sizes are POSIX's")
    script = f"ulimit -f 100; trap '' XFSZ; {sys.executable} -m kzcli export html > out"
    env = clean_environment(PYTHONUNBUFFERED="1")
    done = subprocess.run(["bash", "-c", script], capture_output=True, cwd=tmp_path, env=env, check=False)
    assert done.returncode == 2
    assert b"standard output" in done.stderr or b"too large" in done.stderr
