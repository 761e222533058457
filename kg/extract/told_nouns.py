"""Told nouns: where and when that was which a noun takes up again ("during the hearing"), by what was said beside it before.

An event comes in, the nouns for its occasion go out, and the place and day that earlier mentions of such a noun give it. This holds for
nouns that are no events of their own too, as a hearing of which nobody is named.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from kg.extract.circumstances import hosts, times_of, when_of
from kg.extract.domestic import frame_of
from kg.extract.event_sorts import is_bound, is_definite, is_to_come
from kg.extract.frames import LEXICON, lemma
from kg.extract.localities import places
from kg.extract.model import EventSpan, Reading
from kg.extract.parsed import Doc, Token
from kg.extract.syntax import prepositional
from kg.lexicon import words
from kg.records import Interval

_REACH = 5  #: mentions before one
_NOUNS = frozenset({"NN", "NNS"})
_DURING = ("during", "at", "above", "throughout")


class ToldNouns:
    """The nouns for occasions in one Doc."""

    def __init__(self, doc: Doc, reading: Reading) -> None:
        self.doc, self.reading = doc, reading

    def occasions(self, event: EventSpan) -> list[Token]:
        """The nouns for the occasions on which an event happens ("during the hearing", "attended the rally")."""
        trigger = self.doc[event.trigger]
        verbs = [trigger] if trigger.dep_ == "conj" else hosts(trigger)
        inside = is_bound(event) or frame_of(event) in words(LEXICON, "scenes.voting")
        nouns = [noun for verb in verbs for noun in prepositional(verb, *_DURING, *(("in",) if inside else ()))]
        attended = [child for verb in verbs if lemma(verb) in words(LEXICON, "scenes.attending") for child in verb.children]
        return nouns + [child for child in attended if child.dep_ in {"dobj", "nsubjpass"}]

    def when(self, event: EventSpan) -> tuple[Interval, tuple[int, int]] | None:
        """The one day that the mentions of its occasion before it give that."""
        found = (self.day_before(noun) for noun in self.occasions(event))
        return next((one for one in found if one is not None and not is_to_come(one[0], event, self.reading)), None)

    def day_before(self, noun: Token) -> tuple[Interval, tuple[int, int]] | None:
        """The one day that the mentions of a noun before it give what it takes up."""
        told = [(when, token.i) for token in self._before(noun) if (when := self._days(token)) is not None]
        if len({when for when, _ in told}) != 1 or not self._takes_up(noun):
            return None
        return told[-1][0], (told[-1][1], told[-1][1] + 1)

    def where(self, event: EventSpan) -> tuple[int, tuple[int, int]] | None:
        """The one place that they give it."""
        for noun in self.occasions(event):
            day = self.day_of(noun)
            mentions = [token for token in self._before(noun) if day is None or self._days(token) == day]
            told = [(place, token.i) for token in mentions for place in [*self._places(token)][:1]]
            if len({place for place, _ in told}) == 1 and self._takes_up(noun):
                return told[-1][0], (told[-1][1], told[-1][1] + 1)
        return None

    def day_of(self, noun: Token) -> Interval | None:
        """The day of `Sunday's election`."""
        day = next((child for child in noun.children if child.dep_ == "poss"), None)
        times = () if day is None else times_of(noun.sent, self.reading)
        return next((time.when for time in times if day is not None and time.start <= day.i < time.end), None)

    def _takes_up(self, noun: Token) -> bool:
        """`the hearing`, `Sunday's vote`, or `the mass shooting` behind "a mass shooting": the words say that it was told before."""
        if is_definite(noun) or self.day_of(noun) is not None:
            return True
        last, before = self._before(noun)[-1:], [child for child in noun.children if child.i < noun.i]
        modifiers = {child.lower_ for child in before if child.dep_ in {"compound", "amod"}}
        same = bool(last) and modifiers == {child.lower_ for child in last[0].children if child.dep_ in {"compound", "amod"}}
        return same and [child.lower_ for child in before if child.lower_ not in modifiers] in (["the"], ["this"], ["that"])

    @cached_property
    def _mentions(self) -> dict[tuple[str, str], list[Token]]:
        known = words(LEXICON, "scenes.occasions")
        found: defaultdict[tuple[str, str], list[Token]] = defaultdict(list)
        for token in self.doc:
            if token.tag_ in _NOUNS and lemma(token) in known:
                found[lemma(token), token.tag_].append(token)
        return found

    def _before(self, noun: Token) -> list[Token]:
        mentions = self._mentions.get((lemma(noun), noun.tag_), [])
        before = bisect_left(mentions, noun.i, key=lambda token: token.i)
        return mentions[max(0, before - _REACH) : before]

    def _days(self, noun: Token) -> Interval | None:
        """When a mention says that it is, unless that is only when it began or ended."""
        return None if is_onset(noun) else when_of(noun, self.reading)

    def _places(self, noun: Token) -> Iterator[int]:
        """Where a mention says that it is."""
        for host in hosts(noun):
            yield from places(host, (), self.reading)


def is_onset(noun: Token) -> bool:
    """A verb says that it began or ended."""
    return any(lemma(host) in words(LEXICON, "light.onset") for host in hosts(noun))
