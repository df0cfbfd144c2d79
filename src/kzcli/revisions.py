"""Files as git has them in a revision: `HEAD~1:briefs/mine.toml`, as git itself names them."""

from __future__ import annotations

import os
import re

from kzcli.clean import clean
from kzcli.errors import UnreadableError
from kzcli.source import MAX_BYTES, SourceFile

_NAME = re.compile(r"(?P<revision>[^:]*):(?!//)(?P<path>.+)", re.DOTALL)
_MISSING = re.compile(r"path '(?P<path>.+)' (?:(?P<on_disk>exists on disk, but not)|does not exist) .*", re.DOTALL)
_ROOT = "the path is that from the repository's root, or begins with ./ where it is that from here"


def is_revision(asked: str) -> bool:
    """Whether a text names a file in a revision: it looks so, and no file here has that name."""
    return _NAME.fullmatch(asked) is not None and not os.path.lexists(asked)


def read_revision(asked: str) -> SourceFile:
    """Read a file as it is in a revision of the repository here; without a revision, as it is staged.

    Args:
        asked: `REVISION:PATH`, the path from the repository's root, or from here where it begins with `./` or `../`.

    Raises:
        UnreadableError: there is no git, repository, revision or such file in it; git's own words say which.
    """
    if asked.startswith("-"):
        raise UnreadableError(f"{asked} names no revision", "a revision does not begin with -")
    if "\0" in asked:
        raise UnreadableError(f"{clean(asked)} cannot be the name of a file")
    import subprocess
    import tempfile

    environ = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    command = ["git", "cat-file", "blob", asked]  # what is stored, not what a filter of the user's would make of it
    try:
        with (
            tempfile.TemporaryFile() as errors,
            subprocess.Popen(  # noqa: S603 (what is asked for begins with no dash)
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, env=environ
            ) as process,
        ):
            data = process.stdout.read(MAX_BYTES + 1) if process.stdout else b""
            if len(data) > MAX_BYTES:
                process.kill()
            process.wait()
            errors.seek(0)
            said = errors.read(MAX_BYTES).decode("utf-8", "replace")
    except OSError as error:
        help = "install git, or name a file"
        raise UnreadableError(f"{asked} is to be read with git, which cannot be run", help) from error
    if process.returncode and len(data) <= MAX_BYTES:
        raise _failed(asked, said)
    return SourceFile(asked, data, None)


def _failed(asked: str, said: str) -> UnreadableError:
    """What to say where git does not give a file.

    Args:
        asked: the file.
        said: what git says of it, in English.
    """
    lines = [line.removeprefix("fatal: ") for line in said.splitlines() if line.startswith("fatal: ")]
    reason = clean(lines[0] if lines else said or "git does not say why")
    if "not a git repository" in reason:
        return UnreadableError(f"{asked} cannot be read: there is no git repository here", "go into it, or name a file")
    from shlex import quote

    revision, _, path = asked.partition(":")
    if reason.endswith(": bad file"):
        help = f"name the file in it: git ls-tree --name-only {quote(asked)} lists them"
        return UnreadableError(f"{asked} is not a file in that revision", help)
    if "invalid object name" in reason:
        reason = "git knows no revision of that name"
        place = path if path.startswith(("./", "../")) else f":/{path}"  # as git log names what begins at the root
        help = (
            "a revision is a commit, a branch or a tag, as in HEAD~1:briefs/mine.toml; "
            f"git log --oneline -- {quote(place)} lists those that changed the file"
        )
    elif missing := _MISSING.fullmatch(reason):
        reason, help = _missing(revision, path, missing)
    elif "outside repository" in reason:
        help = _ROOT
    else:
        help = "git cat-file blob, which kzcli asks, must be able to read it"
    return UnreadableError(f"{asked} cannot be read: {reason}", help)


def _missing(revision: str, path: str, said: re.Match[str]) -> tuple[str, str]:
    """What is wrong and how to mend it, where git has no such file.

    Args:
        revision: the revision that was named; empty for what is staged.
        path: the path in it.
        said: what git says of it.
    """
    if said["on_disk"]:
        if revision:
            reason, first = f"{said['path']} is on the disk, but not in {revision}", "commit it"
        else:
            reason, first = f"{said['path']} is on the disk, but not staged", "git add it"
        return reason, f"{first}, or name the file itself, without {revision}:"
    reason = f"there is no {said['path']} in {revision}" if revision else f"{said['path']} is not staged"
    if os.path.lexists(path):
        return reason, f"did you mean {revision}:./{path}?"
    if path.startswith("/"):
        return reason, f"did you mean {revision}:{path.lstrip('/')}?"
    return reason, _ROOT
