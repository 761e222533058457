"""The tables of the records file, and the way from every older format to this one.

A store made by an older newskg is brought up to date when it is next opened to be written, in one transaction: either all of
it is done or nothing. One made by a newer newskg is left alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kg import event_settling, known
from kg.errors import StoreError
from kg.records import Records
from kg.records_json import from_json
from kg.resolve import candidates
from kg.settling import as_row

FORMAT = 5
_MOMENTS = 3
_TABLES = (
    """CREATE TABLE IF NOT EXISTS article (
    version TEXT PRIMARY KEY, id TEXT NOT NULL, source_name TEXT NOT NULL, url TEXT,
    state TEXT NOT NULL CHECK (state IN ('current', 'superseded', 'retracting')),
    projected INTEGER NOT NULL DEFAULT 0, source TEXT NOT NULL, records TEXT NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS article_id ON article (id)",
    "CREATE INDEX IF NOT EXISTS article_due ON article (projected) WHERE projected = 0",
    """CREATE TABLE IF NOT EXISTS block (
    key TEXT NOT NULL, version TEXT NOT NULL, referent INTEGER NOT NULL, candidate TEXT NOT NULL, cluster TEXT,
    PRIMARY KEY (key, version, referent)) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS block_version ON block (version)",
    "CREATE INDEX IF NOT EXISTS block_cluster ON block (cluster, version)",
    "CREATE INDEX IF NOT EXISTS block_path ON block (key, cluster)",
    """CREATE TABLE IF NOT EXISTS said (key TEXT NOT NULL, candidate TEXT NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (key, candidate)) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS due (key TEXT NOT NULL, cluster TEXT NOT NULL, PRIMARY KEY (key, cluster)) WITHOUT ROWID",
    """CREATE TRIGGER IF NOT EXISTS block_in AFTER INSERT ON block BEGIN
    INSERT INTO said VALUES (new.key, new.candidate, 1) ON CONFLICT DO UPDATE SET n = n + 1;
    INSERT OR IGNORE INTO due SELECT new.key, '' WHERE new.cluster IS NULL; END""",
    """CREATE TRIGGER IF NOT EXISTS block_out AFTER DELETE ON block BEGIN
    UPDATE said SET n = n - 1 WHERE key = old.key AND candidate = old.candidate;
    DELETE FROM said WHERE key = old.key AND candidate = old.candidate AND n = 0;
    INSERT OR IGNORE INTO due VALUES (old.key, ifnull(old.cluster, '')); END""",
    "CREATE TABLE IF NOT EXISTS entity (cluster TEXT PRIMARY KEY, path TEXT NOT NULL, entity TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS entity_path ON entity (path)",
    "CREATE TABLE IF NOT EXISTS judged (path TEXT PRIMARY KEY, lines TEXT NOT NULL) WITHOUT ROWID",
    *known.TABLES,
    *event_settling.TABLES,
)


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All that is written inside is kept, or nothing; a part of the transaction that is under way, if there is one."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


@contextmanager
def rehearsal(db: sqlite3.Connection) -> Iterator[None]:
    """Nothing that is written inside is kept."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        db.execute("ROLLBACK")


def check(db: sqlite3.Connection) -> None:
    """See that this newskg knows the format of a store.

    Raises:
        StoreError: a newer one made it.
    """
    found = _format(db)
    if found > FORMAT:
        raise StoreError(f"the store has format {found} and this newskg knows formats up to {FORMAT}: install a newer newskg to open it")


def notes_moments(db: sqlite3.Connection) -> bool:
    """Whether the store's format says when a version was known."""
    return _format(db) >= _MOMENTS


def prepare(db: sqlite3.Connection, clock: known.Clock) -> None:
    """Make the tables of a new store, or bring those of an older one up to date."""
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    if _format(db) == FORMAT:
        return
    with transaction(db):
        version = _format(db)
        steps = [_STEPS[old] for old in range(version, FORMAT)] if version else []
        if version == 1:
            _drop_blocks(db)
        for table in _TABLES:
            db.execute(table)
        for step in steps:
            step(db, clock)
        db.execute(f"PRAGMA user_version = {FORMAT}")


def leave_blocks(db: sqlite3.Connection, version: str) -> None:
    """Take the referents of a version, which is not the current one any more, out of their blocks."""
    db.execute("DELETE FROM block WHERE version = ?", (version,))


def enter_blocks(db: sqlite3.Connection, version: str, records: Records) -> None:
    """Put the referents of a version into their blocks."""
    leave_blocks(db, version)
    db.executemany(
        "INSERT INTO block VALUES (?, ?, ?, ?, NULL)",
        [(key, version, c.referent, as_row(c)) for key, c in candidates(records)],
    )


def _format(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _drop_blocks(db: sqlite3.Connection) -> None:
    """The blocks of format 1 had other columns."""
    db.execute("DROP TABLE block")
    db.execute("DROP TABLE entity")


def _block_again(db: sqlite3.Connection, clock: known.Clock) -> None:  # noqa: ARG001
    """Make the blocks that format 1 lacks from its records."""
    db.execute("UPDATE article SET projected = 0 WHERE state = 'current'")
    for version, text in db.execute("SELECT version, records FROM article WHERE state = 'current'").fetchall():
        enter_blocks(db, version, from_json(text))


def _note_moments(db: sqlite3.Connection, clock: known.Clock) -> None:
    """Format 2 did not note when a version was taken in."""
    known.begin_unknown(db, known.moment_of_change(db, clock))


def _tell_again(db: sqlite3.Connection, clock: known.Clock) -> None:  # noqa: ARG001
    """Format 3 did not keep reports of events: they come with the next settling."""
    db.execute("UPDATE article SET projected = 0 WHERE state = 'current'")


def _count_again(db: sqlite3.Connection, clock: known.Clock) -> None:  # noqa: ARG001
    """Format 4 did not count the candidates of a block, and kept those of former versions in it until the graph followed."""
    db.execute("DROP INDEX IF EXISTS block_open")
    db.execute("DELETE FROM block WHERE version NOT IN (SELECT version FROM article WHERE state = 'current')")
    db.execute("DELETE FROM said")
    db.execute("INSERT INTO said SELECT key, candidate, count(*) FROM block GROUP BY key, candidate")
    db.execute("INSERT OR IGNORE INTO due SELECT key, '' FROM block WHERE cluster IS NULL")


_STEPS: dict[int, Callable[[sqlite3.Connection, known.Clock], None]] = {1: _block_again, 2: _note_moments, 3: _tell_again, 4: _count_again}
"""What brings a format to the next one."""
