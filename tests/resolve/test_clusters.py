"""Clusters inside a block: who is one, who is two, and paths that hold still."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identifiers import unsplit
from kg.names import parts_of
from kg.records import Article, Evidence, Kind, Records, Referent, Status, Tenure
from kg.resolve import Candidate, Cluster, base_path, candidates, clusters
from kg.resolve.features import FEATURES, agreements, apart
from kg.resolve.offices import fields, gender
from kg.resolve.profiles import Profile

KEY = "person|berg|iohn"
NORWAY = (("country/NO",), ("fisheries minister, Norway",))
KENYA = (("country/KE",), ("general, Kenya",))
PERU = (("country/PE",), ("mayor, Lima",))
NOTHING: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


def someone(article: str, known: tuple[tuple[str, ...], tuple[str, ...]] = NOTHING, name: str = "John Berg") -> Candidate:
    return Candidate(article, 0, Kind.PERSON, name, (name,), None, *known)


def parts(block: list[Candidate]) -> list[list[str]]:
    return sorted(sorted(member.article for member in cluster.members) for cluster in clusters(KEY, block))


CASES = {
    "countries disagree": ([("a", NORWAY, ""), ("b", KENYA, ""), ("c", NORWAY, "")], ["ac", "b"]),
    "nothing is known of one of them": ([("a", NORWAY, ""), ("b", NOTHING, "")], ["ab"]),
    "nothing is known and several could take it": ([("a", NORWAY, ""), ("b", KENYA, ""), ("c", NOTHING, "")], ["a", "b", "c"]),
    "initials disagree": ([("a", NOTHING, "W."), ("b", NOTHING, "H. W."), ("c", NOTHING, "W.")], ["ac", "b"]),
    "initials written together": ([("a", NOTHING, "W."), ("b", NOTHING, "H.W.")], ["a", "b"]),
    "an initial and its name": ([("a", NOTHING, "W."), ("b", NOTHING, "Walter"), ("c", NOTHING, "")], ["abc"]),
    "a middle name left out": ([("a", NOTHING, "Manuel Ortiz"), ("b", NOTHING, "Ortiz")], ["ab"]),
    "closed fields disagree": ([("a", ((), ("bishop",)), ""), ("b", ((), ("goalkeeper",)), "")], ["a", "b"]),
    "people change offices": ([("a", ((), ("actor",)), ""), ("b", ((), ("lawyer, Norway",)), "")], ["ab"]),
    "words for offices tell of a man and a woman": ([("a", ((), ("spokeswoman",)), ""), ("b", ((), ("spokesman",)), "")], ["a", "b"]),
    "one article bridges two countries": (
        [("a", NORWAY, ""), ("b", PERU, ""), ("c", (("country/NO", "country/PE"), ("mayor, Lima",)), "")],
        ["abc"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_clusters_are_these_in_any_order(case: str) -> None:
    given_, wanted = CASES[case]
    block = [someone(article, known, f"John {middle} Berg") for article, known, middle in given_]
    for order in permutations(block):
        assert parts(list(order)) == [list(part) for part in wanted]


def test_generations_are_two() -> None:
    block = [someone("a", name="John Berg Jr."), someone("b", name="John Berg Sr."), someone("c", name="John Berg Jr.")]
    assert parts(block) == [["a", "c"], ["b"]]


def test_whoever_nothing_is_known_of_is_the_one_nearly_all_others_are() -> None:
    block = [*(someone(f"n{i}", NORWAY) for i in range(8)), someone("k", KENYA), someone("x")]
    found = {cluster.members[0].article: cluster for cluster in clusters(KEY, block)}
    assert len(found) == 2
    assert "x" in {member.article for member in found["n0"].members}
    assert "8 of 9" in found["n0"].joined_by


def test_the_only_cluster_has_the_path_of_the_block_and_several_have_it_with_an_ending() -> None:
    base = base_path(KEY)
    assert [c.path for c in clusters(KEY, [someone("a", NORWAY), someone("b")])] == [base]
    two = [c.path for c in clusters(KEY, [someone("a", NORWAY), someone("b", KENYA)])]
    assert len(set(two)) == 2
    assert {unsplit(path) for path in two} == {base}


def test_articles_that_do_not_touch_the_distinction_rename_nobody() -> None:
    block = [someone("a", NORWAY), someone("b", KENYA)]
    before = {c.path for c in clusters(KEY, block)}
    more = [someone("c", NORWAY), someone("d", (("country/KE",), ("defense minister, Kenya",))), someone("0"), someone("e", PERU)]
    for count in range(len(more) + 1):
        assert before <= {c.path for c in clusters(KEY, [*block, *more[:count]])}


def test_places_in_different_countries_are_two() -> None:
    block = [Candidate(a, 0, Kind.PLACE, "Lindal", ("Lindal",), None, (c,)) for a, c in (("a", "country/NO"), ("b", "country/SE"))]
    assert len(clusters("place|lindal", block)) == 2


def test_every_feature_is_silent_about_the_unknown_and_symmetric() -> None:
    full = Profile(("jr",), ("v",), ("country/NO",), ("sport",), ("m",), ("mayor, oslo",), (3,))
    other = Profile(("sr",), ("k",), ("country/SE",), ("clergy",), ("f",), ("mayor, bergen",), (-3,))
    for feature in FEATURES:
        assert feature(full, Profile()) == (0.0, "")
        assert feature.__doc__
        score, detail = feature(full, other)
        assert feature(other, full)[0] == score
        assert bool(detail) == (score != 0)
    assert apart(full, other) is not None
    assert ("office", "office mayor, oslo") in agreements(full, full)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("George W. Bush", ("", ("v",))),
        ("George H.W. Bush", ("", ("h", "v"))),
        ("Kai Lund Jr.", ("jr", ())),
        ("Jan van der Meer", ("", ())),
        ("Berg", ("", ())),
        ("Elisabeth II", ("ii", ())),
    ],
)
def test_parts_of_names(name: str, wanted: tuple[str, tuple[str, ...]]) -> None:
    assert parts_of(name) == wanted


def test_words_for_offices_tell_field_and_gender() -> None:
    assert fields("auxiliary bishop of Turku") == {"clergy"}
    assert fields("minister of defense") == frozenset()
    assert gender("ministry spokeswoman") == "f"
    assert gender("president") is None


def _record(office: str, *, inferred: bool = False, body: Referent | None = None) -> Candidate:
    seen = (Evidence(0, 1, "x", "x", "r", 1.0),)
    person = Referent(0, Kind.PERSON, "John Berg", ("John Berg",), None, None, False, seen)
    norway = body or Referent(1, Kind.COUNTRY, "Norway", ("Norway",), "country/NO", None, False, seen)
    tenure = Tenure(0, office, 1, None, inferred, Status.CURRENT, None, None, seen)
    records = Records(Article("a", "a", "1", None, None, None, None), (person, norway), (), (tenure,), (), (), ())
    return next(candidate for _, candidate in candidates(records))


@pytest.mark.parametrize(
    ("office", "countries"),
    [("prime minister", ()), ("minister", ("country/NO",)), ("envoy", ()), ("president", ("country/NO",)), ("coach", ())],
)
def test_only_offices_of_citizens_give_a_country(office: str, countries: tuple[str, ...]) -> None:
    wanted = ("country/NO",) if office.endswith("minister") else countries
    assert _record(office).countries == wanted
    assert _record(office, inferred=True).countries == ()


def test_the_president_of_a_body_need_not_be_of_its_country() -> None:
    club = Referent(1, Kind.ORGANIZATION, "Bergen Chess Club", ("Bergen Chess Club",), None, "country/NO", False, ())
    assert _record("president", body=club).countries == ()
    assert _record("general", body=club).countries == ("country/NO",)


_SOMEONE = st.tuples(
    st.sampled_from([(), ("country/NO",), ("country/KE",), ("country/NO", "country/KE"), ("country/PE",)]),
    st.sampled_from([(), ("bishop, Oslo",), ("coach",), ("minister, Norway",), ("spokeswoman", "minister, Norway")]),
    st.sampled_from(["John Berg", "John W. Berg", "John Walter Berg", "John H. W. Berg", "John Berg Jr.", "John Berg Sr.", "Jon Berg"]),
)


def _block(rows: list[tuple[tuple[str, ...], tuple[str, ...], str]]) -> list[Candidate]:
    return [someone(f"a{number}", (countries, offices), name) for number, (countries, offices, name) in enumerate(rows)]


def _shape(found: tuple[Cluster, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return [(cluster.path, tuple(member.article for member in cluster.members)) for cluster in found]


@given(st.lists(_SOMEONE, min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_clusters_depend_on_the_set_alone_and_cover_it(rows: list[tuple[tuple[str, ...], tuple[str, ...], str]], random: Random) -> None:
    block = _block(rows)
    shuffled = list(block)
    random.shuffle(shuffled)
    found = clusters(KEY, block)
    assert _shape(found) == _shape(clusters(KEY, shuffled))
    assert sorted(member.article for cluster in found for member in cluster.members) == sorted(c.article for c in block)
    assert len({cluster.path for cluster in found}) == len(found)
    assert all(member.countries == () or cluster.profile.countries for cluster in found for member in cluster.members)
