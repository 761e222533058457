"""Conditions that a query can be given, written from checked terms only.

The engine begins at the shortest list of values and goes on along shared variables. It takes a union or a subquery, but no path and no
triple, for too much to look up fact by fact. So whatever facts are to be found by is written as values, and in one piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from kg.ntriples import iri, value

MONTH: Final = timedelta(days=31)
"""How far apart the first and the last day of an event may be for it to be found by days."""
_NARROW: Final = f'{{}} <= "P{MONTH.days}D"^^xsd:dayTimeDuration'
_LISTED: Final = timedelta(days=400)


def among(variable: str, iris: Iterable[str]) -> str:
    """The condition that a variable is one of these IRIs."""
    return f"VALUES ?{variable} {{ {' '.join(iri(i) for i in iris)} }}"


def inside(place: str) -> str:
    """The condition that the event's place is this place or lies within it; facts are found by it."""
    return f"{among('around', [place])} ?spot kg:within* ?around . ?fact kg:place ?spot ."


def overlapping(earliest: date, latest: date) -> str:
    """The condition that an event is dated and its days overlap these, both included; what is dated no closer than to a month does not."""
    begun = on("from", a_month_before(earliest), latest)
    return f"{begun} ?fact kg:earliest ?from ; kg:latest ?to . FILTER(?to >= {value(earliest)}) FILTER({_NARROW.format('?to - ?from')})"


def a_month_before(day: date) -> date:
    """The first day on which an event may begin that is found by this one."""
    return max(day, date.min + MONTH) - MONTH


def on(variable: str, first: date, last: date) -> str:
    """The condition that a variable is one of these days, both included.

    The engine has no index of ranges: it looks days up one by one faster than it reads all facts, as long as they are not too many.
    """
    if not are_few(first, last):
        return f"FILTER(?{variable} >= {value(first)} && ?{variable} <= {value(last)})"
    return f"VALUES ?{variable} {{ {' '.join(map(value, _days(first, last)))} }}"


def are_few(first: date, last: date) -> bool:
    """Whether facts are found by each of these days."""
    return first <= last and last - first <= _LISTED


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def or_narrower(issue: str) -> str:
    """The condition that a stance's issue is this one or narrower; stances are found by it."""
    return f"{among('wide', [issue])} ?narrow skos:broader* ?wide . ?fact kg:issue ?narrow ."


def dated(properties: Iterable[str], first: date, last: date, earliest: date | None = None) -> str:
    """The condition that a fact has one of these days, both included, by one of these properties.

    Args:
        properties: such as `kg:statedOn`.
        first: day.
        last: day.
        earliest: where given, a fact that is dated vaguely may begin on this day or later, if its days overlap these.
    """
    pairs = [f"({name} {value(day)})" for name in properties for day in _days(first, last)]
    if earliest is None:
        return f"VALUES (?dated ?on) {{ {' '.join(pairs)} }} ?fact ?dated ?on ."
    pairs += [f"(kg:earliest {value(day)})" for day in _days(earliest, last)]
    vague = f"?fact kg:latest ?till . FILTER(?till >= {value(first)} && {_NARROW.format('?till - ?on')})"
    return f"VALUES (?dated ?on) {{ {' '.join(pairs)} }} ?fact ?dated ?on . FILTER(?dated != kg:earliest || EXISTS {{ {vague} }})"
