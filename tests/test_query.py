"""Questions to the graph, on the articles of `articles.py`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from articles import ARTICLES, write
from facts import Facts

from kg import query
from kg.answers import as_json, as_text
from kg.errors import AmbiguousError, InputError, NotFoundError
from kg.exports import FORMATS, export, spreadsheet_safe
from kg.graph import most_relevant
from kg.neighbourhood import around, everything
from kg.ntriples import iri, literal
from kg.pipeline import build
from kg.questions import ask, forms
from kg.settings import Settings
from kg.sparql import answer, as_table, refuse_service
from kg.store import Store
from kg.vocabulary import KG, PREF_LABEL, RDF_TYPE, WITHIN

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("graph")
    build([write(folder, *range(len(ARTICLES)))], Settings(store=folder))
    with Store(folder, read_only=True) as opened:
        yield opened


@pytest.mark.parametrize("name", ["Ingrid Solheim", "ingrid solheim", "Solheim", "SOLHEIM", "Íngrid Sølheim"])
def test_one_finds_a_person_as_people_write_the_name(store: Store, name: str) -> None:
    assert query.one(store, name).label == "Ingrid Solheim"


def test_one_says_which_names_it_does_not_know(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no Person named 'Nemo'"):
        query.one(store, "Nemo", ["Person"])


def test_one_names_the_candidates_of_an_ambiguous_name() -> None:
    kinds = ["Person", "Actor"]
    with Store() as small:
        for name in ("Anna Berg", "Otto Berg"):
            node = f"<https://example.org/{name[:4]}>"
            lines = [f"{node} <{RDF_TYPE}> <{KG}{kind}> ." for kind in kinds] + [f'{node} <{PREF_LABEL}> "{name}" .']
            small.put(f"https://example.org/graph/{name[:4]}", lines)
        with pytest.raises(AmbiguousError, match="Anna Berg") as caught:
            query.one(small, "berg", ["Person"])
    assert [line for _, line in caught.value.candidates] == ["Anna Berg (person)", "Otto Berg (person)"]


def test_candidates_of_one_name_are_told_apart_by_office_place_and_article() -> None:
    with Store() as small:
        told = Facts(small)
        told.article("1", "Herald", "2030-05-01")
        told.tenure("Anna Berg", "senator", "suomen", "Former")
        told.tenure("Anna Berg", "foreign minister", "norland", "Current")
        told.article("2", "Herald", "2030-05-02")
        told.tenure("Otto Berg", "mayor", "harbour", "Former")
        told.stance("Carl Berg", "truce", "Supports", on=None)
        told.done()
        others = (("place/1", "Berg", "Place"), ("group/1", "Berg", "Group"), ("group/2", "Berg", "Group"), ("group/3", "Berg", "Group"))
        for number, (path, label, kind) in enumerate(others):
            told.article(f"x{number}", "Herald", None)
            told.say(told.node(path), RDF_TYPE, iri(KG + kind))
            told.say(told.node(path), PREF_LABEL, literal(label))
            if kind == "Group" and number < 3:
                told.fact(path, KG + "Group", "The Berg said so.")
        told.say(told.node("place/1"), WITHIN, told.actor("norland"))
        told.done()
        with pytest.raises(AmbiguousError) as people:
            query.one(small, "berg", ["Person"])
        with pytest.raises(AmbiguousError) as things:
            query.one(small, "Berg", ["Place", "Group"])
    assert [line for _, line in people.value.candidates] == [
        "Anna Berg (person, foreign minister, norland)",
        "Carl Berg (person)",
        "Otto Berg (person, mayor, harbour (former))",
    ]
    assert [line for _, line in things.value.candidates] == [
        "Berg (group, 1 article, named in “x1.txt”)",
        "Berg (group, 1 article, named in “x2.txt”)",
        "Berg (group)",
        "Berg (place, in norland)",
    ]


def test_candidates_that_nothing_tells_apart_are_told_by_the_end_of_their_iri() -> None:
    with Store() as small:
        for number in (1, 2):
            node = f"<https://example.org/person/{number}>"
            small.put(
                f"https://example.org/graph/{number}", [f"{node} <{RDF_TYPE}> <{KG}Person> .", f'{node} <{PREF_LABEL}> "Anna Berg" .']
            )
        with pytest.raises(AmbiguousError, match=r"Anna Berg \(person, 1\) <https://example.org/person/1>; Anna Berg \(person, 2\)"):
            query.one(small, "Anna Berg")


@pytest.mark.parametrize(("articles", "meant"), [(4, ["Anna Berg"]), (3, ["Berg"])])
def test_a_surname_means_whom_many_more_articles_name_than_a_firm(articles: int, meant: list[str]) -> None:
    with Store() as small:
        told = Facts(small)
        for number in range(articles):
            told.article(f"a{number}", "Herald", "2030-05-01")
            told.fact("person/1", KG + "Person", "Ms Berg said so.")
            told.say(told.node("person/1"), PREF_LABEL, literal("Anna Berg"))
        told.article("b", "Herald", "2030-05-01")
        told.fact("organization/1", KG + "Organization", "Berg sold its mill.")
        told.say(told.node("organization/1"), PREF_LABEL, literal("Berg"))
        told.done()
        assert [found.label for found in query.find(small, "berg")] == meant
        assert [found.label for found in query.find(small, "berg", ["Organization"])] == ["Berg"]


def test_somebody_comes_before_the_issue_of_the_same_name() -> None:
    with Store() as small:
        for kind in ("Person", "Issue"):
            node = f"<https://example.org/{kind}>"
            small.put(f"https://example.org/graph/{kind}", [f"{node} <{RDF_TYPE}> <{KG}{kind}> .", f'{node} <{PREF_LABEL}> "Anna Berg" .'])
        assert query.one(small, "Anna Berg").kinds == ("Person",)
        assert query.one(small, "Anna Berg", ["Issue"]).kinds == ("Issue",)
        assert query.one(small, "Anna Berg", ["Issue", "Person"]).kinds == ("Person",)


def test_find_prefers_people_named_in_full() -> None:
    with Store() as small:
        for number, name in enumerate(("Berg", "Anna Berg")):
            node = f"<https://example.org/{number}>"
            lines = [f"{node} <{RDF_TYPE}> <{KG}Person> .", f'{node} <{PREF_LABEL}> "{name}" .']
            small.put(f"https://example.org/graph/{number}", lines)
        assert [found.label for found in query.find(small, "Berg")] == ["Anna Berg"]
        assert query.one(small, "https://example.org/0").label == "Berg"


def test_offices_name_the_body_and_the_evidence(store: Store) -> None:
    person = query.one(store, "Antti Rautio", ["Person"])
    held = query.offices(store, query.among("person", [person.iri]))
    assert {(t.office_label, t.body_label) for t in held} == {("foreign minister", "Finland")}
    assert len(held[0].evidence) == 2
    assert held[0].first_seen == date(2024, 5, 16)


def test_stances_have_polarity_and_both_articles(store: Store) -> None:
    answered = ask(store, "who stands where on the 14-day truce?")
    found = {(f.actor_label, f.polarity) for f in answered.facts if isinstance(f, query.StanceTaken)}
    assert ("Antti Rautio", "Opposes") in found
    assert ("Ingrid Solheim", "Supports") in found


def test_events_within_a_country_count_those_in_its_cities(store: Store) -> None:
    kenya = query.one(store, "Kenya", ["Place"])
    labels = [event.label for event in query.events(store, query.inside(kenya.iri))]
    assert any("arrest" in label for label in labels)


def test_events_are_found_by_the_days_in_question(store: Store) -> None:
    inside = query.events(store, query.overlapping(date(2024, 6, 2), date(2024, 6, 2)))
    assert inside
    assert all(event.earliest and event.earliest <= date(2024, 6, 2) <= (event.latest or date.min) for event in inside)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("positions held by Rautio", "foreign minister, Finland"),
        ("Who stands where on the 14-day truce", "opposes 14-day"),
        ("what happened in Nairobi on 2 June 2024", "arrest"),
        ("what happened in Kenya in the week of May 30, 2024", "arrest"),
        ("who was Finnish foreign minister on 2024-05-16", "Antti Rautio"),
        ("who is Kenyan interior minister", "Grace Wanjala"),
        ("what did Solheim say about the docks", "calm on the docks"),
        ("how are Rautio and Wanjala connected?", "Path 1"),
    ],
)
def test_ask_answers_with_the_sentence_and_the_article(store: Store, question: str, expected: str) -> None:
    text = as_text(ask(store, question))
    assert expected in text
    assert "— " in text


def test_ask_says_which_questions_it_knows(store: Store) -> None:
    with pytest.raises(InputError, match="who stands where on ISSUE"):
        ask(store, "why is the sky blue")


def test_ask_refuses_a_day_that_is_none(store: Store) -> None:
    with pytest.raises(InputError, match="write it as 2025-03-12"):
        ask(store, "what happened in Kenya on the 45th of Nevember")


def test_every_form_of_question_has_an_example_that_it_recognises() -> None:
    for form in forms():
        assert any(pattern.fullmatch(form.example) for pattern in form.patterns), form.form


def test_answers_as_json_hold_the_evidence(store: Store) -> None:
    import json

    content = json.loads(as_json(ask(store, "positions held by Rautio")))
    assert content["facts"][0]["kind"] == "office"
    assert content["facts"][0]["evidence"][0]["exact"] in str(ARTICLES)


@pytest.mark.parametrize("name", query.query_names())
def test_every_query_runs(store: Store, name: str) -> None:
    assert store.serialize(query.text_of(name), None, None)[0]


CONTRACT = {
    "offices": """SELECT ?person ?office ?body WHERE { ?t a kg:Tenure ; kg:heldBy ?p ; kg:office ?o .
  ?p skos:prefLabel ?person . ?o skos:prefLabel ?office . OPTIONAL { ?o (org:postIn|org:reportsTo)/skos:prefLabel ?body } }""",
    "stances": """SELECT ?actor ?polarity ?issue ?condition WHERE { ?s a kg:Stance ; kg:heldBy/skos:prefLabel ?actor ;
  kg:polarity ?polarity ; kg:issue/skos:prefLabel ?issue . OPTIONAL { ?s kg:condition ?condition } }""",
    "statements": """SELECT ?speaker ?text ?direct WHERE { ?s a kg:Statement ; kg:speaker/skos:prefLabel ?speaker ;
  kg:text ?text ; kg:direct ?direct }""",
    "events": """SELECT ?label ?type ?agent ?recipient ?place ?earliest ?latest ?modality WHERE { ?e a kg:Event ; skos:prefLabel ?label ;
  kg:eventType/skos:notation ?type ; kg:modality ?modality . OPTIONAL { ?e kg:agent/skos:prefLabel ?agent }
  OPTIONAL { ?e kg:recipient/skos:prefLabel ?recipient } OPTIONAL { ?e kg:place/skos:prefLabel ?place }
  OPTIONAL { ?e kg:earliest ?earliest ; kg:latest ?latest } }""",
    "evidence": """SELECT ?fact ?url ?exact ?start ?end ?rule WHERE { ?fact kg:evidence ?ev . ?ev kg:article ?a ; kg:exact ?exact ;
  kg:start ?start ; kg:end ?end ; kg:rule ?rule . OPTIONAL { ?a <https://schema.org/url> ?url } }""",
    "places": """SELECT ?place WHERE { ?p kg:within+ ?region ; skos:prefLabel ?place . ?region skos:prefLabel "Kenya" }""",
}
PREFIXES = """PREFIX kg: <https://w3id.org/newskg/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@pytest.mark.parametrize("name", CONTRACT)
def test_the_queries_of_the_public_contract_run_as_written(store: Store, name: str) -> None:
    assert store.select(PREFIXES + CONTRACT[name])


def test_around_draws_an_actor_with_its_positions(store: Store) -> None:
    center = query.one(store, "Antti Rautio", ["Person"])
    picture = around(store, center.iri)
    kinds = {node.label: node.kind for node in picture.nodes}
    assert picture.title == center.label
    assert kinds["Finland"] == "country"
    assert kinds["14-day truce" if "14-day truce" in kinds else "14-day ceasefire"] == "issue"
    assert all(edge.facts for edge in picture.edges if edge.relation != "within")
    assert len(most_relevant(picture, 3).nodes) == 3


def test_everything_holds_each_fact_once(store: Store) -> None:
    edges = everything(store).edges
    assert len(edges) == len(set(edges))


@pytest.mark.parametrize("form", FORMATS)
def test_exports_are_stable_and_not_empty(store: Store, form: str) -> None:
    data = b"".join(export(store, form))
    assert len(data) > 500
    assert data == b"".join(export(store, form))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_spreadsheets_take_no_cell_for_a_formula(cell: str) -> None:
    assert spreadsheet_safe(cell).startswith("'")


def test_tables_and_turtle(store: Store) -> None:
    table = as_table(store, PREFIXES + CONTRACT["offices"]).decode().splitlines()
    assert table[0].split() == ["person", "office", "body"]
    assert set(table[1]) == {"-", " "}
    assert answer(store, "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", "ttl").endswith(b".\n")
    with pytest.raises(InputError, match="ttl is the form of CONSTRUCT"):
        answer(store, "ASK {}", "ttl")


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", True),
        ("select * { service silent ?x { ?s ?p ?o } }", True),
        ("SELECT * { ?service ?p 'SERVICE' } # SERVICE", False),
        ("PREFIX service: <http://example.org/SERVICE#> SELECT * { ?s service:SERVICE ?o }", False),
        ('SELECT * { ?s ?p """a "SERVICE" b""" }', False),
    ],
)
def test_service_is_refused_wherever_it_is_the_keyword(text: str, refused: bool) -> None:
    if refused:
        with pytest.raises(InputError, match="SERVICE is not allowed"):
            refuse_service(text)
    else:
        refuse_service(text)
