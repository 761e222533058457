"""Moments: what time expressions mean, the clock that they are read against, and their words.

What an expression means depends on a `Clock`: the day of publication, whether the clause looks ahead, the words around it. A
rule that is not sure returns None, and the words are no time expression. Values that cannot be placed stay symbolic, after
the manner of EDTF and TIMEX3 (`XXXX-08`, `P30D`, `dow:thursday`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.extract import periods
from kg.extract.model import TimeKind
from kg.lexicon import table
from kg.records import Interval

_LEXICON = table("times")
MONTHS: Final[dict[str, int]] = _LEXICON["months"]
WEEKDAYS: Final[list[str]] = _LEXICON["weekdays"]
SEASONS: Final[dict[str, int]] = _LEXICON["seasons"]
UNITS: Final[dict[str, str]] = _LEXICON["units"]
NUMBERS: Final[dict[str, int]] = _LEXICON["numbers"]
DECADES: Final[dict[str, int]] = _LEXICON["decades"]


@dataclass(frozen=True, slots=True)
class Clock:
    """What a time expression is read against.

    Attributes:
        published: day of publication, or None.
        future, past: the clause looks ahead, or back.
        before, after: the words next to the expression, lower case.
        dated: the model takes it for a date.
    """

    published: date | None
    future: bool
    past: bool
    before: str
    after: str
    dated: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """What a time expression means; fields as in `kg.extract.model.Time`."""

    kind: TimeKind
    when: Interval | None
    granularity: str
    value: str


Resolver = Callable[[re.Match[str], Clock], Moment | None]


def placed(when: Interval, granularity: str, value: str) -> Moment:
    """A date of the calendar."""
    return Moment(TimeKind.DATE, when, granularity, value)


def unplaced(granularity: str, value: str) -> Moment:
    """A date that nothing places, by its symbol."""
    return Moment(TimeKind.DATE, None, granularity, value)


def partly(whole: Interval, which: str | None, granularity: str, value: str) -> Moment:
    """A stretch of the calendar, or the early, middle or late part of it."""
    if not which:
        return placed(whole, granularity, value)
    which = {"first half": "early", "second half": "late"}.get(which.lower(), which.lower())
    return placed(periods.part(whole, which), granularity, parted(value, which))


def parted(value: str, which: str | None) -> str:
    """A symbol with the part of it that is meant."""
    return f"{value}/{which.lower()}" if which else value


def whole_number(text: str | None) -> int | None:
    """`three`, `a dozen`, `1,200`; None for what is no exact number."""
    if not text:
        return None
    if text[0].isdigit():
        return int(text.replace(",", ""))
    text = text.lower()
    if text in {"a couple of", "a dozen", "half a dozen", "two dozen"}:
        return {"a couple of": None, "a dozen": 12, "half a dozen": 6, "two dozen": 24}[text]
    values = [NUMBERS[word] for word in re.split(r"[ -]", text)]
    if len(values) == 2 and values[1] >= 100:
        return values[0] * values[1]
    return sum(values)
