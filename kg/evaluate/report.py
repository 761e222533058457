"""The report: layers with precision, recall, F1, a bootstrap interval and counts, and the lines that explain them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kg.evaluate import calibration

if TYPE_CHECKING:
    from kg.evaluate.calibration import Verdict
    from kg.evaluate.outcomes import Outcome

SEED = 20250313
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one layer of one file; shares have the same figure in all three places.

    Attributes:
        low, high: 95 % interval of F1 (of the share), by resampling articles with a fixed seed.
    """

    file: str
    layer: str
    precision: float
    recall: float
    f1: float
    low: float
    high: float
    right: int
    wanted: int
    found: int


@dataclass(frozen=True, slots=True)
class Report:
    """What an evaluation found.

    Attributes:
        rows: one for each layer of each file.
        explanations: for each article and layer the lines that explain it.
        verdicts: for each layer of each file, by its name, one on each fact that was found.
    """

    rows: tuple[Row, ...]
    explanations: tuple[str, ...]
    verdicts: tuple[tuple[str, tuple[Verdict, ...]], ...] = ()

    def calibration(self) -> str:
        """How often facts are right, by their confidence and by their rule, as plain text."""
        return calibration.tables(self.verdicts)

    def table(self) -> str:
        """The rows as plain text, figures in per cent."""
        head = f"{'layer':<42} {'P':>6} {'R':>6} {'F1':>6}   {'95 % of F1':<13} {'right':>6} {'gold':>6} {'found':>6}"
        return "\n".join([head, *map(_line, self.rows)])


def rows(file: str, outcomes: Mapping[str, Sequence[Outcome]]) -> tuple[Row, ...]:
    """One row for each layer, from the outcomes of its articles."""
    return tuple(_row(file, layer, found) for layer, found in outcomes.items())


def verdicts(file: str, outcomes: Mapping[str, Sequence[Outcome]]) -> list[tuple[str, tuple[Verdict, ...]]]:
    """The verdicts of each layer that is no part of another one."""
    return [
        (f"{file} {layer}", tuple(verdict for outcome in found for verdict in outcome.verdicts))
        for layer, found in outcomes.items()
        if "." not in layer
    ]


def f1(right: float, wanted: float, found: float) -> float:
    """Harmonic mean of precision and recall; 0 where there is nothing."""
    return 2 * right / (wanted + found) if wanted + found else 0.0


def explanations(article: str, outcomes: Mapping[str, Outcome], layer: str) -> list[str]:
    """The misses and false facts of one article in one layer, or in all layers where it is `all`."""
    told = [(name, one) for name, one in outcomes.items() if layer in ("all", name)]
    return [
        f"{article} {name} {word} {text}"
        for name, one in told
        for word, texts in (("MISS", one.misses), ("WRONG" if one.share else "FALSE", one.false))
        for text in texts
    ]


def _row(file: str, layer: str, outcomes: Sequence[Outcome]) -> Row:
    counts = np.array([(one.right, one.wanted, one.found) for one in outcomes], dtype=float).reshape(-1, 3)
    right, wanted, found = counts.sum(axis=0)
    low, high = _interval(counts)
    precision, recall = right / found if found else 0.0, right / wanted if wanted else 0.0
    return Row(file, layer, precision, recall, f1(right, wanted, found), low, high, int(right), int(wanted), int(found))


def _interval(counts: np.ndarray) -> tuple[float, float]:
    if not len(counts):
        return 0.0, 0.0
    random = np.random.default_rng(SEED)
    picks = random.integers(0, len(counts), (RESAMPLES, len(counts)))
    figures = [f1(*counts[pick].sum(axis=0)) for pick in picks]
    low, high = np.percentile(figures, [2.5, 97.5])
    return float(low), float(high)


def _line(row: Row) -> str:
    figures = " ".join(f"{100 * figure:6.1f}" for figure in (row.precision, row.recall, row.f1))
    interval = f"{100 * row.low:5.1f}-{100 * row.high:5.1f}"
    return f"{row.file + ' ' + row.layer:<42} {figures}   {interval:<13} {row.right:>6} {row.wanted:>6} {row.found:>6}"
