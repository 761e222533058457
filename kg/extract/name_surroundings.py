"""What stands beside a name of a place and fixes which one it is: its parent, a head noun, an office of regions, a list of regions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import lexicon
from kg.extract.name_listed import abbreviations
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.name_shapes import Words
    from kg.extract.name_spans import Candidate
    from kg.gazetteer import Entry, Gazetteer

PLACES = frozenset({Kind.PLACE, Kind.COUNTRY})
_INITIALS = 2
_NAMED = 5


def abbreviated(words: Words, candidate: Candidate) -> str | None:
    """The state or province that a short form means; of initials also where no town stands before: "in B.C."."""
    text = words.texts[candidate.start]
    id = abbreviations().get(text)  # noqa: A001
    if id is None or candidate.end - candidate.start > 1 or words.before(candidate.start).isdecimal():
        return None
    return id if candidate.entry is not None or text.count(".") >= _INITIALS else None


def governed(words: Words, candidate: Candidate, entries: tuple[Entry, ...]) -> Entry | None:
    """The region that an office of regions stands by: "New York Gov.", "Rep. Ann Lee of Georgia"; elsewhere the name may mean its city."""
    offices = lexicon.words("places", "region_offices")
    behind = words.before(candidate.start) == "of" and _is_titled(words, candidate.start - 2)
    if not behind and words.after(candidate.end) not in offices:
        return None
    region = next((e for e in entries if e.is_region), None)
    return region if region is not None and (entries[0].kind is not Kind.COUNTRY or is_larger_abroad(region, entries[0])) else None


def is_larger_abroad(region: Entry, country: Entry) -> bool:
    """A region of another country than the one of its name, and no smaller: Georgia."""
    return region.is_region and region.country != country.id and region.population >= country.population


def _is_titled(words: Words, last: int) -> bool:
    """An office of regions, or a name behind one, ends there: "governor", "Rep. Ann Lee"."""
    offices = lexicon.words("places", "region_offices")
    return any(words.lower[i] in offices for i in range(last, max(last - _NAMED, -1), -1) if all(words.capital[i + 1 : last + 1]))


def by_surroundings(words: Words, found: list[Candidate], i: int, entries: tuple[Entry, ...], known: Gazetteer) -> Entry | None:
    """The entry that a head noun, a parent behind it, its own town before it or a list of regions fixes."""
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
    if is_town_here(words, candidate):
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
    while i + 1 < len(found) and set(words.lower[found[i].end : found[i + 1].start]) <= {",", "and"} and found[i + 1].kind in PLACES:
        i += 1
    return words.after(found[i].end) in lexicon.words("places", "region_plurals")


def is_town_here(words: Words, candidate: Candidate) -> bool:
    """It is called a town: "the village of X"."""
    before = candidate.start - 1
    return words.before(candidate.start) == "of" and words.before(before) in lexicon.words("places", "settlements")
