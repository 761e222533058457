"""Which entry a name of a place means: what stands beside it decides, else the article's countries and neighbouring places vote.

Hard rules first: the parent named behind it ("Paris, Texas", also "Ky."), a head noun ("Kursk region", "the town of X"), a list of
regions; a bare name follows the explicit ones of its article. Then a score over the gazetteer's entries of that name, towns
included: population, votes for country and region, and how near the article's other towns are. Names are scored twice, since
those that found their place speak for the others. One name means one place in an article.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg import lexicon
from kg.extract.name_listed import abbreviations
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
_INITIALS = 2
_SPOKEN = 2
_ALIAS = 1.5
_FAR_LARGER = 20
_PLACES = frozenset({Kind.PLACE, Kind.COUNTRY})


@dataclass(slots=True)
class Evidence:
    """What an article says about its places.

    Attributes:
        votes: how many distinct things speak for a country or region.
        bound: entries that explicit forms give to a bare name.
        anchors: places that are certain, for distances.
    """

    votes: Votes
    bound: dict[str, str] = field(default_factory=dict)
    anchors: list[Entry] = field(default_factory=list)


def linked(words: Words, found: list[Candidate], known: Gazetteer) -> list[Candidate]:
    """Places with the entry that fits the article, regions with their head noun; the rest as they were."""
    widened = [_without_guess(words, _with_region_noun(words, candidate, known), known) for candidate in found]
    evidence = Evidence(counted(words, widened, known))
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
    if candidate.demonym or candidate.kind not in _PLACES:
        return candidate, True
    short = _abbreviated(words, candidate)
    if short is not None:
        return replace(candidate, entry=short), True
    entries = known.places(words.text(candidate.start, candidate.end))
    if not entries:
        return candidate, True
    entry = _governed(words, candidate, entries)
    if entry is not None:
        return replace(candidate, entry=entry.id), True
    entry = _by_surroundings(words, found, i, entries, known)
    if entry is None:
        if _is_certain(entries):
            evidence.anchors.append(entries[0])
        return candidate, False
    evidence.bound.setdefault(bare(words, candidate), entry.id)
    if entry.is_city:
        evidence.anchors.append(entry)
    return replace(candidate, entry=entry.id, kind=entry.kind), True


def _abbreviated(words: Words, candidate: Candidate) -> str | None:
    """The state or province that a short form means; of initials also where no town stands before: "in B.C."."""
    text = words.texts[candidate.start]
    id = abbreviations().get(text)  # noqa: A001
    if id is None or candidate.end - candidate.start > 1 or words.before(candidate.start).isdecimal():
        return None
    return id if candidate.entry is not None or text.count(".") >= _INITIALS else None


def _governed(words: Words, candidate: Candidate, entries: tuple[Entry, ...]) -> Entry | None:
    """The region that an office of regions stands by: "New York Gov.", "governor of Kursk"; elsewhere the name may mean its city."""
    offices = lexicon.words("places", "region_offices")
    behind = words.before(candidate.start) == "of" and words.before(candidate.start - 1) in offices
    if not behind and words.after(candidate.end) not in offices:
        return None
    return next((e for e in entries if e.is_region), None) if entries[0].kind is not Kind.COUNTRY else None


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
    while words.after(start) in lexicon.words("places", "directions") and not words.capital[start]:
        start += 1
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
    bound = evidence.bound.get(bare(words, candidate))
    best = next((e for e in entries if e.id == bound), None)
    if best is None:
        shipped = known.find(text)
        if shipped and not shipped[0].is_city:
            entries = shipped
        if _is_town_here(words, candidate):
            entries = tuple(e for e in entries if e.is_city) or entries
        key = place_key(text)
        name = bare(words, candidate)
        alike = entries
        best = max(alike, key=lambda e: (_score(e, alike, name, evidence, known) - (0.0 if _is_called(e, key) else _ALIAS), e.id))
        if best.is_county and len(entries) > 1 and not _region_votes(best, name, evidence, known):
            return replace(candidate, entry=None, country=best.country)
        if not shipped and _is_stray(best, name, evidence):
            return replace(candidate, entry=None)
    return replace(candidate, entry=best.id, kind=best.kind)


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
    if entry.is_city and any(_is_near(entry, anchor) for anchor in evidence.anchors):
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
