"""What every place that keeps the graph must do alike: the embedded store, `oxigraph serve`, and Virtuoso."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from articles import write
from servers import free_port, oxigraph, virtuoso

from kg import retraction
from kg.added import DEFAULT, Limits, extend, remove, replace
from kg.errors import InputError, StoreError
from kg.pipeline import build, refresh
from kg.questions import ask
from kg.settings import Settings, from_environment, places
from kg.sparql import answer
from kg.store import ADDED, Dataset, RdfFormat, ResultFormat, Store, current_generation
from kg.store.server import Server
from kg.updates import rewritten
from kg.vocabulary import ARTICLE_VERSION, RDF_TYPE

E = "https://example.org/"
LIMITS = Limits(E + "article/")
PLACES = ("embedded", "oxigraph", "virtuoso")


@pytest.fixture(scope="module", params=PLACES)
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str | None]:
    """The address of a server; None for the embedded store."""
    if request.param == "embedded":
        yield None
    elif request.param == "oxigraph":
        with oxigraph() as found:
            yield found
    else:
        with virtuoso(tmp_path_factory.mktemp("virtuoso")) as found:
            yield found


@pytest.fixture
def place(address: str | None, tmp_path: Path) -> Path | str:
    """An empty place."""
    if address is None:
        (tmp_path / "graph").mkdir()
        return tmp_path / "graph"
    server, graphs = Server(address), Store(address).graph_names()
    for graph in [*graphs, "https://w3id.org/newskg/graph/union", "https://w3id.org/newskg/graph/store"]:
        server.update(f"DROP SILENT GRAPH <{graph}>")
    return address


@pytest.fixture
def store(place: Path | str) -> Iterator[Store]:
    with Store(place) as opened:
        yield opened


def line(subject: str, text: str = "x") -> str:
    return f'<{E}{subject}> <{E}p> "{text}" .'


def graph(name: str) -> str:
    return f"{E}article/{name}"


def stated(name: str, *subjects: str) -> list[str]:
    return [f"<{graph(name)}> <{RDF_TYPE}> <{ARTICLE_VERSION}> .", *map(line, subjects)]


def put(store: Store, name: str, *subjects: str) -> None:
    store.put(graph(name), stated(name, *subjects))


def subjects(store: Store, query: str = f"SELECT ?s {{ ?s <{E}p> ?o }}") -> list[str]:
    return sorted(row["s"].removeprefix(E) for row in store.select(query))


def update(store: Store, text: str, limits: Limits = LIMITS) -> None:
    store.update(rewritten(f"PREFIX : <{E}> {text}", E, limits, store.graph_names, store.union_graph), E)


def test_the_union_holds_each_triple_once(store: Store) -> None:
    put(store, "1", "a", "b")
    put(store, "2", "b", "c")
    assert subjects(store) == ["a", "b", "c"]


def test_a_graph_is_replaced_and_what_others_state_stays(store: Store) -> None:
    put(store, "1", "a", "b")
    put(store, "2", "b", "c")
    put(store, "1", "d")
    assert subjects(store) == ["b", "c", "d"]
    assert store.lines(graph("1")) == tuple(sorted(stated("1", "d")))


@pytest.mark.parametrize("keep", [True, False])
def test_a_graph_is_withdrawn(store: Store, *, keep: bool) -> None:
    put(store, "1", "a", "b")
    put(store, "2", "b")
    store.withdraw(graph("1"), keep=keep)
    assert subjects(store) == ["b"]
    assert store.lines(graph("1")) == (tuple(sorted(stated("1", "a", "b"))) if keep else ())
    put(store, "1", "a", "b")
    assert subjects(store) == ["a", "b"]


def test_a_triple_of_a_withdrawn_graph_leaves_with_the_last_that_shows_it(store: Store) -> None:
    for name in "123":
        put(store, name, "a")
    store.withdraw(graph("1"), keep=True)
    store.withdraw(graph("2"), keep=False)
    assert subjects(store) == ["a"]
    store.withdraw(graph("3"), keep=False)
    assert subjects(store) == []


def test_a_first_build_equals_many_changes(store: Store) -> None:
    assert store.is_empty()
    store.fill([(graph("1"), stated("1", "a", "b")), (graph("2"), stated("2", "b", "c"))])
    assert not store.is_empty()
    assert subjects(store) == ["a", "b", "c"]
    quads = list(store.nquads())
    put(store, "1", "a", "b")
    put(store, "2", "b", "c")
    assert list(store.nquads()) == quads
    assert store.lines() == tuple(sorted({*stated("1", "a", "b"), *stated("2", "b", "c")}))


def test_very_many_triples_are_written(store: Store) -> None:
    replace(store, DEFAULT, [line(str(number)) for number in range(25_000)])
    assert store.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [{"n": "25000"}]
    replace(store, DEFAULT, [line("1")])
    assert subjects(store) == ["1"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?s { ?s :p 'x' }", ["a", "b", "c"]),
        ("SELECT ?s { GRAPH ?g { ?s :p 'x' } }", ["a", "b", "b", "c"]),
        ("SELECT ?s { ?s :p 'x' GRAPH <https://example.org/article/1> { ?s ?p ?o } }", ["a", "b"]),
        ("SELECT ?s { ?s :p 'x' FILTER NOT EXISTS { GRAPH <https://example.org/article/1> { ?s ?p ?o } } }", ["c"]),
        ("SELECT DISTINCT ?s { ?g a ?c . GRAPH ?g { ?s :p ?o } }", ["a", "b", "c"]),
        ("SELECT ?s { ?s :p 'x' { SELECT (MIN(?n) AS ?s) { GRAPH ?g { ?n :p ?o } } } }", ["a"]),
        ("SELECT ?s FROM <https://example.org/article/2> { ?s :p 'x' }", ["b", "c"]),
        ("SELECT ?s FROM NAMED <https://example.org/article/2> { GRAPH ?g { ?s :p 'x' } }", ["b", "c"]),
        ("SELECT ?s { VALUES ?s { <a> <z> } ?s :p ?o }", ["a"]),
    ],
)
def test_queries_see_the_union_and_the_named_graphs(store: Store, query: str, expected: list[str]) -> None:
    put(store, "1", "a", "b")
    put(store, "2", "b", "c")
    data = io.BytesIO()
    store.ask(f"PREFIX : <{E}> {query}", Dataset(), E).write(data, ResultFormat.CSV)
    rows = list(csv.reader(io.StringIO(data.getvalue().decode())))
    assert sorted(cell.removeprefix(E) for (cell,) in rows[1:]) == expected


def test_a_dataset_of_the_protocol_is_asked(store: Store) -> None:
    put(store, "1", "a", "b")
    put(store, "2", "b", "c")
    for dataset, query in (
        (Dataset(default=(graph("2"),)), f"SELECT ?s {{ ?s <{E}p> ?o }}"),
        (Dataset(named=(graph("2"),)), f"SELECT ?s {{ GRAPH ?g {{ ?s <{E}p> ?o }} }}"),
    ):
        data, _ = store.serialize(query, ResultFormat.CSV, None, dataset)
        assert sorted(data.decode().split()[1:]) == [f"{E}b", f"{E}c"]


def test_answers_come_in_all_formats(store: Store) -> None:
    put(store, "1", "a")
    query = f"SELECT ?o {{ <{E}a> <{E}p> ?o }}"
    found = json.loads(store.serialize(query, ResultFormat.JSON, None)[0])
    assert found["results"]["bindings"] == [{"o": {"type": "literal", "value": "x"}}]
    assert store.serialize(query, ResultFormat.CSV, None)[0] == b"o\r\nx\r\n"
    assert store.serialize(query, ResultFormat.TSV, None)[0] == b'?o\n"x"\n'
    assert b"<literal>x</literal>" in store.serialize(query, ResultFormat.XML, None)[0]
    triples = f"CONSTRUCT {{ ?s ?p ?o }} {{ ?s ?p ?o FILTER(?s = <{E}a>) }}"
    assert store.serialize(triples, None, ResultFormat.NTRIPLES)[0].decode() == line("a") + "\n"


@pytest.mark.parametrize(("subject", "expected"), [("a", True), ("z", False)])
def test_a_truth_value_is_one(store: Store, subject: str, *, expected: bool) -> None:
    put(store, "1", "a")
    found = store.ask(f"ASK {{ <{E}{subject}> ?p ?o }}", Dataset(), E)
    data = io.BytesIO()
    assert found.is_truth
    found.write(data, ResultFormat.JSON)
    assert json.loads(data.getvalue())["boolean"] is expected


def test_values_of_all_kinds_come_back(store: Store) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    values = {
        '"true"': "boolean",
        '"3"': "integer",
        '"0.75"': "decimal",
        '"2025-03-13"': "date",
    }
    texts = [r'"quote \" and \\ and \n line"', '"Привет, 世界 é"', '"tag"@en']
    objects = [f"{text}^^<{xsd}{kind}>" for text, kind in values.items()] + texts
    store.put(graph("1"), [*stated("1"), *(f"<{E}s{n}> <{E}p> {value} ." for n, value in enumerate(objects))])
    _, rows = store.solutions(f"SELECT ?s ?o {{ ?s <{E}p> ?o }} ORDER BY ?s")
    found = [row[1] for row in rows if row[1]]
    assert [term.text for term in found[:4]] == ["true", "3", "0.75", "2025-03-13"]
    assert [(term.datatype or "").removeprefix(xsd) for term in found[:4]] == list(values.values())
    assert [term.text for term in found[4:]] == ['quote " and \\ and \n line', "Привет, 世界 é", "tag"]


def test_what_people_write_stays_apart_from_what_articles_state(store: Store) -> None:
    put(store, "1", "a", "b")
    extend(store, DEFAULT, [line("b"), line("c")])
    assert subjects(store) == ["a", "b", "c"]
    store.withdraw(graph("1"), keep=False)
    assert subjects(store) == ["b", "c"]
    put(store, "1", "a", "b")
    remove(store, DEFAULT, [])
    assert subjects(store) == ["a", "b"]
    assert store.lines(ADDED) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INSERT DATA { :c :p 'x' }", ["a", "b", "c"]),
        ("INSERT DATA { :c :p 'x' } ; DELETE DATA { :c :p 'x' }", ["a", "b"]),
        ("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", ["a", "b"]),
        ("INSERT { :c :p ?o } WHERE { :a :p ?o }", ["a", "b", "c"]),
        ("INSERT { :c :p ?o } WHERE { GRAPH <https://example.org/article/1> { :a :p ?o } }", ["a", "b", "c"]),
        ("INSERT DATA { GRAPH :mine { :c :p 'x' } } ; ADD :mine TO DEFAULT", ["a", "b", "c"]),
        ("INSERT DATA { :c :p 'x' . :d :p 'x' } ; DELETE WHERE { :c ?p ?o }", ["a", "b", "d"]),
        ("INSERT DATA { :c :p 'x' } ; CLEAR DEFAULT", ["a", "b"]),
    ],
)
def test_updates_change_what_people_wrote(store: Store, text: str, expected: list[str]) -> None:
    put(store, "1", "a", "b")
    update(store, text)
    assert subjects(store) == expected
    assert store.lines(graph("1")) == tuple(sorted(stated("1", "a", "b")))


@pytest.mark.parametrize("form", list(RdfFormat))
def test_documents_hold_the_graph(store: Store, form: RdfFormat) -> None:
    put(store, "1", "a")
    assert b"example.org/a" in store.document(form)


def test_each_write_is_a_generation_of_its_own(place: Path | str) -> None:
    seen = []
    for name in ("1", "2"):
        with Store(place) as store:
            put(store, name, "a")
        seen.append(current_generation(place))
    with Store(place, read_only=True) as store:
        assert store.generation == seen[1]
    assert int(seen[0]) + 1 == int(seen[1])


def test_a_query_that_cannot_be_read_is_refused(store: Store) -> None:
    with pytest.raises(InputError):
        store.select("SELECT ?s { ?s ?p }")


def test_a_server_that_is_away_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"does not answer.*is it running"):
        Store(f"http://127.0.0.1:{free_port()}").select("SELECT * { ?s ?p ?o }")


def test_an_address_that_is_no_server_of_queries_is_told(address: str | None) -> None:
    if address is None:
        pytest.skip("a folder has no address")
    parts = urlsplit(address)
    with pytest.raises(StoreError, match="no SPARQL server"):
        Store(f"http://{parts.netloc}/nothing/here").select("SELECT * { ?s ?p ?o }")


@pytest.mark.model
def test_articles_are_built_asked_and_retracted(place: Path | str, tmp_path: Path) -> None:
    whole, rest = tmp_path / "whole", tmp_path / "rest"
    build([write(tmp_path, 0, 1)], Settings(store=whole))
    build([write(tmp_path, 1)], Settings(store=rest))
    settings = Settings(store=tmp_path / "records", server=place) if isinstance(place, str) else Settings(store=place)
    build([write(tmp_path, 0)], settings)
    build([write(tmp_path, 0, 1)], settings)
    with Store(place, read_only=True) as found, Store(whole, read_only=True) as expected:
        assert list(found.nquads()) == list(expected.nquads())
        assert found.lines() == expected.lines()
        assert str(ask(found, "positions held by Rautio")) == str(ask(expected, "positions held by Rautio"))
        count = "SELECT (COUNT(*) AS ?n) { ?s a kg:Evidence }"
        assert answer(found, count, "csv") == answer(expected, count, "csv")
    retraction.retract("harbour-1", settings)
    with Store(place, read_only=True) as found, Store(rest, read_only=True) as expected:
        assert list(found.nquads()) == list(expected.nquads())
        assert found.lines() == expected.lines()


@pytest.mark.parametrize(
    ("store", "variables", "folder", "server"),
    [
        ("graph", {}, "graph", None),
        ("http://db.example:7878/kg", {"XDG_DATA_HOME": "/data"}, "/data/newskg/db.example-7878-kg", "http://db.example:7878/kg"),
        ("https://me:secret@db.example", {"KG_RECORDS": "mine"}, "mine", "https://me:secret@db.example"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="other platforms have other folders")
def test_a_place_is_a_folder_or_a_server_with_a_folder_for_records(
    store: str, variables: dict[str, str], folder: str, server: str | None
) -> None:
    assert places(store, variables) == (Path(folder), server)
    assert from_environment({"KG_STORE": store, **variables}).graph == (server or Path(folder))


@pytest.mark.model
def test_a_graph_that_was_lost_is_made_again_from_the_records(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    build([write(tmp_path, 0, 1)], Settings(store=folder))
    with Store(folder, read_only=True) as store:
        quads = list(store.nquads())
    for name in ("graph", "generations"):
        shutil.rmtree(folder / name)
    (folder / "generation").unlink()
    refresh(Settings(store=folder))
    with Store(folder, read_only=True) as store:
        assert list(store.nquads()) == quads
