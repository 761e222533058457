"""Scenes: place and days of events whose own clause leaves them open, from the words around and from other tellings.

The events of an article come in by position; the same come out, some with a place or with days more and with the words that these are
taken from. A rule that finds two answers gives none, and only happenings that are bound to a spot (`scenes` in the lexicon) take part in
the scene that the sentences before them set: who condemns a raid need not be where it was. The day of publication is no answer.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from kg.extract.circumstances import clock_of, hosts, time_of, when_of
from kg.extract.coinciding import within_hours
from kg.extract.counting import Step, counted, is_clock, is_measured, named_behind, step_of
from kg.extract.distances import is_sequel, later_than, years_before
from kg.extract.domestic import Domestic, frame_of, is_domestic
from kg.extract.event_sorts import is_bound, is_contest, is_definite, is_to_come, sorts
from kg.extract.frames import LEXICON, lemma, noun_frame
from kg.extract.localities import locations
from kg.extract.model import EventSpan, Reading, Setting, Time, TimeKind
from kg.extract.parsed import Doc, Token
from kg.extract.syntax import ancestors, prepositional
from kg.extract.told_nouns import ToldNouns, is_onset
from kg.lexicon import words
from kg.records import Interval, Kind, Modality

T = TypeVar("T", int, Interval)
Found = tuple[T, tuple[int, int]]
_REACH = 25  #: events before another that may set its scene
_ALIKE = 50  #: events of one sort, before another and behind it, that may tell the same again
_BACK = 2  #: sentences that a scene lasts
_NEWS = 14  #: days before publication of which an article tells the time of day


def situated(doc: Doc, reading: Reading, events: Sequence[EventSpan]) -> tuple[EventSpan, ...]:
    """The events with the places and days that the article gives them elsewhere."""
    scenes = _Scenes(doc, reading, events)
    for number in range(len(events)):
        scenes.complete(number)
    for number in range(len(events)):
        scenes.send_home(number)
    return tuple(scenes.events)


class _Scenes:
    """The events of a Doc, completed one after the other, each with what is known of those before it."""

    def __init__(self, doc: Doc, reading: Reading, events: Sequence[EventSpan]) -> None:
        self.doc = doc
        self.reading = reading
        self.events = list(events)
        self.sentences = [sentence.start for sentence in doc.sents]
        self.breaks = [token.i for token in doc if token.is_space and "\n" in token.text]
        self.prepositions = [token.i for token in doc if token.dep_ == "prep"]
        self.domestic = Domestic(doc, reading)
        self.told = ToldNouns(doc, reading)
        self.numbers = {event.trigger: number for number, event in enumerate(events)}
        self.days: dict[Interval, int] = {}  # of what was told as done so far, by the first event of each
        self.alike: defaultdict[str, list[int]] = defaultdict(list)
        for number, event in enumerate(events):
            self.alike[frame_of(event)].append(number)

    def complete(self, number: int) -> None:
        """Give an event the place and the days that a rule finds for it."""
        event = self.events[number]
        if event.place is None and (place := self._first(number, self._places(number))) is not None:
            event = replace(event, place=place[0], settings=(*event.settings, place[1]))
        elif (venue := self.domestic.of_venue(event)) is not None:
            event = replace(event, place=venue[0], settings=(*event.settings, Setting(*venue[1], "event.place.venue", event.confidence)))
        if event.when is None and (when := self._first(number, self._times(number))) is not None:
            event = replace(event, when=when[0], settings=(*event.settings, when[1]))
        if event.when is not None and event.modality is not Modality.PLANNED:
            self.days.setdefault(event.when, number)
        self.events[number] = event

    def send_home(self, number: int) -> None:
        """Give a domestic act that no words place the home of those who do it."""
        event = self.events[number]
        if event.place is None and is_domestic(event, self.reading) and (place := self._first(number, self._homes(number))) is not None:
            self.events[number] = replace(event, place=place[0], settings=(*event.settings, place[1]))

    def _first(self, number: int, found: Iterator[tuple[str, float, Found[T] | None]]) -> tuple[T, Setting] | None:
        for rule, confidence, answer in found:
            if answer is not None:
                value, (start, end) = answer
                sure = min(confidence, self.events[number].confidence)
                return value, Setting(start, end, rule, sure, cut=rule == "event.place.dateline")
        return None

    def _places(self, number: int) -> Iterator[tuple[str, float, Found[int] | None]]:
        event = self.events[number]
        yield "event.place.there", 0.7, self._there(number)
        yield "event.place.told_again", 0.7, self._told_again(number, lambda event: event.place)
        yield "event.place.sentence", 0.6, self._in_sentence(number)
        yield "event.place.occasion", 0.7, self._at_occasion(number, lambda event: event.place) or self.told.where(event)
        yield "event.place.scene", 0.6, self._on_scene(number, lambda event: event.place, self._has_places)

    def _homes(self, number: int) -> Iterator[tuple[str, float, Found[int] | None]]:
        event, before = self.events[number], self.events[max(0, number - _REACH) : number]
        yield "event.place.home", 0.65, self.domestic.of_actors(event, before, self._bounds(event.trigger))
        leads = self.reading.dateline is not None and self._paragraph(self.reading.dateline.lead) == self._paragraph(event.trigger)
        yield "event.place.dateline", 0.6, self.domestic.of_dateline(event, before, self._bounds(event.trigger), leads=leads)
        yield "event.place.article", 0.6, self.domestic.of_article(event, before, self._bounds(event.trigger))

    def _times(self, number: int) -> Iterator[tuple[str, float, Found[Interval] | None]]:
        event = self.events[number]
        time = time_of(self.doc[self.events[number].trigger], self.reading)
        yield "event.time.counted", 0.7, self._counted(number, time)
        yield "event.time.counted", 0.7, self._counted_back(number) or years_before(self.doc[event.trigger], self.reading)
        yield "event.time.told_again", 0.7, self._told_again(number, lambda event: event.when)
        yield "event.time.occasion", 0.7, self._at_occasion(number, self._day) or self.told.when(event)
        yield "event.time.scene", 0.6, self._on_scene(number, lambda event: event.when, self._has_times)
        yield "event.time.clock", 0.6, self._at_clock(number)

    def _there(self, number: int) -> Found[int] | None:
        """`Both won nine seats there`: the last place before, in this sentence or the one before."""
        event = self.events[number]
        trigger = self.doc[event.trigger]
        if not any(child.lower_ == "there" and child.dep_ == "advmod" for child in trigger.children):
            return None
        first = self.sentences[max(0, self._sentence(event.trigger) - 1)]
        before = self._locations(first, event.trigger)
        return before[-1] if before else None

    def _told_again(self, number: int, known: Callable[[EventSpan], T | None]) -> Found[T] | None:
        """The same happening elsewhere: an act that is done to the same or by the same once, or "the crash" of which there was one."""
        event = self.events[number]
        alike = self.alike[frame_of(event)]
        place = bisect_left(alike, number)
        others = [self.events[other] for other in alike[max(0, place - _ALIKE) : place + _ALIKE + 1] if other != number]
        same = [other for other in others if known(other) is not None and self._is_again(event, other)]
        if len({known(other) for other in same}) != 1:
            return None
        near = min(same, key=lambda other: abs(other.trigger - event.trigger))
        value = known(near)
        return None if value is None else (value, (near.start, near.end))

    def _is_again(self, event: EventSpan, other: EventSpan) -> bool:
        if not (_agree(event.place, other.place) and _agree(event.when, other.when)):
            return False
        if event.place is not None and frame_of(event) == "election" and self._is_same_contest(event, other):
            return True
        if not event.agents and not event.recipients:
            return is_bound(event) and other.trigger < event.trigger and is_definite(self.doc[event.trigger])
        things = self.reading.references.things
        mine, theirs = ({one for one in (*e.agents, *e.recipients) if things[one].kind is not Kind.GROUP} for e in (event, other))
        return bool(mine & theirs) and (frame_of(event) in words(LEXICON, "scenes.once") or self._is_same_contest(event, other))

    def _is_same_contest(self, event: EventSpan, other: EventSpan) -> bool:
        """An election is one in its country or region; a party or candidate wins or loses one."""
        polls = frame_of(event) == "election"
        fits = event.place is not None and event.place == other.place if polls else self.doc[event.trigger].tag_.startswith("V")
        return fits and self._is_open(event) and is_contest(event, self.doc) and is_contest(other, self.doc)

    def _is_open(self, event: EventSpan) -> bool:
        """Nothing else in its sentence says where and when it is."""
        return not (event.when is None and self._has_times(event)) and not (event.place is None and self._has_places(event))

    def _in_sentence(self, number: int) -> Found[int] | None:
        """The only place that the sentence says something is at, outside relative clauses of other words."""
        event = self.events[number]
        if not is_bound(event):
            return None
        first, last = self._bounds(event.trigger)
        found = {place: words_ for place, words_ in self._locations(first, last) if not self._is_of_source(words_[0])}
        (place, words_), *others = [*found.items(), (None, (0, 0))]
        if place is None or len(others) > 1 or not _reaches(self.doc[words_[0]], self.doc[event.trigger]):
            return None
        return place, words_

    def _is_of_source(self, preposition: int) -> bool:
        """`According to the embassy in Lima`: where those are who say it."""
        return any(token.lower_ == "according" for token in ancestors(self.doc[preposition]))

    def _on_scene(self, number: int, known: Callable[[EventSpan], T | None], is_set: Callable[[EventSpan], bool]) -> Found[T] | None:
        """What is told last before it in its paragraph of the same sort of happening, where nothing in its own sentence sets a scene."""
        event = self.events[number]
        if not is_bound(event) or event.modality is Modality.PLANNED or is_set(event):
            return None
        for other in reversed(self.events[max(0, number - _REACH) : number]):
            if self._paragraph(other.trigger) != self._paragraph(event.trigger) or self._distance(other, event) > _BACK:
                return None
            value = known(other)
            if value is not None:
                fits = bool(sorts(event) & sorts(other)) and other.modality is not Modality.PLANNED
                fits = fits and _agree(event.when, other.when) and _agree(event.place, other.place) and not _is_another(event, other)
                return (value, (other.start, other.end)) if fits else None
        return None

    def _distance(self, earlier: EventSpan, later: EventSpan) -> int:
        return self._sentence(later.trigger) - self._sentence(earlier.trigger)

    def _counted(self, number: int, time: Time | None) -> Found[Interval] | None:
        """`the same day`, `hours after the attack`, `two days before the vote`: from what is named, else from what was told before."""
        carriers = hosts(self.doc[self.events[number].trigger]) if time is None else []
        near = [one for carrier in carriers for one in within_hours(carrier)]
        step = ("D", 0) if near else None if time is None or time.when is not None else step_of(time.value)
        if step is None:
            return None
        if time is None or is_measured(self.doc, time):
            named = near or named_behind(self.doc, time)
            return self._stepped(number, self._same_as(named, number), step) or self._from_noun(named, number, step)
        return self._stepped(number, self._told_before(number, time), step)

    def _from_noun(self, named: Sequence[Token], number: int, step: Step) -> Found[Interval] | None:
        """`minutes after the shooting`: from the day that an earlier mention of the noun has."""
        told = next((found for noun in named if (found := self.told.day_before(noun)) is not None), None)
        days = None if told is None else counted(told[0], step)
        if days is None or told is None or is_to_come(days, self.events[number], self.reading):
            return None
        return days, told[1]

    def _counted_back(self, number: int) -> Found[Interval] | None:
        """`was arrested two weeks after he fled`: back from the day of what came after."""
        event = self.events[number]
        found = later_than(self.doc[event.trigger], self.reading)
        if found is None:
            return None
        later, time, step = found
        when = when_of(later, self.reading)
        days = None if when is None else counted(when, step)
        if days is not None and not is_to_come(days, event, self.reading):
            return days, (time.start, time.end)
        if later.i in self.numbers:
            return self._stepped(number, [self.events[self.numbers[later.i]]], step)
        told = (other for other in self._told_before(number, time) if other.trigger < time.start)
        return self._stepped(number, told, step) if is_sequel(later) else None

    def _at_occasion(self, number: int, known: Callable[[EventSpan], T | None]) -> Found[T] | None:
        """`apologized during the hearing`, `voted in Sunday's election`: as the happening that is named and was told before."""
        event = self.events[number]
        for noun in self.told.occasions(event):
            same = [other for other in self._same_as([noun], number) if other is not event]
            told = [other for other in same if known(other) is not None] if same and known(same[-1]) is not None else []
            done = all(other.modality is not Modality.PLANNED for other in told) or event.modality is Modality.PLANNED
            value = known(told[-1]) if told and done and len({known(other) for other in told}) == 1 else None
            if value is not None:
                return value, (told[-1].start, told[-1].end)
        return None

    def _day(self, event: EventSpan) -> Interval | None:
        """When an event is, unless that is only when it began or ended."""
        return None if is_onset(self.doc[event.trigger]) else event.when

    def _at_clock(self, number: int) -> Found[Interval] | None:
        """`At 9 a.m. police arrested her`, `later in the day`: on the day of what was told before, else on that of the lead."""
        trigger = self.doc[self.events[number].trigger]
        time = time_of(trigger, self.reading) or clock_of(trigger, self.reading)
        if time is None or not (is_clock(time) or time.value == "ref:D+0"):
            return None
        after = [noun for host in hosts(trigger) for noun in prepositional(host, "after", "following") if noun_frame(noun) is not None]
        told: Iterable[EventSpan] = self._same_as(after, number) if after else self._told_before(number, time) if is_clock(time) else ()
        found = self._stepped(number, told, ("D", 0)) or (None if after else self._lead_day())
        return found if found is not None and self._is_news(found[0]) else None

    def _lead_day(self) -> Found[Interval] | None:
        """The one day of what the first paragraph tells as done, where nothing told since is dated otherwise."""
        if len(self.days) != 1:
            return None
        ((when, number),) = self.days.items()
        first = self.events[number]
        return (when, (first.start, first.end)) if self._paragraph(first.trigger) == 0 else None

    def _is_news(self, days: Interval) -> bool:
        """They lie shortly before publication."""
        published = self.reading.published
        return published is not None and days.earliest is not None and 0 <= (published - days.earliest).days <= _NEWS

    def _stepped(self, number: int, others: Iterable[EventSpan], step: Step) -> Found[Interval] | None:
        """A step from the first of some events of which the days are known."""
        when, other = next(((other.when, other) for other in others if other.when is not None), (None, None))
        days = None if when is None else counted(when, step)
        if days is None or other is None or is_to_come(days, self.events[number], self.reading):
            return None
        return days, (other.start, other.end)

    def _same_as(self, words_: Sequence[Token], number: int) -> list[EventSpan]:
        """The event of one of some words, else the one of its sort that was told before ("the attack")."""
        for word in words_:
            if word.i in self.numbers:
                return [self.events[self.numbers[word.i]]]
            frame = noun_frame(word)
            day = self.told.day_of(word)
            known = self.alike[frame.name] if frame is not None and (day is not None or is_definite(word)) else []
            before = known[max(0, bisect_left(known, number) - _REACH) : bisect_left(known, number)]
            before = before if known or not is_definite(word) else self._violence(word, number)
            before = [other for other in before if day in {None, self.events[other].when}]
            before = [other for other in before if self.doc[self.events[other].trigger].lemma_ == word.lemma_] or before
            if len({self.events[other].when for other in before} - {None}) == 1:
                return [self.events[other] for other in before]
        return []

    def _violence(self, noun: Token, number: int) -> list[int]:
        """`the attack`: whatever violence was told before, where it has no such noun of its own."""
        if lemma(noun) not in words(LEXICON, "scenes.generic"):
            return []
        near = range(max(0, number - _REACH), number)
        return [other for other in near if self.events[other].when is not None and "violence" in sorts(self.events[other])]

    def _told_before(self, number: int, time: Time) -> Iterator[EventSpan]:
        """The events in the sentences just before a time and in its own, the nearest first."""
        for other in reversed(self.events[max(0, number - _REACH) : number]):
            near = self._sentence(time.start) - self._sentence(other.trigger) <= _BACK
            if not near or (is_clock(time) and self._paragraph(time.start) != self._paragraph(other.trigger)):
                return
            if other.modality is not Modality.PLANNED:
                yield other

    def _has_places(self, event: EventSpan) -> bool:
        first, last = self._bounds(event.trigger)
        return bool(self._locations(first, last))

    def _locations(self, first: int, last: int) -> list[tuple[int, tuple[int, int]]]:
        inside = slice(bisect_left(self.prepositions, first), bisect_left(self.prepositions, last))
        return locations((self.doc[i] for i in self.prepositions[inside]), self.reading)

    def _has_times(self, event: EventSpan) -> bool:
        first, last = self._bounds(event.trigger)
        inside = slice(*(bisect_left(self.reading.times, edge, key=lambda time: time.start) for edge in (first, last)))
        return any(_is_day(time) for time in self.reading.times[inside])

    def _bounds(self, token: int) -> tuple[int, int]:
        number = self._sentence(token)
        following = self.sentences[number + 1] if number + 1 < len(self.sentences) else len(self.doc)
        return self.sentences[number], following

    def _sentence(self, token: int) -> int:
        return bisect_right(self.sentences, token) - 1

    def _paragraph(self, token: int) -> int:
        return bisect_right(self.breaks, token)


def _reaches(preposition: Token, trigger: Token) -> bool:
    """No relative clause that the trigger is not in lies between a phrase and it."""
    inside = {token.i for token in (trigger, *ancestors(trigger))}
    for node in (preposition, *ancestors(preposition)):
        if node.i in inside:
            return True
        if node.dep_ in {"relcl", "acl"}:
            return False
    return True


def _is_another(event: EventSpan, other: EventSpan) -> bool:
    """Each is what happens to somebody once, and it is not the same one to whom it happens."""
    if frame_of(event) != frame_of(other) or frame_of(event) not in words(LEXICON, "scenes.once"):
        return False
    mine, theirs = ({*one.agents, *one.recipients} for one in (event, other))
    return bool(mine and theirs) and not mine & theirs


def _agree(left: object, right: object) -> bool:
    return left is None or right is None or left == right


def _is_day(time: Time) -> bool:
    return time.kind is TimeKind.DATE or not time.value.startswith("T")
