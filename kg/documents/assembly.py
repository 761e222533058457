"""From a text and its metadata to a Document."""

from __future__ import annotations

import hashlib
import json
import re
from itertools import islice
from typing import TYPE_CHECKING

from kg.documents.cleaning import clean
from kg.documents.datelines import dateline
from kg.documents.model import Document
from kg.documents.quality import quality
from kg.errors import DocumentError
from kg.records import Article
from kg.settings import CHARACTERS, from_environment

if TYPE_CHECKING:
    from kg.documents.mapped import Mapped
    from kg.documents.metadata import Metadata

LIMIT = CHARACTERS  #: code points that one article may have, unless `KG_ARTICLE_CHARACTERS` says otherwise
VERSION_DIGITS = 16
_LEAD = 3  #: paragraphs that may stand before the one with the dateline


def assemble(text: str, about: Metadata, source_name: str, place: str, start: int = 0) -> Document:
    """Clean a source text and put it together with its metadata.

    Args:
        text: the source text.
        about: what is said about it.
        source_name: file name or id.
        place: file and line, for errors.
        start: where the text goes on after front matter.

    Raises:
        DocumentError: it is too long, or there is no prose in it.
    """
    limit = min(from_environment().article_characters, LIMIT)
    if len(text) > limit:
        reason = f"the text has {len(text):,} characters, the limit is {limit:,} (KG_ARTICLE_CHARACTERS): split it into articles"
        raise DocumentError(place, reason)
    cleaned = clean(text, start)
    if not any(character.isalnum() for character in cleaned.text):
        raise DocumentError(place, "there is no prose in it: give an article with text")
    article = Article(about.id or source_name, source_name, _version(text, about), about.title, about.publisher, about.published, about.url)
    return Document(article, text, cleaned.text, cleaned.starts, cleaned.ends, quality(cleaned.text), _dateline(text, cleaned))


def _dateline(source: str, cleaned: Mapped) -> tuple[int, int] | None:
    """The dateline before one of the first paragraphs, which may be headlines."""
    starts = [0, *(match.end() for match in islice(re.finditer("\n\n", cleaned.text), _LEAD))]
    return dateline(source, (cleaned.starts[start] for start in starts))


def _version(text: str, about: Metadata) -> str:
    values = [text, about.title, about.publisher, about.published, about.url]
    canonical = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:VERSION_DIGITS]
