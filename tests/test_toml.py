"""TOML: what is none is refused at its place, and every key and value has the place where it stands."""

from __future__ import annotations

import re
from typing import Any

import pytest
import tomli
import tomli_w
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

import kzcli
from kzcli.errors import InvalidBriefError
from kzcli.places import Places
from kzcli.toml import TomlError, parse

INVALID = [
    "a", "a =", "= 1", "a = 1 b = 2", "a = 1\na = 2", "[a]\n[a]", "[[a]]\n[a]", "[a]\n[[a]]", "a = 1\n[a.b]",
    "[a", "[a]]", "[[a]", "[]", "[a.]", "[.a]", "[a]b = 1", "a.b = 1\na = 2", "a. = 1", ".a = 1", "a..b = 1",
    "a b = 1", "é = 1", '"a = 1', "'a = 1", '"""a""" = 1', 'a = "', "a = '", 'a = """', "a = '''", 'a = "x\ny"',
    'a = "\\q"', 'a = "\\u12"', 'a = "\\ud800"', 'a = "\\U00110000"', "a = 'it's'", "a = [1", "a = [1 2]",
    "a = [,]", "a = [1,,2]", "a = ]", "a = {", "a = { b = 1", "a = { b = 1 c = 2 }", "a = { b }", "a = { b = 1 }\n[a.c]",
    "a = 01", "a = 1__0", "a = _1", "a = 1_", "a = 0x", "a = 0b2", "a = 0o8", "a = +0x1", "a = 1.", "a = .1", "a = 1.e2",
    "a = 1e", "a = inFinity", "a = True", "a = tru", "a = yes", "a = null", "a = text", "a = 2020-13-01",
    "a = 2020-02-30", "a = 2020-1-1", "a = 24:00:00", "a = 2020-01-01T25:00:00Z", "a = 2020-01-01T00:00:00+25:00",
    "a = 1 \x00", "# \x01", "a = 'x\x7f'", 'a = "x\x1f"', "a = 1\rb = 2", "\x0b", "[a\n]", "[[a]]\n[a.b]\n[[a.b]]",
    "a = [{b = 1}]\n[a.c]", "\ufeffa = 1\n\ufeffb = 2",
]  # fmt: skip
"""A file of each kind that TOML refuses."""

EVERY_SYNTAX = '''# a comment with [brackets] and "quotes"
top = 1
"quoted key" = 'x'
a.b . "c.d" = { e = 1, f.g = [1, [2, 3],], } # trailing
text = """
[not.a.table]
x = "\\""" y""" # after
raw = \'\'\'it's
= fine\'\'\'\'
when = 2020-05-28 10:00:00Z
day = 2020-05-28
list = [
  "one", # a comment, with a comma
  "two",
  { id = "three" },
]

[ table . inner ]
key = true
[[items]]
id = "first"
sub = { id = 'x' }
  [[items.parts]]
  id = "part"
[[items]]
id = "second"
  [items.more]
  z = -1.5e3
[[items.parts]]
id = "other"
[table.inner.deep]
k = [ ]
'''


@pytest.mark.parametrize("text", INVALID)
def test_what_is_no_toml_is_refused_with_a_place(text: str) -> None:
    with pytest.raises(InvalidBriefError) as caught:
        kzcli.load(text.encode())
    (problem,) = caught.value.problems
    assert 1 <= problem.line <= text.count("\n") + 1
    assert problem.column >= 1
    assert problem.key == ""


def _leaves(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, dict):
        inner = [((*path, key), one) for key, one in value.items()]
    elif isinstance(value, list):
        inner = [((*path, index), one) for index, one in enumerate(value)]
    else:
        return [(path, value)]
    return [leaf for at, one in inner for leaf in _leaves(one, at)]


def _check_places(text: str) -> int:
    """Check that at each value's place its text stands, and at each key's place that key."""
    data, places, lines = parse(text), Places(text), text.split("\n")
    leaves = _leaves(data)
    for path, value in leaves:
        line, column = places.place(places.value(path).start)
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        assert _starts_with(rest, value), (path, rest[:40])
        if isinstance(path[-1], str):
            line, column = places.place(places.key(path).start)
            found = _key_at(lines[line - 1][column - 1 :])
            assert found == path[-1], (path, found)
    return len(leaves)


def _key_at(text: str) -> str:
    """The key that a TOML text starts with, less what follows it after a dot."""
    match = re.match(r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'""", text)
    assert match is not None, text[:40]
    (key,) = tomli.loads(f"{match[0]} = 0")
    return key


def _starts_with(text: str, value: Any) -> bool:
    """Whether a TOML text starts with a value: the shortest beginning that parses gives it."""
    for end in range(1, len(text) + 1):
        if end < len(text) and text[end] not in ",]}# \t\n\"'":
            continue
        try:
            found = tomli.loads(f"x = {text[:end].rstrip(',')}")["x"]
        except tomli.TOMLDecodeError:
            continue
        if found == value or str(found) == str(value):
            return True
    return False


@pytest.mark.parametrize(
    "text",
    [
        EVERY_SYNTAX,
        EVERY_SYNTAX.rstrip("\n"),
        "a = {\n  b = 1, # of TOML 1.1: lines, a comment, and a comma at the end\n  c.'d=' = [\n{ e = 2 }\n],\n}\n"
        + "".join(f"k{index} = {{ x = [1, {{ y = '''\n]''' }}] }}\n" for index in range(9)),
        (ROOT / "briefs" / "us-kazakhstan.toml").read_text("utf-8")[:9000].rpartition("\n[[")[0],
    ],
)
def test_places_hold_in_every_syntax(text: str) -> None:
    assert _check_places(text) > 15


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("top",), (2, 7)),
        (("a", "b", "c.d", "f", "g", 1, 1), (4, 38)),
        (("text",), (5, 8)),
        (("raw",), (8, 7)),
        (("list", 2, "id"), (15, 10)),
        (("table", "inner", "key"), (19, 7)),
        (("items", 0, "parts", 0, "id"), (24, 8)),
        (("items", 1, "parts", 0, "id"), (30, 6)),
        (("items", 1), (25, 1)),
        (("items", 1, "nowhere"), (25, 1)),
        (("nowhere",), (1, 1)),
        ((), (1, 1)),
    ],
)
def test_places_of_values_are_these(path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    places = Places(EVERY_SYNTAX)
    assert places.place(places.value(path).start) == place


_values = st.recursive(
    st.text(max_size=12) | st.integers(-(10**9), 10**9) | st.booleans() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab-Z9 .\"'é", max_size=5), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text('abc-_ ."\\é', max_size=5), _values, max_size=5), st.booleans())
def test_places_hold_in_generated_files(data: dict[str, Any], multiline: bool) -> None:
    _check_places(tomli_w.dumps(data, multiline_strings=multiline).replace("\r\n", "\n"))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_problem_far_down_has_its_place_whatever_the_line_ends(line_end: str) -> None:
    text = (ROOT / "briefs" / "us-kazakhstan.toml").read_text("utf-8")
    before = text.count("\n")
    data = f'{text}[[actors]]\n  "i\\u0064" =  "жаңа\\n"  # no id\nname = """\nx"""\n'.replace("\n", line_end).encode()
    with pytest.raises(InvalidBriefError) as caught:
        kzcli.load(data)
    assert [problem[:3] for problem in caught.value.problems] == [
        (before + 1, 1, f"actors[{text.count('[[actors]]')}]"),
        (before + 2, 16, f"actors[{text.count('[[actors]]')}].id"),
    ]


@pytest.mark.parametrize(
    ("depth", "parts", "token", "good"),
    [(15, 16, 256, True), (16, 1, 1, True), (17, 1, 1, False), (1, 18, 1, False), (1, 1, 257, False)],
)
def test_the_limits_are_these(depth: int, parts: int, token: int, good: bool) -> None:
    text = f"{'.'.join('a' * parts)} = 1\n{'b' * token} = {'[' * depth}{']' * depth}\n"
    if good:
        assert len(parse(text)) == 2
    else:
        with pytest.raises(TomlError, match="the limit for a brief"):
            parse(text)


def test_what_is_wrong_is_an_error_with_its_place_as_data() -> None:
    with pytest.raises(TomlError) as caught:
        parse('a = 1\nb = "x\n')
    assert caught.value.place == (2, 7)
    assert "quotation mark" in caught.value.help
