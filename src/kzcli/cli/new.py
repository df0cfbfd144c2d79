"""`kzcli new`."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer

from kzcli import files
from kzcli.errors import UsageError
from kzcli.streams import report, say, write_bytes

QUESTIONS = {
    "title": "Title of the brief",
    "audience": "Whom is it for?",
    "author": "Your name",
    "action": "What should be done? (begin with a verb)",
    "actor": "Who should do it?",
}
"""What is asked on a terminal, by the option that answers it in a script."""


def build(name: str) -> Any:
    """The function behind the command."""
    return new


def new(
    id: Annotated[
        str | None,
        typer.Argument(
            metavar="ID",
            help="Its id: lower-case words joined by hyphens. [default: made of FILE's name or of the title]",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write to this file, which must not exist yet; - is standard output. [default: ID.toml]",
            show_default=False,
        ),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Its title.")] = None,
    audience: Annotated[str | None, typer.Option("--audience", metavar="TEXT", help="Whom it is written for.")] = None,
    author: Annotated[str | None, typer.Option("--author", metavar="TEXT", help="Who answers for it.")] = None,
    action: Annotated[
        str | None, typer.Option("--action", metavar="TEXT", help="What should be done, beginning with a verb.")
    ] = None,
    actor: Annotated[str | None, typer.Option("--actor", metavar="TEXT", help="Who should do it.")] = None,
) -> None:
    """Begin a brief: a sound little example with your words in it, to be replaced part by part.

    On a terminal it asks for what the options leave open; in a script it asks nothing. No file is ever overwritten.
    """
    from datetime import date

    from kzcli.template import Answers, check_id, make_id, make_title, new_brief

    options = {"title": title, "audience": audience, "author": author, "action": action, "actor": actor}
    given = {name: _check(f"--{name}", text) for name, text in options.items() if text is not None}
    asks = len(given) < len(options) and _on_terminal()
    examples = Answers()

    def answer(name: str, example: str) -> str:
        return given.get(name) or (_ask(QUESTIONS[name], example) if asks else example)

    if id is not None:
        check_id(id)
    elif output not in (None, "-"):
        id = make_id(os.path.basename(str(output)).removesuffix(".toml")) or None
    if id is not None:
        _refuse_existing(output, id)  # before anybody answers questions
    if asks:
        say("Enter takes what stands in brackets; Ctrl-C ends it, and nothing is written.")
    title = answer("title", make_title(id) if id else examples.title)
    id = id or make_id(title) or "brief"
    path = _refuse_existing(output, id)
    others = {name: answer(name, example) for name, example in examples._asdict().items() if name != "title"}
    data = new_brief(id, Answers(title, **others), date.today()).encode()  # noqa: DTZ011 (the day where the writer is)
    if path == "-":
        write_bytes(data)
    else:
        files.create_file(path, data)
        say(_next_steps(path))


def _check(option: str, text: str) -> str:
    from kzcli.template import check_answer

    try:
        return check_answer(text)
    except UsageError as error:
        raise UsageError(f"{option}: {error.message}", error.help) from None


def _refuse_existing(output: str | None, id: str) -> str:
    """The path that is meant, if nothing is there yet."""
    path = f"{id}.toml" if output is None else output
    if path != "-":
        files.refuse_existing(path)
    return path


def _on_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _ask(question: str, example: str) -> str:
    """Ask on standard error until there is an answer that can stand in a brief; standard output is for the brief."""
    from kzcli.template import check_answer

    while True:
        sys.stderr.write(f"{question} [{example}]: ")
        sys.stderr.flush()
        try:
            line = sys.stdin.readline()
            if not line:
                raise EOFError
            return check_answer(line) if line.strip() else example
        except UnicodeDecodeError:
            report(UsageError("what was typed is no text in this terminal's encoding"))
        except UsageError as error:
            report(error)


def _next_steps(path: str) -> str:
    """What to do with the new file."""
    import shlex

    from kzcli.clean import clean

    schema = os.path.join(os.path.dirname(path), "brief.schema.json")
    steps = {
        f"kzcli summary -b {shlex.quote(path)}": "shows how it reads",
        f"kzcli check {shlex.quote(path)}": "says what is wrong or weak in it",
        f"kzcli schema -o {shlex.quote(schema)}": "lets your editor check it as you type",
    }
    across = max(map(len, steps))
    lines = [f"{path} is written: a small example. Put your own words in its place; meanwhile"]
    lines += [f"  {command:{across}}  {what}" for command, what in steps.items()]
    return "\n".join(map(clean, lines))
