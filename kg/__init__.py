"""newskg: news articles in, a knowledge graph of actors, positions, places and events out.

    from pathlib import Path
    from kg import Settings, Store, ask, build, picture, select_frame

    build(["seeds/articles"], Settings(store=Path("graph")))
    with Store(Path("graph"), read_only=True) as store:
        print(ask(store, "positions held by Ushakov"))
        frame = select_frame(store, "SELECT ?name { ?person a kg:Person ; skos:prefLabel ?name }")
        picture(store, "30-day ceasefire").save("ceasefire.html")

`Store.dataset()` gives the graph to tools that speak rdflib. Each name is imported when it is first used: importing this
package loads neither spaCy nor pyvis, rdflib or pandas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.answers import Answer
    from kg.errors import KgError
    from kg.exports import export
    from kg.pictures import Picture, picture
    from kg.pipeline import Report, build, retract
    from kg.questions import ask
    from kg.settings import Settings
    from kg.store import Store
    from kg.tables import select_frame

__all__ = [
    "Answer",
    "KgError",
    "Picture",
    "Report",
    "Settings",
    "Store",
    "ask",
    "build",
    "export",
    "picture",
    "retract",
    "select_frame",
]
_HOMES = {
    "Answer": "kg.answers",
    "KgError": "kg.errors",
    "Picture": "kg.pictures",
    "Report": "kg.pipeline",
    "Settings": "kg.settings",
    "Store": "kg.store",
    "ask": "kg.questions",
    "build": "kg.pipeline",
    "export": "kg.exports",
    "picture": "kg.pictures",
    "retract": "kg.pipeline",
    "select_frame": "kg.tables",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
