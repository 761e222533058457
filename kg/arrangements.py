"""Arrangements: how the nodes of a picture made for one question stand to each other.

A picture without an arrangement is laid out by its edges alone (`kg.layout`); `kg.arranging` turns an arrangement into places.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.records import Polarity


@dataclass(frozen=True, slots=True)
class Camps:
    """Who stands where: issues in the middle, and around them a block of holders for each polarity.

    Attributes:
        issues: IRIs, the one asked for first.
        holders: IRIs with the polarity whose block they stand in; each block is filled in this order.
    """

    issues: tuple[str, ...]
    holders: tuple[tuple[str, Polarity], ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane of a timeline.

    Attributes:
        heading: what its happenings share.
        head: IRI of the actor or place that the lane belongs to; None for what belongs to none of them.
        members: IRIs of what happened, each dated by its node.
    """

    heading: str
    head: str | None
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened when: days from left to right, one lane below the other, and apart from them what nobody dates."""

    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Chains:
    """How two things are connected: each chain a row of IRIs from the one to the other, the shortest first."""

    rows: tuple[tuple[str, ...], ...]


Arrangement = Camps | Timeline | Chains
