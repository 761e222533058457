"""Builds that are killed: whatever the moment, the next build ends with what an undisturbed one gives."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.pipeline import build
from kg.settings import Settings, data_folder
from kg.store import Store

pytestmark = pytest.mark.model
SEEDS = data_folder("seeds") / "articles"
MOMENTS = (0.02, 0.2, 0.4, 0.6, 0.8, 0.95)
"""When to kill, as shares of the time that an undisturbed build takes."""


def quads(folder: Path) -> list[str]:
    with Store(folder, read_only=True) as store:
        return list(store.nquads())


def test_a_killed_build_is_finished_by_the_next(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg.cli", "build", str(SEEDS), "--store"]
    started = time.monotonic()
    subprocess.run([*command, str(tmp_path / "whole")], check=True, capture_output=True)
    whole, duration = quads(tmp_path / "whole"), time.monotonic() - started
    for number, moment in enumerate(MOMENTS):
        folder = tmp_path / f"cut-{number}"
        with subprocess.Popen([*command, str(folder)], stderr=subprocess.DEVNULL) as running:
            time.sleep(moment * duration)
            running.send_signal(signal.SIGKILL)
        build([SEEDS], Settings(store=folder))
        assert quads(folder) == whole, f"killed after {moment * duration:.2f} s"
