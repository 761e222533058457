"""Confidence as counted: drawn from the claim to what was right, by family, and only between 0 and 1."""

from __future__ import annotations

import pytest

from kg import lexicon
from kg.extract.certainty import as_claimed, calibrated, estimate

COUNTS = {("cook", 0.8): (90, 100), ("cook.soup", 0.8): (0, 10), ("cook", 0.6): (10, 10)}


@pytest.mark.parametrize(
    ("rule", "claimed", "sure"),
    [
        ("bake", 0.8, 0.8),
        ("cook.stew", 0.8, 0.89),
        ("cook.soup", 0.8, 0.45),
        ("cook.soup.cold", 0.8, 0.45),
        ("cook.soup", 0.6, 0.8),
        ("cook.soup", 0.7, 0.7),
        ("cooking", 0.8, 0.8),
    ],
)
def test_estimates_are_drawn_to_what_was_right(rule: str, claimed: float, sure: float) -> None:
    assert estimate(rule, claimed, COUNTS) == sure


def test_claims_can_be_left_as_they_are() -> None:
    row = max(lexicon.rows("calibration"), key=lambda row: int(row["number"]))
    rule, claimed = row["rule"], float(row["claimed"])
    assert calibrated(rule, claimed) != claimed
    with as_claimed():
        assert calibrated(rule, claimed) == claimed


def test_all_counts_are_possible() -> None:
    for row in lexicon.rows("calibration"):
        assert 0 <= int(row["right"]) <= int(row["number"]), row
        assert 0 < float(row["claimed"]) <= 1, row
