"""Scorer of places (TR-News): which spans are places, and whether they are put on the right spot of the earth.

Adjectives such as "Peruvian" are gold there and no places in newskg, so recognition without them is told too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from kg import gazetteer
from kg.evaluate.matching import match
from kg.evaluate.named import NAMED
from kg.evaluate.outcomes import Gold, Outcome, share
from kg.evaluate.subjects import Span, Subject, overlap, sentence_around
from kg.gazetteer import Entry
from kg.records import Kind

_NEAR_KM = 161.0
_EARTH_KM = 6371.0
Found = tuple[Span, str | None]


def score_toponyms(subject: Subject) -> dict[str, Outcome]:
    """Outcomes of recognition (exact, any overlap, without adjectives) and of resolution, among places found that have coordinates."""
    text = subject.document.source
    golds = list(subject.gold["toponyms"])
    founds = _founds(subject)
    pairs = match(golds, founds, lambda gold, found: float(overlap(_span(gold), found[0])))
    names = [gold for gold in golds if gazetteer.load().demonym(text[slice(*_span(gold))]) is None]
    return {
        "recognition.exact": _recognition(text, golds, founds, {g: f for g, f in pairs.items() if _span(golds[g]) == founds[f][0]}),
        "recognition": _recognition(text, golds, founds, pairs),
        "recognition.names": _recognition(
            text, names, founds, match(names, founds, lambda gold, found: float(overlap(_span(gold), found[0])))
        ),
        **_resolution(text, golds, founds, pairs),
    }


def distance(left: tuple[float, float], right: tuple[float, float]) -> float:
    """Great-circle distance in km between two points, each latitude and longitude in degrees."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (left, right))
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def _founds(subject: Subject) -> list[Found]:
    places = (one for one in subject.records.referents if one.kind in (Kind.PLACE, Kind.COUNTRY))
    return sorted({((m.start, m.end), one.entry) for one in places for m in one.mentions if m.rule == NAMED}, key=lambda found: found[0])


def _span(gold: Gold) -> Span:
    return gold["start"], gold["end"]


def _recognition(text: str, golds: Sequence[Gold], founds: Sequence[Found], pairs: dict[int, int]) -> Outcome:
    missed = [_span(gold) for number, gold in enumerate(golds) if number not in pairs]
    false = [found[0] for number, found in enumerate(founds) if number not in pairs.values()]
    misses, wrong = ([f"{text[slice(*span)]!r} | {sentence_around(text, span)}" for span in spans] for spans in (missed, false))
    return Outcome(len(pairs), len(golds), len(founds), False, tuple(misses), tuple(wrong))


def _resolution(text: str, golds: Sequence[Gold], founds: Sequence[Found], pairs: dict[int, int]) -> dict[str, Outcome]:
    """Shares among toponyms found: same GeoNames id, and nearer than 161 km; one without an entry is wrong."""
    judged = [(golds[g], _entry(founds[f][1])) for g, f in pairs.items() if golds[g]["lat"] is not None]
    same = sum(entry is not None and str(gold["geonames_id"]) == entry.geonames for gold, entry in judged)
    far = [(gold, entry) for gold, entry in judged if not _near(gold, entry)]
    wrong = [
        f"{text[slice(*_span(gold))]!r} {gold['geonames_id']} as {entry.id if entry else None} | {sentence_around(text, _span(gold))}"
        for gold, entry in far
    ]
    return {"resolution.same_id": share(same, len(judged)), "resolution.161km": share(len(judged) - len(far), len(judged), wrong)}


def _near(gold: Gold, entry: Entry | None) -> bool:
    if entry is None:
        return False
    if str(gold["geonames_id"]) == entry.geonames:
        return True
    return entry.lat is not None and entry.lon is not None and distance((gold["lat"], gold["lon"]), (entry.lat, entry.lon)) <= _NEAR_KM


def _entry(entry: str | None) -> Entry | None:
    return None if entry is None else gazetteer.load().entry(entry)
