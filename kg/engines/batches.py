"""One batch of articles, read in this process: what every engine runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import nlp
from kg.documents import Document
from kg.engines.limits import TooSlowError, at_most, within
from kg.errors import DocumentError, KgError
from kg.extract import extract
from kg.records_json import to_json
from kg.settings import from_environment

if TYPE_CHECKING:
    from spacy.tokens import Doc

Found = str | DocumentError
"""The records of an article as JSON, which is short to send and is what a store keeps; or why it has none."""


def extract_batch(batch: list[Document], pipeline: str) -> list[Found]:
    """What each article of a batch holds, in this process; of one on which a rule fails the reason."""
    settings = from_environment()
    seconds, memory = settings.article_seconds, settings.article_memory
    try:
        language = nlp.load(pipeline)
        with at_most(seconds * len(batch)), within(memory):
            return [_extract(document, doc) for doc, document in nlp.pipe(language, ((one.text, one) for one in batch))]
    except TooSlowError:
        reason = f"reading it took more than {seconds:g} seconds of computing: split it, or raise KG_ARTICLE_SECONDS"
    except MemoryError:
        reason = f"reading it took more than {memory} MiB of memory: split it, or raise KG_ARTICLE_MEMORY"
    nlp.load.cache_clear()  # what was interrupted leaves the memory of the pipeline as nobody should use it
    if len(batch) > 1:
        return [found for document in batch for found in extract_batch([document], pipeline)]
    return [DocumentError(batch[0].article.source_name, reason)]


def _extract(document: Document, doc: Doc) -> Found:
    """The records of an article, or why it has none: one article that trips a rule must not end the build."""
    try:
        return to_json(extract(document, doc))
    except (KgError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - on text that nobody has seen a rule may fail in any way
        reason = f"a rule failed on it ({type(error).__name__}: {error}); please report it, with the article"
        return DocumentError(document.article.source_name, reason)
