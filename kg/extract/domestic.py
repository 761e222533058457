"""Domestic acts: where that happens which states, parliaments, courts, parties and officials do at home, where no words say it.

An event without a place comes in, a place with the words that it is taken from goes out. Which acts are domestic is data: a parliament
votes at home, while its president may sign a treaty anywhere. The home of those who act is asked first, then the one country that the
article is about. Where the sentence, or what was told of them just before, has them in another country, there is no answer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from kg.extract.frames import LEXICON
from kg.extract.homes import Home, Homes
from kg.extract.model import EventSpan, Reading, Reference, Role
from kg.extract.parsed import Doc
from kg.extract.syntax import SUBJECTS, prepositional
from kg.lexicon import words
from kg.records import Kind

Found = tuple[int, tuple[int, int]]
_PLACES = frozenset({Kind.PLACE, Kind.COUNTRY})
_SHARE = 0.5  #: of the names of places, at least these lie in the country that an article is about
_AHEAD = 2  #: times as many as in the next
_BACK = 60  #: tokens before an act in which a journey of the one who acts counts


class Domestic:
    """The homes of an article, asked for its events."""

    def __init__(self, doc: Doc, reading: Reading) -> None:
        self.doc, self.reading = doc, reading

    @cached_property
    def homes(self) -> Homes:
        """Where those who act are at home."""
        return Homes(self.doc, self.reading)

    def of_actors(self, event: EventSpan, before: Sequence[EventSpan], bounds: tuple[int, int]) -> Found | None:
        """The one home of those who do it, or to whom it is done."""
        found = self._venue(event) or self._homes(event)
        places = {home.place for home in found}
        if len(places) != 1 or self._is_abroad(found[0], event, before, bounds):
            return None
        home = self.homes.nation(found[0]) if frame_of(event) in words(LEXICON, "domestic.national") else found[0]
        return self._nearer(event, home.place, bounds) or (home.place, (home.start, home.end))

    def of_venue(self, event: EventSpan) -> Found | None:
        """`appeared in Lima District Court, Peru`: the town or region in the name of the body at which it happens, in the country named."""
        if event.place is None or self.reading.references.things[event.place].kind is not Kind.COUNTRY:
            return None
        within = self.homes.country(event.place)
        homes = [home for home in self._venue(event) if home.place != event.place and self.homes.country(home.place) == within]
        return (homes[0].place, (homes[0].start, homes[0].end)) if len({home.place for home in homes}) == 1 else None

    def of_article(self, event: EventSpan, before: Sequence[EventSpan], bounds: tuple[int, int]) -> Found | None:
        """The country that the article is about; for those whose home is not known."""
        if self.main is None or self._homes(event) or self._tells_of_others(self.main, bounds):
            return None
        if any(self._is_from_elsewhere(one, self.main) for one in (*event.agents, *event.recipients)):
            return None
        mention = self.homes.mention(self.main, event.trigger)
        if mention is None or self._is_abroad(Home(self.main, *mention), event, before, bounds):
            return None
        return self._nearer(event, self.main, bounds) or (self.main, mention)

    def of_dateline(self, event: EventSpan, before: Sequence[EventSpan], bounds: tuple[int, int], *, leads: bool) -> Found | None:
        """The town of the dateline for what the lead tells, its country for the rest; for those whose home is not known."""
        line = self.reading.dateline
        if line is None or self.main not in {None, line.country} or self._homes(event):
            return None
        if any(self._is_from_elsewhere(one, line.country) for one in (*event.agents, *event.recipients)):
            return None
        if self._is_abroad(Home(line.country, 0, 0), event, before, bounds):
            return None
        return (line.place if leads else line.country), (line.start, line.end)

    def _nearer(self, event: EventSpan, country: int, bounds: tuple[int, int]) -> Found | None:
        """`Oaxaca residents voted`: the one part of a country whose people or bodies the sentence names before a noun."""
        if self.reading.references.things[country].kind is not Kind.COUNTRY or frame_of(event) in words(LEXICON, "domestic.national"):
            return None
        spans = self.reading.references.spans
        inside = spans[slice(*(bisect_left(spans, edge, key=lambda span: span.start) for edge in bounds))]
        parts = [span for span in inside if self._is_part(span, country)]
        return (parts[0].referent, (parts[0].start, parts[0].end)) if len({span.referent for span in parts}) == 1 else None

    def _is_part(self, span: Reference, country: int) -> bool:
        head = self.doc[span.head]
        thing = self.reading.references.things[span.referent]
        if thing.kind is not Kind.PLACE or self.homes.country(span.referent) != self.homes.country(country):
            return False
        noun = head.head
        return head.dep_ in {"compound", "nmod"} and noun.dep_ in SUBJECTS and noun.lower_ in words(LEXICON, "domestic.people")

    @cached_property
    def main(self) -> int | None:
        """The country that the article is about, where it is about one."""
        counts = Counter(country for name in self.reading.names if (country := self._country(name.entry, name.country)) is not None)
        (top, most), (_, next_most) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
        leads = most >= _SHARE * counts.total() and most >= _AHEAD * next_most
        return self.homes.by_entry.get(top) if leads else None

    def _country(self, entry: str | None, country: str | None) -> str | None:
        referent = self.homes.by_entry.get(entry or "")
        if referent is not None and self.reading.references.things[referent].kind in _PLACES:
            return self.homes.country(referent)
        return country

    def _venue(self, event: EventSpan) -> list[Home]:
        """`appeared in Lima District Court`, `protested outside Peru's parliament`: where the body sits at which it happens."""
        heads = prepositional(self.doc[event.trigger], "in", "at", "before", "outside")
        things = self.reading.references.things
        bodies = [one for head in heads if (one := self.reading.references.at(head.i)) is not None]
        return [home for one in bodies if things[one].kind is Kind.ORGANIZATION and (home := self.homes.of(one)) is not None]

    def _homes(self, event: EventSpan) -> list[Home]:
        acting = event.agents or (event.recipients if frame_of(event) in words(LEXICON, "domestic.suffered") else ())
        return [home for one in acting if (home := self.homes.of(one)) is not None]

    def _tells_of_others(self, country: int, bounds: tuple[int, int]) -> bool:
        """The sentence names another country."""
        names = self.reading.names
        inside = names[slice(*(bisect_left(names, edge, key=lambda name: name.start) for edge in bounds))]
        named = (self.homes.referent(name) for name in inside if name.kind is Kind.COUNTRY and name.role is Role.NAME)
        nations = [referent for referent in named if referent is not None]
        return any(self.homes.country(one) not in {self.homes.country(country), None} for one in nations)

    def _is_from_elsewhere(self, referent: int, country: int) -> bool:
        """It is a body of many countries or one that stands in another, or it belongs to another country."""
        thing = self.reading.references.things[referent]
        abroad = set(thing.name.lower().split()) & words(LEXICON, "domestic.abroad")
        return bool(abroad) or thing.country not in {None, self.homes.country(country)}

    def _is_abroad(self, home: Home, event: EventSpan, before: Sequence[EventSpan], bounds: tuple[int, int]) -> bool:
        """Words of the sentence, or a journey told just before, are about another country."""
        country = self.homes.country(home.place)
        return any(self.homes.country(place) not in {country, None} for place in self._where(bounds)) or any(
            self._is_journey(other, event, country) for other in before
        )

    def _where(self, bounds: tuple[int, int]) -> list[int]:
        """The places of a sentence: towns and regions by name, countries behind a preposition of place."""
        spans = self.reading.references.spans
        inside = spans[slice(*(bisect_left(spans, edge, key=lambda span: span.start) for edge in bounds))]
        things = self.reading.references.things
        return [
            span.referent
            for span in inside
            if things[span.referent].kind is Kind.PLACE
            or (things[span.referent].kind is Kind.COUNTRY and span.start > 0 and self._is_at(span.start))
        ]

    def _is_at(self, start: int) -> bool:
        before = self.doc[start - 1]
        word = self.doc[start - 2].lower_ if before.lower_ == "the" and start > 1 else before.lower_
        return word in words(LEXICON, "domestic.prepositions")

    def _is_journey(self, other: EventSpan, event: EventSpan, country: str | None) -> bool:
        if event.trigger - other.trigger > _BACK or not set(other.agents) & set(event.agents):
            return False
        where = [one for one in (other.place, *other.recipients) if one is not None and self.reading.references.things[one].kind in _PLACES]
        return frame_of(other) in words(LEXICON, "domestic.journeys") and any(
            self.homes.country(one) not in {country, None} for one in where
        )


def frame_of(event: EventSpan) -> str:
    """The name of an event's frame."""
    return event.rule.rsplit(".", 1)[-1]


def is_domestic(event: EventSpan, reading: Reading) -> bool:
    """It is done at home; some of it by states elsewhere too, and by persons in any of its regions."""
    frame, kinds = frame_of(event), {reading.references.things[one].kind for one in event.agents}
    if Kind.COUNTRY in kinds:
        return frame in words(LEXICON, "domestic.of_states")
    return frame in words(LEXICON, "domestic.acts") or (Kind.PERSON not in kinds and frame in words(LEXICON, "domestic.of_bodies"))
