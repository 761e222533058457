"""A build that is stopped from the terminal ends at once, leaves nothing running, and goes on where it was."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = [pytest.mark.model, pytest.mark.skipif(os.name == "nt", reason="there are no signals of a terminal")]
ARTICLES = 96


def started(source: Path, store: Path, jobs: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kg.cli", "build", str(source), "--store", str(store), "--jobs", str(jobs)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)


def kept(store: Path) -> int:
    try:
        with sqlite3.connect(f"file:{store / 'records.sqlite'}?mode=ro", uri=True) as database:
            return int(database.execute("SELECT count(*) FROM article").fetchone()[0])
    except sqlite3.Error:
        return 0


def is_gone(group: int) -> bool:
    """Whether no process of a group runs any more, a moment later at most."""
    for _ in range(100):
        listed = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
        if not any(line.split()[0] == str(group) and "Z" not in line for line in listed.splitlines()):
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(autouse=True)
def heeded() -> Iterator[None]:
    """Processes that are started here heed an interrupt, also where the tests run behind `nohup` and would pass on that it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("jobs", [1, 2])
def test_it_says_so_and_goes_on(tmp_path: Path, jobs: int) -> None:
    source, store = tmp_path / "articles.jsonl", tmp_path / "store"
    lines = ({"id": f"a{n}", "text": f"Minister Alba Quispe met deputies in Lima on day {n}. " * 8} for n in range(ARTICLES))
    source.write_text("".join(json.dumps(line) + "\n" for line in lines))
    running = started(source, store, jobs)
    while not kept(store):
        assert running.poll() is None
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=60)
    before = kept(store)
    assert (running.returncode, "stopped" in told, "Traceback" in told) == (130, True, False), told
    assert 0 < before < ARTICLES
    assert is_gone(running.pid)
    again = started(source, store, jobs)
    _, told = again.communicate(timeout=200)
    assert f"{ARTICLES - before} articles built" in told
    assert f"{before} unchanged" in told
