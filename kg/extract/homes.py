"""Homes: the country, region or town where those who act in an article hold office or sit.

A referent comes in, the referent of its home goes out with the words that say so. A country is at home in itself; a person where the
office is that the article gives him, else in his country; a body in the country that its name, the gazetteer or its owner in the text
("Peru's parliament") gives it. Who represents a country elsewhere (an ambassador) and what many countries share has no home.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.frames import LEXICON
from kg.extract.model import Holding, Link, Name, Reading, References, Role, Thing
from kg.extract.parsed import Doc
from kg.extract.syntax import prepositional
from kg.gazetteer import load
from kg.lexicon import words
from kg.records import Kind, Status

_PLACES = frozenset({Kind.PLACE, Kind.COUNTRY})
_ORDER = {Status.CURRENT: 0, Status.ACTING: 0, Status.ELECT: 1, Status.FORMER: 2}
_STEPS = 3
_LONGEST = 3  #: words of the name of a place in that of a body


@dataclass(frozen=True, slots=True)
class Home:
    """A place that somebody belongs to, and the tokens that say so."""

    place: int
    start: int
    end: int


def with_countries(references: References) -> References:
    """The references with things for the countries that only their bodies, groups and persons name ("the Peruvian Red Cross")."""
    known = {thing.entry for thing in references.things}
    missing = dict.fromkeys(country for thing in references.things if (country := thing.country) is not None and country not in known)
    number = len(references.things)
    labels = [(id, load().entry(id).label) for id in missing]  # noqa: A001
    added = (Thing(number + n, Kind.COUNTRY, label, (label,), id, None, False) for n, (id, label) in enumerate(labels))  # noqa: A001
    return replace(references, things=(*references.things, *added)) if missing else references


class Homes:
    """The homes of the referents of one Doc, each looked for once."""

    def __init__(self, doc: Doc, reading: Reading) -> None:
        self.doc, self.reading, self.things = doc, reading, reading.references.things
        self.by_entry = {thing.entry: thing.id for thing in reversed(self.things) if thing.entry is not None}
        self._found: dict[int, Home | None] = {}
        self._offices: dict[int, list[Holding]] = {}
        self._spans: dict[int, list[tuple[int, int]]] = {}
        for holding in reading.offices:
            if (person := reading.references.of_name(reading.names[holding.person])) is not None:
                self._offices.setdefault(person, []).append(holding)
        adjectives = [
            (referent, (name.start, name.end))
            for name in reading.names
            if name.role is not Role.NAME and (referent := self.referent(name)) is not None
        ]
        spans = [(span.referent, (span.start, span.end)) for span in reading.references.spans if span.link is not Link.PRONOUN]
        for referent, span in sorted((*spans, *adjectives), key=lambda one: one[1]):
            self._spans.setdefault(referent, []).append(span)

    def of(self, referent: int, steps: int = _STEPS) -> Home | None:
        """The home of a referent, or None where it is not known or it has none."""
        if referent not in self._found:
            self._found[referent] = None
            self._found[referent] = next(self._homes(self.things[referent], steps), None)
        return self._found[referent]

    def referent(self, name: Name) -> int | None:
        """What a name names; an adjective, the country that it belongs to."""
        if name.role is Role.NAME:
            return self.reading.references.of_name(name)
        return None if name.entry is None else self.by_entry.get(name.entry)

    def country(self, place: int) -> str | None:
        """The id of the country that a place lies in."""
        thing = self.things[place]
        entry = None if thing.entry is None else load().get(thing.entry)
        if entry is None:
            return thing.country
        return entry.id if entry.kind is Kind.COUNTRY else entry.country

    def nation(self, home: Home) -> Home:
        """The country of a home, where the article has it."""
        country = self.by_entry.get(self.country(home.place) or "")
        return home if country is None else Home(country, home.start, home.end)

    def mention(self, referent: int, near: int) -> tuple[int, int] | None:
        """The words for a referent that stand nearest to a token."""
        return min(self._spans.get(referent, ()), key=lambda span: abs(span[0] - near), default=None)

    def _homes(self, thing: Thing, steps: int) -> Iterator[Home]:
        if thing.kind in _PLACES:
            mention = self.mention(thing.id, 0)
            yield from () if mention is None else [Home(thing.id, *mention)]
        elif thing.kind is Kind.PERSON:
            yield from self._of_person(thing, steps)
        elif not self._is_foreign(thing.name):
            yield from self._owned(thing)
            yield from self._in_name(thing)
            yield from self._in_country(thing, thing.country)
            entry = None if thing.entry is None else load().get(thing.entry)
            yield from self._in_country(thing, None if entry is None else entry.country)

    def _of_person(self, person: Thing, steps: int) -> Iterator[Home]:
        offices = sorted(self._offices.get(person.id, ()), key=lambda one: (_ORDER[one.status], one.inferred, one.start))
        if any(self._is_foreign(one.office) for one in offices):
            return
        for holding in offices:
            body = None if holding.body is None else self.referent(self.reading.names[holding.body])
            body = body if body is not None or holding.owner is None else self.reading.references.at(holding.owner)
            home = None if body is None or steps == 0 else self.of(body, steps - 1)
            if home is not None:
                seated = Home(home.place, holding.start, holding.end)
                yield self.nation(seated) if _is_delegate(holding.office) else seated
        yield from self._in_country(person, person.country)

    def _in_country(self, thing: Thing, country: str | None) -> Iterator[Home]:
        place, mention = self.by_entry.get(country or ""), self.mention(thing.id, 0)
        if place is not None and mention is not None:
            yield Home(place, *mention)

    def _owned(self, body: Thing) -> Iterator[Home]:
        """`Peru's Congress`, `the Senate of Texas`: the place that the body is of, by the words beside its name."""
        for start, end in self._spans.get(body.id, ()):
            head = self.doc[start:end].root
            owners = [*(child for child in head.children if child.dep_ == "poss"), *prepositional(head, "of")]
            for owner in owners:
                place = self.reading.references.at(owner.i)
                if place is not None and place != body.id and self.things[place].kind in _PLACES:
                    yield Home(place, min(start, owner.i), max(end, owner.i + 1))

    def _in_name(self, body: Thing) -> Iterator[Home]:
        """`Wisconsin Supreme Court`, `Supreme Court of Texas`: the region or town that the name of an official body begins or ends with."""
        mention = self.mention(body.id, 0)
        if body.kind is not Kind.ORGANIZATION or mention is None or not set(body.name.lower().split()) & words(LEXICON, "domestic.bodies"):
            return
        for part in _parts(body.name.split()):
            for entry in load().find(part):
                if entry.id in self.by_entry and body.country in (None, entry.country, entry.id):
                    yield Home(self.by_entry[entry.id], *mention)

    def _is_foreign(self, name: str) -> bool:
        return bool(set(name.lower().split()) & words(LEXICON, "domestic.abroad"))


def _parts(name: list[str]) -> Iterator[str]:
    """The first words of a name, the longest first, and what stands behind its "of"."""
    yield from (" ".join(name[:end]) for end in range(min(_LONGEST, len(name) - 1), 0, -1))
    if "of" in name:
        yield " ".join(name[len(name) - name[::-1].index("of") :])


def _is_delegate(office: str) -> bool:
    """Whoever sits for a region in the parliament of the country acts in the country."""
    return office.lower().rpartition(" ")[2] in words(LEXICON, "domestic.delegates")
