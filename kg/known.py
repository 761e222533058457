"""What the store knew when: the periods in which a version of an article was the current one.

In: the open database of `kg.records_store`, inside a transaction where something is written. A period begins when the version was
taken in and ends when another version took its place; of a retracted article nothing is kept. Moments are kept here alone and never
reach the graph, whose bytes are those of its articles.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Gives the present moment, with its time zone."""
TABLES = (
    """CREATE TABLE IF NOT EXISTS known (version TEXT NOT NULL, known_from TEXT NOT NULL, known_until TEXT,
    PRIMARY KEY (version, known_from)) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS known_begun ON known (known_from)",
    "CREATE INDEX IF NOT EXISTS known_ended ON known (known_until) WHERE known_until IS NOT NULL",
)
_STANDING = "FROM known JOIN article USING (version) WHERE state != 'retracting'"
_LAST = "SELECT max(moment) FROM (SELECT max(known_from) AS moment FROM known UNION ALL SELECT max(known_until) FROM known)"
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time in which a version was the current one.

    Attributes:
        known_from: UTC, ISO 8601 to the microsecond; the version counts from this moment on.
        known_until: the first moment at which it no longer counts; None while it is the current one.
    """

    known_from: str
    known_until: str | None


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def moment_of_change(db: sqlite3.Connection, clock: Clock) -> str:
    """The moment of a change: the present one, later than all earlier changes even where a clock was set back."""
    (last,) = db.execute(_LAST).fetchone()
    present = clock()
    return spelled(present if last is None else max(present, datetime.fromisoformat(last) + _TICK))


def begin(db: sqlite3.Connection, version: str, moment: str) -> None:
    """A version becomes the current one, unless it is already."""
    if db.execute("SELECT 1 FROM known WHERE version = ? AND known_until IS NULL", (version,)).fetchone() is None:
        db.execute("INSERT OR REPLACE INTO known VALUES (?, ?, NULL)", (version, moment))


def end(db: sqlite3.Connection, version: str, moment: str) -> None:
    """A version is no longer the current one."""
    db.execute("UPDATE known SET known_until = ? WHERE version = ? AND known_until IS NULL", (moment, version))


def forget(db: sqlite3.Connection, version: str) -> None:
    """A version is gone, and with it that it was ever known."""
    db.execute("DELETE FROM known WHERE version = ?", (version,))


def periods(db: sqlite3.Connection, version: str) -> tuple[Period, ...]:
    """When a version was the current one, earliest first; twice where a correction was taken back."""
    found = db.execute("SELECT known_from, known_until FROM known WHERE version = ? ORDER BY known_from", (version,))
    return tuple(Period(*row) for row in found)


def versions_at(db: sqlite3.Connection, moment: datetime) -> tuple[str, ...]:
    """The versions that were current at a moment, of articles that have not been retracted, by name."""
    found = db.execute(
        f"SELECT DISTINCT version {_STANDING} AND known_from <= ?1 AND (known_until IS NULL OR known_until > ?1) ORDER BY version",
        (spelled(moment),),
    )
    return tuple(version for (version,) in found)


def is_latest(db: sqlite3.Connection, moment: datetime) -> bool:
    """Whether the versions of a moment are the current ones: nothing that still counts began or ended after it."""
    later = (f"SELECT 1 {_STANDING} AND {column} > ? LIMIT 1" for column in ("known_from", "known_until"))
    return all(db.execute(query, (spelled(moment),)).fetchone() is None for query in later)


def begin_unknown(db: sqlite3.Connection, moment: str) -> None:
    """Of a store that did not note moments: what is current counts from now on, and nothing is said of the time before."""
    db.execute("INSERT INTO known SELECT version, ?, NULL FROM article WHERE state = 'current'", (moment,))


def spelled(moment: datetime) -> str:
    """A moment in UTC to the microsecond, so that texts sort as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
