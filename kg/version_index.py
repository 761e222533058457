"""An index beside the graph, which answers at once what the graph would be read for: one SQLite file in the store's folder.

It follows the graph version by version, from the lines of their graphs, so it is a function of the set of current versions, whatever
came and went, and a change costs what the version holds. The file says its format. One of an older format is emptied when it is next
opened to be written, and filled anew from the graph; one of a newer newskg is left alone.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from kg.errors import StoreError

_VERSIONS = "CREATE TABLE IF NOT EXISTS version (name TEXT PRIMARY KEY) WITHOUT ROWID;"


class VersionIndex(ABC):
    """An index of a store's folder; a context manager.

    Attributes:
        file: name of the file.
        schema: SQL that makes the tables of an empty one.
        what: the index as an error names it.
        format: number of the tables, raised when they change.
    """

    file: ClassVar[str]
    schema: ClassVar[str]
    what: ClassVar[str]
    format: ClassVar[int] = 1

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        """Open the index, or make an empty one.

        Raises:
            StoreError: it is no database, of a newer newskg, or missing or of an older one and only to be read.
        """
        self._path = path = folder / self.file
        try:
            address = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rwc'}"
            self._db = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
            self._check(read_only=read_only)
            if not read_only:
                self._prepare()
            self.is_empty()
        except sqlite3.Error as error:
            raise StoreError(f"{path}: {error}; the next `kg build` makes {self.what} anew") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def has(self, version: str) -> bool:
        """Whether a version is entered."""
        return self._db.execute("SELECT 1 FROM version WHERE name = ?", (version,)).fetchone() is not None

    def is_empty(self) -> bool:
        """Whether no version is entered."""
        return self._db.execute("SELECT 1 FROM version LIMIT 1").fetchone() is None

    def put(self, version: str, lines: Iterable[str]) -> None:
        """Enter a version by the lines of its graph, in place of what was entered of it, all or nothing; no lines take it out."""
        listed = tuple(lines)
        with self.at_once():
            self._enter(version, listed)
            self._db.execute("INSERT OR IGNORE INTO version VALUES (?)" if listed else "DELETE FROM version WHERE name = ?", (version,))

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """All that is entered inside is kept, or nothing; also of what is entered one version after the other."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _check(self, *, read_only: bool) -> None:
        """See that the tables are those that this newskg knows.

        Raises:
            StoreError: they are of a newer one, or of an older one and cannot be made anew here.
        """
        found = self._format()
        if found > self.format:
            self.close()
            told = f"{self._path} has format {found} and this newskg knows formats up to {self.format}"
            raise StoreError(f"{told}: install a newer newskg, or remove the file, and the next `kg build` makes {self.what} anew")
        if found < self.format and read_only:
            self.close()
            raise StoreError(f"{self._path} is of an older newskg; the next `kg build` makes {self.what} anew")

    def _prepare(self) -> None:
        """Make the tables, in place of those of an older format."""
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        with self.at_once():
            if self._format() < self.format:
                self._empty()
            for statement in _statements(_VERSIONS + self.schema):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {self.format}")

    def _empty(self) -> None:
        """Remove everything; what belongs to a virtual table goes with it."""
        for kind in ("trigger", "table"):
            named = (
                "SELECT name FROM sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite_%' ORDER BY sql NOT LIKE 'CREATE VIRTUAL%', name"
            )
            for (name,) in self._db.execute(named, (kind,)).fetchall():
                self._db.execute(f'DROP {kind} IF EXISTS "{name}"')

    def _format(self) -> int:
        """The format of the file; the first one was not written down."""
        return int(self._db.execute("PRAGMA user_version").fetchone()[0]) or 1

    @abstractmethod
    def _enter(self, version: str, lines: tuple[str, ...]) -> None:
        """Make what is entered of a version that of these lines, inside a transaction."""


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; those of a trigger are part of it."""
    statement = ""
    for piece in script.split(";"):
        statement += piece + ";"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
