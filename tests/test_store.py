"""The graph on disk: named graphs, their union, and answers."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError, StoreError
from kg.store import ADDED, Dataset, RdfFormat, ResultFormat, Store
from kg.vocabulary import ARTICLE_VERSION, RDF_TYPE

BASE = "https://example.org/"


def line(subject: str, object_: str = "x") -> str:
    return f'<{BASE}{subject}> <{BASE}p> "{object_}" .'


def version(name: str) -> str:
    return f"<{BASE}{name}> <{RDF_TYPE}> <{ARTICLE_VERSION}> ."


def put(store: Store, name: str, *lines: str) -> None:
    store.put(BASE + name, [version(name), *lines])


def shown(store: Store) -> tuple[str, ...]:
    """The union, without what says which graphs are in it."""
    return tuple(one for one in store.lines() if ARTICLE_VERSION not in one)


def test_put_shows_each_triple_once_in_the_default_graph() -> None:
    with Store() as store:
        put(store, "g1", line("a"), line("b"))
        put(store, "g2", line("b"), line("c"))
        assert len(store.select("SELECT ?s { ?s <https://example.org/p> ?o }")) == 3


def test_put_replaces_what_the_graph_held_and_keeps_what_others_hold() -> None:
    with Store() as store:
        put(store, "g1", line("a"), line("b"))
        put(store, "g2", line("b"), line("c"))
        put(store, "g1", line("d"))
        assert shown(store) == (line("b"), line("c"), line("d"))
        assert store.lines(BASE + "g1") == (line("d"), version("g1"))


def test_withdraw_keeps_a_superseded_graph_out_of_the_default_graph() -> None:
    with Store() as store:
        put(store, "g1", line("a"), line("b"))
        put(store, "g2", line("b"))
        store.withdraw(BASE + "g1", keep=True)
        assert shown(store) == (line("b"),)
        assert store.lines(BASE + "g1") == (line("a"), line("b"), version("g1"))


def test_very_many_triples_leave_the_union_but_for_those_that_an_article_states() -> None:
    many = [line(f"s{number}") for number in range(21_000)]
    with Store() as store:
        put(store, "g1", many[0], many[1])
        store.put(BASE + "old", [many[2]], shown=False)
        store.put(ADDED, many)
        store.put(ADDED, [])
        assert set(shown(store)) == {many[0], many[1]}
        assert store.lines(BASE + "old") == (many[2],)


def test_fill_equals_put() -> None:
    graphs = [("g1", [line("a"), line("b")]), ("g2", [line("b"), line("c")])]
    with Store() as filled, Store() as changed:
        filled.fill([(BASE + name, [version(name), *lines]) for name, lines in graphs])
        for name, lines in graphs:
            put(changed, name, *lines)
        assert list(filled.nquads()) == list(changed.nquads())
        assert filled.lines() == changed.lines()
        assert len(filled.select("SELECT ?s { ?s <https://example.org/p> ?o }")) == 3


graphs = st.dictionaries(st.sampled_from("123"), st.frozensets(st.sampled_from("abcdef"), max_size=6), min_size=1)


@settings(max_examples=60, deadline=None)
@given(st.lists(graphs, min_size=1, max_size=5))
def test_default_graph_is_always_the_set_union_of_the_current_graphs(steps: list[dict[str, frozenset[str]]]) -> None:
    held: dict[str, frozenset[str]] = {}
    with Store() as store:
        for step in steps:
            for name, subjects in sorted(step.items()):
                held[name] = subjects
                if subjects:
                    put(store, name, *[line(s) for s in sorted(subjects)])
                else:
                    store.withdraw(BASE + name, keep=False)
                assert shown(store) == tuple(sorted({line(s) for group in held.values() for s in group}))


def test_nquads_are_sorted_and_keep_literals_with_anything_in_them() -> None:
    text = 'quote \\" end > . \\n <x> .'
    with Store() as store:
        store.put(BASE + "g", [line("b", text), line("a")])
        assert list(store.nquads()) == [line("a")[:-1] + f"<{BASE}g> .", line("b", text)[:-1] + f"<{BASE}g> ."]


@pytest.mark.parametrize(
    ("query", "solutions", "triples", "start"),
    [
        ("SELECT ?s ?p ?o WHERE { ?s ?p ?o }", ResultFormat.JSON, ResultFormat.TURTLE, b'{"head"'),
        ("SELECT ?s ?p ?o WHERE { ?s ?p ?o }", ResultFormat.XML, ResultFormat.TURTLE, b"<?xml"),
        ("SELECT ?s ?p ?o WHERE { ?s ?p ?o }", ResultFormat.CSV, ResultFormat.TURTLE, b"s,p,o"),
        ("SELECT ?s ?p ?o WHERE { ?s ?p ?o }", ResultFormat.TSV, ResultFormat.TURTLE, b"?s\t?p\t?o"),
        ("ASK { ?s ?p ?o }", ResultFormat.JSON, ResultFormat.TURTLE, b'{"head":{},"boolean":true}'),
        ("CONSTRUCT WHERE { ?s ?p ?o }", ResultFormat.JSON, ResultFormat.NTRIPLES, b"<https://example.org/a>"),
    ],
)
def test_serialize_answers_in_the_format_asked_for(query: str, solutions: ResultFormat, triples: ResultFormat, start: bytes) -> None:
    with Store() as store:
        store.put(BASE + "g", [line("a")])
        data, _ = store.serialize(query, solutions, triples)
        assert data.startswith(start)


def test_serialize_asks_the_graphs_of_the_dataset() -> None:
    with Store() as store:
        store.put(BASE + "g1", [line("a")])
        store.put(BASE + "g2", [line("b")])
        data, _ = store.serialize("SELECT ?s WHERE { ?s ?p ?o }", ResultFormat.CSV, None, Dataset(default=(BASE + "g2",)))
        assert data == b"s\r\nhttps://example.org/b\r\n"


def test_a_query_that_cannot_be_read_says_where() -> None:
    with Store() as store, pytest.raises(InputError, match="1:"):
        store.select("SELEC ?s")


@pytest.mark.parametrize("form", list(RdfFormat))
def test_documents_hold_the_same_triples(form: RdfFormat) -> None:
    import rdflib

    with Store() as store:
        store.put(BASE + "g", [line("a"), line("b", 'é \\n \\"')])
        parsed = rdflib.Dataset()
        parsed.parse(data=store.document(form), format={"turtle": "turtle", "trig": "trig", "jsonld": "json-ld"}[form])
        assert sum(1 for _ in parsed.quads()) == 2


def test_dataset_is_the_same_graph_for_rdflib(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.put(BASE + "g", [line("a")])
        found = list(store.dataset().query("SELECT ?o WHERE { GRAPH ?g { ?s ?p ?o } }"))
        assert [str(row[0]) for row in found] == ["x"]


def test_opening_what_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="newskg store"):
        Store(tmp_path / "missing", read_only=True)


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    with Store(tmp_path), pytest.raises(StoreError, match="no other build"):
        Store(tmp_path)


def test_a_union_of_nearly_all_graphs_is_that_of_a_reading_of_each(tmp_path: Path) -> None:
    several = [f"g{number}" for number in range(40)]
    with Store(tmp_path) as store:
        for number, name in enumerate(several[1:], start=1):
            put(store, name, line("shared"), line(f"own{number}"), line(f"pair{number // 2}"))
        store.put(BASE + several[0], [version(several[0]), line("old"), line("shared")], shown=False)
        store.put(ADDED, [line("added"), line("own1")])
    wanted = [BASE + name for name in several if name != "g7"]
    with Store(tmp_path, read_only=True) as store, Store() as memory:
        then = store.union(wanted)
        assert [place.name[:7] for place in (tmp_path / "generations" / store.generation).glob("branch*")] == ["branch-"]
        for name in wanted:
            memory.put(name, store.lines(name))
        assert then.lines() == memory.lines()
        assert set(then.graph_names()) == set(wanted)
        assert {line("old"), line("own1")} <= {*then.lines()}
        assert not {line("added"), line("own7")} & {*then.lines()}
        with Store(tmp_path) as writer:
            put(writer, "later", line("later"))
        assert then.lines() == memory.lines()
        del then
        gc.collect()
        assert list((tmp_path / "generations").glob("*/branch*")) == []
