"""The generation of a store: a number in a file beside the graph that grows with every change readers may see."""

from __future__ import annotations

from pathlib import Path

_FILE = "generation"


def generation(folder: Path) -> str:
    """The generation of the store in a folder; empty before the first."""
    path = folder / _FILE
    return path.read_text() if path.exists() else ""


def publish(folder: Path) -> str:
    """Begin the next generation; only the process that has the store open for writing may do so."""
    path = folder / _FILE
    fresh = path.with_suffix(".new")
    following = str(int(generation(folder) or 0) + 1)
    fresh.write_text(following)
    fresh.replace(path)
    return following
