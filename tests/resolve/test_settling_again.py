"""Settling step by step comes to what settling all at once does, and to what the full decision of each block says."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from test_judgements import JONATHAN, KENYA, NOBODY, NORWAY, YURIY, Row, article

from kg.judgements import Judgements, parse
from kg.records import Records
from kg.records_store import RecordsStore
from kg.resolve import clusters, is_one
from kg.settings import BASE_IRI
from kg.settling import candidates_of

ROWS: list[Row] = [
    NORWAY,
    KENYA,
    NOBODY,
    JONATHAN,
    YURIY,
    ("John Berg", "bishop", "country/SE"),
    ("John A. Berg", "", ""),
    ("Jon Berg", "", ""),
]
STEPS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from([*ROWS, None])), min_size=1, max_size=12)
"""An article by its number, with what it says, again and again; None retracts it."""
JUDGED = parse("different\tperson:John Berg\tperson:Jon Berg\n", BASE_IRI)


def version(number: int, row: Row, edition: int) -> tuple[Records, str]:
    found, text = article(number, row)
    return replace(found, article=replace(found.article, version=str(edition))), text


def step(records: RecordsStore, number: int, row: Row | None, edition: int, judgements: Judgements) -> None:
    if row is None:
        records.retract(f"a{number}")
    else:
        records.add([version(number, row, edition)])
    records.settle(judgements)
    records.all_projected(records.due())


def held(folder: Path) -> dict[str, list[object]]:
    db = sqlite3.connect(folder / "records.sqlite")
    try:
        tables = ("block", "entity", "said", "due")
        return {
            table: db.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3" if table != "due" else "SELECT * FROM due").fetchall()
            for table in tables
        }
    finally:
        db.close()


@pytest.fixture(scope="module")
def places() -> Iterator[Iterator[Path]]:
    """Empty folders."""
    with TemporaryDirectory() as name:
        yield (Path(name) / str(number) for number in range(100_000))


def fresh(places: Iterator[Path]) -> Path:
    place = next(places)
    place.mkdir()
    return place


@hypothesis_settings(max_examples=30, deadline=None)
@given(steps=STEPS, judgements=st.sampled_from([Judgements(), JUDGED]))
def test_step_by_step_is_all_at_once(places: Iterator[Path], steps: list[tuple[int, Row | None]], judgements: Judgements) -> None:
    by_step, at_once = fresh(places), fresh(places)
    with RecordsStore(by_step) as records:
        for edition, (number, row) in enumerate(steps):
            step(records, number, row, edition, judgements)
    left = {number: (row, edition) for edition, (number, row) in enumerate(steps)}
    with RecordsStore(at_once) as records:
        records.add(version(number, row, edition) for number, (row, edition) in left.items() if row is not None)
        records.settle(judgements)
    assert held(by_step) == held(at_once)
    assert not held(by_step)["due"]


@hypothesis_settings(max_examples=30, deadline=None)
@given(steps=STEPS, judgements=st.sampled_from([Judgements(), JUDGED]))
def test_the_block_is_decided_by_its_different_candidates(
    places: Iterator[Path], steps: list[tuple[int, Row | None]], judgements: Judgements
) -> None:
    folder = fresh(places)
    with RecordsStore(folder) as records:
        for edition, (number, row) in enumerate(steps):
            step(records, number, row, edition, judgements)
    db = sqlite3.connect(folder / "records.sqlite")
    for (key,) in db.execute("SELECT DISTINCT key FROM block").fetchall():
        block = candidates_of(db, key)
        found = clusters(key, block, judgements.marks)
        paths = {(one.article, one.referent): cluster.path for cluster in found for one in cluster.members}
        rows = db.execute("SELECT id, referent, cluster FROM block JOIN article USING (version) WHERE key = ?", (key,))
        assert {(article_id, referent): path for article_id, referent, path in rows} == paths
        alike = {replace(one, article="", referent=0) for one in block}
        assert is_one(key, alike, judgements.marks) == is_one(key, block, judgements.marks)
    db.close()


def test_a_store_of_format_4_is_brought_up_to_date(places: Iterator[Path]) -> None:
    old, new = fresh(places), fresh(places)
    batch = [version(number, row, 0) for number, row in enumerate(ROWS)]
    for folder in (old, new):
        with RecordsStore(folder) as records:
            records.add(batch)
            records.settle(Judgements())
            records.all_projected(records.due())
    db = sqlite3.connect(old / "records.sqlite")
    db.executescript("DROP TRIGGER block_in; DROP TRIGGER block_out; DROP TABLE said; DROP TABLE due; DROP INDEX block_path")
    db.execute("CREATE INDEX block_open ON block (key) WHERE cluster IS NULL")
    db.execute("UPDATE article SET state = 'retracting', projected = 0 WHERE id = 'a0'")
    db.execute("PRAGMA user_version = 4")
    db.commit()
    db.close()
    with RecordsStore(old) as records:
        records.settle(Judgements())
        records.all_projected(records.due())
    with RecordsStore(new) as records:
        step(records, 0, None, 1, Judgements())
    assert held(old) == held(new)
