"""Terms and lines: canonical, readable by two parsers, and the text comes back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal

from kg.errors import InputError
from kg.ntriples import iri, literal, triple, value
from kg.vocabulary import KG, XSD

SUBJECT = iri("https://example.org/s")
PREDICATE = iri(KG + "text")
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def line(term: str) -> str:
    return triple(SUBJECT, PREDICATE, term)


def by_oxigraph(term: str) -> ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple:
    (quad,) = ox.parse(line(term), format=ox.RdfFormat.N_TRIPLES)
    found: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple = quad.object
    return found


@given(ANY_TEXT)
def test_literal_gives_the_text_back_in_both_parsers(text: str) -> None:
    assert by_oxigraph(literal(text)) == ox.Literal(text)
    (found,) = Graph().parse(data=line(literal(text)), format="nt").objects()
    assert found == Literal(text)


@given(ANY_TEXT)
def test_literal_is_what_oxigraph_writes(text: str) -> None:
    quad = ox.Quad(ox.NamedNode("https://example.org/s"), ox.NamedNode(KG + "text"), ox.Literal(text))
    assert ox.serialize([quad.triple], format=ox.RdfFormat.N_TRIPLES) == f"{line(literal(text))}\n".encode()


@given(st.text())
def test_literal_is_one_line_of_valid_unicode(text: str) -> None:
    term = literal(text)
    assert term.isprintable() or not any(character in term for character in "\n\r\t\x00")
    assert term.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("", '""'),
        ('say "no"', r'"say \"no\""'),
        ("back\\slash", r'"back\\slash"'),
        ("two\nlines\r\n", r'"two\nlines\r\n"'),
        ("tab\tbell\x07null\x00", r'"tab\tbell\u0007null\u0000"'),
        ("delete\x7f", r'"delete\u007F"'),
        ("back\bform\f", r'"back\bform\f"'),
        ("naïve “quote” 🕊", '"naïve “quote” 🕊"'),
        ("half \ud83d a pair", '"half \ufffd a pair"'),
    ],
)
def test_literal_escapes_what_it_must_and_no_more(text: str, term: str) -> None:
    assert literal(text) == term


@pytest.mark.parametrize(
    ("plain", "term"),
    [
        ("words", '"words"'),
        (True, f'"true"^^<{XSD}boolean>'),
        (False, f'"false"^^<{XSD}boolean>'),
        (0, f'"0"^^<{XSD}integer>'),
        (1.0, f'"1"^^<{XSD}decimal>'),
        (0.9, f'"0.9"^^<{XSD}decimal>'),
        (0.1 + 0.2, f'"0.3"^^<{XSD}decimal>'),
        (-0.00001, f'"0"^^<{XSD}decimal>'),
        (date(2031, 2, 3), f'"2031-02-03"^^<{XSD}date>'),
        (datetime(2031, 2, 3, 4, 5, 6, tzinfo=UTC), f'"2031-02-03T04:05:06Z"^^<{XSD}dateTime>'),
    ],
)
def test_value_writes_the_form_that_the_store_gives_back(plain: str | bool | int | float | date, term: str) -> None:
    assert value(plain) == term
    store = ox.Store()
    store.load(line(term), format=ox.RdfFormat.N_TRIPLES)
    assert store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) == f"{line(term)}\n".encode()


def test_literal_of_type_string_is_plain() -> None:
    assert literal("a", XSD + "string") == literal("a")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("https://example.org/a?b=c#d", "<https://example.org/a?b=c#d>"),
        ("https://example.org/straße/日本", "<https://example.org/straße/日本>"),
        ("https://example.org/a b", "<https://example.org/a%20b>"),
        ('https://example.org/<a>"{b}|^`\\', "<https://example.org/%3Ca%3E%22%7Bb%7D%7C%5E%60%5C>"),
        ("https://example.org/line\nbreak", "<https://example.org/line%0Abreak>"),
        ("https://example.org/100%", "<https://example.org/100%25>"),
        ("https://example.org/%20", "<https://example.org/%20>"),
        ("https://example.org/[1]", "<https://example.org/%5B1%5D>"),
        ("https://example.org/#a#b", "<https://example.org/#a%23b>"),
        ("https://user@example.org:8080/", "<https://user@example.org:8080/>"),
        ("urn:uuid:1", "<urn:uuid:1>"),
        ("https://example.org/\ud800", "<https://example.org/%EF%BF%BD>"),
    ],
)
def test_iri_encodes_what_no_iri_may_hold(text: str, term: str) -> None:
    assert iri(text) == term
    assert by_oxigraph(term) == ox.NamedNode(term[1:-1])


@pytest.mark.parametrize(
    "text", ["", "a", "/a", "//example.org/a", "example.org", "https://example.org:port/", "https://a@b@c/", "1a:b", "a:"]
)
def test_iri_refuses_what_is_not_absolute(text: str) -> None:
    with pytest.raises(InputError, match="no absolute IRI"):
        iri(text)


@given(st.text())
def test_iri_is_valid_for_any_path(text: str) -> None:
    term = iri("https://example.org/" + text)
    assert by_oxigraph(term) == ox.NamedNode(term[1:-1])
    assert iri(term[1:-1]) == term


@given(st.text(st.sampled_from("ab:/?#[]@%2F. \\<é\ue000\U000f0000")))
def test_iri_is_valid_or_refused_for_any_text(text: str) -> None:
    try:
        term = iri(text)
    except InputError:
        return
    assert by_oxigraph(term) == ox.NamedNode(term[1:-1])


def test_triple_is_a_line_without_its_end() -> None:
    assert line(literal("a")) == f'<https://example.org/s> <{KG}text> "a" .'
