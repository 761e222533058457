"""Facts for pictures: all of them where they are few, the most reported ones where they are many."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from facts import Facts

from kg.foremost import foremost
from kg.query import FactKind
from kg.store import Store

ALL = [(FactKind.STANCE, ()), (FactKind.EVENT, ())]


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store() as opened:
        facts = Facts(opened)
        for name in ("first", "second"):
            facts.article(name, name, "2031-03-01")
            facts.event("Ada Holm", "meets", "harbour", "2031-03-01", to="Bo Lind")
        facts.stance("Ada Holm", "truce", "Supports", on=None)
        facts.event("Cy Marsh", "visits", "norland", None)
        facts.done()
        yield opened


def test_few_facts_are_all_read(store: Store) -> None:
    read = foremost(store, ALL)
    assert (len(read.facts), read.found, read.entities) == (3, 3, None)


@pytest.mark.parametrize(("most", "kinds"), [(1, ["EventFound"]), (2, ["EventFound", "StanceTaken"])])
def test_of_many_the_most_reported_are_read_then_positions(store: Store, most: int, kinds: list[str]) -> None:
    read = foremost(store, ALL, most)
    assert sorted(type(fact).__name__ for fact in read.facts) == kinds
    assert read.facts[0].evidence
    assert (read.found, read.entities) == (3, 8)
