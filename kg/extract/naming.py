"""Names: the proper names of a Doc, typed, by position and without overlaps.

Candidates come from the model's entities, from the gazetteer, from the shapes of organisation names and from titles; the
best of them are chosen, then types are propagated inside the article, countries voted on, and capitals that act told from
capitals as places. Sections 2 and 3 of the language study: the model alone types about 85 % of names rightly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import gazetteer
from kg.extract.name_candidates import candidates
from kg.extract.name_countries import with_countries
from kg.extract.name_given import with_given_persons
from kg.extract.name_links import linked
from kg.extract.name_persons import propagated
from kg.extract.name_roles import with_roles
from kg.extract.name_shapes import Words

if TYPE_CHECKING:
    from kg.extract.model import Name
    from kg.extract.name_spans import Candidate
    from kg.extract.parsed import Doc


def find_names(doc: Doc) -> tuple[Name, ...]:
    """The typed names of a Doc, by position, without overlaps.

    Adjectives of nationality come along with `Role.ADJECTIVE`, capitals that act with `Role.METONYM`.
    """
    words, known = Words(doc), gazetteer.load()
    chosen = propagated(words, _without_overlaps(candidates(words, known)))
    names = with_given_persons(with_roles(words, linked(words, _without_overlaps(chosen), known), known), known)
    return with_countries(words, names, known)


def _without_overlaps(found: list[Candidate]) -> list[Candidate]:
    """The strongest candidates, the longer first among equals, none overlapping another."""
    taken: set[int] = set()
    kept = []
    for candidate in sorted(found, key=lambda c: (-c.strength, c.start - c.end, c.start, c.kind)):
        if taken.isdisjoint(range(candidate.start, candidate.end)):
            kept.append(candidate)
            taken.update(range(candidate.start, candidate.end))
    return sorted(kept, key=lambda c: c.start)
