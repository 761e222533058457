"""Names that the gazetteer lists: the longest at each capitalised word, and adjectives and peoples of places."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg import lexicon
from kg.extract import name_shapes as shapes
from kg.extract.name_spans import DEMONYM, HELD, LISTED, SINGLE, WEAK, Candidate
from kg.records import Kind

if TYPE_CHECKING:
    from kg.extract.name_shapes import Words
    from kg.gazetteer import Entry, Gazetteer

_LARGE = 200_000
_SMALL = 50_000
_PLACE_PREPOSITIONS = frozenset({"in", "near", "to", "from", "at"})
_POSSESSIVES = frozenset({"'s", "’s"})


def listed(words: Words, spans: list[tuple[int, int]], known: Gazetteer) -> list[Candidate]:
    """Candidates of the gazetteer in runs of capitalised words."""
    found = []
    for start, end in spans:
        i = start
        while i < end:
            hit = _longest(words, i, known) if words.capital[i] and words.lower[i] != "the" else None
            if hit is not None:
                found.append(hit)
            i = hit.end if hit is not None else i + 1
    return found


def _longest(words: Words, start: int, known: Gazetteer) -> Candidate | None:
    """The longest gazetteer name or demonym that begins at a token."""
    short = _abbreviated(words, start)
    if short is not None:
        return short
    reach = min(start + 2 * known.reach(words.texts[start]), len(words.texts))
    stop = next((i for i in range(start, reach) if shapes.breaks(words.texts[i])), reach)
    for end in range(stop, start, -1):
        last = words.texts[end - 1]
        if (not last[-1].isalnum() and (last[-1] != "." or len(last) == 1)) or (end > start + 1 and last in _POSSESSIVES):
            continue
        entries = known.find(words.text(start, end))
        if entries and (candidate := _candidate(words, start, end, entries)) is not None:
            return candidate
    return _demonym(words, start, known)


def _candidate(words: Words, start: int, end: int, entries: tuple[Entry, ...]) -> Candidate | None:
    best = entries[0]
    text = words.text(start, end)
    if text in shapes.no_names() or (text.lower() in _common() and not _stands_as_place(words, start, end)):
        return None
    if _names_a_thing(words, end, best):
        return None
    if end - start > 1 and (best.given or not _is_head_only(best, text)):
        return Candidate(start, end, best.kind, LISTED if best.kind is Kind.ORGANIZATION else HELD, best.id)
    if best.given or best.kind in {Kind.COUNTRY, Kind.ORGANIZATION} or best.seat_of is not None:
        return Candidate(start, end, best.kind, SINGLE if not text.isupper() else SINGLE + 0.2, best.id)
    if not (best.is_city or best.is_region):
        return Candidate(start, end, best.kind, WEAK if words.lower[start] == "west" else SINGLE, best.id)
    if best.is_region or best.population >= _LARGE:
        return Candidate(start, end, best.kind, SINGLE if words.labels[start] in {"GPE", "LOC"} else WEAK + 0.5, best.id)
    return None


def _names_a_thing(words: Words, end: int, entry: Entry) -> bool:
    """A city that only gives its name to a document or event: "the Paris Agreement"."""
    return entry.is_city and end < len(words.texts) and words.texts[end] in shapes.things()


def _stands_as_place(words: Words, start: int, end: int) -> bool:
    """The model says that it is a place, and a preposition of place stands before it or a comma behind it."""
    fits = words.before(start) in _PLACE_PREPOSITIONS or words.after(end) == ","
    return words.labels[start] in {"GPE", "LOC"} and fits


def _is_head_only(entry: Entry, text: str) -> bool:
    return (entry.is_city or entry.is_region) and entry.population < _SMALL and entry.label != text


def _abbreviated(words: Words, i: int) -> Candidate | None:
    """A state or province written short after a place: "Bowling Green, Ky."."""
    entry = abbreviations().get(words.texts[i])
    if entry is None or i < 2 or words.texts[i - 1] != "," or not words.capital[i - 2]:
        return None
    return Candidate(i, i + 1, Kind.PLACE, SINGLE, entry)


def _demonym(words: Words, start: int, known: Gazetteer) -> Candidate | None:
    if not known.opens_demonym(words.texts[start]):
        return None
    for end in range(min(start + 3, len(words.texts)), start, -1):
        text = words.text(start, end)
        entry = known.demonym(text)
        if entry is not None:
            people = known.people(text)
            kind = Kind.GROUP if people is not None else entry.kind
            country = entry.id if entry.kind is Kind.COUNTRY else entry.country
            strength = DEMONYM if end > start + 1 else SINGLE + 0.1
            return Candidate(start, end, kind, strength, None if people else entry.id, people is None, country)
    return None


@cache
def abbreviations() -> dict[str, str]:
    """Short forms of states and provinces, with and without the full stop, and the ids of their entries."""
    table: dict[str, str] = lexicon.table("places")["abbreviations"]
    return {**table, **{short.rstrip("."): entry for short, entry in table.items() if short.count(".") == 1 and len(short) > len("XX.")}}


@cache
def _common() -> frozenset[str]:
    return lexicon.words("places", "common")
