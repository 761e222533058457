"""Times: expressions to intervals of days, read against the day of publication.

A Doc and the day of publication come in, time expressions with what they denote go out. Dates, durations, recurring times
and vague ones are kept apart, as in TimeML. Without a day of publication relative values stay relative; no year is ever
invented. The constructions are in `kg.extract.time_patterns`; here their matches are chosen, joined to ranges and bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import repeat, takewhile

from kg.extract import periods
from kg.extract.counting import is_measured
from kg.extract.model import Name, Time, TimeKind
from kg.extract.moments import Clock, Moment, Resolver
from kg.extract.outlook import looks_ahead, looks_back
from kg.extract.parsed import Doc, Span
from kg.extract.time_patterns import PATTERNS, kinds_of, searched_with
from kg.lexicon import words
from kg.records import Interval, Kind

_TO = frozenset({"to", "until", "till", "through", "-", "–", "—"})
_OPEN_START = frozenset({"until", "till", "by", "before"})
_OPEN_END = frozenset({"since", "after", "from", "starting", "beginning"})
_OPENERS = {"prior to": "before", "as of": "as of"}
_GOALS = frozenset({"to", "for", "from", "starting", "beginning"})
_ANCHOR = re.compile(r"anchor:(\w+?)([+-]\d+)")


def find_times(doc: Doc, published: date | None) -> tuple[Time, ...]:
    """The time expressions of a Doc, by position, without overlaps."""
    times = list(_chosen(doc, published))
    times = _with_clock_times(doc, times)
    times = _ranges(doc, times)
    times = _anchored(doc, times, published)
    return tuple(_bounded(doc, time, published) for time in times)


def outside_persons(doc: Doc, times: tuple[Time, ...], names: tuple[Name, ...]) -> tuple[Time, ...]:
    """The times without surnames of persons that are named in the article ("to May's agreement", but "in May")."""
    surnames = {doc[name.end - 1].text for name in names if name.kind is Kind.PERSON and name.end - name.start > 1}
    return tuple(time for time in times if time.end - time.start > 1 or doc[time.start].text not in surnames or _follows_in(doc, time))


def _follows_in(doc: Doc, time: Time) -> bool:
    return time.start > 0 and doc[time.start - 1].lower_ in words("times", "context.certain")


def _chosen(doc: Doc, published: date | None) -> Iterator[Time]:
    """Leftmost, then longest, then the earlier rule."""
    matches = sorted(_matches(doc), key=lambda found: (found[1].start(), -found[1].end(), found[0]))
    reached = 0
    for rank, match in matches:
        if match.start() >= reached and (time := _resolved(doc, match, PATTERNS[rank].resolve, published)) is not None:
            reached = match.end()
            yield time


def _matches(doc: Doc) -> Iterator[tuple[int, re.Match[str]]]:
    """All matches in sentences that hold the words of a pattern, with the pattern's rank."""
    text = doc.text
    for sentence in doc.sents:
        start, end = sentence.start_char, sentence.end_char
        kinds = kinds_of(text[start:end])
        for rank, regex in searched_with(kinds):
            yield from zip(repeat(rank), regex.finditer(text, start, end))


def _resolved(doc: Doc, match: re.Match[str], resolve: Resolver, published: date | None) -> Time | None:
    span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
    if span is None:
        return None
    try:
        moment = resolve(match, _clock(doc, span, published))
    except (OverflowError, ValueError):
        return None
    return None if moment is None else _time(span, moment)


def _clock(doc: Doc, span: Span, published: date | None) -> Clock:
    before = doc[span.start - 1].lower_ if span.start else ""
    if before == "-" and span.start > 1:
        before = doc[span.start - 2].lower_
    after = doc[span.end] if span.end < len(doc) else None
    counts = after is not None and after.tag_ == "NNS" and span.root.dep_ == "nummod"
    dated = any(token.ent_type_ == "DATE" for token in span) and not counts
    following = after.lower_ if after is not None else ""
    past = before not in _GOALS and looks_back(span.root)
    return Clock(published, looks_ahead(span.root), past, "" if counts else before, following, dated)


def _time(span: Span, moment: Moment) -> Time:
    return Time(span.start, span.end, moment.kind, moment.when, moment.granularity, moment.value)


def _with_clock_times(doc: Doc, times: list[Time]) -> list[Time]:
    """`9 a.m. on Thursday`, `Thursday at 9 a.m.`: the time of day joins its day."""
    joined: list[Time] = []
    for time in times:
        last = joined[-1] if joined else None
        if (
            last is not None
            and _is_of_day(last) + _is_of_day(time) == 1
            and _gap(doc, last, time) <= {"on", "at", "around", "about", ",", "local", "time"}
        ):
            of_day, day = (last, time) if _is_of_day(last) else (time, last)
            if day.kind is TimeKind.DATE and day.granularity == "day":
                joined[-1] = replace(day, start=last.start, end=time.end, value=f"{day.value}{of_day.value}")
                continue
        joined.append(time)
    return joined


def _is_of_day(time: Time) -> bool:
    return time.value.startswith("T") and time.kind is TimeKind.VAGUE


def _ranges(doc: Doc, times: list[Time]) -> list[Time]:
    """`from 2014 to 2019`, `between May and July`, `Monday to Friday`."""
    joined: list[Time] = []
    for time in times:
        last = joined[-1] if joined else None
        if last is not None and _ranges_over(doc, last, time):
            joined[-1] = _range(last, time)
        else:
            joined.append(time)
    return joined


def _ranges_over(doc: Doc, first: Time, last: Time) -> bool:
    if not first.kind == last.kind == TimeKind.DATE:
        return False
    gap = [token.lower_ for token in doc[first.end : last.start]]
    opener = doc[first.start - 1].lower_ if first.start else ""
    return (len(gap) == 1 and gap[0] in _TO) or (gap == ["and"] and opener == "between")


def _range(first: Time, last: Time) -> Time:
    value = f"{first.value}/{last.value}"
    if first.when is None or last.when is None or first.when.earliest is None or last.when.latest is None:
        return replace(last, start=first.start, when=None, value=value)
    start = first.when.earliest
    if start > last.when.latest and last.granularity in {"month", "day"}:
        start = periods.shifted(start, "M", 12 * (last.when.latest.year - start.year))
        start = start if start <= last.when.latest else periods.shifted(start, "Y", -1)
    if start > last.when.latest:
        return replace(last, start=first.start, when=None, value=value, kind=TimeKind.VAGUE)
    return replace(last, start=first.start, when=Interval(start, last.when.latest), value=value)


def _anchored(doc: Doc, times: list[Time], published: date | None) -> list[Time]:
    """Settle `the following day` by the date before it, `two days before the March 12 deadline` by the one behind."""
    settled: list[Time] = []
    for number, time in enumerate(times):
        found = _ANCHOR.fullmatch(time.value)
        if found is None:
            settled.append(time)
            continue
        behind = next((other for other in times[number + 1 : number + 2] if other.start <= time.end + 2 and _is_one_day(other)), None)
        if is_measured(doc, time) and (behind is not None or _opens_clause(doc, time)):
            day = behind.when.earliest if behind is not None and behind.when is not None else None
        else:
            day = _anchor(doc, settled, time, published)
        settled.append(_moved(time, found[1], int(found[2]), day))
    return settled


def _opens_clause(doc: Doc, time: Time) -> bool:
    """`two days after the court ruled`: a clause says from what it is counted."""
    return any(token.dep_ == "mark" for token in doc[time.end - 1 : time.end + 1])


def _anchor(doc: Doc, earlier: list[Time], time: Time, published: date | None) -> date | None:
    """The last day named before in the sentence, else the only one in the sentence before; a past clause counts from no later day."""
    sentence = doc[time.start].sent
    opening = doc[sentence.start - 1].sent.start if sentence.start else sentence.start
    near = [other for other in takewhile(lambda other: other.start >= opening, reversed(earlier)) if _is_one_day(other)]
    days = [other.when.earliest for other in near if other.start >= sentence.start and other.when]
    days = days[:1] or list({other.when.earliest: None for other in near if other.when})
    if len(days) != 1 or days[0] is None:
        return None
    ahead = published is not None and days[0] > published
    return None if ahead and looks_back(doc[time.start : time.end].root) else days[0]


def _is_one_day(time: Time) -> bool:
    return time.granularity == "day" and time.when is not None and time.when.earliest == time.when.latest


def _moved(time: Time, unit: str, count: int, anchor: date | None) -> Time:
    if anchor is None or unit in {"H", "N", "S"}:
        return replace(time, value=time.value.replace("anchor:", "ref:"))
    try:
        whole = periods.around(periods.shifted(anchor, unit, count), unit)
    except (OverflowError, ValueError):
        return replace(time, value="")
    return replace(
        time, kind=TimeKind.DATE, when=whole, granularity=periods.GRANULARITY[unit], value=f"{anchor.isoformat()}{count:+d}{unit}"
    )


def _bounded(doc: Doc, time: Time, published: date | None) -> Time:
    """`since 2014` and `until June` leave one end open, or end with the day of publication; `as of June` says when something was known."""
    if time.kind is not TimeKind.DATE or time.start == 0:
        return time
    opener = _opener(doc, time.start)
    word = _OPENERS.get(opener, opener)
    if word == "as of":
        return replace(time, value=f"{word}:{time.value}")
    if word not in _OPEN_START | _OPEN_END or (word == "from" and "/" in time.value):
        return time
    when = None if time.when is None else _bound(time.when, word, published)
    return replace(time, start=time.start - len(opener.split()), when=when, value=f"{word}:{time.value}")


def _opener(doc: Doc, start: int) -> str:
    """The word before a time, or two that are one preposition."""
    first = max(0, start - 2)
    both = " ".join(token.lower_ for token in doc[first:start])
    inside = both == "as of" and not doc[first].is_sent_start and doc[first - 1].lower_ not in {",", "and", "while"}
    return both if both in _OPENERS and not inside else doc[start - 1].lower_


def _bound(when: Interval, word: str, published: date | None) -> Interval:
    first, last = periods.ends(when)
    if word in _OPEN_END:
        known = published is not None and first <= published and word == "since"
        return Interval(first if word != "after" else last, published if known else None)
    end = first if word == "before" else last
    return Interval(published if published is not None and published <= end and word != "before" else None, end)


def _gap(doc: Doc, first: Time, last: Time) -> set[str]:
    return {token.lower_ for token in doc[first.end : last.start]}
