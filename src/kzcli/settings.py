"""Which rules count for a brief: `kzcli.toml`, or `[tool.kzcli]` in `pyproject.toml`, in its folder or one above."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from kzcli.errors import InvalidBriefError, KzcliError, UnreadableError, did_you_mean
from kzcli.findings import SEVERITIES, Severity
from kzcli.rules import all_rules, code_of
from kzcli.source import SourceFile, decode, read_path
from kzcli.toml import TomlError, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME = "kzcli.toml"


class Settings(NamedTuple):
    """What a folder's settings say; what they leave open is empty."""

    select: tuple[str, ...] = ()
    """Codes of rules, or beginnings of codes: only these count."""
    ignore: tuple[str, ...] = ()
    """Codes of rules, or beginnings of codes: these do not."""
    fail_on: Severity | None = None
    """From which severity on findings are a failure."""


class SettingsError(KzcliError):
    """Settings that do not say what they should."""


def settings_for(folder: str) -> Settings:
    """The settings for the briefs in a folder: of the nearest file upwards that has any.

    Args:
        folder: an absolute path.

    Raises:
        SettingsError: they cannot be read, are no TOML, or say something unknown.
    """
    while True:
        found = _settings_in(folder)
        above = os.path.dirname(folder)
        if found is not None or above == folder:
            return found or Settings()
        folder = above


@cache  # which is asked for each of the folders above each brief
def _settings_in(folder: str) -> Settings | None:
    """What the settings in a folder itself say; none where it has none."""
    own = os.path.join(folder, NAME)
    if os.path.lexists(own):  # a link that leads nowhere is told, not passed over
        return _settings(own, _read(own))
    project = os.path.join(folder, "pyproject.toml")
    if os.path.lexists(project):
        tool = _read(project).get("tool")
        if isinstance(tool, dict) and "kzcli" in tool:
            return _settings(project, tool["kzcli"])
    return None


def settings_of(file: SourceFile) -> Settings:
    """The settings for a brief: those of its folder, or of the one that kzcli was run in where it has none.

    Raises:
        SettingsError: as for `settings_for`.
    """
    return settings_for(os.path.dirname(os.path.abspath(file.name)) if file.identity else os.getcwd())


def codes_of(asked: Iterable[str], where: str) -> tuple[str, ...]:
    """The codes, and beginnings of codes, that are asked for, in capitals, each once; a name stands for its rule's.

    Raises:
        SettingsError: one is neither a code, nor the beginning of one, nor the name of a rule.
    """
    rules = all_rules()
    beginnings = {rule[:length] for rule in rules for length in range(1, len(rule) + 1)}
    found: dict[str, None] = {}
    for code in dict.fromkeys(asked):
        meant = code_of(code)
        if meant not in beginnings:
            # Codes are all alike: a near one would be any one.
            near = did_you_mean(code.lower(), [rule.name for rule in rules.values()])
            help = near or "a code is KZ and three digits; kzcli rule lists them"
            raise SettingsError(f"{where}: no rule's code begins with {code!r}", help)
        found[meant] = None
    return tuple(found)


def _read(path: str) -> dict[str, Any]:
    try:
        return parse(decode(read_path(path)))
    except TomlError as error:
        line, column = error.place
        raise SettingsError(f"{path}:{line}:{column}: {error.message}", error.help) from error
    except InvalidBriefError as error:
        (problem,) = error.problems
        raise SettingsError(f"{path}:{problem.line}:{problem.column}: {problem.message}", problem.help) from error
    except UnreadableError as error:
        raise SettingsError(error.message, "make it a file with settings, or take it away") from error


def _settings(path: str, data: Any) -> Settings:
    known = ("select", "ignore", "fail-on")
    if not isinstance(data, dict):
        raise SettingsError(f"{path}: expected a table of settings", "write [tool.kzcli]")
    for key in data:
        if key == "tool":
            help = "leave [tool.kzcli] out here, and write select, ignore and fail-on at the top"
            raise SettingsError(f"{path}: the header [tool.kzcli] is for pyproject.toml", help)
        if key not in known:
            raise SettingsError(
                f"{path}: no setting is called {key!r}", did_you_mean(key, known) or "known: " + ", ".join(known)
            )
    fail_on = data.get("fail-on")
    if fail_on not in (None, *SEVERITIES):
        raise SettingsError(f"{path}: fail-on is one of {', '.join(SEVERITIES)}, not {fail_on!r}")
    return Settings(_codes(path, data, "select"), _codes(path, data, "ignore"), fail_on)


def _codes(path: str, data: dict[str, Any], key: str) -> tuple[str, ...]:
    codes = data.get(key, [])
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise SettingsError(f"{path}: {key} is a list of codes", f'for example {key} = ["KZ3", "KZ604"]')
    return codes_of(codes, f"{path}: {key}")
