"""Lines that many nodes have: classes, days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kg import vocabulary as v
from kg.ntriples import iri, triple, value
from kg.records import Interval


def typed(node: str, *classes: str) -> Iterator[str]:
    """A node is of these classes."""
    return (triple(node, iri(v.RDF_TYPE), iri(name)) for name in classes)


def stated_on(node: str, when: Interval | None) -> Iterator[str]:
    """The day on which something was stated, or the days in question."""
    if when is not None and when.earliest is not None and when.earliest == when.latest:
        yield triple(node, iri(v.STATED_ON), value(when.earliest))
    else:
        yield from interval(node, when)


def interval(node: str, when: Interval | None) -> Iterator[str]:
    """The days in question, both ends included."""
    if when is not None and when.earliest is not None:
        yield triple(node, iri(v.EARLIEST), value(when.earliest))
    if when is not None and when.latest is not None:
        yield triple(node, iri(v.LATEST), value(when.latest))


def day_of(published: str) -> date:
    """The day of a date or date-time as given."""
    return date.fromisoformat(published[:_DAY_LENGTH])


def is_day(published: str) -> bool:
    """A date as given has no time of the day."""
    return len(published) == _DAY_LENGTH


_DAY_LENGTH = len("2025-03-13")
