"""The program: `kzcli`, or `python -m kzcli`."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, NoReturn


def program() -> NoReturn:
    """Run the program and leave at once: to free each object first would be a twentieth of what a command takes."""
    code = main()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError:
        code = code or 2
    os._exit(code)


def main() -> int:
    """Run the command line and return its exit code."""
    _start_fast()
    try:
        from kzcli.cli.app import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130
    except Exception:  # noqa: BLE001 (there is nobody above; Python would end with 1, as where the answer is no)
        return _own_fault()


def _own_fault() -> int:
    """Tell of an error that nothing has been provided for."""
    import traceback

    from kzcli.clean import clean
    from kzcli.streams import say

    *lines, last = traceback.format_exc().rstrip("\n").split("\n")
    say("\n".join(map(clean, lines)))
    say(f"kzcli: error: this is a fault of kzcli itself: {clean(last)}")
    return 2


def _start_fast() -> None:
    """Leave out what a command that lives for a tenth of a second has no use for.

    Pydantic's plugin loader imports importlib.metadata and reads what is installed, even where plugins are
    disabled: a tenth of our start. Its types import `secrets`, and with it OpenSSL, to compare passwords: a
    twentieth, so that one is loaded where it is first used. Should either move, this only loses its effect. The
    garbage collector would walk all that is imported, several times, and find nothing.
    """
    gc.disable()
    no_plugins: Any = ModuleType("pydantic.plugin._loader")
    no_plugins.get_plugins = tuple
    sys.modules.setdefault("pydantic.plugin._loader", no_plugins)
    _load_later("secrets")


def _load_later(name: str) -> None:
    """Let a module be imported in name only, and load it when something of it is asked for (PEP 562)."""
    later: Any = ModuleType(name)

    def ask(attribute: str) -> Any:
        if sys.modules.get(name) is later:
            del sys.modules[name]
        return getattr(import_module(name), attribute)

    later.__getattr__ = ask
    later.__spec__ = ModuleSpec(name, None)  # or whoever only asks whether there is one is told of an error
    sys.modules.setdefault(name, later)


if __name__ == "__main__":
    program()
