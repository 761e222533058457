"""Counting: the days that are counted from other days ("the same day", "two weeks later", "a month before the vote").

A symbol of `kg.extract.relative_times` that nothing in its sentence places comes in, the days go out once it is known from which days to
count. What is counted in years may start from a year, what is counted in days starts from a day.
"""

from __future__ import annotations

import re

from kg.extract import periods
from kg.extract.model import Time
from kg.extract.parsed import Doc, Token
from kg.records import Interval

Step = tuple[str, int]
_JOINTS = frozenset({"before", "after", "prior"})
_STEP = re.compile(r"ref:([A-Z]+)([+-]\d+)")
_LONGEST = {"D": 0, "W": 0, "M": 30, "Q": 30, "Y": 365, "E": 365, "C": 365}  #: days by which the ends of what is counted from may differ


def step_of(value: str) -> Step | None:
    """The unit and number of a symbol; hours stay within the day."""
    found = _STEP.fullmatch(value)
    if found is None:
        return None
    return ("D", 0) if found[1] in {"H", "N", "S"} else (found[1], int(found[2]))


def counted(start: Interval, step: Step) -> Interval | None:
    """The days that lie a step from others, or None where those are too vague for it."""
    unit, number = step
    if start.earliest is None or start.latest is None or (start.latest - start.earliest).days > _LONGEST[unit]:
        return None
    try:
        return periods.around(periods.shifted(start.earliest, unit, number), unit)
    except (OverflowError, ValueError):
        return None


def is_clock(time: Time) -> bool:
    """It tells a time of the day."""
    return time.value.startswith("T")


def is_measured(doc: Doc, time: Time) -> bool:
    """Words behind the time say from what it is counted ("two days before the vote")."""
    last, following = doc[time.end - 1].lower_, doc[time.end].lower_ if time.end < len(doc) else ""
    return following in _JOINTS or (last in _JOINTS and following not in {".", ",", ""})


def named_behind(doc: Doc, time: Time | None) -> list[Token]:
    """The nouns and verbs behind "before" or "after" that a time is counted from."""
    if time is None:
        return []
    joint = doc[time.end - 1] if doc[time.end - 1].lower_ in _JOINTS else doc[time.end]
    heads = [child for child in joint.children if child.dep_ in {"pobj", "pcomp"}]
    return [joint.head] if joint.dep_ == "mark" else heads
