"""Rules for time expressions: from the match of a pattern of `kg.extract.time_patterns` to a moment.

What a match means depends on a `Clock`: the day of publication, whether the clause looks ahead, the words around it. A rule
that is not sure returns None, and the words are no time expression. Values that cannot be placed stay symbolic, after the
manner of EDTF and TIMEX3 (`XXXX-08`, `P30D`, `dow:thursday`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kg.extract import periods
from kg.extract.model import TimeKind
from kg.lexicon import table, words
from kg.records import Interval

_LEXICON = table("times")
MONTHS: Final[dict[str, int]] = _LEXICON["months"]
WEEKDAYS: Final[list[str]] = _LEXICON["weekdays"]
SEASONS: Final[dict[str, int]] = _LEXICON["seasons"]
UNITS: Final[dict[str, str]] = _LEXICON["units"]
NUMBERS: Final[dict[str, int]] = _LEXICON["numbers"]
DECADES: Final[dict[str, int]] = _LEXICON["decades"]
_FAR_PAST = 240
_SOON = 100


@dataclass(frozen=True, slots=True)
class Clock:
    """What a time expression is read against.

    Attributes:
        published: day of publication, or None.
        future: the clause looks ahead.
        before, after: the words next to the expression, lower case.
        dated: the model takes it for a date.
    """

    published: date | None
    future: bool
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


def absolute_day(match: re.Match[str], clock: Clock) -> Moment | None:
    """`12 March 2025`, `March 12`, `Thursday, March 13`, `2025-03-12`, `last year August 8`."""
    number, at = _month_number(match), int(match["day"])
    given = _year_of(match, clock)
    if given is not None:
        return _dated(given, number, at)
    if clock.published is None:
        return _unplaced("day", f"XXXX-{number:02d}-{at:02d}") if _exists(2000, number, at) else None
    near = [day for y in range(-1, 2) if (day := _exists(clock.published.year + y, number, at))]
    chosen = _choose(near, clock)
    return None if chosen is None else _placed(periods.day(chosen), "day", chosen.isoformat())


def day_range(match: re.Match[str], clock: Clock) -> Moment | None:
    """`March 12-14`, `3 to 9 March 2025`."""
    first, last = absolute_day(match, clock), int(match["last"])
    if first is None or (" and " in match[0] and clock.before != "between") or last <= int(match["day"]):
        return None
    if first.when is None or first.when.earliest is None:
        return Moment(TimeKind.DATE, None, "day", f"{first.value}/{last:02d}")
    end = _exists(first.when.earliest.year, first.when.earliest.month, last)
    return None if end is None else _placed(periods.days(first.when.earliest, end), "day", f"{first.value}/{end.isoformat()}")


def month(match: re.Match[str], clock: Clock) -> Moment | None:
    """`August 2018`, `late March`, `mid-June`, `last August`, `in May`, `January of this year`."""
    number, given = _month_number(match), _year_of(match, clock)
    relative = (match["ago"] or "").lower()
    if given is None and not (relative or match["part"] or clock.before in words("times", "context.prepositions")):
        return None
    if given is None and clock.published is not None:
        given = _month_year(number, relative, clock)
    if given is None:
        return _unplaced("month", _parted(f"XXXX-{number:02d}", match["part"]))
    return _partly(periods.month(given, number), match["part"], "month", f"{given:04d}-{number:02d}")


def year(match: re.Match[str], clock: Clock) -> Moment | None:
    """`2014`, `mid-2024`, `the end of 2022`; a four-digit number counts only where a date may stand."""
    number = int(match["year"])
    sure = bool(match["part"]) or clock.dated or clock.before in {"(", "["} or clock.before in words("times", "context.years") - {"the"}
    if (
        clock.after in {"utc", "gmt", "hours", "local", "est"}
        or not sure
        or (clock.published is not None and number > clock.published.year + 60)
    ):
        return None
    return _partly(periods.year(number), match["part"], "year", f"{number:04d}")


def year_range(match: re.Match[str], _: Clock) -> Moment | None:
    """`2014-2016`, `2014-16`."""
    first = int(match["year"])
    last = int(match["last"]) if len(match["last"]) == 4 else first // 100 * 100 + int(match["last"])
    if not first < last < first + 100:
        return None
    return _placed(periods.years(first, last), "year", f"{first}/{last}")


def decade(match: re.Match[str], _: Clock) -> Moment | None:
    """`the 1990s`, `the early '80s`, `the seventies`."""
    text = match["decade"].lower()
    first = DECADES.get(text)
    if first is None:
        digits = int(re.sub(r"\D", "", text))
        first = digits if digits >= 100 else 1900 + digits
    return _partly(periods.years(first, first + 9), match["part"], "decade", f"{first // 10}X")


def century(match: re.Match[str], _: Clock) -> Moment | None:
    """`the 19th century`."""
    number = int(match["century"])
    if not 1 <= number <= 21:
        return None
    return _partly(periods.years(max(1, (number - 1) * 100), number * 100 - 1), match["part"], "decade", f"{number - 1}XX")


def quarter(match: re.Match[str], clock: Clock) -> Moment | None:
    """`the first quarter of 2024`, `Q3 2024`, `the second half of last year`."""
    index = {"first": 1, "1": 1, "second": 2, "2": 2, "third": 3, "3": 3, "fourth": 4, "4": 4, "last": 4}[match["index"].lower()]
    count = 6 if (match["size"] or "").lower() == "half" else 3
    index = min(index, 12 // count)
    given = _year_of(match, clock)
    if given is None:
        return Moment(TimeKind.VAGUE, None, "quarter", f"XXXX-{'H' if count == 6 else 'Q'}{index}")
    return _placed(periods.months(given, (index - 1) * count + 1, count), "quarter", f"{given}-{'H' if count == 6 else 'Q'}{index}")


def season(match: re.Match[str], clock: Clock) -> Moment | None:
    """`summer 2019`, `last winter`, `this spring`, `in the autumn`."""
    name = match["season"].lower()
    if name in {"fall", "spring"} and not (match["year"] or match["ago"] or clock.before in {"in", "since", "during", "until", "by"}):
        return None
    given, relative = _year_of(match, clock), (match["ago"] or "").lower()
    if given is None and not relative and clock.before not in words("times", "context.prepositions") and not match["the"]:
        return None
    if given is None and relative and clock.published is not None:
        given = _season_year(SEASONS[name], relative, clock.published)
    if given is None:
        return Moment(TimeKind.VAGUE if not relative else TimeKind.DATE, None, "season", f"XXXX-{name}")
    return _partly(periods.months(given, SEASONS[name], 3), match["part"], "season", f"{given}-{name}")


def weekday(match: re.Match[str], clock: Clock) -> Moment | None:
    """`Thursday`, `last Friday`, `next Monday morning`, `this coming Sunday`."""
    name, relative = match["weekday"].lower(), " ".join((match["ago"] or "").lower().split())
    if clock.published is None:
        return _unplaced("day", f"dow:{name}")
    published = clock.published
    back = (published.weekday() - WEEKDAYS.index(name)) % 7
    ahead = -back % 7
    if relative in {"last", "past", "previous", "this past", "this last"}:
        chosen = published - timedelta(days=back or 7)
    elif relative in {"next", "coming", "this coming", "upcoming", "following"}:
        chosen = published + timedelta(days=ahead or 7)
    else:
        chosen = published + timedelta(days=ahead if clock.future else -back)
    return _placed(periods.day(chosen), "day", chosen.isoformat())


def near_day(match: re.Match[str], clock: Clock) -> Moment | None:
    """`today`, `yesterday evening`, `tomorrow`, `last night`, `this morning`, `the day before yesterday`."""
    text = match["near"].lower()
    offset = {"yesterday": -1, "tomorrow": 1, "last": -1}.get(text.split()[0], 0)
    if text.startswith("the day"):
        offset = -2 if "before" in text else 2
    if clock.published is None:
        return _unplaced("day", f"day{offset:+d}")
    at = clock.published + timedelta(days=offset)
    return _placed(periods.day(at), "day", at.isoformat())


def near_period(match: re.Match[str], clock: Clock) -> Moment | None:
    """`last week`, `this month`, `next year`, `earlier this week`, `late last year`, `the end of the month`."""
    unit, relative = UNITS[match["unit"].lower()], (match["ago"] or "this").lower()
    if relative == "the":
        relative = "this"
    offset = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "upcoming": 1}.get(relative, 0)
    if clock.published is None:
        return _unplaced(periods.GRANULARITY[unit], _parted(f"{match['unit'].lower()}{offset:+d}", match["part"]))
    whole = periods.around(periods.shifted(clock.published, unit, offset), unit)
    if relative == "past":
        whole = periods.days(periods.shifted(clock.published, unit, -1), clock.published)
    return _cut(whole, (match["part"] or "").lower(), clock.published, unit)


def past_units(match: re.Match[str], clock: Clock) -> Moment | None:
    """`the past two weeks`, `the last three years`, `the next ten days`."""
    unit, count = UNITS[match["unit"].lower()], _number(match["number"])
    sign = 1 if match["ago"].lower() in {"next", "coming", "following"} else -1
    if count is None:
        return Moment(TimeKind.VAGUE, None, "none", "")
    if clock.published is None or unit in {"H", "N", "S"}:
        return _unplaced(periods.GRANULARITY[unit], f"{match['unit'].lower()}{sign * count:+d}")
    other = periods.shifted(clock.published, unit, sign * count)
    return _placed(periods.days(clock.published, other), periods.GRANULARITY[unit], f"{other.isoformat()}/P{count}{unit}")


def ago(match: re.Match[str], clock: Clock) -> Moment | None:
    """`three days ago`, `a year ago`, `in two weeks' time`."""
    unit, count = UNITS[match["unit"].lower()], _number(match["number"])
    sign = -1 if match["ago"].lower().endswith(("ago", "back")) else 1
    if count is None:
        return Moment(TimeKind.VAGUE, None, "none", "")
    if clock.published is None:
        return _unplaced(periods.GRANULARITY[unit], f"{match['unit'].lower()}{sign * count:+d}")
    if unit in {"H", "N", "S"}:
        return Moment(TimeKind.VAGUE, None, "none", f"PT{count}{unit}")
    whole = periods.around(periods.shifted(clock.published, unit, sign * count), unit)
    return _placed(whole, periods.GRANULARITY[unit], f"{match['unit'].lower()}{sign * count:+d}")


def duration(match: re.Match[str], clock: Clock) -> Moment | None:
    """`30 days`, `30-day`, `two weeks`; no ages."""
    if re.match(r"[ -]old\b|[ -]of[ -]age\b", match.string[match.end() :], re.IGNORECASE) or clock.before in {"aged", "age"}:
        return None
    unit, count = UNITS[match["unit"].lower()], _number(match["number"])
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
    number = _number(match["number"]) if match["number"] else 1
    count = 0 if same else (number or 0) * (-1 if back else 1)
    known = same or number
    return Moment(TimeKind.VAGUE, None, "none", f"anchor:{unit}{count:+d}" if known else "")


def _month_number(match: re.Match[str]) -> int:
    text = match["month"].lower()
    return int(text) if text.isdigit() else MONTHS[text]


def _year_of(match: re.Match[str], clock: Clock) -> int | None:
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if groups.get("rel") and clock.published is not None:
        return clock.published.year + {"this": 0, "last": -1, "next": 1}[groups["rel"].lower()]
    return None


def _dated(year_: int, number: int, at: int) -> Moment | None:
    day = _exists(year_, number, at)
    return None if day is None else _placed(periods.day(day), "day", day.isoformat())


def _exists(year_: int, number: int, at: int) -> date | None:
    try:
        return date(year_, number, at)
    except ValueError:
        return None


def _choose(near: list[date], clock: Clock) -> date | None:
    """The last such day up to publication; the next where the clause looks ahead, or where only that one is close."""
    if clock.published is None or not near:
        return None
    published = clock.published
    past = max((day for day in near if day <= published), default=None)
    ahead = min((day for day in near if day >= published), default=None)
    if past is None or ahead is None:
        return past or ahead
    distant = (published - past).days > _FAR_PAST and (ahead - published).days < _SOON
    return ahead if distant or (clock.future and (ahead - published).days < 300) else past


def _month_year(number: int, relative: str, clock: Clock) -> int | None:
    if clock.published is None:
        return None
    here = clock.published.year
    if relative in {"last", "past", "previous", "this past"}:
        return here if number < clock.published.month else here - 1
    if relative in {"next", "coming", "this coming", "upcoming"}:
        return here if number > clock.published.month else here + 1
    if relative == "this":
        return here
    if number == clock.published.month:
        return here
    chosen = _choose([date(here + y, number, 15) for y in range(-1, 2)], clock)
    return None if chosen is None else chosen.year


def _season_year(first: int, relative: str, published: date) -> int:
    """The year in which the season began."""
    current = [y for y in (published.year - 1, published.year) if _within(published, periods.months(y, first, 3))]
    if relative in {"this", "this past", "this coming", "coming"}:
        return current[0] if current else published.year
    if relative in {"last", "past", "previous"}:
        return current[0] - 1 if current else published.year - (published < date(published.year, first, 1))
    return published.year + (published >= date(published.year, first, 1))


def _within(day: date, interval: Interval) -> bool:
    first, last = periods.ends(interval)
    return first <= day <= last


def _number(text: str | None) -> int | None:
    if not text:
        return None
    if text.isdigit():
        return int(text)
    text = text.lower()
    if text in {"a couple of", "a dozen", "half a dozen", "two dozen"}:
        return {"a couple of": None, "a dozen": 12, "half a dozen": 6, "two dozen": 24}[text]
    values = [NUMBERS[word] for word in re.split(r"[ -]", text)]
    if len(values) == 2 and values[1] >= 100:
        return values[0] * values[1]
    return sum(values)


def _cut(whole: Interval, which: str, published: date, unit: str) -> Moment:
    first, last = periods.ends(whole)
    granularity = periods.GRANULARITY[unit]
    if which == "earlier" and first <= published:
        return _placed(Interval(first, min(last, published)), granularity, f"{first.isoformat()}/earlier")
    if which == "later" and published <= last:
        return _placed(Interval(max(first, published), last), granularity, f"{last.isoformat()}/later")
    which = which.removesuffix(" of")
    return _partly(whole, which if which not in {"earlier", "later"} else None, granularity, f"{first.isoformat()}/{last.isoformat()}")


def _partly(whole: Interval, which: str | None, granularity: str, value: str) -> Moment:
    if not which:
        return _placed(whole, granularity, value)
    which = {"first half": "early", "second half": "late"}.get(which.lower(), which.lower())
    return _placed(periods.part(whole, which), granularity, _parted(value, which))


def _parted(value: str, which: str | None) -> str:
    return f"{value}/{which.lower()}" if which else value


def _placed(when: Interval, granularity: str, value: str) -> Moment:
    return Moment(TimeKind.DATE, when, granularity, value)


def _unplaced(granularity: str, value: str) -> Moment:
    return Moment(TimeKind.DATE, None, granularity, value)
