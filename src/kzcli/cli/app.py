"""The program itself: finds the command, builds it alone, and is the one place that reports errors and exits."""

from __future__ import annotations

import os
import re
from importlib import import_module
from typing import Annotated, Any

import typer
import typer.core
import typer.main

from kzcli import streams
from kzcli.cli.commands import COMMANDS, SINGULARS
from kzcli.errors import KzcliError, ReaderClosedError, UsageError, did_you_mean

INTRO = """\
Usage: kzcli COMMAND [OPTIONS]

Policy briefs as data in the terminal: what is recommended, on what evidence, and what came of it.
"""
OUTRO = """\
Options:
  --version   Show the version.
  -h, --help  Show this text; after a command, its own.

Commands that read a brief take -b ID|PATH|-; else $KZCLI_BRIEF counts, else the bundled one.
On a terminal you see panels, in a pipe plain lines; --json is for programs.
Exit codes: 0 done, 1 the answer is no, 2 it could not be done.
"""


class PlainCommand(typer.core.TyperCommand):
    """A command whose help shows arguments as people write them, without Python's names for their types."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override] # Typer's own type is private
        """The command's help."""
        streams.require_output()
        text = re.sub(r" <(?:str|list\[str\]|[a-z|]+)>|\s+\[\d+<=x<=\d+\]", "", super().get_help(ctx))
        return re.sub(r"\{(\S+)\}", r"\1", text)


class LazyGroup(typer.core.TyperGroup):
    """The commands by name, each built when it is called: building all would cost more than any of them does."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override] # Typer's own type is private
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override] # the same
        """A command by its name or its singular; none where there is none.

        Tab on a command's name asks for the help line of each: those are answered from the table.
        """
        name = SINGULARS.get(cmd_name, cmd_name)
        if name not in COMMANDS:
            return None
        if ctx.resilient_parsing and not ctx.invoked_subcommand and _completes_command_name():
            return typer.core.TyperCommand(name, short_help=COMMANDS[name].help, rich_markup_mode=None)
        return _build(name)

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override] # the same
        """The command that the arguments name.

        Raises:
            UsageError: there is none.
        """
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None and not ctx.resilient_parsing:
            help = did_you_mean(name, [*COMMANDS, *SINGULARS]) or "kzcli --help lists the commands"
            raise UsageError(f"no command is called {name!r}", help)
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override] # the same
        """What the program is, and its commands by purpose."""
        streams.require_output()
        return overview()


def _completes_command_name() -> bool:
    """Whether the word under the cursor is the command's name itself."""
    words = os.environ.get("COMP_CWORD")
    if words is not None:
        return words == "1"
    line = os.environ.get("_TYPER_COMPLETE_ARGS", "")
    return len(line.split()) + line.endswith(" ") <= 2


def overview() -> str:
    """The help of the program: its commands by purpose, with an example each."""
    lines = [INTRO]
    across = max(map(len, COMMANDS))
    for purpose in dict.fromkeys(command.purpose for command in COMMANDS.values()):
        lines.append(f"{purpose}:")
        for name, command in COMMANDS.items():
            if command.purpose == purpose:
                lines += [f"  {name:{across}}  {command.help}", f"  {'':{across}}  $ {command.example}"]
        lines.append("")
    return "\n".join([*lines, OUTRO]).rstrip()


def _build(name: str) -> Any:
    command = COMMANDS[name]
    made = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    function = import_module(f"kzcli.cli.{command.module}").build(name)
    settings = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
    epilog = f"Example: {command.example}"
    made.command(name, cls=PlainCommand, help=function.__doc__, epilog=epilog, context_settings=settings)(function)
    return typer.main.get_command(made)


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        streams.write_text(f"kzcli {version('kzcli')}\n")
        raise typer.Exit


def _program(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True)] = False,
) -> None:
    if ctx.invoked_subcommand is None:
        streams.write_text(f"{overview()}\n")


def run(arguments: list[str]) -> int:
    """Run the program.

    Args:
        arguments: the command line without the program's name.

    Returns:
        The exit code: 0 done, 1 the answer is no, 2 it could not be done, 128 + n ended by signal n.
    """
    if arguments[:1] == ["help"]:
        arguments = [*arguments[1:2], "--help"]  # what git and gh have taught people to type
    app = typer.Typer(cls=LazyGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})(_program)
    if "_KZCLI_COMPLETE" in os.environ:
        from typer.completion import completion_init  # type: ignore[attr-defined] # it is the way Typer itself goes

        completion_init()
    try:
        result = typer.main.get_command(app).main(arguments, prog_name="kzcli", standalone_mode=False)
    except KzcliError as error:
        streams.report(error)
        return error.exit_code
    except typer.TyperException as error:
        streams.report(_usage_error(error))
        return UsageError.exit_code
    except (KeyError, ValueError):
        if "_KZCLI_COMPLETE" in os.environ:
            return UsageError.exit_code  # asked to complete by something that is no shell
        raise
    except typer.Abort:
        return 130
    except OSError as error:
        raised = streams.output_error(error)
        streams.report(raised)
        return raised.exit_code
    except SystemExit as error:
        # Typer ends so when a pipe is closed under its help.
        return ReaderClosedError.exit_code if error.code == 1 else int(error.code or 0)
    return result if isinstance(result, int) else 0


_CHOICE = re.compile("'([^']*)' is not one of ('.*')")
MOST_NAMED = 5
"""How many commands are named that have an option which another lacks."""

_COMMAND_OPTIONS = ("-b", "--brief", "--format", "--json", "--width", "--color")


def _has_option(name: str, option: str) -> bool:
    """Whether a command takes an option; to ask it of all of them costs more than a command may, but for an error."""
    return any(option in parameter.opts for parameter in _build(name).params)


def _takes_files(context: typer.Context) -> bool:
    """Whether files are what a command's arguments are."""
    arguments = (one for one in context.command.params if one.param_type_name == "argument")
    return any("FILE" in (getattr(one, "metavar", None) or "") for one in arguments)


def _usage_error(error: typer.TyperException) -> UsageError:
    """Typer's own errors in our words: what, and which help to ask for."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "kzcli"
    message = error.message if hasattr(error, "possibilities") else error.format_message()
    message = message.replace("Value error, ", "").replace("Input should be ", "should be ")
    message = message.replace("a valid integer, unable to parse string as an integer", "a whole number")
    return UsageError(f"{message[:1].lower()}{message[1:]}".rstrip("."), _help_for(error, message, context, command))


def _help_for(error: typer.TyperException, message: str, context: typer.Context | None, command: str) -> str:
    """What to do instead."""
    option = getattr(error, "option_name", "") if hasattr(error, "possibilities") else ""
    if context and "unexpected extra argument" in message:
        return "a brief is named with -b, after the command; show takes several ids"
    if command == "kzcli" and option in _COMMAND_OPTIONS:
        return f"options stand after the command, as in kzcli summary {option}"
    if context and option in ("-b", "--brief") and _takes_files(context):
        return f"{context.info_name} takes the file without {option}: {command} FILE"
    having = [name for name in COMMANDS if _has_option(name, option)] if option else []
    if 0 < len(having) <= MOST_NAMED:
        from kzcli.values import show_list

        return f"{show_list(having)} {'has' if len(having) == 1 else 'have'} it"
    if (choice := _CHOICE.search(message)) and (help := did_you_mean(choice[1], re.findall("'([^']*)'", choice[2]))):
        return help
    near = getattr(error, "possibilities", None)
    return f"did you mean {' or '.join(near)}?" if near else f"{command} --help shows how it is used"
