"""Policy briefs as data: load a brief, walk its models, check it, export it.

    >>> import kzcli
    >>> brief = kzcli.load("us-kazakhstan")
    >>> brief.recommendations[0].title
    'Hold a C5+1 summit in the Kazakh capital'
    >>> text = kzcli.export(brief, "markdown")

Names are imported when they are first used, so that the command line starts fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kzcli.brief import Brief
    from kzcli.checking import check
    from kzcli.errors import (
        InvalidBriefError,
        KzcliError,
        LostCharacterWarning,
        MissingExtraError,
        Problem,
        UnreadableError,
    )
    from kzcli.findings import Finding
    from kzcli.formats import Options, export
    from kzcli.library import load
    from kzcli.links import Links, standing

__all__ = [
    "Brief",
    "Finding",
    "InvalidBriefError",
    "KzcliError",
    "Links",
    "LostCharacterWarning",
    "MissingExtraError",
    "Options",
    "Problem",
    "UnreadableError",
    "check",
    "export",
    "load",
    "standing",
]

_HOMES = {
    "Brief": "kzcli.brief",
    "Finding": "kzcli.findings",
    "InvalidBriefError": "kzcli.errors",
    "KzcliError": "kzcli.errors",
    "Links": "kzcli.links",
    "LostCharacterWarning": "kzcli.errors",
    "MissingExtraError": "kzcli.errors",
    "Options": "kzcli.formats",
    "Problem": "kzcli.errors",
    "UnreadableError": "kzcli.errors",
    "check": "kzcli.checking",
    "export": "kzcli.formats",
    "load": "kzcli.library",
    "standing": "kzcli.links",
}


if not TYPE_CHECKING:  # for a type checker any name would exist

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module 'kzcli' has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
