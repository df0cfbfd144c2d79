"""Drawings as text for programs that draw: Graphviz's DOT, and Mermaid, which pages of Markdown show.

Texts stand in quotation marks, with all that either language would read in them taken apart.
"""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING

from kzcli.clean import clean

if TYPE_CHECKING:
    from kzcli.graph import Dot, Graph

_ACROSS = 40
"""How many characters a line of a label has, so that boxes are no banners."""

_DOT_BREAK = r"\n"
_DOT_SHAPES = {"aim": "ellipse", "action": "box", "text": "folder", "statement": "box", "source": "note"}
_MERMAID_SHAPES = {
    "aim": ("([", "])"),
    "action": ("[[", "]]"),
    "text": ("[/", "/]"),
    "statement": ("[", "]"),
    "source": ("[(", ")]"),
}

# Mermaid finds directives, markup and entities in labels too; codes of characters it leaves alone,
# save for formulas and icons: these it finds behind the codes, and no more when something unseen stands in them.
_FORMULA_OR_ICON = re.compile(r"\$(?=\$)|\bfa[bklrs]?:(?=fa)")
_UNSEEN = "\u200b"
_MEANS_IN_MERMAID = re.compile(r"[!-&*+/:-@\[-`{-~]")


def write_dot(graph: Graph) -> str:
    """The drawing in DOT, the language of Graphviz (https://graphviz.org/doc/info/lang.html)."""
    lines = ["digraph {", "  rankdir=LR", '  node [fontname="sans-serif"]', '  edge [fontname="sans-serif"]']
    if graph.caption:
        lines.append(f'  label={_dot_quoted([clean(graph.caption)])}; fontname="sans-serif"')
    for number, dot in enumerate(graph.dots):
        styles = {"action": "bold", "statement": "rounded"}.get(dot.shape, "")
        style = ",".join(part for part in (styles, "dashed" if dot.gone else "") if part)
        looks = f"shape={_DOT_SHAPES[dot.shape]}" + (f', style="{style}"' if style else "")
        lines.append(f"  n{number} [label={_dot_quoted(_said(dot))}, {looks}]")
    for line in graph.lines:
        looks = ", style=dashed" if line.opposing else ""
        lines.append(f"  n{line.start} -> n{line.end} [label={_dot_quoted([clean(line.label)])}{looks}]")
    return "\n".join([*lines, "}", ""])


def write_mermaid(graph: Graph) -> str:
    """The drawing as a flowchart of Mermaid (https://mermaid.js.org/syntax/flowchart.html)."""
    lines = ["---", f'title: "{_mermaid_label([clean(graph.caption)])}"', "---"] if graph.caption else []
    lines.append("flowchart LR")
    for number, dot in enumerate(graph.dots):
        before, after = _MERMAID_SHAPES[dot.shape]
        lines.append(f'  n{number}{before}"{_mermaid_label(_said(dot))}"{after}')
    for line in graph.lines:
        arrow = "-.->" if line.opposing else "-->"
        lines.append(f'  n{line.start} {arrow}|"{_mermaid_label([clean(line.label)])}"| n{line.end}')
    gone = ",".join(f"n{number}" for number, dot in enumerate(graph.dots) if dot.gone)
    if gone:
        lines += ["  classDef gone stroke-dasharray:4", f"  class {gone} gone"]
    return "\n".join([*lines, ""])


def _said(dot: Dot) -> list[str]:
    """The lines of an item's label."""
    return [clean(dot.id), *(line for text in (dot.text, dot.detail) for line in wrap(clean(text), _ACROSS))]


def _dot_quoted(lines: list[str]) -> str:
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in lines)
    return f'"{_DOT_BREAK.join(escaped)}"'


def _mermaid_label(lines: list[str]) -> str:
    parted = (_FORMULA_OR_ICON.sub(lambda found: found[0] + _UNSEEN, line) for line in lines)
    return "<br>".join(_MEANS_IN_MERMAID.sub(lambda found: f"#{ord(found[0])};", line) for line in parted)
