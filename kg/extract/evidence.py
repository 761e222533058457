"""Evidence: from token ranges of a Doc to spans of the source text, and from several tellings of one fact to one record."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from kg.extract.certainty import calibrated
from kg.records import Containment, Control, Evidence, Quantity, Stance, Statement, Tenure

if TYPE_CHECKING:
    from kg.documents import Document
    from kg.extract.model import Reading
    from kg.extract.parsed import Doc, Span

R = TypeVar("R", Containment, Control, Quantity, Stance, Statement, Tenure)


@dataclass(frozen=True)
class Context:
    """What records are made from.

    Attributes:
        document: the article.
        doc: its clean text, parsed.
        reading: what the steps before frames found in it.
    """

    document: Document
    doc: Doc
    reading: Reading

    def evidence(self, start: int, end: int, rule: str, confidence: float) -> Evidence:
        """The evidence of a token range, in code points of the source text."""
        span = _trimmed(self.doc[start:end])
        first, last = self.document.span(span.start_char, span.end_char)
        sure = round(calibrated(rule, confidence) * self.document.quality, 2)
        return Evidence(first, last, self.document.source[first:last], self._sentence(span), rule, sure)

    def evidence_cut(self, start: int, end: int, rule: str, confidence: float) -> Evidence:
        """The evidence of words that cleaning cut off, in code points of the source text."""
        exact = self.document.source[start:end]
        sure = round(calibrated(rule, confidence) * self.document.quality, 2)
        return Evidence(start, end, exact, _plain(exact), rule, sure)

    def words(self, tokens: tuple[int, int] | None) -> str | None:
        """The words of a token range, white space normalised."""
        return _plain(self.doc[slice(*tokens)].text) if tokens else None

    def _sentence(self, span: Span) -> str:
        """The sentence around a span, or the sentences that it runs over."""
        return self._sentences(bisect_right(self._starts, span.start) - 1, bisect_right(self._starts, span.end - 1))

    def _sentences(self, first: int, last: int) -> str:
        """The words of sentences, by their numbers; kept, since much stands in the same sentence."""
        if (first, last) not in self._kept:
            end = self._starts[last] if last < len(self._starts) else len(self.doc)
            self._kept[first, last] = _plain(self.doc[self._starts[first] : end].text)
        return self._kept[first, last]

    @cached_property
    def _kept(self) -> dict[tuple[int, int], str]:
        return {}

    @cached_property
    def _starts(self) -> list[int]:
        """The first tokens of the sentences."""
        return [sentence.start for sentence in self.doc.sents]


class Pieces:
    """Pieces of evidence for one fact, in the order in which they come, each once."""

    __slots__ = ("_known", "listed")

    def __init__(self, first: Iterable[Evidence]) -> None:
        self.listed = list(first)
        self._known: set[Evidence] = set()

    def add(self, new: Iterable[Evidence]) -> None:
        """Add the pieces that are not among those before."""
        if not self._known:
            self._known.update(self.listed)
        fresh = [piece for piece in new if piece not in self._known]
        self.listed += fresh
        self._known.update(fresh)


def merged(records: Iterable[R], key: Callable[[R], Hashable], join: Callable[[R, R], R]) -> list[R]:
    """Join records with the same key, older first; each stands where the first of its key stood.

    Args:
        records: in the order in which they are told.
        key: what those have in common that are one.
        join: two records to one; their evidence is joined here.
    """
    found: dict[Hashable, R] = {}
    pieces: dict[Hashable, Pieces] = {}
    for record in records:
        own = key(record)
        if own not in found:
            found[own], pieces[own] = record, Pieces(record.evidence)
        else:
            found[own] = join(found[own], record)
            pieces[own].add(record.evidence)
    return [_with_evidence(one, pieces[own].listed) for own, one in found.items()]


def _with_evidence(record: R, pieces: list[Evidence]) -> R:
    return record if len(record.evidence) == len(pieces) else replace(record, evidence=tuple(pieces))


def shorter(old: tuple[int, ...], new: tuple[int, ...]) -> tuple[int, ...]:
    """The shorter chain of sources: what the outlet says itself needs no one else."""
    return old if len(old) <= len(new) else new


def _plain(text: str) -> str:
    return " ".join(text.split())


def _trimmed(span: Span) -> Span:
    start, end = span.start, span.end
    while end - start > 1 and span.doc[end - 1].is_space:
        end -= 1
    while end - start > 1 and span.doc[start].is_space:
        start += 1
    return span if end - start == len(span) else span.doc[start:end]
