"""A small store with a corrected article, a retracted one and a triple that somebody wrote, for tests of what keeps a store whole."""

from __future__ import annotations

import json
from pathlib import Path

from kg.added import extend
from kg.pipeline import build, retract
from kg.settings import Settings
from kg.store import Store

WRITTEN = '<https://example.org/note> <https://example.org/says> "kept" .'
_ARTICLES = (
    {"id": "a", "published": "2031-02-04", "publisher": "Lutz Courier", "text": "Peru’s president, Ana Sol, met envoys in Lima on Monday."},
    {
        "id": "b",
        "published": "2031-02-05",
        "text": "“We support the ceasefire,” President Ana Sol said on Tuesday in Lima, the capital of Peru.",
    },
    {"id": "c", "published": "2031-02-06", "text": "Chile arrested protesters in Santiago on Wednesday."},
    {
        "id": "a",
        "published": "2031-02-04",
        "publisher": "Lutz Courier",
        "text": "Peru’s president, Ana Sol, met envoys in Quito on Monday.",
    },
)


def make(folder: Path, place: Path) -> Settings:
    """Build the store."""
    settings = Settings(store=folder)
    for number, article in enumerate(_ARTICLES):
        path = place / f"{number}.jsonl"
        path.write_text(json.dumps(article) + "\n")
        assert not build([path], settings).skipped
    retract("c", settings)
    with Store(folder) as graph:
        extend(graph, "", [WRITTEN])
    return settings


def quads(folder: Path) -> list[str]:
    """The canonical N-Quads."""
    with Store(folder, read_only=True) as store:
        return list(store.nquads())
