"""Calibration: whether confidence says how often a fact is right. Of the facts at .9, about nine in ten should be.

A fact counts with the rule and confidence of its surest evidence. What the gold calls optional counts as right when found. The gold may
lack facts that are true, so shares read low where it is thin.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.certainty import beginnings

if TYPE_CHECKING:
    from kg.records import Evidence

_FEW = 3  #: rules that were seen less often than this say nothing beyond their family
BANDS = (0.0, 0.5, 0.7, 0.85, 0.95, 1.01)
_NAMES = ("below .5", ".5-.7", ".7-.85", ".85-.95", "from .95")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A fact that was found, with the rule and confidence of its surest evidence, and whether the gold has it."""

    rule: str
    confidence: float
    right: bool


def verdict(evidence: Sequence[Evidence], right: bool) -> Verdict:
    """The verdict on a fact with this evidence."""
    surest = max(evidence, key=lambda one: one.confidence)
    return Verdict(surest.rule, surest.confidence, right)


def tables(layers: Iterable[tuple[str, Sequence[Verdict]]]) -> str:
    """For each layer the share of right facts by band of confidence, and by rule beside the mean confidence it claims."""
    told = [(layer, verdicts) for layer, verdicts in layers if verdicts]
    bands = [f"{'share right (number)':<28}" + "".join(f"{name:>14}" for name in _NAMES)]
    bands += [f"{layer:<28}" + "".join(f"{_share(band):>14}" for band in _banded(verdicts)) for layer, verdicts in told]
    rules = [f"{'rule':<58} {'claimed':>8} {'right':>8} {'number':>7}"]
    rules += [line for layer, verdicts in told for line in _rule_lines(layer, verdicts)]
    return "\n".join([*bands, "", *rules])


def counts(verdicts: Iterable[Verdict]) -> list[tuple[str, float, int, int]]:
    """The rows of `ontology/lexicon/calibration.csv`: beginning of a rule, claimed confidence, how many were right, how many there were."""
    right: Counter[tuple[str, float]] = Counter()
    number: Counter[tuple[str, float]] = Counter()
    for one in verdicts:
        for name in beginnings(one.rule):
            right[name, one.confidence] += one.right
            number[name, one.confidence] += 1
    return [(name, claimed, right[name, claimed], of) for (name, claimed), of in sorted(number.items()) if of >= _FEW]


def _banded(verdicts: Sequence[Verdict]) -> list[list[Verdict]]:
    return [[one for one in verdicts if low <= one.confidence < high] for low, high in pairwise(BANDS)]


def _rule_lines(layer: str, verdicts: Sequence[Verdict]) -> list[str]:
    """The families of rules (`event.verb.*`), then the rules, each the most frequent first."""
    families = _grouped((f"{_family(one.rule)}.*", one) for one in verdicts if _family(one.rule) != one.rule)
    rules = _grouped((one.rule, one) for one in verdicts)
    return [f"{layer + ' ' + name:<58} {_mean(found):8.2f} {_right(found):8.2f} {len(found):>7}" for name, found in [*families, *rules]]


def _family(rule: str) -> str:
    return ".".join(rule.split(".")[:2])


def _grouped(named: Iterable[tuple[str, Verdict]]) -> list[tuple[str, list[Verdict]]]:
    groups: defaultdict[str, list[Verdict]] = defaultdict(list)
    for name, one in named:
        groups[name].append(one)
    return sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))


def _share(verdicts: Sequence[Verdict]) -> str:
    return f"{_right(verdicts):.2f} ({len(verdicts)})" if verdicts else "-"


def _right(verdicts: Sequence[Verdict]) -> float:
    return sum(one.right for one in verdicts) / len(verdicts)


def _mean(verdicts: Sequence[Verdict]) -> float:
    return sum(one.confidence for one in verdicts) / len(verdicts)
