"""An entry added to a brief's file leaves every other byte as it is, however the file is written."""

from __future__ import annotations

import copy
import difflib
from datetime import date
from typing import Any

import pytest
import tomli_w
from briefs import FULL, MINIMAL, briefs, changed, toml
from conftest import BRIEF
from hypothesis import given
from hypothesis import strategies as st

from kzcli.entries import Addition, UnwritableError, line_of, with_additions
from kzcli.source import MAX_BYTES, SourceFile, decode
from kzcli.toml import parse

UPDATE: dict[str, Any] = {
    "date": date(2026, 11, 24),
    "status": "open",
    "response": "none",
    "note": 'He said "no" \\ and left.',
    "sources": [{"id": "report"}],
}
SOURCE: dict[str, Any] = {"id": "new", "kind": "web", "title": "New", "url": "https://example.org/new"}
TABLE = """
[[recommendations.updates]]
date = 2026-11-24
status = "open"
response = "none"
note = "He said \\"no\\" \\\\ and left."
sources = [{ id = "report" }]
"""
INLINE = (
    '{ date = 2026-11-24, status = "open", response = "none", note = "He said \\"no\\" \\\\ and left.",'
    ' sources = [{ id = "report" }] }'
)


def added(data: bytes, update: dict[str, Any] = UPDATE, source: dict[str, Any] | None = SOURCE, at: int = 0) -> bytes:
    """The bytes of a file with an entry in the history of a recommendation, and a source."""
    made = parse(decode(SourceFile("a.toml", data, None)))
    history = made["recommendations"][at].get("updates", [])
    additions = [Addition(("recommendations", at, "updates"), update, len(history))]
    if source:
        additions.append(Addition(("sources",), source, len(made.get("sources", []))))
    after = with_additions(SourceFile("a.toml", data, None), additions)
    wanted = copy.deepcopy(made)
    wanted["recommendations"][at].setdefault("updates", []).append(update)
    if source:
        wanted.setdefault("sources", []).append(source)
    assert parse(decode(after)) == wanted
    return after.data


def only_insertions(before: bytes, after: bytes) -> bool:
    """Whether the old bytes are all there, in their order, with something between them in a few places."""
    changes = difflib.SequenceMatcher(None, before.split(b"\n"), after.split(b"\n"), autojunk=False).get_opcodes()
    old = iter(after)
    return all(byte in old for byte in before) and sum(tag != "equal" for tag, *_ in changes) <= 4


def test_the_entry_stands_after_the_newest_and_is_written_like_it() -> None:
    before = BRIEF.read_bytes()
    after = added(before, {**UPDATE, "sources": [{"id": "gjia-2020"}, {"id": "new"}]})
    head, _, tail = before.partition(b'  { id = "news-central-asia-2025" },\n]\n')
    middle, _, end = tail.partition(b"\n# Whom the claims and recommendations are about")
    entry = TABLE.replace('[{ id = "report" }]', '[\n  { id = "gjia-2020" },\n  { id = "new" },\n]').encode()
    source = b'\n[[sources]]\nid = "new"\nkind = "web"\ntitle = "New"\nurl = "https://example.org/new"\n'
    wanted = [head, b'  { id = "news-central-asia-2025" },\n]\n', entry, middle, source]
    assert after == b"".join([*wanted, b"\n# Whom the claims and recommendations are about", end])


HEAD = '[[recommendations]]\nid = "a"\n'
LAYOUTS = {
    "no history yet": (HEAD, HEAD + TABLE),
    "a remark of the entry": (
        HEAD + "\n[[recommendations.updates]]\ndate = 2020-01-01 # sure\n# not sure\n\n# of what follows\n[[claims]]\n",
        HEAD
        + "\n[[recommendations.updates]]\ndate = 2020-01-01 # sure\n# not sure\n"
        + TABLE
        + "\n# of what follows\n[[claims]]\n",
    ),
    "a remark of what follows": (
        HEAD + "# of what follows\n[[claims]]\n",
        HEAD + TABLE + "\n# of what follows\n[[claims]]\n",
    ),
    "no blank lines": (
        HEAD + "[[recommendations.updates]]\ndate = 2020-01-01\n[[claims]]\n",
        HEAD + "[[recommendations.updates]]\ndate = 2020-01-01" + TABLE + "[[claims]]\n",
    ),
    "no end of the last line": (HEAD.rstrip("\n"), HEAD.rstrip("\n") + "\n" + TABLE.rstrip("\n")),
    "indented": (
        '[[recommendations]]\n  id = "a"\n\n  [[recommendations.updates]]\n  # when\n    date = 2020-01-01\n',
        '[[recommendations]]\n  id = "a"\n\n  [[recommendations.updates]]\n  # when\n    date = 2020-01-01\n'
        "\n  " + "\n    ".join(TABLE.strip("\n").split("\n")) + "\n",
    ),
    "quoted keys": ('[["recommendations"]]\n"id" = "a"\n', '[["recommendations"]]\n"id" = "a"\n' + TABLE),
    "sources of its own table": (
        HEAD + "\n[[recommendations.updates]]\ndate = 2020-01-01\n\n[[recommendations.updates.sources]]\nid = 'x'\n",
        HEAD
        + "\n[[recommendations.updates]]\ndate = 2020-01-01\n\n[[recommendations.updates.sources]]\nid = 'x'\n"
        + TABLE,
    ),
    "apart from its recommendation": (
        HEAD + "\n[[claims]]\nid = 'c'\n\n[[recommendations.updates]]\ndate = 2020-01-01\n\n[[claims]]\nid = 'd'\n",
        HEAD
        + "\n[[claims]]\nid = 'c'\n\n[[recommendations.updates]]\ndate = 2020-01-01\n"
        + TABLE
        + "\n[[claims]]\nid = 'd'\n",
    ),
    "an empty list": (HEAD + "updates = [ ] # none\n", HEAD + f"updates = [{INLINE} ] # none\n"),
    "a list on a line": (
        HEAD + "updates = [{ date = 2020-01-01 }]\n",
        HEAD + f"updates = [{{ date = 2020-01-01 }}, {INLINE}]\n",
    ),
    "a list on a line with a comma": (
        HEAD + "updates = [{ date = 2020-01-01 }, ]\n",
        HEAD + f"updates = [{{ date = 2020-01-01 }}, {INLINE}, ]\n",
    ),
    "a list on lines": (
        HEAD + "updates = [\n  { date = 2020-01-01 }, # first\n  # more to come\n]\n",
        HEAD + f"updates = [\n  {{ date = 2020-01-01 }}, # first\n  {INLINE},\n  # more to come\n]\n",
    ),
    "a list on lines without a comma": (
        HEAD + "updates = [\n  { date = 2020-01-01 } # first\n]\n",
        HEAD + f"updates = [\n  {{ date = 2020-01-01 }}, # first\n  {INLINE}\n]\n",
    ),
    "a list that ends on the line": (
        HEAD + "updates = [\n  { date = 2020-01-01 }]\n",
        HEAD + f"updates = [\n  {{ date = 2020-01-01 }}, {INLINE}]\n",
    ),
    "an inline recommendation": (
        'recommendations = [{ id = "a", goals = [] }] # one\n',
        f'recommendations = [{{ id = "a", goals = [], updates = [{INLINE}] }}] # one\n',
    ),
    "an inline recommendation with a history": (
        'recommendations = [\n  { id = "a", updates = [{ date = 2020-01-01 }], goals = [] },\n]\n',
        f'recommendations = [\n  {{ id = "a", updates = [{{ date = 2020-01-01 }}, {INLINE}], goals = [] }},\n]\n',
    ),
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_an_entry_is_written_like_what_is_there(name: str, mark: str, ends: str) -> None:
    before, after = (f"{mark}{text}".replace("\n", ends).encode() for text in LAYOUTS[name])
    assert added(before, source=None) == after


ODD = (
    'recommendations = [\n  {\n    id = "a",\n    goals = ["x", # why\n    ], # remark\n  },\n]\n',
    'recommendations = [\n  {\n    id = "a" # remark\n  }\n]\n',
    'recommendations = [{ id = "a", x.y = 1 }]\n',
    f"{HEAD}x.y = 1\n[[claims]]\n",
    f"{HEAD}[recommendations.x]\ny = 1\n\n[[claims]]\n",
    f'{HEAD}text = """\n[[recommendations.updates]]\n# x\n"""\n# after\n\n[[claims]]\n',
    f"{HEAD}# end",
    f"{HEAD}updates = [ # none yet\n]\n",
    f'{HEAD}updates = [{{ note = "a # , ] b" }} # c ]\n , ]\n',
    f"{HEAD}updates = [\n {{ date = 2020-01-01 }}, {{ date = 2020-01-02 }},\n]\n",
    HEAD.replace("\n", "\r\n", 1) + "\r\n[[claims]]\r\n",
)


@pytest.mark.parametrize("text", ODD)
def test_however_oddly_a_file_is_written_all_other_bytes_stay(text: str) -> None:
    for source in (None, SOURCE):
        assert only_insertions(text.encode(), added(text.encode(), source=source))


def test_the_first_source_of_a_file_stands_at_its_end() -> None:
    before = (HEAD + "\n# the end\n\n").encode()
    assert (
        added(before)
        == (
            HEAD + TABLE + '\n# the end\n\n[[sources]]\nid = "new"\nkind = "web"\ntitle = "New"\n'
            'url = "https://example.org/new"\n\n'
        ).encode()
    )


def test_a_file_that_would_mean_something_else_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kzcli.entries._inline", lambda value: '"something else"')
    with pytest.raises(UnwritableError, match="left as it is"):
        added(BRIEF.read_bytes())


def test_a_file_does_not_grow_beyond_the_limit() -> None:
    data = HEAD.encode() + b"#" * (MAX_BYTES - len(HEAD) - 10)
    with pytest.raises(UnwritableError, match="would be larger"):
        with_additions(SourceFile("a.toml", data, None), [Addition(("recommendations", 0, "updates"), UPDATE, 0)])


def test_the_line_of_an_entry_is_told() -> None:
    after = added(BRIEF.read_bytes(), source=None)
    line = line_of(SourceFile("a.toml", after, None), ("recommendations", 0, "updates", 2))
    assert after.decode().split("\n")[line - 1 : line + 1] == ["[[recommendations.updates]]", "date = 2026-11-24"]


_notes = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@st.composite
def layouts(draw: st.DrawFn) -> bytes:
    """Generated briefs with a recommendation, written in one of many ways."""
    data = draw(briefs().filter(lambda made: made["recommendations"]))
    recommendation = data["recommendations"][0]
    recommendation["updates"] = recommendation["updates"] * draw(st.integers(0, 3))
    if not recommendation["updates"] and draw(st.booleans()):
        del recommendation["updates"]
    written = tomli_w.dumps(data, multiline_strings=draw(st.booleans()), indent=draw(st.sampled_from([0, 2, 4])))
    if draw(st.booleans()):
        written = written.replace("\n[[", "\n\n\n# a remark\n[[").replace("id = ", "id   =  ")
    if draw(st.booleans()):
        written = written.rstrip("\n")
    if draw(st.booleans()) and "\r" not in written:
        written = written.replace("\n", "\r\n")
    return (draw(st.sampled_from(["", "\ufeff"])) + written).encode()


@given(layouts(), _notes)
def test_whatever_is_written_all_other_bytes_stay_and_it_says_what_is_added(data: bytes, note: str) -> None:
    after = added(data, {**UPDATE, "note": note})
    assert only_insertions(data, after)
    assert added(after, {**UPDATE, "note": note}, None) != after  # and once more


@pytest.mark.parametrize("indent", [0, 4])
def test_every_recommendation_of_a_file_can_have_an_entry(indent: int) -> None:
    for data in (toml(FULL), tomli_w.dumps(FULL, indent=indent).encode(), BRIEF.read_bytes()):
        for at in range(len(parse(data.decode())["recommendations"])):
            assert only_insertions(data, added(data, at=at))


def test_a_brief_without_a_list_of_sources_gets_one() -> None:
    data = changed(("recommendations",), [{"id": "a"}], MINIMAL)
    assert added(toml(data)).endswith(b'url = "https://example.org/new"\n')
