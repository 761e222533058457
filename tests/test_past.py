"""What the graph said at an earlier moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from test_judgements import KENYA, NORWAY
from test_known import START, Clock, dated

from kg import query
from kg.errors import InputError
from kg.pipeline import bring_up_to_date
from kg.query.past import Past, known_at
from kg.records_store import RecordsStore
from kg.settings import BASE_IRI, Settings
from kg.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An article at twelve, another at one, and a correction of the first at two."""
    with RecordsStore(tmp_path, clock=Clock()) as records, Store(tmp_path) as graph:
        for batch in (dated(0, NORWAY), dated(1, KENYA), dated(0, KENYA, "1")):
            records.add([batch])
            bring_up_to_date(records, graph, Settings(store=tmp_path))
    return tmp_path


def offices(store: Store) -> list[str]:
    return [held.office_label for held in query.offices(store)]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(-1, []), (0, ["fisheries minister"]), (1, ["fisheries minister", "general"]), (2, ["general"]), (50, ["general"])],
)
def test_the_graph_says_what_was_known_at_a_moment(folder: Path, hours: int, expected: list[str]) -> None:
    with RecordsStore(folder, read_only=True) as records, Store(folder, read_only=True) as store:
        then = known_at(store, records, START + timedelta(hours=hours), BASE_IRI)
        assert sorted(offices(then)) == expected
        assert (then is store) == (hours >= 2)
        assert len(then.lines()) == len(set(then.lines()))


def test_pages_of_a_past_graph_hold_each_fact_once(folder: Path) -> None:
    with RecordsStore(folder, read_only=True) as records, Store(folder, read_only=True) as store:
        then = known_at(store, records, START + timedelta(hours=1), BASE_IRI)
        first = query.page(then, limit=1)
        second = query.page(then, after=first.next, limit=1)
        assert second.next is None
        assert first.facts[0].fact != second.facts[0].fact
        assert query.count(then) == 2


def test_a_past_graph_is_kept_for_the_next_question(folder: Path) -> None:
    with RecordsStore(folder, read_only=True) as records, Store(folder, read_only=True) as store:
        past = Past(BASE_IRI)
        moment = START + timedelta(minutes=30)
        assert past.at(store, records, moment) is past.at(store, records, moment + timedelta(minutes=1))


def test_a_moment_needs_a_time_zone(folder: Path) -> None:
    with (
        RecordsStore(folder, read_only=True) as records,
        Store(folder, read_only=True) as store,
        pytest.raises(InputError, match="add the time zone"),
    ):
        known_at(store, records, datetime(2030, 1, 1), BASE_IRI)
