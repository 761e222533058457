"""Places for the nodes of a picture, computed before it is drawn.

In come boxes (a node with its label) and the pairs that edges connect; out come whole coordinates, the same on every
run. Each connected component is laid out by a spring embedder with a fixed seed, refined towards graph distances by
stress majorisation (Gansner, Koren, North 2004), turned so that its long side lies flat, and cleared of overlaps; then
the components are packed on shelves, the largest first.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import rustworkx as rx
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EDGE = 118.0
"""Length of an edge between two nodes of few edges, in pixels."""
GAP = 14.0
"""Free space around a box."""
ASPECT = 1.45
"""Width by height that the whole picture should have."""
SEED = 11
WORK = 6_000_000
"""Pairs of points that refinement may look at: large components get fewer rounds, but never less than a dozen."""
LARGE = 700
"""Components above this number of nodes are not refined: it takes memory and time by the square."""


@dataclass(frozen=True, slots=True)
class Box:
    """Room that a node takes: `width` across, `above` and `below` its centre."""

    width: float
    above: float
    below: float


def positions(boxes: Sequence[Box], pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Centre of each box, no two boxes overlapping."""
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(list(range(len(boxes))))
    graph.add_edges_from_no_data(sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}))
    placed = np.zeros((len(boxes), 2))
    parts = sorted((sorted(part) for part in rx.connected_components(graph)), key=lambda part: (-len(part), part))
    drawn = [_component(graph.subgraph(part), [boxes[i] for i in part]) for part in parts]
    for part, points, corner in zip(parts, drawn, _shelves(drawn, parts, boxes), strict=True):
        placed[part] = points + corner
    return [(round(float(x)), round(float(y))) for x, y in placed]


def _component(graph: rx.PyGraph[int, None], boxes: Sequence[Box]) -> Floats:
    """Points of one component, its box beginning at the origin."""
    count = len(boxes)
    if count == 1:
        points = np.zeros((1, 2))
    else:
        spring = rx.spring_layout(graph, seed=SEED, num_iter=120, scale=EDGE * count**0.5)
        points = np.array([spring[i] for i in range(count)])
        points = _flat(_refined(points, _lengths(graph, boxes)) if count <= LARGE else points)
    points = _separated(points, boxes)
    return points - _bounds(points, boxes)[0]


def _refined(points: Floats, ideal: Floats) -> Floats:
    """Moves points until their distances come near the ideal ones; plain sums, as a threaded product may differ in the last bit."""
    weights = np.divide(1.0, ideal**2, out=np.zeros_like(ideal), where=ideal > 0)
    total = weights.sum(axis=1, keepdims=True)
    springs = weights * ideal
    for _ in range(max(12, min(150, WORK // len(points) ** 2))):
        distance = np.hypot(*(np.subtract.outer(axis, axis) for axis in points.T))
        pull = springs / np.maximum(distance, 1e-6)
        moved = [(weights * axis - pull * axis).sum(axis=1) for axis in points.T]
        points = 0.5 * points + 0.5 * (np.stack(moved, axis=1) + pull.sum(axis=1, keepdims=True) * points) / total
    return points


def _lengths(graph: rx.PyGraph[int, None], boxes: Sequence[Box]) -> Floats:
    """Shortest paths in pixels, between all pairs."""
    weighted = rx.PyGraph(multigraph=False)
    weighted.add_nodes_from(list(range(len(graph))))
    weighted.add_edges_from([(a, b, _length(graph, boxes, a, b)) for a, b in sorted(graph.edge_list())])
    found = rx.all_pairs_dijkstra_path_lengths(weighted, float)
    lengths = np.zeros((len(graph), len(graph)))
    for a in range(len(graph)):
        for b, length in found[a].items():
            lengths[a, b] = length
    return lengths


def _length(graph: rx.PyGraph[int, None], boxes: Sequence[Box], a: int, b: int) -> float:
    """Edges at well-connected nodes are longer, so that their neighbours find room; edges to small boxes and in chains are shorter."""
    degree = max(graph.degree(a), graph.degree(b))
    crowd = math.sqrt(degree / 5)
    if min(boxes[a].width, boxes[b].width) < EDGE / 4:
        return EDGE * 0.7 * max(0.8, 0.6 * crowd)
    return EDGE * (0.8 if degree <= 2 else max(1.0, 1.15 * crowd))


def _flat(points: Floats) -> Floats:
    """Turns points so that they spread most from left to right, and brings them nearer to the aspect of the picture."""
    centred = points - points.mean(axis=0)
    angle = 0.5 * np.arctan2(2 * (centred[:, 0] * centred[:, 1]).sum(), (centred[:, 0] ** 2 - centred[:, 1] ** 2).sum())
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    turned = centred @ turn
    width, height = np.maximum(np.ptp(turned, axis=0), EDGE / 2)
    stretch = float(np.clip((ASPECT * height / width) ** 0.5, 0.72, 1.25))
    stretched: Floats = turned * np.array([stretch, 1 / stretch])
    return stretched


def _separated(points: Floats, boxes: Sequence[Box], rounds: int = 300) -> Floats:
    """Pushes overlapping boxes apart along the axis on which they overlap less."""
    half = np.array([(box.width / 2 + GAP / 2, (box.above + box.below + GAP) / 2) for box in boxes])
    shift = np.array([(0.0, (box.below - box.above) / 2) for box in boxes])
    centres = points + shift
    reach = float(np.hypot(*half.max(axis=0))) * 2
    for _ in range(rounds):
        near = cKDTree(centres).query_pairs(reach, output_type="ndarray")
        first, second = near[np.lexsort((near[:, 1], near[:, 0]))].T
        offset = centres[second] - centres[first]
        overlap = half[first] + half[second] - np.abs(offset)
        hit = (overlap > 0.5).all(axis=1)
        if not hit.any():
            break
        _push(centres, first[hit], second[hit], offset[hit], overlap[hit])
    cleared: Floats = centres - shift
    return cleared


def _push(centres: Floats, first: NDArray[np.intp], second: NDArray[np.intp], offset: Floats, overlap: Floats) -> None:
    axis = overlap.argmin(axis=1)
    rows = np.arange(len(axis))
    move = np.zeros_like(offset)
    move[rows, axis] = np.where(offset[rows, axis] < 0, -1.0, 1.0) * (overlap[rows, axis] / 2 + 0.3)
    np.add.at(centres, first, -move * 0.6)
    np.add.at(centres, second, move * 0.6)


def _bounds(points: Floats, boxes: Sequence[Box]) -> tuple[Floats, Floats]:
    """Upper left and lower right corner of the boxes around the points."""
    low = np.array([(box.width / 2 + GAP, box.above + GAP) for box in boxes])
    high = np.array([(box.width / 2 + GAP, box.below + GAP) for box in boxes])
    return (points - low).min(axis=0), (points + high).max(axis=0)


def _shelves(drawn: Sequence[Floats], parts: Sequence[Sequence[int]], boxes: Sequence[Box]) -> list[Floats]:
    """Upper left corner of each component, in rows no wider than the aspect of the picture asks; single boxes come last."""
    sizes = [_bounds(points, [boxes[i] for i in part])[1] for part, points in zip(parts, drawn, strict=True)]
    area = sum(float(width * height) for width, height in sizes)
    limit = max([(area * ASPECT) ** 0.5, *(float(width) for width, _ in sizes)])
    corners, x, y, tallest, before = [], 0.0, 0.0, 0.0, 1
    for part, (width, height) in zip(parts, sizes, strict=True):
        if x and (x + width > limit or len(part) == 1 < before):
            x, y, tallest = 0.0, y + tallest, 0.0
        corners.append(np.array([x, y]))
        x, tallest, before = x + float(width), max(tallest, float(height)), len(part)
    return corners
