"""Events: from spans to happenings; one that is told twice becomes one record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import replace

from kg.extract.evidence import Context, joined, shorter
from kg.extract.model import EventSpan, Setting
from kg.records import Event, Evidence, Modality

_BY_HOME = frozenset({"event.place.home", "event.place.article", "event.place.dateline"})


def events(context: Context, spans: Iterable[EventSpan]) -> list[Event]:
    """One record for each happening, with all that its tellings add up to."""
    found: list[Event] = []
    alike: defaultdict[Hashable, list[int]] = defaultdict(list)
    for span in spans:
        event = _event(context, span)
        places = alike[event.type, event.act, event.modality, frozenset(event.agents)]
        same = next((place for place in places if _is_same(found[place], event)), None)
        if same is None:
            places.append(len(found))
            found.append(event)
        else:
            found[same] = _joined(found[same], event)
    return _own_claims(found)


def _own_claims(found: list[Event]) -> list[Event]:
    """Without what somebody says of an act of his own that the outlet tells as well; its evidence goes to that."""
    kept = dict(enumerate(found))
    for n, event in enumerate(found):
        own = event.modality is Modality.CLAIMED and event.agents and set(event.sources) <= set(event.agents)
        told = next((number for number, other in kept.items() if _tells(other, event)), None) if own else None
        if told is not None:
            kept[told] = replace(_joined(kept[told], event), sources=kept[told].sources)
            del kept[n]
    return list(kept.values())


def _tells(other: Event, claimed: Event) -> bool:
    same = (other.type, other.act, other.agents, other.modality) == (claimed.type, claimed.act, claimed.agents, Modality.ACTUAL)
    return same and _is_same(other, claimed)


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


def _is_same(left: Event, right: Event) -> bool:
    """Two events of one type, act, modality and doers are one happening where nothing else disagrees."""
    return (
        bool(left.agents or left.recipients)
        and _agree(left.recipients, right.recipients)
        and _agree(left.theme, right.theme)
        and _agree(_told_place(left), _told_place(right))
        and _agree(left.when, right.when)
        and (left.recipients == right.recipients or left.theme == right.theme)
    )


def _told_place(event: Event) -> int | None:
    """The place that words give it; the home of those who act, where it is for want of better, is against no other."""
    return None if any(one.rule in _BY_HOME for one in event.evidence) else event.place


def _agree(left: object, right: object) -> bool:
    return left == right or left in (None, ()) or right in (None, ())


def _joined(old: Event, new: Event) -> Event:
    if _told_place(old) is None and _told_place(new) is not None:
        old = replace(old, place=None, evidence=_without_home(old.evidence))
    elif old.place is not None:
        new = replace(new, evidence=_without_home(new.evidence))
    return replace(
        old,
        recipients=old.recipients or new.recipients,
        theme=old.theme or new.theme,
        place=new.place if old.place is None else old.place,
        when=old.when or new.when,
        sources=shorter(old.sources, new.sources),
        evidence=joined(old.evidence, new.evidence),
    )


def _without_home(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(one for one in evidence if one.rule not in _BY_HOME)
