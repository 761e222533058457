"""Which layers the gazetteer has here, and which files extend the lexicon, to tell whether a store was built with the same."""

from __future__ import annotations

import hashlib
import json
from itertools import groupby
from typing import TYPE_CHECKING

from kg import lexicon
from kg.errors import StoreError
from kg.gazetteer import towns
from kg.settings import data_folder, gazetteer_files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Layers = list[list[str]]
"""Name and digest of each layer, the strongest first."""
_FILE = "gazetteer.json"
_DIGITS = 16


def current() -> Layers:
    """The layers of this process: the user's files, what newskg ships, and towns; then what extends the lexicon."""
    files = [[path.name, _digest([path])] for path in gazetteer_files()]
    tables = sorted((data_folder("seeds") / "gazetteer").glob("*.csv"))
    shipped = ["the shipped gazetteer", _digest([*tables, lexicon.files("demonyms.csv")[0]])]
    packages = ", ".join(f"{name} {number}" for name, number in sorted(towns.packages().items()))
    return [*files, shipped, *([["the extra gazetteer", packages]] if packages else []), *_words()]


def _words() -> Layers:
    named = groupby(lexicon.own_files(), key=lambda path: path.name)
    return [[f"lexicon {name}", _digest(lexicon.files(name)[1:])] for name, _ in named]


def remember(folder: Path) -> None:
    """Note in a store's folder that it is built with the layers of this process."""
    (folder / _FILE).write_text(json.dumps(current(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def differences(folder: Path) -> tuple[str, ...]:
    """How the layers of this process differ from those that a store was built with; nothing where that is not known.

    Raises:
        StoreError: the note in its folder cannot be read.
    """
    path = folder / _FILE
    if not path.exists():
        return ()
    try:
        before: dict[str, str] = dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise StoreError(f"{path}: {error}: delete it, and nothing is known of the gazetteer the store was built with") from error
    now = dict(current())
    gone = [f"{name} is gone" for name in before if name not in now]
    added = [f"{name} is new" for name in now if name not in before]
    changed = [f"{name} has changed" for name in now if before.get(name, now[name]) != now[name]]
    moved = [] if gone or added or list(before) == list(now) else ["their order has changed"]
    return (*gone, *added, *changed, *moved)


def _digest(files: Iterable[Path]) -> str:
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()[:_DIGITS]
