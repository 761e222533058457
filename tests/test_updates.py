"""Updates change what people wrote and never what articles state."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.added import DEFAULT, Limits, ReservedGraphError, check, extend, remove, replace
from kg.errors import InputError
from kg.store import ADDED, Dataset, Store
from kg.updates import rewritten
from kg.vocabulary import ARTICLE_VERSION

E = "https://example.org/"
BASE = E + "service"
LIMITS = Limits(E + "article/")
FIRST, SECOND = E + "article/a/v/1", E + "article/b/v/1"
PREFIX = f"PREFIX : <{E}> "


def fact(subject: str, object_: str = "x") -> str:
    return f"<{E}{subject}> <{E}p> <{E}{object_}> ."


def typed(graph: str) -> str:
    return f"<{graph}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{ARTICLE_VERSION}> ."


def store_of(*stated: str) -> Store:
    store = Store()
    store.put(FIRST, [typed(FIRST), *stated])
    return store


def update(store: Store, text: str, limits: Limits = LIMITS) -> None:
    store.update(rewritten(PREFIX + text, BASE, limits, store.graph_names), BASE)


def default(store: Store) -> set[str]:
    return {line for line in store.lines() if line != typed(FIRST)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INSERT DATA { :b :p :x }", "ab"),
        ("INSERT DATA { :a :p :x }", "a"),
        ("INSERT DATA { :b :p :x } ; DELETE DATA { :b :p :x }", "a"),
        ("DELETE DATA { :a :p :x }", "a"),
        ("INSERT DATA { :a :p :x } ; DELETE DATA { :a :p :x }", "a"),
        ("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "a"),
        ("DELETE WHERE { ?s :p ?o }", "a"),
        ("INSERT DATA { :b :p :x . :c :p :x } ; DELETE { ?s ?p ?o } INSERT { :d :p :x } WHERE { ?s ?p ?o }", "ad"),
        ("INSERT { :b :p ?o } WHERE { :a :p ?o }", "ab"),
        ("INSERT DATA { :b :p :x } ; INSERT { :c :p ?o } WHERE { :b :p ?o }", "abc"),
        ("INSERT DATA { :b :p :x } ; DELETE DATA { :b :p :x } ; INSERT { :c :p :x } WHERE { FILTER NOT EXISTS { :b :p :x } }", "ac"),
        ("INSERT DATA { :b :p :x } ; CLEAR DEFAULT", "a"),
        ("INSERT DATA { :b :p :x } ; DROP ALL", "a"),
        ("INSERT DATA { :b :p :x } ; CLEAR NAMED", "ab"),
        ("INSERT DATA { GRAPH :g { :b :p :x } } ; ADD :g TO DEFAULT", "ab"),
        ("INSERT DATA { :c :p :x . GRAPH :g { :b :p :x } } ; COPY :g TO DEFAULT", "ab"),
        ("INSERT DATA { :c :p :x . GRAPH :g { :b :p :x } } ; MOVE GRAPH :g TO DEFAULT", "ab"),
        ("INSERT DATA { :b :p :x } ; MOVE DEFAULT TO :g", "a"),
        ("INSERT DATA { :b :p :x } ; COPY DEFAULT TO DEFAULT", "ab"),
        ("WITH :g INSERT { :b :p :x } WHERE {} ; WITH :g DELETE { :b :p :x } INSERT { :c :p :x } WHERE { :b :p :x }", "a"),
        ("INSERT DATA { GRAPH :g { :b :p :x } . :c :p :x . } ; PREFIX o: <https://example.org/> DELETE DATA { o:c o:p o:x }", "a"),
    ],
)
def test_the_default_graph_after_an_update(text: str, expected: str) -> None:
    with store_of(fact("a")) as store:
        update(store, text)
        assert default(store) == {fact(name) for name in expected}
        assert store.lines(FIRST) == tuple(sorted((typed(FIRST), fact("a"))))
        assert not [name for name in store.graph_names() if name.endswith(("/adding", "/removing"))]


def test_nameless_nodes_are_the_same_in_both_graphs() -> None:
    with store_of() as store:
        update(store, "INSERT DATA { [] :p [ :q 1 ] } ; DELETE WHERE { ?a :p ?b . ?b :q 1 }")
        assert default(store) == set()


@pytest.mark.parametrize(
    "graph", ["<article/a/v/1>", "<../article/c/v/9>", "article:a\\/v\\/1", "<https://example.org/\\u0061rticle/z>", f"<{ADDED}>"]
)
@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA {{ GRAPH {0} {{ :b :p :x }} }}",
        "DELETE DATA {{ GRAPH {0} {{ :a :p :x }} }}",
        "DELETE WHERE {{ GRAPH {0} {{ ?s ?p ?o }} }}",
        "WITH {0} DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        "CLEAR GRAPH {0}",
        "DROP SILENT GRAPH {0}",
        "CREATE GRAPH {0}",
        "MOVE {0} TO :g",
        "COPY :g TO {0}",
        "ADD DEFAULT TO {0}",
        "INSERT DATA {{ :b :p :x }} ; DROP GRAPH {0}",
    ],
)
def test_graphs_of_articles_are_refused(text: str, graph: str) -> None:
    named = "PREFIX article: <https://example.org/article/> " + text.format(graph)
    with store_of(fact("a")) as store, pytest.raises(ReservedGraphError):
        update(store, named)


@pytest.mark.parametrize(
    "text",
    [
        "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
        "INSERT { GRAPH ?g { ?s :q ?o } } WHERE { GRAPH ?g { ?s :p ?o } } ; DELETE WHERE { GRAPH ?g { ?s :q ?o } }",
    ],
)
def test_a_variable_never_stands_for_the_graph_of_an_article(text: str) -> None:
    with store_of(fact("a")) as store:
        update(store, "INSERT DATA { :b :p :x . GRAPH :g { :c :p :x } } ; " + text)
        assert store.lines(FIRST) == tuple(sorted((typed(FIRST), fact("a"))))
        assert default(store) == {fact("a"), fact("b")}
        assert store.lines(E + "g") == (() if "q" not in text else (fact("c"),))


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://127.0.0.1/>",
        "LOAD SILENT <http://127.0.0.1/> INTO GRAPH :g",
        "LOAD:x",
        "INSERT DATA { :b :p :x } ; load <http://127.0.0.1/>",
        "INSERT DATA { ?x :p :x }",
        "DELETE DATA { _:b :p :x }",
        "DELETE { _:b :p :x } WHERE {}",
        "INSERT DATA { GRAPH :g { :b :p :x }",
        "INSERT { { :b :p :x } } WHERE {}",
        "CLEAR EVERYTHING",
        "SELECT * { ?s ?p ?o }",
        "INSERT DATA { :b :p :x } PREFIX : <https://example.com/>",
        "INSERT DATA { :b :p :x } ; PREFIX : <https://example.com/> INSERT DATA { :b :p :x }",
        "INSERT DATA { :b :p 'x }",
        "INSERT DATA { GRAPH :g { GRAPH :h { :b :p :x } } }",
        "INSERT { GRAPH :g { } } WHERE",
        "",
    ],
)
def test_what_cannot_be_read_changes_nothing(text: str) -> None:
    with store_of(fact("a")) as store:
        before = list(store.nquads())
        if text:
            with pytest.raises(InputError):
                update(store, text)
        else:
            update(store, text)
        assert list(store.nquads()) == before


def test_a_failing_operation_undoes_those_before_it() -> None:
    with store_of(fact("a")) as store:
        with pytest.raises(InputError, match="done"):
            update(store, "INSERT DATA { :b :p :x } ; DROP GRAPH :nowhere")
        assert default(store) == {fact("a")}


@pytest.mark.parametrize("text", ["WITH :g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "INSERT { :b :p :x } USING :g WHERE {}"])
def test_the_dataset_is_named_once(text: str) -> None:
    with store_of() as store, pytest.raises(InputError, match="not in both"):
        update(store, text, Limits(LIMITS.articles, Dataset(default=(E + "g",))))


@pytest.mark.parametrize(
    ("graph", "text", "expected"),
    [
        (E + "g", "INSERT DATA { :b :p :x }", {fact("b")}),
        (E + "g", "INSERT DATA { :b :p :x } ; DELETE { ?s ?p ?o } INSERT { :c :p :x } WHERE { ?s ?p ?o }", {fact("c")}),
        (DEFAULT, "INSERT { :b :p :x } WHERE { :a :p :x }", {fact("a"), fact("b")}),
    ],
)
def test_a_patch_sees_and_writes_one_graph(graph: str, text: str, expected: set[str]) -> None:
    with store_of(fact("a")) as store:
        update(store, text, Limits(LIMITS.articles, only=graph))
        assert (default(store) if graph == DEFAULT else set(store.lines(graph))) == expected


@pytest.mark.parametrize("text", ["DROP ALL", "INSERT DATA { GRAPH :h { :b :p :x } }", "WITH :h INSERT { :b :p :x } WHERE {}"])
def test_a_patch_writes_no_other_graph(text: str) -> None:
    with store_of() as store, pytest.raises(InputError, match="PATCH"):
        update(store, text, Limits(LIMITS.articles, only=E + "g"))


def test_whole_graphs_are_replaced_extended_and_removed() -> None:
    with store_of(fact("a")) as store:
        for graph in (E + "g", DEFAULT):
            extend(store, graph, [fact("b")])
            replace(store, graph, [fact("c")])
            extend(store, graph, [fact("d"), fact("a")])
        assert set(store.lines(E + "g")) == {fact("a"), fact("c"), fact("d")}
        assert default(store) == {fact("a"), fact("c"), fact("d")}
        remove(store, DEFAULT, [])
        remove(store, E + "g", [])
        assert default(store) == {fact("a")}
        assert not store.has_graph(E + "g")


def test_own_graphs_may_be_written() -> None:
    check("https://example.org/mine", LIMITS)


names = st.frozensets(st.sampled_from("abcd"), max_size=4)
steps = st.lists(st.tuples(st.sampled_from(("article", "gone", "insert", "delete", "replace")), names), min_size=1, max_size=8)


@settings(max_examples=80, deadline=None)
@given(steps)
def test_what_people_wrote_and_what_articles_state_stay_apart(done: list[tuple[str, frozenset[str]]]) -> None:
    stated: set[str] = set()
    written: set[str] = set()
    with Store() as store:
        for what, chosen in done:
            lines = [fact(name) for name in sorted(chosen)]
            if what == "article":
                stated = set(chosen)
                store.put(FIRST, [typed(FIRST), *map(fact, sorted(chosen))])
            elif what == "gone":
                stated = set()
                store.withdraw(FIRST, keep=bool(chosen))
            elif what == "replace":
                written = set(chosen)
                replace(store, DEFAULT, lines)
            else:
                written = written | chosen if what == "insert" else written - chosen
                update(store, f"{what.upper()} DATA {{ {' '.join(lines)} }}")
            assert default(store) == {fact(name) for name in stated | written}
