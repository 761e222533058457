"""The index of names: what is found, in which order, and that it follows what is put and taken out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import vocabulary as v
from kg.errors import StoreError
from kg.name_index import NameIndex, is_one_slip
from kg.ntriples import iri, literal, triple

BASE = "https://w3id.org/newskg/id/"
PEOPLE = {
    "person/1": ("Amélie Vardanyan", "Amelie Vardanian"),
    "person/2": ("Tomasz Łukaszewicz",),
    "person/3": ("Bruno Vardanyan",),
    "place/1": ("Port Łukasz", "Lukasz Harbour"),
    "issue/1": ("harbour toll",),
    "person/4": ("Харитон Мелник",),
}


def lines(*entities: str) -> list[str]:
    """The lines of a graph that names these."""
    found = []
    for entity in entities:
        label, *others = PEOPLE[entity]
        kind = v.KG + entity.split("/")[0].capitalize()
        found.append(triple(iri(BASE + entity), iri(v.RDF_TYPE), iri(kind)))
        found.append(triple(iri(BASE + entity), iri(v.PREF_LABEL), literal(label)))
        found += [triple(iri(BASE + entity), iri(v.ALT_LABEL), literal(other)) for other in others]
    return found


def found(index: NameIndex, text: str, *kinds: str, limit: int = 20) -> list[str]:
    return [row.entity.removeprefix(BASE) for row in index.find(text, kinds, limit)]


@pytest.fixture
def index(tmp_path: Path) -> NameIndex:
    made = NameIndex(tmp_path)
    for entity in PEOPLE:
        made.put("article/" + entity, lines(entity))
    made.put("article/more", lines("person/3"))
    return made


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Amélie Vardanyan", ["person/1"]),
        ("amelie vardanyan", ["person/1"]),
        ("Vardanyan", ["person/3", "person/1"]),
        ("Vardanian", ["person/1", "person/3"]),
        ("vard", ["person/3", "person/1"]),
        ("lukasz", ["place/1", "person/2"]),
        ("Lukaszewicz", ["person/2"]),
        ("Lukasewicz", ["person/2"]),
        ("Lukaszewizc", ["person/2"]),
        ("harbour", ["place/1", "issue/1"]),
        ("harbor toll", ["issue/1"]),
        ("toll harbour", ["issue/1"]),
        ("Khariton", ["person/4"]),
        ("nobody", []),
        ("", []),
        ('"; DROP TABLE name; --', []),
        ("* OR NEAR(", []),
    ],
)
def test_what_a_text_means(index: NameIndex, text: str, meant: list[str]) -> None:
    assert found(index, text) == meant


def test_kinds_and_limit(index: NameIndex) -> None:
    assert found(index, "lukasz", "Person") == ["person/2"]
    assert len(found(index, "vard", limit=1)) == 1


def test_what_is_taken_out_is_found_no_more(index: NameIndex) -> None:
    assert index.has("article/person/1")
    index.put("article/person/1", [])
    assert not index.has("article/person/1")
    assert found(index, "Vardanyan") == ["person/3"]
    index.put("article/more", [])
    assert found(index, "Vardanyan") == ["person/3"]
    index.put("article/person/3", lines("issue/1"))
    assert found(index, "Vardanyan") == []
    assert found(index, "harbor toll") == ["issue/1"]


def test_the_rows_are_those_of_an_index_that_never_held_anything_else(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with NameIndex(tmp_path / "a") as one, NameIndex(tmp_path / "b") as other:
        one.put("x", lines("person/1", "person/2"))
        one.put("y", lines("person/1"))
        one.put("x", lines("person/3"))
        other.put("y", lines("person/1"))
        other.put("x", lines("person/3"))
        for text in ("vardanyan", "lukasz", "v", "bruno"):
            assert one.find(text) == other.find(text)


def test_a_missing_index_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"names\.sqlite"):
        NameIndex(tmp_path, read_only=True)


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("melnik", "melnk", True),
        ("melnik", "melnik", False),
        ("melnik", "menlik", True),
        ("melnik", "melnikov", False),
        ("melnik", "melnick", True),
        ("melnik", "selnik", True),
        ("melnik", "selnic", False),
    ],
)
def test_one_slip(a: str, b: str, near: bool) -> None:
    assert is_one_slip(a, b) is near


@given(st.text("abcd", min_size=4, max_size=12), st.integers(0, 11), st.sampled_from("abcdz"))
def test_any_single_substitution_is_a_slip_both_ways(word: str, place: int, letter: str) -> None:
    place %= len(word)
    other = word[:place] + letter + word[place + 1 :]
    assert is_one_slip(word, other) is (word != other)
    assert is_one_slip(other, word) is (word != other)
