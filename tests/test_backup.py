"""Backups hold a whole store, and are restored whole or not at all."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import articles
import kept
import pytest

from kg.backup import backup, restore
from kg.check import check
from kg.errors import InputError, KgError, StoreError
from kg.pipeline import build, retract
from kg.settings import Settings

pytestmark = pytest.mark.model
Members = list[tuple[str, bytes]]


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A store and a backup of it."""
    place = tmp_path_factory.mktemp("backup")
    kept.make(place / "store", place)
    backup(place / "store", place / "kept.tar")
    return place / "store", place / "kept.tar"


def test_a_restored_store_is_the_same_and_goes_on(packed: tuple[Path, Path], tmp_path: Path) -> None:
    store, file = packed
    assert restore(file, tmp_path / "new").articles == 2
    assert kept.quads(tmp_path / "new") == kept.quads(store)
    assert check(Settings(store=tmp_path / "new"), shapes=False) == ()
    retract("b", Settings(store=tmp_path / "new"))
    assert kept.quads(tmp_path / "new") != kept.quads(store)


def test_a_backup_can_be_made_of_a_store_that_is_written_to(packed: tuple[Path, Path], tmp_path: Path) -> None:
    from kg.records_store import RecordsStore
    from kg.store import Store

    shutil.copytree(packed[0], tmp_path / "store")
    with RecordsStore(tmp_path / "store"), Store(tmp_path / "store"):
        backup(tmp_path / "store", tmp_path / "kept.tar")
    restore(tmp_path / "kept.tar", tmp_path / "new")
    assert kept.quads(tmp_path / "new") == kept.quads(packed[0])


def test_backups_that_are_made_while_a_build_writes_are_whole(tmp_path: Path) -> None:
    store = Settings(store=tmp_path / "store")
    build([articles.write(tmp_path, 0)], store)
    made: list[Path] = []

    def at_each_step(step: str, done: int, _: int | None) -> None:
        made.append(tmp_path / f"{step}-{done}.tar")
        backup(tmp_path / "store", made[-1])

    more = articles.write(tmp_path, 0, 1, 2, 3, name="more.jsonl")
    build([more], store, progress=at_each_step)
    assert len(made) >= 4
    for file in made:
        restored = Settings(store=tmp_path / file.stem)
        restore(file, tmp_path / file.stem)
        assert {problem.part for problem in check(restored, shapes=False)} <= (
            {"due", "graph", "index"} if "reading" in file.stem else set()
        )
        build([more], restored)
        assert check(restored, shapes=False) == ()
        assert kept.quads(tmp_path / file.stem) == kept.quads(tmp_path / "store")


def _flip(members: Members) -> Members:
    name, data = next(member for member in members if member[0].startswith("graph/") and len(member[1]) > 100)
    return [(n, data[:50] + bytes([data[50] ^ 1]) + data[51:] if n == name else d) for n, d in members]


def _newer(members: Members) -> Members:
    manifest = json.loads(members[0][1])
    return [(members[0][0], json.dumps({**manifest, "format": manifest["format"] + 1}).encode()), *members[1:]]


TAMPERED: tuple[tuple[str, Callable[[Members], Members]], ...] = (
    ("checksum", _flip),
    ("missing", lambda members: members[:-1]),
    ("not in its manifest", lambda members: [*members, ("extra", b"x")]),
    ("not in its manifest", lambda members: [*members, ("../outside", b"x")]),
    ("not in its manifest", lambda members: [*members, members[-1]]),
    ("no backup", lambda members: members[1:]),
    ("no backup", lambda members: [(members[0][0], b"{"), *members[1:]]),
    ("newer newskg", _newer),
)


@pytest.mark.parametrize(("reason", "change"), TAMPERED)
def test_a_changed_backup_is_refused_and_leaves_nothing(
    packed: tuple[Path, Path], tmp_path: Path, reason: str, change: Callable[[Members], Members]
) -> None:
    with tarfile.open(packed[1]) as file:
        members = [(member.name, found.read()) for member in file if (found := file.extractfile(member))]
    with tarfile.open(tmp_path / "changed.tar", "w") as file:
        for name, data in change(members):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            file.addfile(member, io.BytesIO(data))
    with pytest.raises(InputError, match=reason):
        restore(tmp_path / "changed.tar", tmp_path / "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["changed.tar"]


@pytest.mark.parametrize("size", [0, 100, 5000])
def test_a_backup_that_was_cut_off_is_refused(packed: tuple[Path, Path], tmp_path: Path, size: int) -> None:
    (tmp_path / "cut.tar").write_bytes(packed[1].read_bytes()[:size])
    with pytest.raises(KgError):
        restore(tmp_path / "cut.tar", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_nothing_is_overwritten(packed: tuple[Path, Path]) -> None:
    with pytest.raises(InputError, match="there already"):
        backup(*packed)
    with pytest.raises(StoreError, match="there already"):
        restore(packed[1], packed[0])
