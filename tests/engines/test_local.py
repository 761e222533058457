"""The local engine: in order and complete, whatever becomes of its processes."""

from __future__ import annotations

import multiprocessing
from random import Random
from time import sleep

import pytest
from deadly_pipeline import DEADLY

from kg.documents import Document, document
from kg.engines import local
from kg.engines.local import extract_all, kept
from kg.errors import DocumentError, StoreError
from kg.records_json import from_json
from kg.settings import PIPELINE

pytestmark = pytest.mark.model


def articles(number: int) -> list[Document]:
    return [document(f"Minister {chr(65 + i % 26)}lba Quispe met deputies in Lima on day {i}.", id=f"a{i}") for i in range(number)]


def ids(batches: list[local.Batch]) -> list[str]:
    return [from_json(text).article.id for batch in batches for _, text in batch]


def test_processes_give_what_one_process_gives() -> None:
    documents = articles(40)
    one = list(extract_all(documents, PIPELINE, 1))
    two = list(extract_all(documents, PIPELINE, 2))
    assert one == two
    assert ids(one) == [f"a{i}" for i in range(40)]


def test_killed_processes_lose_and_double_nothing() -> None:
    killer = Random(7)
    batches: list[local.Batch] = []
    for batch in extract_all(articles(160), PIPELINE, 2, pytest.fail):
        batches.append(batch)
        for process in multiprocessing.active_children()[: killer.randint(0, 2)]:
            process.kill()
        sleep(killer.random() / 4)
    assert ids(batches) == [f"a{i}" for i in range(160)]


def test_processes_end_with_what_uses_them() -> None:
    running = extract_all(articles(160), PIPELINE, 2)
    next(running)
    started = multiprocessing.active_children()
    del running
    assert len(started) == 2
    assert not any(process.is_alive() for process in started)


def test_a_pipeline_that_is_not_there_is_told() -> None:
    with pytest.raises(StoreError, match="no_such_pipeline"):
        list(extract_all(articles(4), "no_such_pipeline", 2))


def test_an_article_that_ends_its_process_is_skipped_and_told() -> None:
    documents = articles(50)
    documents[20] = document(f"{DEADLY} took the road to Lima.", id="deadly")
    skipped: list[DocumentError] = []
    batches = list(extract_all(documents, "deadly_pipeline", 2, skipped.append))
    assert ids(batches) == [f"a{i}" for i in range(50) if i != 20]
    assert [error.source for error in skipped] == ["deadly"]
    assert "process" in skipped[0].reason


def test_kept_tells_of_articles_on_which_a_rule_failed() -> None:
    good, bad = (document("Some text.", id=name) for name in ("good", "bad"))
    told: list[DocumentError] = []
    assert kept([good, bad], ["{}", DocumentError("bad", "a rule failed on it")], told.append) == [(good, "{}")]
    assert [error.source for error in told] == ["bad"]
