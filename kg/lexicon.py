"""The lexicon: words as data, read from `ontology/lexicon/` and from the user's own folders.

Code knows constructions, the files here know words. Files of the same names in the folders of `KG_LEXICON` extend those that
newskg ships: lists and rows grow, tables are joined, and a single value takes the place of the shipped one. Each reader
caches, so a table is read once in a process.
"""

from __future__ import annotations

import csv
import tomllib
from functools import cache, reduce
from pathlib import Path
from typing import Any

from kg.errors import OntologyError
from kg.settings import data_folder, lexicon_folders

_ENDINGS = (".toml", ".csv")


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML file `ontology/lexicon/NAME.toml`, extended by the user's own.

    Raises:
        OntologyError: one is missing, is no TOML, or has another kind of value than the shipped one.
    """
    first, *others = ((path, _toml(path)) for path in files(f"{name}.toml"))
    return reduce(lambda shipped, own: _joined(shipped, own[1], str(own[0])), others, first[1])


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The list of words under a key of a table, as a set; a dotted key reaches into sections."""
    value: Any = table(name)
    for part in key.split("."):
        if part not in value:
            raise OntologyError(f"lexicon/{name}.toml has no {key!r}")
        value = value[part]
    return frozenset(value)


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the CSV file `ontology/lexicon/NAME.csv`, which has a header line, and then those of the user's own.

    Raises:
        OntologyError: one is missing, or has other columns than the shipped one.
    """
    shipped, *others = files(f"{name}.csv")
    columns, found = _csv(shipped)
    for path in others:
        own, more = _csv(path)
        if sorted(own) != sorted(columns):
            raise OntologyError(f"{path} has the columns {', '.join(own)}: give it {', '.join(columns)}")
        found += more
    return tuple(found)


def files(name: str) -> tuple[Path, ...]:
    """The shipped file of this name, and those that extend it, the strongest last."""
    return (_shipped() / name, *(path for folder in reversed(folders()) if (path := folder / name).is_file()))


def own_files() -> tuple[Path, ...]:
    """The files of the user's folders, sorted by name."""
    return tuple(sorted((path for folder in folders() for path in _of_lexicon(folder)), key=lambda path: (path.name, path)))


def folders() -> tuple[Path, ...]:
    """The user's folders, the strongest first, as they were when the first word was read.

    Raises:
        OntologyError: `KG_LEXICON` has changed since then, or a file in a folder extends none that newskg ships.
    """
    if lexicon_folders() != _opened():
        raise OntologyError("KG_LEXICON has changed after words were read: start a new process for it")
    return _opened()


@cache
def _opened() -> tuple[Path, ...]:
    known = {path.name for path in _of_lexicon(_shipped())}
    for folder in lexicon_folders():
        for path in _of_lexicon(folder):
            if path.name not in known:
                raise OntologyError(f"{path} extends no file of the lexicon: it has {', '.join(sorted(known))}")
    return lexicon_folders()


def _shipped() -> Path:
    return data_folder("ontology") / "lexicon"


def _of_lexicon(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix in _ENDINGS]


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise OntologyError(f"{path}: {error}") from error


def _csv(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            return list(reader.fieldnames or ()), list(reader)
    except (OSError, ValueError, csv.Error) as error:
        raise OntologyError(f"{path}: {error}") from error


def _joined(shipped: dict[str, Any], own: dict[str, Any], where: str) -> dict[str, Any]:
    """A table with another one in it: tables are joined key by key, lists grow, other values are replaced."""
    found = dict(shipped)
    for key, value in own.items():
        before = found.get(key, value)
        if type(before) is not type(value):
            raise OntologyError(f"{where}: {key} is a {type(value).__name__}, and a {type(before).__name__} in the file that it extends")
        if isinstance(value, dict):
            found[key] = _joined(found.get(key, {}), value, f"{where}: {key}")
        elif isinstance(value, list):
            old = found.get(key, [])
            found[key] = [*old, *(one for one in value if one not in old)]
        else:
            found[key] = value
    return found
