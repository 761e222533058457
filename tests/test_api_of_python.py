"""The Python API: what `from kg import ...` gives, what it loads, and how its results show in a notebook."""

from __future__ import annotations

import doctest
import inspect
import json
import pkgutil
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pandas
import pytest
from articles import ARTICLES, write
from rdflib import Literal, URIRef

import kg
from kg import Answer, Picture, Settings, Store, ask, build, export, picture, select_frame
from kg.errors import InputError, NotFoundError
from kg.graph import Edge, FactCard, Node
from kg.graph import Path as Chain
from kg.ntriples import iri, literal, triple, value
from kg.query import EventFound, Quote, StanceTaken
from kg.tables import select, shortened
from kg.vocabulary import (
    CONFIDENCE,
    DATE_PUBLISHED,
    DIRECT,
    EARLIEST,
    HAS_POLARITY,
    KG,
    PLOVER,
    START,
    SUPPORTS,
    TEXT,
    XSD_DATE,
    XSD_INTEGER,
)

HEAVY = ("spacy", "pyvis", "rdflib", "pandas", "networkx", "rustworkx", "trafilatura", "fastapi")
THING, OTHER = "https://example.org/thing", "https://example.org/other"


def loaded_by(code: str) -> list[str]:
    script = f"{code}\nimport json, sys\nprint(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout))


@pytest.mark.parametrize("code", ["import kg", "from kg import *"])
def test_importing_kg_loads_nothing_heavy(code: str) -> None:
    assert loaded_by(code) == []


@pytest.mark.parametrize("module", ["kg.questions", "kg.pictures", "kg.views", "kg.tables", "kg.store"])
def test_asking_loads_no_networkx_pandas_or_parser(module: str) -> None:
    assert not {"spacy", "pyvis", "pandas", "networkx"} & {*loaded_by(f"import {module}")}


@pytest.mark.model
def test_the_examples_of_the_package_and_its_functions_are_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(Path(__file__).parent.parent / "seeds" / "articles", tmp_path / "seeds" / "articles")
    monkeypatch.chdir(tmp_path)
    runner = doctest.DocTestRunner()
    finder = doctest.DocTestFinder(recurse=False)
    (package,) = finder.find(kg, "kg")
    assert runner.run(package).failed == 0
    with Store(tmp_path / "graph", read_only=True) as opened:
        things = {name: getattr(kg, name) for name in kg.__all__}
        told = [test for name, thing in things.items() for test in finder.find(thing, name, globs={**things, "store": opened})]
        assert {test.name for test in told if test.examples} >= {"network", "select_frame"}
        assert [test.name for test in told if runner.run(test).failed] == []


def test_every_public_name_is_listed_typed_and_documented() -> None:
    assert sorted(kg.__all__) == kg.__all__
    assert set(kg.__all__) <= set(dir(kg))
    for name in kg.__all__:
        thing = getattr(kg, name)
        assert inspect.getdoc(thing), name
        assert thing.__module__.startswith("kg."), name
    assert (Path(kg.__file__).parent / "py.typed").exists()


def test_no_module_hides_a_public_name() -> None:
    assert not set(kg.__all__) & {module.name for module in pkgutil.iter_modules(kg.__path__)}


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kg.nothing


# Tables


@pytest.fixture
def values() -> Iterator[Store]:
    with Store() as store:
        lines = [
            triple(iri(THING), iri(START), value(7)),
            triple(iri(OTHER), iri(START), value(9)),
            triple(iri(THING), iri(CONFIDENCE), value(0.85)),
            triple(iri(THING), iri(DIRECT), value(True)),
            triple(iri(OTHER), iri(DIRECT), value(False)),
            triple(iri(THING), iri(EARLIEST), value(date(2024, 5, 16))),
            triple(iri(THING), iri(DATE_PUBLISHED), value(datetime(2024, 5, 16, 8, 30, tzinfo=UTC))),
            triple(iri(THING), iri(HAS_POLARITY), iri(SUPPORTS)),
            triple(iri(THING), iri(TEXT), literal("a truce")),
        ]
        store.put("https://example.org/graph", lines)
        yield store


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("kg:start", 7),
        ("kg:confidence", 0.85),
        ("kg:direct", True),
        ("kg:earliest", date(2024, 5, 16)),
        ("schema:datePublished", datetime(2024, 5, 16, 8, 30, tzinfo=UTC)),
        ("kg:polarity", "kg:Supports"),
        ("kg:text", "a truce"),
        ("kg:unknown", None),
    ],
)
def test_select_gives_the_values_of_python(values: Store, term: str, expected: object) -> None:
    found = select(values, f"SELECT ?v {{ VALUES ?s {{ <{THING}> }} OPTIONAL {{ ?s {term} ?v }} }}")
    assert found.columns == ("v",)
    assert found.rows == ((expected,),)
    assert type(found.rows[0][0]) is type(expected)


@pytest.mark.parametrize("text", ['"0000"^^xsd:date', '"soon"^^xsd:dateTime', '"many"^^xsd:integer', '"perhaps"^^xsd:boolean'])
def test_select_keeps_what_is_not_well_formed_as_text(values: Store, text: str) -> None:
    assert select(values, f"SELECT ?v {{ BIND({text} AS ?v) }}").rows == ((text.split('"')[1],),)


def test_select_refuses_other_servers_and_other_queries(values: Store) -> None:
    for query in ("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }", "ASK {}", "SELECT nonsense"):
        with pytest.raises(InputError):
            select(values, query)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (SUPPORTS, "kg:Supports"),
        (PLOVER + "ACCUSE", "plover:ACCUSE"),
        ("http://www.w3.org/2000/01/rdf-schema#label", "rdfs:label"),
        (KG, KG),
        (KG + "a/b", KG + "a/b"),
        (THING, THING),
    ],
)
def test_shortened_uses_a_prefix_where_the_rest_is_a_name(term: str, expected: str) -> None:
    assert shortened(term) == expected


def test_select_frame_has_typed_columns_with_missing_values(values: Store) -> None:
    frame = select_frame(
        values,
        "SELECT * { ?s kg:start ?start ; kg:direct ?direct"
        " OPTIONAL { ?s kg:confidence ?share } OPTIONAL { ?s kg:earliest ?day } } ORDER BY ?start",
    )
    assert frame[["start", "direct", "share", "day"]].dtypes.astype(str).tolist() == ["Int64", "boolean", "Float64", "datetime64[s]"]
    assert frame["start"].tolist() == [7, 9]
    assert frame["day"][0] == pandas.Timestamp(2024, 5, 16)
    assert frame[["share", "day"]].isna().to_numpy().tolist() == [[False, False], [True, True]]


@pytest.mark.parametrize("shown", ["1 'a'", "true 1", f'"1"^^<{XSD_INTEGER}> "2024-01-01"^^<{XSD_DATE}>', str(2**70)])
def test_select_frame_holds_mixed_values_as_they_are(values: Store, shown: str) -> None:
    query = f"SELECT ?v {{ VALUES ?v {{ {shown} }} }}"
    assert select_frame(values, query)["v"].tolist() == [row[0] for row in select(values, query).rows]


def test_select_frame_of_nothing_has_the_columns(values: Store) -> None:
    frame = select_frame(values, "SELECT ?a ?b { ?a kg:unknown ?b }")
    assert (list(frame.columns), len(frame)) == (["a", "b"], 0)


def test_dataset_speaks_rdflib(values: Store) -> None:
    found = values.dataset().value(URIRef(THING), URIRef(START))
    assert isinstance(found, Literal)
    assert found.toPython() == 7


# Answers in HTML

HOSTILE = "<script>alert(1)</script>\" onload='x' & \x07"
QUOTE = Quote("exact", HOSTILE, HOSTILE, HOSTILE, "javascript:alert(1)", "2024-05-16", (HOSTILE,), "rule", 0.8, 0, 5)
EVENT = EventFound(THING, HOSTILE, "ACCUSE", "Actual", None, None, None, None, None, (), (), (QUOTE,) * 5)
STANCE = StanceTaken(OTHER, "a", HOSTILE, "i", HOSTILE, "Conditional", HOSTILE, None, None, (QUOTE,))
NODES = (Node("a", HOSTILE, "person"), Node("b", HOSTILE, "person"))
CHAIN = Chain(NODES, ((Edge("a", "b", "stance", HOSTILE, facts=(FactCard("f", HOSTILE, (QUOTE,)),)),),))
ALLOWED = {"h3", "h4", "p", "ul", "li", "blockquote", "br", "cite", "a", "details", "summary"}


class Tags(HTMLParser):
    """Tags and attributes of a piece of HTML, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("answer", [Answer(HOSTILE, (EVENT, STANCE)), Answer(HOSTILE, chains=(CHAIN,)), Answer(HOSTILE)])
def test_answer_shows_hostile_text_as_text(answer: Answer) -> None:
    found = Tags(answer._repr_html_())
    assert set(found.tags) <= ALLOWED
    assert found.attributes == {}
    assert HOSTILE.replace("\x07", "") in found.text
    assert "\x07" not in found.text


def test_answer_quotes_the_sentences_and_folds_the_rest() -> None:
    page = Answer("A question", (EVENT,))._repr_html_()
    assert page.count("<blockquote>") == 5
    assert page.index("and 3 more") > page.index("<details>")


@pytest.mark.parametrize(
    ("url", "linked"),
    [("https://example.org/a?b=1&c='2'", True), ("http://example.org/", True), ("data:text/html,x", False), (None, False)],
)
def test_answer_links_articles_of_the_web_only(url: str | None, linked: bool) -> None:
    quote = Quote("x", "A sentence.", None, "Title", url, None, (), "rule", 0.8, 0, 1)
    stance = StanceTaken(OTHER, "a", "Ann", "i", "truce", "Supports", None, None, None, (quote,))
    assert Tags(Answer("q", (stance,))._repr_html_()).attributes.get("href") == (url if linked else None)


def test_answer_prints_as_text() -> None:
    answer = Answer("A question")
    assert str(answer) == answer._repr_mimebundle_(include=None, exclude=None)["text/plain"] == "A question\n\n  nothing found"


# The whole way


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("api")
    build([write(folder, *range(len(ARTICLES)))], Settings(store=folder))
    with Store(folder, read_only=True) as opened:
        yield opened


@pytest.mark.model
def test_ask_answers_with_evidence_in_html(store: Store) -> None:
    found = Tags(ask(store, "positions held by Solheim")._repr_html_())
    assert {"h3", "li", "blockquote", "a"} <= set(found.tags)
    assert "Ingrid Solheim" in found.text


@pytest.mark.model
def test_picture_is_framed_in_a_sandbox_and_saved_as_a_page(store: Store, tmp_path: Path) -> None:
    drawn = picture(store, "Solheim", steps=1, limit=20)
    frame = Tags(drawn._repr_html_())
    assert isinstance(drawn, Picture)
    assert frame.tags == ["iframe"]
    assert drawn._repr_mimebundle_() == {"text/plain": str(drawn)}
    assert str(drawn).startswith("Ingrid Solheim: ")
    assert "allow-same-origin" not in str(frame.attributes["sandbox"])
    assert drawn.save(tmp_path / "new" / "solheim.html").read_text(encoding="utf-8") == frame.attributes["srcdoc"] == drawn.html()
    with pytest.raises(NotFoundError):
        picture(store, "Nobody Atall")


@pytest.mark.model
def test_export_gives_bytes(store: Store) -> None:
    assert b"".join(export(store, "nquads")).count(b"\n") > 100
