"""What people write to the default graph: kept in `ADDED`, and shown in the union with what articles state.

An operation that writes to the default graph first collects its triples in two graphs, `ADDING` and `REMOVING`. Settling then
brings `ADDED` and the union in line and drops both: an added triple joins the union, a removed one leaves it unless an
article states it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from kg.errors import InputError
from kg.ntriples import iri
from kg.store import ADDED, Dataset, Store
from kg.vocabulary import ARTICLE_VERSION

RESERVED: Final = ADDED.removesuffix("default")
"""Graphs below this IRI are the store's own."""
DEFAULT: Final = ""
"""The default graph, where a graph is named."""
ADDING, REMOVING = RESERVED + "adding", RESERVED + "removing"
_ANY: Final = "?s ?p ?o"
ALL: Final = f"{{ {_ANY} }}"


class ReservedGraphError(InputError):
    """A write to a graph that only articles, or only the store itself, may change."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an update may do.

    Attributes:
        articles: IRIs of graphs of articles begin so.
        using: the dataset that the request names for the patterns of its operations.
        only: the one graph it may change, or DEFAULT; None for any.
        union: the graph that holds the union; DEFAULT where it is the default graph itself.
    """

    articles: str
    using: Dataset = field(default_factory=Dataset)
    only: str | None = None
    union: str = DEFAULT

    def shown(self, triples: str) -> str:
        """A template or pattern of these triples in the union."""
        return f"GRAPH {iri(self.union)} {{ {triples} }}" if self.union else triples


def replace(store: Store, graph: str, lines: list[str]) -> None:
    """Make a graph hold these triples and no others; or the default graph, beside what articles state."""
    store.put(graph or ADDED, lines, shown=graph == DEFAULT)


def extend(store: Store, graph: str, lines: list[str]) -> None:
    """Add these triples to a graph, which need not be there, or to the default one."""
    store.extend(graph or ADDED, lines, shown=graph == DEFAULT)


def remove(store: Store, graph: str, _: list[str]) -> None:
    """Delete a graph, or what people wrote to the default one."""
    if graph == DEFAULT:
        store.withdraw(ADDED, keep=False)
    else:
        store.update(f"DROP GRAPH {iri(graph)}")


def check(graph: str, limits: Limits) -> None:
    """Refuse to write to a graph that is not for people to change.

    Raises:
        ReservedGraphError: it is the graph of an article or one of the store's own.
    """
    if graph.startswith(limits.articles):
        raise ReservedGraphError(f"<{graph}> is the graph of an article: only a correction or retraction of the article changes it")
    if graph.startswith(RESERVED):
        raise ReservedGraphError(f"<{graph}> is the store's own: write to the default graph instead")


def cleared(limits: Limits) -> list[str]:
    """The operations that take away all that people wrote to the default graph."""
    return [emptied(), *settled(limits)]


def emptied() -> str:
    """The operation that collects all that people wrote to the default graph, to be removed."""
    return f"INSERT {{ GRAPH {iri(REMOVING)} {ALL} }} WHERE {{ GRAPH {iri(ADDED)} {ALL} }}"


def adding(triples: str) -> list[str]:
    """The operation that collects triples, to be added."""
    return [f"INSERT DATA {{ GRAPH {iri(ADDING)} {{ {triples} }} }}"]


def settled(limits: Limits) -> list[str]:
    """What brings `ADDED` and the default graph in line with the collected triples, and drops these."""
    shown, version = limits.shown(_ANY), limits.shown(f"?g a {iri(ARTICLE_VERSION)}")
    stated = f'GRAPH ?g {ALL} {version} FILTER(STRSTARTS(STR(?g), "{limits.articles}"))'
    return [
        f"DELETE {{ GRAPH {iri(ADDED)} {ALL} }} WHERE {{ GRAPH {iri(REMOVING)} {ALL} }}",
        f"INSERT {{ GRAPH {iri(ADDED)} {ALL} }} WHERE {{ GRAPH {iri(ADDING)} {ALL} }}",
        f"INSERT {{ {shown} }} WHERE {{ GRAPH {iri(ADDING)} {ALL} }}",
        f"DELETE {{ {shown} }} WHERE {{ GRAPH {iri(REMOVING)} {ALL} FILTER NOT EXISTS {{ GRAPH {iri(ADDED)} {ALL} }}"
        f" FILTER NOT EXISTS {{ {stated} }} }}",
        f"DROP SILENT GRAPH {iri(REMOVING)}",
        f"DROP SILENT GRAPH {iri(ADDING)}",
    ]
