"""Which entry a name of a place means: what stands beside it decides, else the article's countries and neighbouring places vote.

Hard rules first: the parent named behind it ("Paris, Texas", also "Ky."), a head noun ("Kursk region", "the town of X"), a list of
regions; a bare name follows the explicit ones of its article. Then a score over the gazetteer's entries of that name, towns
included: population, votes for country and region, and how near the article's other towns are.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg import lexicon
from kg.extract.name_listed import abbreviations
from kg.names import place_key
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.name_shapes import Words
    from kg.extract.name_spans import Candidate
    from kg.gazetteer import Entry, Gazetteer

_NEAR_DEGREES = 1.0
_NEAR = 1.0
_NO_CITY = 0.3
_ALIAS = 1.5
_FAR_LARGER = 20
_PLACES = frozenset({Kind.PLACE, Kind.COUNTRY})


@dataclass(slots=True)
class Evidence:
    """What an article says about its places.

    Attributes:
        votes: how many distinct names speak for a country or region.
        bound: entries that explicit forms give to a bare name.
        anchors: places that are certain, for distances.
    """

    votes: Counter[str]
    bound: dict[str, str] = field(default_factory=dict)
    anchors: list[Entry] = field(default_factory=list)


def linked(words: Words, found: list[Candidate], known: Gazetteer) -> list[Candidate]:
    """Places with the entry that fits the article, regions with their head noun; the rest as they were."""
    widened = [_with_region_noun(words, candidate, known) for candidate in found]
    evidence = Evidence(_votes(widened, known))
    fixed = [_fixed(words, widened, i, known, evidence) for i in range(len(widened))]
    return [c if sure else _voted(words, c, evidence, known) for c, sure in fixed]


def _with_region_noun(words: Words, candidate: Candidate, known: Gazetteer) -> Candidate:
    """The span with the noun that makes it a region: "Kursk region"."""
    if candidate.kind is not Kind.PLACE or candidate.demonym:
        return candidate
    head = words.after(candidate.end)
    if head in lexicon.words("places", "regions") and head != "state":
        entry = next((e for e in known.find(words.text(candidate.start, candidate.end + 1)) if e.is_region), None)
        if entry is not None:
            return replace(candidate, end=candidate.end + 1, entry=entry.id)
    return candidate


def _votes(found: list[Candidate], known: Gazetteer) -> Counter[str]:
    """How many distinct things of each country and region the article names."""
    votes: Counter[str] = Counter()
    for name in sorted({c.entry or c.country or "" for c in found} - {""}):
        entry = known.entry(name)
        votes[entry.country or entry.id] += 1
        if entry.is_region or entry.kind is Kind.COUNTRY:
            votes[entry.id] += 1
    return votes


# ---- hard rules


def _fixed(words: Words, found: list[Candidate], i: int, known: Gazetteer, evidence: Evidence) -> tuple[Candidate, bool]:
    """The candidate with the entry that its surroundings fix, and whether they do."""
    candidate = found[i]
    if candidate.demonym or candidate.kind not in _PLACES:
        return candidate, True
    text = words.text(candidate.start, candidate.end)
    if candidate.entry is not None and words.texts[candidate.start] in abbreviations():
        return candidate, True
    entries = known.places(text)
    if not entries:
        return candidate, True
    entry = _by_surroundings(words, found, i, entries, known)
    if entry is None:
        if _is_certain(entries):
            evidence.anchors.append(entries[0])
        return candidate, False
    evidence.bound.setdefault(_bare(words, candidate), entry.id)
    if entry.is_city:
        evidence.anchors.append(entry)
    return replace(candidate, entry=entry.id, kind=entry.kind), True


def _by_surroundings(words: Words, found: list[Candidate], i: int, entries: tuple[Entry, ...], known: Gazetteer) -> Entry | None:
    candidate = found[i]
    if words.lower[candidate.end - 1] in lexicon.words("places", "regions") and entries[0].is_region:
        return entries[0]
    parents = _parents_after(words, candidate, known)
    if parents:
        within = [e for e in entries if not parents.isdisjoint(above.id for above in known.within(e.id))]
        if within:
            return within[0]
    if i and (region := _behind_its_town(words, found[i - 1], candidate, entries, known)) is not None:
        return region
    if _is_region_here(words, found, i):
        return next((e for e in entries if e.is_region), None)
    if _is_town_here(words, candidate):
        return None if entries[0].kind is Kind.COUNTRY else next((e for e in entries if e.is_city), None) if len(entries) < 3 else None
    return None


def _parents_after(words: Words, candidate: Candidate, known: Gazetteer) -> frozenset[str]:
    """Ids of the places named after a comma, or after `in`: "Springfield, Illinois", "McKee, Ky."."""
    start = candidate.end + 1
    if words.after(candidate.end) not in {",", "in"} or start >= len(words.texts) or not words.capital[start]:
        return frozenset()
    short = abbreviations().get(words.texts[start])
    if short is not None:
        return frozenset({short})
    for end in (start + 3, start + 2, start + 1):
        if end <= len(words.texts) and (entries := known.find(words.text(start, end))):
            return frozenset(entry.id for entry in entries)
    return frozenset()


def _behind_its_town(words: Words, town: Candidate, candidate: Candidate, entries: tuple[Entry, ...], known: Gazetteer) -> Entry | None:
    """The region or country that the name before the comma lies in: "Atlanta, Georgia" is no country."""
    if len(entries) < 2 or town.end != candidate.start - 1 or words.texts[town.end] != "," or town.kind is not Kind.PLACE:
        return None
    above = {e.id for place in known.places(words.text(town.start, town.end)) for e in known.within(place.id)}
    regions = [e for e in entries if e.id in above and not e.is_city]
    return regions[0] if regions else None


def _is_region_here(words: Words, found: list[Candidate], i: int) -> bool:
    """It stands as a region: "region of X", "a town in X", or one of "the X, Y and Z regions"."""
    candidate = found[i]
    start = candidate.start - 1 if words.before(candidate.start) == "the" else candidate.start
    before, second = words.before(start), words.before(start - 1) if start else ""
    if before == "of" and second in lexicon.words("places", "regions"):
        return True
    if before == "in" and second in lexicon.words("places", "settlements") and second not in {"capital", "port"}:
        return True
    while i + 1 < len(found) and set(words.lower[found[i].end : found[i + 1].start]) <= {",", "and"} and found[i + 1].kind in _PLACES:
        i += 1
    return words.after(found[i].end) in lexicon.words("places", "region_plurals")


def _is_town_here(words: Words, candidate: Candidate) -> bool:
    before = candidate.start - 1
    return words.before(candidate.start) == "of" and words.before(before) in lexicon.words("places", "settlements")


# ---- votes


def _voted(words: Words, candidate: Candidate, evidence: Evidence, known: Gazetteer) -> Candidate:
    text = words.text(candidate.start, candidate.end)
    entries = known.places(text)
    bound = evidence.bound.get(_bare(words, candidate))
    best = next((e for e in entries if e.id == bound), None)
    if best is None:
        shipped = known.find(text)
        if any(not e.is_city for e in shipped):
            entries = shipped
        if _is_town_here(words, candidate):
            entries = tuple(e for e in entries if e.is_city) or entries
        key = place_key(text)
        best = max(entries, key=lambda e: (_score(e, entries, evidence, known) - (0.0 if _is_called(e, key) else _ALIAS), e.id))
    return replace(candidate, entry=best.id, kind=best.kind)


def _is_called(entry: Entry, key: str) -> bool:
    """The name is not only an old or foreign one of the place."""
    return not entry.is_city or any(place_key(name) == key for name in (entry.label, *entry.aliases))


def _score(entry: Entry, entries: tuple[Entry, ...], evidence: Evidence, known: Gazetteer) -> float:
    votes = evidence.votes
    score = min(entry.prior, 12.0)
    own = 1 if len(entries) > 1 and (entry.country or entry.id) == (entries[0].country or entries[0].id) else 0
    score += 1.2 * min(1.0, max(votes[entry.country or entry.id] - own, 0) / 3)
    score += 1.0 * min(2, sum(votes[parent.id] for parent in known.within(entry.id) if parent.is_region))
    if entry.is_region and not any(entry.id in {above.id for above in known.within(other.id)} for other in entries if other.is_city):
        score += _NO_CITY
    if entry.is_city and any(_is_near(entry, anchor) for anchor in evidence.anchors):
        score += _NEAR
    return score


def _is_certain(entries: tuple[Entry, ...]) -> bool:
    """A city that no other of its name comes near in size."""
    cities = [e for e in entries if e.is_city]
    return entries[0].is_city and (len(cities) == 1 or cities[0].population > _FAR_LARGER * cities[1].population)


def _is_near(left: Entry, right: Entry) -> bool:
    """Within about a hundred kilometres; degrees of longitude shrink towards the poles."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None or left.id == right.id:
        return False
    return math.hypot(left.lat - right.lat, (left.lon - right.lon) * math.cos(math.radians(left.lat))) < _NEAR_DEGREES


def _bare(words: Words, candidate: Candidate) -> str:
    """The name without the noun that makes it a region."""
    text = words.text(candidate.start, candidate.end).lower()
    head = words.lower[candidate.end - 1]
    return text.removesuffix(f" {head}") if head in lexicon.words("places", "regions") else text
