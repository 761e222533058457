"""Quotations of gold and of extraction in one form: source, cue and content as spans of the source text.

In PARC a quotation is one cue with one source and one content. What extraction hands on is put together the same way: the speakers that
one source names ("Lee and Ruiz said") are one quotation, and a quote that continues another one belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.evaluate.outcomes import Gold
    from kg.evaluate.subjects import Span, Subject
    from kg.extract.model import Attribution

_MARK = re.compile('[“”"]')
_BETWEEN_MARKS = re.compile('“[^”]*(?:”|$)|"[^"]*(?:"|$)')
_CAPITAL = re.compile(r"(?!(?:He|She|They|I|We|It|You|The|A|An|His|Her|Their|Our|My|Some|One|Who)\b)\b[A-Z]\w")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation.

    Attributes:
        source, cue, content: spans of the source text.
        direct: some of the content stands in quotation marks.
        quoted: all of it does.
        named: the source has a proper name.
        rule: what found it; empty for gold.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    direct: bool
    quoted: bool
    named: bool
    rule: str = ""


def of_gold(gold: Gold) -> Quotation:
    """A gold attribution."""
    source, cue, content = (tuple((start, end) for start, end in gold[part]) for part in ("source", "cue", "content"))
    words = gold["content_text"] or ""
    direct = bool(_MARK.search(words))
    quoted = direct and not re.search(r"\w", _BETWEEN_MARKS.sub("", words))
    return Quotation(source, cue, content, direct, quoted, bool(_CAPITAL.search(gold["source_text"] or "")))


def found_in(subject: Subject) -> list[Quotation]:
    """What extraction found, by position; a quote that continues nothing has no cue and is left out."""
    found: dict[tuple[int, Sequence[Span]], Quotation] = {}
    for one in subject.reading.speech:
        if one.cue is not None:
            made = _quotation(subject, one)
            known = found.setdefault((one.cue, one.contents), made)
            found[one.cue, one.contents] = replace(known, source=_union(known.source, made.source), named=known.named or made.named)
    quotations = list(found.values())
    for one in subject.reading.speech:
        if one.cue is None:
            _continue(quotations, _quotation(subject, one))
    return quotations


def outermost(quotations: Sequence[Quotation]) -> list[Quotation]:
    """Those whose cue stands in the content of no other one."""
    return [one for one in quotations if not any(_holds(other, one) for other in quotations if other is not one)]


def _holds(outer: Quotation, inner: Quotation) -> bool:
    return any(start <= place < end for start, end in outer.content for place, _ in inner.cue)


def _continue(quotations: list[Quotation], more: Quotation) -> None:
    """Add what a quote continues to the nearest quotation of its source."""
    own = [number for number, one in enumerate(quotations) if set(more.source) & set(one.source)]
    if more.source and own:
        nearest = min(own, key=lambda number: abs(quotations[number].content[0][0] - more.content[0][0]))
        begun = quotations[nearest]
        quotations[nearest] = replace(begun, content=_union(begun.content, more.content), quoted=begun.quoted and more.quoted)


def _quotation(subject: Subject, found: Attribution) -> Quotation:
    source = (subject.span(*found.source),) if found.source else ()
    cue = (subject.span(found.cue, found.cue + 1),) if found.cue is not None else ()
    content = tuple(subject.span(start, end) for start, end in found.contents)
    quotes = [subject.reading.quotes[number] for number in found.quotes]
    quoted = bool(quotes) and all(any(quote.start <= start and end <= quote.end for quote in quotes) for start, end in found.contents)
    named = any(_CAPITAL.search(subject.document.source[start:end]) for start, end in source)
    return Quotation(source, cue, content, bool(quotes), quoted, named, found.rule)


def _union(left: Iterable[Span], right: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted({*left, *right}))
