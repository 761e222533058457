"""What is evaluated: one article with its gold, read and extracted when a scorer asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.extract import extract
from kg.extract.parsed import Doc
from kg.extract.reading import read

if TYPE_CHECKING:
    from spacy.tokens import Doc as SpacyDoc

    from kg.documents import Document
    from kg.extract.model import Reading
    from kg.records import Records

Span = tuple[int, int]
_ENDS = (". ", "? ", "! ", "\n")


@dataclass(frozen=True)
class Subject:
    """One article under evaluation.

    Attributes:
        document: the article.
        doc: its clean text, parsed.
        gold: its gold facts by layer.
        extractor, reader: what is measured, all of extraction and its steps before frames.
    """

    document: Document
    doc: SpacyDoc
    gold: Mapping[str, Any]
    extractor: Callable[[Document, SpacyDoc], Records] = extract
    reader: Callable[[Doc, date | None], Reading] = read

    @cached_property
    def records(self) -> Records:
        """What extraction emits."""
        return self.extractor(self.document, self.doc)

    @cached_property
    def reading(self) -> Reading:
        """What the steps before frames find."""
        return self.reader(Doc(self.doc), self.document.published)

    def span(self, start: int, end: int) -> Span:
        """A token range as code points of the source text, half open."""
        tokens = self.doc[start:end]
        return self.document.span(tokens.start_char, tokens.end_char)

    def places_of(self, words: str) -> tuple[Span, ...]:
        """Where words stand in the source text."""
        found, start = [], self.document.source.find(words) if words else -1
        while start >= 0:
            found.append((start, start + len(words)))
            start = self.document.source.find(words, start + len(words))
        return tuple(found)


def overlap(left: Span, right: Span) -> int:
    """How many code points two spans share."""
    return max(0, min(left[1], right[1]) - max(left[0], right[0]))


def sentence_span(text: str, span: Span) -> Span:
    """The sentence-like stretch of a text around a span."""
    starts = [place + len(mark) for mark in _ENDS if (place := text.rfind(mark, 0, span[0])) >= 0]
    ends = [place for mark in _ENDS if (place := text.find(mark, span[1])) >= 0]
    return max(starts, default=0), min(ends, default=len(text)) + 1


def sentence_around(text: str, span: Span) -> str:
    """The words of the sentence-like stretch of a text around a span, for reading."""
    start, end = sentence_span(text, span)
    return " ".join(text[start:end].split())
