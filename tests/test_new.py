"""`kzcli new`: a sound example with the writer's own words in it, in a file that was not there before."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from conftest import run_kzcli
from hypothesis import example, given
from hypothesis import strategies as st

import kzcli
from kzcli import files
from kzcli.brief import PARTS
from kzcli.checking import check_file
from kzcli.clean import clean
from kzcli.errors import UsageError, WriteError
from kzcli.links import Links
from kzcli.source import SourceFile
from kzcli.template import Answers, check_action, check_answer, check_id, make_id, make_title, new_brief

TODAY = date(2026, 11, 24)
HOSTILE = "a \"b\" 'c' \\ \\u0041 \"\"\" ''' # ]] } = $title ${x} [^need-grew] *d* _e_ `f` <b> &amp; ![g](h) ~~i~~ ә 😀"


def findings(text: str, today: date = TODAY) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in check_file(SourceFile("new.toml", text.encode(), None), today).findings]


@pytest.mark.parametrize("today", [TODAY, date(2027, 1, 1), date(2028, 2, 29), date(2031, 12, 31)])
def test_check_finds_nothing_in_a_new_brief(today: date) -> None:
    assert findings(new_brief("clean-air", Answers(), today), today) == []


def test_check_finds_nothing_in_a_new_brief_with_own_words() -> None:
    answers = Answers(
        "Cleaner air in Almaty", "The ministers", "Ада Автор", "Replace coal stoves", "The city of Almaty"
    )
    text = new_brief("clean-air", answers, TODAY)
    assert findings(text) == []
    brief = kzcli.load(text.encode())
    assert (brief.title, brief.audience, brief.authors[0].name) == answers[:3]
    assert (brief.recommendations[0].title, brief.actors[0].name) == answers[3:]
    assert brief.summary.bottom_line.startswith("The city of Almaty should replace coal stoves: ")
    assert brief.as_of == TODAY


def test_a_new_brief_has_every_part_and_each_kind_of_claim_and_says_what_each_is() -> None:
    text = new_brief("clean-air", Answers(), TODAY)
    brief = kzcli.load(text.encode())
    assert all(getattr(brief, part) for part in PARTS)
    assert {claim.kind for claim in brief.claims} == {"fact", "judgment", "assumption", "forecast"}
    for part in PARTS:
        first = text.index(f"\n[[{part}]]\n")
        assert text[:first].rpartition("\n")[2].startswith("# "), part
    assert max(len(line) for line in text.splitlines() if line.startswith("#")) <= 120


def test_what_is_a_remark_in_a_new_brief_holds_when_it_is_taken_up() -> None:
    text = new_brief("clean-air", Answers(), TODAY)
    told = re.sub(r"^# (\[\[.*\]\]|\w+ = .*)$", r"\1", text, flags=re.MULTILINE)
    brief = kzcli.load(told.encode())
    assert (len(brief.recommendations[0].updates), len(brief.exceptions)) == (1, 1)


@given(st.tuples(*[st.text()] * 5))
@example((HOSTILE,) * 5)
@example(("\\", '"', "[^x]", "\\[^x\\]", "."))
@example(("\u00a0x", "x\u2003", "\ue000", "İ", "ß"))
def test_whatever_is_answered_is_refused_or_stands_in_a_brief_as_it_was_typed(typed: tuple[str, ...]) -> None:
    answers = []
    for text in typed:
        try:
            answers.append(check_answer(text))
        except UsageError:
            assert not text.strip() or any(clean(one) != one for one in text.strip())
            answers.append("Something")
    brief = kzcli.load(new_brief("b", Answers(*answers), TODAY).encode())
    title, _, author, action, actor = answers
    assert (brief.title, brief.authors[0].name) == (title, author)
    assert (brief.recommendations[0].title, brief.actors[0].name) == (action, actor)


def test_what_would_be_markup_is_shown_as_it_was_typed(tmp_path: Path) -> None:
    typed = "The [^need-grew] of *all* & <b>R&D</b> &amp; `x_y` \\ ![z](javascript:1)"
    run_kzcli("new", "-o", "b.toml", "--audience", typed, "--actor", typed, cwd=tmp_path)
    # A name that looks like a citation is pointed at, rightly; nothing else is wrong.
    assert {code for code, _ in findings((tmp_path / "b.toml").read_text("utf-8"), TODAY)} <= {"KZ112"}
    shown = run_kzcli("export", "markdown", "--front-matter", "-b", "b.toml", cwd=tmp_path)
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert f"{typed} should " in run_kzcli("summary", "-b", "b.toml", cwd=tmp_path).stdout.decode()


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("Replace the pipes", "Replace the pipes"),
        ("Decide who should pay", "Decide who should pay"),
        ("should replace the pipes", "Replace the pipes"),
        ("We should replace the pipes", "Replace the pipes"),
        ("The council should replace the pipes", "Replace the pipes"),
        ("council should replace the pipes", "Replace the pipes"),
        ("The water department should replace the pipes", None),
        ("Mary should resign", None),
        ("cars should be banned", None),
        ("cars should have been banned", None),
        ("The council should be heard", None),
        ("The council should not sell the pipes", "Do not sell the pipes"),
        ("We should NATO-proof it and replace the pipes", None),
        ("To replace the pipes", None),
        ("The council must act", None),
        ("x", None),
        ("Заменить трубы", "Заменить трубы"),
        ("2030", None),
        ("— …", None),
    ],
)
def test_what_is_to_be_done_begins_with_a_verb(typed: str, taken: str | None) -> None:
    if taken is None:
        with pytest.raises(UsageError, match="beginning with a verb"):
            check_action(typed, "The council")
    else:
        assert check_action(typed, "The council") == taken


def test_an_action_of_somebody_else_is_told_without_them() -> None:
    with pytest.raises(UsageError) as caught:
        check_action("The water department should replace the pipes", "The council")
    assert caught.value.help == ("begin with what is to be done: Replace the pipes; who should do it is another answer")


@pytest.mark.parametrize(
    ("action", "asked"),
    [
        ("Do not sell the pipes.", "should not sell the pipes: "),
        ("Don’t sell the pipes", "should not sell the pipes: "),
        ("don't sell the pipes", "should not sell the pipes: "),
        ("Never sell the pipes", "should never sell the pipes: "),
        ("Do more", "should do more: "),
    ],
)
def test_what_should_not_be_done_reads_well_in_the_bottom_line(action: str, asked: str) -> None:
    text = new_brief("b", Answers(action=action), TODAY)
    assert f"The city council {asked}" in kzcli.load(text.encode()).summary.bottom_line
    assert findings(text) == []


def ids() -> list[str]:
    return list(Links(kzcli.load(new_brief("b", Answers(), TODAY).encode())).items)


@pytest.mark.parametrize("id", ["a", "x" * 64, "2026", *ids()])
def test_any_id_can_be_the_briefs(id: str) -> None:
    assert findings(new_brief(check_id(id), Answers(), TODAY)) == []


@pytest.mark.parametrize("id", ["", "A", "a_b", "a b", "-a", "a-", "a--b", "ә", "x" * 65, "a\n", "../a"])
def test_an_id_that_a_brief_cannot_have_is_refused(id: str) -> None:
    with pytest.raises(UsageError, match="an id is lower-case letters and digits"):
        check_id(id)


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Cleaner air in Almaty", "cleaner-air-in-almaty"),
        ("  What's “new” — in 2026?", "whats-new-in-2026"),
        ("Éric à Zürich", "eric-a-zurich"),
        ("Łódź: żółw", "lodz-zolw"),
        ("Ørsted, Straße, Ægir, Þór, Đà Nẵng, Kadıköy", "orsted-strasse-aegir-thor-da"),
        ("İzmir’de su", "izmirde-su"),
        ("Қазақстан: әділ су бағасы", "qazaqstan-adil-su-baghasy"),
        ("Өңір, ұлт, үй, һәм, Ыстықкөл", "ongir-ult-uy-ham-ystyqkol"),
        ("Чистый воздух в Алматы", "chistyy-vozdukh-v-almaty"),
        ("Щёлочь, объём, цех, Юг, эхо", "shchyoloch-obyom-tsekh-yug"),
        ("Чисти\u0438\u0306", "chistiy"),
        ("Київ, Ґалаґан, Європа", "kiyiv-galagan-yevropa"),
        ("北京", ""),
        ("one two three four five six seven eight nine ten", "one-two-three-four-five-six"),
        ("Milltown should take its lead service lines out", "milltown-should-take-its-lead"),
        ("x" * 100, "x" * 30),
    ],
)
def test_an_id_is_made_of_the_title(title: str, id: str) -> None:
    assert make_id(title) == id


@given(st.text())
def test_an_id_that_is_made_can_be_had(title: str) -> None:
    if id := make_id(title):
        assert check_id(id) == id
        assert make_id(make_title(id)) == id
        assert len(id) <= 30


def test_in_a_script_it_asks_nothing_and_says_what_comes_next(tmp_path: Path) -> None:
    done = run_kzcli("new", "clean-air", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")
    said = done.stderr.decode()
    commands = re.findall(r"^  kzcli (.+?)  ", said, re.MULTILINE)
    assert commands == ["summary -b clean-air.toml", "check clean-air.toml", "schema -o brief.schema.json"]
    for command in commands:
        assert run_kzcli(*command.split(), cwd=tmp_path).returncode == 0, command
    brief = kzcli.load(tmp_path / "clean-air.toml")
    assert (brief.id, brief.title) == ("clean-air", "Clean air")
    assert abs((brief.as_of - date.fromtimestamp(os.stat(tmp_path).st_mtime)).days) <= 1  # noqa: DTZ012


@pytest.mark.parametrize(
    ("arguments", "file", "id"),
    [
        (["--title", "Cleaner air"], "cleaner-air.toml", "cleaner-air"),
        (["--title", "Қазақстан"], "qazaqstan.toml", "qazaqstan"),
        (["--title", "北京"], "brief.toml", "brief"),
        (["-o", f"{'long-' * 9}name.toml"], f"{'long-' * 9}name.toml", f"{'long-' * 9}name"),
        (["-o", "Clean Air.toml"], "Clean Air.toml", "clean-air"),
        (["other", "-o", "air.toml"], "air.toml", "other"),
        ([], "help-where-it-is-needed.toml", "help-where-it-is-needed"),
    ],
)
def test_which_file_and_which_id(arguments: list[str], file: str, id: str, tmp_path: Path) -> None:
    assert run_kzcli("new", *arguments, cwd=tmp_path).returncode == 0
    assert os.listdir(tmp_path) == [file]
    assert kzcli.load(tmp_path / file).id == id


def test_a_dash_is_standard_output(tmp_path: Path) -> None:
    done = run_kzcli("new", "-o", "-", "--title", "Cleaner air", cwd=tmp_path)
    assert (done.returncode, done.stderr, os.listdir(tmp_path)) == (0, b"", [])
    assert run_kzcli("summary", "-b", "-", stdin=done.stdout).stdout.startswith(b"Cleaner air\n")


def test_a_file_is_never_overwritten(tmp_path: Path) -> None:
    kept = tmp_path / "clean-air.toml"
    kept.write_text("mine")
    (tmp_path / "link.toml").symlink_to("nowhere")
    for arguments in (["clean-air"], ["--title", "Clean air"], ["x", "-o", "clean-air.toml"], ["-o", "link.toml"]):
        done = run_kzcli("new", *arguments, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, b"")
        assert re.search(rb"toml exists already\n  help: nothing was written; ", done.stderr)
    assert kept.read_text() == "mine"
    assert sorted(os.listdir(tmp_path)) == ["clean-air.toml", "link.toml"]


def test_of_many_at_once_one_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "refuse_existing", lambda path: None)
    path = tmp_path / "b.toml"

    def create(number: int) -> bool:
        try:
            files.create_file(str(path), str(number).encode() * 1000)
        except WriteError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(create, range(8)))
    assert sum(done) == 1
    assert path.read_bytes() == str(done.index(True)).encode() * 1000


def test_what_cannot_be_written_whole_is_not_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(handle: int, data: bytes) -> None:
        os.write(handle, data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_write_all", fail)
    with pytest.raises(WriteError, match="cannot be written: no space left"):
        files.create_file(str(tmp_path / "b.toml"), b"x" * 100)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Clean_Air"], "help: did you mean clean-air?"),
        (["trees.toml"], "help: did you mean trees, which is written to trees.toml?"),
        (["in/My Trees.toml"], "help: did you mean my-trees, or -o 'in/My Trees.toml'?"),
        ([".toml"], "help: for example clean-air"),
        (["--action", "New pipes"], "--action: what is to be done was expected, beginning with a verb"),
        (["--action", "The council is asked to act"], "help: begin with what is to be done: Replace …"),
        (["--title", ""], "--title: some text was expected"),
        (["--title", " \t "], "--title: some text was expected"),
        (["--author", "a\nb"], "--author: one line of plain text was expected, and a line break was found"),
        (["--actor", "a\x1b[31mb"], "--actor: one line of plain text was expected, and the control character U+001B"),
        (["--action", "a\u202eb"], "and the control character U+202E was found"),
        (["--audience", "\udce9"], "bytes that are none in this terminal's encoding were found"),
        (["-o", ""], "no file is named"),
        (
            ["-o", "none/b.toml"],
            "none/b.toml cannot be written: there is no folder none\n  help: make the folder first",
        ),
        (["a", "b"], "unexpected extra argument"),
    ],
)
def test_what_cannot_be_in_a_brief_is_refused_and_nothing_written(
    arguments: list[str], said: str, tmp_path: Path
) -> None:
    done = run_kzcli("new", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout, os.listdir(tmp_path)) == (2, b"", [])
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr
