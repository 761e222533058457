"""Layers of the gazetteer and the store: the same files give the same bytes, others are noticed, bad ones change nothing."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from kg import gazetteer
from kg.doctor import findings
from kg.errors import InputError, StoreError
from kg.gazetteer import layers
from kg.pipeline import build, retract
from kg.settings import Settings
from kg.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.model

TABLE = """name,kind,aliases,country,wikidata,within
Ingrid Solheim,person,Ingrid A. Solheim,NO,Q999000222,
Lofthus Forum,organization,,NO,,
Grindvik,place,,NO,,country/NO
"""
ARTICLES = (
    "Ingrid Solheim met officials of the Lofthus Forum in Grindvik on Tuesday. The Lofthus Forum said Solheim supports a ceasefire.",
    "Norwegian Prime Minister Ingryd Solheim condemned the attack on Grindvik. "
    "Officials in Kursk, the city, met the governor of Kursk Oblast in Kiev.",
    "Leaders in Tbilisi, Georgia, met in Kyiv. In Atlanta, Georgia, the governor signed the law. Voters in Georgia, U.S., went home.",
)


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of the user's, in force."""
    path = tmp_path / "mine.csv"
    path.write_text(TABLE, encoding="utf-8")
    use(monkeypatch, path)
    yield path
    gazetteer.load.cache_clear()


def use(monkeypatch: pytest.MonkeyPatch, *files: Path) -> None:
    gazetteer.load.cache_clear()
    monkeypatch.setenv("KG_GAZETTEER", os.pathsep.join(["seed", *map(str, files)]))


def articles(folder: Path, *numbers: int) -> Path:
    path = folder / "news.jsonl"
    rows = [{"id": f"a{i}", "published": "2024-05-16", "text": ARTICLES[i]} for i in numbers]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def quads(folder: Path) -> list[str]:
    with Store(folder, read_only=True) as store:
        return list(store.nquads())


def labels(lines: list[str], word: str) -> set[str]:
    return {line.split()[0] for line in lines if "prefLabel" in line and f'"{word}"' in line}


def test_things_of_a_file_are_known_with_their_ids_and_where_these_come_from(mine: Path, tmp_path: Path) -> None:
    build([articles(tmp_path, 0, 1)], Settings(store=tmp_path / "graph"))
    lines = quads(tmp_path / "graph")
    (person,) = labels(lines, "Ingrid Solheim")
    stated = [line for line in lines if line.startswith(person)]
    assert any("exactMatch" in line and "wikidata.org/entity/Q999000222" in line for line in stated)
    assert any("dc/terms/source" in line and '"mine.csv"' in line for line in stated)
    assert any("altLabel" in line and '"Ingryd Solheim"' in line for line in stated)
    assert len(labels(lines, "Lofthus Forum")) == len(labels(lines, "Grindvik")) == 1


def test_city_and_region_of_one_name_and_two_georgias_are_two_and_two_spellings_one(mine: Path, tmp_path: Path) -> None:
    build([articles(tmp_path, 1, 2)], Settings(store=tmp_path / "graph"))
    lines = quads(tmp_path / "graph")
    assert labels(lines, "Kursk") == {"<https://w3id.org/newskg/id/place/gn-538560>"}
    assert labels(lines, "Kursk Oblast") == {"<https://w3id.org/newskg/id/place/iso-RU-KRS>"}
    assert {iri.rsplit("/", 1)[-1] for iri in labels(lines, "Georgia")} == {"GE>", "iso-US-GA>"}
    assert labels(lines, "Kyiv") == {"<https://w3id.org/newskg/id/place/gn-703448>"}
    assert not labels(lines, "Kiev")


def test_same_files_give_the_same_bytes(mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([articles(tmp_path, 0, 1, 2)], Settings(store=tmp_path / "one"))
    header, *rows = TABLE.strip().split("\n")
    mine.write_text("\n".join([header, *reversed(rows)]) + "\n", encoding="utf-8")
    use(monkeypatch, mine)
    build([articles(tmp_path, 2, 1, 0)], Settings(store=tmp_path / "two"))
    assert quads(tmp_path / "one") == quads(tmp_path / "two")


def test_changed_file_is_noticed_by_build_and_doctor(mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "graph"
    first = build([articles(tmp_path, 0)], Settings(store=store))
    again = build([articles(tmp_path, 0)], Settings(store=store))
    mine.write_text(TABLE + "Utvik,place,,NO,,\n", encoding="utf-8")
    use(monkeypatch, mine)
    changed = build([articles(tmp_path, 0)], Settings(store=store))
    assert (first.notes, again.notes) == ([], [])
    assert "mine.csv has changed" in changed.notes[0]
    assert any("mine.csv has changed" in text for found, _, text in findings(store) if not found)


def test_entries_that_are_gone_stop_a_build_before_anything_changes(mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(store=tmp_path / "graph")
    build([articles(tmp_path, 0)], settings)
    before = quads(tmp_path / "graph")
    use(monkeypatch)
    for change in (lambda: build([articles(tmp_path, 0, 1)], settings), lambda: retract("a0", settings)):
        with pytest.raises(StoreError, match=r"mine.csv is gone.* of the store is not in it .*name the same files in KG_GAZETTEER"):
            change()
    assert quads(tmp_path / "graph") == before


def test_bad_file_stops_a_build_before_anything_changes(mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine.write_text(TABLE + "Utvik,hill,,NO,,\n", encoding="utf-8")
    use(monkeypatch, mine)
    with pytest.raises(InputError, match=r"mine.csv, line 5: 'hill' is no kind"):
        build([articles(tmp_path, 0)], Settings(store=tmp_path / "graph"))
    assert not (tmp_path / "graph").exists()


def test_note_of_a_store_that_is_broken_is_told(tmp_path: Path) -> None:
    assert layers.differences(tmp_path) == ()
    (tmp_path / "gazetteer.json").write_text("[1")
    with pytest.raises(StoreError, match=r"gazetteer.json: .*delete it"):
        layers.differences(tmp_path)
