"""Counts by month, source, issue and region: exact, whatever came and went."""

from __future__ import annotations

from pathlib import Path

import pytest
from facts import BASE, Facts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import InputError, StoreError
from kg.query import FactKind, counts
from kg.rollups import DIMENSIONS, Rollups
from kg.store import Store


def tell(told: Facts, number: int) -> None:
    """One of four articles about a truce."""
    outlet, day = (("Herald", "2030-03-10"), ('The "Wire"', "2030-04-02"), (None, "2030-03-11"), ("Herald", None))[number]
    told.article(str(number), outlet, day)
    told.stance("ana", ("14-day truce", "truce", "truce", "14-day truce")[number], "Supports", on="2030-03-09")
    told.event(
        "ana", "visits", ("harbour", "norland", "harbour", "harbour")[number], ("2030-03-08", "2030-04-01", "2030-03-08", None)[number]
    )
    if number == 1:
        told.event("ana", "travels", "suomen", "2030-01-01", until="2030-06-30")


@pytest.fixture(scope="module")
def store() -> Store:
    made = Store()
    told = Facts(made)
    for number in range(4):
        tell(told, number)
    told.done()
    return made


def graph(store: Store, number: int) -> tuple[str, ...]:
    return store.lines(f"{BASE}article/{number}/v/1")


def everything(rollups: Rollups) -> list[object]:
    return [(by, kind, rollups.tallies(by, kind)) for by in DIMENSIONS for kind in (None, *FactKind)]


@pytest.mark.parametrize(
    ("by", "kind", "of", "expected"),
    [
        ("month", None, None, {"2030-03": 3, "2030-04": 1}),
        ("month", FactKind.EVENT, None, {"2030-03": 1, "2030-04": 1}),
        ("source", None, None, {"Herald": 3, 'The "Wire"': 3}),
        ("issue", None, None, {"truce": 2, "14-day truce": 1}),
        ("region", FactKind.EVENT, None, {"norland": 3, "harbour": 2, "suomen": 1}),
        ("region", FactKind.STANCE, None, {}),
        ("month", None, ("region", BASE + "norland"), {"2030-03": 1, "2030-04": 1}),
        ("source", None, ("issue", BASE + "truce"), {"Herald": 1, 'The "Wire"': 1}),
        ("month", None, ("source", 'The "Wire"'), {"2030-03": 1, "2030-04": 1}),
        ("month", None, ("source", "Nobody"), {}),
    ],
)
def test_counts(store: Store, tmp_path: Path, by: str, kind: FactKind | None, of: tuple[str, str] | None, expected: dict[str, int]) -> None:
    with Rollups(tmp_path) as rollups:
        for number in range(4):
            rollups.put(str(number), graph(store, number))
        assert {one.label: one.facts for one in counts(store, rollups, by, kind=kind, of=of)} == expected


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 3)), max_size=12))
def test_counts_are_those_of_what_remains(store: Store, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int]]) -> None:
    now: dict[int, int] = {}
    with Rollups(tmp_path_factory.mktemp("a")) as changed, Rollups(tmp_path_factory.mktemp("b")) as fresh:
        for version, content in steps:
            now[version] = content
            changed.put(str(version), graph(store, content) if content >= 0 else ())
        for version, content in now.items():
            if content >= 0:
                fresh.put(str(version), graph(store, content))
        assert everything(changed) == everything(fresh)
        assert all(changed.has(str(version)) == (content >= 0) for version, content in now.items())


@pytest.mark.parametrize(("by", "other"), [("weather", ""), ("", ""), ("month", "month"), ("month", "colour")])
def test_what_facts_are_not_counted_by_is_told(tmp_path: Path, by: str, other: str) -> None:
    with Rollups(tmp_path) as rollups, pytest.raises(InputError, match="count them by month, source, issue, region"):
        rollups.tallies(by, None, other, "x")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        Rollups(tmp_path, read_only=True)
