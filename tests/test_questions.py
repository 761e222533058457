"""Questions in plain English about days, sources, turns and corrections, on a small graph of invented facts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from facts import BASE, Facts

from kg.answers import as_html, as_json, as_text
from kg.errors import InputError, NotFoundError
from kg.name_index import NameIndex
from kg.paths import connections
from kg.query import correction
from kg.questions import ask, forms
from kg.store import Store


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """Two weeks of a truce, two presidents on one day, and an article that was corrected."""
    with Store() as made:
        told = Facts(made)
        told.article("1", "Coast Herald", "2030-03-10")
        told.tenure("Ana Berg", "president", "norland", "Current")
        told.stance("Ana Berg", "truce", "Supports", on="2030-03-09")
        told.statement("Ana Berg", "inspectors must be let in", on="2030-03-09", to="Ben Moe")
        told.statement("Ana Berg", "the harbour stays open", on="2030-03-09", to="reporters")
        told.event("Ana Berg", "meets", "harbour", "2030-03-08", to="Ben Moe")
        told.article("2", "Baltic Wire", "2030-03-10")
        told.tenure("Cleo Rask", "president", "norland", "Current")
        told.article("3", "Baltic Wire", "2030-03-19")
        told.stance("Ana Berg", "truce", "Opposes", on="2030-03-18")
        told.stance("Ben Moe", "truce", "Supports", on="2030-03-18")
        told.event("Ben Moe", "meets", "suomen", "2030-03-17", to="Dag Lund")
        told.article("4", "Baltic Wire", "2030-03-20")
        told.stance("Dag Lund", "treaty", "Opposes", on="2030-03-20")
        told.done()
        old = [line.replace("article/4/v/1", "article/4/v/0") for line in made.lines(f"{BASE}article/4/v/1")]
        made.put(f"{BASE}article/4/v/0", [line.replace("Opposes", "Supports").replace("opposes", "supports") for line in old], shown=False)
        yield made


@pytest.mark.parametrize(
    ("question", "expected", "absent"),
    [
        ("positions held by Ana Berg on 12 March 2030", "supports truce, 2030-03-09", "opposes"),
        ("positions held by Ana Berg as of 2030-03-19", "opposes truce", "supports"),
        ("positions held by Ana Berg", "president, norland; observed on 2030-03-10", "Ben Moe supports"),
        ("where does Ana Berg stand on the truce?", "opposes truce", "president"),
        ("who stands where on the truce as of 2030-03-10", "Ana Berg supports", "Ben Moe"),
        ("who stood where on the truce as of 2030-03-18", "Ben Moe supports", "Ana Berg supports"),
        ("what did Ana Berg say", "harbour stays open", "nothing found"),
        ("what did Ana Berg say to Ben Moe", "inspectors", "harbour"),
        ("what did Ana Berg tell reporters", "harbour", "inspectors"),
        ("what did Ana Berg say about the inspectors, to whom, where", "— to Ben Moe, 2030-03-09", "harbour"),
        ("what did Ana Berg say to Ben Moe about inspectors, to whom and where", "inspectors", "harbour"),
        ("what happened in March 2030", "harbour", "nothing found"),
        ("what happened in the harbour in March 2030?", "Ben Moe", "Dag Lund"),
        ("what happened in the harbour in 2030-02", "nothing found", "Ben Moe"),
        ("what happened on 17 March 2030", "Dag Lund", "harbour"),
        ("what happened between 2030-03-01 and 10 March 2030", "harbour", "Dag Lund"),
        ("what happened in the week of 17 March 2030", "Dag Lund", "harbour"),
        ("who is Dag Lund", "Positions held by Dag Lund", "nothing found"),
        ("what do outlets disagree on", "Ana Berg and Cleo Rask are both said to be president of norland on 2030-03-10", "nothing found"),
        ("What do the sources disagree about?", "[office.holders]", "nothing found"),
        ("where do outlets disagree about Cleo Rask", "[office.holders]", "nothing found"),
        ("contradictions about norland", "[office.holders]", "nothing found"),
        ("contradictions about Ben Moe", "nothing found", "office.holders"),
        ("who changed position", "Ana Berg on truce", "Ben Moe"),
        ("who changed their mind on the truce", "2030-03-18: Ana Berg opposes truce", "nothing found"),
        ("how did Ana Berg change position?", "2030-03-09: Ana Berg supports truce", "nothing found"),
        ("has Ben Moe changed his position on the truce", "nothing found", "supports"),
        ("who was president of norland on 11 March 2030", "observed on 2030-03-10", "nothing found"),
        ("who was president of norland on 11 March 2040", "nothing found", "observed"),
        ("how are Ana Berg and Dag Lund connected", "Path 1", "nothing found"),
        ("what did the graph say before 4.txt was corrected", "Dag Lund supports treaty", "opposes"),
        ("what did the graph say before the article “4.txt” was corrected?", "Dag Lund supports treaty", "opposes"),
    ],
)
def test_ask_knows_the_form(store: Store, question: str, expected: str, absent: str) -> None:
    text = as_text(ask(store, question))
    assert expected in text
    assert absent not in text


@pytest.mark.parametrize("question", ["what do outlets disagree on", "who changed position", "how are Ana Berg and Dag Lund connected"])
def test_answers_of_every_kind_have_all_forms(store: Store, question: str) -> None:
    found = ask(store, question)
    content = json.loads(as_json(found))
    assert content["contradictions"] or content["changes"] or content["paths"]
    assert "<blockquote>" in as_html(found)


def test_an_unknown_form_is_answered_with_all_known_ones(store: Store) -> None:
    with pytest.raises(InputError) as caught:
        ask(store, "why?")
    assert all(form.form in str(caught.value) and form.example in str(caught.value) for form in forms())


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("who stands where on treats", r"no Issue named 'treats': did you mean treaty"),
        ("positions held by Bergg", r"did you mean Ana Berg"),
        ("positions held by Nemo", r"named 'Nemo'$"),
        ("what happened in the harbour in June", r"'June' is no month"),
    ],
)
def test_what_is_not_known_is_told_with_what_is_near(tmp_path: Path, question: str, told: str) -> None:
    with Store(tmp_path) as made:
        facts = Facts(made)
        facts.article("1", "Coast Herald", "2030-03-10")
        facts.stance("Ana Berg", "treaty", "Supports", on="2030-03-09")
        facts.event("Ana Berg", "meets", "harbour", "2030-03-08", to="Ben Moe")
        facts.done()
        with NameIndex(tmp_path) as index:
            index.put("1", made.lines(f"{BASE}article/1/v/1"))
        with pytest.raises((InputError, NotFoundError), match=told):
            ask(made, question)


def test_an_article_that_was_never_corrected_is_told(store: Store) -> None:
    with pytest.raises(NotFoundError, match=r"no article named '1\.txt' has been corrected; corrected are: 4\.txt"):
        correction(store, "1.txt")


def test_connections_are_the_shortest_chains(store: Store) -> None:
    chains = connections(store, BASE + "ana-berg", BASE + "dag-lund")
    assert [[node.label for node in chain.nodes if node.kind != "event"] for chain in chains] == [["Ana Berg", "Ben Moe", "Dag Lund"]]
    assert all(edge.facts[0].evidence for chain in chains for hop in chain.hops for edge in hop)
    assert connections(store, BASE + "ana-berg", BASE + "ana-berg") == ()
    assert connections(store, BASE + "ana-berg", BASE + "nobody") == ()
