"""`kzcli completion`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

Shell = Literal["bash", "zsh", "fish", "powershell"]

_INTO = {
    "bash": 'eval "$(kzcli completion bash)"  in ~/.bashrc',
    "zsh": 'eval "$(kzcli completion zsh)"  in ~/.zshrc, after compinit',
    "fish": "kzcli completion fish > ~/.config/fish/completions/kzcli.fish",
    "powershell": "kzcli completion powershell | Out-String | Invoke-Expression  in $PROFILE",
}

# Typer's own zsh script ends with `compdef` only, so that as an autoloaded file it does nothing on the first Tab.
# An autoloaded file becomes the body of the function of its name, so it runs again on each Tab.
_ZSH_END = """if [[ $funcstack[1] == _kzcli ]]; then
  _kzcli_completion "$@"
else
  compdef _kzcli_completion kzcli
fi"""

# What is said on standard error while a shell completes, as when Ctrl-C ends it, would stand in the line being typed.
_CALLS = {"bash": (("$1", " )"),), "zsh": ((" kzcli", ")"),), "fish": ((" kzcli", ')"'), (" kzcli", '"'))}
"""Where the scripts call the program: the end of the call, and what follows it."""


def build(name: str) -> Any:
    """The function behind the command."""
    lines = "\n".join(f"  {shell:10} {how}" for shell, how in _INTO.items())
    completion.__doc__ = f"Print the script that makes your shell complete commands, options and ids.\n\n\b\n{lines}"
    return completion


def completion(
    shell: Annotated[
        Shell, typer.Argument(metavar="SHELL", show_choices=False, help=f"{', '.join(_INTO)}.", show_default=False)
    ],
) -> None:
    """Replaced in `build` by a text that says where the script goes."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined] # it is the way Typer itself goes

    from kzcli.streams import write_bytes

    script = get_completion_script(prog_name="kzcli", complete_var="_KZCLI_COMPLETE", shell=shell)
    if shell == "zsh":
        script = script.replace("compdef _kzcli_completion kzcli", _ZSH_END)
    for call, after in _CALLS.get(shell, ()):
        script = script.replace(f"{call}{after}", f"{call} 2>/dev/null{after}")
    write_bytes(f"{script}\n".encode())
