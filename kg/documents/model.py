"""The document that extraction reads: clean text, metadata, and the way back to the source text."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.records import Article


@dataclass(frozen=True, slots=True)
class Document:
    """One article, cleaned.

    Attributes:
        article: id, source name, version and metadata.
        source: the source text that offsets point into, exactly as decoded.
        text: the clean text that extraction reads: paragraphs separated by an empty line, no furniture.
        starts, ends: for each code point of `text`, where its piece of `source` starts and ends.
        dateline: the words of the source for the place in the dateline, half open; the clean text is without them.
        quality: 1.0 for clean prose, lower where the text is garbled; facts lose confidence by it.
    """

    article: Article
    source: str
    text: str
    starts: array[int]
    ends: array[int]
    quality: float
    dateline: tuple[int, int] | None = None

    @property
    def published(self) -> date | None:
        """The day of publication, where the metadata has one."""
        return date.fromisoformat(self.article.published[:10]) if self.article.published else None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source text that a span of the clean text came from; both half open and not empty."""
        return self.starts[start], self.ends[end - 1]
