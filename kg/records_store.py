"""The records on disk: one SQLite file that holds what extraction found, and which blocks it touches.

Records are the truth and the expensive part; the RDF graph is a projection that can be built from them again. A row of
`article` that is not `projected` has still to be brought to the graph: a build that was cut off goes on from there.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from kg import filling, known
from kg.errors import StoreError
from kg.event_settling import happenings_of, reports_near, reports_of, settle_events
from kg.identifiers import version_path
from kg.judgements import Judgements
from kg.records import Article, Records
from kg.records_json import from_json, to_json
from kg.records_schema import check, enter_blocks, leave_blocks, notes_moments, prepare, rehearsal, transaction
from kg.resolve import Candidate, Entity
from kg.resolve.happenings import Happening
from kg.resolve.reports import Report
from kg.settling import candidates_of, entity_of, settle

_OLDER = "SELECT version FROM article WHERE id = ? AND version != ? AND state = 'current'"


@dataclass(frozen=True, slots=True)
class Stored:
    """One row of the articles: a version of an article and what is to be done with it."""

    version: str
    id: str
    source_name: str
    state: str


class RecordsStore:
    """The records of all articles of a store; a context manager."""

    def __init__(self, folder: Path, *, read_only: bool = False, clock: known.Clock = known.now) -> None:
        """Open or make the file `records.sqlite` in a folder.

        Args:
            folder: the store's.
            read_only: nothing is written, nor an older format brought up to date.
            clock: gives the moments at which versions become known.

        Raises:
            StoreError: it is missing although only to be read, locked, no database, or of a newer format.
        """
        path = folder / "records.sqlite"
        self._clock = clock
        if read_only and not path.exists():
            raise StoreError(f"{folder} holds no newskg store: build one with `kg build SOURCE --store {folder}`")
        try:
            address = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rwc'}"
            self._db = sqlite3.connect(address, uri=True, isolation_level=None)
            check(self._db)
            if not read_only:
                prepare(self._db, clock)
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

    def add(self, batch: Iterable[tuple[Records | str, str]]) -> None:
        """Keep records, or their JSON, with their source text, all or none; an older version of the same article is superseded."""
        with transaction(self._db):
            moment = known.moment_of_change(self._db, self._clock)
            for records, source in batch:
                text = records if isinstance(records, str) else to_json(records)
                self._add(text, source, moment)

    def is_empty(self) -> bool:
        """Whether the store holds no version of any article."""
        return self._db.execute("SELECT 1 FROM article LIMIT 1").fetchone() is None

    def fill(self, kept: Iterable[filling.Kept], settled: Iterable[filling.Settled], told: Iterable[filling.Told]) -> None:
        """Keep the articles of a first build that are settled already, all or none; the store must be empty."""
        with transaction(self._db):
            filling.fill(self._db, kept, settled, told, known.moment_of_change(self._db, self._clock))

    def retract(self, id: str) -> tuple[str, ...]:  # noqa: A002
        """Mark all versions of an article as to be taken out of the graph; gives their names."""
        with transaction(self._db):
            versions = tuple(row[0] for row in self._db.execute("SELECT version FROM article WHERE id = ? ORDER BY version", (id,)))
            self._db.execute("UPDATE article SET state = 'retracting', projected = 0 WHERE id = ?", (id,))
            for version in versions:
                leave_blocks(self._db, version)
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
        with transaction(self._db):
            settle(self._db, judgements)
            settle_events(self._db)

    @contextmanager
    def rehearsed(self) -> Iterator[None]:
        """What is done to the store inside leaves no trace; nobody else can write meanwhile."""
        with rehearsal(self._db):
            yield

    def due(self) -> tuple[Stored, ...]:
        """The versions that the graph does not show as they are, by name."""
        rows = self._db.execute("SELECT version, id, source_name, state FROM article WHERE projected = 0 ORDER BY version")
        return tuple(Stored(*row) for row in rows)

    def all_due(self) -> None:
        """The graph shows none of the versions: it is a new one, or was lost."""
        self._db.execute("UPDATE article SET projected = 0")

    def all_projected(self, versions: Iterable[Stored]) -> None:
        """The graph now shows these versions as they are; a retracted one is forgotten."""
        with transaction(self._db):
            for stored in versions:
                if stored.state == "retracting":
                    self._db.execute("DELETE FROM article WHERE version = ?", (stored.version,))
                    known.forget(self._db, stored.version)
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
        return {referent: entity_of(text) for referent, text in rows}

    def happenings(self, version: str) -> dict[int, Happening]:
        """What the events of a version are, by number; those that no other article can tell are left out."""
        return happenings_of(self._db, version)

    def reports(self, path: str) -> tuple[tuple[Report, tuple[str, ...]], ...]:
        """The reports of the event of a path that other articles can tell as well, each with the versions that have it."""
        return reports_of(self._db, path)

    def reports_near(self, several: Iterable[Report]) -> tuple[tuple[Report, str, tuple[str, ...]], ...]:
        """The reports that share much with one of several, each with the path of its event and its versions."""
        return tuple(reports_near(self._db, several))

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

    def is_named_elsewhere(self, path: str, id: str) -> bool:  # noqa: A002
        """Whether a current article other than this one names the entity of a path."""
        found = self._db.execute(
            "SELECT 1 FROM entity JOIN block USING (cluster) JOIN article USING (version)"
            " WHERE path = ? AND state = 'current' AND id != ? LIMIT 1",
            (path, id),
        )
        return found.fetchone() is not None

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

    def versions_known_at(self, moment: datetime) -> tuple[str, ...]:
        """The versions that were the current ones at a moment, by name; what has been retracted since is not among them.

        Args:
            moment: with its time zone.

        Raises:
            StoreError: the store is of a format that did not note moments.
        """
        self._check_moments()
        return known.versions_at(self._db, moment)

    def is_latest(self, moment: datetime) -> bool:
        """Whether what was known at a moment, with its time zone, is what the store holds now: no change came after it.

        Raises:
            StoreError: the store is of a format that did not note moments.
        """
        self._check_moments()
        return known.is_latest(self._db, moment)

    def periods(self, version: str) -> tuple[known.Period, ...]:
        """When a version was the current one, earliest first.

        Raises:
            StoreError: the store is of a format that did not note moments.
        """
        self._check_moments()
        return known.periods(self._db, version)

    def count(self) -> int:
        """How many articles the store holds."""
        return int(self._db.execute("SELECT count(*) FROM article WHERE state = 'current'").fetchone()[0])

    def _add(self, text: str, source: str, moment: str) -> None:
        records = from_json(text)
        article = records.article
        version = version_path(article)
        for (older,) in self._db.execute(_OLDER, (article.id, version)).fetchall():
            self._db.execute("UPDATE article SET state = 'superseded', projected = 0 WHERE version = ?", (older,))
            known.end(self._db, older, moment)
            leave_blocks(self._db, older)
        self._db.execute(
            "INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, 'current', 0, ?, ?)",
            (version, article.id, article.source_name, article.url, source, text),
        )
        known.begin(self._db, version, moment)
        enter_blocks(self._db, version, records)

    def _check_moments(self) -> None:
        if not notes_moments(self._db):
            raise StoreError("the store was made by an older newskg and does not know when it knew what: `kg build` brings it up to date")
