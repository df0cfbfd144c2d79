"""Addresses as the programs that follow them take them: only the characters of RFC 3986."""

from __future__ import annotations

import re

_BARE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_OUTSIDE = re.compile('[^!-~]|["<>\\\\^`{|}]')


def encode(address: str) -> str:
    """An address with whatever may not stand in one as its bytes: `%7B` for `{`."""
    return _OUTSIDE.sub(_bytes, _BARE_PERCENT.sub("%25", address))


def web_address(target: str) -> str:
    """The address that a link leads to: programs that follow links know `https:` where a brief says `doi:`."""
    doi = doi_of(target)
    if doi is None:
        return encode(target)
    # In a DOI these are characters like any other.
    return encode(f"https://doi.org/{re.sub('[#?]', _bytes, doi)}")


def doi_of(address: str) -> str | None:
    """The DOI that an address is, if it is one."""
    return address[4:].lstrip("/") if address.lower().startswith("doi:") else None


def _bytes(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode(errors="replace"))
