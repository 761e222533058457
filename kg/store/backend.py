"""What a place that keeps the graph must be able to do; everything else is made of it in `kg.store.graphs`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.store.formats import Dataset, Found, ResultFormat


class Backend(Protocol):
    """Named graphs, and the union of those that are shown.

    A quad of the default graph belongs to the union, wherever the place keeps it.
    """

    @property
    def union_graph(self) -> str:
        """IRI of the graph that holds the union; empty where it is the default graph itself."""

    @property
    def generation(self) -> str:
        """Which state of the graph is read; empty where none was published."""

    def query(self, text: str, dataset: Dataset, prefixes: Mapping[str, str], base: str | None) -> Found:
        """Begin to answer a query over a dataset, or over the union and all named graphs."""

    def update(self, text: str, base: str | None) -> None:
        """Run an update, all or nothing; it names the union as `union_graph` says."""

    def triples(self, graph: str | None) -> Iterable[ox.Triple]:
        """The triples of a named graph, or of the union."""

    def dump(self, graph: str | None, form: ResultFormat, output: IO[bytes]) -> None:
        """Write the triples of a named graph, or of the union."""

    def names(self) -> Iterator[str]:
        """The IRIs of the named graphs."""

    def has(self, graph: str) -> bool:
        """Whether there is a named graph, be it empty where the place keeps empty ones."""

    def create(self, graph: str) -> None:
        """Have an empty graph, where the place keeps empty ones."""

    def missing(self, triples: Collection[ox.Triple]) -> list[ox.Triple]:
        """Those of some triples that the union may lack."""

    def elsewhere(self, triples: Collection[ox.Triple], graph: str) -> set[ox.Triple]:
        """Those of some triples that a graph other than this one brings to the union."""

    def change(self, remove: list[ox.Quad], add: list[ox.Quad]) -> None:
        """Remove and add, all or nothing."""

    def load(self, graphs: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Load named graphs, given as N-Triples lines, and their union into a place that holds nothing."""

    def is_empty(self) -> bool:
        """Whether it holds nothing."""

    def publish(self) -> None:
        """Show readers what was written."""

    def close(self) -> None:
        """Let go of it."""
