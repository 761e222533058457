"""newskg: news articles in, a knowledge graph of actors, positions, places and events out.

    from kg import Settings, Store, ask, build

    build(["seeds"], Settings(store=Path("graph")))
    with Store(Path("graph"), read_only=True) as store:
        print(ask(store, "positions held by Ushakov"))

Importing this package loads neither spaCy nor pyvis.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.questions import Answer, ask
    from kg.errors import KgError
    from kg.pipeline import Report, build, retract
    from kg.settings import Settings
    from kg.store import Store

__all__ = ["Answer", "KgError", "Report", "Settings", "Store", "ask", "build", "retract"]
_HOMES = {
    "Answer": "kg.questions",
    "KgError": "kg.errors",
    "Report": "kg.pipeline",
    "Settings": "kg.settings",
    "Store": "kg.store",
    "ask": "kg.questions",
    "build": "kg.pipeline",
    "retract": "kg.pipeline",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
