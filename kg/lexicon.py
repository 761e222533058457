"""The lexicon: words as data, read from `ontology/lexicon/`.

Code knows constructions, the files here know words. Each reader caches, so a table is read once in a process.
"""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from typing import Any

from kg.errors import OntologyError
from kg.settings import data_folder


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML file `ontology/lexicon/NAME.toml`.

    Raises:
        OntologyError: it is missing or is no TOML.
    """
    path = data_folder("ontology") / "lexicon" / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise OntologyError(f"{path}: {error}") from error


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
    """The rows of the CSV file `ontology/lexicon/NAME.csv`, which has a header line.

    Raises:
        OntologyError: it is missing.
    """
    path = data_folder("ontology") / "lexicon" / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return tuple(csv.DictReader(file))
    except OSError as error:
        raise OntologyError(f"{path}: {error}") from error
