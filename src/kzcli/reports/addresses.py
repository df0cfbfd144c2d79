"""Paths of files as other programs want them: relative to a folder, with slashes, as URIs."""

from __future__ import annotations

import os
from urllib.parse import quote


def relative_path(path: str, root: str) -> str:
    """The way from a folder to a file in it or below, with slashes; empty where the file is elsewhere.

    Args:
        path: the file, as the user named it.
        root: the folder; empty means the one that kzcli was run in.
    """
    top = os.path.realpath(root or os.curdir)
    # The folder is resolved and the file's own name is not: a link in it is called what it is called there.
    folder, name = os.path.split(os.path.abspath(path))
    try:
        relative = os.path.relpath(os.path.join(os.path.realpath(folder), name), top)
    except ValueError:  # another drive
        return ""
    relative = relative.replace(os.sep, "/")
    return "" if relative == ".." or relative.startswith("../") else relative


def relative_uri(path: str) -> str:
    """A relative path with slashes as a URI reference."""
    made = quote(os.fsencode(path), safe="/-._~")
    return f"./{made}" if made.startswith("/") else made


def file_uri(path: str) -> str:
    """A path as an absolute URI."""
    absolute = os.path.abspath(path).replace(os.sep, "/")
    return f"file://{'' if absolute.startswith('/') else '/'}{quote(os.fsencode(absolute), safe='/-._~:')}"
