"""Conditions that a query can be given, written from checked terms only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from kg.ntriples import iri, value

MONTH: Final = timedelta(days=31)
"""How far apart the first and the last day of an event may be for it to be found by days."""
_LISTED: Final = timedelta(days=400)


def among(variable: str, iris: Iterable[str]) -> str:
    """The condition that a variable is one of these IRIs."""
    return f"VALUES ?{variable} {{ {' '.join(iri(i) for i in iris)} }}"


def inside(place: str) -> str:
    """The condition that the event's place is this place or lies within it."""
    return f"{{ SELECT DISTINCT ?fact WHERE {{ ?spot kg:within* {iri(place)} . ?fact kg:place ?spot }} }}"


def overlapping(earliest: date, latest: date) -> str:
    """The condition that an event is dated and its days overlap these, both included; what is dated no closer than to a month does not."""
    begun = on("from", max(earliest, date.min + MONTH) - MONTH, latest)
    return (
        f"?fact kg:earliest ?from . {begun} ?fact kg:latest ?to . FILTER(?to >= {value(earliest)}) "
        f'FILTER(?to - ?from <= "P{MONTH.days}D"^^xsd:dayTimeDuration)'
    )


def on(variable: str, first: date, last: date) -> str:
    """The condition that a variable is one of these days, both included.

    The engine has no index of ranges: it looks days up one by one faster than it reads all facts, as long as they are not too many.
    """
    if first > last or last - first > _LISTED:
        return f"FILTER(?{variable} >= {value(first)} && ?{variable} <= {value(last)})"
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return f"VALUES ?{variable} {{ {' '.join(map(value, days))} }}"


def or_narrower(issue: str) -> str:
    """The condition that a stance's issue is this one or narrower."""
    return f"?issue skos:broader* {iri(issue)} ."
