"""Matching one to one."""

from __future__ import annotations

import pytest

from kg.evaluate.matching import match


@pytest.mark.parametrize(
    ("golds", "founds", "weights", "pairs"),
    [
        ("", "x", {}, {}),
        ("a", "", {}, {}),
        ("a", "x", {"ax": 0.0}, {}),
        ("a", "xy", {"ax": 1.0, "ay": 2.0}, {0: 1}),
        ("ab", "xy", {"ax": 1.0, "ay": 1.0, "bx": 1.0}, {0: 1, 1: 0}),
        ("ab", "x", {"ax": 1.0, "bx": 3.0}, {1: 0}),
        ("ab", "x", {"ax": -1.0}, {}),
    ],
)
def test_match(golds: str, founds: str, weights: dict[str, float], pairs: dict[int, int]) -> None:
    assert match(golds, founds, lambda gold, found: weights.get(gold + found, 0.0)) == pairs
