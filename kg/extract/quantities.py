"""Quantities: numbers that the text gives for people harmed, troops, votes, shares, areas and money, with who says so.

The Doc, its reading and its events come in, spans of quantities go out. Only tokens that are numbers are looked at. What the
number belongs to is taken from the event of the same clause where there is one, else from the verb that governs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract.circumstances import when_of
from kg.extract.modality import noun_certainty, verb_certainty
from kg.extract.model import Attribution, EventSpan, Reading
from kg.extract.parsed import Doc, Token
from kg.extract.quantity_amounts import LEXICON, Amount, amount
from kg.extract.quantity_counted import Counted, counted
from kg.extract.quantity_units import is_money, with_unit
from kg.extract.references import actors
from kg.extract.standing import told_by, voices_by_token
from kg.extract.syntax import agents, auxiliaries, prepositional, subjects
from kg.lexicon import table, words
from kg.records import Interval, Kind, Modality

_SURE, _ABOUT = 0.8, 0.75
_RATE_WITHIN = 6
_PLACES = frozenset({Kind.PLACE, Kind.COUNTRY})
_WHERE = ("in", "at", "near", "across", "around", "outside", "inside", "throughout")
_WHOSE = frozenset({"vote share", "votes", "seats", "troops", "territory share", "area", "money", "signatures"})


@dataclass(frozen=True, slots=True)
class QuantitySpan:
    """A quantity found in a span of the Doc; fields as in `kg.records.Quantity`, spans in tokens.

    Attributes:
        event: index of the event that it belongs to.
    """

    start: int
    end: int
    amount: Amount
    counted: Counted
    subject: int | None
    place: int | None
    event: int | None
    when: Interval | None
    modality: Modality
    sources: tuple[int, ...]
    rule: str
    confidence: float


def find_quantities(doc: Doc, reading: Reading, events: Iterable[EventSpan]) -> tuple[QuantitySpan, ...]:
    """The quantities of a Doc, by position."""
    starts = _numbers(doc, reading)
    if not starts:
        return ()
    scene = _Scene(doc, reading, tuple(events))
    return tuple(scene.found(starts))


def _numbers(doc: Doc, reading: Reading) -> list[int]:
    """The tokens that are numbers or stand for some, outside names and dates."""
    vague = _vague()
    likely = [token.i for token in doc if token.like_num or token.lower_ in vague]
    if not likely:
        return []
    bounds = [(time.start, time.end) for time in reading.times] + [(name.start, name.end) for name in reading.names]
    closed = {i for start, end in bounds for i in range(start, end)}
    return [i for i in likely if i not in closed]


@cache
def _vague() -> frozenset[str]:
    counted = (*table(LEXICON)["multiples"], *table(LEXICON)["numbers"])
    return frozenset((*words(LEXICON, "vague"), *words(LEXICON, "parts"), *counted))


def _is_rate(what: Counted) -> bool:
    """`are killed every year`, `300 arrests a day`: how often, not how many."""
    doc, last = what.governor.doc, what.last
    behind = {token.lower_ for token in doc[last + 1 : min(last + _RATE_WITHIN, what.governor.sent.end)]}
    if behind & words(LEXICON, "rates"):
        return True
    helpers = {helper.lower_ for helper in auxiliaries(what.governor)}
    return what.governor.tag_ == "VBN" and bool(helpers & {"are", "is"}) and not helpers & {"being", "been"}


class _Scene:
    """One Doc with all that a number may belong to."""

    def __init__(self, doc: Doc, reading: Reading, events: tuple[EventSpan, ...]) -> None:
        self.doc, self.reading, self.events = doc, reading, events
        self.by_trigger = {event.trigger: i for i, event in enumerate(events)}
        self.voices = voices_by_token(reading)

    def found(self, starts: list[int]) -> Iterator[QuantitySpan]:
        done = 0
        for i in starts:
            if i < done:
                continue
            read = amount(self.doc[i])
            if read is None:
                continue
            done = read.end
            head = self.doc[read.head]
            what = with_unit(read, head) or (None if is_money(read, head) else counted(read, head))
            if what is not None and (span := self._span(read, what)) is not None:
                yield span

    def _span(self, read: Amount, what: Counted) -> QuantitySpan | None:
        if _is_rate(what):
            return None
        event = self._event(what.governor)
        standing = self._standing(what.governor, event) or self._despite_no(read, what.governor)
        if standing is None:
            return None
        told = None if event is None else self.events[event]
        when = told.when if told is not None and told.when is not None else when_of(what.governor, self.reading)
        place = told.place if told is not None and told.place is not None else self._place(what.governor)
        start = min(read.start, what.governor.i) if what.governor.i >= read.start - len(_WHERE) else read.start
        end = max(read.end, what.end, what.last + 1)
        sure = _ABOUT if read.approximate else _SURE
        subject = self._subject(what)
        return QuantitySpan(
            start, end, read, what, subject, place, event, when, *standing, f"quantity.{what.measure.replace(' ', '-')}", sure
        )

    def _event(self, governor: Token) -> int | None:
        """The event of the clause: of the governor itself, of its subject or the happening in which, of the clause that it goes on."""
        near = [governor, *subjects(governor), *prepositional(governor, "in", "during", "by", "from", "after")]
        if governor.dep_ in {"advcl", "acl", "relcl", "xcomp"}:
            near += [governor.head, *subjects(governor.head)]
        return next((self.by_trigger[token.i] for token in near if token.i in self.by_trigger), None)

    def _standing(self, governor: Token, event: int | None) -> tuple[Modality, tuple[int, ...]] | None:
        if event is not None and self.events[event].trigger == governor.i:
            return self.events[event].modality, self.events[event].sources
        certain = verb_certainty(governor, True) if governor.tag_.startswith("V") else noun_certainty(governor)
        if certain is None:
            return None
        return told_by(governor, certain, self._voices(governor), self.reading)

    def _despite_no(self, read: Amount, governor: Token) -> tuple[Modality, tuple[int, ...]] | None:
        """`No fewer than 12 people died`: the negative is one of the amount, and nothing else takes the clause back."""
        plain = governor.tag_ in {"VBD", "VBN"} and governor.dep_ in {"ROOT", "ccomp", "conj"}
        if not plain or self.doc[read.start].lower_ not in {"no", "not"} or any(child.dep_ == "neg" for child in governor.children):
            return None
        return told_by(governor, Modality.ACTUAL, self._voices(governor), self.reading)

    def _voices(self, governor: Token) -> tuple[Attribution, ...]:
        return self.voices.get(governor.i, ())

    def _place(self, governor: Token) -> int | None:
        for head in prepositional(governor, *_WHERE):
            referent = self.reading.references.at(head.i)
            if referent is not None and self.reading.references.things[referent].kind in _PLACES:
                return referent
        return None

    def _subject(self, what: Counted) -> int | None:
        """Whose it is: who wins the votes, holds the ground, sends the troops, gives the money."""
        if what.measure not in _WHOSE or not what.governor.tag_.startswith("V"):
            return None
        found = [referent for head in agents(what.governor) for referent in actors(head, self.reading.references)]
        return found[0] if len(set(found)) == 1 else None
