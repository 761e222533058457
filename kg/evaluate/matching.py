"""One-to-one matching of gold and found, by maximum weight in a bipartite graph."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

G = TypeVar("G")
F = TypeVar("F")


def match(golds: Sequence[G], founds: Sequence[F], weight: Callable[[G, F], float]) -> dict[int, int]:
    """Pair gold and found items so that the sum of weights is largest.

    Args:
        golds: gold items.
        founds: found items.
        weight: how well two items fit; 0 or less where they do not.

    Returns:
        the index of the found item for each gold index that has one.
    """
    if not golds or not founds:
        return {}
    weights = np.array([[max(weight(gold, found), 0.0) for found in founds] for gold in golds])
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return {int(row): int(column) for row, column in zip(rows, columns, strict=True) if weights[row, column] > 0}
