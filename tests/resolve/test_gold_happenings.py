"""Pairs of short articles that tell one happening, or two: precision and recall of merging over `tests/gold/happenings.csv`."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.documents import Document, read
from kg.extract import extract
from kg.judgements import Judgements
from kg.records_store import RecordsStore

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model
GOLD = Path(__file__).parents[1] / "gold" / "happenings.csv"
PRECISION, RECALL = 0.95, 0.75


def rows() -> list[dict[str, str]]:
    with GOLD.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def are_merged(row: dict[str, str], nlp: Language, folder: Path) -> bool:
    """Whether two articles share an event."""
    sides = ((row["published"], row["text"]), (row["other_published"], row["other_text"]))
    lines = [{"id": f"a{n}", "published": published or None, "text": text} for n, (published, text) in enumerate(sides)]
    path = folder / "pair.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    documents: list[Document] = list(read([path], pytest.fail))
    with RecordsStore(folder) as records:
        records.add([(extract(document, nlp(document.text)), document.source) for document in documents])
        records.settle(Judgements())
        told = [{found.path for found in records.happenings(version).values()} for version in records.versions()]
    return bool(told[0] & told[1])


def test_pairs_of_reports(nlp: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = rows()
    assert len(table) >= 40
    found = []
    for number, row in enumerate(table):
        place = tmp_path / str(number)
        place.mkdir()
        found.append(are_merged(row, nlp, place))
    same = [row["verdict"] == "same" for row in table]
    right = sum(a and b for a, b in zip(same, found, strict=True))
    wrong = [row["case"] for row, a, b in zip(table, same, found, strict=True) if b and not a]
    missed = [row["case"] for row, a, b in zip(table, same, found, strict=True) if a and not b]
    precision, recall = right / max(1, sum(found)), right / sum(same)
    with capsys.disabled():
        print(f"\nhappenings, {len(table)} pairs: precision {precision:.3f}, recall {recall:.3f}; wrong {wrong}, missed {missed}")
    assert precision >= PRECISION, wrong
    assert recall >= RECALL, missed
