"""Scorer of events: type and one agent match; strict asks for place and date too.

An event of the gold without actors is matched where its trigger stands in the sentence of the found one. Place and time are also measured
alone, over the matched events whose gold has them: recall is the share of them that are right, precision the share of those given. Type and
an agent alone may pair two happenings (he ran, he served); the layers that end in `_here` keep to pairs whose words share a sentence.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from datetime import date

from kg.evaluate.cast import Cast
from kg.evaluate.locations import nested
from kg.evaluate.outcomes import Gold, Outcome, judged, share
from kg.evaluate.subjects import Subject, overlap, sentence_around, sentence_span
from kg.records import Event, Evidence, Interval

Pair = tuple[Gold, Event]
_LENIENT = {frozenset({"claimed", "actual"})}


def score_events(subject: Subject) -> dict[str, Outcome]:
    """Outcomes of events, strict and not, and of modality, place and time of those matched.

    Lenient: claimed for actual is allowed; a place may contain that of the gold or lie within it.
    """
    cast = Cast(subject.gold, subject.records)
    golds, founds = subject.gold["events"], subject.records.events

    def weight(gold: Gold, found: Event) -> float:
        here = _here(subject, gold, found)
        if found.type not in (gold["type"], *gold.get("type_alt", ())) or not _agent(cast, gold, found, here):
            return 0.0
        return 1.0 + here + 0.5 * _strict(cast, gold, found)

    def strict(gold: Gold, found: Event) -> float:
        return weight(gold, found) * _strict(cast, gold, found)

    def judge(fits: Callable[[Gold, Event], float]) -> tuple[Outcome, dict[int, int]]:
        return judged(golds, founds, fits, lambda gold: _tell_gold(subject, gold), lambda found: _tell_found(cast, found))

    outcome, pairs = judge(weight)
    matched = [(golds[g], founds[f]) for g, f in pairs.items()]
    modalities = [(_modalities(gold), found.modality.lower()) for gold, found in matched]
    exact = sum(found in wanted for wanted, found in modalities)
    lenient = sum(any(found == one or frozenset((one, found)) in _LENIENT for one in wanted) for wanted, found in modalities)
    return {
        "events": outcome,
        "events.strict": judge(strict)[0],
        "events.modality": share(exact, len(pairs)),
        "events.modality_lenient": share(lenient, len(pairs)),
        **_located(subject, cast, matched),
        **_dated(subject, cast, matched),
    }


def _located(subject: Subject, cast: Cast, matched: Sequence[Pair]) -> dict[str, Outcome]:
    """Places: the same one as in the gold, or one that contains it or lies within it."""
    asked = [pair for pair in matched if _places(pair[0])]

    def part(pairs: Sequence[Pair], fits: Callable[[Gold, Event], bool]) -> Outcome:
        return _part(subject, cast, pairs, fits, lambda found: found.place is not None)

    return {
        "events.place": part(asked, lambda gold, found: _same_place(cast, gold, found)),
        "events.place_lenient": part(asked, lambda gold, found: _same_place(cast, gold, found) or _is_around(cast, gold, found)),
        "events.place_here": part(_told_here(subject, asked), lambda gold, found: _same_place(cast, gold, found)),
    }


def _dated(subject: Subject, cast: Cast, matched: Sequence[Pair]) -> dict[str, Outcome]:
    """Times: the days of the gold lie inside those found."""
    asked = [pair for pair in matched if pair[0].get("time_iso")]

    def part(pairs: Sequence[Pair]) -> Outcome:
        return _part(
            subject,
            cast,
            pairs,
            lambda gold, found: _within(days(gold["time_iso"]), found.when),
            lambda found: found.when is not None,
        )

    return {"events.time": part(asked), "events.time_here": part(_told_here(subject, asked))}


def _part(
    subject: Subject, cast: Cast, pairs: Sequence[Pair], fits: Callable[[Gold, Event], bool], is_given: Callable[[Event], bool]
) -> Outcome:
    """The outcome of one part of matched events: what is missing is a miss, what is given and does not fit is false."""
    wrong = [pair for pair in pairs if not fits(*pair)]
    told = {given: tuple(_tell_pair(subject, cast, *pair) for pair in wrong if is_given(pair[1]) is given) for given in (False, True)}
    given = sum(is_given(found) for _, found in pairs)
    return Outcome(len(pairs) - len(wrong), len(pairs), given, misses=told[False], false=told[True])


def _told_here(subject: Subject, pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs of one sentence: the gold's trigger stands in the sentence of a piece of the found event's evidence."""
    return [(gold, found) for gold, found in pairs if any(_shares_sentence(subject, gold, one) for one in found.evidence)]


def _shares_sentence(subject: Subject, gold: Gold, evidence: Evidence) -> bool:
    around = sentence_span(subject.document.source, (evidence.start, evidence.end))
    return any(overlap(span, around) for span in subject.places_of(gold["trigger"]))


def days(iso: str) -> Interval:
    """The days of an ISO date, month or year."""
    parts = [int(part) for part in iso.split("-")[:3]]
    if len(parts) == 1:
        return Interval(date(parts[0], 1, 1), date(parts[0], 12, 31))
    if len(parts) == 2:
        return Interval(date(parts[0], parts[1], 1), date(parts[0], parts[1], calendar.monthrange(parts[0], parts[1])[1]))
    return Interval(date.fromisoformat(iso[:10]), date.fromisoformat(iso[:10]))


def _agent(cast: Cast, gold: Gold, found: Event, here: bool) -> bool:
    return cast.any_same(gold["actors"], found.agents) if gold["actors"] else here


def _here(subject: Subject, gold: Gold, found: Event) -> bool:
    spans = subject.places_of(gold["trigger"])
    return any(overlap(span, (evidence.start, evidence.end)) for span in spans for evidence in found.evidence)


def _strict(cast: Cast, gold: Gold, found: Event) -> bool:
    if _places(gold) and not _same_place(cast, gold, found):
        return False
    return not gold.get("time_iso") or _within(days(gold["time_iso"]), found.when)


def _places(gold: Gold) -> list[str]:
    return [place for place in (gold.get("place"), *gold.get("place_alt", ())) if place]


def _same_place(cast: Cast, gold: Gold, found: Event) -> bool:
    return found.place is not None and cast.any_same(_places(gold), [found.place])


def _is_around(cast: Cast, gold: Gold, found: Event) -> bool:
    return found.place is not None and any(nested(cast, name, found.place) for name in _places(gold))


def _within(wanted: Interval, found: Interval | None) -> bool:
    """The days of the gold lie inside the found interval; one that is open at an end says too little to count."""
    if found is None or found.earliest is None or found.latest is None or wanted.earliest is None or wanted.latest is None:
        return False
    return found.earliest <= wanted.earliest and wanted.latest <= found.latest


def _modalities(gold: Gold) -> tuple[str, ...]:
    return (gold["modality"], *gold.get("modality_alt", ()))


def _tell_gold(subject: Subject, gold: Gold) -> str:
    places = subject.places_of(gold["trigger"])
    where = sentence_around(subject.document.source, places[0]) if places else ""
    sides = f"{gold['actors']} -> {gold['targets']}"
    when = f"{gold.get('place')} {gold.get('time_iso')} {gold['modality']}"
    return f"{gold['type']}{gold.get('type_alt') or ''} {gold['trigger']!r} {sides} {when} | {where}"


def _tell_pair(subject: Subject, cast: Cast, gold: Gold, found: Event) -> str:
    return f"{_tell_gold(subject, gold)} <> {_tell_found(cast, found)}"


def _tell_found(cast: Cast, found: Event) -> str:
    evidence = found.evidence[0]
    sides = f"{[cast.name(one) for one in found.agents]} -> {[cast.name(one) for one in found.recipients]}"
    when = f"{found.when.earliest}/{found.when.latest}" if found.when else "-"
    what = f"{found.type} {found.act!r} {sides} {cast.name(found.place)} {when} {found.modality}"
    return f"{what} [{evidence.rule}] {evidence.exact!r} | {evidence.sentence}"
