"""Filling: the records file of a first build whose blocks and events were settled elsewhere, on a cluster.

In: the open, empty database of `kg.records_store`, inside a transaction. It then holds what `kg.settling` and `kg.event_settling` would
have written, so that the next article costs what it touches and nothing else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from kg import known
from kg.event_settling import telling_id
from kg.resolve.reports import from_text, keys, window

Block = tuple[str, int, str, str]
"""Key, referent, candidate and cluster."""


Kept = tuple[str, str, str, str | None, str, str]
"""Version, id, source name, address, source text and records of an article."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What was decided about an article version.

    Attributes:
        version: its name.
        since: the day of the article, ISO, or nothing.
        blocks: a row for each referent.
        entities: cluster, path and entity, as rows hold them.
        reports: number and text of the events that other articles can tell as well.
    """

    version: str
    since: str
    blocks: tuple[Block, ...]
    entities: tuple[tuple[str, str, str], ...]
    reports: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A report with the happening that it tells: its text, the path, and the row of the happening."""

    text: str
    path: str
    happening: str


def fill(db: sqlite3.Connection, kept: Iterable[Kept], settled: Iterable[Settled], told: Iterable[Told], moment: str) -> None:
    """Enter articles, what was decided about them and their reports, each once; the graph is taken to show them, or to be empty."""
    for row in kept:
        db.execute("INSERT INTO article VALUES (?, ?, ?, ?, 'current', 1, ?, ?)", row)
        known.begin(db, row[0], moment)
    for one in settled:
        db.executemany("INSERT INTO block VALUES (?, ?, ?, ?, ?)", [(key, one.version, *rest) for key, *rest in one.blocks])
        db.executemany("INSERT OR IGNORE INTO entity VALUES (?, ?, ?)", one.entities)
        reports = [(one.version, number, telling_id(text), one.since) for number, text in one.reports]
        db.executemany("INSERT INTO report VALUES (?, ?, ?, ?)", reports)
    for each in told:
        _tell(db, each)


def _tell(db: sqlite3.Connection, told: Told) -> None:
    telling = telling_id(told.text)
    db.execute("INSERT INTO telling VALUES (?, ?, ?, ?)", (telling, told.text, told.path, told.happening))
    report = from_text(told.text)
    first, last = window(report)
    db.executemany("INSERT INTO telling_key VALUES (?, ?, ?, ?)", [(key, first, last, telling) for key in sorted(set(keys(report)))])
