"""Which format is meant by the name of a file, or by a word that is not a format's name."""

from __future__ import annotations

import os
from shlex import quote

from kzcli.errors import UsageError, did_you_mean
from kzcli.formats import FORMATS

_ENDINGS = {extension: name for name, format in FORMATS.items() for extension in format.extensions}

_OTHER_WORDS = {
    **dict.fromkeys(("excel", "xlsx", "xls", "ods", "calc", "spreadsheet"), "csv"),
    **dict.fromkeys(("word", "doc", "odt", "rtf"), "docx"),
    **dict.fromkeys(("tex", "latex", "biblatex"), "bibtex"),
    **dict.fromkeys(("csl", "zotero"), "csl-json"),
    **dict.fromkeys(("web", "page"), "html"),
    **dict.fromkeys(("txt", "text"), "markdown"),
    **dict.fromkeys(("ebook", "kindle", "mobi"), "epub"),
    "endnote": "ris",
    "sql": "sqlite",
}
"""What people ask for by the name of a program or of a format that there is not, and the nearest that there is."""


def format_of_file(path: str) -> str:
    """The format that a file's name asks for by its ending, the longest that fits.

    Raises:
        UsageError: none does.
    """
    ending = _ending(path)
    if ending:
        return _ENDINGS[ending]
    known = f"known endings are {', '.join(format.extensions[0] for format in FORMATS.values())}"
    written = os.path.splitext(path)[1]
    if not written:
        help = f"{known}; or name the format: kzcli export html -o {quote(path)}"
        raise UsageError(f"the name {path!r} does not say which format", help)
    meant = _other_word(written[1:])
    between = {"?": " ", "": ""}.get(meant[-1:], "; ")
    raise UsageError(f"no format ends in {written}", f"{meant}{between}{known}")


def refuse_other_ending(name: str, path: str) -> None:
    """Refuse a file whose ending says another format than the one that is asked for; CSL-JSON is JSON also.

    Args:
        name: a key of `FORMATS`.
        path: the file.

    Raises:
        UsageError: it does.
    """
    ending = _ending(path)
    extensions = FORMATS[name].extensions
    if ending and not any(extension.endswith(ending) for extension in extensions):
        better = quote(path[: -len(ending)] + extensions[0])
        message = f"{path} ends as {_ENDINGS[ending]} does, and {name} is asked for"
        raise UsageError(message, f"-o {better}, or leave {name} out")


def help_for_name(name: str) -> str:
    """Help for a word that is no format's name: some people know a format by its ending, or by a program."""
    lower = name.lower()
    by_ending = _ENDINGS.get(f".{lower}")
    if by_ending:
        return f"did you mean {by_ending}?"
    return _other_word(lower) or did_you_mean(lower, list(FORMATS)) or f"known formats: {', '.join(FORMATS)}"


def _ending(path: str) -> str:
    """The longest known ending of a file's name; empty where it has none."""
    return max((ending for ending in _ENDINGS if path.lower().endswith(ending)), key=len, default="")


def _other_word(word: str) -> str:
    meant = _OTHER_WORDS.get(word.lower(), "")
    if meant == "csv":
        return "spreadsheets open csv: kzcli export csv --part claims -o brief.csv"
    return f"did you mean {meant} ({FORMATS[meant].help})?" if meant else ""
