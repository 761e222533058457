"""Which places lie within which: by what the gold tells of its places, by the gazetteer, and by what the records say."""

from __future__ import annotations

from collections.abc import Iterator

from kg import gazetteer
from kg.evaluate.cast import Cast
from kg.names import fold

_DEPTH = 6


def nested(cast: Cast, name: str, referent: int) -> bool:
    """A place of the gold contains the place of a referent, or lies within it."""
    if any(cast.same(around, referent) for around in _around_gold(cast, name)):
        return True
    if any(cast.same(name, around) for around in _around_found(cast, referent)):
        return True
    return _within(_entries(cast, name), cast.referents[referent].entry)


def _around_gold(cast: Cast, name: str) -> Iterator[str]:
    """The places that contain one of the gold, as the gold tells it."""
    within = {fold(known): place.get("within") for place in cast.gold.get("places", ()) for known in (place["name"], *place["mentions"])}
    for _ in range(_DEPTH):
        outer = within.get(fold(name))
        if not outer:
            return
        yield outer
        name = outer


def _around_found(cast: Cast, referent: int) -> Iterator[int]:
    """The referents that contain the place of a referent, as the article says it."""
    for _ in range(_DEPTH):
        outer = next((one.within for one in cast.records.containments if one.place == referent), None)
        if outer is None:
            return
        yield outer
        referent = outer


def _entries(cast: Cast, name: str) -> list[str]:
    """The entries that a place of the gold may be: that of a referent of the same name, else the likeliest."""
    known = [one.entry for one in cast.records.referents if one.entry is not None and cast.same(name, one.id)]
    return known or [entry.id for entry in gazetteer.load().find(name)[:1]]


def _within(entries: list[str], other: str | None) -> bool:
    if other is None:
        return False
    around = {one.id for one in gazetteer.load().within(other)}
    return any(one in around or other in {outer.id for outer in gazetteer.load().within(one)} for one in entries)
