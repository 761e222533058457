"""Counts of facts by month, source, issue or region, read from the rollups of a store."""

from __future__ import annotations

from dataclasses import dataclass

from kg.query.conditions import among
from kg.query.filters import FactKind
from kg.query.templates import text_of
from kg.rollups import Rollups
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Counted:
    """How many facts have a value.

    Attributes:
        value: a month as YYYY-MM, the name of an outlet, or the IRI of an issue or place.
        label: how people read it.
        facts: how many different facts.
    """

    value: str
    label: str
    facts: int


def counts(
    store: Store,
    rollups: Rollups,
    by: str,
    *,
    kind: FactKind | None = None,
    of: tuple[str, str] | None = None,
) -> tuple[Counted, ...]:
    """How many facts there are by month, source, issue or region; months in order, the others by number.

    Args:
        store: tells the labels of issues and places.
        rollups: of the same store.
        by: `month`, `source`, `issue` (broader ones count) or `region` (places around count).
        kind: of these facts only.
        of: a second one of these with its value, such as `("issue", IRI)`, to count its facts only.

    Raises:
        InputError: facts are not counted by that.
    """
    other, value = of or ("", "")
    found = rollups.tallies(by, kind, other, value)
    labels = _labels(store, [tally.value for tally in found]) if by in ("issue", "region") else {}
    listed = [Counted(tally.value, labels.get(tally.value, tally.value), tally.n) for tally in found]
    return tuple(listed if by == "month" else sorted(listed, key=lambda one: (-one.facts, one.label, one.value)))


def _labels(store: Store, iris: list[str]) -> dict[str, str]:
    return {row["entity"]: row["label"] for row in store.select(text_of("labels", among("entity", iris)))} if iris else {}
