"""Speech: who says each quote and each reported content, to whom, where.

In come a Doc, its quotes and its references, out come attributions in the terms of PARC: source, cue, content.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.cues import LEXICON, THOUGHTS, lemma
from kg.extract.direct import quoted
from kg.extract.headings import announced
from kg.extract.indirect import reported
from kg.extract.model import Attribution, Link, Reference
from kg.extract.occasions import occasion
from kg.extract.references import actors
from kg.extract.retold import told
from kg.extract.sources import addressees, responsible, source_heads, source_span, surface
from kg.extract.speaking import may_speak
from kg.extract.speech_rules import rule
from kg.extract.syntax import is_passive
from kg.extract.telling import is_of_another
from kg.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.extract.model import Quote, References
    from kg.extract.parsed import Doc, Token
    from kg.extract.reports import Report

_ENDS = frozenset({".", "!", "?"})
_SHORTEST = 2
_TRAILING = frozenset({",", ".", ";", ":", "—", "–", "-", "--"})


def attribute(doc: Doc, quotes: tuple[Quote, ...], references: References) -> tuple[Attribution, ...]:
    """The attributions of a Doc, by position."""
    direct, layout = quoted(doc, quotes), announced(doc, references)
    taken = {i for report in direct for i in report.quotes}
    first = {report.cue.i: quotes[report.quotes[0]].start for report in reversed(direct)}
    masked = _mask(doc, quotes, layout)
    indirect = [report if report.cue.i not in first else _leading(report, first[report.cue.i]) for report in reported(doc, masked)]
    whole = [_completed(report, quotes, taken) for report in (*indirect, *layout) if report is not None]
    whole += _illustrations(doc, quotes, [*direct, *whole])
    found = [attribution for report in told([*direct, *whole]) for attribution in _attributions(report, references, masked)]
    return tuple(
        sorted(found, key=lambda a: (a.contents[0], a.cue if a.cue is not None else -1, a.speaker if a.speaker is not None else -1))
    )


def _illustrations(doc: Doc, quotes: tuple[Quote, ...], reports: list[Report]) -> Iterator[Report]:
    """`X rejected the plan. Q`: a sentence that is all quote, right behind a sentence of its paragraph whose main verb is a report."""
    known = {i for report in reports for i in report.quotes}
    mains = {report.cue.sent.start: report for report in reports if report.cue.dep_ == "ROOT" and report.entry is not None}
    for i, quote in enumerate(quotes):
        before = _sentence_before(doc, quote) if i not in known and quote.speech and quote.whole else None
        report = mains.get(before) if before is not None else None
        if report is None or any(map(is_of_another, doc[report.cue.i + 1 : quote.start])):
            continue
        if report.entry is not None and report.entry.kind not in THOUGHTS:
            yield replace(report, contents=((quote.start, quote.end),), quotes=(i,), form="continued", confidence=0.6)


def _sentence_before(doc: Doc, quote: Quote) -> int | None:
    """Start of the sentence before a quote that is a sentence of its own."""
    before, after = quote.start - 2, quote.end + 1
    alone = before > 0 and doc[before].is_space and (after >= len(doc) or doc[after].is_space)
    before -= alone
    if before < 0 or doc[before].text not in _ENDS or doc[quote.end - 1].text not in _ENDS:
        return None
    free = after >= len(doc) or doc[after].is_space or doc[after].text[0].isupper()
    return doc[before].sent.start if free else None


def _mask(doc: Doc, quotes: tuple[Quote, ...], layout: Iterable[Report]) -> list[bool]:
    """True for tokens inside quotes: what the quoted person reports is not the article's report."""
    masked = [False] * len(doc)
    blocks = [part for report in layout for part in report.contents if report.form == "block"]
    for start, end in (*((quote.start, quote.end) for quote in quotes), *blocks):
        masked[start:end] = [True] * (end - start)
    for report in layout:
        masked[report.cue.i] = True
    return masked


def _leading(report: Report, quote: int) -> Report | None:
    """The clause in front of a quote that has the same cue: `X said it was late: Q`."""
    start, end = report.contents[0]
    end = min(end, quote - 1)
    if report.form != "clause" or not report.cue.i < start < end - _SHORTEST:
        return None
    return replace(report, contents=((start, end),))


def _completed(report: Report, quotes: tuple[Quote, ...], taken: set[int]) -> Report:
    """Give an indirect report the quotes inside its content, whole even where the parse cut them."""
    contents = []
    inside: list[int] = []
    for start, end in report.contents:
        for i in range(bisect_right(quotes, start, key=lambda quote: quote.end), bisect_left(quotes, end, key=lambda quote: quote.start)):
            inside.append(i)
            start, end = _joined(start, end, quotes[i], report.cue)
        contents.append(_without_remark(report.cue.doc, start, end, [quotes[i] for i in inside]))
    return replace(report, contents=tuple(contents), quotes=tuple(i for i in dict.fromkeys(inside) if i not in taken))


def _without_remark(doc: Doc, start: int, end: int, inside: list[Quote]) -> tuple[int, int]:
    """The content without what the article remarks on its last quote: `a "farce," which it was not`."""
    if not inside or not start <= inside[-1].start < end or not inside[-1].whole:
        return start, end
    first, last = inside[-1].start, inside[-1].end
    after = last + 1 + (last + 1 < end and doc[last + 1].text == ",")
    pauses = doc[last - 1].text == "," or after > last + 1
    if not pauses or after >= end or doc[after].lower_ not in words(LEXICON, "quotes.remarks"):
        return start, end
    return (first, last) if start >= first - 1 else (start, last + 1)


def _joined(start: int, end: int, quote: Quote, cue: Token) -> tuple[int, int]:
    """The range with the quote and its marks; without the marks when the quote is all of it."""
    doc = cue.doc
    first = min(start, quote.start - (quote.start > 0 and doc[quote.start - 1].is_quote))
    last = max(end, quote.end + (quote.end < len(doc) and doc[quote.end].is_quote))
    if first >= quote.start - 1 and last <= quote.end + 1:
        first, last = quote.start, quote.end
    return (start, end) if first <= cue.i < last else (first, last)


def _attributions(report: Report, references: References, masked: Sequence[bool]) -> Iterator[Attribution]:
    """One attribution for each speaker that the source names."""
    heads = [head for head in _heads(report) if _is_source(head, report.cue, references, masked)]
    known: dict[int, Token] = {}
    for head in heads:
        named = tuple(r for owner in responsible(head) for r in actors(owner, references)) or actors(head, references)
        for referent in named:
            known.setdefault(referent, head)
    for referent, head in known.items():
        yield _attribution(report, head, referent, references)
    if not known and (heads or report.quotes or (report.form == "clause" and is_passive(report.cue))):
        yield _attribution(report, heads[0] if heads else None, None, references)


def _is_source(head: Token, cue: Token, references: References, masked: Sequence[bool]) -> bool:
    """Somebody or a text, and no word of a title or quote beside the cue ("on the show 'Morning Harbour,' calling it a farce")."""
    return masked[head.i] <= masked[cue.i] and (may_speak(head) or bool(actors(head, references)))


def _heads(report: Report) -> list[Token]:
    return [report.head] if report.head is not None else source_heads(report.cue)


def _attribution(report: Report, head: Token | None, referent: int | None, references: References) -> Attribution:
    spoken_to = addressees(report.cue, report.entry) if report.entry is not None else []
    taken = [range(*part) for part in report.contents]
    where = occasion(report.cue, head, taken, references)
    return Attribution(
        speaker=referent,
        source=source_span(surface(report.cue, head)) if head is not None else None,
        cue=report.cue.i if report.form != "continued" else None,
        contents=tuple(_without_pause(report.cue.doc, start, end) for start, end in report.contents),
        quotes=report.quotes,
        addressees=tuple(dict.fromkeys(r for token in spoken_to if (r := references.at(token.i)) is not None and r != referent)),
        occasion=where,
        lemma=report.entry.lemma if report.entry is not None else lemma(report.cue),
        rule=rule(report),
        confidence=report.confidence,
    )


def _without_pause(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The content without the stop or comma that ends it."""
    while end > start + 1 and (doc[end - 1].text in _TRAILING or doc[end - 1].is_space):
        end -= 1
    return start, end


def with_speakers(doc: Doc, quotes: tuple[Quote, ...], references: References, speech: tuple[Attribution, ...]) -> References:
    """The references with those of "I" and "we" inside quotes, which mean the one who speaks them."""
    first = words("pronouns", "first.all")
    found: dict[int, Reference] = {}
    for saying in speech:
        inside = (range(quotes[i].start, quotes[i].end) for i in saying.quotes)
        for token in (doc[i] for tokens in inside for i in tokens):
            if saying.speaker is not None and token.lower_ in first and token.i not in references.by_token:
                found.setdefault(token.i, Reference(token.i, token.i + 1, token.i, saying.speaker, Link.PRONOUN, 0.8))
    spans = sorted((*references.spans, *found.values()), key=lambda span: (span.start, -span.end, span.link, span.referent))
    return replace(references, spans=tuple(spans), by_token={**references.by_token, **found})
