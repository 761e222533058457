"""Numbers and who holds what, from articles to the graph: one node for one number of one happening, valid, with its sources."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.pipeline import build, retract
from kg.query.templates import text_of
from kg.records_json import from_json, to_json
from kg.records_store import RecordsStore
from kg.settings import Settings
from kg.store import Store
from kg.validate import validate
from kg.verify import verify
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.model
PROLOGUE = "".join(f"PREFIX {prefix}: <{namespace}> " for prefix, namespace in PREFIXES.items())

TEXTS = (
    "At least 12 people were killed in Nairobi on Monday, police said. Kenya deployed 1,000 troops to Haiti. "
    "Taiwan, claimed by China, voted.",
    "In Nairobi, at least 12 people were killed on Monday, officials said. "
    "Shells hit Russian-held Donetsk. Russia did not comment on Donetsk.",
    "Some 40 people were wounded in Lagos on Monday. Dozens were arrested.",
)


def source(folder: Path, *numbers: int) -> Path:
    path = folder / "news.jsonl"
    rows = [{"id": f"n{i}", "publisher": f"Paper {i}", "published": "2024-05-16", "text": TEXTS[i]} for i in numbers]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def rows(store: Store, where: str = "") -> list[dict[str, str]]:
    return list(store.select(text_of("quantities", where) if where else text_of("quantities")))


def test_query_lists_quantities_with_bounds_events_and_actors(tmp_path: Path) -> None:
    build([source(tmp_path, 0, 1, 2)], Settings(store=tmp_path / "graph"))
    with Store(tmp_path / "graph", read_only=True) as store:
        found = {row["amount"]: row for row in rows(store)}
        assert validate(store.lines()) == ()
    assert set(found) == {"At least 12", "1,000", "Some 40", "Dozens"}
    toll = found["At least 12"]
    assert (toll["measure"], toll["unit"], toll["counted"], toll["atLeast"], toll["placeLabel"]) == (
        "killed",
        "person",
        "people",
        "12",
        "Nairobi",
    )
    assert toll["eventLabel"]
    assert toll["earliest"] == toll["latest"] == "2024-05-13"
    assert found["1,000"]["actorLabel"] == "Kenya"
    assert (found["Some 40"]["value"], found["Some 40"]["approximate"]) == ("40", "true")
    assert not {"value", "atLeast", "atMost"} & set(found["Dozens"])
    assert not verify(Settings(store=tmp_path / "graph"))[1]


def test_graph_says_who_holds_and_who_claims_beside_where_places_lie(tmp_path: Path) -> None:
    build([source(tmp_path, 0, 1)], Settings(store=tmp_path / "graph"))
    with Store(tmp_path / "graph", read_only=True) as store:
        held = store.select(
            PROLOGUE
            + "SELECT ?p ?a ?c WHERE { ?p kg:controlledBy/skos:prefLabel ?a ; kg:within+/skos:prefLabel ?c . ?p skos:prefLabel 'Donetsk' }"
        )
        claimed = store.select(PROLOGUE + "SELECT ?a WHERE { ?p kg:claimedBy/skos:prefLabel ?a ; skos:prefLabel 'Taiwan' }")
        told = store.select(PROLOGUE + "SELECT ?o WHERE { ?e kg:rule 'place.controlled.adjective' ; kg:accordingTo/skos:prefLabel ?o }")
    assert {(row["a"], row["c"]) for row in held} >= {("Russia", "Ukraine")}
    assert [row["a"] for row in claimed] == ["China"]
    assert [row["o"] for row in told] == ["Paper 1"]


def test_retraction_leaves_the_numbers_that_other_articles_give(tmp_path: Path) -> None:
    build([source(tmp_path, 0, 1, 2)], Settings(store=tmp_path / "all"))
    retract("n0", Settings(store=tmp_path / "all"))
    build([source(tmp_path, 1, 2)], Settings(store=tmp_path / "rest"))
    with Store(tmp_path / "all", read_only=True) as all_, Store(tmp_path / "rest", read_only=True) as rest:
        assert list(all_.nquads()) == list(rest.nquads())


def test_records_written_before_there_were_quantities_are_read(tmp_path: Path) -> None:
    build([source(tmp_path, 0)], Settings(store=tmp_path / "graph"))
    with RecordsStore(tmp_path / "graph", read_only=True) as store:
        (version,) = store.versions()
        records = store.records(version)
    assert records.quantities
    assert from_json(to_json(records)) == records
    older = json.loads(to_json(records))
    del older["quantities"], older["controls"]
    assert from_json(json.dumps(older)).quantities == ()
    assert from_json(json.dumps(older)).events == records.events
