"""Certainty: what a rule claims, corrected by how often it was right on annotated articles.

`ontology/lexicon/calibration.csv` counts the facts of development data that were right, for every beginning of a rule's dotted name
and every confidence that code claims with it. A rule that was seen seldom leans on its family: each estimate is drawn to that of the
shorter name, the first one to the claim (shrinkage with a fixed weight). `kg evaluate --calibrate FILE` writes the table.

Rules are made with the annotated articles at hand and do worse on others, and what was counted seldom may have been luck. So no mean is
stated but a bound: the lower end of Wilson's interval of one standard deviation, which the true share exceeds five times in six, for as
many facts as the rule's family was counted with. Twenty facts that were all right, of a rule that claims .85, give .89; what was never
counted keeps its claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from math import sqrt

from kg import lexicon

_WEIGHT = 10.0
"""How many facts the shorter name's estimate counts for."""
_NORMAL = 1.0
"""How many standard deviations below the mean the bound lies."""
_on = True


def calibrated(rule: str, claimed: float) -> float:
    """How sure a fact is that a rule found; between 0 and 1, in hundredths."""
    return _estimate(rule, round(claimed, 2)) if _on else claimed


@contextmanager
def as_claimed() -> Iterator[None]:
    """Leave claims as they are, to measure them."""
    global _on
    _on = False
    try:
        yield
    finally:
        _on = True


def beginnings(rule: str) -> list[str]:
    """The beginnings of a dotted name, the shortest first, the whole one last."""
    parts = rule.split(".")
    return [".".join(parts[: i + 1]) for i in range(len(parts))]


def estimate(rule: str, claimed: float, counts: Mapping[tuple[str, float], tuple[int, int]]) -> float:
    """A claim drawn to what was right, and down by what the numbers leave open.

    Args:
        rule: dotted name.
        claimed: between 0 and 1.
        counts: by beginning of a rule's name and claim, how many facts were right, and of how many.
    """
    sure, most = claimed, 0
    for name in beginnings(rule):
        right, number = counts.get((name, claimed), (0, 0))
        sure = (right + _WEIGHT * sure) / (number + _WEIGHT)
        most = max(most, number)
    return round(_lowest(sure, most + _WEIGHT) if most else sure, 2)


def _lowest(share: float, number: float) -> float:
    """The lower end of Wilson's interval (1927) for a share among so many."""
    spread = _NORMAL**2 / number
    middle = share + spread / 2
    return (middle - _NORMAL * sqrt(share * (1 - share) / number + spread / (4 * number))) / (1 + spread)


@cache
def _estimate(rule: str, claimed: float) -> float:
    return estimate(rule, claimed, _counts())


@cache
def _counts() -> dict[tuple[str, float], tuple[int, int]]:
    rows = lexicon.rows("calibration")
    return {(row["rule"], float(row["claimed"])): (int(row["right"]), int(row["number"])) for row in rows}
