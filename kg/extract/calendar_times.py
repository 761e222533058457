"""Rules for times of the calendar: days, months, seasons, quarters, years, decades and centuries."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.extract import periods
from kg.extract.model import TimeKind
from kg.extract.moments import DECADES, MONTHS, SEASONS, WEEKDAYS, Clock, Moment, parted, partly, placed, unplaced, whole_number
from kg.lexicon import table, words
from kg.records import Interval

_FAR_PAST = 240
_SOON = 100
_VERY_SOON = 31  #: days ahead in which a clause in the past still means what lies ahead ("resigned with effect from July 31")
_MONTHS = 12
_ORDINALS = ("first", "second", "third", "fourth")


def absolute_day(match: re.Match[str], clock: Clock) -> Moment | None:
    """`12 March 2025`, `March 12`, `Thursday, March 13`, `2025-03-12`, `last year August 8`."""
    number, at = _month_number(match), int(match["day"])
    given = _year_of(match, clock)
    if given is not None:
        return _dated(given, number, at)
    if clock.published is None:
        return unplaced("day", f"XXXX-{number:02d}-{at:02d}") if _exists(2000, number, at) else None
    near = [day for y in range(-1, 2) if (day := _exists(clock.published.year + y, number, at))]
    chosen = _choose(_on_weekday(near, match) or near, clock)
    return None if chosen is None else placed(periods.day(chosen), "day", chosen.isoformat())


def numeric_day(match: re.Match[str], _: Clock) -> Moment | None:
    """`31/12/2024`, `12/31/2024`, `31.12.2024`; where day and month could change places, nobody knows."""
    first, second, year_ = int(match["first"]), int(match["second"]), int(match["year"])
    if "." in match[0] or first > _MONTHS:
        return _dated(year_, second, first)
    if second > _MONTHS or first == second:
        return _dated(year_, first, second)
    return Moment(TimeKind.VAGUE, None, "day", match[0])


def holiday(match: re.Match[str], clock: Clock) -> Moment | None:
    """`Christmas Day`, `New Year's Eve 2019`."""
    number, at = (int(part) for part in table("times")["holidays"][match["named"].lower().replace("’", "'")].split("-"))
    if match["year"]:
        return _dated(int(match["year"]), number, at)
    if clock.published is None:
        return unplaced("day", f"XXXX-{number:02d}-{at:02d}")
    chosen = _choose([date(clock.published.year + y, number, at) for y in range(-1, 2)], clock)
    return None if chosen is None else placed(periods.day(chosen), "day", chosen.isoformat())


def fiscal_year(match: re.Match[str], _: Clock) -> Moment | None:
    """`fiscal 2023`, `the 2022-23 fiscal year`: it begins when its government or company says."""
    return Moment(TimeKind.VAGUE, None, "year", f"FY{match['year']}")


def week_of_month(match: re.Match[str], clock: Clock) -> Moment | None:
    """`the first week of March`, `the last week of February 2024`: seven days from the first, or the last seven."""
    number, index = _month_number(match), match["index"].lower()
    given = _year_of(match, clock)
    if given is None and clock.published is not None:
        given = _month_year(number, "", clock)
    if given is None:
        return unplaced("week", f"XXXX-{number:02d}/{index} week")
    first, last = periods.ends(periods.month(given, number))
    start = last - timedelta(days=6) if index == "last" else first + timedelta(days=7 * _ORDINALS.index(index))
    return placed(periods.days(start, start + timedelta(days=6)), "week", f"{given:04d}-{number:02d}/{index} week")


def months_of_year(match: re.Match[str], _: Clock) -> Moment | None:
    """`the first three months of 2024`."""
    count, given = whole_number(match["number"]), int(match["year"])
    if count is None or not 1 <= count <= _MONTHS:
        return None
    start = 1 if match["index"].lower() == "first" else _MONTHS + 1 - count
    return placed(periods.months(given, start, count), "month", f"{given}/{match['index'].lower()} {count} months")


def day_range(match: re.Match[str], clock: Clock) -> Moment | None:
    """`March 12-14`, `3 to 9 March 2025`."""
    first, last = absolute_day(match, clock), int(match["last"])
    if first is None or (" and " in match[0] and clock.before != "between") or last <= int(match["day"]):
        return None
    if first.when is None or first.when.earliest is None:
        return Moment(TimeKind.DATE, None, "day", f"{first.value}/{last:02d}")
    end = _exists(first.when.earliest.year, first.when.earliest.month, last)
    return None if end is None else placed(periods.days(first.when.earliest, end), "day", f"{first.value}/{end.isoformat()}")


def month(match: re.Match[str], clock: Clock) -> Moment | None:
    """`August 2018`, `late March`, `mid-June`, `last August`, `in May`, `January of this year`."""
    number, given = _month_number(match), _year_of(match, clock)
    relative = (match["ago"] or "").lower()
    if given is None and not (relative or match["part"] or clock.before in words("times", "context.prepositions")):
        return None
    if given is None and clock.published is not None:
        given = _month_year(number, relative, clock)
    if given is None:
        return unplaced("month", parted(f"XXXX-{number:02d}", match["part"]))
    return partly(periods.month(given, number), match["part"], "month", f"{given:04d}-{number:02d}")


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
    return partly(periods.year(number), match["part"], "year", f"{number:04d}")


def year_range(match: re.Match[str], _: Clock) -> Moment | None:
    """`2014-2016`, `2014-16`."""
    first = int(match["year"])
    last = int(match["last"]) if len(match["last"]) == 4 else first // 100 * 100 + int(match["last"])
    if not first < last < first + 100:
        return None
    return placed(periods.years(first, last), "year", f"{first}/{last}")


def decade(match: re.Match[str], _: Clock) -> Moment | None:
    """`the 1990s`, `the early '80s`, `the seventies`."""
    text = match["decade"].lower()
    first = DECADES.get(text)
    if first is None:
        digits = int(re.sub(r"\D", "", text))
        first = digits if digits >= 100 else 1900 + digits
    return partly(periods.years(first, first + 9), match["part"], "decade", f"{first // 10}X")


def century(match: re.Match[str], _: Clock) -> Moment | None:
    """`the 19th century`."""
    number = int(match["century"])
    if not 1 <= number <= 21:
        return None
    return partly(periods.years(max(1, (number - 1) * 100), number * 100 - 1), match["part"], "decade", f"{number - 1}XX")


def quarter(match: re.Match[str], clock: Clock) -> Moment | None:
    """`the first quarter of 2024`, `Q3 2024`, `the second half of last year`."""
    index = {"first": 1, "1": 1, "second": 2, "2": 2, "third": 3, "3": 3, "fourth": 4, "4": 4, "last": 4}[match["index"].lower()]
    count = 6 if (match["size"] or "").lower() == "half" else 3
    index = min(index, 12 // count)
    given = _year_of(match, clock)
    if given is None:
        return Moment(TimeKind.VAGUE, None, "quarter", f"XXXX-{'H' if count == 6 else 'Q'}{index}")
    return placed(periods.months(given, (index - 1) * count + 1, count), "quarter", f"{given}-{'H' if count == 6 else 'Q'}{index}")


def season(match: re.Match[str], clock: Clock) -> Moment | None:
    """`summer 2019`, `last winter`, `this spring`, `in the autumn`."""
    name = match["season"].lower()
    if name in {"fall", "spring"} and not (match["year"] or match["ago"] or clock.before in {"in", "since", "during", "until", "by"}):
        return None
    given, relative = _year_of(match, clock), (match["ago"] or "").lower()
    if given is None and not relative and clock.before not in words("times", "context.prepositions") and not match["the"]:
        return None
    if given is None and relative and clock.published is not None:
        given = _season_year(SEASONS[name], relative, clock.published, clock)
    if given is None:
        return Moment(TimeKind.VAGUE if not relative else TimeKind.DATE, None, "season", f"XXXX-{name}")
    return partly(periods.months(given, SEASONS[name], 3), match["part"], "season", f"{given}-{name}")


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
    return None if day is None else placed(periods.day(day), "day", day.isoformat())


def _exists(year_: int, number: int, at: int) -> date | None:
    try:
        return date(year_, number, at)
    except ValueError:
        return None


def _on_weekday(near: list[date], match: re.Match[str]) -> list[date]:
    """Those of several years' days that are of the weekday which is named before them ("Wednesday, July 31")."""
    name = (match.groupdict().get("weekday") or "").lower()
    return [day for day in near if name and day.weekday() == WEEKDAYS.index(name)]


def _choose(near: list[date], clock: Clock) -> date | None:
    """The last such day up to publication; the next where the clause looks ahead, or where only that one is close."""
    if clock.published is None or not near:
        return None
    published = clock.published
    past = max((day for day in near if day <= published), default=None)
    ahead = min((day for day in near if day >= published), default=None)
    if past is None or ahead is None:
        return past or ahead
    distant = (published - past).days > _FAR_PAST and (ahead - published).days < (_VERY_SOON if clock.past else _SOON)
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


def _season_year(first: int, relative: str, published: date, clock: Clock) -> int:
    """The year in which the season began."""
    current = [y for y in (published.year - 1, published.year) if _within(published, periods.months(y, first, 3))]
    begun = date(published.year, first, 1) <= published
    if relative in {"this", "this past", "this coming", "coming"}:
        last = relative == "this past" or (relative == "this" and not clock.future and (clock.past or _is_just_over(first, published)))
        return current[0] if current else published.year - (not begun and last)
    if relative in {"last", "past", "previous"}:
        return current[0] - 1 if current else published.year - (not begun)
    return published.year + begun


def _is_just_over(first: int, published: date) -> bool:
    """The last such season ended nearer to the day of publication than the next one begins."""
    _, end = periods.ends(periods.months(published.year - 1, first, 3))
    return (published - end) < (date(published.year, first, 1) - published)


def _within(day: date, interval: Interval) -> bool:
    first, last = periods.ends(interval)
    return first <= day <= last
