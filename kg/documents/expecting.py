"""How many articles sources hold, told without reading them, so that a build can say how long it will take."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from kg.documents.folders import Found, form
from kg.documents.readers import STDIN, files
from kg.errors import DocumentError

_BLOCK = 1 << 20


def expected(sources: Sequence[str | Path]) -> int | None:
    """The number of articles of files, lines and rows, at most; None where only reading tells: standard input and web archives."""
    if any(str(source) == STDIN for source in sources):
        return None
    counts = [_in_file(found) for found in files(sources, lambda _: None)]
    return None if None in counts else sum(count for count in counts if count)


def _in_file(found: Found) -> int | None:
    match form(found.path):
        case ".jsonl":
            return _lines(found.path)
        case ".parquet" if find_spec("pyarrow") and find_spec("warcio"):
            return _rows(found.path)
        case ".txt" | ".md" | ".html" | ".htm":
            return 1
        case _:
            return None


def _lines(path: Path) -> int | None:
    try:
        with path.open("rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))
    except OSError:
        return None


def _rows(path: Path) -> int | None:
    from kg.documents.archives import row_groups

    try:
        return sum(row_groups(path))
    except (OSError, DocumentError):
        return None
