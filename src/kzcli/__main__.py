"""The program: `kzcli`, or `python -m kzcli`."""

from __future__ import annotations

import gc
import sys
from types import ModuleType
from typing import Any


def main() -> int:
    """Run the command line and return its exit code."""
    _start_fast()
    try:
        from kzcli.cli.app import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


def _start_fast() -> None:
    """Leave out what a command that lives for a tenth of a second has no use for.

    Pydantic's plugin loader imports importlib.metadata and reads what is installed, even where plugins are
    disabled: a tenth of our start. Should the loader move, this only loses its effect. The garbage collector
    would walk all that is imported, several times, and find nothing.
    """
    gc.disable()
    no_plugins: Any = ModuleType("pydantic.plugin._loader")
    no_plugins.get_plugins = tuple
    sys.modules.setdefault("pydantic.plugin._loader", no_plugins)


if __name__ == "__main__":
    sys.exit(main())
