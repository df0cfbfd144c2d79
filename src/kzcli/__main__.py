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
    except Exception:  # noqa: BLE001 (there is nobody above; Python would end with 1, as where the answer is no)
        return _own_fault()
    finally:
        gc.freeze()  # at the end Python collects all the same, but not what is frozen


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
    disabled: a tenth of our start. Should the loader move, this only loses its effect. The garbage collector
    would walk all that is imported, several times, and find nothing.
    """
    gc.disable()
    no_plugins: Any = ModuleType("pydantic.plugin._loader")
    no_plugins.get_plugins = tuple
    sys.modules.setdefault("pydantic.plugin._loader", no_plugins)


if __name__ == "__main__":
    sys.exit(main())
