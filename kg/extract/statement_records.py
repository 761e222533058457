"""Statements: from attributions whose speaker is known to what was said, about whom, and when."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.extract.evidence import Context, merged
from kg.extract.model import Attribution, Reference, Time, TimeKind
from kg.extract.speech_rules import is_statement
from kg.records import Interval, Statement

_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"), ("‘", "’"), ('"', '"'), ("'", "'"))
_NEAR = 12  #: tokens from the cue to the day of the statement
Dated = Mapping[int, list[Time]]


def statements(context: Context) -> list[Statement]:
    """One record for each speaker and wording."""
    return merged(_found(context), lambda one: (one.speaker, one.text), lambda old, _: old)


def _found(context: Context) -> Iterator[Statement]:
    dated = _dated(context)
    for attribution in context.reading.speech:
        if attribution.speaker is not None and (is_statement(attribution) or _is_quoted(attribution)):
            statement = _statement(context, attribution, attribution.speaker, dated)
            if statement.text:
                yield statement


def _is_quoted(attribution: Attribution) -> bool:
    """Words in quotation marks are said, whatever their cue, unless the cue denies it."""
    return bool(attribution.quotes) and attribution.rule != "speech.unsaid"


def _statement(context: Context, said: Attribution, speaker: int, dated: Dated) -> Statement:
    parts = (without_outer_marks(context.words(part) or "") for part in said.contents)
    return Statement(
        speaker,
        said.addressees,
        " ".join(filter(None, parts)),
        bool(said.quotes),
        said.lemma,
        tuple(sorted({reference.referent for reference in _inside(context, said)} - {speaker})),
        _stated_on(context, said, dated),
        context.words(said.occasion),
        tuple(context.evidence(start, end, said.rule, said.confidence) for start, end in said.contents),
    )


def without_outer_marks(text: str) -> str:
    """The words without the quotation marks around all of them; marks around some of them stay, and come in pairs."""
    for opening, closing in _PAIRS:
        inner = text[1:-1]
        if text[:1] == opening and text[-1:] == closing and opening not in inner and closing not in inner:
            return inner.strip()
        if opening != closing and text.count(opening) != text.count(closing):
            text = text.removeprefix(opening) if text.count(opening) > text.count(closing) else text.removesuffix(closing)
    if text.count('"') % 2:
        text = text[1:] if text.startswith('"') else text.removesuffix('"')
    return text.strip()


def _inside(context: Context, said: Attribution) -> Iterable[Reference]:
    """The references that start inside of what is said."""
    spans = context.reading.references.spans
    for start, end in said.contents:
        first = bisect_left(spans, start, key=lambda span: span.start)
        yield from spans[first : bisect_left(spans, end, first, key=lambda span: span.start)]


def _dated(context: Context) -> Dated:
    """The times that name days, by the first token of their sentence."""
    found: defaultdict[int, list[Time]] = defaultdict(list)
    for time in context.reading.times:
        if time.kind is TimeKind.DATE and time.when is not None:
            found[context.doc[time.start].sent.start].append(time)
    return found


def _stated_on(context: Context, said: Attribution, dated: Dated) -> Interval | None:
    """The day named beside the cue, outside of what is said."""
    if said.cue is None:
        return None
    cue = said.cue
    times = dated.get(context.doc[cue].sent.start, ())
    outside = [time for time in times if not any(start <= time.start < end for start, end in said.contents)]
    nearest = min(outside, key=lambda time: abs(time.start - cue), default=None)
    return nearest.when if nearest is not None and abs(nearest.start - cue) <= _NEAR else None
