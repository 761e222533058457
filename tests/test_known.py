"""What the store knew when: periods of versions, corrections, retractions, and stores of older and newer formats."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from test_judgements import KENYA, NORWAY, Row, add, article, quads

from kg.errors import StoreError
from kg.identifiers import version_path
from kg.judgements import Judgements
from kg.pipeline import bring_up_to_date, refresh
from kg.records import Records
from kg.records_store import RecordsStore
from kg.settings import Settings
from kg.store import Store

START = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)
FORMAT_2 = """
CREATE TABLE article (
    version TEXT PRIMARY KEY, id TEXT NOT NULL, source_name TEXT NOT NULL, url TEXT,
    state TEXT NOT NULL CHECK (state IN ('current', 'superseded', 'retracting')),
    projected INTEGER NOT NULL DEFAULT 0, source TEXT NOT NULL, records TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE block (
    key TEXT NOT NULL, version TEXT NOT NULL, referent INTEGER NOT NULL, candidate TEXT NOT NULL, cluster TEXT,
    PRIMARY KEY (key, version, referent)) WITHOUT ROWID;
CREATE TABLE entity (cluster TEXT PRIMARY KEY, path TEXT NOT NULL, entity TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE judged (path TEXT PRIMARY KEY, lines TEXT NOT NULL) WITHOUT ROWID;
PRAGMA user_version = 2;
"""


class Clock:
    """A clock that goes on by an hour with each look."""

    def __init__(self) -> None:
        self.moment = START - timedelta(hours=1)

    def __call__(self) -> datetime:
        self.moment += timedelta(hours=1)
        return self.moment


def dated(number: int, row: Row, version: str = "0") -> tuple[Records, str]:
    records, text = article(number, row)
    return replace(records, article=replace(records.article, version=version)), text


def path(number: int, version: str = "0") -> str:
    return version_path(dated(number, NORWAY, version)[0].article)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An article at twelve, another at one, a correction of the first at two, which is taken back at three."""
    with RecordsStore(tmp_path, clock=Clock()) as records:
        for batch in (dated(0, NORWAY), dated(1, KENYA), dated(0, KENYA, "1"), dated(0, NORWAY)):
            records.add([batch])
            records.settle(Judgements())
            records.all_projected(records.due())
    return tmp_path


@pytest.mark.parametrize(
    ("hours", "wanted", "latest"),
    [
        (-0.1, [], False),
        (0, [path(0)], False),
        (1, [path(0), path(1)], False),
        (1.9, [path(0), path(1)], False),
        (2, [path(0, "1"), path(1)], False),
        (3, [path(0), path(1)], True),
        (9, [path(0), path(1)], True),
    ],
)
def test_versions_known_at_a_moment(folder: Path, hours: float, wanted: list[str], latest: bool) -> None:
    with RecordsStore(folder, read_only=True) as records:
        moment = START + timedelta(hours=hours)
        assert records.versions_known_at(moment) == tuple(sorted(wanted))
        assert records.is_latest(moment) is latest


def test_a_version_has_a_period_for_each_time_that_it_was_the_current_one(folder: Path) -> None:
    with RecordsStore(folder, read_only=True) as records:
        found = [(period.known_from[11:13], (period.known_until or "never")[11:13]) for period in records.periods(path(0))]
        assert found == [("12", "14"), ("15", "")]
        assert records.periods(path(0, "1"))[0].known_from == "2025-03-01T14:00:00.000000+00:00"


def test_a_moment_of_another_time_zone_is_the_same_moment(folder: Path) -> None:
    from zoneinfo import ZoneInfo

    with RecordsStore(folder, read_only=True) as records:
        assert records.versions_known_at((START + timedelta(hours=1)).astimezone(ZoneInfo("Asia/Tokyo"))) == (path(0), path(1))


def test_a_retracted_article_was_never_known(folder: Path) -> None:
    with RecordsStore(folder) as records:
        records.retract("a0")
        assert records.versions_known_at(START) == ()
        assert records.is_latest(START + timedelta(hours=1))
        records.all_projected(records.due())
        assert records.periods(path(0)) == ()
        assert records.versions_known_at(START + timedelta(hours=2)) == (path(1),)


def test_changes_are_in_order_when_the_clock_is_set_back(folder: Path) -> None:
    with RecordsStore(folder, clock=lambda: START) as records:
        records.add([dated(1, NORWAY, "2")])
        assert records.periods(path(1))[0].known_until == "2025-03-01T15:00:00.000001+00:00"
        assert records.periods(path(1, "2"))[0].known_from == "2025-03-01T15:00:00.000001+00:00"


def test_the_moments_are_not_in_the_graph(tmp_path: Path) -> None:
    written = []
    for name, clock in (("now", Clock()), ("later", lambda: datetime(2031, 1, 1, tzinfo=UTC))):
        place = tmp_path / name
        place.mkdir()
        with RecordsStore(place, clock=clock) as records, Store(place) as graph:
            records.add([article(0, NORWAY)])
            bring_up_to_date(records, graph, Settings(store=place))
        written.append(quads(place))
    assert written[0] == written[1]


def old_store(folder: Path) -> None:
    """The folder's records as an older newskg kept them."""
    with sqlite3.connect(folder / "records.sqlite") as db:
        rows = [db.execute(f"SELECT * FROM {table}").fetchall() for table in ("article", "block", "entity")]
    db.close()
    (folder / "records.sqlite").unlink()
    with sqlite3.connect(folder / "records.sqlite") as db:
        db.executescript(FORMAT_2)
        for table, width, several in zip(("article", "block", "entity"), (8, 5, 3), rows, strict=True):
            db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", several)
    db.close()


def test_a_store_of_the_format_before_is_brought_up_to_date(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    old_store(folder)
    with RecordsStore(folder, read_only=True) as records:
        assert records.count() == 2
        with pytest.raises(StoreError, match="`kg build` brings it up to date"):
            records.versions_known_at(START)
    with RecordsStore(folder, clock=lambda: START) as records:
        assert records.versions_known_at(START) == (path(0), path(1))
        assert records.versions_known_at(START - timedelta(microseconds=1)) == ()
        assert list(records.versions("superseded")) == [path(0, "1")]
        assert records.periods(path(0, "1")) == ()
    refresh(Settings(store=folder))
    plain = tmp_path_factory.mktemp("plain")
    add(plain, [dated(0, NORWAY), dated(1, KENYA)])
    assert quads(folder) == quads(plain)


def test_a_migration_that_breaks_off_leaves_the_store_as_it_was(folder: Path) -> None:
    def broken() -> datetime:
        raise KeyboardInterrupt

    old_store(folder)
    with pytest.raises(KeyboardInterrupt):
        RecordsStore(folder, clock=broken)
    with sqlite3.connect(folder / "records.sqlite") as db:
        assert db.execute("PRAGMA user_version").fetchone() == (2,)
        assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'known'").fetchone() == (0,)
    db.close()
    with RecordsStore(folder) as records:
        assert len(records.versions_known_at(datetime(2999, 1, 1, tzinfo=UTC))) == 2


def test_a_store_of_a_newer_format_is_left_alone(folder: Path) -> None:
    with sqlite3.connect(folder / "records.sqlite") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    for read_only in (True, False):
        with pytest.raises(StoreError, match=r"has format 99 .* install a newer newskg"):
            RecordsStore(folder, read_only=read_only)
