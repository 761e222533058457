"""Settling: an article touches the blocks of its names and no others."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from test_judgements import JONATHAN, KENYA, NORWAY, YURIY, Row, add, article

from kg.judgements import Judgements
from kg.records_store import RecordsStore
from kg.settling import settle


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "graph"
    place.mkdir()
    add(place, [article(0, NORWAY), article(1, JONATHAN), article(2, NORWAY), article(3, YURIY)])
    return place


def due(folder: Path, row: Row) -> list[str]:
    """The articles that have to be written again for a new one."""
    with RecordsStore(folder) as records:
        records.add([article(9, row)])
        records.settle(Judgements())
        return sorted(stored.id for stored in records.due())


@pytest.mark.parametrize(
    ("row", "wanted"),
    [(("Ada Moen", "", ""), ["a9"]), (NORWAY, ["a9"]), (YURIY, ["a9"]), (KENYA, ["a0", "a2", "a9"])],
    ids=["someone new", "someone known", "another one known", "a namesake"],
)
def test_only_articles_whose_entities_change_are_due(folder: Path, row: Row, wanted: list[str]) -> None:
    assert due(folder, row) == wanted


def test_only_blocks_of_the_new_article_are_read(folder: Path) -> None:
    with RecordsStore(folder) as records:
        records.add([article(9, NORWAY)])
    asked: list[str] = []
    db = sqlite3.connect(folder / "records.sqlite", isolation_level=None)
    db.set_trace_callback(asked.append)
    try:
        settle(db, Judgements())
    finally:
        db.close()
    blocks = {text.split("key = '")[1].split("'")[0] for text in asked if "SELECT version" in text and "key = '" in text}
    assert blocks == {"person|berg|iohn"}
