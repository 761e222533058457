"""Distances: happenings told by how long they lie before another day ("two weeks after he fled", "the tenth anniversary of the raid").

The trigger of the earlier happening comes in; the word for the later one goes out, with the step that leads back from it.
"""

from __future__ import annotations

from kg.extract import periods
from kg.extract.circumstances import hosts, time_of, times_of
from kg.extract.counting import Step, counted, step_of
from kg.extract.frames import LEXICON, lemma
from kg.extract.model import Reading, Time
from kg.extract.moments import NUMBERS
from kg.extract.parsed import Doc, Token
from kg.extract.syntax import SUBJECTS
from kg.lexicon import table, words
from kg.records import Interval

_JOINTS = frozenset({"after", "before"})
_POINTING = frozenset({"this", "that", "it", "which"})


def later_than(trigger: Token, reading: Reading) -> tuple[Token, Time, Step] | None:
    """`was arrested two weeks after he fled`: what comes after the trigger's own, the time between, and the step back."""
    carriers = {carrier.i for carrier in hosts(trigger)}
    for time in times_of(trigger.sent, reading):
        step, joint = step_of(time.value), _joint(trigger.doc, time)
        below = [joint.head] if joint.dep_ == "mark" else [*joint.children]
        if step is not None and joint.lower_ in _JOINTS and any(one.i in carriers for one in below):
            later = joint.head.head if joint.dep_ == "mark" else joint.head
            return later, time, (step[0], -step[1])
    return None


def is_sequel(verb: Token) -> bool:
    """`This comes a week after he left`: it dates something by what was told before."""
    pointing = any(child.dep_ in SUBJECTS and child.lower_ in _POINTING for child in verb.children)
    return pointing and lemma(verb) in words(LEXICON, "scenes.sequels")


def years_before(trigger: Token, reading: Reading) -> tuple[Interval, tuple[int, int]] | None:
    """`Monday was the tenth anniversary of the raid`: that day of its year; the year alone, where it was celebrated on Monday."""
    anniversary = _anniversary_of(trigger)
    time, years = (None, None) if anniversary is None else (time_of(anniversary, reading), _years_of(anniversary))
    if anniversary is None or years is None or time is None or time.when is None or time.when.earliest is None:
        return None
    whole = counted(time.when, ("Y", -years))
    if whole is None or time.granularity != "day" or not _is_that_day(anniversary, time):
        return None if whole is None else (whole, (time.start, time.end))
    return periods.day(periods.shifted(time.when.earliest, "Y", -years)), (time.start, time.end)


def _anniversary_of(trigger: Token) -> Token | None:
    """The noun for the anniversary that a happening has ("the tenth anniversary of the raid")."""
    above = trigger.head.head if trigger.dep_ == "pobj" and trigger.head.lower_ in {"of", "since"} else None
    return above if above is not None and lemma(above) in words(LEXICON, "scenes.anniversaries") else None


def _years_of(anniversary: Token) -> int | None:
    """Which one it is: the tenth, the 70th, the one-year one."""
    for token in anniversary.doc[anniversary.left_edge.i : anniversary.i]:
        word = token.lower_.partition("-")[0]
        number = word.rstrip("stndrh") if word[:1].isdigit() else ""
        if number.isdigit():
            return int(number)
        if word in table("times")["ordinals"] or (word in NUMBERS and "year" in token.doc[token.i : anniversary.i].text):
            return int(table("times")["ordinals"].get(word, NUMBERS.get(word, 0)))
    return None


def _is_that_day(anniversary: Token, time: Time) -> bool:
    """`Monday was the tenth anniversary`, `Monday marked it`: the time is the anniversary itself, and not when it was celebrated."""
    verb, root = anniversary.head, anniversary.doc[time.start : time.end].root
    first = root.head.i == verb.i and root.dep_ in SUBJECTS | {"npadvmod"}
    return first and (verb.lemma_.lower() == "be" or root.dep_ in SUBJECTS)


def _joint(doc: Doc, time: Time) -> Token:
    last = doc[time.end - 1]
    return last if last.lower_ in _JOINTS or time.end >= len(doc) else doc[time.end]
