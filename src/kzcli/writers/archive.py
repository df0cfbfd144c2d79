"""Zip files that are the same bytes for the same content, as Word and EPUB files are to be."""

from __future__ import annotations

import zipfile
from io import BytesIO


def pack(files: dict[str, bytes], stored: tuple[str, ...] = ()) -> bytes:
    """A zip file.

    Args:
        files: contents by name, in the order that they are to have.
        stored: the names of those that must not be compressed.
    """
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)  # its date is that of no clock: 1980-01-01
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()
