"""Votes of an article for countries and regions, which tell towns of one name apart: each thing that it names speaks once for each area."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import lexicon
from kg.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.extract.name_shapes import Words
    from kg.extract.name_spans import Candidate
    from kg.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Votes:
    """How many distinct things of each country and region an article names.

    Attributes:
        areas: votes by id of country or region.
        own: the areas that a name itself has voted for.
    """

    areas: Counter[str]
    own: dict[str, frozenset[str]]

    def others(self, area: str, name: str) -> int:
        """Votes for an area, without that of the name in question."""
        return self.areas[area] - (area in self.own.get(name, ()))


def counted(words: Words, found: list[Candidate], known: Gazetteer) -> Votes:
    """The votes of candidates with the entries that they have so far."""
    voters: dict[str, frozenset[str]] = {}
    own: dict[str, frozenset[str]] = {}
    for candidate in found:
        for voter in _voters(words, candidate, known):
            if voter not in voters:
                voters[voter] = _areas(voter, known)
            own.setdefault(bare(words, candidate), voters[voter])
    return Votes(Counter(area for areas in voters.values() for area in areas), own)


def bare(words: Words, candidate: Candidate) -> str:
    """The name in lower case without the noun that makes it a region."""
    text = words.text(candidate.start, candidate.end).lower()
    head = words.lower[candidate.end - 1]
    return text.removesuffix(f" {head}") if head in lexicon.words("places", "regions") else text


def _voters(words: Words, candidate: Candidate, known: Gazetteer) -> Iterator[str]:
    """Ids that a candidate speaks for: its entry, else its country and the region that stands in its name."""
    one = candidate.entry or candidate.country
    if one is not None:
        yield one
    if candidate.entry is None and candidate.kind in {Kind.ORGANIZATION, Kind.PLACE}:
        yield from _within_name(words, candidate, known)


def _within_name(words: Words, candidate: Candidate, known: Gazetteer) -> Iterator[str]:
    for start in range(candidate.start, candidate.end - 1):
        if words.capital[start]:
            for end in range(min(start + 2, candidate.end - 1), start, -1):
                entry = next(iter(known.find(words.text(start, end))), None)
                if entry is not None and entry.is_region:
                    yield entry.id


def _areas(id: str, known: Gazetteer) -> frozenset[str]:  # noqa: A002
    entry = known.entry(id)
    regions = {above.id for above in (entry, *known.within(id)) if above.is_region}
    return frozenset({entry.country or entry.id} | regions)
