"""The style and the scripts of pages: each at an address with a digest of its content, so that it can be kept for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).parent
_LENGTH: Final = 12
MEDIA: Final = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


def names() -> tuple[str, ...]:
    """The names of the files, sorted."""
    return tuple(sorted(path.name for path in (_HERE / "static").iterdir() if path.suffix in MEDIA))


@cache
def content(name: str) -> bytes:
    """What a file holds; the name is one of `names()`."""
    return (_HERE / "static" / name).read_bytes()


@cache
def digest(name: str) -> str:
    """The first digits of the digest of a file."""
    return hashlib.sha256(content(name)).hexdigest()[:_LENGTH]


def asset(name: str) -> str:
    """The address of a file."""
    return f"/static/{digest(name)}/{name}"


def _digest_of_all() -> str:
    found = hashlib.sha256()
    for folder in ("static", "templates"):
        for path in sorted((_HERE / folder).iterdir()):
            found.update(path.read_bytes())
    return found.hexdigest()[:_LENGTH]


DIGEST: Final = _digest_of_all()
"""A digest of all that pages are made from; it belongs into their entity tags."""
