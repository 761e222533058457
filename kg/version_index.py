"""An index beside the graph, which answers at once what the graph would be read for: one SQLite file in the store's folder.

It follows the graph version by version, from the lines of their graphs, so it is a function of the set of current versions, whatever
came and went, and a change costs what the version holds.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable
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
    """

    file: ClassVar[str]
    schema: ClassVar[str]
    what: ClassVar[str]

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        """Open the index, or make an empty one.

        Raises:
            StoreError: it is missing although only to be read, or no database.
        """
        path = folder / self.file
        try:
            address = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rwc'}"
            self._db = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
            if not read_only:
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = NORMAL")
                self._db.executescript(_VERSIONS + self.schema)
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
        self._db.execute("BEGIN IMMEDIATE")
        with self._db:
            self._enter(version, listed)
            self._db.execute("INSERT OR IGNORE INTO version VALUES (?)" if listed else "DELETE FROM version WHERE name = ?", (version,))

    @abstractmethod
    def _enter(self, version: str, lines: tuple[str, ...]) -> None:
        """Make what is entered of a version that of these lines, inside a transaction."""
