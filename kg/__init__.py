"""newskg: news articles in, a knowledge graph of actors, positions, places and events out.

>>> from pathlib import Path
>>> from kg import Settings, Store, ask, build, network, picture, select_frame

>>> report = build(["seeds/articles"], Settings(store=Path("graph")))
>>> report.skipped
[]
>>> store = Store(Path("graph"), read_only=True)

A question in words, with the sentences that answer it:

>>> print(ask(store, "positions held by Ushakov"))  # doctest: +ELLIPSIS
Positions held by Yuri Ushakov
...

SPARQL, as a pandas frame; the prefixes of the vocabulary need not be declared:

>>> frame = select_frame(store, "SELECT ?name { ?person a kg:Person ; skos:prefLabel ?name } ORDER BY ?name LIMIT 3")
>>> list(frame.columns), len(frame)
(['name'], 3)

The same data for rdflib, and a part of it for networkx:

>>> from rdflib import RDF, URIRef
>>> URIRef("https://w3id.org/newskg/ontology#Person") in set(store.dataset().objects(None, RDF.type))
True
>>> network(store, "30-day ceasefire", view="issue").number_of_edges() > 5
True

A picture, as a page that needs no network:

>>> picture(store, "30-day ceasefire").save("ceasefire.html").exists()
True
>>> store.close()

Each name is imported when it is first used: importing this package loads neither spaCy nor pyvis, rdflib, pandas or networkx.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.answers import Answer
    from kg.errors import KgError
    from kg.exports import export
    from kg.pictures import Picture, network, picture
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
    "network",
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
    "network": "kg.pictures",
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
