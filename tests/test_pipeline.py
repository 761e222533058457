"""The whole way: articles in, canonical N-Quads out, whatever the order, the split and the number of processes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from articles import ARTICLES, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.documents import read
from kg.errors import StoreError
from kg.extract import extract
from kg.pipeline import bring_up_to_date, build, retract
from kg.records_store import RecordsStore
from kg.settings import Settings
from kg.store import Store
from kg.validate import validate
from kg.verify import verify

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.records import Records

pytestmark = pytest.mark.model


def quads(folder: Path) -> list[str]:
    with Store(folder, read_only=True) as store:
        return list(store.nquads())


def built(folder: Path, *sources: Path, jobs: int = 1) -> list[str]:
    build(list(sources), Settings(store=folder), jobs)
    return quads(folder)


@pytest.fixture(scope="module")
def extracted(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Records, str]]:
    path = write(tmp_path_factory.mktemp("source"), *range(len(ARTICLES)))
    documents = list(read([path], pytest.fail))
    return [(extract(document, nlp(document.text)), document.source) for document in documents]


def test_build_reports_what_it_did(tmp_path: Path) -> None:
    path = write(tmp_path, 0, 1)
    path.write_text(path.read_text() + '{"id": "broken", "text": 7}\n')
    first = build([path], Settings(store=tmp_path / "graph"))
    again = build([path], Settings(store=tmp_path / "graph"))
    assert (first.built, first.unchanged, len(first.skipped)) == (2, 0, 1)
    assert first.facts > 4
    assert (again.built, again.unchanged, len(again.skipped)) == (0, 2, 1)
    assert "news.jsonl:3" in str(first.skipped[0])


def test_two_processes_and_another_order_give_the_same_bytes(tmp_path: Path) -> None:
    one = built(tmp_path / "one", write(tmp_path, 0, 1, 2, 3))
    two = built(tmp_path / "two", write(tmp_path, 3, 1, name="a.jsonl"), write(tmp_path, 2, 0, name="b.jsonl"), jobs=2)
    assert one
    assert one == two


def test_evidence_is_the_words_of_the_source_and_the_shapes_hold(tmp_path: Path) -> None:
    built(tmp_path / "graph", write(tmp_path, 0, 1, 2, 3))
    checked, wrong = verify(Settings(store=tmp_path / "graph"))
    assert checked > 20
    assert wrong == []
    with Store(tmp_path / "graph", read_only=True) as store:
        assert validate(store.lines()) == ()


def test_verify_finds_evidence_that_is_wrong(tmp_path: Path) -> None:
    built(tmp_path / "graph", write(tmp_path, 0))
    with Store(tmp_path / "graph") as store:
        named = next(line for line in store.nquads() if "/ontology#exact>" in line)
        graph = named.rsplit(" ", 2)[1].strip("<>")
        forged = [line.replace('"', '"x', 1) if "#exact>" in line else line for line in store.lines(graph)]
        store.put(graph, forged)
    _, wrong = verify(Settings(store=tmp_path / "graph"))
    assert wrong


def test_retracting_leaves_what_a_build_without_the_article_gives(tmp_path: Path) -> None:
    built(tmp_path / "graph", write(tmp_path, 0, 1, 2, 3))
    retract("harbour-2", Settings(store=tmp_path / "graph"))
    assert quads(tmp_path / "graph") == built(tmp_path / "without", write(tmp_path, 0, 2, 3))


def test_a_changed_article_replaces_its_older_version(tmp_path: Path) -> None:
    built(tmp_path / "graph", write(tmp_path, 0, 1))
    changed = {**ARTICLES[1], "text": "Antti Rautio, Finland's foreign minister, supports the 14-day truce."}
    path = tmp_path / "changed.jsonl"
    path.write_text(json.dumps(changed) + "\n")
    built(tmp_path / "graph", path)
    built(tmp_path / "fresh", write(tmp_path, 0), path)
    with Store(tmp_path / "graph", read_only=True) as store, Store(tmp_path / "fresh", read_only=True) as fresh:
        assert store.lines() == fresh.lines()
        assert len(list(store.nquads())) > len(list(fresh.nquads()))


def test_a_build_that_stopped_before_the_graph_was_written_is_finished_by_the_next(
    tmp_path: Path, extracted: list[tuple[Records, str]]
) -> None:
    whole = built(tmp_path / "whole", write(tmp_path, 0, 1, 2, 3))
    with RecordsStore(_made(tmp_path / "cut")) as records:
        records.add(extracted)
    assert built(tmp_path / "cut", write(tmp_path, 0)) == whole


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(ARTICLES))), cut=st.integers(0, len(ARTICLES)), gone=st.sets(st.integers(0, len(ARTICLES) - 1)))
def test_any_order_split_and_retraction_gives_the_build_of_what_remains(
    extracted: list[tuple[Records, str]], tmp_path_factory: pytest.TempPathFactory, order: list[int], cut: int, gone: set[int]
) -> None:
    tmp_path = tmp_path_factory.mktemp("property")
    changed, plain = _made(tmp_path / "changed"), _made(tmp_path / "plain")
    _add(changed, [extracted[number] for number in order[:cut]])
    _add(changed, [extracted[number] for number in order[cut:]])
    for number in sorted(gone):
        retract(str(ARTICLES[number]["id"]), Settings(store=changed))
    _add(plain, [extracted[number] for number in range(len(ARTICLES)) if number not in gone])
    assert quads(changed) == quads(plain)
    with Store(changed, read_only=True) as left, Store(plain, read_only=True) as right:
        assert left.lines() == right.lines()


def test_a_build_needs_a_store() -> None:
    with pytest.raises(StoreError, match="--store"):
        build([], Settings())


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _add(folder: Path, batch: list[tuple[Records, str]]) -> None:
    with RecordsStore(folder) as records, Store(folder) as graph:
        records.add(batch)
        bring_up_to_date(records, graph, Settings(store=folder))
