"""`kzcli new`."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer

from kzcli import files
from kzcli.errors import UsageError, WriteError
from kzcli.streams import inspect, report, say, wrapped, write_bytes

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

    from kzcli.template import MAX_ID, Answers, check_id, make_id, make_title, new_brief

    options = {"title": title, "audience": audience, "author": author, "action": action, "actor": actor}
    who = actor or Answers().actor
    given = {name: _check(name, text, who) for name, text in options.items() if text is not None}
    asks = len(given) < len(options) and _on_terminal()
    examples = Answers()

    def answer(name: str, example: str) -> str:
        return given.get(name) or (_ask(name, example, given.get("actor", "")) if asks else example)

    if id is not None:
        check_id(id)
    elif output not in (None, "-"):
        id = make_id(os.path.basename(str(output)).removesuffix(".toml"), MAX_ID) or None
    if id is not None:
        _free_path(output, id)  # before anybody answers questions
    if asks:
        say("Enter takes what stands in brackets; Ctrl-C ends it, and nothing is written.")
    title = answer("title", make_title(id) if id else examples.title)
    id = id or make_id(title) or "brief"
    path = _free_path(output, id)
    others = {name: answer(name, example) for name, example in examples._asdict().items() if name != "title"}
    data = new_brief(id, Answers(title, **others), date.today()).encode()  # noqa: DTZ011 (the day where the writer is)
    if path == "-":
        write_bytes(data)
    else:
        files.create_file(path, data)
        say(_next_steps(path))


def _check(name: str, text: str, actor: str) -> str:
    from kzcli.template import check_action, check_answer

    try:
        return check_action(text, actor) if name == "action" else check_answer(text)
    except UsageError as error:
        raise UsageError(f"--{name}: {error.message}", error.help) from None


def _free_path(output: str | None, id: str) -> str:
    """The path that is meant, if nothing is there yet, and its folder is."""
    path = f"{id}.toml" if output is None else output
    if path != "-":
        files.refuse_existing(path)
        folder = os.path.dirname(path)
        if folder and not os.path.isdir(folder):
            raise WriteError(f"{path} cannot be written: there is no folder {folder}", "make the folder first")
    return path


def _on_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _ask(name: str, example: str, actor: str) -> str:
    """Ask on standard error until there is an answer that can stand in a brief; standard output is for the brief."""
    from kzcli.template import check_action, check_answer

    refused = ""
    while True:
        line = _read_line(_question(QUESTIONS[name], example))
        if not line.strip():
            return example
        try:
            text = check_answer(line)
        except UsageError as error:
            report(error)
            continue
        if name != "action" or text == refused:  # no list of verbs has all of them
            return text
        try:
            return check_action(text, actor)
        except UsageError as error:
            report(UsageError(error.message, f"{error.help}; the same answer again keeps it"))
            refused = text


def _read_line(question: str) -> str:
    """What is typed after a question. Ctrl-D ends it as Ctrl-C does, and what follows begins on a line of its own."""
    while True:
        sys.stderr.write(question)
        sys.stderr.flush()
        line = ""
        try:
            line = sys.stdin.readline()
        except UnicodeDecodeError:
            line = "\n"
            report(UsageError("what was typed is no text in this terminal's encoding"))
        else:
            if not line:
                raise KeyboardInterrupt
            return line
        finally:
            if not line.endswith("\n"):
                sys.stderr.write("\n")


def _question(question: str, example: str) -> str:
    """A question that leaves room for its answer on the same line."""
    width = inspect(sys.stderr, os.environ).width
    on_one_line = f"{question} [{example}]: "
    if len(on_one_line) <= width * 2 // 3:
        return on_one_line
    return wrapped(f"{question}\n[{example}]: ", width)


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
    beside = [f"  {command:{across}}  {what}" for command, what in steps.items()]
    if max(map(len, beside)) <= inspect(sys.stderr, os.environ).width:
        lines += beside
    else:
        lines += [line for command, what in steps.items() for line in (f"  {command}", f"      {what}")]
    return "\n".join(map(clean, lines))
