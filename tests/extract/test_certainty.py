"""Confidence as counted: drawn from the claim to what was right, by family, and only between 0 and 1."""

from __future__ import annotations

import pytest

from kg import lexicon
from kg.extract.certainty import as_claimed, calibrated, estimate

COUNTS = {("cook", 0.8): (90, 100), ("cook.soup", 0.8): (0, 10), ("cook", 0.6): (10, 10), ("bake", 0.9): (3, 3), ("bake", 0.8): (900, 1000)}


@pytest.mark.parametrize(
    ("rule", "claimed", "sure"),
    [
        ("grill", 0.8, 0.8),
        ("cook.stew", 0.8, 0.86),
        ("cook.soup", 0.8, 0.4),
        ("cook.soup.cold", 0.8, 0.4),
        ("cook.soup", 0.6, 0.7),
        ("bake", 0.9, 0.82),
        ("bake", 0.8, 0.89),
        ("cook.soup", 0.7, 0.7),
        ("cooking", 0.8, 0.8),
    ],
)
def test_estimates_are_drawn_to_what_was_right_and_below_it(rule: str, claimed: float, sure: float) -> None:
    assert estimate(rule, claimed, COUNTS) == sure


def test_a_few_facts_that_were_right_never_give_nine_in_ten() -> None:
    assert all(estimate("bake", 0.95, {("bake", 0.95): (number, number)}) < 0.9 for number in range(1, 7))


def test_more_facts_with_the_same_share_give_more() -> None:
    shares = [estimate("bake", 0.9, {("bake", 0.9): (9 * size, 10 * size)}) for size in (1, 2, 5, 20, 100)]
    assert shares == sorted(shares)
    assert shares[-1] < 0.9


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
