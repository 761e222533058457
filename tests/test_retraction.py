"""What a retraction takes away and leaves, told beforehand and true afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from resolve.test_happenings import ANNA, BORIS, KATHMANDU, add, article, event

from kg.errors import NotFoundError
from kg.records import Event
from kg.records_store import RecordsStore
from kg.retraction import as_json, as_text, preview, retract
from kg.settings import Settings
from kg.store import Store

MEETING, RESIGNATION = event(place=KATHMANDU), event("resigns", (ANNA,))
REJECTION = event("rejects", (BORIS,), theme="30-day truce")


def nodes(folder: Path, term: str) -> set[str]:
    """The paths of what has a class, or a label."""
    with Store(folder, read_only=True) as store:
        rows = store.select(f"SELECT DISTINCT ?s {{ ?s {term} }}")
    return {row["s"].removeprefix(Settings().base_iri) for row in rows}


def test_what_goes_and_what_stays_and_who_supports_it(tmp_path: Path) -> None:
    add(tmp_path, [article(0, MEETING, RESIGNATION), article(1, RESIGNATION), article(2, REJECTION)])
    found = preview("a0", Settings(store=tmp_path))
    assert [fact.label for fact in found.going] == ["Anna Lindqvist and Boris Halasz meet in Sudzha"]
    assert [(one.fact.label, [other.id for other in one.supported_by]) for one in found.staying] == [("Anna Lindqvist resigns", ["a1"])]
    assert [one.label for one in found.entities_going] == ["protesters"]
    assert found.entities_staying == 5
    assert found.changed == ()
    assert "goes   event     Anna Lindqvist and Boris Halasz meet in Sudzha" in as_text(found)
    assert json.loads(as_json(found))["staying"][0]["supported_by"][0]["id"] == "a1"


def test_what_becomes_of_a_fact_that_the_article_gave_its_name(tmp_path: Path) -> None:
    add(tmp_path, [article(0, MEETING, published="2024-04-01"), article(1, event("talks with"), published="2024-04-03")])
    found = preview("a0", Settings(store=tmp_path))
    (staying,), (changed,) = found.staying, found.changed
    assert staying.becomes != staying.fact.path
    assert (changed.article.id, changed.before, changed.after.path) == ("a1", staying.fact, staying.becomes)
    assert changed.after.label == "Anna Lindqvist and Boris Halasz talk"
    assert "a1: Anna Lindqvist and Boris Halasz meet in Sudzha" in as_text(found)


def test_a_preview_changes_nothing(tmp_path: Path) -> None:
    add(tmp_path, [article(0, MEETING), article(1, MEETING)])
    before = nodes(tmp_path, "?p ?o")
    preview("a0", Settings(store=tmp_path))
    assert nodes(tmp_path, "?p ?o") == before
    with RecordsStore(tmp_path) as records:
        assert records.count() == 2
        assert records.due() == ()


@pytest.mark.parametrize("run", [preview, retract])
def test_an_article_that_is_not_there(tmp_path: Path, run: object) -> None:
    add(tmp_path, [article(0, MEETING)])
    with pytest.raises(NotFoundError, match="no article named 'a9'"):
        run("a9", Settings(store=tmp_path))  # type: ignore[operator]


def test_an_article_is_found_by_its_iri(tmp_path: Path) -> None:
    add(tmp_path, [article(0, MEETING)])
    (iri,) = nodes(tmp_path, "a <https://w3id.org/newskg/ontology#Article>")
    assert retract(Settings().base_iri + iri, Settings(store=tmp_path)) == "a0"


_TOLD = st.lists(st.sampled_from([MEETING, RESIGNATION, REJECTION, event("talks with"), event(when=None)]), min_size=1, max_size=3)


@hypothesis_settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(told=st.lists(_TOLD, min_size=2, max_size=5))
def test_a_preview_is_what_happens(told: list[list[Event]], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("graph")
    add(folder, [article(n, *events, published=f"2024-04-0{n + 1}") for n, events in enumerate(told)])
    found = preview("a0", Settings(store=folder))
    before = shown(folder)
    retract("a0", Settings(store=folder))
    after = shown(folder)
    gone = {one.path for one in (*found.going, *found.entities_going)}
    assert gone <= before - after <= gone | {one.before.path for one in found.changed}
    come = {one.becomes for one in found.staying} | {one.after.path for one in found.changed}
    assert after - before <= come <= after


def shown(folder: Path) -> set[str]:
    """The paths of events, persons and groups."""
    found = nodes(folder, "<http://www.w3.org/2004/02/skos/core#prefLabel> ?label")
    return {path for path in found if path.startswith(("event/", "person/", "group/"))}
