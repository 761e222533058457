"""The records on disk: one SQLite file that holds what extraction found, and which blocks it touches.

Records are the truth and the expensive part; the RDF graph is a projection that can be built from them again. A row of
`article` that is not `projected` has still to be brought to the graph: a build that was cut off goes on from there.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.errors import StoreError
from kg.identifiers import version_path
from kg.judgements import Judgements
from kg.records import Article, Kind, Records
from kg.records_json import from_json, to_json
from kg.resolve import Candidate, Entity, candidates
from kg.settling import as_row, candidates_of, settle

FORMAT = 2
_SCHEMA = """
CREATE TABLE IF NOT EXISTS article (
    version TEXT PRIMARY KEY, id TEXT NOT NULL, source_name TEXT NOT NULL, url TEXT,
    state TEXT NOT NULL CHECK (state IN ('current', 'superseded', 'retracting')),
    projected INTEGER NOT NULL DEFAULT 0, source TEXT NOT NULL, records TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS article_id ON article (id);
CREATE INDEX IF NOT EXISTS article_due ON article (projected) WHERE projected = 0;
CREATE TABLE IF NOT EXISTS block (
    key TEXT NOT NULL, version TEXT NOT NULL, referent INTEGER NOT NULL, candidate TEXT NOT NULL, cluster TEXT,
    PRIMARY KEY (key, version, referent)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS block_version ON block (version);
CREATE INDEX IF NOT EXISTS block_cluster ON block (cluster, version);
CREATE INDEX IF NOT EXISTS block_open ON block (key) WHERE cluster IS NULL;
CREATE TABLE IF NOT EXISTS entity (cluster TEXT PRIMARY KEY, path TEXT NOT NULL, entity TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS entity_path ON entity (path);
CREATE TABLE IF NOT EXISTS judged (path TEXT PRIMARY KEY, lines TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """One row of the articles: a version of an article and what is to be done with it."""

    version: str
    id: str
    source_name: str
    state: str


class RecordsStore:
    """The records of all articles of a store; a context manager."""

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        """Open or make the file `records.sqlite` in a folder.

        Raises:
            StoreError: it is missing although only to be read, locked, no database, or of a newer format.
        """
        path = folder / "records.sqlite"
        if read_only and not path.exists():
            raise StoreError(f"{folder} holds no newskg store: build one with `kg build SOURCE --store {folder}`")
        try:
            address = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rwc'}"
            self._db = sqlite3.connect(address, uri=True, isolation_level=None)
            self._prepare(read_only)
        except sqlite3.Error as error:
            raise StoreError(f"{path}: {error}; is it a newskg store, and is no other build at work on it?") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def has(self, article: Article) -> bool:
        """Whether this version of the article is the current one."""
        found = self._db.execute("SELECT 1 FROM article WHERE version = ? AND state = 'current'", (version_path(article),))
        return found.fetchone() is not None

    def add(self, batch: Iterable[tuple[Records, str]]) -> None:
        """Keep records with their source text, all or none; an older version of the same article is superseded."""
        with self._transaction():
            for records, source in batch:
                self._add(records, source)

    def retract(self, id: str) -> tuple[str, ...]:  # noqa: A002
        """Mark all versions of an article as to be taken out of the graph; gives their names."""
        with self._transaction():
            versions = tuple(row[0] for row in self._db.execute("SELECT version FROM article WHERE id = ? ORDER BY version", (id,)))
            self._db.execute("UPDATE article SET state = 'retracting', projected = 0 WHERE id = ?", (id,))
        return versions

    def find(self, name: str, base: str) -> tuple[str, ...]:
        """The ids of the articles that this id, source name, address or IRI below `base` names."""
        path = name.removeprefix(base)
        found = self._db.execute(
            "SELECT DISTINCT id FROM article WHERE ? IN (id, source_name, url) OR version = ? OR version GLOB ? ORDER BY id",
            (name, path, f"{path}/v/*" if path != name else ""),
        )
        return tuple(row[0] for row in found)

    def current(self, id: str) -> tuple[str, ...]:  # noqa: A002
        """The current version of an article, if it has one."""
        found = self._db.execute("SELECT version FROM article WHERE id = ? AND state = 'current'", (id,))
        return tuple(row[0] for row in found)

    def settle(self, judgements: Judgements) -> None:
        """Resolve the blocks that changed articles or judgements touch; articles whose entities change by it become due as well."""
        with self._transaction():
            settle(self._db, judgements)

    def due(self) -> tuple[Stored, ...]:
        """The versions that the graph does not show as they are, by name."""
        rows = self._db.execute("SELECT version, id, source_name, state FROM article WHERE projected = 0 ORDER BY version")
        return tuple(Stored(*row) for row in rows)

    def all_projected(self, versions: Iterable[Stored]) -> None:
        """The graph now shows these versions as they are; a retracted one is forgotten."""
        with self._transaction():
            for stored in versions:
                if stored.state != "current":
                    self._leave_blocks(stored.version)
                if stored.state == "retracting":
                    self._db.execute("DELETE FROM article WHERE version = ?", (stored.version,))
                else:
                    self._db.execute("UPDATE article SET projected = 1 WHERE version = ?", (stored.version,))

    def is_current(self, version: str) -> bool:
        """Whether a version is the latest of an article that is not being retracted."""
        found = self._db.execute("SELECT 1 FROM article WHERE version = ? AND state = 'current'", (version,))
        return found.fetchone() is not None

    def records(self, version: str) -> Records:
        """The records of a version."""
        row = self._db.execute("SELECT records FROM article WHERE version = ?", (version,)).fetchone()
        return from_json(row[0])

    def source(self, version: str) -> str:
        """The source text of a version, which the offsets of its evidence count in."""
        row = self._db.execute("SELECT source FROM article WHERE version = ?", (version,)).fetchone()
        if row is None:
            raise StoreError(f"the store holds no version {version!r}")
        return str(row[0])

    def entities(self, version: str) -> dict[int, Entity]:
        """The entities of the referents of a version."""
        rows = self._db.execute("SELECT referent, entity FROM block JOIN entity USING (cluster) WHERE version = ?", (version,))
        return {referent: _entity(text) for referent, text in rows}

    def clusters_of(self, path: str) -> tuple[tuple[str, str], ...]:
        """The blocks, each with the cluster in it, that are the entity of this path, by key."""
        rows = self._db.execute(
            "SELECT DISTINCT key, cluster FROM entity JOIN block USING (cluster) JOIN article USING (version)"
            " WHERE path = ? AND state = 'current' ORDER BY key, cluster",
            (path,),
        )
        return tuple(rows)

    def members(self, path: str) -> Iterator[tuple[str, tuple[int, ...]]]:
        """The current versions that name the entity of this path, with the numbers of its referents there."""
        rows = self._db.execute(
            "SELECT version, json_group_array(referent) FROM entity JOIN block USING (cluster) JOIN article USING (version)"
            " WHERE path = ? AND state = 'current' GROUP BY version ORDER BY version",
            (path,),
        )
        for version, referents in rows.fetchall():
            yield version, tuple(sorted(json.loads(referents)))

    def block(self, key: str) -> tuple[Candidate, ...]:
        """The candidates of a block, of current articles."""
        return tuple(candidates_of(self._db, key))

    def keys_below(self, prefix: str, most: int) -> tuple[str, ...]:
        """The keys that begin with a prefix and have candidates in current articles, sorted."""
        rows = self._db.execute(
            "SELECT DISTINCT key FROM block JOIN article USING (version) WHERE key >= ?1 AND key < ?1 || char(1114111)"
            " AND state = 'current' ORDER BY key LIMIT ?2",
            (prefix, most),
        )
        return tuple(key for (key,) in rows)

    def versions(self, state: str = "current") -> Iterator[str]:
        """The versions in a state, by name."""
        for row in self._db.execute("SELECT version FROM article WHERE state = ? ORDER BY version", (state,)).fetchall():
            yield row[0]

    def count(self) -> int:
        """How many articles the store holds."""
        return int(self._db.execute("SELECT count(*) FROM article WHERE state = 'current'").fetchone()[0])

    def _prepare(self, read_only: bool) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > FORMAT:
            raise StoreError(f"the store has format {version} and this newskg knows {FORMAT}: install a newer one")
        if not read_only:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            if 0 < version < FORMAT:
                self._db.executescript("DROP TABLE block; DROP TABLE entity")
            self._db.executescript(_SCHEMA)
            if 0 < version < FORMAT:
                self._block_again()
            self._db.execute(f"PRAGMA user_version = {FORMAT}")

    def _block_again(self) -> None:
        """Make the blocks of a store of an older format from its records."""
        with self._transaction():
            self._db.execute("UPDATE article SET projected = 0 WHERE state = 'current'")
            for version in self.versions():
                self._enter_blocks(version, self.records(version))

    def _transaction(self) -> _Transaction:
        return _Transaction(self._db)

    def _add(self, records: Records, source: str) -> None:
        article = records.article
        version = version_path(article)
        self._db.execute(
            "UPDATE article SET state = 'superseded', projected = 0 WHERE id = ? AND version != ? AND state = 'current'",
            (article.id, version),
        )
        self._db.execute(
            "INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, 'current', 0, ?, ?)",
            (version, article.id, article.source_name, article.url, source, to_json(records)),
        )
        self._enter_blocks(version, records)

    def _enter_blocks(self, version: str, records: Records) -> None:
        self._db.execute("DELETE FROM block WHERE version = ?", (version,))
        self._db.executemany(
            "INSERT INTO block VALUES (?, ?, ?, ?, NULL)",
            [(key, version, c.referent, as_row(c)) for key, c in candidates(records)],
        )

    def _leave_blocks(self, version: str) -> None:
        left = self._db.execute("SELECT DISTINCT cluster FROM block WHERE version = ?", (version,)).fetchall()
        self._db.execute("DELETE FROM block WHERE version = ?", (version,))
        self._db.executemany("DELETE FROM entity WHERE cluster = ?1 AND NOT EXISTS (SELECT 1 FROM block WHERE cluster = ?1)", left)


class _Transaction:
    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._db.execute("ROLLBACK" if kind else "COMMIT")


def _entity(text: str) -> Entity:
    fields = json.loads(text)
    return Entity(**{**fields, "kind": Kind(fields["kind"]), "formerly": tuple(fields["formerly"])})
