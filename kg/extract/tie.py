"""A tie: a person beside a post, as one construction finds it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records import Status


@dataclass(frozen=True, slots=True)
class Tie:
    """A person tied to a post: index of the name, extent of the construction, and what the construction adds.

    Attributes:
        phase: `entered` or `left` where the words tell that the holding begins or ends then.
    """

    person: int
    start: int
    end: int
    rule: str
    confidence: float
    status: Status | None = None
    body: int | None = None
    phase: str | None = None
