"""Block keys and the decision inside a block."""

from __future__ import annotations

from itertools import permutations

import pytest

from kg import gazetteer
from kg.records import Article, Kind, Records, Referent
from kg.resolve import Candidate, base_path, block_key, candidates, clusters, entity


def referent(name: str, kind: Kind = Kind.PERSON, *, entry: str | None = None, country: str | None = None, local: bool = False) -> Referent:
    return Referent(0, kind, name, (name,), entry, country, local, ())


def candidate(name: str, article: str, kind: Kind = Kind.PERSON) -> Candidate:
    return Candidate(article, 0, kind, name, (name,), None)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Yuri Antonov", "Yuriy Antonov"),
        ("Mike Hansen", "Michael Hansen"),
        ("José Álvarez", "Jose Alvarez"),
    ],
)
def test_spellings_of_one_name_share_a_block(left: str, right: str) -> None:
    assert block_key("a", referent(left)) == block_key("b", referent(right))


@pytest.mark.parametrize(("left", "right"), [("Marco Rubini", "Mario Rubini"), ("Olga Petrova", "Oleg Petrov"), ("Anna Berg", "Otto Berg")])
def test_different_people_do_not(left: str, right: str) -> None:
    assert block_key("a", referent(left)) != block_key("a", referent(right))


def test_a_bare_surname_stays_in_its_article() -> None:
    assert block_key("a", referent("Berg", local=True)) != block_key("b", referent("Berg", local=True))
    assert block_key("a", referent("Berg", local=True)) != block_key("a", referent("Anna Berg"))


def test_groups_stay_in_their_article() -> None:
    assert block_key("a", referent("protesters", Kind.GROUP)) != block_key("b", referent("protesters", Kind.GROUP))


def test_ministries_of_two_countries_are_two() -> None:
    keys = {block_key("a", referent("Interior Ministry", Kind.ORGANIZATION, country=country)) for country in ("country/KE", "country/PE")}
    assert len(keys) == 2


def test_a_ministry_of_no_country_stays_in_its_article() -> None:
    ministry = referent("Interior Ministry", Kind.ORGANIZATION)
    assert block_key("a", ministry) != block_key("b", ministry)


def test_an_acronym_is_not_the_body_that_another_article_defines() -> None:
    assert block_key("a", referent("Kovar Water Service", Kind.ORGANIZATION)) != block_key("b", referent("KWS", Kind.ORGANIZATION))


@pytest.mark.parametrize(
    ("surfaces", "kind"),
    [
        (("FSB", "Federal Security Service"), Kind.ORGANIZATION),
        (("U.S.", "the United States"), Kind.COUNTRY),
        (("Kyiv", "Kiev"), Kind.PLACE),
        (("Kursk region", "Kursk Oblast"), Kind.PLACE),
    ],
)
def test_what_the_gazetteer_knows_by_two_names_is_one(surfaces: tuple[str, str], kind: Kind) -> None:
    keys = {block_key("a", referent(name, kind, entry=gazetteer.load().find(name)[0].id)) for name in surfaces}
    assert len(keys) == 1


def test_places_of_one_name_with_entries_of_their_own_are_two() -> None:
    found = {entry.kind: entry.id for entry in gazetteer.load().find("Georgia")}
    assert len({block_key("a", referent("Georgia", kind, entry=one)) for kind, one in found.items()}) == 2
    assert gazetteer.load().find("Kursk")[0].id != gazetteer.load().find("Kursk region")[0].id


def test_what_the_gazetteer_knows_has_its_label_and_address() -> None:
    key = block_key("a", referent("the Netherlands", Kind.COUNTRY, entry="country/NL"))
    found = entity(base_path(key), [], "country/NL")
    assert (found.path, found.label, found.entry) == ("country/NL", "Netherlands", "country/NL")


def test_the_label_is_the_fullest_name_in_any_order() -> None:
    block = [candidate("Ann Berg", "a"), candidate("Anne Maria Berg", "b"), candidate("Anna Berg", "c"), candidate("Anna Berg", "d")]
    found = {entity("person/x", list(order)) for order in permutations(block)}
    assert [one.label for one in found] == ["Anne Maria Berg"]


def test_among_names_of_one_length_the_commonest_is_the_label() -> None:
    block = [candidate("Ann Berg", "a"), candidate("Anna Berg", "b"), candidate("Anna Berg", "c")]
    assert entity("person/x", block).label == "Anna Berg"


def test_a_block_without_disagreement_is_one() -> None:
    block = [candidate("Ann Berg", "a"), candidate("Anna Berg", "b")]
    assert [cluster.path for cluster in clusters("person|berg|anna", block)] == [base_path("person|berg|anna")]


def test_a_child_beside_the_parent_of_the_same_name_has_a_block_of_its_own() -> None:
    def keys(*names: str) -> list[str]:
        people = tuple(Referent(i, Kind.PERSON, name, (name,), None, None, False, ()) for i, name in enumerate(names))
        return [key for key, _ in candidates(Records(Article("a", "a", "0", None, None, None, None), people, (), (), (), (), ()))]

    assert keys("Kai Lund", "Kai Lund Jr.") == ["person|lund|kai", "person|lund|kai|jr"]
    assert keys("Kai Lund Jr.") == keys("Kai Lund") == ["person|lund|kai"]


def test_a_label_is_no_fuller_for_a_generation() -> None:
    assert entity("person/x", [candidate("Kai Lund Jr.", "a"), *(candidate("Kai Lund", one) for one in "bc")]).label == "Kai Lund"
    assert entity("person/x", [candidate("Kai Lund Jr.", one) for one in "ab"]).label == "Kai Lund Jr."
