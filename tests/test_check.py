"""The check finds each kind of damage, and repair makes all but the records again."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import kept
import pytest

from kg.check import check
from kg.errors import StoreError
from kg.records_store import RecordsStore
from kg.repairing import repair
from kg.settings import BASE_IRI, Settings
from kg.store import Store

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that nothing is wrong with."""
    place = tmp_path_factory.mktemp("check")
    kept.make(place / "store", place)
    return place / "store"


def test_nothing_is_wrong_with_a_store_that_was_built(whole: Path) -> None:
    assert check(Settings(store=whole)) == ()


def _graph(change: Callable[[Store, str], str]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        with RecordsStore(folder, read_only=True) as records:
            version = BASE_IRI + next(iter(records.versions()))
        with Store(folder) as store:
            store.update(change(store, version))

    return damage


def _rows(file: str, statement: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        with sqlite3.connect(folder / file) as db:
            db.execute(statement)
        db.close()

    return damage


KG = "https://w3id.org/newskg/ontology#"
DAMAGE: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("graph", _graph(lambda store, name: f"DELETE WHERE {{ GRAPH <{name}> {{ ?s <{KG}confidence> ?o }} }}")),
    ("graph", _graph(lambda store, name: f'INSERT DATA {{ GRAPH <{name}> {{ <x:a> <x:b> "c" }} }}')),
    ("union", _graph(lambda store, name: 'INSERT DATA { <x:a> <x:b> "c" }')),
    ("union", _graph(lambda store, name: f"DELETE WHERE {{ ?s <{KG}exact> ?o }}")),
    ("orphan", _graph(lambda store, name: f'INSERT DATA {{ GRAPH <{BASE_IRI}article/none/v/1> {{ <x:a> <x:b> "c" }} }}')),
    ("orphan", _graph(lambda store, name: f"DELETE WHERE {{ GRAPH <{name}> {{ ?s <{KG}evidence> ?o }} }}")),
    (
        "evidence",
        _graph(lambda s, n: f"WITH <{n}> DELETE {{ ?s <{KG}start> ?o }} INSERT {{ ?s <{KG}start> 1 }} WHERE {{ ?s <{KG}start> ?o }}"),
    ),
    ("index", _rows("names.sqlite", "DELETE FROM shown")),
    ("index", _rows("rollups.sqlite", "UPDATE cell SET n = n + 1")),
    ("index", lambda folder: (folder / "rollups.sqlite").unlink()),
    ("database", lambda folder: (folder / "names.sqlite").write_bytes(b"no database" * 1000)),
    ("due", _rows("records.sqlite", "UPDATE article SET projected = 0")),
)


@pytest.mark.parametrize(("part", "damage"), DAMAGE)
def test_damage_is_found_and_repaired(whole: Path, tmp_path: Path, part: str, damage: Callable[[Path], None]) -> None:
    settings = Settings(store=tmp_path / "store")
    shutil.copytree(whole, tmp_path / "store")
    damage(tmp_path / "store")
    assert part in {problem.part for problem in check(settings, shapes=False)}
    repair(settings)
    assert check(settings, shapes=False) == ()
    assert kept.quads(tmp_path / "store") == kept.quads(whole)


def test_records_that_are_damaged_are_told_and_nothing_else_is_looked_at(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole, tmp_path / "store")
    (tmp_path / "store" / "records.sqlite").write_bytes(b"no database" * 1000)
    assert [problem.about for problem in check(Settings(store=tmp_path / "store"))] == ["records.sqlite"]


def test_a_store_of_a_newer_newskg_is_left_alone(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole, tmp_path / "store")
    _rows("records.sqlite", "PRAGMA user_version = 1000")(tmp_path / "store")
    for run in (check, repair):
        with pytest.raises(StoreError, match="install a newer newskg"):
            run(Settings(store=tmp_path / "store"))
