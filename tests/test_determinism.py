"""The same bytes whatever the hash seed, time zone, locale and number of processes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from articles import write

pytestmark = pytest.mark.model
SURROUNDINGS = {
    "seed 1, far east, Turkish": {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"},
    "seed 2, far west, C": {"PYTHONHASHSEED": "2", "TZ": "Pacific/Niue", "LC_ALL": "C", "PYTHONUTF8": "0"},
    "random seed, UTC, optimised": {"PYTHONHASHSEED": "random", "TZ": "UTC", "PYTHONOPTIMIZE": "1"},
}


def digest(folder: Path, name: str, surroundings: dict[str, str], jobs: int) -> str:
    """SHA-256 of the canonical N-Quads of a build in these surroundings."""
    store = folder / name.replace(" ", "-")
    environment = {key: value for key, value in os.environ.items() if key not in ("LANG", "LC_CTYPE")} | surroundings
    for arguments in (
        ["build", str(folder / "news.jsonl"), "--store", str(store), "--jobs", str(jobs)],
        ["export", "--store", str(store), "--format", "nquads", "-o", f"{store}.nq"],
    ):
        done = subprocess.run([sys.executable, "-m", "kg.cli", *arguments], env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
    return hashlib.sha256(Path(f"{store}.nq").read_bytes()).hexdigest()


def test_surroundings_change_no_byte(tmp_path: Path) -> None:
    write(tmp_path, 0, 1, 2, 3)
    found = {digest(tmp_path, name, extra, 1 + number % 2) for number, (name, extra) in enumerate(SURROUNDINGS.items())}
    assert len(found) == 1
