"""What the tests of reports share: a text, findings about it, hostile ones, and each as a report."""

from __future__ import annotations

from typing import Any

from kzcli.checking import Checked
from kzcli.findings import Edit, Finding
from kzcli.reports import ReportLook, load_report

TEXT = """\
format = 1
as_of = 2020-05-28
title = "Trade, \\"quoted\\""
authors = [{ name = "A. Author" }]

[summary]
bottom_line = "Trade reached $3.4 billion in 2018, more than six times the US total with Uzbekistan, and it could well grow further if the two governments would hold a summit in the Kazakh capital.[^trade-2018]"
points = ["Қазақстан мен АҚШ", "中国は最大の貿易相手国 of Kazakhstan\tsince 2010", "cafe\u0301 \u202eevil\u202c end"]

[[claims]]
id = "trade-2018"
text = \"\"\"
The two countries traded
a lot
in 2018.\"\"\"
goals = ["mobility", "mobility"]

[[exceptions]]
code = "KZ306"
"""
LINES = TEXT.split("\n")


def finding(words: str, code: str = "KZ901", severity: Any = "error", last: str | None = None, **more: Any) -> Finding:
    """A finding about the first place where words stand in the text, or what is from there to the last words."""
    start = TEXT.index(words)
    end = TEXT.index(last, start) + len(last) if last else start + len(words)
    places = [(TEXT.count("\n", 0, at) + 1, at - TEXT.rfind("\n", 0, at)) for at in (start, end)]
    made = Finding(code, severity, "briefs/mine.toml", *places[0], *places[1], "a message", "a help", "", None, "title")
    return made._replace(**more)


def plain_findings() -> tuple[Finding, ...]:
    cut = TEXT.index(', "mobility"]')
    return (
        finding(
            '\\"quoted\\"',
            "KZ902",
            "note",
            message="the title has a word in quotation marks that nobody is quoted with",
            help="",
        ),
        finding(
            "$3.4 billion",
            message="the text says $3.4 billion, claim trade-2018 says 2,100,000,000 USD",
            help="write $2.1 billion, or correct the claim's quantity (line 12)",
            id="trade-2018",
        ),
        finding("summit", severity="warning", message="a word far to the right of a long line", help="look for it"),
        finding("[^trade-2018]", severity="note", message="words at the very end of a long line", help="look for it"),
        finding("Қазақстан", severity="warning", message="Kazakh letters", id="trade-2018"),
        finding("of Kazakhstan", message="after wide characters"),
        finding("since", message="after a tab"),
        finding("end", message="after a combining character and two that reorder a line"),
        finding('"""', last='2018."""', message="several lines are meant, so the first and the last are shown"),
        finding(
            '"mobility"]',
            last='"mobility"',
            message="'mobility' is listed twice",
            help="take the second one out",
            edit=Edit(cut, cut + len(', "mobility"'), ""),
        ),
        finding(
            '"KZ306"',
            severity="warning",
            message="it was looked at",
            let_stand="The only source there is: nobody else has counted.",
        ),
    )


def checked(*findings: Finding, name: str = "briefs/mine.toml", text: str = TEXT) -> Checked:
    return Checked(name, text, tuple(one._replace(path=name) for one in findings))


def made(name: str, *results: Checked, **look: Any) -> str:
    return "".join(load_report(name)(results, ReportLook(**look)))


HOSTILE = "a\x1b]0;title\x07\x9b31m\u202e%,:\r\n::error::x\udcff\ufffe\x00'\"<&>]]>{0}\u2028"


def hostile() -> Checked:
    text = f'id = "{HOSTILE.replace(chr(10), "")}"\n'
    one = Finding(
        "KZ901", "error", HOSTILE, 1, 7, 1, len(text) - 1, HOSTILE, HOSTILE, HOSTILE, None, HOSTILE, Edit(6, 9, HOSTILE)
    )
    return Checked(
        HOSTILE, text, (one, one._replace(let_stand=HOSTILE, line=9, end_line=9), one._replace(code="KZ000"))
    )
