"""Stretches of the calendar: from years, months, weeks and their parts to closed intervals of days."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from kg.records import Interval

GRANULARITY = {
    "D": "day",
    "W": "week",
    "WE": "day",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
    "E": "decade",
    "C": "decade",
    "H": "none",
    "N": "none",
    "S": "none",
}


def days(earliest: date, latest: date) -> Interval:
    """The days from one to the other, in either order."""
    return Interval(min(earliest, latest), max(earliest, latest))


def day(at: date) -> Interval:
    """One day."""
    return Interval(at, at)


def week(at: date) -> Interval:
    """Monday to Sunday around a day."""
    monday = at - timedelta(days=at.weekday())
    return Interval(monday, monday + timedelta(days=6))


def weekend(at: date) -> Interval:
    """Saturday and Sunday of the week of a day."""
    sunday = at + timedelta(days=6 - at.weekday())
    return Interval(sunday - timedelta(days=1), sunday)


def month(year_: int, number: int) -> Interval:
    """A month; its number may run over the year's ends (0 is December of the year before)."""
    year_, zero_based = year_ + (number - 1) // 12, (number - 1) % 12
    return Interval(date(year_, zero_based + 1, 1), date(year_, zero_based + 1, calendar.monthrange(year_, zero_based + 1)[1]))


def months(year_: int, first: int, count: int) -> Interval:
    """Several months in a row."""
    return Interval(month(year_, first).earliest, month(year_, first + count - 1).latest)


def year(number: int) -> Interval:
    """A calendar year."""
    return Interval(date(number, 1, 1), date(number, 12, 31))


def years(first: int, last: int) -> Interval:
    """From the first day of one year to the last of another."""
    return Interval(date(first, 1, 1), date(last, 12, 31))


def around(at: date, unit: str) -> Interval:
    """The day, week, month, quarter, year, decade or century that a day lies in."""
    if unit == "W":
        return week(at)
    if unit == "WE":
        return weekend(at)
    if unit == "M":
        return month(at.year, at.month)
    if unit == "Q":
        return months(at.year, (at.month - 1) // 3 * 3 + 1, 3)
    if unit in {"Y", "E", "C"}:
        span = {"Y": 1, "E": 10, "C": 100}[unit]
        return years(at.year // span * span, at.year // span * span + span - 1)
    return day(at)


def shifted(at: date, unit: str, count: int) -> date:
    """A day moved by a number of units, into the past where it is negative; shorter units than a day do not move it.

    Raises:
        OverflowError, ValueError: it leaves the calendar.
    """
    if unit in {"D", "W", "WE"}:
        return at + timedelta(days=count * (1 if unit == "D" else 7))
    scale = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}.get(unit, 0)
    target = month(at.year, at.month + scale * count)
    first, last = ends(target)
    return first.replace(day=min(at.day, last.day))


def part(whole: Interval, which: str) -> Interval:
    """The early, middle or late third of a closed interval."""
    first, last = ends(whole)
    third = (last - first) / 3
    if which in {"early", "beginning", "start"}:
        return Interval(first, first + third)
    if which in {"late", "end"}:
        return Interval(last - third, last)
    return Interval(first + third, last - third)


def ends(closed: Interval) -> tuple[date, date]:
    """Both ends of a closed interval.

    Raises:
        ValueError: one end is open.
    """
    if closed.earliest is None or closed.latest is None:
        raise ValueError(f"{closed} has an open end")
    return closed.earliest, closed.latest
