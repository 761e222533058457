"""What the stages of a cluster decide, without a cluster: what needs other articles, and blocks as one process decides them."""

from __future__ import annotations

import pytest

from kg.engines import scenes
from kg.judgements import Judgements, parse
from kg.records import Article, Kind, Records, Referent
from kg.resolve import Candidate, candidates, clusters
from kg.settings import BASE_IRI

PEOPLE = (("Ilse Marwitz", None, False), ("Marwitz", None, True), ("Norway", "country/NO", False), ("Marwitz", None, True))
SAME = "same\tperson:Ilse Marwitz\tperson:Ilse Lund\n"


def records(article: str = "a", *, people: tuple[tuple[str, str | None, bool], ...] = PEOPLE) -> Records:
    referents = tuple(
        Referent(number, Kind.COUNTRY if entry else Kind.PERSON, name, (name,), entry, None, local, ())
        for number, (name, entry, local) in enumerate(people)
    )
    return Records(Article(article, article, "0", None, None, None, None), referents, (), (), (), (), ())


@pytest.mark.parametrize(("judgements", "shared"), [("", {0}), (SAME, {0, 1, 3})])
def test_only_names_in_full_need_other_articles_unless_judgements_speak(judgements: str, shared: set[int]) -> None:
    given = parse(judgements, BASE_IRI)
    found = {one.referent for _, one in scenes.shared(records(), given)}
    others = {one.candidate.referent for one in scenes.alone(records(), given)}
    assert found == shared
    assert others == {0, 1, 2, 3} - shared


def test_what_needs_no_other_article_is_decided_as_in_its_block() -> None:
    whole = dict[str, list[Candidate]]()
    for key, one in candidates(records()):
        whole.setdefault(key, []).append(one)
    paths = {
        member.referent: cluster.path for key, block in whole.items() for cluster in clusters(key, block) for member in cluster.members
    }
    found = {one.candidate.referent: one for one in scenes.alone(records(), Judgements())}
    assert {number: one.cluster for number, one in found.items()} == {number: paths[number] for number in found}
    assert found[2].entity is not None
    assert found[2].entity.entry == "country/NO"
    assert found[1].cluster == found[3].cluster


def test_a_cluster_that_judgements_unite_waits_for_the_others() -> None:
    given = parse(SAME, BASE_IRI)
    ((key, one),) = ((key, one) for key, one in candidates(records()) if one.name == "Ilse Marwitz")
    (placed,) = scenes.placed(key, [one], given)
    assert placed.entity is None
    assert scenes.united(placed.cluster, given) == given.group(placed.cluster)[0]
    assert scenes.decided(placed.cluster, {one: 3}, Judgements()) is not None
