"""Figures as they are drawn: bars grow to the left and to the right from one zero, and say what they are of."""

from __future__ import annotations

import copy
import json
import re
import subprocess
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from briefs import FULL, changed, toml
from conftest import kzcli_process, need, run_kzcli
from hypothesis import given
from hypothesis import strategies as st
from word import found, value, within

Numbers = tuple[float, ...]

CASES: dict[str, Numbers] = {
    "mixed": (-12, 30, 0),
    "all-negative": (-5, -1, -20, 0),
    "one-far-below-the-others": (-1, 1e12, 1),
    "one-far-above-the-others": (-1e12, 1e-9, -1),
    "huge": (-1.7e308, 1.7e308, -1, 5e-324),
    "tiny": (-5e-324, 1.7e308),
    "same": (-3, -3),
}
UPWARDS: dict[str, Numbers] = {"positive": (2, 30, 0.001), "with-zero": (5, 0, 2.5), "huge-upwards": (1.7e308, 1.0)}

_numbers = st.lists(
    st.one_of(
        st.integers(-(2**63), 2**63 - 1), st.integers(-100, 100), st.floats(allow_nan=False, allow_infinity=False)
    ),
    min_size=2,
    max_size=6,
).map(tuple)


class Drawn(NamedTuple):
    """A bar, in whatever unit a format has: how far it reaches from zero, to the left if negative."""

    reach: float
    zero: float
    whole: float


def figures(numbers: Numbers, unit: str = "EUR") -> bytes:
    """A brief with figures of one unit."""
    claims = [
        {**FULL["claims"][0], "id": f"n-{index}", "quantity": {"value": number, "unit": unit, "measure": f"M {index}"}}
        for index, number in enumerate(numbers)
    ]
    others = [{key: value for key, value in one.items() if key != "quantity"} for one in FULL["claims"]]
    return toml(changed(("claims",), [*others, *claims]))


def made(command: str, brief: bytes, *options: str) -> bytes:
    done = run_kzcli(*command.split(), "-b", "-", *options, stdin=brief)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def in_html(brief: bytes) -> list[Drawn]:
    drawn = []
    for svg in re.findall(r'<svg class="bar".*?</svg>', made("export html", brief, "--part", "figures").decode()):
        line = re.search(r'<line x1="([\d.e-]+)" x2="\1" ', svg)
        zero = float(line[1]) if line else 0.0
        bar = re.search(r'<rect (?:x="([\d.e-]+)" )?width="([\d.e-]+)"', svg)
        start, width = (float(bar[1] or 0), float(bar[2])) if bar else (zero, 0.0)
        assert start == zero or start + width == pytest.approx(zero, abs=0.02)
        assert start + width <= 100.02
        drawn.append(Drawn(-width if start < zero else width, zero, 100))
    return drawn


def in_word(brief: bytes) -> list[Drawn]:
    drawn = []
    for cell in found(made("export docx", brief, "--part", "figures"), "//w:tc[.//w:drawing]"):
        sizes = [(int(one.get("cx")), int(one.get("cy"))) for one in within(cell, ".//wp:extent")]
        before = [635 * int(value(one)) for one in within(cell, ".//w:r[w:t=' ']/w:rPr/w:spacing")]
        if not before:
            ((width, _),) = sizes
            drawn.append(Drawn(width, 0, 1_500_000))
            continue
        line = max(sizes, key=lambda size: size[1])
        bars = [width for width, height in sizes if height < line[1]]
        below = sizes[0] != line
        zero = before[0] + (bars[0] if below else 0)
        drawn.append(Drawn(0 if not bars else -bars[0] if below else bars[0], zero, 1_500_000))
    return drawn


def in_panels(brief: bytes, width: int = 80) -> list[Drawn]:
    return lines_drawn(made("figures --format panels --color never", brief, "--width", str(width)), "█│", width)


def lines_drawn(panels: bytes, glyphs: str, width: int) -> list[Drawn]:
    lines = panels.decode().splitlines()
    assert max(map(len, lines)) <= width
    full, middle = map(re.escape, glyphs)
    drawn = []
    for line in lines:
        if match := re.fullmatch(rf"    ( *)({full}*)({middle}?)({full}*)(?: .*)?", line):
            left, below, zero, above = match.groups()
            if below or zero:
                reach = (len(above) - len(below)) if zero else len(below)
                drawn.append(Drawn(reach, len(left + below) if zero else 0, 40))
    return drawn


READERS = {"html": in_html, "docx": in_word, "panels": in_panels}


def held(drawn: list[Drawn], numbers: Numbers) -> None:
    """Bars stand on the side of their numbers, of one zero, and reach as far as these, in order."""
    negative = min(numbers) < 0
    assert len(drawn) == len(numbers)
    step = drawn[0].whole / 30 if drawn[0].whole == 40 else drawn[0].whole / 500
    zeros = [one.zero for one in drawn]
    assert max(zeros) - min(zeros) <= step
    assert (zeros[0] > 0) == negative
    for one, number in zip(drawn, numbers, strict=True):
        if number or negative:
            assert (one.reach > 0, one.reach < 0) == (number > 0, number < 0)
        assert 0 <= one.zero + one.reach <= one.whole + step
    order = sorted(range(len(numbers)), key=numbers.__getitem__)
    if negative:
        assert all(drawn[one].reach <= drawn[other].reach for one, other in pairwise(order))


@pytest.mark.parametrize("format", READERS)
@pytest.mark.parametrize("name", CASES)
def test_bars_grow_from_one_zero_to_the_side_of_their_numbers(format: str, name: str) -> None:
    held(READERS[format](figures(CASES[name])), CASES[name])


@given(numbers=_numbers)
def test_the_ends_of_bars_are_in_the_order_of_their_numbers(numbers: Numbers) -> None:
    if any(numbers):
        held(in_html(figures(numbers)), numbers)
    if min(numbers) < 0:
        held(in_word(figures(numbers)), numbers)
        held(in_panels(figures(numbers)), numbers)


def test_bars_of_both_sides_are_drawn_to_one_scale() -> None:
    brief = figures((-12, 30, 0, 15))
    assert [one.reach for one in in_html(brief)] == pytest.approx([-28.57, 71.43, 0, 35.71])
    low, high, none, half = (one.reach for one in in_word(brief))
    assert (low / high, none, half / high) == pytest.approx((-0.4, 0, 0.5), abs=0.01)
    assert [one.reach for one in in_panels(brief)] == [-11, 29, 0, 14]


@pytest.mark.parametrize("name", UPWARDS)
def test_where_nothing_is_negative_no_zero_is_drawn(name: str) -> None:
    brief = figures(UPWARDS[name])
    page = made("export html", brief, "--part", "figures").decode()
    for svg in re.findall(r'<svg class="bar".*?</svg>', page):
        assert re.fullmatch(r'<svg [^>]*hidden="true">(<rect width="[\d.]+" height="1"/>)?</svg>', svg)
    assert page.count("<rect ") == sum(number > 0 for number in UPWARDS[name])
    assert {one.zero for one in in_word(brief)} == {0}
    assert len(found(made("export docx", brief), "//wp:docPr")) == sum(number > 0 for number in UPWARDS[name])
    assert "│" not in made("figures --format panels", brief).decode()


@pytest.mark.parametrize("numbers", [(0, 0), (-7,), (0,)])
def test_a_lone_number_and_zeros_are_told_and_not_drawn(numbers: Numbers) -> None:
    brief = figures(numbers)
    assert b"<svg" not in made("export html", brief, "--part", "figures")
    assert not found(made("export docx", brief), "//wp:docPr")
    assert in_panels(brief) == []


@pytest.mark.parametrize("width", [20, 24, 32, 60, 100])
@pytest.mark.parametrize("name", ["mixed", "all-negative", "one-far-above-the-others"])
def test_panels_keep_their_width_and_are_drawn_in_ascii_too(name: str, width: int) -> None:
    brief = figures(CASES[name], "people")
    drawn = in_panels(brief, width)
    held(drawn, CASES[name])
    command = f"figures --format panels --color never --width {width} -b -"
    if name == "mixed":
        done = kzcli_process(*command.split(), stdin=brief, env={"PYTHONIOENCODING": "ascii"})
        assert lines_drawn(done.stdout, "#|", width) == drawn


def test_words_stand_beside_every_bar_and_a_zero_has_none_of_its_own() -> None:
    brief = figures((-12, 30, 0), "%")
    page = made("export html", brief, "--part", "figures").decode()
    assert re.findall(r"</svg><strong>(.*?)</strong>", page) == ["-12 %", "30 %", "0 %"]
    assert page.count('<svg class="bar"') == page.count('aria-hidden="true" overflow="visible">') == 3
    pictures = found(made("export docx", brief, "--part", "figures"), "//wp:docPr")
    assert [one.get("descr") for one in pictures] == ["M 0: -12 %", None, None, "M 1: 30 %", None]
    assert [bool(within(one, ".//*[local-name()='decorative']")) for one in pictures] == [
        False,
        True,
        True,
        False,
        True,
    ]
    assert len({one.get("id") for one in pictures}) == 5


def test_in_print_bars_of_both_sides_meet_at_one_zero() -> None:
    """Typst writes a filled rectangle as a path; where it stands is looked at through a picture."""
    need("pdftoppm")
    pdf = made("export pdf", figures((-12, 30)), "--part", "figures")
    done = subprocess.run(["pdftoppm", "-r", "72", "-"], input=pdf, capture_output=True, check=True)
    _, size, _, pixels = done.stdout.split(b"\n", 3)
    width = int(size.split()[0])
    accent = re.escape(bytes.fromhex("1b3f73"))
    bars = set()
    for start in range(0, len(pixels), 3 * width):
        runs = re.finditer(b"(?:%s)+" % accent, pixels[start : start + 3 * width])
        bars |= {(run.start() // 3, run.end() // 3) for run in runs if 120 < run.end() - run.start() < 900}
    (low, zero), (zero_too, high) = sorted(bars)
    assert abs(zero - zero_too) <= 2
    assert (zero - low) / (high - zero) == pytest.approx(0.4, abs=0.03)


@pytest.mark.parametrize("reader", ["gfm", "markdown"])
def test_in_markdown_a_table_of_figures_has_its_unit_above_it(reader: str) -> None:
    need("pandoc")
    data: dict[str, Any] = copy.deepcopy(FULL)
    units = ["EUR", "EUR", "1. *states*", "1. *states*", "cars", "%"]
    data["claims"] += [
        {**FULL["claims"][0], "id": f"n-{index}", "quantity": {"value": -index, "unit": unit, "measure": "M"}}
        for index, unit in enumerate(units)
    ]
    written = made("export markdown", toml(data), "--part", "figures")
    done = subprocess.run(["pandoc", "-f", reader, "-t", "json"], input=written, capture_output=True, check=True)
    blocks = json.loads(done.stdout)["blocks"]
    above = [before for before, block in pairwise(blocks) if block["t"] == "Table"]
    assert [block["t"] for block in above] == ["Para"] * len(above)
    ((strong,), *_) = [block["c"] for block in above]
    assert strong["t"] == "Strong"
    said = ["".join(one.get("c", " ") for one in block["c"][0]["c"]) for block in above]
    assert said == ["In cars", "In EUR", "In 1. *states*", "In other units"]
