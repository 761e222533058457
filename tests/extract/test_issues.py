"""Issues: labels, broader chains, and what pronouns and proposals stand for."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph
from rdflib.namespace import SKOS

from kg.extract.concepts import concept, is_distinguishing, issue
from kg.extract.issue_words import gerund
from kg.extract.issues import issue_of
from kg.extract.reading import read
from kg.lexicon import table
from kg.settings import data_folder

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.records import Issue


def chain(found: Issue | None) -> list[str]:
    labels = []
    while found is not None:
        labels.append(found.label)
        found = found.broader
    return labels


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("truce", "ceasefire"),
        ("Cessation of hostilities", "ceasefire"),
        ("cease-fire", "ceasefire"),
        ("tax cut", "tax cuts"),
        ("gay marriage", "same-sex marriage"),
        ("snap elections", "early election"),
        ("banana", None),
    ],
)
def test_concept_knows_synonyms(words: str, label: str | None) -> None:
    found = concept(words)
    assert (None if found is None else found.label) == label


@pytest.mark.parametrize(
    ("modifiers", "head", "complement", "labels"),
    [
        (("30-day",), "truce", "", ["30-day ceasefire", "ceasefire", "peace process"]),
        (
            ("unconditional", "and", "immediate"),
            "truce",
            "",
            ["unconditional and immediate ceasefire", "immediate ceasefire", "ceasefire", "peace process"],
        ),
        (("immediate", "30-day"), "ceasefire", "", ["immediate 30-day ceasefire", "30-day ceasefire", "ceasefire", "peace process"]),
        ((), "sanctions", "on Ruritania", ["sanctions on Ruritania", "sanctions"]),
        (("temporary",), "toll", "in ports", ["temporary toll in ports", "toll in ports"]),
        (("milk",), "quota", "", ["milk quota"]),
        ((), "cessation", "of hostilities", ["ceasefire", "peace process"]),
    ],
)
def test_issue_drops_modifiers_one_at_a_time(modifiers: tuple[str, ...], head: str, complement: str, labels: list[str]) -> None:
    assert chain(issue(modifiers, head, complement)) == labels


@pytest.mark.parametrize(("word", "expected"), [("30-day", True), ("two-week", True), ("temporary", True), ("green", False)])
def test_is_distinguishing(word: str, expected: bool) -> None:
    assert is_distinguishing(word) is expected


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("ban", "banning"),
        ("lift", "lifting"),
        ("lie", "lying"),
        ("free", "freeing"),
        ("accede", "acceding"),
        ("submit", "submitting"),
        ("be", "being"),
    ],
)
def test_gerund(lemma: str, expected: str) -> None:
    assert gerund(lemma) == expected


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "labels"),
    [
        ("Norway drafted a proposal for a 30-day truce.", "proposal", ["30-day ceasefire", "ceasefire", "peace process"]),
        ("Norway rejects the ceasefire proposal.", "proposal", ["ceasefire", "peace process"]),
        ("Norway likes the idea of a ceasefire.", "idea", ["ceasefire", "peace process"]),
        ("Norway backs a new U.S.-brokered temporary ceasefire.", "ceasefire", ["temporary ceasefire", "ceasefire", "peace process"]),
        (
            "Norway proposed a 30-day ceasefire in May. Chad supports the truce.",
            "truce",
            ["30-day ceasefire", "ceasefire", "peace process"],
        ),
        ("Norway proposed a 30-day ceasefire in May. Chad supports it.", "it", ["30-day ceasefire", "ceasefire", "peace process"]),
        ("Norway wrote a plan to close the mines. Chad opposes the plan.", "plan", ["closing mines"]),
        ("Norway backs a 30-day ceasefire on Tuesday.", "ceasefire", ["30-day ceasefire", "ceasefire", "peace process"]),
        ("Norway rejects any deal that would recognise the border.", "deal", ["deal recognising border"]),
        ("Norway rejects a plan that would ban fracking.", "plan", ["banning fracking"]),
        ("Norway supports a halt to attacks on Peru.", "halt", ["halt to attacks on Peru"]),
        ("Norway wants a lasting settlement.", "settlement", ["peace deal", "peace process"]),
        ("Norway lost a motion of no confidence.", "motion", ["no-confidence motion"]),
        ("Chad supports it.", "it", []),
        ("Chad supports the idea.", "idea", []),
        ("Chad demands the resignation of the minister.", "resignation", ["resignation of minister", "resignation"]),
        ("Chad drafted an emissions trading bill. Peru supports the bill.", "bill", ["emissions trading bill"]),
        ("Peru wants Chad to lift the tariffs.", "lift", ["Chad lifting tariffs"]),
    ],
)
def test_issue_of_names_what_a_phrase_is_about(nlp: Language, text: str, word: str, labels: list[str]) -> None:
    doc = nlp(text)
    head = [token for token in doc if token.text == word][-1]
    assert chain(issue_of(doc, head, read(doc, None).references)) == labels


def test_scheme_says_what_the_lexicon_says() -> None:
    graph = Graph().parse(data_folder("ontology") / "issues.ttl")
    label = {subject: str(value) for subject, value in graph.subject_objects(SKOS.prefLabel)}
    scheme = {
        name: {
            "synonyms": sorted(str(value) for value in graph.objects(subject, SKOS.altLabel)),
            "broader": [label[value] for value in graph.objects(subject, SKOS.broader)],
        }
        for subject, name in label.items()
    }
    lexicon = {
        name: {"synonyms": sorted(entry.get("synonyms", [])), "broader": [entry["broader"]] if "broader" in entry else []}
        for name, entry in table("issues")["concepts"].items()
    }
    assert scheme == lexicon


def test_every_word_of_the_scheme_names_one_concept() -> None:
    entries = table("issues")["concepts"].items()
    phrases = [phrase.lower() for label, entry in entries for phrase in (label, *entry.get("synonyms", []))]
    assert len(phrases) == len(set(phrases))


def test_extraction_does_not_import_rdflib() -> None:
    code = "import sys; import kg.extract.issues; sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
