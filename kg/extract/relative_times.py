"""Rules for times that hang on the day of publication or on another date, and for durations and recurring times."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.extract import periods
from kg.extract.model import TimeKind
from kg.extract.moments import UNITS, WEEKDAYS, Clock, Moment, parted, partly, placed, unplaced, whole_number
from kg.records import Interval

_YEARS = {"Y": 1, "E": 10, "C": 100}
_AGE = re.compile(r"[ -]old\b|[ -]of[ -]age\b", re.IGNORECASE)


def weekday(match: re.Match[str], clock: Clock) -> Moment | None:
    """`Thursday`, `last Friday`, `next Monday morning`, `this coming Sunday`."""
    name, relative = match["weekday"].lower(), " ".join((match["ago"] or "").lower().split())
    if clock.published is None:
        return unplaced("day", f"dow:{name}")
    published = clock.published
    back = (published.weekday() - WEEKDAYS.index(name)) % 7
    ahead = -back % 7
    if relative in {"last", "past", "previous", "this past", "this last"}:
        chosen = published - timedelta(days=back or 7)
    elif relative in {"next", "coming", "this coming", "upcoming", "following"}:
        chosen = published + timedelta(days=ahead or 7)
    else:
        chosen = published + timedelta(days=ahead if clock.future else -back)
    return placed(periods.day(chosen), "day", chosen.isoformat())


def near_day(match: re.Match[str], clock: Clock) -> Moment | None:
    """`today`, `yesterday evening`, `tomorrow`, `last night`, `this morning`, `the day before yesterday`."""
    text = match["near"].lower()
    offset = {"yesterday": -1, "tomorrow": 1, "last": -1}.get(text.split()[0], 0)
    if text.startswith("the day"):
        offset = -2 if "before" in text else 2
    if clock.published is None:
        return unplaced("day", f"day{offset:+d}")
    at = clock.published + timedelta(days=offset)
    return placed(periods.day(at), "day", at.isoformat())


def near_period(match: re.Match[str], clock: Clock) -> Moment | None:
    """`last week`, `this month`, `next year`, `earlier this week`, `late last year`, `the end of the month`."""
    unit, relative = UNITS[match["unit"].lower()], (match["ago"] or "this").lower()
    if relative == "the":
        relative = "this"
    offset = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "upcoming": 1}.get(relative, 0)
    if clock.published is None:
        return unplaced(periods.GRANULARITY[unit], parted(f"{match['unit'].lower()}{offset:+d}", match["part"]))
    whole = periods.around(periods.shifted(clock.published, unit, offset), unit)
    if relative == "past":
        whole = periods.days(periods.shifted(clock.published, unit, -1), clock.published)
    return _cut(whole, (match["part"] or "").lower(), clock.published, unit)


def weekend(_: re.Match[str], clock: Clock) -> Moment | None:
    """`over the weekend`: the last one, or the next where the clause looks ahead."""
    if clock.published is None:
        return unplaced("day", "weekend+1" if clock.future else "weekend-1")
    at = (
        clock.published
        if clock.future or clock.published.weekday() >= WEEKDAYS.index("saturday")
        else periods.shifted(clock.published, "W", -1)
    )
    return placed(periods.weekend(at), "day", f"{at.isoformat()}/weekend")


def past_units(match: re.Match[str], clock: Clock) -> Moment | None:
    """`the past two weeks`, `the last three years`, `the next ten days`."""
    unit, count = UNITS[match["unit"].lower()], whole_number(match["number"])
    sign = 1 if match["ago"].lower() in {"next", "coming", "following"} else -1
    if count is None:
        return Moment(TimeKind.VAGUE, None, "none", "")
    if clock.published is None or unit in {"H", "N", "S"}:
        return unplaced(periods.GRANULARITY[unit], f"{match['unit'].lower()}{sign * count:+d}")
    other = periods.shifted(clock.published, unit, sign * count)
    return placed(periods.days(clock.published, other), periods.GRANULARITY[unit], f"{other.isoformat()}/P{count}{unit}")


def ago(match: re.Match[str], clock: Clock) -> Moment | None:
    """`three days ago`, `a year ago`, `in two weeks' time`."""
    unit, count = UNITS[match["unit"].lower()], whole_number(match["number"])
    sign = -1 if match["ago"].lower().endswith(("ago", "back")) else 1
    if count is None:
        return Moment(TimeKind.VAGUE, None, "none", "")
    if clock.published is None:
        return unplaced(periods.GRANULARITY[unit], f"{match['unit'].lower()}{sign * count:+d}")
    if unit in {"H", "N", "S"}:
        return Moment(TimeKind.VAGUE, None, "none", f"PT{count}{unit}")
    if sign < 0 and count * _YEARS.get(unit, 0) >= clock.published.year:
        return Moment(TimeKind.VAGUE, None, "none", f"{match['unit'].lower()}{sign * count:+d}")
    whole = periods.around(periods.shifted(clock.published, unit, sign * count), unit)
    return placed(whole, periods.GRANULARITY[unit], f"{match['unit'].lower()}{sign * count:+d}")


def duration(match: re.Match[str], clock: Clock) -> Moment | None:
    """`30 days`, `30-day`, `two weeks`; no ages."""
    if _AGE.match(match.string, match.end()) or clock.before in {"aged", "age"}:
        return None
    unit, count = UNITS[match["unit"].lower()], whole_number(match["number"])
    if match["number"].lower() in {"a", "an", "second"} and clock.before not in {"for", "in", "within", "after", "over", "than"}:
        return None
    if unit == "S" and match["unit"].lower() == "second":
        return None
    return Moment(TimeKind.DURATION, None, "none", f"P{'T' if unit in {'H', 'N', 'S'} else ''}{count}{unit}")


def some_duration(_: re.Match[str], __: Clock) -> Moment | None:
    """`several days`, `decades-long`."""
    return Moment(TimeKind.DURATION, None, "none", "")


def recurring(match: re.Match[str], _: Clock) -> Moment | None:
    """`every Monday`, `each year`, `Mondays`, `daily`, `twice a week`."""
    return Moment(TimeKind.SET, None, "none", f"set:{match[0].lower().split()[-1]}")


def clock_time(match: re.Match[str], _: Clock) -> Moment | None:
    """`9am`, `13:40 local time`, `4:00 a.m.`."""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > 24 or minute > 59:
        return None
    if (match["half"] or "").lower().startswith("p") and hour < 12:
        hour += 12
    return Moment(TimeKind.VAGUE, None, "none", f"T{hour:02d}:{minute:02d}")


def vague(_: re.Match[str], __: Clock) -> Moment | None:
    """`recently`, `in recent days`, `in the coming weeks`."""
    return Moment(TimeKind.VAGUE, None, "none", "")


def anaphoric(match: re.Match[str], _: Clock) -> Moment | None:
    """`the following day`, `two weeks later`, `that day`: to be settled by the date before it, vague until then."""
    unit = UNITS.get(match["unit"].lower(), "D")
    back = re.search(r"\b(previous|earlier|before|prior)\b", match[0], re.IGNORECASE)
    same = re.search(r"\b(same|that)\b", match[0], re.IGNORECASE)
    number = whole_number(match["number"]) if match["number"] else 1
    count = 0 if same else (number or 0) * (-1 if back else 1)
    known = same or number
    return Moment(TimeKind.VAGUE, None, "none", f"anchor:{unit}{count:+d}" if known else "")


def same_day(_: re.Match[str], __: Clock) -> Moment | None:
    """`later in the day`, `by the evening`, `early afternoon`: of the day that is being told."""
    return Moment(TimeKind.VAGUE, None, "none", "anchor:D+0")


def _cut(whole: Interval, which: str, published: date, unit: str) -> Moment:
    first, last = periods.ends(whole)
    granularity = periods.GRANULARITY[unit]
    if which == "earlier" and first <= published:
        return placed(Interval(first, min(last, published)), granularity, f"{first.isoformat()}/earlier")
    if which == "later" and published <= last:
        return placed(Interval(max(first, published), last), granularity, f"{last.isoformat()}/later")
    which = which.removesuffix(" of")
    return partly(whole, which if which not in {"earlier", "later"} else None, granularity, f"{first.isoformat()}/{last.isoformat()}")
