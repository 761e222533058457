"""Retraction: what goes with an article, what stays, and taking it out."""

from __future__ import annotations

from dataclasses import dataclass

from kg import pipeline
from kg.errors import NotFoundError
from kg.ntriples import iri
from kg.records_store import RecordsStore
from kg.settings import Settings
from kg.store import Store

_FACTS = """PREFIX kg: <https://w3id.org/newskg/ontology#>
SELECT DISTINCT ?fact ?other WHERE {
  VALUES ?class { kg:Tenure kg:Stance kg:Statement kg:Event }
  GRAPH $graph { ?fact a ?class ; kg:evidence ?e }
  OPTIONAL { ?fact kg:evidence ?f . FILTER NOT EXISTS { GRAPH $graph { ?fact kg:evidence ?f } } BIND(true AS ?other) }
}"""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a retraction would do.

    Attributes:
        id: id of the article.
        going: facts that no other article states.
        staying: facts that other articles state as well.
    """

    id: str
    going: int
    staying: int


def preview(article: str, settings: Settings) -> Preview:
    """What would go and what would stay if an article were retracted.

    Args:
        article: its id, source name, address or IRI.
        settings: name the store.

    Raises:
        NotFoundError: the store holds no such article.
    """
    folder = pipeline.folder(settings)
    with RecordsStore(folder, read_only=True) as records, Store(folder, read_only=True) as graph:
        found = records.find(article, settings.base_iri)
        if len(found) != 1:
            raise NotFoundError(f"the store holds {'several articles' if found else 'no article'} named {article!r}: give its id")
        going = staying = 0
        for version in records.current(found[0]):
            rows = graph.select(_FACTS.replace("$graph", iri(settings.base_iri + version)))
            shared = {row["fact"] for row in rows if "other" in row}
            going += len({row["fact"] for row in rows} - shared)
            staying += len(shared)
    return Preview(found[0], going, staying)


def retract(article: str, settings: Settings) -> None:
    """Take an article, by its id, out of the store with everything that only it supports."""
    pipeline.retract(article, settings)
