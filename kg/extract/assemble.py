"""The last step of extraction: what was found in a Doc becomes Records with evidence in the source text.

Several spans that say the same thing become one record with several pieces of evidence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Span

from kg.documents import Document
from kg.extract.containment import find_containments
from kg.extract.model import Attribution, EventSpan, Holding, Link, Reading, StanceSpan, TimeKind
from kg.extract.speech import is_statement
from kg.records import Containment, Event, Evidence, Interval, Kind, Records, Referent, Stance, Statement, Tenure

_MARKS = " \t\n\"“”„«»‘’'`"


class Assembly:
    """Turns the spans of one Doc into records of its Document."""

    def __init__(self, document: Document, doc: Doc, reading: Reading) -> None:
        self.document = document
        self.doc = doc
        self.reading = reading

    def records(self, stances: Iterable[StanceSpan], events: Iterable[EventSpan]) -> Records:
        """All records of the article; referents that nothing names or uses are left out."""
        found = Records(
            self.document.article,
            tuple(self._referents()),
            tuple(self._containments()),
            tuple(self._tenures()),
            tuple(self._stances(stances)),
            tuple(self._statements()),
            tuple(self._events(events)),
        )
        return _renumbered(found)

    def evidence(self, start: int, end: int, rule: str, confidence: float) -> Evidence:
        """The evidence of a token range, in code points of the source text."""
        span = _trimmed(self.doc[start:end])
        first, last = self.document.span(span.start_char, span.end_char)
        sentence = self.doc[span[0].sent.start : span[-1].sent.end]
        return Evidence(
            first, last, self.document.source[first:last], _plain(sentence.text), rule, round(confidence * self.document.quality, 2)
        )

    def _referents(self) -> Iterable[Referent]:
        for thing in self.reading.references.things:
            spans = [span for span in self.reading.references.spans if span.referent == thing.id]
            named = [span for span in spans if span.link is Link.NAME] or [span for span in spans if span.link is not Link.PRONOUN]
            mentions = tuple(self.evidence(s.start, s.end, f"mention.{s.link}", s.confidence) for s in named)
            yield Referent(thing.id, thing.kind, thing.name, thing.names, thing.entry, thing.country, thing.local, mentions)

    def _containments(self) -> Iterable[Containment]:
        merged: dict[tuple[int, int], Containment] = {}
        for place, within, start, end in find_containments(self.doc, self.reading):
            evidence = (self.evidence(start, end, "place.within", 0.9),)
            old = merged.get((place, within))
            merged[place, within] = Containment(place, within, (*old.evidence, *evidence) if old else evidence)
        return merged.values()

    def _tenures(self) -> Iterable[Tenure]:
        merged: dict[tuple[object, ...], Tenure] = {}
        for tenure in filter(None, map(self._tenure, self.reading.offices)):
            key = (tenure.person, tenure.office, tenure.body, tenure.serves, tenure.status, tenure.valid_from, tenure.valid_to)
            old = merged.get(key)
            merged[key] = (
                tenure
                if old is None
                else replace(old, inferred=old.inferred and tenure.inferred, evidence=_joined(old.evidence, tenure.evidence))
            )
        return _bodies_completed(list(merged.values()))

    def _tenure(self, holding: Holding) -> Tenure | None:
        references, names = self.reading.references, self.reading.names
        person = references.of_name(names[holding.person])
        if person is None or references.things[person].kind is not Kind.PERSON:
            return None
        body = None if holding.body is None else self._of_name(holding.body)
        serves = None if holding.serves is None else self._of_name(holding.serves)
        owner = None if holding.owner is None else references.at(holding.owner)
        if owner is not None and owner != person:
            if references.things[owner].kind is Kind.PERSON:
                serves = owner if serves is None else serves
            else:
                body = owner if body is None else body
        evidence = self.evidence(holding.start, holding.end, holding.rule, holding.confidence)
        return Tenure(
            person, holding.office, body, serves, holding.inferred, holding.status, holding.valid_from, holding.valid_to, (evidence,)
        )

    def _of_name(self, index: int) -> int | None:
        name = self.reading.names[index]
        found = self.reading.references.of_name(name)
        if found is not None or name.entry is None:
            return found
        return next((thing.id for thing in self.reading.references.things if thing.entry == name.entry), None)

    def _stances(self, spans: Iterable[StanceSpan]) -> Iterable[Stance]:
        merged: dict[tuple[object, ...], Stance] = {}
        for span in spans:
            condition = _plain(self.doc[slice(*span.condition)].text) if span.condition else None
            evidence = (self.evidence(span.start, span.end, span.rule, span.confidence),)
            key = (span.holder, span.issue.label, span.polarity)
            old = merged.get(key)
            if old is None:
                merged[key] = Stance(span.holder, span.issue, span.polarity, condition, span.sources, span.stated_on, evidence)
            else:
                merged[key] = replace(
                    old,
                    condition=old.condition or condition,
                    sources=old.sources if len(old.sources) <= len(span.sources) else span.sources,
                    stated_on=old.stated_on or span.stated_on,
                    evidence=_joined(old.evidence, evidence),
                )
        return merged.values()

    def _statements(self) -> Iterable[Statement]:
        merged: dict[tuple[int, str], Statement] = {}
        for attribution in self.reading.speech:
            if attribution.speaker is None or not (is_statement(attribution) or _is_quoted(attribution)):
                continue
            text = " ".join(filter(None, (_plain(self.doc[a:b].text).strip(_MARKS) for a, b in attribution.contents)))
            if not text:
                continue
            statement = self._statement(attribution, attribution.speaker, text)
            old = merged.get((statement.speaker, text))
            merged[statement.speaker, text] = replace(old, evidence=_joined(old.evidence, statement.evidence)) if old else statement
        return merged.values()

    def _statement(self, attribution: Attribution, speaker: int, text: str) -> Statement:
        about = sorted(
            {
                r.referent
                for r in self.reading.references.spans
                for a, b in attribution.contents
                if a <= r.start < b and r.referent != speaker
            }
        )
        evidence = tuple(self.evidence(a, b, attribution.rule, attribution.confidence) for a, b in attribution.contents)
        occasion = _plain(self.doc[slice(*attribution.occasion)].text) if attribution.occasion else None
        return Statement(
            speaker,
            attribution.addressees,
            text,
            bool(attribution.quotes),
            attribution.lemma,
            tuple(about),
            self._stated_on(attribution),
            occasion,
            evidence,
        )

    def _stated_on(self, attribution: Attribution) -> Interval | None:
        """The day named beside the cue, outside of what is said."""
        if attribution.cue is None:
            return None
        sentence = self.doc[attribution.cue].sent
        outside = [
            time
            for time in self.reading.times
            if time.kind is TimeKind.DATE
            and time.when is not None
            and sentence.start <= time.start < sentence.end
            and not any(a <= time.start < b for a, b in attribution.contents)
        ]
        near = min(outside, key=lambda time: abs(time.start - (attribution.cue or 0)), default=None)
        return near.when if near is not None and abs(near.start - attribution.cue) <= _NEAR else None

    def _events(self, spans: Iterable[EventSpan]) -> Iterable[Event]:
        events: list[Event] = []
        for span in spans:
            evidence = (self.evidence(span.start, span.end, span.rule, span.confidence),)
            event = Event(
                span.type,
                span.act,
                span.agents,
                span.recipients,
                span.theme,
                span.place,
                span.when,
                span.modality,
                span.sources,
                evidence,
            )
            index = next((i for i, other in enumerate(events) if _same_event(other, event)), None)
            if index is None:
                events.append(event)
            else:
                events[index] = _merged_event(events[index], event)
        return events


_NEAR = 12


def _is_quoted(attribution: Attribution) -> bool:
    """Words in quotation marks are said, whatever their cue, unless the cue denies it."""
    return bool(attribution.quotes) and attribution.rule != "speech.unsaid"


def _same_event(left: Event, right: Event) -> bool:
    """One happening told twice: same type, act, doers and certainty, and nothing else that disagrees."""
    return (
        (left.type, left.act, left.modality) == (right.type, right.act, right.modality)
        and bool(left.agents or left.recipients)
        and set(left.agents) == set(right.agents)
        and _agree(left.recipients, right.recipients)
        and _agree(left.theme, right.theme)
        and _agree(left.place, right.place)
        and _agree(left.when, right.when)
        and (left.recipients == right.recipients or left.theme == right.theme)
    )


def _agree(left: object, right: object) -> bool:
    return left == right or left in (None, ()) or right in (None, ())


def _merged_event(old: Event, new: Event) -> Event:
    return replace(
        old,
        recipients=old.recipients or new.recipients,
        theme=old.theme or new.theme,
        place=new.place if old.place is None else old.place,
        when=old.when or new.when,
        sources=old.sources if len(old.sources) <= len(new.sources) else new.sources,
        evidence=_joined(old.evidence, new.evidence),
    )


def _bodies_completed(tenures: list[Tenure]) -> list[Tenure]:
    """An office said once with its body and once without is one office, when only one body comes into question."""
    complete: list[Tenure] = [t for t in tenures if t.body is not None or t.serves is not None]
    for tenure in tenures:
        if tenure.body is not None or tenure.serves is not None:
            continue
        same = [i for i, t in enumerate(complete) if (t.person, t.office, t.status) == (tenure.person, tenure.office, tenure.status)]
        if len(same) == 1:
            index = same[0]
            complete[index] = replace(complete[index], evidence=_joined(complete[index].evidence, tenure.evidence))
        elif not same:
            complete.append(tenure)
    return complete


def _joined(old: tuple[Evidence, ...], new: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return (*old, *(e for e in new if e not in old))


def _trimmed(span: Span) -> Span:
    start, end = span.start, span.end
    while end - start > 1 and span.doc[end - 1].is_space:
        end -= 1
    while end - start > 1 and span.doc[start].is_space:
        start += 1
    return span.doc[start:end]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _renumbered(records: Records) -> Records:
    """The same records with referents numbered in order, those that have no evidence and no use left out."""
    used = _used(records)
    kept = [r for r in records.referents if r.mentions or r.id in used]
    new = {referent.id: number for number, referent in enumerate(kept)}

    def many(ids: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(new[i] for i in ids)

    def one(number: int | None) -> int | None:
        return None if number is None else new[number]

    return Records(
        records.article,
        tuple(replace(r, id=new[r.id]) for r in kept),
        tuple(replace(c, place=new[c.place], within=new[c.within]) for c in records.containments),
        tuple(replace(t, person=new[t.person], body=one(t.body), serves=one(t.serves)) for t in records.tenures),
        tuple(replace(s, holder=new[s.holder], sources=many(s.sources)) for s in records.stances),
        tuple(replace(s, speaker=new[s.speaker], addressees=many(s.addressees), about=many(s.about)) for s in records.statements),
        tuple(
            replace(e, agents=many(e.agents), recipients=many(e.recipients), place=one(e.place), sources=many(e.sources))
            for e in records.events
        ),
    )


def _used(records: Records) -> set[int]:
    found: set[int | None] = set()
    for containment in records.containments:
        found |= {containment.place, containment.within}
    for tenure in records.tenures:
        found |= {tenure.person, tenure.body, tenure.serves}
    for stance in records.stances:
        found |= {stance.holder, *stance.sources}
    for statement in records.statements:
        found |= {statement.speaker, *statement.addressees, *statement.about}
    for event in records.events:
        found |= {*event.agents, *event.recipients, event.place, *event.sources}
    return {number for number in found if number is not None}
