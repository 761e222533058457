"""Scorer of events: type and one agent match; strict asks for place and date too.

An event of the gold without actors is matched where its trigger stands in the sentence of the found one.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date

from kg.evaluate.cast import Cast
from kg.evaluate.outcomes import Gold, Outcome, judged, share
from kg.evaluate.subjects import Subject, overlap, sentence_around
from kg.records import Event, Interval

_LENIENT = {frozenset({"claimed", "actual"})}


def score_events(subject: Subject) -> dict[str, Outcome]:
    """Outcomes of events, strict and not, and of the modality of those matched, with claimed for actual allowed and not."""
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
    modalities = [(_modalities(golds[g]), founds[f].modality.lower()) for g, f in pairs.items()]
    exact = sum(found in wanted for wanted, found in modalities)
    lenient = sum(any(found == one or frozenset((one, found)) in _LENIENT for one in wanted) for wanted, found in modalities)
    return {
        "events": outcome,
        "events.strict": judge(strict)[0],
        "events.modality": share(exact, len(pairs)),
        "events.modality_lenient": share(lenient, len(pairs)),
    }


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
    places = [place for place in (gold.get("place"), *gold.get("place_alt", ())) if place]
    if places and (found.place is None or not cast.any_same(places, [found.place])):
        return False
    return not gold.get("time_iso") or _within(days(gold["time_iso"]), found.when)


def _within(wanted: Interval, found: Interval | None) -> bool:
    """The days of the gold lie inside the found interval, or the found ones inside a month or year of the gold."""
    if found is None or found.earliest is None or found.latest is None or wanted.earliest is None or wanted.latest is None:
        return False
    inside = found.earliest <= wanted.earliest and wanted.latest <= found.latest
    return inside or (wanted.earliest < wanted.latest and wanted.earliest <= found.earliest and found.latest <= wanted.latest)


def _modalities(gold: Gold) -> tuple[str, ...]:
    return (gold["modality"], *gold.get("modality_alt", ()))


def _tell_gold(subject: Subject, gold: Gold) -> str:
    places = subject.places_of(gold["trigger"])
    where = sentence_around(subject.document.source, places[0]) if places else ""
    sides = f"{gold['actors']} -> {gold['targets']}"
    when = f"{gold.get('place')} {gold.get('time_iso')} {gold['modality']}"
    return f"{gold['type']}{gold.get('type_alt') or ''} {gold['trigger']!r} {sides} {when} | {where}"


def _tell_found(cast: Cast, found: Event) -> str:
    evidence = found.evidence[0]
    sides = f"{[cast.name(one) for one in found.agents]} -> {[cast.name(one) for one in found.recipients]}"
    when = f"{found.when.earliest}/{found.when.latest}" if found.when else "-"
    what = f"{found.type} {found.act!r} {sides} {cast.name(found.place)} {when} {found.modality}"
    return f"{what} [{evidence.rule}] {evidence.exact!r} | {evidence.sentence}"
