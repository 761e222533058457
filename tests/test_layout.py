"""Places of the nodes of a picture."""

from __future__ import annotations

import math

import pytest

from kg.layout import Box, positions


@pytest.mark.parametrize("count", [1, 2, 12, 150])
def test_positions_keep_boxes_apart(count: int) -> None:
    boxes = [Box(80 + 3 * (i % 20), 14, 36) for i in range(count)]
    placed = positions(boxes, [(i, i // 3) for i in range(1, count)])
    for i, (x, y) in enumerate(placed):
        for j, (u, v) in enumerate(placed[:i]):
            beside = abs(x - u) >= (boxes[i].width + boxes[j].width) / 2
            assert beside or abs(y - v) >= 14 + 36, (i, j)


def test_positions_of_nothing_are_none() -> None:
    assert positions([], []) == []


def test_positions_join_what_edges_join() -> None:
    placed = positions([Box(60, 14, 36)] * 40, [(i, i - 1) for i in range(1, 20)] + [(i, i - 1) for i in range(21, 40)])
    near = sum(math.dist(placed[i], placed[i - 1]) for i in range(1, 20)) / 19
    far = sum(math.dist(placed[i], placed[i + 20]) for i in range(20)) / 20
    assert near < far


def test_positions_do_not_depend_on_the_order_of_edges() -> None:
    boxes = [Box(100, 14, 36)] * 30
    pairs = [(i, (i * 7) % 30) for i in range(30)]
    assert positions(boxes, pairs) == positions(boxes, [(b, a) for a, b in reversed(pairs)])


def test_positions_put_single_boxes_below() -> None:
    placed = positions([Box(100, 14, 36)] * 6, [(1, 2), (2, 3), (3, 4)])
    assert min(placed[i][1] for i in (0, 5)) > max(placed[i][1] for i in (1, 2, 3, 4))
