"""The local engine: in order and complete, whatever becomes of its processes."""

from __future__ import annotations

import multiprocessing

import pytest
from deadly_pipeline import DEADLY

from kg.documents import Document, document
from kg.engines import local
from kg.engines.local import extract_all, kept
from kg.errors import DocumentError
from kg.records import Records
from kg.settings import PIPELINE

pytestmark = pytest.mark.model


def articles(number: int) -> list[Document]:
    return [document(f"Minister {chr(65 + i % 26)}lba Quispe met deputies in Lima on day {i}.", id=f"a{i}") for i in range(number)]


def ids(batches: list[local.Batch]) -> list[str]:
    return [found.article.id for batch in batches for _, found in batch]


def test_processes_give_what_one_process_gives() -> None:
    documents = articles(40)
    one = list(extract_all(documents, PIPELINE, 1))
    two = list(extract_all(documents, PIPELINE, 2))
    assert one == two
    assert ids(one) == [f"a{i}" for i in range(40)]


def test_a_killed_process_loses_and_doubles_nothing() -> None:
    documents = articles(96)
    running = extract_all(documents, PIPELINE, 2, pytest.fail)
    batches = [next(running)]
    multiprocessing.active_children()[0].kill()
    batches += running
    assert ids(batches) == [f"a{i}" for i in range(96)]


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
    records = Records(good.article, (), (), (), (), (), ())
    told: list[DocumentError] = []
    assert kept([good, bad], [records, DocumentError("bad", "a rule failed on it")], told.append) == [(good, records)]
    assert [error.source for error in told] == ["bad"]
