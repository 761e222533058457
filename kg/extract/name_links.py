"""Which entry a name of a place means: what stands beside it decides, else the article's countries and neighbouring places vote.

Hard rules first: the parent named behind it ("Paris, Texas", also "Ky."), a head noun ("Kursk region", "the town of X"), a list of
regions; a bare name follows the explicit ones of its article. Then a score over the gazetteer's entries of that name, towns
included: population, votes for country and region, and how near the article's other towns are. Names are scored twice, since
those that found their place speak for the others. One name means one place in an article.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg import lexicon
from kg.extract.name_surroundings import PLACES, abbreviated, by_surroundings, governed, is_larger_abroad, is_town_here
from kg.extract.name_votes import Votes, bare, counted
from kg.names import place_key
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.name_shapes import Words
    from kg.extract.name_spans import Candidate
    from kg.gazetteer import Entry, Gazetteer

_NEAR_DEGREES = 1.0
_NEAR = 1.0
_COUNTRY, _REGION, _NO_CITY = 1.2, 1.05, 0.5
_PASSES = 2
_SPOKEN = 2
_ALIAS = 1.5
_FAR_LARGER = 20
_CLEARLY = 2
_COUNTRIES = "country/"


@dataclass(slots=True)
class Evidence:
    """What an article says about its places.

    Attributes:
        votes: how many distinct things speak for a country or region.
        bound: entries that explicit forms give to a bare name.
        anchors: places that are certain, for distances, by the degree of latitude that they lie in.
        near: whether each entry asked about lies near one of them.
        peoples: countries whose adjectives or peoples the article names.
    """

    votes: Votes
    bound: dict[str, str] = field(default_factory=dict)
    anchors: defaultdict[int, dict[str, Entry]] = field(default_factory=lambda: defaultdict(dict))
    near: dict[str, bool] = field(default_factory=dict)
    peoples: frozenset[str] = frozenset()

    def anchor(self, entry: Entry) -> None:
        """Count a place as certain."""
        if entry.lat is not None:
            self.anchors[math.floor(entry.lat)][entry.id] = entry

    def is_near(self, entry: Entry) -> bool:
        """A certain place is near; asked when all are known."""
        if entry.lat is None:
            return False
        if entry.id not in self.near:
            degree = math.floor(entry.lat)
            around = (self.anchors.get(one, {}).values() for one in (degree - 1, degree, degree + 1))
            self.near[entry.id] = any(_is_near(entry, anchor) for several in around for anchor in several)
        return self.near[entry.id]


def linked(words: Words, found: list[Candidate], known: Gazetteer) -> list[Candidate]:
    """Places with the entry that fits the article, regions with their head noun; the rest as they were."""
    widened = [_without_guess(words, _with_region_noun(words, candidate, known), known) for candidate in found]
    peoples = frozenset(c.country for c in widened if c.country is not None and (c.demonym or c.kind is Kind.GROUP))
    evidence = Evidence(counted(words, widened, known), peoples=peoples)
    fixed = [_fixed(words, widened, i, known, evidence) for i in range(len(widened))]
    if all(sure for _, sure in fixed):
        return [candidate for candidate, _ in fixed]
    for _ in range(_PASSES):
        fixed = [(c if sure else _voted(words, c, evidence, known), sure) for c, sure in fixed]
        evidence.votes = counted(words, [c for c, _ in fixed], known)
    return [candidate for candidate, _ in fixed]


def _without_guess(words: Words, candidate: Candidate, known: Gazetteer) -> Candidate:
    """A county without its entry where several regions have one of that name."""
    if candidate.entry is None or not known.entry(candidate.entry).is_county:
        return candidate
    if len(known.find(words.text(candidate.start, candidate.end))) == 1:
        return candidate
    return replace(candidate, entry=None, country=known.entry(candidate.entry).country)


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


# ---- hard rules


def _fixed(words: Words, found: list[Candidate], i: int, known: Gazetteer, evidence: Evidence) -> tuple[Candidate, bool]:
    """The candidate with the entry that its surroundings fix, and whether they do."""
    candidate = found[i]
    if candidate.demonym or candidate.kind not in PLACES:
        return candidate, True
    short = abbreviated(words, candidate)
    if short is not None:
        return replace(candidate, entry=short), True
    entries = known.places(words.text(candidate.start, candidate.end))
    if not entries:
        return candidate, True
    entry = governed(words, candidate, entries)
    if entry is not None:
        return replace(candidate, entry=entry.id, kind=entry.kind), True
    entry = by_surroundings(words, found, i, entries, known)
    if entry is None:
        if _is_certain(entries):
            evidence.anchor(entries[0])
        return candidate, False
    evidence.bound.setdefault(bare(words, candidate), entry.id)
    if entry.is_city:
        evidence.anchor(entry)
    return replace(candidate, entry=entry.id, kind=entry.kind), True


# ---- votes


def _voted(words: Words, candidate: Candidate, evidence: Evidence, known: Gazetteer) -> Candidate:
    text = words.text(candidate.start, candidate.end)
    entries = known.places(text)
    bound = evidence.bound.get(bare(words, candidate))
    best = next((e for e in entries if e.id == bound), None)
    if best is None:
        shipped = known.find(text)
        if shipped and not shipped[0].is_city:
            entries = shipped
        if is_town_here(words, candidate):
            entries = tuple(e for e in entries if e.is_city) or entries
        key = place_key(text)
        name = bare(words, candidate)
        alike = entries
        if (region := _namesake(entries, name, evidence)) is not None:
            return replace(candidate, entry=region.id, kind=region.kind)
        best = max(alike, key=lambda e: (_score(e, alike, name, evidence, known) - (0.0 if _is_called(e, key) else _ALIAS), e.id))
        if best.is_county and len(entries) > 1 and not _region_votes(best, name, evidence, known):
            return replace(candidate, entry=None, country=best.country)
        if not shipped and _is_stray(best, name, evidence):
            return replace(candidate, entry=None)
    return replace(candidate, entry=best.id, kind=best.kind)


def _namesake(entries: tuple[Entry, ...], name: str, evidence: Evidence) -> Entry | None:
    """The region of another country that bears the name of a country, in an article that tells of that other country alone."""
    country = entries[0]
    region = next((e for e in entries if is_larger_abroad(e, country)), None)
    if country.kind is not Kind.COUNTRY or region is None or region.country is None or country.id in evidence.peoples:
        return None
    votes = evidence.votes
    abroad = sum(number for area, number in votes.areas.items() if area.startswith(_COUNTRIES) and area not in {country.id, region.country})
    at_home = votes.others(region.country, name)
    return region if not votes.others(country.id, name) and at_home >= max(_SPOKEN, _CLEARLY * abroad) else None


def _is_called(entry: Entry, key: str) -> bool:
    """The name is not only an old or foreign one of the place; "Ashford" is one of "Ashford on Sea"."""
    names = (place_key(name).removeprefix("al ") for name in (entry.label, *entry.aliases))
    return not entry.is_city or any(name == key or name.startswith(f"{key} ") for name in names)


def _score(entry: Entry, entries: tuple[Entry, ...], name: str, evidence: Evidence, known: Gazetteer) -> float:
    score = min(entry.prior, 12.0)
    score += _COUNTRY * min(1.0, evidence.votes.others(entry.country or entry.id, name) / 3)
    score += _REGION * min(2, _region_votes(entry, name, evidence, known))
    if entry.is_region and _is_alone(entry, entries, known):
        score += _NO_CITY
    if entry.is_city and evidence.is_near(entry):
        score += _NEAR
    return score


def _region_votes(entry: Entry, name: str, evidence: Evidence, known: Gazetteer) -> int:
    """Votes for the region of an entry; of one that most of its country lies in they say no more than those for the country."""
    votes = 0
    for above in known.within(entry.id):
        if above.is_region and above.country is not None and 2 * above.population < known.entry(above.country).population:
            votes += evidence.votes.others(above.id, name)
    return votes


def _is_alone(region: Entry, entries: tuple[Entry, ...], known: Gazetteer) -> bool:
    """No city of its name lies in a region."""
    return not any(above.id == region.id for entry in entries if entry.is_city for above in known.within(entry.id))


def _is_stray(town: Entry, name: str, evidence: Evidence) -> bool:
    """A small town of a country that nothing else in the article speaks of, while other countries are named."""
    others = evidence.votes.others(town.country or town.id, name)
    return not others and evidence.votes.areas.total() > _SPOKEN


def _is_certain(entries: tuple[Entry, ...]) -> bool:
    """A city that no other of its name comes near in size, or the only county of its name."""
    if len(entries) == 1 and entries[0].is_county:
        return True
    cities = [e for e in entries if e.is_city]
    return entries[0].is_city and (len(cities) == 1 or cities[0].population > _FAR_LARGER * cities[1].population)


def _is_near(left: Entry, right: Entry) -> bool:
    """Within about a hundred kilometres; degrees of longitude shrink towards the poles."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None or left.id == right.id:
        return False
    return math.hypot(left.lat - right.lat, (left.lon - right.lon) * math.cos(math.radians(left.lat))) < _NEAR_DEGREES
