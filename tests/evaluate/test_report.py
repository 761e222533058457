"""Rows, intervals and files of an evaluation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluate import evaluate
from kg.evaluate.datasets import articles, scorers
from kg.evaluate.outcomes import Outcome, share
from kg.evaluate.report import Report, explanations, rows

TEXT = "Finance Minister Lucia Quispe rejected the wage law on Monday. She said: “It is too costly.”"


def test_rows_add_up_articles() -> None:
    row = rows("f", {"layer": [Outcome(1, 2, 1), Outcome(2, 2, 3)]})[0]
    assert (row.precision, row.recall, row.f1) == (0.75, 0.75, 0.75)
    assert row.low <= row.f1 <= row.high
    assert row == rows("f", {"layer": [Outcome(1, 2, 1), Outcome(2, 2, 3)]})[0]


def test_rows_of_nothing_are_zero() -> None:
    row = rows("f", {"layer": [Outcome(0, 0, 0)]})[0]
    assert (row.precision, row.recall, row.f1, row.low, row.high) == (0.0, 0.0, 0.0, 0.0, 0.0)


def test_share_has_one_figure() -> None:
    row = rows("f", {"layer": [share(1, 4)]})[0]
    assert row.precision == row.recall == row.f1 == 0.25


def test_table_has_a_line_for_each_row() -> None:
    lines = Report(rows("f", {"a": [Outcome(1, 2, 1)], "b": [share(1, 2)]}), ()).table().splitlines()
    assert len(lines) == 3
    assert lines[1].split() == ["f", "a", "100.0", "50.0", "66.7", "66.7-", "66.7", "1", "2", "1"]


def test_explanations_of_one_layer() -> None:
    outcomes = {"a": Outcome(0, 1, 1, False, ("missed",), ("found",)), "b": Outcome(0, 1, 0, False, ("other",))}
    assert explanations("x", outcomes, "a") == ["x a MISS missed", "x a FALSE found"]
    assert len(explanations("x", outcomes, "all")) == 3


@pytest.mark.parametrize(
    "content", ["{", '{"text": "A long day."}', '{"text": "A long day.", "gold": 3}', '{"text": "A long day.", "gold": {"moods": []}}']
)
def test_file_that_cannot_be_used(tmp_path: Path, content: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content)
    with pytest.raises(InputError):
        [scorers(gold) for _, gold in articles(path)]


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        list(articles(tmp_path / "gone.jsonl"))


@pytest.mark.model
def test_evaluate_runs_the_pipeline(tmp_path: Path) -> None:
    gold = {
        "persons": [{"name": "Lucia Quispe", "mentions": ["Lucia Quispe"]}],
        "organisations": [],
        "places": [],
        "offices": [
            {"person": "Lucia Quispe", "office": "finance minister", "body": None, "body_inferred": True, "evidence": "Finance Minister"}
        ],
        "stances": [],
        "statements": [],
        "events": [],
    }
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "published": "2024-03-05", "gold": gold}) + "\n")
    report = evaluate([path], "persons")
    assert [row.right for row in report.rows if row.layer == "persons"] == [1]
    assert all(row.file == "gold" for row in report.rows)
