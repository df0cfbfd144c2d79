"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import sys
from collections.abc import Iterator
from types import FrameType
from typing import TYPE_CHECKING

from kzcli.errors import StoppedError, WriteError
from kzcli.source import read_path

if TYPE_CHECKING:
    from kzcli.source import SourceFile

_SUFFIX = ".kzcli-tmp"


def refuse_overwrite(path: str, source: SourceFile) -> None:
    """Refuse an output that is the brief being read, by whatever path or link.

    Raises:
        WriteError: it is.
    """
    with contextlib.suppress(OSError, ValueError):
        status = os.stat(path)
        if (status.st_dev, status.st_ino) == source.identity:
            raise WriteError(f"{path} is the brief that is being read", "write to another file, then move it over")


def refuse_directory(path: str) -> None:
    """Refuse an output that is a directory, or by its name could be nothing else.

    Raises:
        WriteError: it is.
    """
    if path.endswith(("/", os.sep)) or os.path.isdir(path):
        raise WriteError(f"{path} is a directory", "name a file in it")


def is_standard_output(source: SourceFile) -> bool:
    """Whether standard output is the very file that is being read, as after `>> brief.toml`."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        status = os.fstat(sys.stdout.fileno())
        return stat.S_ISREG(status.st_mode) and (status.st_dev, status.st_ino) == source.identity
    return False


def write_file(path: str, data: bytes) -> None:
    """Replace a file whole: what was there stays until all bytes of the new one are on the disk.

    The new bytes are written to a file beside it, which is then renamed over it. The permissions of a file that
    is replaced are kept, and the target of a link is replaced, not the link. What is not a regular file (a
    device, a pipe) is written to directly.

    Raises:
        WriteError: the file could not be written; it is as it was.
        StoppedError: the program was told to stop; the file is as it was.
    """
    if not path:
        raise WriteError("no file is named to write to", "give its path after -o, or leave -o out")
    refuse_directory(path)
    try:
        existing = _status(path)
        target = os.path.realpath(path)
        if existing and (not stat.S_ISREG(existing.st_mode) or path.startswith("/dev/")):
            # /dev/stdout may lead to no path that could be opened, or to a file that the shell appends to.
            with open(path, "ab", buffering=0) as special:
                _write_all(special.fileno(), data)
            return
        if existing and not os.access(target, os.W_OK):
            raise WriteError(f"{path} may not be written", "it is write-protected")
        _replace(target, data, existing)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise WriteError(
            f"{path} cannot be written: {reason}", _missing_folder(path) or "nothing was changed"
        ) from error
    except ValueError as error:
        raise WriteError(f"{path} cannot be the name of a file") from error


def replace_file(file: SourceFile, data: bytes) -> None:
    """Replace a file that was read by other bytes, unless somebody else has changed it since or is about to.

    Of several runs of kzcli at once, one replaces it and each of the others is told; so nothing is lost.

    Raises:
        WriteError: it is none that can be replaced, is not as it was read, or cannot be written; it is as it was.
        StoppedError: the program was told to stop; the file is as it was.
    """
    if file.name.startswith(("/dev/", "/proc/")):
        raise WriteError(f"{file.name} cannot be changed in place", "give the path of a file")
    with _marked(file.name) as unchanged:
        if not unchanged or read_path(file.name).data != file.data:
            raise WriteError(f"{file.name} has changed since it was read", "nothing was written; do the same again")
        if os.stat(file.name).st_nlink > 1:
            raise WriteError(f"{file.name} has another name, a hard link", "nothing was written; it would be torn off")
        write_file(file.name, data)


@contextlib.contextmanager
def _marked(path: str) -> Iterator[bool]:
    """Mark a file as being changed; whether it is still the one at that path is what is given.

    Raises:
        WriteError: another run has marked it, or it cannot be opened.
    """
    if os.name == "nt":  # a file that is open cannot be replaced there
        yield True
        return
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError as error:
        raise WriteError(f"{path} cannot be written: {(error.strerror or str(error)).lower()}") from error
    try:
        if not _lock(handle, wait=False):
            raise WriteError(f"{path} is being changed by another run", "nothing was written; do the same again")
        now = _status(path)  # the mark is on the file that was opened, in whose place there may be another by now
        yield now is not None and os.path.samestat(os.fstat(handle), now)
    finally:
        os.close(handle)


def refuse_existing(path: str) -> None:
    """Refuse an output where there is something already.

    Raises:
        WriteError: there is.
    """
    if os.path.lexists(path):
        raise WriteError(f"{path} exists already", "nothing was written; choose another name, or move it away first")


def create_file(path: str, data: bytes) -> None:
    """Write a file that is not there yet; of two runs at once, one is refused.

    Raises:
        WriteError: something is there already, or it could not be written; nothing is left behind.
        StoppedError: the program was told to stop; nothing is left behind.
    """
    if not path:
        raise WriteError("no file is named to write to", "give its path after -o, or leave -o out")
    refuse_existing(path)
    try:
        with _stoppable(), open(path, "xb", buffering=0) as file:
            try:
                _write_all(file.fileno(), data)
                os.fsync(file.fileno())
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(path)
                raise
    except OSError as error:
        raise WriteError(f"{path} cannot be written: {(error.strerror or str(error)).lower()}") from error
    except ValueError as error:
        raise WriteError(f"{path} cannot be the name of a file") from error


def _replace(target: str, data: bytes, existing: os.stat_result | None) -> None:
    import tempfile  # dear, and most runs write no file

    directory, name = os.path.split(target)
    prefix = f".{name[:40]}."  # a name has at most 255 bytes, and a character up to four
    _clear(directory, prefix)
    with _stoppable():
        while True:
            handle, temporary = tempfile.mkstemp(_SUFFIX, prefix, directory)
            _lock(handle)  # only a run that clears up could hold it, and only for a moment
            if os.path.exists(temporary):
                break
            os.close(handle)  # another run cleared it away before it was locked
        try:
            with os.fdopen(handle, "wb", buffering=0) as file:
                _write_all(handle, data)
                os.fsync(handle)
                if os.name == "nt":
                    file.close()  # an open file cannot be renamed there, nor removed by another run
                if existing:
                    _keep_owner(temporary, target, existing)
                os.chmod(temporary, stat.S_IMODE(existing.st_mode) if existing else 0o666 & ~_umask())
                os.replace(temporary, target)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise


def _keep_owner(temporary: str, target: str, existing: os.stat_result) -> None:
    """Give a file to the owner and the group of the one that it is to replace.

    Raises:
        WriteError: this user may not.
    """
    made = os.stat(temporary)
    if (made.st_uid, made.st_gid) == (existing.st_uid, existing.st_gid):
        return
    try:
        os.chown(temporary, existing.st_uid, existing.st_gid)
    except PermissionError as error:
        raise WriteError(f"{target} would get another owner", "nothing was written; write it as its owner") from error


def _missing_folder(path: str) -> str:
    """How to make the folder that a file is to be in, where it is missing."""
    from shlex import quote

    folder = os.path.dirname(path)
    return f"its folder is missing: mkdir -p {quote(folder)}" if folder and not os.path.lexists(folder) else ""


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _lock(handle: int, *, wait: bool = True) -> bool:
    """Mark a file as being written, for as long as this process has it open; where there are no such locks, do nothing.

    Args:
        handle: the file.
        wait: whether to wait for whoever has marked it.

    Returns:
        Whether nobody else has marked it.
    """
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):  # there are none on this system, or not for files there
        return True
    return True


def _clear(directory: str, prefix: str) -> None:
    """Remove what an earlier run left beside the file when it was killed; what is still being written is locked."""
    with contextlib.suppress(OSError):
        for entry in os.listdir(directory):
            if entry.startswith(prefix) and entry.endswith(_SUFFIX):
                _remove_unlocked(os.path.join(directory, entry))


def _remove_unlocked(path: str) -> None:
    with contextlib.suppress(OSError):
        try:
            import fcntl
        except ImportError:
            os.unlink(path)  # where there is no flock, a file in use cannot be removed
            return
        handle = os.open(path, os.O_RDWR)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.unlink(path)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """Turn the signals that end a program into an error, so that nothing is left behind."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise StoppedError(number)

    names = ("SIGTERM", "SIGHUP")
    earlier = {}
    with contextlib.suppress(ValueError):  # only the main thread may handle signals
        for name in names:
            if hasattr(signal, name):
                number = getattr(signal, name)
                earlier[number] = signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
