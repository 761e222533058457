"""The index of names: what is found, in which order, and that it follows what is put and taken out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.name_index import NameIndex, NameRow, is_one_slip

PEOPLE = {
    "person/1": ("Amélie Vardanyan", "Amelie Vardanian"),
    "person/2": ("Tomasz Łukaszewicz",),
    "person/3": ("Bruno Vardanyan",),
    "place/1": ("Port Łukasz", "Lukasz Harbour"),
    "issue/1": ("harbour toll",),
    "person/4": ("Харитон Мелник",),
}


def rows(entity: str) -> list[NameRow]:
    names = PEOPLE[entity]
    kind = entity.split("/")[0].capitalize()
    return [NameRow(entity, (kind,), names[0], name) for name in names]


@pytest.fixture
def index(tmp_path: Path) -> NameIndex:
    made = NameIndex(tmp_path)
    for entity in PEOPLE:
        made.put("article/" + entity, [entity], [entity], rows(entity))
    made.put("article/more", ["person/3"], ["person/3"], rows("person/3"))
    return made


@pytest.mark.parametrize(
    ("text", "found"),
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
def test_what_a_text_means(index: NameIndex, text: str, found: list[str]) -> None:
    assert [row.entity for row in index.find(text)] == found


def test_kinds_and_limit(index: NameIndex) -> None:
    assert [row.entity for row in index.find("lukasz", ["Person"])] == ["person/2"]
    assert len(index.find("vard", limit=1)) == 1


def test_what_is_taken_out_is_found_no_more(index: NameIndex) -> None:
    assert index.entities_of("article/person/1") == {"person/1"}
    index.put("article/person/1", [], ["person/1"], [])
    assert [row.entity for row in index.find("Vardanyan")] == ["person/3"]
    assert index.entities_of("article/person/1") == set()


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
