"""Pages of lists that are made at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from api.asking import Asked
from api.errors import ProblemError

T = TypeVar("T")


def sliced(asked: Asked, found: Sequence[T]) -> tuple[Sequence[T], str | None]:
    """A page of a list, and the token of the next one.

    Raises:
        ProblemError: the token is none (400).
    """
    start = 0
    if asked.after is not None:
        if not (asked.after.isascii() and asked.after.isdecimal()):
            raise ProblemError(400, "`after` is no token of this list: begin again without it")
        start = min(int(asked.after), len(found))
    end = start + asked.limit
    return found[start:end], str(end) if end < len(found) else None
