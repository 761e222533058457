"""Backups: one file that holds all of a store that cannot be made again, with the checksum of every part; and stores made from them.

A backup is a tar file. Its first member, `manifest.json`, names the format and for every other member its size and its SHA-256. Databases
are copied by SQLite's own online backup and the graph by a checkpoint of the store, each whole whatever goes on meanwhile. While a build
writes, or was killed at it, the records are ahead of the last checkpoint; the manifest says so, and what can be made from the records is
made again when such a backup is restored. Restoring checks every byte before the folder gets its name, so that a store is restored whole
or not at all.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from kg.errors import InputError, StoreError
from kg.generation import Held, generation, is_behind
from kg.records_schema import FORMAT as RECORDS_FORMAT
from kg.records_store import RecordsStore
from kg.repairing import repair
from kg.settings import Settings
from kg.store import Store

FORMAT: Final = 2
MANIFEST: Final = "manifest.json"
_RECORDS: Final = "records.sqlite"
_LEFT_OUT: Final = ("generations", "generation", "generation.new", "unpublished", "graph", "intake.lock")
_DATABASE: Final = ".sqlite"
_PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds.

    Attributes:
        articles: how many current articles there are in it.
        files: its members.
        size: their bytes.
    """

    articles: int
    files: int
    size: int


def backup(store: Path, target: Path) -> Backup:
    """Write a backup of a store's folder, whole or not at all; the store may be in use.

    Raises:
        StoreError: there is no store, or it cannot be read.
        InputError: the target is there already, or cannot be written.
    """
    if target.exists():
        raise InputError(f"{target} is there already: give another name, or remove it")
    with RecordsStore(store, read_only=True) as records:
        articles = records.count()
    fresh = target.with_name(f"{target.name}.part")
    try:
        with _told(target), tempfile.TemporaryDirectory(dir=target.parent) as place:
            copy = Path(place) / "store"
            before = _moment(store)
            _copy(store, copy)
            manifest = _manifest(copy, articles, behind=before != _moment(store) or is_behind(store))
            _pack(copy, manifest, fresh)
            fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return _told_of(manifest)


def restore(source: Path, store: Path, settings: Settings | None = None) -> Backup:
    """Make a store in a new folder from a backup.

    Args:
        source: the backup.
        store: the folder.
        settings: say below which IRI its articles are named, for a backup that was made while a build wrote.

    Raises:
        InputError: it is no backup, or was damaged or changed, or a newer newskg made it.
        StoreError: the folder is there already, or cannot be written.
    """
    if store.exists() and (not store.is_dir() or any(store.iterdir())):
        raise StoreError(f"{store} is there already: restore to a new folder, and put that in its place afterwards")
    store.parent.mkdir(parents=True, exist_ok=True)
    with _told(source), tempfile.TemporaryDirectory(dir=store.parent) as place:
        fresh = Path(place) / "store"
        manifest = _unpack(source, fresh)
        with RecordsStore(fresh, read_only=True):
            pass
        with Store(fresh):
            pass
        if manifest.get("behind"):
            repair(replace(settings or Settings(), store=fresh, server=None))
        if store.exists():
            store.rmdir()
        fresh.rename(store)
    return _told_of(manifest)


def _moment(store: Path) -> tuple[str, bool]:
    """What changes whenever the graph is written: the last generation, and whether something is ahead of it."""
    return generation(store), is_behind(store)


def _copy(store: Path, copy: Path) -> None:
    """The files of a store, each as it was at one moment."""
    copy.mkdir()
    for path in sorted(store.iterdir()):
        if path.name in _LEFT_OUT or path.name.endswith(("-wal", "-shm", "-journal")):
            continue
        if path.suffix == _DATABASE:
            _copy_database(path, copy / path.name)
        elif path.is_file():
            shutil.copyfile(path, copy / path.name)
    if (store / "generation").exists():
        held = Held(store)
        shutil.copytree(held.graph, copy / "graph", ignore=shutil.ignore_patterns("LOCK", "LOG*"))
        held.release()


def _copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def _manifest(copy: Path, articles: int, *, behind: bool) -> dict[str, Any]:
    paths = sorted(path for path in copy.rglob("*") if path.is_file())
    files = [{"path": path.relative_to(copy).as_posix(), "size": path.stat().st_size, "sha256": _digest(path)} for path in paths]
    return {"format": FORMAT, "records_format": RECORDS_FORMAT, "articles": articles, "behind": behind, "files": files}


def _pack(copy: Path, manifest: dict[str, Any], target: Path) -> None:
    (copy / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    with tarfile.open(target, "w", format=tarfile.PAX_FORMAT) as packed:
        for name in (MANIFEST, *(file["path"] for file in manifest["files"])):
            packed.add(copy / name, name, recursive=False, filter=_plain)


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """A member without anything about the machine that it was made on."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime, member.mode = 0, 0o644
    return member


def _unpack(source: Path, fresh: Path) -> dict[str, Any]:
    """The files of a backup, in a new folder, each as the manifest says; gives the manifest."""
    with tarfile.open(source, "r:") as packed:
        first = packed.next()
        if first is None or first.name != MANIFEST or not first.isfile():
            raise InputError(f"{source} is no backup of newskg: its first part is no {MANIFEST}")
        manifest = _read_manifest(packed, first, source)
        expected = {file["path"]: file for file in manifest["files"]}
        for member in iter(packed.next, None):
            file = expected.pop(member.name, None)
            if file is None or not member.isfile():
                raise InputError(f"{source} was changed: {member.name!r} is not in its manifest")
            _unpack_one(packed, member, file, fresh, source)
    if expected:
        raise InputError(f"{source} was cut off: {min(expected)} is missing")
    return manifest


def _read_manifest(packed: tarfile.TarFile, member: tarfile.TarInfo, source: Path) -> dict[str, Any]:
    stream = packed.extractfile(member)
    manifest: dict[str, Any] = json.loads(stream.read()) if stream else {}
    if manifest.get("format", 0) > FORMAT or manifest.get("records_format", 0) > RECORDS_FORMAT:
        raise InputError(f"{source} was made by a newer newskg: install that to restore it")
    return manifest


def _unpack_one(packed: tarfile.TarFile, member: tarfile.TarInfo, file: dict[str, Any], fresh: Path, source: Path) -> None:
    path = (fresh / member.name).resolve()
    if not path.is_relative_to(fresh.resolve()):
        raise InputError(f"{source} was changed: {member.name!r} leads out of the store")
    path.parent.mkdir(parents=True, exist_ok=True)
    stream = packed.extractfile(member)
    with path.open("wb") as target:
        while stream and (piece := stream.read(_PIECE)):
            target.write(piece)
    if _digest(path) != file["sha256"]:
        raise InputError(f"{source} was damaged or changed: {member.name} has another checksum than its manifest says")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _told_of(manifest: dict[str, Any]) -> Backup:
    return Backup(manifest["articles"], len(manifest["files"]), sum(file["size"] for file in manifest["files"]))


@contextmanager
def _told(about: Path) -> Iterator[None]:
    """What the system says of a file, as an error of newskg."""
    try:
        yield
    except (tarfile.TarError, json.JSONDecodeError, UnicodeDecodeError, KeyError, EOFError) as error:
        raise InputError(f"{about} is no backup of newskg, or was damaged: {error}") from error
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{about}: {error}; is there room on the disk, and may the folder be written?") from error
