"""Scorer of attributions (PolNeAR): cue, source and content, in the terms of PARC.

Predicted and gold attributions are matched one to one by overlap of their cues. Thoughts and wishes count, and so do attributions without
a known source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kg.evaluate.matching import match
from kg.evaluate.outcomes import Outcome
from kg.evaluate.quotations import Quotation, found_in, of_gold, outermost
from kg.evaluate.subjects import Span, Subject, overlap, sentence_around

_HALF = 0.5
_TIE = 0.01
Kind = Callable[[Quotation], bool]


def score_attributions(subject: Subject) -> dict[str, Outcome]:
    """Outcomes of cue, source (any overlap, exact), content and all of it (`full`).

    Kinds apart: `direct` has words in quotation marks, `direct_named` those with a name in the source, `quoted_named` those of them that
    are in quotation marks altogether (what PolNeAR's definition calls direct); of these two also the outcome of cue and source alone.
    PolNeAR tells of reports inside a report only the outermost (no cue of its 5,016 attributions here stands in the content of another
    one): the layers called `outermost` leave out the inner ones that were found, which the others count as false.
    """
    golds = [of_gold(one) for one in subject.gold["attributions"]]
    founds = found_in(subject)
    pairs = match(golds, founds, _fit)
    sourced = {g: f for g, f in pairs.items() if _source(golds[g], founds[f])}
    full = {g: f for g, f in sourced.items() if _content(golds[g], founds[f])}

    outer = {id(one) for one in outermost(founds)}

    def part(right: dict[int, int], is_of: Kind = lambda _: True) -> Outcome:
        return _part(subject.document.source, right, golds, founds, is_of)

    def outside(right: dict[int, int], is_of: Kind = lambda _: True) -> Outcome:
        kept = {g: f for g, f in right.items() if id(founds[f]) in outer}
        return _part(subject.document.source, kept, golds, founds, lambda one: is_of(one) and (one.rule == "" or id(one) in outer))

    def is_direct_named(one: Quotation) -> bool:
        return one.direct and one.named

    def is_quoted_named(one: Quotation) -> bool:
        return one.quoted and one.named

    return {
        "cue": part(pairs),
        "source": part(sourced),
        "source.exact": part({g: f for g, f in pairs.items() if golds[g].source == founds[f].source != ()}),
        "content": part({g: f for g, f in pairs.items() if _content(golds[g], founds[f])}),
        "full": part(full),
        "full.direct": part(full, lambda one: one.direct),
        "full.direct_named": part(full, is_direct_named),
        "full.quoted_named": part(full, is_quoted_named),
        "full.indirect": part(full, lambda one: not one.direct),
        "full.outermost": outside(full),
        "full.direct_named.outermost": outside(full, is_direct_named),
        "full.quoted_named.outermost": outside(full, is_quoted_named),
        "direct_named.source": part(sourced, is_direct_named),
        "quoted_named.source": part(sourced, is_quoted_named),
        "direct_named.source.outermost": outside(sourced, is_direct_named),
        "quoted_named.source.outermost": outside(sourced, is_quoted_named),
    }


def _part(text: str, right: dict[int, int], golds: Sequence[Quotation], founds: Sequence[Quotation], is_of: Kind) -> Outcome:
    """The attributions of one kind; a pair counts where the gold is of this kind, what else was found where it is itself."""
    wanted = [number for number, gold in enumerate(golds) if is_of(gold)]
    hit = sum(number in right for number in wanted)
    false = [found for number, found in enumerate(founds) if number not in set(right.values()) and is_of(found)]
    misses = tuple(_tell(text, golds[number]) for number in wanted if number not in right and golds[number].source)
    return Outcome(hit, len(wanted), hit + len(false), False, misses, tuple(_tell(text, one) for one in false))


def _fit(gold: Quotation, found: Quotation) -> float:
    """How many characters the cues share; of quotations with the same cue the one with the better content is taken."""
    shared = _shared(gold.cue, found.cue)
    return shared and shared + _TIE * (_source(gold, found) + _content(gold, found))


def _source(gold: Quotation, found: Quotation) -> bool:
    return _shared(gold.source, found.source) > 0


def _content(gold: Quotation, found: Quotation) -> bool:
    """Intersection over union of the characters is at least one half."""
    left, right = _characters(gold.content), _characters(found.content)
    return len(left & right) >= _HALF * len(left | right) > 0


def _shared(left: Iterable[Span], right: Sequence[Span]) -> int:
    return sum(overlap(a, b) for a in left for b in right)


def _characters(spans: Iterable[Span]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def _tell(text: str, one: Quotation) -> str:
    source, cue, content = (" .. ".join(text[start:end] for start, end in spans) for spans in (one.source, one.cue, one.content))
    return f"[{source}] [{cue}] [{content[:120]}] {one.rule} | {sentence_around(text, one.cue[0])}"
