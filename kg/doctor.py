"""What is installed, what is not, and what that costs."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from kg import built_with
from kg.gazetteer import layers
from kg.settings import data_folder, from_environment

_NEEDED = ("spacy", "pyoxigraph", "rdflib", "networkx", "pyvis", "fastapi", "pyshacl", "trafilatura")


def findings(store: Path | None = None) -> Iterator[tuple[bool, bool, str]]:
    """Triples: found, needed, and a line about it."""
    yield sys.version_info >= (3, 11), True, f"Python {sys.version.split()[0]} (3.11 or newer)"
    for name in (*_NEEDED, from_environment().pipeline.replace("_", "-")):
        version = _version(name)
        yield version is not None, True, f"{name} {version or ': run pip install newskg again'}"
    yield data_folder("ontology").is_dir(), True, f"ontology and lexicon in {data_folder('ontology')}"
    yield True, False, "gazetteer: " + "; ".join(" ".join(layer) for layer in layers.current())
    if store is not None:
        told = built_with.difference(store)
        yield told is None, False, told or f"{store} was built with this gazetteer, or an older newskg that did not note it"
    browser = shutil.which("chromium")
    yield browser is not None, False, f"chromium {browser or ': the tests of pictures in a real browser are skipped'}"


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
