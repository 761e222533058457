"""Stores whose writers are killed, run out of disk, or may not write: nothing is lost or half there, and a message tells it.

`KG_KILLS=200` makes the long run; so does `make test-crash`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from killing import Worker, kills, of_seeds, prepared, scenes

from kg.errors import StoreError
from kg.pipeline import refresh
from kg.settings import Settings
from kg.store import Store

pytestmark = pytest.mark.model
KILLS = int(os.environ.get("KG_KILLS", "18"))
SIZES = (300, 600, 1200, 2400)
"""KiB that are left on the disk of a store that grows."""
Seeds = tuple[list[dict[str, str]], dict[str, Any]]


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    """The shipped articles and their records."""
    return of_seeds()


@pytest.fixture(scope="module")
def worker(seeds: Seeds) -> Iterator[Worker]:
    with prepared(*seeds) as (found, _):
        yield found


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """An empty file system of its own, which can be made small or be closed to writers."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)], capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def again(disk: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(disk)], check=True)


def test_killed_stores_are_whole_when_they_are_gone_on_with(seeds: Seeds) -> None:
    tally = kills(*seeds, KILLS, seed=1)
    assert not tally.wrong
    assert sum(tally.kills.values()) >= KILLS


@pytest.mark.parametrize("left", SIZES)
def test_a_full_disk_is_told_and_gone_on_with_when_there_is_room(
    seeds: Seeds, worker: Worker, disk: Path, tmp_path: Path, left: int
) -> None:
    growth = next(scene for scene in scenes(seeds[0]) if scene.name == "growth")
    (tmp_path / "before").mkdir()
    assert worker.run(tmp_path / "before", *growth.before)["status"] == 0
    shutil.copytree(tmp_path / "before", tmp_path / "whole")
    assert worker.run(tmp_path / "whole", *growth.acts)["status"] == 0
    shutil.copytree(tmp_path / "before", disk / "store")
    used = int(subprocess.run(["du", "-sk", str(disk)], capture_output=True, text=True, check=True).stdout.split()[0])
    again(disk, f"size={used + left}k")
    ended = worker.run(disk / "store", *growth.acts)
    assert ended["status"] in (0, 1), ended["said"]
    again(disk, "size=64m")
    assert worker.run(disk / "store", *growth.again)["status"] == 0
    assert worker.state(disk / "store") == {**worker.state(tmp_path / "whole"), "wrong": []}


def test_a_store_that_may_not_be_written_can_be_read(seeds: Seeds, worker: Worker, disk: Path) -> None:
    growth = next(scene for scene in scenes(seeds[0]) if scene.name == "growth")
    assert worker.run(disk / "store", *growth.before)["status"] == 0
    whole = worker.state(disk / "store")
    again(disk, "ro")
    assert worker.state(disk / "store") == whole
    ended = worker.run(disk / "store", *growth.acts)
    assert (ended["status"], ended["said"].partition(":")[0]) == (1, "StoreError")


def test_a_second_builder_is_told_that_there_is_a_first(tmp_path: Path) -> None:
    with Store(tmp_path), pytest.raises(StoreError, match="no other build at work"):
        refresh(Settings(store=tmp_path))
