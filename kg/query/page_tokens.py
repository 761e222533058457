"""Tokens that mark a place in a list: opaque to those who hand them on, and good for one question only."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence

from kg.errors import InputError


def digest(*question: object) -> str:
    """What marks a question, so that a token of it fits no other."""
    return hashlib.sha256(repr(question).encode()).hexdigest()[:12]


def token(asked: str, place: Sequence[str]) -> str:
    """The token of a place in the list that answers a question.

    Args:
        asked: digest of the question.
        place: texts that tell the last item before the place, and where in the order it stands.
    """
    return base64.urlsafe_b64encode(json.dumps([asked, *place]).encode()).decode().rstrip("=")


def place_of(given: str | None, asked: str, parts: int) -> tuple[str, ...] | None:
    """The place that a token marks; None for the beginning.

    Raises:
        InputError: it marks no place, or one in the answer of another question.
    """
    if given is None:
        return None
    try:
        question, *place = json.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))
    except (ValueError, TypeError, binascii.Error) as error:
        raise InputError(f"{given!r} marks no page: give the `next` of the page before") from error
    if len(place) != parts or not all(isinstance(part, str) for part in place):
        raise InputError(f"{given!r} marks no page: give the `next` of the page before")
    if question != asked:
        raise InputError("`after` belongs to another question: leave it out to begin with the first page")
    return tuple(place)
