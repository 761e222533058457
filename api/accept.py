"""Content negotiation: the Accept header (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")


def best(accept: str, offers: Mapping[str, T]) -> T | None:
    """The offer that an Accept header likes best, the first of equals; None where it accepts none.

    Args:
        accept: the header's value.
        offers: media types in the server's order of preference.
    """
    ranges = _ranges(accept)
    weighed = [(_quality(media, ranges), -place, offer) for place, (media, offer) in enumerate(offers.items())]
    quality, _, offer = max(weighed, key=lambda item: item[:2])
    return offer if quality > 0 else None


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        found.append((media, _weight(parameters)))
    return found


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, number = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(number), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _quality(media: str, ranges: list[tuple[str, float]]) -> float:
    """The weight of the most specific range that covers a media type."""
    for pattern in (media, media.partition("/")[0] + "/*", "*/*"):
        for name, weight in ranges:
            if name == pattern:
                return weight
    return 0.0
