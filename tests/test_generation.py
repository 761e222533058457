"""Generations: readers see what was published, whole, and nothing that is being written."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from kg.generation import generation, is_behind
from kg.store import Store
from kg.vocabulary import ARTICLE_VERSION, RDF_TYPE

E = "https://example.org/"


def article(name: str, facts: int = 20) -> tuple[str, list[str]]:
    graph = f"{E}article/{name}"
    return graph, [f"<{graph}> <{RDF_TYPE}> <{ARTICLE_VERSION}> .", *(f'<{graph}> <{E}p> "{n}" .' for n in range(facts))]


def seen(folder: Path) -> list[str]:
    with Store(folder, read_only=True) as store:
        return sorted(store.graph_names())


def held(folder: Path) -> list[str]:
    return sorted(place.name for place in (folder / "generations").iterdir())


def test_readers_see_the_state_before_until_the_writer_is_done(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.put(*article("a"))
        store.put(*article("b"))
        assert seen(tmp_path) == []
        assert is_behind(tmp_path)
    assert seen(tmp_path) == [f"{E}article/a", f"{E}article/b"]
    assert not is_behind(tmp_path)


def test_what_fails_is_not_published_and_what_follows_is(tmp_path: Path) -> None:
    def fail() -> None:
        with Store(tmp_path) as store:
            store.put(*article("a"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    before = generation(tmp_path)
    assert seen(tmp_path) == []
    Store(tmp_path).close()
    assert seen(tmp_path) == [f"{E}article/a"]
    assert generation(tmp_path) != before


def test_a_writer_that_changes_nothing_publishes_nothing(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.put(*article("a"))
    before = generation(tmp_path)
    with Store(tmp_path) as store:
        store.put(*article("a"))
    assert generation(tmp_path) == before


def test_a_reader_keeps_its_generation_and_the_last_one_to_leave_frees_it(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.put(*article("a"))
    with Store(tmp_path, read_only=True) as old:
        for name in ("b", "c"):
            with Store(tmp_path) as store:
                store.put(*article(name))
        assert sorted(old.graph_names()) == [f"{E}article/a"]
        assert held(tmp_path) == sorted({old.generation, generation(tmp_path)})
    with Store(tmp_path) as store:
        store.put(*article("d"))
    assert held(tmp_path) == [generation(tmp_path)]


def test_a_store_without_generations_is_read_as_it_is_and_publishes_from_then_on(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.put(*article("a"))
    for place in held(tmp_path):
        (tmp_path / "generations" / place).rename(tmp_path / "elsewhere")
    (tmp_path / "generation").unlink()
    assert seen(tmp_path) == [f"{E}article/a"]
    Store(tmp_path).close()
    assert held(tmp_path) == [generation(tmp_path)]


def test_leftovers_of_a_publication_that_was_cut_off_are_no_hindrance(tmp_path: Path) -> None:
    Store(tmp_path).close()
    for name in ("2.new", "2"):
        (tmp_path / "generations" / name / "graph").mkdir(parents=True)
    with Store(tmp_path) as store:
        store.put(*article("a"))
    assert held(tmp_path) == ["2"]
    assert seen(tmp_path) == [f"{E}article/a"]


def test_every_reader_sees_whole_articles_while_many_are_written(tmp_path: Path) -> None:
    Store(tmp_path).close()
    done = threading.Event()
    wrong: list[str] = []

    def read() -> None:
        while not done.is_set():
            with Store(tmp_path, read_only=True) as store:
                counts = store.select(f"SELECT ?a (COUNT(?o) AS ?n) {{ ?a <{E}p> ?o }} GROUP BY ?a")
                wrong.extend(row["n"] for row in counts if row["n"] != "20")
                if len(counts) % 3:
                    wrong.append(f"{len(counts)} articles")

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for batch in range(15):
        with Store(tmp_path) as store:
            for one in range(3):
                store.put(*article(f"{batch}-{one}"))
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
