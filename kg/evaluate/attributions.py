"""Scorer of attributions (PolNeAR): cue, source and content, in the terms of PARC.

Predicted and gold attributions are matched one to one by overlap of their cues. A quote that only continues another one has no cue
and belongs to the attribution before it; it is not counted. Thoughts and wishes count, and so do attributions without a known source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.evaluate.matching import match
from kg.evaluate.outcomes import Gold, Outcome
from kg.evaluate.subjects import Span, Subject, overlap, sentence_around
from kg.extract.model import Attribution

_HALF = 0.5
_QUOTATION = re.compile('[“”"]')
_CAPITAL = re.compile(r"(?!(?:He|She|They|I|We|It|You|The|A|An|His|Her|Their|Our|My|Some|One|Who)\b)\b[A-Z]\w")


@dataclass(frozen=True, slots=True)
class _Attributed:
    """One attribution as spans of the source text; `named` says that its source has a proper name."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    direct: bool
    named: bool
    rule: str


def score_attributions(subject: Subject) -> dict[str, Outcome]:
    """Outcomes of cue, source (any overlap, exact), content and all of it; direct, direct with a named source, and indirect apart."""
    golds = [_gold(one) for one in subject.gold["attributions"]]
    founds = [_found(subject, one) for one in subject.reading.speech if one.cue is not None]
    pairs = match(golds, founds, lambda gold, found: float(_shared(gold.cue, found.cue)))
    full = {g: f for g, f in pairs.items() if _source(golds[g], founds[f]) and _content(golds[g], founds[f])}
    text = subject.document.source
    misses = tuple(_tell(text, gold) for number, gold in enumerate(golds) if number not in full and gold.source)
    false = tuple(_tell(text, found) for number, found in enumerate(founds) if number not in full.values())
    return {
        "cue": _outcome(pairs, golds, founds),
        "source": _outcome({g: f for g, f in pairs.items() if _source(golds[g], founds[f])}, golds, founds),
        "source.exact": _outcome({g: f for g, f in pairs.items() if golds[g].source == founds[f].source != ()}, golds, founds),
        "content": _outcome({g: f for g, f in pairs.items() if _content(golds[g], founds[f])}, golds, founds),
        "full": Outcome(len(full), len(golds), len(founds), False, misses, false),
        "full.direct": _part(full, golds, founds, direct=True),
        "full.direct_named": _part(full, golds, founds, direct=True, named=True),
        "full.indirect": _part(full, golds, founds, direct=False),
    }


def _gold(gold: Gold) -> _Attributed:
    source, cue, content = (tuple((start, end) for start, end in gold[part]) for part in ("source", "cue", "content"))
    direct = bool(_QUOTATION.search(gold["content_text"] or ""))
    return _Attributed(source, cue, content, direct, bool(_CAPITAL.search(gold["source_text"] or "")), "")


def _found(subject: Subject, found: Attribution) -> _Attributed:
    cue = found.cue or 0
    source = (subject.span(*found.source),) if found.source else ()
    content = tuple(subject.span(start, end) for start, end in found.contents)
    named = any(_CAPITAL.search(subject.document.source[start:end]) for start, end in source)
    return _Attributed(source, (subject.span(cue, cue + 1),), content, bool(found.quotes), bool(named), found.rule)


def _part(
    full: dict[int, int], golds: Sequence[_Attributed], founds: Sequence[_Attributed], *, direct: bool, named: bool | None = None
) -> Outcome:
    """The attributions of one kind; a pair counts where the gold is of this kind, a found one where it or its gold is."""

    def is_of(one: _Attributed) -> bool:
        return one.direct == direct and (named is None or one.named == named)

    right = sum(is_of(golds[g]) for g in full)
    false = sum(is_of(found) for number, found in enumerate(founds) if number not in full.values())
    return Outcome(right, sum(map(is_of, golds)), right + false)


def _outcome(pairs: dict[int, int], golds: Sequence[_Attributed], founds: Sequence[_Attributed]) -> Outcome:
    return Outcome(len(pairs), len(golds), len(founds))


def _source(gold: _Attributed, found: _Attributed) -> bool:
    return _shared(gold.source, found.source) > 0


def _content(gold: _Attributed, found: _Attributed) -> bool:
    """Intersection over union of the characters is at least one half."""
    left, right = _characters(gold.content), _characters(found.content)
    return len(left & right) >= _HALF * len(left | right) > 0


def _shared(left: Iterable[Span], right: Sequence[Span]) -> int:
    return sum(overlap(a, b) for a in left for b in right)


def _characters(spans: Iterable[Span]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def _tell(text: str, one: _Attributed) -> str:
    source, cue, content = (" .. ".join(text[start:end] for start, end in spans) for spans in (one.source, one.cue, one.content))
    return f"[{source}] [{cue}] [{content[:120]}] {one.rule} | {sentence_around(text, one.cue[0])}"
