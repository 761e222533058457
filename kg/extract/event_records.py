"""Events: from spans to happenings; one that is told twice becomes one record."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace

from kg.extract.evidence import Context, Pieces, shorter
from kg.extract.model import EventSpan, Setting
from kg.records import Event, Evidence, Modality

_BY_HOME = frozenset({"event.place.home", "event.place.article", "event.place.dateline"})
_ALIKE = 100  #: happenings of one sort that another telling is compared with


@dataclass(slots=True)
class _Happening:
    """What the tellings of one happening add up to.

    Attributes:
        event: the record, but for its evidence.
        pieces: the evidence.
        by_home: its place is the home of those who act, for want of better.
    """

    event: Event
    pieces: Pieces
    by_home: bool

    @property
    def told_place(self) -> int | None:
        """The place that words give it; the home of those who act is against no other."""
        return None if self.by_home else self.event.place

    def join(self, new: _Happening) -> None:
        """Add another telling."""
        old, told = self.event, new.pieces.listed
        if self.told_place is None and new.told_place is not None:
            self.pieces, self.by_home, old = Pieces(_without_home(self.pieces.listed)), False, replace(old, place=None)
        elif old.place is not None:
            told = _without_home(told)
        else:
            self.by_home = new.by_home
        self.pieces.add(told)
        self.event = replace(
            old,
            recipients=old.recipients or new.event.recipients,
            theme=old.theme or new.event.theme,
            place=new.event.place if old.place is None else old.place,
            when=old.when or new.event.when,
            sources=shorter(old.sources, new.event.sources),
        )


def events(context: Context, spans: Iterable[EventSpan]) -> list[Event]:
    """One record for each happening, with all that its tellings add up to."""
    found: list[_Happening] = []
    alike: defaultdict[Hashable, list[int]] = defaultdict(list)
    exact: dict[Hashable, int] = {}
    for event in (_event(context, span) for span in spans):
        new = _Happening(event, Pieces(event.evidence), any(one.rule in _BY_HOME for one in event.evidence))
        key = (event.type, event.act, event.modality, frozenset(event.agents))
        told = (key, event.recipients, event.theme, event.place, event.when)
        same = next((place for place in _near(alike[key], exact.get(told)) if _is_same(found[place], new)), None)
        if same is None:
            same = len(found)
            alike[key].append(same)
            found.append(new)
        else:
            found[same].join(new)
        exact.setdefault(told, same)
    return [replace(one.event, evidence=tuple(one.pieces.listed)) for one in _own_claims(found)]


def _near(places: list[int], exact: int | None) -> list[int]:
    """The latest of some happenings, and the one that was told in the same way before."""
    latest = places[-_ALIKE:]
    return latest if exact is None or exact >= latest[0] else [exact, *latest]


def _own_claims(found: list[_Happening]) -> list[_Happening]:
    """Without what somebody says of an act of his own that the outlet tells as well; its evidence goes to that."""
    actual: defaultdict[Hashable, list[int]] = defaultdict(list)
    for n, one in enumerate(found):
        if one.event.modality is Modality.ACTUAL:
            actual[_deed(one.event)].append(n)
    kept = []
    for n, one in enumerate(found):
        event = one.event
        own = event.modality is Modality.CLAIMED and event.agents and set(event.sources) <= set(event.agents)
        around = _around(actual.get(_deed(event), []), n) if own else []
        told = next((number for number in around if _is_same(found[number], one)), None)
        if told is None:
            kept.append(one)
        else:
            sources = found[told].event.sources
            found[told].join(one)
            found[told].event = replace(found[told].event, sources=sources)
    return kept


def _deed(event: Event) -> Hashable:
    return event.type, event.act, event.agents


def _around(numbers: list[int], number: int) -> list[int]:
    """The numbers that are nearest to one, before it and behind it."""
    place = bisect_left(numbers, number)
    return numbers[max(0, place - _ALIKE) : place + _ALIKE]


def _event(context: Context, span: EventSpan) -> Event:
    return Event(
        span.type,
        span.act,
        span.agents,
        span.recipients,
        span.theme,
        span.place,
        span.when,
        span.modality,
        span.sources,
        (
            context.evidence(span.start, span.end, span.rule, span.confidence),
            *(_setting(context, one) for one in span.settings),
        ),
    )


def _setting(context: Context, one: Setting) -> Evidence:
    made = context.evidence_cut if one.cut else context.evidence
    return made(one.start, one.end, one.rule, one.confidence)


def _is_same(left: _Happening, right: _Happening) -> bool:
    """Two happenings of one type, act, modality and doers are one where nothing else disagrees."""
    old, new = left.event, right.event
    return (
        bool(old.agents or old.recipients)
        and _agree(old.recipients, new.recipients)
        and _agree(old.theme, new.theme)
        and _agree(left.told_place, right.told_place)
        and _agree(old.when, new.when)
        and (old.recipients == new.recipients or old.theme == new.theme)
    )


def _agree(left: object, right: object) -> bool:
    return left == right or left in (None, ()) or right in (None, ())


def _without_home(evidence: Iterable[Evidence]) -> list[Evidence]:
    return [one for one in evidence if one.rule not in _BY_HOME]
