"""Quotations: however many there are, and however long the words that they are looked for in, it is soon known."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from test_check import BASE

from kzcli import source_words, wording
from kzcli.checking import check
from kzcli.citing import groups
from kzcli.errors import UnreadableError
from kzcli.findings import Finding
from kzcli.library import load
from kzcli.prose import sentences
from kzcli.source import SourceFile, read_path
from kzcli.source_words import read_all
from kzcli.wording import Search, evened, pieces, plain_quotation, readings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECONDS = 1.0
"""Generous for what takes hundredths of a second; what is wrong takes minutes."""

SOURCE = '\n[[sources]]\nid = "z{}"\nkind = "web"\ntitle = "T"\n'
CLAIM = '\n[[claims]]\nid = "q{}"\nstatement = "It."\nkind = "fact"\nconfidence = "low"\nsources = [{}]\n'


def timed(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def in_body(words: str) -> str:
    return BASE.replace("It is narrow.", words)


def misquoted(folder: Path, text: str) -> list[Finding]:
    path = folder / "a.toml"
    path.write_text(text, "utf-8")
    return [one for one in check(path) if one.code == "KZ801"]


def test_after_the_last_citation_of_a_sentence_none_is_searched_for() -> None:
    text = "It is so. " * 50_000
    (first, *_) = sentences(text[:20], blocks=True)
    assert timed(lambda: [groups(text, first) for _ in range(20_000)]) < SECONDS


def test_a_file_with_the_words_of_several_sources_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "words.txt").write_text("Some words.", "utf-8")
    (tmp_path / "latin.txt").write_bytes(b"\xe9")
    asked: list[str] = []

    def counted(path: str, name: str) -> SourceFile:
        asked.append(name)
        return read_path(path, name)

    monkeypatch.setattr(source_words, "read_path", counted)
    named = ["words.txt", "./words.txt", "latin.txt", "latin.txt"]
    path = tmp_path / "a.toml"
    path.write_text(BASE + "".join(SOURCE.format(at) + f'text = "{name}"\n' for at, name in enumerate(named)), "utf-8")
    found = read_all(load(path).sources, str(path), {})
    assert asked == ["words.txt", "latin.txt"]
    assert found["z0"] == found["z1"] == "Some words."
    assert isinstance(found["z3"], UnreadableError)


def test_of_the_words_of_sources_only_so_many_are_read_and_the_rest_is_told(tmp_path: Path) -> None:
    for at in range(3):
        (tmp_path / f"{at}.txt").write_text("word " * 10, "utf-8")
    path = tmp_path / "a.toml"
    path.write_text(BASE + "".join(SOURCE.format(at) + f'text = "{at}.txt"\n' for at in range(3)), "utf-8")
    found = read_all(load(path).sources, str(path), {}, 100)
    assert [isinstance(found[f"z{at}"], str) for at in range(3)] == [True, True, False]
    assert "limit for all sources" in str(found["z2"])


def test_words_copied_from_a_text_of_several_sources_are_told_once(tmp_path: Path) -> None:
    words = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen."
    (tmp_path / "words.txt").write_text(words, "utf-8")
    path = tmp_path / "a.toml"
    path.write_text(in_body(words) + "".join(SOURCE.format(at) + 'text = "words.txt"\n' for at in range(3)), "utf-8")
    (found,) = (one for one in check(path) if one.code == "KZ802")
    assert "'z0'" in found.message


@pytest.mark.parametrize(
    ("quotation", "text"),
    [
        ("b " + "a " * 9 + "a", "a " * 400_000),
        ("a bca " + "bca " * 20 + "bc", "bca " * 50_000),
        ("q … a b c d e", "q b c d e " * 50_000),
    ],
)
def test_a_quotation_that_nearly_stands_in_a_text_everywhere_is_soon_looked_for(quotation: str, text: str) -> None:
    wanted, reading = pieces(quotation), text
    search = Search()
    assert not search.finds(wanted, reading)
    assert timed(lambda: [search.finds(wanted, reading) for _ in range(3)]) < SECONDS


def test_a_search_that_has_cost_too_much_finds_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "MAX_SEARCHED", 12_000)
    search = Search()
    wanted = pieces("that is not there")
    assert [search.finds(wanted, "Some words. " * 400) for _ in range(4)] == [False, True, True, True]


def test_the_first_letter_may_be_either_and_words_are_whole() -> None:
    def stands(quotation: str, text: str) -> bool:
        return any(Search().finds(pieces(quotation), reading) for reading in readings(text))

    assert stands("the bridge is old", "And so: The bridge is old.")
    assert stands("The bridge is old", "the bridge is old")
    assert stands("[T]he bridge", "Bathe bridge")
    assert not stands("he bridge is old", "the bridge is old")
    assert not stands("the bridge is ol", "the bridge is old")
    assert stands("the bridge … old", "The  bridge—it is\nso—is old")
    assert stands("a - b -- c", "a–b — c")
    assert not stands("old … bridge", "The bridge is old")


@pytest.mark.parametrize("text", [" " * 300_000 + "x", "a" + "_" * 300_000 + "a", "[" * 30_000, "- " * 150_000])
def test_any_text_is_evened_and_bared_in_no_time(text: str) -> None:
    assert timed(lambda: (evened(text), pieces(plain_quotation(text)))) < SECONDS


def test_a_chain_of_sources_is_followed_once_for_all_quotations(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("One two three four.", "utf-8")
    chain = "".join(SOURCE.format(at) + f'via = "z{at + 1}"\n' for at in range(1_000)) + SOURCE.format(1_000)
    cited = "".join(CLAIM.format(at, f'{{ id = "z{at}" }}') for at in range(500))
    words = " ".join(f"It is “one two three five {at}”.[^q{at}]" for at in range(500))
    text = f'{in_body(words)}{chain}text = "words.txt"\n{cited}'
    found = misquoted(tmp_path, text)
    assert "'z1000'" in found[0].message


def test_of_many_sources_a_message_names_a_few(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("One two three four.", "utf-8")
    many = "".join(SOURCE.format(at) + 'text = "words.txt"\n' for at in range(9))
    cited = CLAIM.format(0, ", ".join(f'{{ id = "z{at}" }}' for at in range(9)))
    (found,) = misquoted(tmp_path, in_body("It is “one two three five”.[^q0]") + many + cited)
    assert found.message.endswith("of 'z0' or 'z1' or 'z2' or another")
