"""What was in the graph at a moment: a store of the articles as they were known then.

Its default graph is the union of the versions that were current at that moment, so every query and function runs on it unchanged. It
is made in memory from the graphs of these versions and the last few are kept, because a dataset of many graphs would find a triple
once for each graph that holds it. What people wrote beside the articles has no history and is left out.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import UTC, date, datetime, time

from kg.errors import InputError
from kg.records_store import RecordsStore
from kg.store import Store

_KEPT = 4
_DAY = len("2025-03-14")


class Past:
    """The states of a graph at earlier moments, the last few that were asked for kept."""

    def __init__(self, base: str) -> None:
        """Begin with none.

        Args:
            base: IRI that the graphs of versions are named below.
        """
        self._base = base
        self._kept: OrderedDict[tuple[str, ...], Store] = OrderedDict()

    def at(self, store: Store, records: RecordsStore, moment: datetime) -> Store:
        """The store as it was at a moment; the store itself where nothing has changed since.

        Args:
            store: the graph as it is now.
            records: tell which versions of articles were current when.
            moment: with a time zone.

        Raises:
            InputError: the moment has no time zone.
        """
        if moment.tzinfo is None:
            raise InputError(f"{moment.isoformat()} names no moment: add the time zone, such as {moment.isoformat()}Z")
        if records.is_latest(moment):
            return store
        versions = records.versions_known_at(moment)
        if versions not in self._kept:
            self._kept[versions] = store.union(self._base + version for version in versions)
        self._kept.move_to_end(versions)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return self._kept[versions]


def known_at(store: Store, records: RecordsStore, moment: datetime, base: str) -> Store:
    """The store as it was at a moment; the store itself where nothing has changed since.

    Raises:
        InputError: the moment has no time zone.
    """
    return Past(base).at(store, records, moment)


def moment(text: str) -> datetime:
    """The moment that a text names: a date-time, in UTC where it names no zone, or a day, whose end is meant, in UTC.

    Raises:
        InputError: it is neither.
    """
    try:
        if len(text) == _DAY:
            return datetime.combine(date.fromisoformat(text), time.max, UTC)
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{text!r} is no moment: write it as 2025-03-14 or 2025-03-14T09:30:00Z") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
