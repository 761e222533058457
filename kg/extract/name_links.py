"""Which entry a name means: the article's countries vote, a region named as such binds its bare name."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from kg import gazetteer, lexicon
from kg.extract import name_shapes as shapes
from kg.records import Kind

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.extract.name_candidates import Candidate
    from kg.gazetteer import Entry, Gazetteer


def linked(doc: Doc, found: list[Candidate]) -> list[Candidate]:
    """Places with the entry that fits the article, regions with their head noun; the rest as they were."""
    known = gazetteer.load()
    widened = [_with_region_noun(doc, candidate, known) for candidate in found]
    votes = _votes(widened, known)
    regions = frozenset(c.entry for c in widened if c.entry and c.entry.startswith("place/iso-") and c.end - c.start > 1)
    return [_linked(doc, candidate, votes, regions, known) for candidate in widened]


def _with_region_noun(doc: Doc, candidate: Candidate, known: Gazetteer) -> Candidate:
    """The span with the noun that makes it a region: "Kursk region", "region of Kursk", "state of Alabama"."""
    if candidate.kind is not Kind.PLACE or candidate.demonym:
        return candidate
    heads = lexicon.words("places", "regions")
    start, end = candidate.start, candidate.end
    if end < len(doc) and doc[end].lower_ in heads and doc[end].lower_ != "state":
        regions = [e for e in known.find(shapes.text_of(doc, start, end + 1)) if e.is_region]
        if regions:
            return replace(candidate, end=end + 1, entry=regions[0].id)
    return candidate


def _votes(found: list[Candidate], known: Gazetteer) -> Counter[str]:
    """How many distinct things of each country and region the article names without doubt."""
    votes: Counter[str] = Counter()
    for id in sorted({c.entry or c.country or "" for c in found} - {""}):  # noqa: A001
        entry = known.entry(id)
        votes[entry.country or entry.id] += 1
        if entry.is_region or entry.kind is Kind.COUNTRY:
            votes[entry.id] += 1
    return votes


def _linked(doc: Doc, candidate: Candidate, votes: Counter[str], regions: frozenset[str], known: Gazetteer) -> Candidate:
    if candidate.demonym or candidate.kind not in {Kind.PLACE, Kind.COUNTRY}:
        return candidate
    entries = known.find(shapes.text_of(doc, candidate.start, candidate.end))
    if not entries:
        return candidate
    following = _parent_after(doc, candidate, known)
    best = max(entries, key=lambda entry: (_score(entry, entries, votes, regions, following, known), entry.id))
    return replace(candidate, entry=best.id, kind=best.kind)


def _score(
    entry: Entry, entries: tuple[Entry, ...], votes: Counter[str], regions: frozenset[str], following: frozenset[str], known: Gazetteer
) -> float:
    above = {parent.id for parent in known.within(entry.id)}
    score = min(entry.prior, 12.0)
    country = entry.country or entry.id
    own = 1 if len(entries) > 1 and entry.id == entries[0].id else 0
    score += 1.2 * min(1.0, max(votes[country] - own, 0) / 3)
    score += 1.0 * min(2, sum(votes[parent] for parent in above if parent.startswith("place/iso-")))
    score += 6.0 if following & above else 0.0
    score += 2.0 if entry.id in regions else 0.0
    return score


def _parent_after(doc: Doc, candidate: Candidate, known: Gazetteer) -> frozenset[str]:
    """Ids of the places named after a comma: "Springfield, Illinois"."""
    if candidate.end + 1 >= len(doc) or doc[candidate.end].text != ",":
        return frozenset()
    for end in (candidate.end + 4, candidate.end + 3, candidate.end + 2):
        if end <= len(doc):
            entries = known.find(shapes.text_of(doc, candidate.end + 1, end))
            if entries:
                return frozenset(entry.id for entry in entries)
    return frozenset()
