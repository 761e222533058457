"""The outcome of one layer in one article: counts, and words for every miss and every false fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from kg.evaluate.calibration import Verdict, verdict
from kg.evaluate.matching import match
from kg.records import Event, Evidence, Referent, Stance, Statement, Tenure

F = TypeVar("F", Event, Referent, Stance, Statement, Tenure)
Gold = Mapping[str, Any]
_DEMANDED = 10.0  #: weight that one demanded item has over any choice among optional ones


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts of one layer in one article.

    Attributes:
        right: found and in the gold.
        wanted: what the gold demands; of a share, all that could be right.
        found: what was found, without what the gold calls optional.
        share: the layer is a share of right among wanted, not precision and recall.
        misses, false: one line each, for reading.
        verdicts: one on each fact that was found.
    """

    right: int
    wanted: int
    found: int
    share: bool = False
    misses: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


def share(right: int, of: int, false: Sequence[str] = ()) -> Outcome:
    """The outcome of a layer that is a share."""
    return Outcome(right, of, of, True, (), tuple(false))


def judged(
    golds: Sequence[Gold],
    founds: Sequence[F],
    weight: Callable[[Gold, F], float],
    tell_gold: Callable[[Gold], str],
    tell_found: Callable[[F], str],
) -> tuple[Outcome, dict[int, int]]:
    """Match gold and found items; an optional gold item is no miss when absent and no false fact when found.

    Returns:
        the outcome, and the pairs of all matched items, optional ones too.
    """
    pairs = match(golds, founds, lambda gold, found: _weight(gold, found, weight))
    demanded = [number for number, gold in enumerate(golds) if not gold.get("optional")]
    right = sum(number in pairs for number in demanded)
    matched = set(pairs.values())
    outcome = Outcome(
        right,
        len(demanded),
        right + len(founds) - len(matched),
        misses=tuple(tell_gold(golds[number]) for number in demanded if number not in pairs),
        false=tuple(tell_found(found) for number, found in enumerate(founds) if number not in matched),
        verdicts=tuple(verdict(_evidence(found), number in matched) for number, found in enumerate(founds)),
    )
    return outcome, pairs


def _evidence(found: F) -> tuple[Evidence, ...]:
    return found.mentions if isinstance(found, Referent) else found.evidence


def _weight(gold: Gold, found: F, weight: Callable[[Gold, F], float]) -> float:
    fit = weight(gold, found)
    return fit + (0.0 if gold.get("optional") else _DEMANDED) if fit > 0 else 0.0
