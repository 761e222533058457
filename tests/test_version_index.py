"""The indexes beside the graph know their format, and are whole or empty."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import kept
import pytest

from kg.check import check
from kg.errors import StoreError
from kg.name_index import NameIndex
from kg.pipeline import _Indexes, refresh
from kg.records_store import RecordsStore
from kg.rollups import Rollups
from kg.settings import BASE_IRI, Settings
from kg.store import Store

pytestmark = pytest.mark.model
INDEXES: tuple[type[NameIndex | Rollups], ...] = (NameIndex, Rollups)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("indexes")
    kept.make(place / "store", place)
    return place / "store"


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "store")
    return tmp_path / "store"


def stamp(folder: Path, kind: type[NameIndex | Rollups], number: int) -> None:
    with closing(sqlite3.connect(folder / kind.file)) as db:
        db.execute(f"PRAGMA user_version = {number}")
        db.commit()


@pytest.mark.parametrize("kind", INDEXES)
@pytest.mark.parametrize("read_only", [True, False])
def test_an_index_of_a_newer_newskg_is_left_alone(folder: Path, kind: type[NameIndex | Rollups], read_only: bool) -> None:
    stamp(folder, kind, 1000)
    before = (folder / kind.file).read_bytes()
    with pytest.raises(StoreError, match=r"format 1000 .* install a newer newskg"):
        kind(folder, read_only=read_only)
    assert (folder / kind.file).read_bytes() == before


@pytest.mark.parametrize("kind", INDEXES)
def test_an_index_of_an_older_newskg_is_made_anew_by_the_next_build(
    folder: Path, kind: type[NameIndex | Rollups], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kind, "format", 2)
    with pytest.raises(StoreError, match="older newskg; the next `kg build`"):
        kind(folder, read_only=True)
    with closing(sqlite3.connect(folder / kind.file)) as db:
        db.execute("CREATE TABLE of_old (a)")
        db.commit()
    refresh(Settings(store=folder))
    assert check(Settings(store=folder), shapes=False) == ()
    with closing(sqlite3.connect(folder / kind.file)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (2,)
        assert db.execute("SELECT name FROM sqlite_master WHERE name = 'of_old'").fetchone() is None


@pytest.mark.parametrize("kind", INDEXES)
def test_an_index_from_before_formats_is_used_as_it_is(folder: Path, kind: type[NameIndex | Rollups]) -> None:
    stamp(folder, kind, 0)
    with kind(folder, read_only=True) as index:
        assert not index.is_empty()
    with kind(folder) as index:
        assert not index.is_empty()


def test_an_index_that_is_cut_off_while_it_is_filled_is_filled_again(folder: Path) -> None:
    for kind in INDEXES:
        for side in ("", "-wal", "-shm"):
            (folder / f"{kind.file}{side}").unlink(missing_ok=True)
    with RecordsStore(folder, read_only=True) as records, Store(folder, read_only=True) as graph:
        lines = [(version, graph.lines(BASE_IRI + version)) for version in records.versions()]

    def cut() -> Iterator[tuple[str, tuple[str, ...]]]:
        yield lines[0]
        raise KeyboardInterrupt

    with Rollups(folder) as rollups, NameIndex(folder) as names:
        with pytest.raises(KeyboardInterrupt):
            _Indexes((rollups, names)).catch_up(cut())
        assert rollups.is_empty()
        assert names.is_empty()
    refresh(Settings(store=folder))
    assert check(Settings(store=folder), shapes=False) == ()
