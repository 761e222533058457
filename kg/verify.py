"""Verification: every piece of evidence is exactly the words of its article at the place it names."""

from __future__ import annotations

from kg.pipeline import folder
from kg.records_store import RecordsStore
from kg.settings import Settings
from kg.store import Store

_EVIDENCE = """PREFIX kg: <https://w3id.org/newskg/ontology#>
SELECT ?e ?version ?start ?end ?exact WHERE {
  ?e a kg:Evidence ; kg:version ?version ; kg:start ?start ; kg:end ?end ; kg:exact ?exact
} ORDER BY ?version ?start ?e"""


def verify(settings: Settings) -> tuple[int, list[str]]:
    """The number of pieces of evidence checked, and a line for each that is wrong."""
    wrong: list[str] = []
    sources: dict[str, str] = {}
    with RecordsStore(folder(settings), read_only=True) as records, Store(settings.graph, read_only=True) as graph:
        rows = graph.select(_EVIDENCE)
        for row in rows:
            version = row["version"].removeprefix(settings.base_iri)
            if version not in sources:
                sources = {version: records.source(version)}
            found = sources[version][int(row["start"]) : int(row["end"])]
            if found != row["exact"]:
                wrong.append(f"{row['e']}: {version}[{row['start']}:{row['end']}] is {found!r}, not {row['exact']!r}")
    return len(rows), wrong
