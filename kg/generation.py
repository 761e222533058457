"""The generations of a store on disk: what readers see, whole, while a build goes on beside it.

    DIR/graph               what is written to; nobody reads it while it changes
    DIR/generations/N       a checkpoint of it: hard links, so that it costs no more than what changed
    DIR/generation          the number of the latest; replaced in one step, which is the moment of publication
    DIR/unpublished         is there while `graph` holds what no generation shows

A reader holds a shared lock on the generation that it reads. Publishing takes away the generations that nobody holds.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

_FILE, _FOLDER, _LOCK, _MARK = "generation", "generations", "lock", "unpublished"
_DIGITS = 32
_NEVER_CHANGES = ".sst"


def generation(folder: Path | str) -> str:
    """The number of the latest generation of the store in a folder; empty before the first."""
    try:
        file = os.open(f"{folder}/{_FILE}", os.O_RDONLY)  # every query asks, and this takes a tenth of the time of read_text
    except FileNotFoundError:
        return ""
    try:
        return os.read(file, _DIGITS).decode()
    finally:
        os.close(file)


def is_published(folder: Path) -> bool:
    """Whether there is a generation to read."""
    now = generation(folder)
    return bool(now) and (folder / _FOLDER / now).is_dir()


def is_behind(folder: Path) -> bool:
    """Whether something was written that no generation shows."""
    return (folder / _MARK).exists()


def mark(folder: Path) -> None:
    """Note, before it happens, that something is written."""
    (folder / _MARK).touch()


def unmark(folder: Path) -> None:
    """Take the note back, for nothing was written, or all of it is published."""
    (folder / _MARK).unlink(missing_ok=True)


def publish(folder: Path, checkpoint: Callable[[Path], None]) -> str:
    """Begin the next generation, in one step; only the process that has the store open for writing may do so.

    Args:
        folder: the store's.
        checkpoint: makes a consistent copy of the graph in a new folder.
    """
    following = str(int(generation(folder) or 0) + 1)
    place = folder / _FOLDER / following
    fresh = place.with_name(f"{following}.new")
    for left in (fresh, place):
        shutil.rmtree(left, ignore_errors=True)
    fresh.mkdir(parents=True)
    checkpoint(fresh / "graph")
    (fresh / _LOCK).touch()
    fresh.rename(place)
    _point(folder, following)
    unmark(folder)
    _clear(folder / _FOLDER, following)
    return following


class Held:
    """A generation that stays while it is held.

    Attributes:
        number: which one it is.
        graph: the folder of its graph.
    """

    def __init__(self, folder: Path) -> None:
        """Hold the latest generation.

        Raises:
            OSError: there is none.
        """
        while True:
            self.number = generation(folder)
            place = folder / _FOLDER / self.number
            self.graph = place / "graph"
            try:
                self._lock = os.open(place / _LOCK, os.O_RDONLY)
            except FileNotFoundError:
                if self.number == generation(folder):
                    raise
                continue
            _locked(self._lock, shared=True)
            if self.number == generation(folder):
                return
            self.release()

    def __del__(self) -> None:
        self.release()

    def release(self) -> None:
        """Let it go."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    _lock = -1


def branch(graph: Path, place: Path) -> None:
    """Make a copy of a checkpoint that can be written: files that never change are links, so it costs no more than what is changed then.

    Args:
        graph: the checkpoint.
        place: a folder on the same disk, which is made.

    Raises:
        OSError: it cannot be made there.
    """
    place.mkdir()
    for file in sorted(graph.iterdir()):
        if file.suffix == _NEVER_CHANGES:
            os.link(file, place / file.name)
        elif file.name != "LOCK":
            shutil.copyfile(file, place / file.name)


def _point(folder: Path, number: str) -> None:
    """Name the latest generation, so that a loss of power leaves either it or the one before."""
    fresh = folder / f"{_FILE}.new"
    with fresh.open("w") as file:
        file.write(number)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / _FILE)


def _clear(generations: Path, latest: str) -> None:
    for place in sorted(generations.iterdir()):
        if place.name != latest and _is_free(place / _LOCK):
            shutil.rmtree(place, ignore_errors=True)


def _is_free(lock: Path) -> bool:
    try:
        with lock.open("rb") as file:
            return _locked(file.fileno(), shared=False)
    except FileNotFoundError:
        return True


def _locked(descriptor: int, *, shared: bool) -> bool:
    """Lock a file, shared or alone; tells whether it could be done at once. Windows keeps open files by itself."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
