"""Whether the files of a pipeline are the ones that newskg was tested with.

`kg/nlp/models.json` holds a digest for each pipeline that the project knows; a pipeline that somebody chose for himself is not checked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from kg.errors import StoreError

_KNOWN = Path(__file__).with_name("models.json")
_NO_DATA = ("__pycache__",)


def check(pipeline: str, folder: Path) -> None:
    """Look at the files of a pipeline.

    Args:
        pipeline: import name.
        folder: of its package.

    Raises:
        StoreError: they differ from those that the project knows by this name.
    """
    expected = json.loads(_KNOWN.read_text(encoding="utf-8")).get(pipeline)
    if expected is not None and digest(folder) != expected:
        raise StoreError(f"the files of {pipeline} in {folder} are not those that newskg was tested with: install it again")


def digest(folder: Path) -> str:
    """SHA-256 over the paths and contents of all files below a folder, in the order of their paths."""
    whole = hashlib.sha256()
    for path in sorted(_files(folder), key=lambda one: one.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix().encode()
        data = path.read_bytes()
        whole.update(b"%d %s %d\n" % (len(name), name, len(data)))
        whole.update(data)
    return whole.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not set(path.parts) & set(_NO_DATA))
