"""Spoken times: what "today" and "yesterday" mean in the mouth of somebody who is quoted.

The times of a reading come in and go out. A day that is counted from the day of speaking is counted from the one that the cue names
("he said on Friday"); where nothing names it, it may be another than that of publication, and the time is left open.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import date

from kg.extract import periods
from kg.extract.circumstances import time_of
from kg.extract.model import Attribution, Reading, Time
from kg.extract.parsed import Doc
from kg.lexicon import words


def as_spoken(doc: Doc, reading: Reading) -> tuple[Time, ...]:
    """The times of a reading, those in quotations as they were meant."""
    quoted = sorted(
        ((content, speech) for speech in reading.speech if speech.quotes for content in speech.contents), key=lambda one: one[0]
    )
    return tuple(_as_meant(doc, time, quoted, reading) if _is_near(doc, time) else time for time in reading.times)


def _is_near(doc: Doc, time: Time) -> bool:
    told = {token.lower_ for token in doc[time.start : time.end]}
    return time.granularity == "day" and bool(told & words("times", "spoken")) and not told & words("times", "weekdays")


def _as_meant(doc: Doc, time: Time, quoted: list[tuple[tuple[int, int], Attribution]], reading: Reading) -> Time:
    (_, end), speech = quoted[before - 1] if (before := bisect_right(quoted, time.start, key=lambda one: one[0][0])) else ((0, 0), None)
    speech = speech if time.start < end else None
    if speech is None or time.when is None or time.when.earliest is None or reading.published is None:
        return time
    said = _day_of(doc, speech, reading)
    if said is None:
        return replace(time, when=None)
    return replace(time, when=periods.day(said + (time.when.earliest - reading.published)))


def _day_of(doc: Doc, speech: Attribution, reading: Reading) -> date | None:
    """The one day on which somebody spoke, by the words beside the cue."""
    time = None if speech.cue is None else time_of(doc[speech.cue], reading)
    if time is None or time.when is None or any(start <= time.start < end for start, end in speech.contents):
        return None
    return time.when.earliest if time.when.earliest == time.when.latest else None
